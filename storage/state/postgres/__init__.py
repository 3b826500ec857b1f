"""The state in PostgreSQL, for all processes of all machines; needs the optional extra `postgres`."""

from collections.abc import AsyncGenerator, AsyncIterable, Callable
from importlib import resources
from pathlib import Path

from storage.clock import Clock
from storage.errors import Unwritable
from storage.state.postgres.deliveries import PostgresDeliveries
from storage.state.postgres.migrating import migrate
from storage.state.postgres.processes import PostgresProcesses
from storage.state.postgres.server import Server
from storage.state.postgres.subscriptions import PostgresSubscriptions
from storage.state.postgres.transfer import contents, fill
from storage.state.postgres.views import PostgresViews
from storage.state.records import Stored

__all__ = ["PostgresState", "open_postgres"]

_SCHEMA = resources.files(__name__) / "schema"


class PostgresState:
    """What people set and what was sent, in PostgreSQL; see `storage.state.interface.State`."""

    def __init__(self, server: Server, clock: Clock, token: Callable[[int], bytes]) -> None:
        self._server = server
        self.subscriptions = PostgresSubscriptions(server, clock)
        self.deliveries = PostgresDeliveries(server, clock)
        self.views = PostgresViews(server, clock, token)
        self.processes = PostgresProcesses(server, clock)

    async def ping(self) -> None:
        """Read one row."""
        await self._server.row("SELECT count(*) FROM process")

    async def backup(self, target: Path) -> None:
        """PostgreSQL's own tools copy its databases."""
        raise Unwritable(
            target,
            "a state in PostgreSQL is copied with pg_dump, or into a file with `dateline state copy`",
        )

    def contents(self) -> AsyncGenerator[Stored, None]:
        """Everything that is kept, as of one instant."""
        return contents(self._server)

    async def fill(self, stored: AsyncIterable[Stored]) -> None:
        """Put another state's contents in the place of all that is here."""
        await fill(self._server, stored)

    async def close(self) -> None:
        """Close all connections."""
        await self._server.close()


async def open_postgres(address: str, clock: Clock, token: Callable[[int], bytes]) -> PostgresState:
    """Connect to the database at a `postgresql://` address and bring its tables up to date.

    Raises a `DatabaseError` where the server does not answer or refuses.
    """
    server = Server(address)
    try:
        await migrate(server, _SCHEMA)
    except BaseException:
        await server.close()
        raise
    return PostgresState(server, clock, token)
