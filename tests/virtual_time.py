"""An event loop on which sleeping takes no time: when nobody is ready, the clock jumps to the next timer.

`run(main)` runs a coroutine function to its end on such a loop; what it awaits may use `asyncio.sleep`,
timeouts and the database as ever. While a thread works, virtual time stands still.
"""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from queue import SimpleQueue
from typing import Any, TypeVar
from unittest.mock import patch

import aiosqlite.core

__all__ = ["START", "VirtualTimeLoop", "run", "virtual_clock"]

T = TypeVar("T")

START = datetime(2026, 2, 1, tzinfo=UTC)
"""What `virtual_clock` shows when a loop is new."""

_PATIENCE = 60.0
"""Real seconds that a thread may take to answer; a test that waits longer hangs."""


class _JumpingSelector(selectors.DefaultSelector):
    """Lets the loop's time pass instead of sleeping."""

    loop: "VirtualTimeLoop"

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        if timeout is None or self.loop.working:
            ready = super().select(_PATIENCE)
            if not ready:
                raise RuntimeError("nothing happens any more: no timer, no thread, no socket")
            return ready
        self.loop.jump(timeout)
        return ready


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """An event loop whose `time()` jumps; `working` counts the threads whose answer it waits for."""

    def __init__(self) -> None:
        selector = _JumpingSelector()
        selector.loop = self
        self.working = 0
        self._virtual = 0.0
        super().__init__(selector)

    def time(self) -> float:
        """Virtual seconds since the loop was made."""
        return self._virtual

    def jump(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        # A little more: rounding must not leave a timer forever just ahead.
        self._virtual += seconds + 1e-7

    def run_in_executor(self, executor: Any, func: Callable[..., T], *args: Any) -> "asyncio.Future[T]":  # type: ignore[override] # typeshed's own is looser than what is returned
        """Ask a thread, and note until it has answered that it works."""
        self.working += 1
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self.answered)
        return future

    def answered(self, _future: "asyncio.Future[Any]") -> None:
        """A thread has answered."""
        self.working -= 1


class _CountedQueue(SimpleQueue[Any]):
    """The queue of an aiosqlite connection's thread, which answers each item by its future."""

    def put_nowait(self, item: Any) -> None:
        loop = asyncio.get_running_loop()
        future, function = item
        if isinstance(loop, VirtualTimeLoop) and future is not None:
            loop.working += 1
            future.add_done_callback(loop.answered)
        super().put_nowait((future, function))


def run(main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """What `main()` returns, run on a loop of its own."""
    with (
        patch.object(aiosqlite.core, "SimpleQueue", _CountedQueue),
        asyncio.Runner(loop_factory=VirtualTimeLoop) as runner,
    ):
        return runner.run(main())


def virtual_clock(start: datetime = START) -> Callable[[], datetime]:
    """A clock that shows `start` plus the running loop's time."""
    return lambda: start + timedelta(seconds=asyncio.get_running_loop().time())
