"""The client: what it tells Discord, what it survives, what it tells of itself, and how it stops."""

import asyncio
import gc
import logging
import re
import socket
from collections.abc import AsyncIterator
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import discord
import pytest

from bot.client import DatelineClient, build_client
from bot.digest import schedule
from bot.digest.subscribing import put
from bot.harness import LocalDiscord, TurnableClock, connect
from bot.registration import same
from bot.settings import Settings
from storage.archive import Archive
from storage.state import Settings as SubscriptionSettings
from storage.state import State
from tests.bot.commands.conftest import newsroom as _newsroom
from tests.bot.commands.newsroom import Newsroom, title

newsroom = _newsroom


def sent_commands(local: LocalDiscord) -> int:
    """How often the commands were sent to Discord."""
    return sum(each.method == "PUT" and "/commands" in each.path for each in local.exchanges)


def test_it_asks_for_guilds_alone_and_keeps_no_messages_or_members(bot: DatelineClient) -> None:
    assert bot.intents == discord.Intents(guilds=True)
    assert bot.allowed_mentions is not None
    assert str(bot.allowed_mentions.to_dict()) == "{'parse': []}"
    assert bot._connection.max_messages is None
    assert bot._connection.member_cache_flags == discord.MemberCacheFlags.none()


async def test_commands_are_sent_once_and_not_again_by_the_next_start(
    local_discord: LocalDiscord, archive: Archive, state: State, clock: TurnableClock
) -> None:
    for _ in range(2):
        async with connect(
            build_client(Settings.read({}), archive, state, clock, sleep=clock.sleep), local_discord
        ):
            assert sent_commands(local_discord) == 1


async def test_a_development_server_gets_the_commands_for_itself(
    local_discord: LocalDiscord, archive: Archive, state: State, clock: TurnableClock
) -> None:
    guild = local_discord.add_guild("Workshop")
    channel = local_discord.add_channel(guild, "general")
    reader = local_discord.add_user("Ben")
    local_discord.join(guild, reader)
    settings = Settings.read({"DATELINE_DEV_GUILD": str(guild.id)})
    async with connect(build_client(settings, archive, state, clock, sleep=clock.sleep), local_discord):
        assert title(await local_discord.command(reader, channel, "/about")) == "Dateline"
        elsewhere = local_discord.add_channel(local_discord.add_guild("Elsewhere"), "general")
        assert local_discord.offered(reader, elsewhere) == []


async def test_only_a_press_is_taken_from_the_event(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = []
    pressed = newsroom.bot.on_interaction

    async def take(press: discord.Interaction) -> None:
        taken.append(press.type)
        await pressed(press)

    monkeypatch.setattr(newsroom.bot, "on_interaction", take)
    reply = await newsroom.ask("/search query:China")
    await newsroom.local.autocomplete(newsroom.reader, newsroom.channel, "/article title:x", "title")
    assert taken == []
    await newsroom.local.press(reply, "Next")
    assert taken == [discord.InteractionType.component]


@pytest.mark.parametrize(
    ("change", "equal"),
    [
        ({}, True),
        ({"id": "7", "version": "8", "dm_permission": True, "name_localizations": None}, True),
        ({"description": "other"}, False),
        ({"options": [{"name": "q", "type": 3, "description": "d", "required": True}]}, False),
        ({"contexts": [2, 1, 0]}, True),
        ({"contexts": [0]}, False),
        ({"default_member_permissions": "32"}, False),
    ],
)
def test_commands_are_compared_by_what_they_mean(change: dict[str, object], equal: bool) -> None:
    wanted = {
        "name": "a",
        "type": 1,
        "description": "d",
        "contexts": [0, 1, 2],
        "integration_types": [0, 1],
        "options": [{"name": "q", "type": 3, "description": "d", "required": False, "choices": []}],
    }
    known = {**wanted, "options": [{"name": "q", "type": 3, "description": "d"}]} | change
    assert same([wanted], [known]) is equal


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"name": "search"},
        {"name": "nothing", "type": 1, "id": "1"},
        {"name": "search", "type": 1, "id": "1", "options": [{"name": "query", "type": 4, "value": 7}]},
        {"name": "search", "type": 1, "id": "1", "options": "none"},
        {"name": "search", "type": 2, "id": "1", "target_id": "1"},
        {"name": "digest", "type": 1, "id": "1"},
        {"name": ["search"], "type": 1, "id": "1"},
    ],
)
@pytest.mark.parametrize("kind", [2, 3, 4, 5, 99])
async def test_no_interaction_ends_the_bot_or_leaves_an_error_unhandled(
    newsroom: Newsroom, kind: int, data: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    newsroom.local.interact(newsroom.reader, newsroom.channel, kind, data)
    newsroom.local.interact(newsroom.reader, newsroom.channel, kind, data, member=..., channel=...)
    await newsroom.local.settled()
    assert title(await newsroom.ask("/about")) == "Dateline"
    await newsroom.bot.desk.drain(5)
    # A task that ended with an exception is reported when it is collected.
    gc.collect()
    assert [each for each in caplog.records if each.levelno >= logging.ERROR] == []


@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("meetings", {"name": "kind", "type": 3, "value": "party"}),
        ("search", {"name": "query", "type": 3, "value": "x" * 501}),
        ("search", {"name": "private", "type": 5, "value": "yes"}),
        ("search", {"name": "page", "type": 4, "value": 2}),
    ],
)
async def test_a_value_that_discords_client_would_not_send_is_refused(
    newsroom: Newsroom, command: str, option: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    data = {"name": command, "type": 1, "id": "1", "options": [option]}
    reply = newsroom.local.interact(newsroom.reader, newsroom.channel, 2, data)
    await reply.until(lambda each: each.complete)
    assert title(reply) == "That cannot be answered"
    assert [each for each in caplog.records if each.levelno >= logging.ERROR] == []


@pytest.mark.parametrize("focused", [{"name": "query"}, {"name": "country", "focused": False}])
async def test_no_suggestions_are_made_for_an_option_that_has_none(
    newsroom: Newsroom, focused: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    option = {"type": 3, "value": "p", "focused": True} | focused
    data = {"name": "search", "type": 1, "id": "1", "options": [option]}
    reply = newsroom.local.interact(newsroom.reader, newsroom.channel, 4, data)
    assert title(await newsroom.ask("/about")) == "Dateline"
    assert reply.choices == []
    assert [each for each in caplog.records if each.levelno >= logging.ERROR] == []


async def test_an_outdated_command_is_told_to_reload(newsroom: Newsroom) -> None:
    data = {"name": "gone", "type": 1, "id": "1"}
    reply = newsroom.local.interact(newsroom.reader, newsroom.channel, 2, data)
    await reply.until(lambda each: each.complete)
    assert title(reply) == "That command has changed"
    assert reply.ephemeral


async def test_closing_answers_what_was_asked(newsroom: Newsroom) -> None:
    hold = newsroom.local.faults.hold("POST /interactions/*", after_effect=False)
    asked = asyncio.create_task(newsroom.ask("/about"))
    await hold.reached.wait()
    closing = asyncio.create_task(newsroom.bot.close())
    await asyncio.sleep(0)
    hold.release()
    assert title(await asked) == "Dateline"
    await asyncio.wait_for(closing, 5)
    assert newsroom.bot.is_closed()


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The commands that begin, in their order; they do nothing."""
    commands: list[object] = []
    tree = discord.app_commands.CommandTree
    monkeypatch.setattr(tree, "_from_interaction", lambda _, each: commands.append(each))
    return commands


def burst(newsroom: Newsroom) -> list[object]:
    """Many commands that arrive at once."""
    commands = [object() for _ in range(40)]
    for each in commands:
        newsroom.bot.tree._from_interaction(each)  # type: ignore[arg-type]  # nobody looks into it here
    return commands


async def test_of_a_burst_only_some_commands_begin_at_once(newsroom: Newsroom, begun: list[object]) -> None:
    commands = burst(newsroom)
    await asyncio.sleep(0)
    assert 0 < len(begun) < 20
    for _ in range(40):
        await asyncio.sleep(0)
    assert begun == commands


async def test_closing_begins_what_waits_for_its_turn(newsroom: Newsroom, begun: list[object]) -> None:
    commands = burst(newsroom)
    await newsroom.bot.close()
    assert begun == commands


async def test_closing_twice_is_closing_once(newsroom: Newsroom) -> None:
    await asyncio.gather(newsroom.bot.close(), newsroom.bot.close())
    assert newsroom.bot.is_closed()


@pytest.fixture
async def measured(
    local_discord: LocalDiscord, archive: Archive, state: State, clock: TurnableClock, tmp_path: Path
) -> AsyncIterator[DatelineClient]:
    """The bot with its metrics open."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = Settings.read(
        {
            "DATELINE_METRICS_PORT": str(port),
            "DATELINE_ARCHIVE": str(tmp_path / "archive.db"),
            "DATELINE_STATE": str(tmp_path / "state.db"),
        }
    )
    client = build_client(settings, archive, state, clock, sleep=clock.sleep)
    async with connect(client, local_discord):
        yield client


async def read(measured: DatelineClient, path: str) -> tuple[int, str]:
    """What is served on the metrics' port."""
    port = measured.services.settings.metrics_port
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status, await answer.text()


async def test_metrics_count_answers_by_command_and_outcome(
    local_discord: LocalDiscord, measured: DatelineClient
) -> None:
    guild = local_discord.add_guild("News Desk")
    channel, reader = local_discord.add_channel(guild, "general"), local_discord.add_user("Ben")
    local_discord.join(guild, reader)
    await local_discord.settled()
    await local_discord.command(reader, channel, "/about")
    await local_discord.command(reader, channel, "/onthisdate date:never")
    status, page = await read(measured, "/metrics")
    assert status == 200
    assert 'dateline_command_seconds_count{command="about",outcome="answered"} 1.0' in page
    assert 'dateline_command_seconds_count{command="onthisdate",outcome="refused"} 1.0' in page
    assert "dateline_gateway_up 1.0" in page
    assert "dateline_guilds 1.0" in page
    assert re.search(r"^dateline_gateway_latency_seconds \S+$", page, re.MULTILINE)


async def test_metrics_tell_digests_by_state_and_the_size_of_both_databases(
    measured: DatelineClient, state: State, clock: TurnableClock
) -> None:
    for each in (1, 2):
        await put(state, clock, SubscriptionSettings(1, each, time(13), "UTC", "nearest"), 5)
    first, second = [await state.subscriptions.of_channel(each) for each in (1, 2)]
    assert first is not None
    assert second is not None
    await state.deliveries.claim(first, first.due, (), "somebody")
    following = schedule.following(second.due.local_date, time(13), ZoneInfo("UTC"))
    await state.subscriptions.advance(second, following, skipped=[(second.due, "nothing to show")])
    _, page = await read(measured, "/metrics")
    assert 'dateline_deliveries{state="claimed"} 1.0' in page
    assert 'dateline_deliveries{state="skipped"} 1.0' in page
    files = {"archive": measured.services.settings.archive, "state": Path(measured.services.settings.state)}
    for name, path in files.items():
        size = sum(each.stat().st_size for each in path.parent.glob(f"{path.name}*"))
        assert size > 0
        told = re.search(rf'^dateline_database_bytes\{{database="{name}"\}} (\S+)$', page, re.MULTILINE)
        assert told is not None
        assert float(told[1]) == size


async def test_health_follows_the_gateway_and_the_state(measured: DatelineClient, state: State) -> None:
    assert (await read(measured, "/healthz"))[0] == 200
    await state.close()
    status, told = await read(measured, "/healthz")
    assert (status, '"state": false' in told) == (503, True)
    assert measured.is_closed() is False


async def test_without_a_port_nothing_is_opened(bot: DatelineClient) -> None:
    assert bot.services.settings.metrics_port is None
    assert bot._close_metrics is None
