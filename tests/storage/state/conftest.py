"""The engines that the state runs on, and a state of each test's own on every one of them."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from bot.harness import TurnableClock
from storage.state import State, open_state
from tests.storage.state.servers import ABSENT, PostgresServer, is_installed, shared_server

ENGINES = ["sqlite", "postgres"]


@pytest.fixture
def clock() -> TurnableClock:
    return TurnableClock(datetime(2026, 2, 1, 6, tzinfo=UTC))


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[PostgresServer]:
    """A server for the whole session, or a skip that says what to install."""
    if not is_installed():
        pytest.skip(ABSENT)
    base = tmp_path_factory.getbasetemp()
    with shared_server(base if worker_id == "master" else base.parent) as server:
        yield server


@pytest.fixture
async def postgres_address(postgres: PostgresServer) -> str:
    """Where an empty state in PostgreSQL is."""
    return await postgres.make_schema(f"test_{uuid4().hex}")


@pytest.fixture(params=ENGINES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty state is, one for each engine: the whole suite runs on all of them."""
    if request.param == "sqlite":
        return str(tmp_path / "state.db")
    found: str = request.getfixturevalue("postgres_address")
    return found


@pytest.fixture
async def state(address: str, clock: TurnableClock) -> AsyncIterator[State]:
    opened = await open_state(address, clock)
    yield opened
    await opened.close()


@pytest.fixture
async def other(address: str, clock: TurnableClock) -> AsyncIterator[State]:
    """The same state, opened once more as another process would."""
    opened = await open_state(address, clock)
    yield opened
    await opened.close()
