"""An event loop in real time, less the time that the process was not let run.

A machine that is busy or a debugger may halt a process for a minute; nothing in it is late then. Whether it
was halted, a thread that only beats can tell: a loop that somebody blocks does not keep that thread waiting.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

__all__ = ["SteadyLoop", "Watch", "run"]

T = TypeVar("T")

BEAT = 0.1
"""Seconds between two beats."""
TOLERATED = 1.0
"""Seconds without a beat or work after which the process was halted."""


class Watch:
    """Shows seconds as `time.monotonic` does, less those for which the process was halted."""

    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        worked: Callable[[], float] = time.process_time,
    ) -> None:
        self._monotonic = monotonic
        self._worked = worked
        self._lock = threading.Lock()
        self._beaten = monotonic(), worked()
        self.halted = 0.0
        """Seconds that are left out."""

    def __call__(self) -> float:
        """What it shows now."""
        return self._look(beats=False)

    def beat(self) -> None:
        """The process runs."""
        self._look(beats=True)

    def _look(self, *, beats: bool) -> float:
        with self._lock:
            now, worked = self._monotonic(), self._worked()
            idle = (now - self._beaten[0]) - (worked - self._beaten[1])
            if idle > TOLERATED:
                self.halted += idle
            if beats or idle > TOLERATED:
                self._beaten = now, worked
            return now - self.halted


class SteadyLoop(asyncio.SelectorEventLoop):
    """An event loop that keeps its time by a watch."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        super().__init__()

    def time(self) -> float:
        """Seconds on the watch."""
        return self._watch()


def run(main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """What `main()` returns, run on a loop of its own."""
    watch = Watch()
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT):
            watch.beat()

    beating = threading.Thread(target=beat, name="beat", daemon=True)
    beating.start()
    try:
        with asyncio.Runner(loop_factory=lambda: SteadyLoop(watch)) as runner:
            return runner.run(main())
    finally:
        over.set()
        beating.join()
