"""Quotations, and where else a thing is told."""

import pytest

from bot.render.sources import Sources
from storage.archive.answers import ArticleRef, Citation
from storage.text.records import Quote


def told(article: str, line: int, begin: int = 0) -> Citation:
    ref = ArticleRef(article, f"Article {article}", "a.txt", 1, None)
    return Citation(Quote(line, begin, f"Sentence {line}.{begin}."), ref)


@pytest.mark.parametrize(
    ("others", "named"),
    [
        ([], []),
        ([told("a", 7)], ["-# Also told in [1] line 7"]),
        ([told("a", 7), told("a", 7, 30), told("b", 7)], ["-# Also told in [1] line 7, [2] line 7"]),
        ([told("b", 9), told("a", 7), told("b", 2)], ["-# Also told in [2] line 2, [2] line 9, [1] line 7"]),
        ([told("a", 3, 40)], []),
        ([told("a", 3, 40), told("a", 9)], ["-# Also told in [1] line 9"]),
        (
            [told("a", line) for line in range(10, 17)],
            ["-# Also told in [1] line 10, [1] line 11, [1] line 12, [1] line 13, [1] line 14"],
        ),
    ],
)
def test_a_line_is_named_once_and_not_where_it_is_quoted(others: list[Citation], named: list[str]) -> None:
    shown = [told("a", 3)]
    sources = Sources()
    assert sources.cite(shown[0]) == "> “Sentence 3.0.” [1] line 3"
    assert sources.again(shown, others) == named
