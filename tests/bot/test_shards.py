"""Two processes share the shards: each serves its own guilds, and only one tells Discord the commands."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from bot.client import DatelineClient, build_client
from bot.digest.subscribing import put
from bot.harness import LocalDiscord, TurnableClock, connect
from bot.harness.world import Channel
from bot.identifying import Identifying
from bot.settings import Settings
from storage.archive import Archive
from storage.errors import DatabaseError, Unreachable
from storage.state import Process, Processes, ShardRange, State
from storage.state import Settings as Wanted

GUILDS = 8


@pytest.fixture
async def sharded(clock: TurnableClock) -> AsyncIterator[LocalDiscord]:
    async with LocalDiscord(clock=clock, shards=4, max_concurrency=4) as local:
        yield local


def client_of(
    spec: str, archive: Archive, state: State, clock: TurnableClock, tmp_path: Path
) -> DatelineClient:
    files = {"DATELINE_ARCHIVE": str(tmp_path / "archive.db"), "DATELINE_STATE": str(tmp_path / "state.db")}
    settings = Settings.read(files | {"DATELINE_SHARDS": spec})
    return build_client(settings, archive, state, clock, sleep=clock.sleep, host=f"host of {spec}")


async def populated(local: LocalDiscord, state: State, clock: TurnableClock) -> list[Channel]:
    """Channels, one in each guild, that all want their digest a minute from now."""
    channels = []
    due = clock() + timedelta(minutes=1)
    for number in range(GUILDS):
        guild = local.add_guild(f"guild {number}")
        channel = local.add_channel(guild, "news")
        channels.append(channel)
        await put(state, clock, Wanted(guild.id, channel.id, due.time(), "UTC", "nearest"), 5)
    return channels


async def test_each_process_sends_the_digests_of_its_guilds_and_only_those(
    sharded: LocalDiscord, archive: Archive, state: State, clock: TurnableClock, tmp_path: Path
) -> None:
    channels = await populated(sharded, state, clock)
    clients = [client_of(spec, archive, state, clock, tmp_path) for spec in ("0-1/4", "2-3/4")]
    async with AsyncExitStack() as online:
        for each in clients:
            await online.enter_async_context(connect(each, sharded, until_ready=True))
        assert [len(each.guilds) for each in clients] == [GUILDS // 2, GUILDS // 2]
        clock.advance(61)
        for each in clients:
            await each.digest.tick()
    assert [len(sharded.messages(each)) for each in channels] == [1] * GUILDS
    senders: dict[bool, set[str | None]] = {True: set(), False: set()}
    for channel in channels:
        subscription = await state.subscriptions.of_channel(channel.id)
        assert subscription is not None
        (row,) = await state.deliveries.recent(subscription.id)
        senders[subscription.guild_id in ShardRange(0, 1, 4)].add(row.owner)
    assert [len(each) for each in senders.values()] == [1, 1]
    assert not senders[True] & senders[False]


async def test_the_digests_of_a_process_that_is_gone_for_a_minute_go_out_by_another(
    sharded: LocalDiscord, archive: Archive, state: State, clock: TurnableClock, tmp_path: Path
) -> None:
    channels = await populated(sharded, state, clock)
    await state.processes.beat(Process("gone", "elsewhere", 1, ShardRange(2, 3, 4)))
    async with connect(
        client_of("0-1/4", archive, state, clock, tmp_path), sharded, until_ready=True
    ) as survivor:
        await survivor.digest.tick()
        clock.advance(60)
        await survivor.digest.tick()
        assert sum(len(sharded.messages(each)) for each in channels) == GUILDS // 2
        clock.advance(1)
        await survivor.digest.tick()
        await survivor.digest.tick()
    assert [len(sharded.messages(each)) for each in channels] == [1] * GUILDS


async def test_only_the_process_of_the_first_shard_tells_discord_the_commands(
    sharded: LocalDiscord, archive: Archive, state: State, clock: TurnableClock, tmp_path: Path
) -> None:
    async with connect(client_of("2-3/4", archive, state, clock, tmp_path), sharded):
        assert sharded.registry.listed(None) == []
    async with connect(client_of("0-1/4", archive, state, clock, tmp_path), sharded):
        assert {each["name"] for each in sharded.registry.listed(None)} >= {"search", "digest"}


class Turns:
    """The processes' turns, of which nobody but this test has any."""

    def __init__(self, error: DatabaseError | None = None) -> None:
        self.open: set[str] = set()
        self._error = error

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        if self._error is not None:
            raise self._error
        self.open.add(name)
        try:
            yield
        finally:
            self.open.remove(name)


async def test_a_lot_of_shards_is_held_for_five_seconds_after_one_identified() -> None:
    turns, begun = Turns(), asyncio.Event()
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        begun.set()
        await asyncio.Event().wait()

    identifying = Identifying(cast("Processes", turns), sleep)
    identifying.max_concurrency = 2
    await identifying.wait(5)
    assert turns.open == {"identify 1"}
    await begun.wait()
    await identifying.close()
    assert turns.open == set()
    assert 5 < slept[0] < 6


async def test_a_database_that_is_away_keeps_nobody_off_the_gateway() -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    identifying = Identifying(cast("Processes", Turns(Unreachable("PostgreSQL", "away"))), sleep)
    await identifying.wait(0)
    assert slept
    await identifying.close()
