"""Lines that a dump broke at a fixed width, and lines that only stand close together."""

import pytest

from storage.text.dates.paragraphs import paragraphs
from tests.storage.text.dated_articles import article_of

BROKEN = (
    "   The ministers, who reached the accord last Sunday after days of",
    "talks, will return to the disputed sites as soon as the council",
    "allows it.",
    "   They are to meet in Geneva.",
    "",
    "A vote is due on Tuesday, and the first talks were held on the 12th of",
    "August.",
)


def test_broken_lines_make_one_paragraph_up_to_a_blank_or_an_indented_line() -> None:
    found = list(paragraphs(article_of(*BROKEN)))
    assert [(one.line, len(one.starts)) for one in found] == [(1, 1), (3, 3), (6, 1), (8, 2)]
    assert found[1].text == " ".join(BROKEN[:3])


def test_an_offset_is_told_by_its_line() -> None:
    article = article_of(*BROKEN)
    whole = next(one for one in paragraphs(article) if one.line == 3)
    for word in ("Sunday", "talks", "allows"):
        line, start = whole.where(whole.text.index(word))
        assert article.line(line)[whole.text.index(word) - start :].startswith(word)


@pytest.mark.parametrize(
    "lines",
    [
        ["Ministers meet in Geneva", "They met on Monday.", "Talks go on in Vienna", "They met on Friday."],
        ["One long paragraph on a line of its own, " * 4, "and another one that opens small, " * 4],
        ["• trade", "• transport", "• tourism"],
        ["They met on Monday.", "", "They met on Friday."],
    ],
)
def test_other_lines_stay_apart(lines: list[str]) -> None:
    """Titles above their texts, lists, and lines wider than any program breaks them."""
    article = article_of(*lines)
    assert [one.text for one in paragraphs(article)] == [line for line in article.lines if line]
