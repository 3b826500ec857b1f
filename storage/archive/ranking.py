"""The best articles for a query, within a deadline, and how many match.

Ranking looks at each match, so the number of matches that are ranked is bounded:

- few matches are all ranked;
- many matches of common words come from the lists that the load made of each word's best articles;
- what lists cannot tell apart (phrases, beginnings, filters) is ranked among the lists' articles and the
  newest matches.

Where that may have left a better one out, the answer says what was ranked.
"""

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import islice
from typing import Final

from storage.archive.answers import COUNT_CAP
from storage.archive.best import LISTED, Best, combine, lists_of
from storage.archive.query import Term, match_all
from storage.archive.vocabulary import commonest_with_prefix, frequencies

__all__ = ["EVERYWHERE", "Matches", "Wanted", "count", "deadline", "rank", "rank_any"]

EVERYWHERE: Final = (-(2**62), 2**62)
"""Every number that an article can have."""

_EXACT: Final = 2_000
"""So many matches are all ranked: some milliseconds."""
_EXACT_SMALL: Final = 10_000
"""In an archive of at most so many articles all matches are ranked where no list helps."""
_NEWEST: Final = 2_000
"""Of more matches, so many of the newest are ranked beside the lists' articles."""
_CANDIDATES: Final = 3_000
"""Articles of the lists that are looked for among the matches."""
_ENOUGH: Final = 50
"""An intersection of lists with fewer articles is too small to be the best of all matches."""
_RANKABLE: Final = 1_000
"""Articles that can be paged to."""

_OPCODES: Final = 500
"""Steps of SQLite's machine between two looks at the clock: well under a millisecond."""

_RANK: Final = """
SELECT rowid, bm25(article_words, 5.0, 1.0, 0.0) FROM article_words
WHERE article_words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?
"""
_RANK_THESE: Final = """
SELECT rowid, bm25(article_words, 5.0, 1.0, 0.0) FROM article_words
WHERE article_words MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))
"""
_RANK_UNLISTED: Final = """
SELECT rowid, bm25(article_words, 5.0, 1.0, 0.0) FROM article_words
WHERE article_words MATCH ? AND rowid BETWEEN max(?, (SELECT min(number) FROM unlisted))
AND min(?, (SELECT max(number) FROM unlisted)) AND +rowid IN (SELECT number FROM unlisted)
"""
_COUNT: Final = """
SELECT count(*) FROM (
    SELECT 1 FROM article_words WHERE article_words MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?
)
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must match."""

    terms: tuple[Term, ...]
    excluded: tuple[Term, ...] = ()
    facets: tuple[str, ...] = ()
    window: tuple[int, int] = EVERYWHERE
    """The lowest and highest number of an article."""

    @property
    def expression(self) -> str:
        """In the index's own language."""
        return match_all(self.terms, self.excluded, self.facets)

    @property
    def plain_words(self) -> tuple[str, ...] | None:
        """The words, where it is nothing but words."""
        simple = all(len(term.tokens) == 1 and not term.prefix for term in self.terms)
        if not simple or self.excluded or self.facets:
            return None
        return tuple(dict.fromkeys(term.tokens[0] for term in self.terms))


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


@dataclass(slots=True)
class _Scores:
    """What was ranked so far; it outlives an interruption."""

    found: dict[int, float] = field(default_factory=dict)
    total: int = 0
    capped: bool = False
    limited: str | None = None

    def matches(self, *, late: bool) -> Matches:
        ordered = nsmallest(_RANKABLE, [(score, -number) for number, score in self.found.items()])
        return Matches(
            best=tuple(-number for _, number in ordered),
            total=max(self.total, min(len(self.found), COUNT_CAP)),
            capped=self.capped or (late and not self.total),
            limited=self.limited,
            late=late,
        )


@contextmanager
def deadline(raw: sqlite3.Connection, until: float) -> Iterator[None]:
    """Interrupt whatever runs on the connection after the instant `until` of `time.monotonic`."""
    raw.set_progress_handler(lambda: int(time.monotonic() > until), _OPCODES)
    try:
        yield
    finally:
        raw.set_progress_handler(None, 0)


def count(raw: sqlite3.Connection, expression: str, window: tuple[int, int] = EVERYWHERE) -> int:
    """How many articles match, up to one more than `COUNT_CAP`."""
    return int(raw.execute(_COUNT, (expression, *window, COUNT_CAP + 1)).fetchone()[0])


def rank(raw: sqlite3.Connection, wanted: Wanted) -> Matches:
    """Rank what matches; runs inside `deadline` and answers with what it has when that comes."""
    scores = _Scores()
    try:
        _rank(raw, wanted, scores)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        return scores.matches(late=True)
    return scores.matches(late=False)


def rank_any(raw: sqlite3.Connection, expression: str, window: tuple[int, int] = EVERYWHERE) -> Matches:
    """Rank the newest matches of an expression of alternatives, which no list answers for."""
    scores = _Scores()
    late = False
    try:
        scores.total = count(raw, expression, window)
        _rank_newest(raw, expression, window, scores, LISTED)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        late = True
    return scores.matches(late=late)


def _rank(raw: sqlite3.Connection, wanted: Wanted, scores: _Scores) -> None:
    expression, window = wanted.expression, wanted.window
    if _at_most(raw, wanted.terms) <= _EXACT:
        scores.found.update(raw.execute(_RANK, (expression, *window, _EXACT)))
        return
    found = count(raw, expression, window)
    scores.total, scores.capped = min(found, COUNT_CAP), found > COUNT_CAP
    if found <= _EXACT:
        scores.found.update(raw.execute(_RANK, (expression, *window, _EXACT)))
        return
    words = wanted.plain_words
    lists = None if words is None else lists_of(raw, words)
    if lists and _rank_by_lists(raw, wanted, lists, scores):
        return
    (articles,) = raw.execute("SELECT coalesce(sum(articles), 0) FROM dump").fetchone()
    if articles <= _EXACT_SMALL:
        _rank_newest(raw, expression, window, scores, _EXACT_SMALL)
        return
    _rank_newest(raw, expression, window, scores, _NEWEST)
    candidates = _candidates(raw, wanted)
    if candidates:
        scores.limited = f"the newest {_NEWEST:,} and of those that have the words most"
        rows = raw.execute(_RANK_THESE, (expression, *window, json.dumps(candidates)))
        scores.found.update(rows)


def _at_most(raw: sqlite3.Connection, terms: Sequence[Term]) -> int:
    """In no more articles than this can all terms stand: in those of the rarest word."""
    tokens = [token for term in terms for token in (term.tokens[:-1] if term.prefix else term.tokens)]
    return min(frequencies(raw, tokens).values(), default=COUNT_CAP)


def _rank_newest(
    raw: sqlite3.Connection, expression: str, window: tuple[int, int], scores: _Scores, most: int
) -> None:
    """Rank the newest matches, row by row, so that an interruption leaves those that were ranked."""
    if scores.total > most or scores.capped:
        scores.limited = f"the newest {most:,}"
    for number, score in raw.execute(_RANK, (expression, *window, most)):
        scores.found[number] = score


def _rank_by_lists(raw: sqlite3.Connection, wanted: Wanted, lists: Sequence[Best], scores: _Scores) -> bool:
    """Rank by the lists of single words; false where they hold too few of the matches to tell."""
    whole = all(each.complete for each in lists)
    first, last = wanted.window
    if len(lists) == 1 and wanted.window == EVERYWHERE:
        total = dict(zip(lists[0].numbers[:_RANKABLE], lists[0].scores, strict=False))
    else:
        total = combine(lists)
    if wanted.window != EVERYWHERE:
        total = {number: score for number, score in total.items() if first <= number <= last}
    if not whole and len(total) < _ENOUGH:
        return False
    unlisted = raw.execute(_RANK_UNLISTED, (wanted.expression, first, last))
    total.update(unlisted)
    scores.found = total
    # The best of a single word are the first of its list, however many more there are.
    if not whole and (len(lists) > 1 or wanted.window != EVERYWHERE):
        scores.limited = f"those that are among the best {LISTED:,} for each word"
    return True


def _candidates(raw: sqlite3.Connection, wanted: Wanted) -> list[int]:
    """Articles that have a word of the query most: those of its lists with the best scores."""
    words: list[str] = []
    for term in wanted.terms:
        words += commonest_with_prefix(raw, term.tokens[-1], 30) if term.prefix else term.tokens
    lists = [found[0] for word in dict.fromkeys(words) if (found := lists_of(raw, [word]))]
    if not lists:
        return []
    first, last = wanted.window
    share = max(200, _CANDIDATES // len(lists))
    chosen: set[int] = set()
    for each in lists:
        inside = (number for number in each.numbers if first <= number <= last)
        chosen.update(islice(inside, share))
    return sorted(chosen)
