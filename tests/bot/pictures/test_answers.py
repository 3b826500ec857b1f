"""Answers get their pictures after the text, on first pages alone, and stand without them."""

import asyncio
import logging
from datetime import date

import pytest

from bot.client import DatelineClient
from bot.cooldown import BURST
from bot.harness import Channel, LocalDiscord, Reply, User
from bot.pictures import Chart, Coverage, PictureError, Ranking, Timeline
from bot.render import sketches
from storage.archive import Archive, coverage, encounters

DRAWN = b"\x89PNG\r\n\x1a\n"


class Easel:
    """Draws when it is allowed to, or refuses; keeps what it was asked for."""

    def __init__(self, reason: str = "") -> None:
        self.may_draw = asyncio.Event()
        self.asked: list[Chart] = []
        self._reason = reason

    async def draw(self, chart: Chart) -> bytes:
        self.asked.append(chart)
        await self.may_draw.wait()
        if self._reason:
            raise PictureError(self._reason)
        return DRAWN


class Room:
    """A channel, somebody in it, and the bot with an easel."""

    def __init__(self, local: LocalDiscord, bot: DatelineClient, easel: Easel) -> None:
        self.local, self.bot, self.easel = local, bot, easel
        bot.desk._artist = easel  # type: ignore[assignment] # the tests decide when a drawing is done
        guild = local.add_guild("News desk")
        self.channel: Channel = local.add_channel(guild, "general")
        self.reader: User = local.add_user("Ana")
        local.join(guild, self.reader)

    async def ask(self, text: str) -> Reply:
        return await self.local.command(self.reader, self.channel, text)

    async def pictured(self) -> None:
        self.easel.may_draw.set()
        await self.bot.desk.pictured()


@pytest.fixture
async def room(local_discord: LocalDiscord, bot: DatelineClient) -> Room:
    return Room(local_discord, bot, Easel())


@pytest.mark.parametrize(
    ("asked", "name", "described", "kind"),
    [
        ("/meetings country:Pakistan", "timeline.png", "Timeline of ", Timeline),
        ("/meetings", "ranking.png", "Bar chart of contacts by country: China ", Ranking),
        ("/about", "coverage.png", "Bar chart of articles by month: Jan 2025 ", Coverage),
    ],
)
async def test_the_text_goes_out_at_once_and_the_picture_follows(
    room: Room, asked: str, name: str, described: str, kind: type[Chart]
) -> None:
    reply = await room.ask(asked)
    before = reply.embeds[0]
    assert before["description"]
    assert not reply.files
    await room.pictured()
    assert [type(chart) for chart in room.easel.asked] == [kind]
    (file,) = reply.files
    assert (file.name, file.data, file.description[: len(described)]) == (name, DRAWN, described)
    (after,) = reply.embeds
    assert after["image"]["url"].endswith(f"/{name}")
    assert after["description"] == before["description"]


async def test_every_meeting_of_a_country_is_on_its_timeline(room: Room) -> None:
    """Those of all pages, while the text shows the first."""
    reply = await room.ask("/meetings country:China")
    await room.pictured()
    (chart,) = room.easel.asked
    assert isinstance(chart, Timeline)
    assert chart.title == f"China: {len(chart.marks)} contacts"
    assert f"**{len(chart.marks)} contacts**" in reply.embeds[0]["description"]


async def test_of_more_than_are_counted_the_latest_are_on_the_timeline(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    await room.ask("/meetings country:China with:Pakistan")
    await room.pictured()
    monkeypatch.setattr(encounters, "COUNT_CAP", 6)
    monkeypatch.setattr(sketches, "MARKS", 4)
    await room.ask("/meetings country:China with:Pakistan")
    await room.pictured()
    every, latest = room.easel.asked
    assert isinstance(every, Timeline)
    assert isinstance(latest, Timeline)
    assert latest.title == "China: the latest 4 of 6+ contacts"
    assert len(every.marks) > 6
    assert latest.marks == every.marks[-4:]


async def test_a_page_turned_while_the_picture_is_drawn_keeps_what_it_shows(room: Room) -> None:
    reply = await room.ask("/meetings country:China")
    turned = await room.local.press(reply, "Next")
    await room.pictured()
    assert "Page 2 of" in turned.embeds[0]["footer"]["text"]
    assert not turned.files


async def test_a_page_turned_while_the_picture_of_a_press_is_drawn_keeps_what_it_shows(room: Room) -> None:
    reply = await room.ask("/meetings country:China")
    await room.pictured()
    second = await room.local.press(reply, "Next")
    room.easel.may_draw.clear()
    first = await room.local.press(second, "Previous")
    turned = await room.local.press(first, "Next")
    await room.pictured()
    assert "Page 2 of" in turned.embeds[0]["footer"]["text"]
    assert not turned.files


async def test_of_two_presses_at_a_time_the_later_answer_keeps_what_it_shows(room: Room) -> None:
    second = await room.local.press(await room.ask("/meetings country:China"), "Next")
    await room.pictured()
    room.easel.may_draw.clear()
    hold = room.local.faults.hold("POST /interactions/*", after_effect=False)
    later = asyncio.create_task(room.local.press(second, "Next"))
    await hold.reached.wait()
    await room.local.press(second, "Previous")
    hold.release()
    turned = await later
    await room.pictured()
    assert "Page 3 of" in turned.embeds[0]["footer"]["text"]
    assert not turned.files


async def test_a_press_that_is_refused_leaves_the_message_its_picture(room: Room) -> None:
    reply = await room.ask("/meetings country:China")
    for _ in range(BURST):
        room.bot.desk._cooldown.take(room.reader.id)
    refused = await room.local.press(reply, "Next")
    await room.pictured()
    assert (refused.ephemeral, refused.embeds[0]["title"]) == (True, "One moment")
    assert [file.name for file in reply.files] == ["timeline.png"]


async def test_a_page_turned_later_takes_the_picture_away(room: Room) -> None:
    reply = await room.ask("/meetings country:China")
    await room.pictured()
    turned = await room.local.press(reply, "Next")
    assert not turned.files
    assert "image" not in turned.embeds[0]
    assert len(room.easel.asked) == 1


async def test_an_answer_stands_without_a_picture_that_cannot_be_drawn(
    local_discord: LocalDiscord, bot: DatelineClient, caplog: pytest.LogCaptureFixture
) -> None:
    room = Room(local_discord, bot, Easel("no ink"))
    with caplog.at_level(logging.WARNING, "bot.desk"):
        reply = await room.ask("/about")
        before = dict(reply.embeds[0])
        await room.pictured()
    assert reply.embeds[0] == before
    assert "no ink" in caplog.text


async def test_what_has_nothing_to_compare_has_no_picture(room: Room) -> None:
    await room.ask('/meetings country:Pakistan with:"Nobody At All"')
    await room.ask('/search query:"Belt and Road"')
    await room.pictured()
    assert room.easel.asked == []


async def test_the_bot_stops_without_waiting_for_a_picture(room: Room) -> None:
    await room.ask("/about")
    assert await room.bot.desk.drain(1.0) == 0
    await room.bot.desk.pictured()


async def test_months_follow_each_other_and_hold_every_dated_article(archive: Archive) -> None:
    months = await coverage.by_month(archive)
    assert [month for month, _ in months] == [date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)]
    assert sum(count for _, count in months) == 20
    assert (await coverage.by_month(archive, limit=1)) == months[-1:]


def test_a_chart_of_months_names_only_those_that_have_articles() -> None:
    sketch = sketches.coverage([(date(2024, 11, 1), 3), (date(2024, 12, 1), 0), (date(2025, 1, 1), 2)])
    assert sketch is not None
    assert sketch.description == (
        "Bar chart of articles by month, Nov 2024 to Jan 2025: Nov 2024 3, Jan 2025 2."
    )
