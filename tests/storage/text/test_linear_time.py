"""A megabyte of text made to be slow takes a dump's whole way through the analysis in linear time."""

import time
from collections.abc import Sequence

import pytest

from storage.text.analysis import analyse
from storage.text.dates import anchors, evidence
from storage.text.dump import read_layout, segment
from storage.text.records import Article, Sidecar

MEGABYTE = 1_000_000
HOSTILE = [
    "Jan. ",
    "“‘“‘(“[",
    "A, ",
    "Abc ",
    "met with ",
    "France Germany Japan Guinea Niger ",
    "People's Republic of ",
    "President and Minister of Foreign Affairs of ",
    "He met with him. ",
    "the next day ",
    "LONDON, May 5 (Reuters) — ",
    "Continue reading ",
    "the following article was published ",
    "President Xi met with Prime Minister Bo Li of Japan on May 5, 2024 and ",
    "中。",
    "a | ",
    "[12]Salt ",
    "in at had held was met said visit meeting ",
    "a day the day last year on ",
]


def filled(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def seconds(lines: Sequence[str]) -> float:
    """Processor time from the lines of a dump to all that is understood of its articles."""
    sidecar = Sidecar("dump")
    begin = time.process_time()
    parts = segment("dump.txt", lines, read_layout(lines), sidecar)
    articles = [part for part in parts if isinstance(part, Article)]
    around = anchors([evidence(article) for article in articles], sidecar)
    for article, anchor in zip(articles, around, strict=True):
        analyse(article, anchor)
    assert articles
    return time.process_time() - begin


def assert_linear(small: Sequence[str], large: Sequence[str], times: int) -> None:
    """So many times the text takes about as many times as long; a square would take that many times more."""
    least = min(seconds(small) for _ in range(3))
    assert seconds(large) < 3 * times * max(least, 0.02)


def one_of_each(length: int, *, width: int) -> list[str]:
    """Every hostile piece in equal shares, in paragraphs of a width under a title."""
    share = length // len(HOSTILE)
    lines = ["A title", ""]
    for piece in HOSTILE:
        text = filled(piece, share)
        for at in range(0, share, width):
            lines += [text[at : at + width], ""]
    return lines


def test_a_megabyte_of_hostile_paragraphs() -> None:
    assert_linear(one_of_each(MEGABYTE // 16, width=2_000), one_of_each(MEGABYTE, width=2_000), 16)


def test_a_megabyte_of_hostile_long_lines() -> None:
    assert_linear(one_of_each(MEGABYTE // 16, width=MEGABYTE), one_of_each(MEGABYTE, width=MEGABYTE), 16)


@pytest.mark.parametrize("piece", ["A ", ", ", "x", "Jan. ", "met with ", "Japan "])
def test_a_line_of_a_hundred_thousand_equal_words(piece: str) -> None:
    assert_linear(["A title", "", piece * 6_250], ["A title", "", piece * 100_000], 16)


def test_one_word_of_a_megabyte() -> None:
    assert_linear(["A title", "", "x" * (MEGABYTE // 16)], ["A title", "", "x" * MEGABYTE], 16)
