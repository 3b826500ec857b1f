"""The pages of an article hold all of it, however long it is."""

from dataclasses import replace
from datetime import date

import pytest

from bot.questions import ArticleQuestion, Question
from bot.render import limits
from bot.render.article import article
from bot.render.reply import Menu
from bot.render.text import ELLIPSIS
from storage.archive.answers import StoredArticle
from storage.text.records import Meeting, Quote
from tests.storage.archive.stored import analysis, met
from tests.storage.archive.stored import article as dumped

WORDS = "the two sides should deepen their cooperation in trade and farming "


def meeting(number: int, *, people: int = 2, statement: int = 20) -> Meeting:
    """A meeting of so many people, told on line 3 + `number`, with two statements of about this length."""
    sides = [f"Delegate {number}-{each} of the Republic" for each in range(people)]
    made = met(
        f"Delegation {number} was received.",
        *sides,
        start=date(2025, 2, 1 + number),
        inferred=bool(number % 2),
    )
    line = 3 + number
    said = tuple(
        Quote(line + 1, 0, f"{who} said that {WORDS * (statement // len(WORDS) + 1)}.")
        for who in ("Ana", "Ben")
    )
    return replace(made, line=line, evidence=replace(made.evidence, line=line), said=said)


def pages(stored: StoredArticle) -> list[str]:
    """What each page of the meetings shows once it is sent, page after page by its button *Next*."""
    shown = []
    asked: Question = ArticleQuestion("x", "meetings")
    while True:
        assert isinstance(asked, ArticleQuestion)
        reply = article(asked, stored)
        (embed,) = limits.fit(list(reply.embeds))
        shown.append(embed.description or "")
        buttons = [button for row in reply.rows if not isinstance(row, Menu) for button in row]
        following = [button.asks for button in buttons if button.label == "Next" and button.enabled]
        if not following:
            return shown
        (asked,) = following


@pytest.mark.parametrize("count", [1, 4, 9])
@pytest.mark.parametrize("statement", [20, 400, 880, 2000])
@pytest.mark.parametrize("people", [2, 40])
@pytest.mark.parametrize("name", ["a.txt", f"{'dump_' * 40}.txt"])
def test_every_meeting_is_on_a_page_with_its_sentence_and_line(
    count: int, statement: int, people: int, name: str
) -> None:
    told = [meeting(number, people=people, statement=statement) for number in range(count)]
    stored = StoredArticle(
        dumped("A summit", "Body.", source=name), analysis(meetings=told), "Publisher", None
    )
    shown = pages(stored)
    for number in range(count):
        sentence = f"> “Delegation {number} was received.”  line {3 + number}"
        assert [sentence in page for page in shown].count(True) == 1
        assert any(f"{1 + number} Feb 2025\n" in page for page in shown if sentence in page)
    assert not any(page.endswith(ELLIPSIS) for page in shown)
    assert all("*about*: " in page for page in shown if "### About" in page)


def test_short_meetings_share_a_page() -> None:
    stored = StoredArticle(
        dumped("A summit", "Body."), analysis(meetings=[meeting(0), meeting(1)]), "Publisher", None
    )
    assert len(pages(stored)) == 1
