"""`/onthisdate`, end to end."""

from datetime import UTC, datetime

import pytest

from bot.harness import TurnableClock
from tests.bot.commands.newsroom import Newsroom, description, labels, title


async def test_a_day_is_told_oldest_first_with_how_long_ago(newsroom: Newsroom) -> None:
    reply = await newsroom.ask('/onthisdate date:"18 January"')
    assert title(reply) == "On this date: 18 Jan"
    text = description(reply)
    assert text.index("### 1950 · 76 years ago") < text.index("### 2025 · 1 year ago")
    assert "“On January 18, 1950," in text
    assert "] line 663" in text


async def test_today_is_the_default_and_named(newsroom: Newsroom, clock: TurnableClock) -> None:
    clock.turn(datetime(2027, 1, 18, 3, tzinfo=UTC))
    reply = await newsroom.ask("/onthisdate")
    assert title(reply) == "On this date: 18 Jan (today, UTC)"
    assert "77 years ago" in description(reply)


async def test_today_is_that_of_the_servers_subscription(newsroom: Newsroom, clock: TurnableClock) -> None:
    await newsroom.manage("/digest subscribe channel:general time:09:00 timezone:Pacific/Auckland")
    clock.turn(datetime(2027, 1, 17, 20, tzinfo=UTC))
    reply = await newsroom.ask("/onthisdate")
    assert title(reply) == "On this date: 18 Jan (today, Pacific/Auckland)"


async def test_the_days_around_are_a_press_away(newsroom: Newsroom) -> None:
    reply = await newsroom.ask("/onthisdate date:01-01")
    assert labels(reply)[:2] == ["◀ 31 Dec", "2 Jan ▶"]
    assert title(await newsroom.local.press(reply, "◀ 31 Dec")) == "On this date: 31 Dec"


async def test_a_year_keeps_to_that_year(newsroom: Newsroom) -> None:
    reply = await newsroom.ask('/onthisdate date:"18 Jan 1950"')
    assert title(reply) == "On this date: 18 Jan 1950"
    assert "2025" not in "".join(line for line in description(reply).split("\n") if line.startswith("###"))
    assert labels(reply) == ["◀ 17 Jan 1950", "19 Jan 1950 ▶"]


async def test_an_empty_day_points_to_the_nearest(newsroom: Newsroom) -> None:
    reply = await newsroom.ask('/onthisdate date:"21 Nov"')
    assert "The archive tells of nothing that happened on 21 Nov." in description(reply)
    found = await newsroom.local.press(reply, "Go to 24 Nov")
    assert title(found) == "On this date: 24 Nov"
    assert "### 2024" in description(found)


async def test_a_year_without_entries_points_to_the_days_other_years(newsroom: Newsroom) -> None:
    reply = await newsroom.ask('/onthisdate date:"18 Jan 1999"')
    assert "nothing that happened on that day in 1999" in description(reply)
    assert "For 18 Jan in other years it has **3 entries**." in description(reply)
    found = await newsroom.local.press(reply, "18 Jan of every year")
    assert "### 1950" in description(found)


async def test_29_february_has_its_day(newsroom: Newsroom) -> None:
    assert title(await newsroom.ask('/onthisdate date:"29 Feb"')) == "On this date: 29 Feb"


@pytest.mark.parametrize("typed", ["30 Feb", "99-99", "soon", "Jan 2025", "29 Feb 2025"])
async def test_an_impossible_day_is_told(newsroom: Newsroom, typed: str) -> None:
    reply = await newsroom.ask(f'/onthisdate date:"{typed}"')
    assert title(reply) == "That day does not work"
    assert reply.ephemeral


async def test_it_works_in_a_direct_message(newsroom: Newsroom) -> None:
    where = newsroom.local.add_dm(newsroom.reader)
    assert title(await newsroom.ask("/onthisdate", where=where)) == "On this date: 23 Nov (today, UTC)"


async def test_a_meeting_that_its_sentence_does_not_date_is_marked(newsroom: Newsroom) -> None:
    text = description(await newsroom.ask('/onthisdate date:"7 January"'))
    assert "**Event in Accra, Ghana**\n" in text
    assert "**Meeting in Accra, Ghana** · about this day\n" in text
    assert "*about*: the sentence gives no date" in text
    assert "about" not in description(await newsroom.ask('/onthisdate date:"6 Feb"'))
