"""A search's time: when it must end, and how long a part of it may take that it can do without."""

import math
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

__all__ = ["Deadline", "interrupted"]

_STEPS: Final = 500
"""Steps of SQLite's machine between two looks at the clock: well under a millisecond."""


def interrupted(error: sqlite3.OperationalError) -> bool:
    """Whether a statement was ended by its deadline."""
    return error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT


class Deadline:
    """Interrupts whatever runs on a connection once its time is over; `watching` makes it do so."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._part_until = math.inf

    @contextmanager
    def watching(self, raw: sqlite3.Connection) -> Iterator[None]:
        """Watch over a connection for as long as the block lasts."""
        raw.set_progress_handler(lambda: int(time.monotonic() > min(self._until, self._part_until)), _STEPS)
        try:
            yield
        finally:
            raw.set_progress_handler(None, 0)

    @contextmanager
    def part(self, seconds: float) -> Iterator[None]:
        """A part that may take so long; where it takes longer the block just ends early."""
        self._part_until = time.monotonic() + seconds
        try:
            yield
        except sqlite3.OperationalError as error:
            if not interrupted(error) or time.monotonic() > self._until:
                raise
        finally:
            self._part_until = math.inf
