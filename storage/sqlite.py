"""One SQLite file: one serialized writer, several readers, numbered migrations.

The file is in WAL mode, so that readers go on while something is written, and every read is one
transaction: it sees the file as it was at one instant. What SQLite reports is translated into the errors
of `storage.errors`; a file that is not ours, or of a later version, is left untouched.
"""

import asyncio
import os
import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from enum import Enum
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, Literal, TypeVar
from urllib.parse import quote

import aiosqlite

from storage.errors import Closed, Locked, Unwritable, translate
from storage.migrations import check_file, check_version, migrate, read_migrations
from storage.nearby import Elsewhere, Nearby, Remembering

__all__ = ["PATIENCE", "Connection", "Database", "Lane"]

T = TypeVar("T")
Function = Callable[[str], str]
"""A pure function that SQL may call by name."""

PATIENCE: Final = 5.0
"""For how many seconds a write waits for another process's, unless it says otherwise."""

_ATTEMPT: Final = 0.2
"""Seconds that one attempt at the write lock blocks its thread: between attempts it can be cancelled."""

_PAUSE: Final = 0.02
"""Seconds between two attempts."""

_WAL_KEPT: Final = 64 * 2**20
"""Bytes that the write-ahead log keeps after a checkpoint; a large load makes it larger for a while."""


class Lane(Enum):
    """Readers of their own for each kind of question, so that slow ones never hold up quick ones."""

    QUICK = "quick"
    SLOW = "slow"


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


class _Pool:
    """Connections of one lane, handed directly from one user to whoever has waited longest.

    A queue would let the releaser, who does not yield, take a connection again before any waiter wakes.
    """

    def __init__(self, connections: Sequence[Connection]) -> None:
        self._idle = deque(connections)
        self._waiters: deque[asyncio.Future[Connection]] = deque()

    async def acquire(self) -> Connection:
        if self._idle:
            return self._idle.popleft()
        waiter: asyncio.Future[Connection] = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        try:
            return await waiter
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled():
                self.release(waiter.result())
            raise

    def release(self, connection: Connection) -> None:
        while self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_result(connection)
                return
        self._idle.append(connection)


class Database:
    """An open database; `open` makes one.

    `writable` is false where the file may only be read: then reads work and `write` raises `Unwritable`.
    """

    def __init__(self, path: Path, writer: Connection, pools: Mapping[Lane, _Pool] | None) -> None:
        self.path = path
        self.writable = True
        self._writer = writer
        self._pools = pools
        self._everything: list[Connection] = [writer]
        self._turn = asyncio.Lock()
        self._closed = False
        self._nearby: Nearby | None = None

    @classmethod
    async def open(
        cls,
        path: Path | Literal[":memory:"],
        migrations: Traversable,
        application_id: int,
        *,
        readers: int = 2,
        slow_readers: int = 0,
        functions: Mapping[str, Function] | None = None,
        synchronous: Literal["FULL", "NORMAL"] = "FULL",
        page_size: int = 4096,
        patience: float = PATIENCE,
        nearby: int = 0,
    ) -> "Database":
        """Open the file, making it where there is none, and bring its tables up to date.

        `migrations` is a folder of numbered files (`001_name.sql`), `application_id` marks the file as ours,
        `functions` can be called from SQL. Without slow readers that lane shares the quick ones. `page_size`:
        a new file's, in bytes. `patience`: for how many seconds to wait while another process brings the
        file up to date. A file of up to `nearby` bytes is asked on the event loop's own thread; see
        `storage.nearby`.
        In memory, one connection does everything in turn.

        Raises `NotADatabase`, `NewerVersion`, `Unwritable`, `DiskFull` or `Locked`, and leaves the file be.
        """
        steps = await asyncio.to_thread(read_migrations, migrations)
        place = Path(path)
        memory = path == ":memory:"
        writable = memory or await asyncio.to_thread(check_file, place, application_id, len(steps))
        opened: list[Connection] = []
        try:
            with _translating(place, patience):
                writer = await _connect(place, opened, functions, memory=memory, writable=writable)
                await _insist(
                    writer, patience, lambda raw: check_version(raw, place, application_id, len(steps))
                )
                if writable:
                    await _insist(writer, patience, lambda raw: _make_ready(raw, synchronous, page_size))
                    await _insist(writer, patience, lambda raw: migrate(raw, place, application_id, steps))
                pools = beside = None
                if not memory:
                    quick = [await _reader(place, opened, functions, writable) for _ in range(readers)]
                    slow = [await _reader(place, opened, functions, writable) for _ in range(slow_readers)]
                    beside = Nearby(_open(place, functions, writable=writable), nearby) if nearby else None
                    pools = {Lane.QUICK: _Pool(quick)}
                    pools[Lane.SLOW] = _Pool(slow) if slow else pools[Lane.QUICK]
        except BaseException:
            for connection in opened:
                await connection.close()
            raise
        database = cls(place, writer, pools)
        database.writable = writable
        database._nearby = beside
        database._everything = opened
        return database

    @asynccontextmanager
    async def read(self, lane: Lane = Lane.QUICK) -> AsyncIterator[Connection]:
        """A reader inside one transaction: all that is read belongs to the same instant."""
        self._check_open()
        if self._pools is None:
            async with self._turn:
                self._check_open()
                with _translating(self.path, 0.0):
                    yield self._writer
            return
        pool = self._pools[lane]
        connection = await pool.acquire()
        try:
            self._check_open()
            with _translating(self.path, 0.0):
                await connection.execute("BEGIN")
                yield connection
        except asyncio.CancelledError:
            # What it still computes is for nobody: the next user must not wait for it.
            if not self._closed:
                await connection.interrupt()
            raise
        finally:
            await self._release(connection)
            pool.release(connection)

    async def query(self, question: Callable[[sqlite3.Connection], T], lane: Lane = Lane.QUICK) -> T:
        """What `question` returns, asked inside one transaction on a reader's thread.

        It must only read, and returns plain values, no cursors.
        """
        self._check_open()
        if self._pools is None:
            async with self.read() as connection:
                return await connection.run(question)
        if self._nearby is not None and not self._nearby.outgrown:
            with _translating(self.path, 0.0), suppress(Elsewhere):
                return self._nearby.ask(question)
        pool = self._pools[lane]
        connection = await pool.acquire()
        try:
            self._check_open()
            with _translating(self.path, 0.0):
                return await connection.run(lambda raw: _snapshot(raw, question))
        except asyncio.CancelledError:
            if not self._closed:
                await connection.interrupt()
            raise
        finally:
            pool.release(connection)

    @asynccontextmanager
    async def write(self, patience: float = PATIENCE) -> AsyncIterator[Connection]:
        """The writer inside one transaction, which is kept if the block ends and undone if it raises.

        Writers of this process take turns; another process's is waited for up to `patience` seconds
        (`math.inf`: for as long as it takes). Raises `Locked`, `DiskFull` or `Unwritable`.
        """
        self._check_open()
        if not self.writable:
            raise Unwritable(self.path, "it may only be read: its permissions forbid writing")
        async with self._turn:
            self._check_open()
            with _translating(self.path, patience):
                try:
                    # Inside: where it is cancelled, its thread may begin the transaction all the same.
                    await _insist(self._writer, patience, lambda raw: raw.execute("BEGIN IMMEDIATE"))
                    yield self._writer
                    await self._writer.execute("COMMIT")
                finally:
                    await self._release(self._writer)

    async def _release(self, connection: Connection) -> None:
        """End whatever transaction is open, however the block ended.

        SQLite ends one by itself when the disk is full; a cancelled statement may still be running, and this
        one queues behind it.
        """
        if not self._closed:
            await asyncio.shield(connection.run(_roll_back))

    async def close(self) -> None:
        """Close every connection; what is being read is stopped, what is being written is finished first."""
        if self._closed:
            return
        async with self._turn:
            if self._closed:
                return
            self._closed = True
            if self._nearby is not None:
                self._nearby.close()
            for connection in self._everything:
                if connection is not self._writer:
                    await connection.interrupt()
            # The writer closes last: closing the last connection folds the log into the file.
            for connection in reversed(self._everything):
                await connection.close()

    def _check_open(self) -> None:
        if self._closed:
            raise Closed(self.path)

    async def backup(self, target: Path) -> None:
        """A consistent copy of the database in one file, made while everything goes on.

        See `storage.backup.backup` for what is promised and raised.
        """
        from storage.backup import backup  # noqa: PLC0415 - it needs this module

        self._check_open()
        await backup(self.path, target)


class _translating:  # noqa: N801 - it reads as the statement that it is used as
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


async def _connect(
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
        raw = _open(path, functions, memory=memory, writable=writable)
        raw.whole = {} if reads else None
        return raw

    connection = Connection(connector, iter_chunk_size=256)
    await connection
    opened.append(connection)
    return connection


def _open(
    path: Path, functions: Mapping[str, Function] | None, *, memory: bool = False, writable: bool
) -> Remembering:
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


async def _reader(
    path: Path, opened: list[Connection], functions: Mapping[str, Function] | None, writable: bool
) -> Connection:
    connection = await _connect(path, opened, functions, memory=False, writable=writable, reads=True)
    # Readers of a file in WAL mode wait for nobody but a checkpoint that resets the log.
    await connection.execute("PRAGMA busy_timeout = 2000")
    await connection.execute("PRAGMA query_only = 1")
    return connection


async def _insist(writer: Connection, patience: float, work: Callable[[sqlite3.Connection], object]) -> None:
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


def _make_ready(raw: sqlite3.Connection, synchronous: str, page_size: int) -> None:
    # A file that is there keeps its own.
    raw.execute(f"PRAGMA page_size = {page_size:d}")
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL" if synchronous == "FULL" else "PRAGMA synchronous = NORMAL")
    raw.execute("PRAGMA foreign_keys = 1")
    raw.execute(f"PRAGMA journal_size_limit = {_WAL_KEPT:d}")


def _roll_back(raw: sqlite3.Connection) -> None:
    if isinstance(raw, Remembering):
        raw.settled = False
    if raw.in_transaction:
        raw.execute("ROLLBACK")


def _snapshot(raw: sqlite3.Connection, question: Callable[[sqlite3.Connection], T]) -> T:
    raw.execute("BEGIN")
    try:
        return question(raw)
    finally:
        _roll_back(raw)
