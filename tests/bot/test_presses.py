"""Buttons and menus: after a restart, by somebody else, forged, and too old."""

from datetime import timedelta

import pytest

from bot.client import build_client
from bot.harness import LocalDiscord, Reply, TurnableClock, connect
from bot.settings import Settings
from storage.archive import Archive
from storage.state import State
from tests.bot.commands.conftest import newsroom as _newsroom
from tests.bot.commands.newsroom import Newsroom, description, labels, options, title

newsroom = _newsroom
LONG = '/search query:"' + "China " * 40 + '"'
COMMANDS = ["/search query:China", LONG, "/meetings country:China", "/meetings"]


def page(reply: Reply) -> str:
    return str(reply.embeds[0]["footer"]["text"])[:6]


@pytest.mark.parametrize("command", COMMANDS)
async def test_pages_go_on_after_a_restart(
    local_discord: LocalDiscord, archive: Archive, state: State, clock: TurnableClock, command: str
) -> None:
    """A new client with the same state knows nothing of the old one's messages."""
    guild = local_discord.add_guild("News Desk")
    channel, reader = local_discord.add_channel(guild, "general"), local_discord.add_user("Ben")
    local_discord.join(guild, reader)
    settings = Settings.read({})
    async with connect(build_client(settings, archive, state, clock, sleep=clock.sleep), local_discord):
        first = await local_discord.command(reader, channel, command)
    async with connect(build_client(settings, archive, state, clock, sleep=clock.sleep), local_discord):
        second = await local_discord.press(first, "Next")
        assert second.updated
        assert page(second) == "Page 2"
        if command == "/meetings":
            chosen = await local_discord.choose(second, None, options(second)[0]["label"])
            assert title(chosen).endswith("who met whom")


@pytest.mark.parametrize("command", COMMANDS)
async def test_somebody_elses_press_is_answered_privately(newsroom: Newsroom, command: str) -> None:
    first = await newsroom.ask(command)
    copy = await newsroom.local.press(first, "Next", newsroom.manager)
    assert copy.ephemeral
    assert not copy.updated
    assert page(copy) == "Page 2"
    assert page(first) == "Page 1"
    onwards = await newsroom.local.press(copy, "Previous", newsroom.manager)
    assert onwards.updated
    assert page(onwards) == "Page 1"


@pytest.mark.parametrize("command", COMMANDS)
async def test_after_90_days_a_press_says_how_to_ask_again(
    newsroom: Newsroom, clock: TurnableClock, command: str
) -> None:
    first = await newsroom.ask(command)
    clock.advance(timedelta(days=89))
    second = await newsroom.local.press(first, "Next")
    assert page(second) == "Page 2"
    clock.advance(timedelta(days=91))
    late = await newsroom.local.press(second, "Next")
    assert title(late) == "This answer has expired"
    assert f"Ask again with `{command.partition(' ')[0]}`." in description(late)
    assert late.ephemeral
    assert page(second) == "Page 2"


async def press(newsroom: Newsroom, custom_id: object, **data: object) -> Reply:
    """A press with any custom_id on a message that stands in the channel."""
    first = await newsroom.ask("/search query:China")
    made = {"custom_id": custom_id, "component_type": 2} | data
    reply = newsroom.local.interact(newsroom.reader, newsroom.channel, 3, made, source=first.message)
    return await reply.until(lambda each: each.complete)


@pytest.mark.parametrize(
    "custom_id",
    [
        "page:2",
        "",
        "\x00",
        "9s0=China|||||1",
        "1s0@AAAAAAAAAAAAAAAA|x",
        "1d0=2|30|||0",
        "1m0=PK|x|party|||0",
        "é" * 100,
        f"1s0={'x' * 100}|||||0",
        None,
        7,
    ],
)
async def test_a_forged_press_is_answered_politely(newsroom: Newsroom, custom_id: object) -> None:
    reply = await press(newsroom, custom_id)
    assert title(reply) == "This button no longer works"
    assert reply.ephemeral


@pytest.mark.parametrize(
    ("custom_id", "heading"),
    [
        ("1s0@AAAAAAAAAAAAAAAA|1", "This answer has expired"),
        ("1a0=aaaaaaaaaaaaaaaa|text|0", "No such article"),
        ("1m0=XX|||||0", "No such country"),
        ("1s0=China|||||999999", "No more articles"),
    ],
)
async def test_a_press_for_what_there_is_not_is_told(
    newsroom: Newsroom, custom_id: str, heading: str
) -> None:
    assert title(await press(newsroom, custom_id)) == heading


@pytest.mark.parametrize("values", [["@everyone"], ["a", "b"], ["../../etc"], [""], [7], ["x" * 5000]])
async def test_a_forged_choice_is_answered_politely(newsroom: Newsroom, values: list[object]) -> None:
    reply = await press(newsroom, "1a0=|text|0", component_type=3, values=values)
    assert title(reply) in {"This button no longer works", "No such article"}
    assert "@everyone" not in str(reply.embeds)


async def test_the_page_buttons_are_grey_at_the_ends(newsroom: Newsroom) -> None:
    first = await newsroom.ask("/search query:China")
    assert labels(first) == ["Next"]
    last = first
    for _ in range(3):
        last = await newsroom.local.press(last, "Next")
    assert labels(last) == ["Previous"]
