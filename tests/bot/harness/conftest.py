"""A local Discord with a guild in it, and the sample bot connected."""

from collections.abc import AsyncIterator

import pytest

from bot.harness import LocalDiscord, connect
from tests.bot.harness.sample import Place, Sample
from tests.bot.harness.wire import Wire, wired


@pytest.fixture
def place(local_discord: LocalDiscord) -> Place:
    return Place(local_discord)


@pytest.fixture
async def client(local_discord: LocalDiscord, place: Place) -> AsyncIterator[Sample]:  # noqa: ARG001 - the guild has to be there first
    async with connect(Sample(), local_discord) as client:
        yield client


@pytest.fixture
async def wire(local_discord: LocalDiscord, place: Place) -> AsyncIterator[Wire]:  # noqa: ARG001 - as above
    async with wired(local_discord) as wire:
        yield wire
