"""A search's time: when it must end, and how long a part of it may take that it can do without."""

import math
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

__all__ = ["Deadline", "OutOfTime", "interrupted"]

_STEPS: Final = 500
"""Steps of SQLite's machine between two looks at the clock: well under a millisecond."""


class OutOfTime(Exception):
    """The time ended between two statements; within one, SQLite says so itself."""


def interrupted(error: sqlite3.OperationalError | OutOfTime) -> bool:
    """Whether it was the deadline that ended what ran."""
    return isinstance(error, OutOfTime) or error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT


class Deadline:
    """Interrupts whatever runs on a connection once its time is over; `watching` makes it do so.

    Between statements whoever works for long has to `look` at the clock.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until = clock() + seconds
        self._part_until = math.inf

    def look(self) -> None:
        """Raise `OutOfTime` once the time of the whole, or of the part that runs, is over."""
        if self._over():
            raise OutOfTime

    def _over(self) -> bool:
        return self._clock() > min(self._until, self._part_until)

    @contextmanager
    def watching(self, raw: sqlite3.Connection) -> Iterator[None]:
        """Watch over a connection for as long as the block lasts."""
        raw.set_progress_handler(self._over, _STEPS)
        try:
            yield
        finally:
            raw.set_progress_handler(None, 0)

    @contextmanager
    def part(self, seconds: float) -> Iterator[None]:
        """A part that may take so long; where it takes longer the block just ends early."""
        self._part_until = self._clock() + seconds
        try:
            yield
        except (sqlite3.OperationalError, OutOfTime) as error:
            if not interrupted(error) or self._clock() > self._until:
                raise
        finally:
            self._part_until = math.inf
