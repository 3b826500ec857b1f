"""One SQLite file: one serialized writer, several readers, numbered migrations.

The file is in WAL mode, so that readers go on while something is written, and every read is one
transaction: it sees the file as it was at one instant. What SQLite reports is translated into the errors
of `storage.errors`; a file that is not ours, or of a later version, is left untouched.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from enum import Enum
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, Literal, TypeVar

from storage.connecting import (
    Connection,
    Function,
    begin_log,
    connect,
    connect_reader,
    end_log,
    insist,
    make_ready,
    open_raw,
    translating,
)
from storage.errors import Closed, Locked, Unwritable
from storage.migrations import check_file, check_version, migrate, read_migrations
from storage.nearby import Elsewhere, Nearby, Remembering

__all__ = ["PATIENCE", "Connection", "Database", "Lane"]

T = TypeVar("T")

PATIENCE: Final = 5.0
"""For how many seconds a write waits for another process's, unless it says otherwise."""


class Lane(Enum):
    """Readers of their own for each kind of question, so that slow ones never hold up quick ones."""

    QUICK = "quick"
    SLOW = "slow"


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
        `functions` can be called from SQL. Without slow readers that lane shares the quick ones; without any,
        as in memory, one connection does everything in turn. `page_size`: a new file's, in bytes. `patience`:
        for how many seconds to wait while another process brings the file up to date, or fills it `unlogged`.
        A file of up to `nearby` bytes is asked on the event loop's own thread; see `storage.nearby`.

        Raises `NotADatabase`, `NewerVersion`, `Unwritable`, `DiskFull` or `Locked`, and leaves the file be.
        """
        steps = await asyncio.to_thread(read_migrations, migrations)
        place = Path(path)
        memory = path == ":memory:"
        writable = memory or await asyncio.to_thread(check_file, place, application_id, len(steps))
        opened: list[Connection] = []
        try:
            with translating(place, patience):
                writer = await connect(place, opened, functions, memory=memory, writable=writable)
                await insist(
                    writer, patience, lambda raw: check_version(raw, place, application_id, len(steps))
                )
                if writable:
                    await insist(writer, patience, lambda raw: make_ready(raw, synchronous, page_size))
                    await insist(writer, patience, lambda raw: migrate(raw, place, application_id, steps))
                pools = beside = None
                if readers and not memory:
                    quick = [await connect_reader(place, opened, functions, writable) for _ in range(readers)]
                    slow = [
                        await connect_reader(place, opened, functions, writable) for _ in range(slow_readers)
                    ]
                    beside = Nearby(open_raw(place, functions, writable=writable), nearby) if nearby else None
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
                try:
                    with translating(self.path, 0.0):
                        await self._writer.execute("BEGIN")
                        yield self._writer
                finally:
                    await self._release(self._writer)
            return
        pool = self._pools[lane]
        connection = await pool.acquire()
        try:
            self._check_open()
            with translating(self.path, 0.0):
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
            with translating(self.path, 0.0), suppress(Elsewhere):
                return self._nearby.ask(question)
        pool = self._pools[lane]
        connection = await pool.acquire()
        try:
            self._check_open()
            with translating(self.path, 0.0):
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
            with translating(self.path, patience):
                try:
                    # Inside: where it is cancelled, its thread may begin the transaction all the same.
                    # With a log it keeps out writers alone; without one (`unlogged`) whoever would read, too.
                    await insist(self._writer, patience, lambda raw: raw.execute("BEGIN EXCLUSIVE"))
                    yield self._writer
                    await self._writer.execute("COMMIT")
                finally:
                    await self._release(self._writer)

    @asynccontextmanager
    async def unlogged(self) -> AsyncIterator[None]:
        """What the block writes goes straight into the file, where this is the only connection to it.

        In a log it would all stand once more until it is copied. Kept aside instead is what was there before,
        to undo the block after a crash: of a file that only grows that is next to nothing. But whoever opens
        the file meanwhile has to wait, even to read. Where others have it open, or this database has readers,
        nothing is different.
        """
        if self._pools is not None or not self.writable or not await self._writer.run(end_log):
            yield
            return
        # Without a log only the strictest order of writes survives a power cut.
        (usual,) = await (await self._writer.execute("PRAGMA synchronous")).fetchone() or (2,)
        await self._writer.execute("PRAGMA synchronous = FULL")
        try:
            yield
        finally:
            if not self._closed:
                # Where somebody has opened it since, who opens it next begins the log.
                with suppress(Locked), translating(self.path, PATIENCE):
                    await self._writer.execute(f"PRAGMA synchronous = {usual:d}")
                    await insist(self._writer, PATIENCE, begin_log)

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
