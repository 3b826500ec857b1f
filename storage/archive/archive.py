"""The open archive, which every question of this package is asked of."""

import math
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal, TypeVar

from storage.backup import Replace, restoring
from storage.sqlite import PATIENCE, Connection, Database, Lane
from storage.text.fold import indexable

__all__ = ["APPLICATION_ID", "SEARCH_DEADLINE", "Archive"]

T = TypeVar("T")

APPLICATION_ID: Final = 0x444C6172
"""`DLar` in the file's header marks it as an archive of Dateline."""

SEARCH_DEADLINE: Final = timedelta(milliseconds=300)

_SCHEMA: Final = files("storage.archive") / "schema"

_PAGE_SIZE: Final = 8192
"""Of two articles to a page of 4,096 bytes a good part is left empty, and a load writes every page twice."""


class Archive:
    """A loaded archive; `open` opens one, making an empty one where there is no file.

    `search_deadline` is how long a search may take before it answers with the best so far.
    """

    def __init__(self, database: Database, search_deadline: timedelta) -> None:
        self.database = database
        self.search_deadline = search_deadline

    @classmethod
    async def open(
        cls,
        path: Path | Literal[":memory:"],
        *,
        readers: int = 2,
        slow_readers: int = 2,
        search_deadline: timedelta = SEARCH_DEADLINE,
        patience: float = PATIENCE,
        nearby: int = 0,
    ) -> "Archive":
        """Open the archive at `path`; raises what `Database.open` raises.

        One of up to `nearby` bytes is asked on the spot; see `storage.nearby`. A process that only loads does
        without `readers`: what it loads into an empty archive is then written once instead of twice, and
        whoever opens the archive meanwhile waits, for up to `patience` seconds.
        """
        database = await Database.open(
            path,
            _SCHEMA,
            APPLICATION_ID,
            readers=readers,
            slow_readers=slow_readers,
            functions={"indexable": indexable},
            # A load that a power cut undoes is loaded again: the dumps are still there.
            synchronous="NORMAL",
            page_size=_PAGE_SIZE,
            patience=patience,
            nearby=nearby,
        )
        return cls(database, search_deadline)

    @staticmethod
    def restoring(copy: Path, target: Path) -> AbstractAsyncContextManager[Replace]:
        """What puts a copy of an archive in the place of `target`; see `storage.backup.restoring`."""
        return restoring(copy, target, _SCHEMA, APPLICATION_ID)

    @property
    def path(self) -> Path:
        """The database's file."""
        return self.database.path

    async def ask(self, question: Callable[[sqlite3.Connection], T], lane: Lane = Lane.QUICK) -> T:
        """What `question` returns, asked of the archive as it is at one instant; see `Database.query`."""
        return await self.database.query(question, lane)

    @asynccontextmanager
    async def change(self) -> AsyncIterator[Connection]:
        """The writer inside one transaction, for a load: whatever else is written is waited for.

        Meanwhile it has room for the pages that a load comes back to all the time.
        """
        first = await self.ask(_is_empty)
        async with (
            self.database.unlogged() if first else nullcontext(),
            self.database.write(math.inf) as connection,
        ):
            await connection.execute("PRAGMA cache_size = -131072")  # KiB
            try:
                yield connection
            finally:
                await connection.execute("PRAGMA cache_size = -2000")  # SQLite's own; what is over it goes

    async def backup(self, target: Path) -> None:
        """A consistent copy in one file, while everything goes on; see `storage.backup.backup`."""
        await self.database.backup(target)

    async def close(self) -> None:
        """Close the archive; whatever is asked afterwards raises `Closed`."""
        await self.database.close()


def _is_empty(raw: sqlite3.Connection) -> bool:
    return raw.execute("SELECT 1 FROM dump LIMIT 1").fetchone() is None
