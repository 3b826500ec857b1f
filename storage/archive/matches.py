"""What a search wants, which articles match, and what is known of them; counting and listing matches."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Final

from storage.archive.answers import COUNT_CAP
from storage.archive.query import Term, match_all

__all__ = ["EVERYWHERE", "RANKABLE", "Matches", "Scores", "Wanted", "count", "matching", "newest"]

EVERYWHERE: Final = (-(2**62), 2**62)
"""Every number that an article can have."""

RANKABLE: Final = 1_000
"""Articles that can be paged to."""

_COUNT: Final = """
SELECT count(*) FROM (
    SELECT 1 FROM article_words WHERE article_words MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?
)
"""
_MATCHING: Final = """
SELECT rowid FROM article_words WHERE article_words MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?
"""
_NEWEST: Final = """
SELECT rowid FROM article_words WHERE article_words MATCH ? AND rowid BETWEEN ? AND ?
ORDER BY rowid DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must match."""

    terms: tuple[Term, ...]
    excluded: tuple[Term, ...] = ()
    facets: tuple[str, ...] = ()
    window: tuple[int, int] = EVERYWHERE
    """The lowest and highest number of an article."""
    beginnings: Mapping[Term, tuple[str, ...]] = field(default_factory=dict)
    """The words that stand for beginnings that have too many."""

    @property
    def expression(self) -> str:
        """In the index's own language."""
        return match_all(self.terms, self.excluded, self.facets, self.beginnings)

    @property
    def bare(self) -> bool:
        """No filter, nothing left out."""
        return not self.excluded and not self.facets and self.window == EVERYWHERE


@dataclass(frozen=True, slots=True)
class Matches:
    """Numbers of articles, best first, and what is known of all that match."""

    best: tuple[int, ...] = ()
    total: int = 0
    capped: bool = False
    """There are more than `total`."""
    limited: str | None = None
    """Which matches were ranked, where not all were: `the newest 2,000`."""
    late: bool = False
    """The deadline came first."""
    rankable: int = 0
    """How many can be paged to; `best` may hold no more than were needed."""


@dataclass(slots=True)
class Scores:
    """What was ranked so far; it outlives an interruption."""

    found: dict[int, float] = field(default_factory=dict)
    """By number; lower is better."""
    unranked: list[int] = field(default_factory=list)
    """Matches that follow where the time ends before all are ranked, the newest first."""
    total: int = 0
    capped: bool = False
    limited: str | None = None
    rankable: int = 0
    """How many could be ranked, where fewer were needed."""
    few: bool = False
    """There are so few matches that the index ranks them all at once: nothing need stand in for them."""

    def count(self, found: int) -> None:
        """So many match, or more than the cap."""
        self.total, self.capped = min(found, COUNT_CAP), found > COUNT_CAP

    def matches(self, *, late: bool) -> Matches:
        """The answer as it is by now."""
        ordered = nsmallest(RANKABLE, [(score, -number) for number, score in self.found.items()])
        best = tuple(-number for _, number in ordered)
        if late or not best:
            best += tuple(number for number in self.unranked if number not in self.found)[
                : RANKABLE - len(best)
            ]
        return Matches(
            best=best,
            total=max(self.total, min(max(len(self.found), len(self.unranked)), COUNT_CAP)),
            capped=self.capped or (not self.total and (late or self.limited is not None)),
            limited=self.limited,
            late=late,
            rankable=max(len(best), self.rankable),
        )


def count(raw: sqlite3.Connection, expression: str, window: tuple[int, int] = EVERYWHERE) -> int:
    """How many articles match, up to one more than `COUNT_CAP`."""
    return int(raw.execute(_COUNT, (expression, *window, COUNT_CAP + 1)).fetchone()[0])


def matching(raw: sqlite3.Connection, wanted: Wanted, most: int) -> sqlite3.Cursor:
    """Rows of the numbers of the oldest matches, up to `most`: in half the time that the newest take."""
    plain = raw.cursor()
    plain.row_factory = None
    return plain.execute(_MATCHING, (wanted.expression, *wanted.window, most))


def newest(raw: sqlite3.Connection, wanted: Wanted, most: int) -> sqlite3.Cursor:
    """Rows of the numbers of the newest matches, up to `most`."""
    plain = raw.cursor()
    plain.row_factory = None
    return plain.execute(_NEWEST, (wanted.expression, *wanted.window, most))
