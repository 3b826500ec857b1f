"""Heartbeats and turns in PostgreSQL; see `storage.state.interface.Processes` for what is promised."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from storage.clock import Clock
from storage.state.postgres.server import Server
from storage.state.records import Process, ShardRange

__all__ = ["PostgresProcesses"]

_BEAT = """
INSERT INTO process (id, host, pid, beat_at, shard_first, shard_last, shard_total)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at
"""

_OTHERS = "SELECT * FROM process WHERE id <> $1 ORDER BY id"

_LOCK = "SELECT pg_advisory_lock(hashtextextended('dateline ' || current_schema() || ' ' || $1, 0))"


class PostgresProcesses:
    """The running bots that share this database."""

    def __init__(self, server: Server, clock: Clock) -> None:
        self._server = server
        self._clock = clock

    async def beat(self, process: Process) -> None:
        """Say that a process lives."""
        shards = process.shards
        span = (None, None, None) if shards is None else (shards.first, shards.last, shards.total)
        await self._server.change(_BEAT, process.id, process.host, process.pid, self._clock(), *span)

    async def others(self, process: Process) -> list[tuple[Process, datetime]]:
        """Every other process that was not forgotten, with its last beat."""
        found = []
        for row in await self._server.rows(_OTHERS, process.id):
            span = (row["shard_first"], row["shard_last"], row["shard_total"])
            shards = None if row["shard_total"] is None else ShardRange(*span)
            found.append((Process(row["id"], row["host"], row["pid"], shards), row["beat_at"]))
        return found

    async def forget(self, process_id: str) -> None:
        """A process ended in good order, or its claims were all taken over."""
        await self._server.change("DELETE FROM process WHERE id = $1", process_id)

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Do what only one process may do at a time.

        An advisory lock on a connection of its own: it ends with the connection, however the process ends.
        """
        async with self._server.of_its_own() as connection:
            await connection.execute(_LOCK, name)
            yield
