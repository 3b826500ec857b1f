"""Connections to a SQLite file: how they are opened, made ready, and wait for other processes."""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import quote

import aiosqlite

from storage.errors import Locked, translate
from storage.nearby import Remembering

__all__ = [
    "Connection",
    "Function",
    "begin_log",
    "connect",
    "connect_reader",
    "end_log",
    "insist",
    "make_ready",
    "open_raw",
    "translating",
]

T = TypeVar("T")
Function = Callable[[str], str]
"""A pure function that SQL may call by name."""

_ATTEMPT: Final = 0.2
"""Seconds that one attempt at the write lock blocks its thread: between attempts it can be cancelled."""

_PAUSE: Final = 0.02
"""Seconds between two attempts."""

_WAL_KEPT: Final = 64 * 2**20
"""Bytes that the write-ahead log keeps after a checkpoint; a large load makes it larger for a while."""


class Connection(aiosqlite.Connection):
    """A connection on a thread of its own, which can also run a whole function there at once.

    Each call to a connection costs about a tenth of a millisecond for the way there and back: a question of
    many statements asks them all in one function.
    """

    async def run(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Call `function` with the connection of SQLite, on its thread."""
        # aiosqlite has typed no more than the calls that it names itself.
        result: T = await self._execute(function, self._conn)  # type: ignore[no-untyped-call]  # as said above
        return result


class translating:  # noqa: N801 - it reads as the statement that it is used as
    """Turns what SQLite raises inside the block into the project's errors, where it is not our mistake."""

    def __init__(self, path: Path, waited: float) -> None:
        self._path = path
        self._waited = waited

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, sqlite3.Error):
            translated = translate(error, self._path, self._waited)
            if translated is not None:
                raise translated from error


async def connect(
    path: Path,
    opened: list[Connection],
    functions: Mapping[str, Function] | None,
    *,
    memory: bool,
    writable: bool,
    reads: bool = False,
) -> Connection:
    """A new connection, entered in `opened` as soon as it exists."""

    def connector() -> sqlite3.Connection:
        raw = open_raw(path, functions, memory=memory, writable=writable)
        raw.whole = {} if reads else None
        return raw

    connection = Connection(connector, iter_chunk_size=256)
    await connection
    opened.append(connection)
    return connection


def open_raw(
    path: Path, functions: Mapping[str, Function] | None, *, memory: bool = False, writable: bool
) -> Remembering:
    """SQLite's own connection, which any thread may use in its turn and which waits for no lock."""
    mode = "rwc" if writable else "ro"
    name = ":memory:" if memory else f"file:{quote(os.fspath(path.absolute()))}?mode={mode}"
    raw = sqlite3.connect(
        name,
        isolation_level=None,
        uri=not memory,
        check_same_thread=False,
        timeout=0,
        factory=Remembering,
    )
    raw.row_factory = sqlite3.Row
    for function_name, function in (functions or {}).items():
        raw.create_function(function_name, 1, function, deterministic=True)
    return raw


async def connect_reader(
    path: Path, opened: list[Connection], functions: Mapping[str, Function] | None, writable: bool
) -> Connection:
    """A connection that only reads, entered in `opened`."""
    connection = await connect(path, opened, functions, memory=False, writable=writable, reads=True)
    # Readers of a file in WAL mode wait for nobody but a checkpoint that resets the log.
    await connection.execute("PRAGMA busy_timeout = 2000")
    await connection.execute("PRAGMA query_only = 1")
    return connection


async def insist(writer: Connection, patience: float, work: Callable[[sqlite3.Connection], object]) -> None:
    """Do `work` once no other process holds the lock that it needs, for up to `patience` seconds.

    SQLite's own waiting blocks the thread, and gives up at once where two would wait for each other.
    """
    clock = asyncio.get_running_loop().time
    patient_until = clock() + patience
    milliseconds = int(min(_ATTEMPT, patience) * 1000)
    await writer.execute(f"PRAGMA busy_timeout = {milliseconds:d}")
    while True:
        try:
            await writer.run(work)
        except sqlite3.OperationalError as error:
            if not isinstance(translate(error, Path()), Locked) or clock() >= patient_until:
                raise
            await asyncio.sleep(_PAUSE)
        else:
            return


def make_ready(raw: sqlite3.Connection, synchronous: str, page_size: int) -> None:
    """Set what belongs to a connection that writes, and to a new file. Raises where another has the lock."""
    # A file that is there keeps its own.
    raw.execute(f"PRAGMA page_size = {page_size:d}")
    begin_log(raw)
    raw.execute("PRAGMA synchronous = FULL" if synchronous == "FULL" else "PRAGMA synchronous = NORMAL")
    raw.execute("PRAGMA foreign_keys = 1")
    raw.execute(f"PRAGMA journal_size_limit = {_WAL_KEPT:d}")


def begin_log(raw: sqlite3.Connection) -> None:
    """Write through a log, so that readers go on. Raises where another process has the lock."""
    raw.execute("PRAGMA journal_mode = WAL")


def end_log(raw: sqlite3.Connection) -> bool:
    """Write into the file itself; returns whether it could be done: not where somebody has it open too."""
    try:
        return bool(raw.execute("PRAGMA journal_mode = TRUNCATE").fetchone()[0] == "truncate")
    except sqlite3.OperationalError as error:
        if isinstance(translate(error, Path()), Locked):
            return False
        raise
