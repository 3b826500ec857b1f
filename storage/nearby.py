"""A small file that is asked on the spot, without a thread; and what readers of any file remember of it.

A thread pays off where SQLite computes or waits for a disk. A question to a file of a few megabytes does
neither: its pages are in memory, it is over within a millisecond or two, and most of that is Python, which
holds up the event loop from any thread. The way to a thread and back costs as much again, and where several
are on their way they fight for the interpreter at every statement: then it costs three times as much.

All of such a file has room in memory, so what was made of its rows is remembered as well, until it changes.
Of a large one only what was made of it as a whole is.
"""

import sqlite3
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Final, TypeVar

__all__ = ["NEARBY", "Elsewhere", "Nearby", "Remembering", "once", "remembered"]

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

NEARBY: Final = 4 * 2**20
"""Bytes of a file that is small: some hundred articles with all that is known of them."""


class Elsewhere(Exception):
    """The question cannot be asked on the spot: the file is large by now, or locked for a moment."""


class Remembering(sqlite3.Connection):
    """A connection that can have a memory for what was made of its rows."""

    memory: dict[object, dict[Any, Any]] | None = None
    """By what made it, and by key; only a `Nearby` has one."""
    whole: dict[object, Any] | None = None
    """What was made of the database as a whole, by what made it; only a reader has it."""
    version: int | None = None
    """Of the database that it was made of."""
    settled: bool = False
    """That was looked at in the transaction that is open: it stays so until the end."""


def remembered(
    raw: sqlite3.Connection,
    make: Callable[[sqlite3.Connection, Sequence[K]], Mapping[K, V]],
    keys: Sequence[K],
) -> Mapping[K, V]:
    """What `make` makes of rows, by their keys; where a connection has a memory, of each row once.

    It must depend on nothing but the database, and nobody may change it.
    """
    if not isinstance(raw, Remembering) or raw.memory is None:
        return make(raw, keys)
    known = raw.memory.setdefault(make, {})
    new = [key for key in keys if key not in known]
    if new:
        known.update(make(raw, new))
    return known


def once(raw: sqlite3.Connection, make: Callable[[sqlite3.Connection], V]) -> V:
    """What `make` makes of the database as a whole; a reader makes it once, until the database changes.

    It must depend on nothing else, and nobody may change it. To be asked inside a transaction.
    """
    known = _known_of_whole(raw)
    if known is None:
        return make(raw)
    if make not in known:
        known[make] = make(raw)
    made: V = known[make]
    return made


def _known_of_whole(raw: sqlite3.Connection) -> dict[object, Any] | None:
    """What a connection remembers of the whole database as it is now; None where it remembers nothing."""
    if not isinstance(raw, Remembering):
        return None
    if raw.memory is not None:  # a `Nearby` has looked already
        return raw.memory.setdefault(once, {})
    if raw.whole is not None and not raw.settled:
        # It changes with whatever others write, and a reader writes nothing.
        version = raw.execute("PRAGMA data_version").fetchone()[0]
        if version != raw.version:
            raw.whole, raw.version = {}, version
        raw.settled = raw.in_transaction
    return raw.whole


class Nearby:
    """A reader for the event loop's own thread.

    `outgrown` says that the file was found too large once: then nothing more is asked here.
    """

    def __init__(self, raw: Remembering, limit: int) -> None:
        """`raw` only reads, and never waits for a lock; larger files than `limit` are asked elsewhere."""
        self.outgrown = False
        self._raw = raw
        raw.execute("PRAGMA query_only = 1")
        # Room for all of it: what was read once is not read again until it changes.
        raw.execute(f"PRAGMA cache_size = -{limit // 1024:d}")
        self._pages = limit // int(raw.execute("PRAGMA page_size").fetchone()[0])
        self._version: int | None = None

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
        # It changes with whatever others write. This is the first look at the file, and the rest is read as
        # it is at the same instant.
        version = self._raw.execute("PRAGMA data_version").fetchone()[0]
        if version == self._version:
            return
        self._raw.memory = {}
        if self._raw.execute("PRAGMA page_count").fetchone()[0] > self._pages:
            self.outgrown = True
            raise Elsewhere
        self._version = version

    def close(self) -> None:
        """Nothing is asked any more."""
        self._raw.close()
