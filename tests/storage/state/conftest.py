"""The engines that the state runs on, and a state of each test's own on every one of them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.harness import TurnableClock
from storage.state import State, open_state

ENGINES = ["sqlite"]


@pytest.fixture
def clock() -> TurnableClock:
    return TurnableClock(datetime(2026, 2, 1, 6, tzinfo=UTC))


@pytest.fixture(params=ENGINES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty state is, one for each engine: the whole suite runs on all of them."""
    assert request.param == "sqlite"
    return str(tmp_path / "state.db")


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
