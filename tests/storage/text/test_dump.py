"""Dumps → articles and reprints."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.text.dump import SidecarError, Stray, parse_sidecar, read_layout, segment
from storage.text.records import Article
from tests.storage.text.marked_dumps import DUMPS, read


def segmented(lines: list[str]) -> tuple[list[Article], list[Stray]]:
    parts = list(segment("x.txt", lines, read_layout(lines), parse_sidecar("x", None)))
    return [p for p in parts if isinstance(p, Article)], [p for p in parts if isinstance(p, Stray)]


@pytest.mark.parametrize("name", DUMPS)
def test_articles_of_a_dump(name: str) -> None:
    """Each article's lines, title and truncation are those marked; every other line is a stray."""
    lines, expected, strays = read(DUMPS[name])
    articles, found_strays = segmented(lines)
    assert [
        (a.first_line, a.last_line, a.title if e.title is not None else None, a.truncated)
        for a, e in zip(articles, [*expected, *[expected[-1]] * len(articles)], strict=False)
    ] == [(e.first, e.last, e.title, e.truncated) for e in expected]
    assert [s.line for s in found_strays] == strays


@pytest.mark.parametrize("name", [name for name in DUMPS if "\nR " in DUMPS[name]])
def test_reprints_of_a_dump(name: str) -> None:
    lines, expected, _ = read(DUMPS[name])
    articles, _ = segmented(lines)
    assert [tuple(r.line for r in a.reprints) for a in articles] == [e.reprints for e in expected]
