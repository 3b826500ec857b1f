"""Whatever the text: nothing raises, offsets are exact, and the time grows no faster than the line."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.text.dates import anchors, evidence, occurrences, resolve
from storage.text.records import Anchor, Sidecar
from tests.storage.text.dated_articles import article_of

_WORDS = """January Jan. FEB May March may Sept. 1 2 3rd 29 30 31st 32 1950 2025 0000 9999 12/31/99 2025-02-30
    2025-02-28 20.02.2025 Monday Sat, next last this the previous following same day month year today
    yesterday tomorrow ago two days later before after first of on in from to and between – - — , . ( ) [
    ] “ ” will held (Xinhua) anniversary since GMT % $ million Movement attacks 🇷🇺 é 中""".split()
_PIECES = st.sampled_from([*_WORDS, "\u00a0", "\u2002"])
_LINES = st.lists(_PIECES, max_size=25).map(" ".join) | st.text(max_size=120)
_DAYS = st.dates() | st.none()


@settings(max_examples=300, deadline=None)
@given(st.lists(_LINES, min_size=1, max_size=5), _DAYS, st.booleans(), st.booleans())
def test_no_text_raises_and_every_offset_is_exact(
    body: list[str], day: date | None, dated: bool, reprint: bool
) -> None:
    article = article_of(*body, reprint=reprint)
    anchors([evidence(article)] * 3, Sidecar("dump", as_of=day))
    found = resolve(article, Anchor(day, None, dated=dated and day is not None))
    free = (0, 0)
    for mention in found.mentions:
        assert article.line(mention.line)[mention.begin : mention.stop] == mention.text != ""
        assert mention.start <= mention.end
        assert (mention.line, mention.begin) >= free
        free = (mention.line, mention.stop)
    for quote in found.unresolved:
        assert article.line(quote.line)[quote.begin : quote.begin + len(quote.text)] == quote.text
    for entry in occurrences(article, found):
        quote = entry.quote
        assert article.line(quote.line)[quote.begin : quote.begin + len(quote.text)] == quote.text


@pytest.mark.parametrize(
    "text",
    [
        "They met the\u00a0following Monday.",
        "They met the\u00a0previous November.",
        "They met la\u017ft Monday.",
        "They met the \u017fame Friday.",
        "They met on the \u017fecond of May.",
    ],
)
def test_rare_spaces_and_letters_raise_nothing(text: str) -> None:
    assert resolve(article_of(text), Anchor(date(2025, 2, 20), None, dated=True)).reprints == ()


HOSTILE = [
    "Jan. ",
    "Jan. 5, ",
    "1 ",
    "9",
    ",",
    "( ",
    "“‘(",
    "the next day ",
    "May ",
    "on the 5th ",
    "2025 ",
    "2025-",
    "1/1/",
    "Monday ",
    "a day ",
    "first of ",
    "last ",
    "3 and ",
    "March 3, ",
    "A ",
    "today ",
    "- ",
    "Jan. 1-",
    "day",
    "In 2024, ",
    "two days after ",
    " ",
    "will ",
    "will be ",
]


def _seconds(piece: str, length: int) -> float:
    article = article_of((piece * (length // len(piece) + 1))[:length])
    begin = time.process_time()
    evidence(article)
    occurrences(article, resolve(article, Anchor(date(2025, 2, 20), None, dated=True)))
    return time.process_time() - begin


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_time_is_linear_in_a_hostile_line(piece: str) -> None:
    """Eight times the text takes about eight times as long, and would take 64 times if it were quadratic."""
    small = min(_seconds(piece, 4_000) for _ in range(3))
    # Three tries: what else goes on in the process, such as a look for cycles, may fall into one of them.
    assert any(_seconds(piece, 32_000) < 24 * small + 0.05 for _ in range(3))
