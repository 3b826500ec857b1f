"""Sentences that tell what happened on a day."""

from datetime import date

import pytest

from storage.text.dates import occurrences, resolve
from storage.text.records import Anchor
from tests.storage.text.dated_articles import article_of

TELLING = [
    ("On January 18, 1950, China became the first country to establish relations.", "1950-01-18", False),
    ("Presidential elections were held in Belarus on January 26.", "2025-01-26", False),
    ("Founded as a party of labour on February 3, 1930, it may grow.", "1930-02-03", False),
    ("Nicolás Maduro was inaugurated as President on January 10.", "2025-01-10", False),
    ("He was born on 12 May 1950 in Cairo.", "1950-05-12", False),
    ("The treaty, signed on March 5, 2019, expired.", "2019-03-05", False),
    ("A ceremony was held on January 20 (January 18, 1950 – 2025).", "2025-01-20", False),
    ("Austria is neutral [a status adopted on October 26, 1955, when troops left].", "1955-10-26", False),
    ("He said that on February 5 they signed it.", "2025-02-05", False),
    ("The summit will be held on May 9, 2025.", "2025-05-09", True),
    ("These events are scheduled to take place in Beijing on September 3, 2025.", "2025-09-03", True),
    ("The webinar is being organised on March 15, 2025.", "2025-03-15", True),
]


@pytest.mark.parametrize(("text", "day", "planned"), TELLING)
def test_a_sentence_that_tells_of_a_day_is_an_entry(text: str, day: str, planned: bool) -> None:
    article = article_of(text)
    (found,) = occurrences(article, resolve(article, Anchor(date(2025, 2, 20), None)))
    assert (str(found.start), found.planned) == (day, planned)
    assert (found.quote.line, found.quote.text) == (3, text)


SILENT = [
    "Wang Yi said here on February 13.",
    "Ties have grown since January 18, 1950.",
    "the 75th anniversary of ties (January 18, 1950 – 2025) was marked",
    "In August 2024 they met, and in 1949 it was founded.",
    "Statement of February 5",
    "Munich, February 14, 2025",
    "CARACAS, Jan. 11 (Xinhua) — All quiet.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_only_names_a_day_or_is_no_day_is_none(text: str) -> None:
    article = article_of(text, reprint="Xinhua" in text)
    assert occurrences(article, resolve(article, Anchor(date(2025, 2, 20), None))) == ()


def test_a_title_is_no_entry() -> None:
    article = article_of("Text.", title="They met on February 5, 2025")
    assert occurrences(article, resolve(article, Anchor(None, None))) == ()


def test_a_range_is_one_entry_from_its_first_day_to_its_last() -> None:
    article = article_of("He paid a state visit from February 4-8, 2025.")
    (found,) = occurrences(article, resolve(article, Anchor(None, None)))
    assert (found.start, found.end) == (date(2025, 2, 4), date(2025, 2, 8))


def test_one_day_told_twice_in_a_sentence_is_one_entry() -> None:
    article = article_of(
        "They met on February 5, 2025, and on the same day they signed it. They left on February 6."
    )
    found = occurrences(article, resolve(article, Anchor(date(2025, 2, 20), None)))
    assert [str(one.start) for one in found] == ["2025-02-05", "2025-02-06"]


def test_the_quote_is_the_exact_sentence() -> None:
    line = "  First, nothing.  On February 5, 2025, they met.\u2002 Last."
    article = article_of(line)
    (found,) = occurrences(article, resolve(article, Anchor(None, None)))
    assert found.quote.text == "On February 5, 2025, they met."
    assert line[found.quote.begin : found.quote.begin + len(found.quote.text)] == found.quote.text
