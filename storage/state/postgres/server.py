"""Connections to PostgreSQL: a pool that comes back by itself after the server was away.

Every operation is one transaction on one connection. An operation that fails is not repeated here: whether
its commit arrived is unknown, and who called it can find out (the delivery task looks at the ledger).
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import TypeAlias
from urllib.parse import urlsplit

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from storage.errors import Closed, DatabaseError, DiskFull, Locked, Unreachable, Unwritable

__all__ = ["Connection", "Row", "Server", "changed", "shown"]

Row: TypeAlias = asyncpg.Record
Connection: TypeAlias = "PoolConnectionProxy[Row]"

_CONNECTIONS = 8
_CONNECT_TIMEOUT = 5.0
"""Seconds for a connection to be made; a network that is cut swallows what is sent into it."""

_COMMAND_TIMEOUT = 10.0
"""Seconds for one statement: they all take milliseconds, so the server is away or stuck."""

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 5.0

_SESSION = {
    "application_name": "dateline",
    # A claim that a power cut could undo would be sent twice.
    "synchronous_commit": "on",
    # What a process that was cut off had begun must not hold its locks for hours.
    "idle_in_transaction_session_timeout": "30000",
}

_GONE = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    # After a failover the old server may still be there, as a standby.
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.QueryCanceledError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
    TimeoutError,
)
"""What ends by itself: the server restarts, fails over, is full, or the network is cut."""

_DENIED = (
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InsufficientPrivilegeError,
)
"""What only a change of the address or of the server's settings ends."""


class Server:
    """One PostgreSQL database, shown by its `name`, which holds no password."""

    def __init__(self, address: str) -> None:
        self.name = shown(address)
        self._address = address
        self._pool: asyncpg.Pool[Row] | None = None
        self._opening = asyncio.Lock()
        self._pause = 0.0
        self._again_at = 0.0
        self._closed = False

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """A connection out of the pool, without a transaction: single statements commit themselves.

        Raises `Unreachable` at once while the server is known to be away, so that nobody waits for it.
        """
        with self._translating():
            connection = await self._acquire()
            try:
                yield connection
            except _GONE:
                # It may still have something to say to a question that nobody asks any more.
                connection.terminate()
                raise
            finally:
                await self._release(connection)

    @asynccontextmanager
    async def transaction(self, *, snapshot: bool = False) -> AsyncIterator[Connection]:
        """A connection inside a transaction, kept if the block ends and undone if it raises.

        `snapshot`: it only reads, and all that it reads belongs to the same instant.
        """
        async with (
            self.connection() as connection,
            connection.transaction(
                isolation="repeatable_read" if snapshot else "read_committed", readonly=snapshot
            ),
        ):
            yield connection

    async def rows(self, sql: str, *values: object) -> list[Row]:
        """What one statement returns."""
        async with self.connection() as connection:
            return await connection.fetch(sql, *values)

    async def row(self, sql: str, *values: object) -> Row | None:
        """The first row that one statement returns."""
        async with self.connection() as connection:
            return await connection.fetchrow(sql, *values)

    async def change(self, sql: str, *values: object) -> int:
        """How many rows one statement changed."""
        async with self.connection() as connection:
            return changed(await connection.execute(sql, *values))

    @asynccontextmanager
    async def of_its_own(self) -> AsyncIterator["asyncpg.Connection[Row]"]:
        """A connection outside the pool, for locks that live as long as their connection."""
        with self._translating():
            self._check_open()
            connection = await asyncpg.connect(
                self._address, timeout=_CONNECT_TIMEOUT, server_settings=_SESSION
            )
            try:
                yield connection
            finally:
                connection.terminate()

    async def close(self) -> None:
        """Let what is under way finish for a moment, and close all connections."""
        self._closed = True
        if self._pool is None:
            return
        pool, self._pool = self._pool, None
        try:
            await asyncio.wait_for(pool.close(), _COMMAND_TIMEOUT)
        except (*_GONE, asyncpg.PostgresError):
            with suppress(asyncpg.InterfaceError):
                pool.terminate()

    async def _acquire(self) -> Connection:
        self._check_open()
        loop = asyncio.get_running_loop()
        self._check_away()
        try:
            pool = await self._opened()
            connection = await pool.acquire(timeout=_CONNECT_TIMEOUT + _COMMAND_TIMEOUT)
        except _GONE:
            self._check_open()
            self._pause = min(_LONGEST_PAUSE, self._pause * 2 or _FIRST_PAUSE)
            self._again_at = loop.time() + self._pause
            raise
        self._pause = 0.0
        return connection

    async def _opened(self) -> "asyncpg.Pool[Row]":
        async with self._opening:
            # Another may have tried while we waited for our turn.
            self._check_away()
            if self._pool is None:
                self._pool = await asyncpg.create_pool(
                    self._address,
                    min_size=0,
                    max_size=_CONNECTIONS,
                    timeout=_CONNECT_TIMEOUT,
                    command_timeout=_COMMAND_TIMEOUT,
                    server_settings=_SESSION,
                    # Nothing here leaves a trace in a session, so nothing has to be asked to wipe it.
                    reset=_leave_as_it_is,
                )
            return self._pool

    async def _release(self, connection: Connection) -> None:
        if self._pool is None:
            connection.terminate()
            return
        with suppress(*_GONE):
            await self._pool.release(connection)

    def _check_away(self) -> None:
        if asyncio.get_running_loop().time() < self._again_at:
            raise Unreachable(self.name, "it does not answer at present")

    def _check_open(self) -> None:
        if self._closed:
            raise Closed(self.name)

    @contextmanager
    def _translating(self) -> Iterator[None]:
        try:
            yield
        except (*_GONE, asyncpg.PostgresError) as error:
            meant = self._meaning(error)
            if meant is None:
                raise
            raise meant from error

    def _meaning(self, error: Exception) -> DatabaseError | None:
        """What an error means for the reader; None where it is a mistake of our own."""
        said = str(error).partition("\n")[0] or type(error).__name__
        match error:
            case asyncpg.DiskFullError():
                return DiskFull(self.name, "the server's disk is full; nothing was changed")
            case asyncpg.DeadlockDetectedError() | asyncpg.SerializationError():
                return Locked(self.name, 0.0)
        if isinstance(error, _DENIED):
            return Unwritable(self.name, f"the server refuses: {said}")
        if isinstance(error, _GONE):
            return Unreachable(self.name, f"it does not answer ({said})")
        return None


def shown(address: str) -> str:
    """An address without its user, password and options: `PostgreSQL dateline on db.example:5432`."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    return f"PostgreSQL {parts.path.strip('/') or 'database'}" + (f" on {host}" if host else "")


def changed(status: str) -> int:
    """The number at the end of a statement's status: `UPDATE 1`."""
    return int(status.rpartition(" ")[2])


async def _leave_as_it_is(_connection: object) -> None:
    """No session setting is ever changed."""
