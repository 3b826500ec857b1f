"""An answer comes once: at once or after a deferral, and whatever Discord's replies do on their way."""

import asyncio
import logging

import pytest

from bot.cooldown import BURST
from bot.harness import Reply, TurnableClock
from tests.bot.commands.conftest import newsroom as _newsroom
from tests.bot.commands.newsroom import Newsroom, title

newsroom = _newsroom
CALLBACK = "POST /interactions/*"
EDIT = "PATCH /webhooks/*"


def acknowledgements(reply: Reply) -> int:
    """How many callbacks Discord took."""
    return sum(each.status < 300 for each in reply.raw if each.path.startswith("/interactions/"))


@pytest.fixture
def impatient(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A desk that takes every answer for a slow one."""
    monkeypatch.setattr(newsroom.bot.desk, "_patience", 0)
    return newsroom


async def test_a_quick_answer_is_the_acknowledgement(newsroom: Newsroom) -> None:
    reply = await newsroom.ask("/about")
    assert not reply.deferred
    assert acknowledgements(reply) == 1


async def test_a_slow_answer_is_deferred_and_filled_in(impatient: Newsroom) -> None:
    reply = await impatient.ask("/search query:China")
    assert reply.deferred
    assert title(reply) == "Search: China"
    assert acknowledgements(reply) == 1


async def test_a_slow_private_answer_stays_private(impatient: Newsroom) -> None:
    reply = await impatient.ask("/search query:China private:True")
    assert reply.deferred
    assert reply.ephemeral


async def test_a_slow_page_takes_the_place_of_the_one_before(impatient: Newsroom) -> None:
    first = await impatient.ask("/search query:China")
    second = await impatient.local.press(first, "Next")
    await second.until(lambda each: each.embeds[0]["footer"]["text"] == "Page 2 of 4")
    assert second.deferred
    assert second.updated


async def test_a_slow_refusal_of_a_press_leaves_the_message_alone(impatient: Newsroom) -> None:
    first = await impatient.ask("/search query:China")
    data = {"custom_id": "1a0=aaaaaaaaaaaaaaaa|text|0", "component_type": 2}
    reply = impatient.local.interact(impatient.reader, impatient.channel, 3, data, source=first.message)
    await reply.until(lambda each: bool(each.followups))
    assert reply.followups[0].embeds[0]["title"] == "No such article"
    assert title(first) == "Search: China"


@pytest.mark.parametrize("after_effect", [False, True])
async def test_a_dropped_connection_does_not_lose_the_answer_or_double_it(
    newsroom: Newsroom, after_effect: bool, caplog: pytest.LogCaptureFixture
) -> None:
    newsroom.local.faults.drop(CALLBACK, after_effect=after_effect)
    reply = await newsroom.ask("/about")
    await newsroom.bot.desk.drain(5)
    assert title(reply) == "Dateline"
    assert acknowledgements(reply) == 1
    assert len(newsroom.local.messages(newsroom.channel)) == 1
    assert [each for each in caplog.records if each.levelno >= logging.ERROR] == []


async def test_an_answer_to_the_deferral_that_makes_no_sense_does_not_lose_the_answer_or_double_it(
    impatient: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    impatient.local.faults.garble(CALLBACK)
    impatient.local.faults.garble(EDIT)
    reply = await impatient.ask("/about")
    await impatient.bot.desk.drain(5)
    assert title(reply) == "Dateline"
    assert len(impatient.local.messages(impatient.channel)) == 1
    assert [each for each in caplog.records if each.levelno >= logging.ERROR] == []


async def test_a_429_that_discord_py_does_not_repeat_is_repeated(newsroom: Newsroom) -> None:
    newsroom.local.faults.rate_limit(CALLBACK, via=False, retry_after=0.01)
    assert title(await newsroom.ask("/about")) == "Dateline"


async def test_an_interaction_that_is_over_is_given_up_quietly(
    newsroom: Newsroom, clock: TurnableClock, caplog: pytest.LogCaptureFixture
) -> None:
    hold = newsroom.local.faults.hold(CALLBACK, after_effect=False)
    data = {"name": "about", "type": 1, "id": "1"}
    reply = newsroom.local.interact(newsroom.reader, newsroom.channel, 2, data)
    await hold.reached.wait()
    clock.advance(4)
    hold.release()
    await reply.until(lambda each: each.late > 0)
    assert await newsroom.bot.desk.drain(5) == 0
    assert newsroom.local.messages(newsroom.channel) == []
    assert [each for each in caplog.records if each.levelno >= logging.WARNING] == []


async def test_a_fault_of_the_bot_is_told_with_its_reference(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.commands.about.version", None)
    with caplog.at_level(logging.INFO):
        reply = await newsroom.ask("/about")
    assert title(reply) == "Something went wrong"
    assert reply.ephemeral
    (failed,) = [each for each in caplog.records if each.getMessage() == "a question failed"]
    assert str(failed.__dict__["fields"]["reference"]) in reply.embeds[0]["description"]


async def test_who_asks_too_fast_is_told_when_to_go_on(newsroom: Newsroom, clock: TurnableClock) -> None:
    for _ in range(BURST):
        newsroom.bot.desk._cooldown.take(newsroom.reader.id)
    refused = await newsroom.ask("/search query:China")
    assert title(refused) == "One moment"
    assert refused.ephemeral
    assert title(await newsroom.ask("/search query:China", newsroom.manager)) == "Search: China"
    clock.advance(1)
    assert title(await newsroom.ask("/search query:China")) == "Search: China"


async def test_each_answer_is_logged_without_its_content(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="bot"):
        await newsroom.ask('/search query:"zebra crossing"')
        await newsroom.bot.desk.drain(5)
    (answered,) = [each for each in caplog.records if each.getMessage() == "answered"]
    logged = answered.__dict__["fields"]
    assert (logged["command"], logged["guild"], logged["outcome"]) == (
        "search",
        newsroom.guild.id,
        "answered",
    )
    assert logged["duration_ms"] >= 0
    assert "zebra" not in caplog.text + str(
        [each.__dict__ for each in caplog.records if each.name.startswith("bot")]
    )


async def test_draining_gives_up_on_what_takes_too_long(newsroom: Newsroom) -> None:
    hold = newsroom.local.faults.hold(CALLBACK, after_effect=False, times=None)
    newsroom.local.interact(newsroom.reader, newsroom.channel, 2, {"name": "about", "type": 1, "id": "1"})
    await hold.reached.wait()
    assert await newsroom.bot.desk.drain(0.05) == 1
    assert await newsroom.bot.desk.drain(0.05) == 0
    hold.release()
    await asyncio.sleep(0)
