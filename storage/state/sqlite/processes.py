"""Heartbeats in SQLite; see `storage.state.interface.Processes` for what each method promises."""

from datetime import datetime

from storage.clock import Clock
from storage.sqlite import Database
from storage.state.records import Process
from storage.state.sqlite.rows import instant, micros

__all__ = ["SqliteProcesses"]

_BEAT = """
INSERT INTO process (id, host, pid, beat_at) VALUES (?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at
"""

_OTHERS = "SELECT * FROM process WHERE id <> ?"


class SqliteProcesses:
    """The running bots that share this file."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def beat(self, process: Process) -> None:
        """Say that a process lives."""
        async with self._database.write() as connection:
            await connection.execute(_BEAT, (process.id, process.host, process.pid, micros(self._clock())))

    async def others(self, process: Process) -> list[tuple[Process, datetime]]:
        """Every other process that was not forgotten, with its last beat."""
        rows = await self._database.query(lambda raw: raw.execute(_OTHERS, (process.id,)).fetchall())
        return [(Process(row["id"], row["host"], row["pid"]), instant(row["beat_at"])) for row in rows]

    async def forget(self, process_id: str) -> None:
        """A process ended in good order, or its claims were all taken over."""
        async with self._database.write() as connection:
            await connection.execute("DELETE FROM process WHERE id = ?", (process_id,))
