"""Brings the tables up to date: numbered steps, each applied and recorded in one transaction."""

import asyncio
from importlib.resources.abc import Traversable

import asyncpg

from storage.errors import NewerVersion, NotADatabase
from storage.migrations import Migration, read_migrations
from storage.state.postgres.server import Connection, Server

__all__ = ["migrate"]

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('dateline migrates ' || current_schema(), 0))"

_VERSIONS = """
CREATE TABLE IF NOT EXISTS dateline_state_version (
    number integer PRIMARY KEY,
    applied_at timestamptz NOT NULL DEFAULT now()
)
"""


async def migrate(server: Server, folder: Traversable) -> None:
    """Apply the steps of `folder` that are missing; of processes that start together, one does it.

    Raises `NewerVersion` where a later Dateline was here, `NotADatabase` where tables of another program are
    in the way, and `Unreachable` or `Unwritable` where the server cannot be used.
    """
    steps = await asyncio.to_thread(read_migrations, folder)
    # Most starts find nothing to do, and a database user who may not make tables can do that too.
    if await _version(server, len(steps)) == len(steps):
        return
    async with server.transaction() as connection:
        await connection.execute(_ONE_AT_A_TIME)
        await connection.execute(_VERSIONS)
    for step in steps:
        async with server.transaction() as connection:
            await connection.execute(_ONE_AT_A_TIME)
            await _apply(server, connection, step)


async def _version(server: Server, known: int) -> int:
    async with server.connection() as connection:
        if await connection.fetchval("SELECT to_regclass('dateline_state_version')") is None:
            return 0
        found = await connection.fetchval("SELECT coalesce(max(number), 0) FROM dateline_state_version")
    if found > known:
        raise NewerVersion(server.name, found, known)
    return int(found)


async def _apply(server: Server, connection: Connection, step: Migration) -> None:
    done = await connection.fetchval("SELECT 1 FROM dateline_state_version WHERE number = $1", step.number)
    if done is not None:
        return
    try:
        for statement in step.statements:
            await connection.execute(statement)
    except asyncpg.DuplicateTableError as error:
        raise NotADatabase(server.name, f"another program's tables are in the way ({error})") from error
    await connection.execute("INSERT INTO dateline_state_version (number) VALUES ($1)", step.number)
