"""Heartbeats and turns in SQLite; see `storage.state.interface.Processes` for what each method promises."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from storage.clock import Clock
from storage.sqlite import Database
from storage.state.records import Process, ShardRange
from storage.state.sqlite.rows import instant, micros

__all__ = ["SqliteProcesses"]

_BEAT = """
INSERT INTO process (id, host, pid, beat_at, shard_first, shard_last, shard_total)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at
"""

_OTHERS = "SELECT * FROM process WHERE id <> ? ORDER BY id"

_TAKE_TURN = """
INSERT INTO turn (name, holder, until) VALUES (:name, :holder, :until)
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
WHERE turn.until <= :now
RETURNING holder
"""

_LEASE = timedelta(seconds=15)
"""For how long a turn is waited for whose holder died; longer than anything that is done in one."""

_ASK_AGAIN = 0.25


class SqliteProcesses:
    """The running bots that share this file."""

    def __init__(self, database: Database, clock: Clock, token: Callable[[int], bytes]) -> None:
        self._database = database
        self._clock = clock
        self._token = token

    async def beat(self, process: Process) -> None:
        """Say that a process lives."""
        shards = process.shards
        span = (None, None, None) if shards is None else (shards.first, shards.last, shards.total)
        values = (process.id, process.host, process.pid, micros(self._clock()), *span)
        async with self._database.write() as connection:
            await connection.execute(_BEAT, values)

    async def others(self, process: Process) -> list[tuple[Process, datetime]]:
        """Every other process that was not forgotten, with its last beat."""
        rows = await self._database.query(lambda raw: raw.execute(_OTHERS, (process.id,)).fetchall())
        found = []
        for row in rows:
            span = (row["shard_first"], row["shard_last"], row["shard_total"])
            shards = None if row["shard_total"] is None else ShardRange(*span)
            found.append((Process(row["id"], row["host"], row["pid"], shards), instant(row["beat_at"])))
        return found

    async def forget(self, process_id: str) -> None:
        """A process ended in good order, or its claims were all taken over."""
        async with self._database.write() as connection:
            await connection.execute("DELETE FROM process WHERE id = ?", (process_id,))

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Do what only one process may do at a time: a row with a lease, asked for until it is free."""
        holder = self._token(12).hex()
        while not await self._take(name, holder):  # noqa: ASYNC110 - no event reaches another process
            await asyncio.sleep(_ASK_AGAIN)
        try:
            yield
        finally:
            async with self._database.write() as connection:
                await connection.execute("DELETE FROM turn WHERE name = ? AND holder = ?", (name, holder))

    async def _take(self, name: str, holder: str) -> bool:
        now = self._clock()
        values = {"name": name, "holder": holder, "now": micros(now), "until": micros(now + _LEASE)}
        async with self._database.write() as connection:
            return bool(await connection.execute_fetchall(_TAKE_TURN, values))
