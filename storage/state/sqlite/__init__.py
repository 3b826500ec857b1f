"""The state in one SQLite file: durable to the last commit, for all processes of one machine."""

from collections.abc import AsyncGenerator, AsyncIterable, Callable
from contextlib import AbstractAsyncContextManager
from importlib import resources
from pathlib import Path

from storage.backup import Replace, restoring
from storage.clock import Clock
from storage.sqlite import Database
from storage.state.records import Stored
from storage.state.sqlite.deliveries import SqliteDeliveries
from storage.state.sqlite.processes import SqliteProcesses
from storage.state.sqlite.subscriptions import SqliteSubscriptions
from storage.state.sqlite.transfer import contents, fill
from storage.state.sqlite.views import SqliteViews

__all__ = ["APPLICATION_ID", "SqliteState", "open_sqlite", "restoring_sqlite"]

APPLICATION_ID = 0x444C5354
"""`DLST` in the file's header: `restore` refuses a file that is something else."""

_SCHEMA = resources.files(__name__) / "schema"


class SqliteState:
    """What people set and what was sent, in SQLite; see `storage.state.interface.State`."""

    def __init__(self, database: Database, clock: Clock, token: Callable[[int], bytes]) -> None:
        self._database = database
        self.subscriptions = SqliteSubscriptions(database, clock)
        self.deliveries = SqliteDeliveries(database, clock)
        self.views = SqliteViews(database, clock, token)
        self.processes = SqliteProcesses(database, clock, token)

    async def ping(self) -> None:
        """Read one row."""
        await self._database.query(lambda raw: raw.execute("SELECT count(*) FROM process").fetchone())

    async def backup(self, target: Path) -> None:
        """A consistent copy as a file while everything goes on."""
        await self._database.backup(target)

    def contents(self) -> AsyncGenerator[Stored, None]:
        """Everything that is kept, as of one instant."""
        return contents(self._database)

    async def fill(self, stored: AsyncIterable[Stored]) -> None:
        """Put another state's contents in the place of all that is here."""
        await fill(self._database, stored)

    async def close(self) -> None:
        """Finish what is being written and close."""
        await self._database.close()


async def open_sqlite(address: str, clock: Clock, token: Callable[[int], bytes]) -> SqliteState:
    """Open or make the file (or `:memory:`) and bring its tables up to date."""
    database = await Database.open(
        ":memory:" if address == ":memory:" else Path(address),
        _SCHEMA,
        APPLICATION_ID,
        # A claim that a power cut could undo would be sent twice.
        synchronous="FULL",
    )
    return SqliteState(database, clock, token)


def restoring_sqlite(copy: Path, address: str) -> AbstractAsyncContextManager[Replace]:
    """What puts the file `copy` in the place of the file at `address`; see `storage.backup.restoring`."""
    return restoring(copy, Path(address), _SCHEMA, APPLICATION_ID)
