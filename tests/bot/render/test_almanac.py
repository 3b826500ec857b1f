"""29 February on 28 February of a common year: as much of it as a message holds with its sources."""

import re
from datetime import date

import pytest

from bot.questions import DayQuestion
from bot.render import almanac, limits
from bot.render.reply import Menu, Reply
from storage.archive.answers import ArticleRef, Citation, DayEntries, Entry
from storage.text.records import Quote


def entries(kind: str, count: int, day: date, quoted: int) -> tuple[Entry, ...]:
    """So many entries of a day in years that follow each other, each from an article of its own."""
    made = []
    for number in range(count):
        name = f"{kind}{number}"
        source = ArticleRef(name, f"How {name} was built: {'a long title ' * 9}", "a.txt", 1, None)
        told = Citation(Quote(3, 0, f"{name} was opened: {'x ' * (quoted // 2)}."), source)
        start = day.replace(year=day.year + 4 * number)
        made.append(Entry(name, start, start, planned=False, citations=(told,)))
    return tuple(made)


def of_28_february(own: int, leap: int, quoted: int, limit: int) -> DayEntries:
    """What the archive answers in 2027 for a page or digest of so many entries at most."""
    here = entries("bridge", own, date(1951, 2, 28), quoted)
    there = entries("school", leap, date(1940, 2, 29), quoted)
    return DayEntries(2, 28, 2027, here[:limit], 0, own, there[:limit], leap)


def shown(reply: Reply) -> str:
    (embed,) = limits.fit(list(reply.embeds))
    return embed.description or ""


def told(text: str, kind: str) -> int:
    """How many entries of a kind a text shows; each has its source, and nothing is cut off."""
    cited = re.findall(rf"^> “{kind}.* \[(\d+)\] line 3$", text, re.MULTILINE)
    assert all(f"-# [{number}] How {kind}" in text for number in cited)
    assert not text.endswith("…")
    return len(cited)


@pytest.mark.parametrize("quoted", [20, 400, 2000])
@pytest.mark.parametrize("own", [0, 3, 9])
def test_the_command_shows_the_first_and_says_how_many_more_there_are(own: int, quoted: int) -> None:
    answer = of_28_february(own, 30, quoted, almanac.PER_PAGE)
    reply = almanac.on_day(DayQuestion(2, 28), answer, today=date(2027, 2, 28), zone="UTC")
    text = shown(reply)
    assert told(text, "bridge") == min(own, 5)
    first = told(text, "school")
    assert 1 <= first <= 5
    assert f"\nand {30 - first} more entries on 29 Feb\n" in text
    buttons = [button for row in reply.rows if not isinstance(row, Menu) for button in row]
    assert DayQuestion(2, 29) in [button.asks for button in buttons if button.label == "29 Feb ▶"]


@pytest.mark.parametrize("quoted", [20, 2000])
@pytest.mark.parametrize("own", [0, 6, 9])
def test_the_digest_does_too_and_names_the_entries_that_it_shows(own: int, quoted: int) -> None:
    answer = of_28_february(own, 30, quoted, almanac.PER_DIGEST)
    made = almanac.digest_message(date(2027, 2, 28), "marker", answer)
    assert made is not None
    reply, ids = made
    text = shown(reply)
    first = told(text, "school")
    assert f"\nand {30 - first} more entries on 29 Feb\n" in text
    assert ids == tuple(
        [f"bridge{number}" for number in range(min(own, 6))] + [f"school{number}" for number in range(first)]
    )
    assert told(text, "bridge") == min(own, 6)


def test_where_there_is_no_more_nothing_is_said_of_more() -> None:
    answer = of_28_february(1, 2, 20, almanac.PER_PAGE)
    text = shown(almanac.on_day(DayQuestion(2, 28), answer, today=date(2027, 2, 28), zone="UTC"))
    assert (told(text, "bridge"), told(text, "school")) == (1, 2)
    assert "more" not in text
