"""A small file that is asked on the spot, without a thread.

A thread pays off where SQLite computes or waits for a disk. A question to a file of a few megabytes does
neither: its pages are in memory, it is over within a millisecond or two, and most of that is Python, which
holds up the event loop from any thread. The way to a thread and back costs as much again, and where several
are on their way they fight for the interpreter at every statement: then it costs three times as much.
"""

import sqlite3
from collections.abc import Callable
from typing import Final, TypeVar

__all__ = ["NEARBY", "Elsewhere", "Nearby"]

T = TypeVar("T")

NEARBY: Final = 4 * 2**20
"""Bytes of a file that is small: some hundred articles with all that is known of them."""


class Elsewhere(Exception):
    """The question cannot be asked on the spot: the file is large by now, or locked for a moment."""


class Nearby:
    """A reader for the event loop's own thread.

    `outgrown` says that the file was found too large once: then nothing more is asked here.
    """

    def __init__(self, raw: sqlite3.Connection, limit: int) -> None:
        """`raw` only reads, and never waits for a lock; larger files than `limit` are asked elsewhere."""
        self.outgrown = False
        self._raw = raw
        raw.execute("PRAGMA query_only = 1")
        # Room for all of it: what was read once is not read again until it changes.
        raw.execute(f"PRAGMA cache_size = -{limit // 1024:d}")
        self._pages = limit // int(raw.execute("PRAGMA page_size").fetchone()[0])

    def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """What `question` returns, asked inside one transaction; raises `Elsewhere`."""
        try:
            self._begin()
            return question(self._raw)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise Elsewhere from error
            raise
        finally:
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK")

    def _begin(self) -> None:
        self._raw.execute("BEGIN")
        # This reads the file's size, and the rest is read as it is at the same instant.
        if self._raw.execute("PRAGMA page_count").fetchone()[0] > self._pages:
            self.outgrown = True
            raise Elsewhere

    def close(self) -> None:
        """Nothing is asked any more."""
        self._raw.close()
