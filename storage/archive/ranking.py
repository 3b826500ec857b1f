"""The best articles for a query, within a deadline, and how many match.

Ranking looks at each match, so the number of matches that are ranked is bounded:

- few matches are all ranked;
- many matches of common words come from the lists that the load made of each word's best articles;
- what lists cannot tell apart (phrases, beginnings, filters) is ranked from the newest back for as long as
  its part of the time lasts, and then among the lists' articles.

Where that may have left a better one out, the answer says what was ranked.
"""

import json
import sqlite3
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import nsmallest
from itertools import islice
from typing import Final

from storage.archive.answers import COUNT_CAP
from storage.archive.best import Best, combine, list_of, unite
from storage.archive.deadline import Deadline, interrupted
from storage.archive.query import Term, match_all
from storage.archive.vocabulary import commonest_with_prefix, frequencies, prefix_frequency

__all__ = ["EVERYWHERE", "Matches", "Wanted", "count", "rank", "rank_any"]

EVERYWHERE: Final = (-(2**62), 2**62)
"""Every number that an article can have."""

_EXACT: Final = 5_000
"""So many matches are all ranked: some milliseconds."""
_SMALL: Final = 10_000
"""In an archive of at most so many articles all matches are ranked where no list helps."""
_CANDIDATES: Final = 10_000
"""Articles of the lists that are looked for among the matches."""
_FIRST: Final = 1_000
"""Of more, so many of the newest are ranked whatever it takes, up to the deadline."""
_EVERY: Final = 10_000_000
"""More articles than any archive has."""
_ENOUGH: Final = 50
"""An intersection of lists with fewer articles is too small to be the best of all matches."""
_RANKABLE: Final = 1_000
"""Articles that can be paged to."""

_PART: Final = 0.06
"""Seconds for each part that makes an answer better but can be done without."""
_POSTINGS: Final = 150_000
"""A beginning whose words stand in more places is searched for as its commonest words, for SQLite would
gather all of its places before the first answer, and nothing could stop it."""
_EXPANDED: Final = 40
"""So many words."""

_RANK: Final = """
SELECT rowid, bm25(article_words, 5.0, 1.0, 0.0) FROM article_words
WHERE article_words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?
"""
_RANK_THESE: Final = """
SELECT rowid, bm25(article_words, 5.0, 1.0, 0.0) FROM article_words
WHERE article_words MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))
ORDER BY rowid DESC
"""
_RANK_UNLISTED: Final = """
SELECT rowid, bm25(article_words, 5.0, 1.0, 0.0) FROM article_words
WHERE article_words MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT number FROM unlisted)
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
    beginnings: Mapping[Term, tuple[str, ...]] = field(default_factory=dict)
    """The words that stand for beginnings that have too many."""

    @property
    def expression(self) -> str:
        """In the index's own language."""
        return match_all(self.terms, self.excluded, self.facets, self.beginnings)

    @property
    def by_lists(self) -> bool:
        """Whether lists of words can answer it: no phrases, nothing left out, no filter but dates."""
        simple = all(
            len(term.tokens) == 1 and (not term.prefix or term in self.beginnings) for term in self.terms
        )
        return simple and not self.excluded and not self.facets


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

    def count(self, found: int) -> None:
        """So many match, or more than the cap."""
        self.total, self.capped = min(found, COUNT_CAP), found > COUNT_CAP

    def matches(self, *, late: bool) -> Matches:
        ordered = nsmallest(_RANKABLE, [(score, -number) for number, score in self.found.items()])
        return Matches(
            best=tuple(-number for _, number in ordered),
            total=max(self.total, min(len(self.found), COUNT_CAP)),
            capped=self.capped or (not self.total and (late or self.limited is not None)),
            limited=self.limited,
            late=late,
        )


def count(raw: sqlite3.Connection, expression: str, window: tuple[int, int] = EVERYWHERE) -> int:
    """How many articles match, up to one more than `COUNT_CAP`."""
    return int(raw.execute(_COUNT, (expression, *window, COUNT_CAP + 1)).fetchone()[0])


def rank(raw: sqlite3.Connection, wanted: Wanted, deadline: Deadline) -> Matches:
    """Rank what matches; the deadline watches, and what was ranked when it comes is the answer."""
    scores = _Scores()
    try:
        (articles,) = raw.execute("SELECT coalesce(sum(articles), 0) FROM dump").fetchone()
        small = articles <= _SMALL
        _rank(raw, wanted if small else _expanded(raw, wanted), scores, deadline, small=small)
    except sqlite3.OperationalError as error:
        if not interrupted(error):
            raise
        return scores.matches(late=True)
    return scores.matches(late=False)


def rank_any(
    raw: sqlite3.Connection, expression: str, deadline: Deadline, window: tuple[int, int] = EVERYWHERE
) -> Matches:
    """Rank the newest matches of an expression of alternatives, which no list answers for."""
    scores = _Scores()
    late = False
    try:
        with deadline.part(_PART):
            scores.count(count(raw, expression, window))
        if not _rank_newest(raw, expression, window, scores, least=_FIRST):
            scores.limited = f"the newest {len(scores.found):,}"
    except sqlite3.OperationalError as error:
        if not interrupted(error):
            raise
        late = True
    return scores.matches(late=late)


def _expanded(raw: sqlite3.Connection, wanted: Wanted) -> Wanted:
    """With words in the place of beginnings that have too many."""
    found: dict[Term, tuple[str, ...]] = {}
    for term in (*wanted.terms, *wanted.excluded):
        if term.prefix and prefix_frequency(raw, term.tokens[-1], _POSTINGS) >= _POSTINGS:
            found[term] = tuple(commonest_with_prefix(raw, term.tokens[-1], _EXPANDED))
    return replace(wanted, beginnings=found) if found else wanted


def _rank(
    raw: sqlite3.Connection, wanted: Wanted, scores: _Scores, deadline: Deadline, *, small: bool
) -> None:
    expression, window = wanted.expression, wanted.window
    if wanted.by_lists and _at_most(raw, wanted.terms) > _EXACT:
        with deadline.part(_PART):
            scores.count(count(raw, expression, window))
        if (scores.capped or scores.total > _EXACT) and _rank_by_lists(raw, wanted, scores, deadline):
            return
    if _rank_newest(raw, expression, window, scores, least=_SMALL if small else _FIRST):
        return
    scores.limited = f"the newest {len(scores.found):,}"
    with deadline.part(_PART):
        scores.count(count(raw, expression, window))
    scores.limited += _rank_candidates(raw, wanted, scores, deadline)


def _at_most(raw: sqlite3.Connection, terms: Sequence[Term]) -> int:
    """In no more articles than this can all terms stand: in those of the rarest word."""
    tokens = [token for term in terms for token in (term.tokens[:-1] if term.prefix else term.tokens)]
    return min(frequencies(raw, tokens).values(), default=COUNT_CAP)


def _rank_newest(
    raw: sqlite3.Connection,
    expression: str,
    window: tuple[int, int],
    scores: _Scores,
    *,
    least: int,
) -> bool:
    """Rank matches from the newest back: `least` of them, and more for as long as a part may take.

    One statement does it, for bm25 looks through all matches of each word before its first answer. Row by
    row, so that an interruption leaves what was ranked. Returns whether that were all matches.
    """
    until = time.monotonic() + _PART
    for number, score in raw.execute(_RANK, (expression, *window, _EVERY)):
        scores.found[number] = score
        if len(scores.found) >= least and time.monotonic() > until:
            return False
    scores.count(len(scores.found))
    return True


def _rank_candidates(raw: sqlite3.Connection, wanted: Wanted, scores: _Scores, deadline: Deadline) -> str:
    """Rank the matches among the lists' articles; returns what that adds to what was ranked, in words."""
    candidates = _candidates(raw, wanted)
    if not candidates:
        return ""
    with deadline.part(_PART):
        these = (wanted.expression, *wanted.window, json.dumps(candidates))
        scores.found.update(raw.execute(_RANK_THESE, these))
    return " and of those that have the words most"


def _rank_by_lists(raw: sqlite3.Connection, wanted: Wanted, scores: _Scores, deadline: Deadline) -> bool:
    """Rank by the lists of words; false where they hold too few of the matches to tell."""
    first, last = wanted.window
    everywhere = wanted.window == EVERYWHERE
    lists: list[Best] = []
    for term in wanted.terms:
        words = wanted.beginnings.get(term) or term.tokens
        found = [each for word in words if (each := list_of(raw, word))]
        if not found:
            return False
        lists.append(found[0] if len(words) == 1 else unite(found))
    if len(lists) == 1 and everywhere:
        total = dict(zip(lists[0].numbers[:_RANKABLE], lists[0].scores, strict=False))
    else:
        total = combine(lists)
    if not everywhere:
        total = {number: score for number, score in total.items() if first <= number <= last}
    whole = all(each.complete for each in lists)
    if not whole and len(total) < _ENOUGH:
        return False
    span = raw.execute("SELECT min(number), max(number) FROM unlisted").fetchone()
    if span[0] is not None:
        these = (wanted.expression, max(first, span[0]), min(last, span[1]))
        total.update(raw.execute(_RANK_UNLISTED, these))
    scores.found = total
    if wanted.beginnings:
        scores.limited = f"the {_EXPANDED} commonest words that begin so"
    elif not whole and (len(lists) > 1 or not everywhere):
        # The best of a single word are the first of its list, however many more there are.
        scores.limited = "those that have the words most"
        _rank_candidates(raw, wanted, scores, deadline)
    return True


def _candidates(raw: sqlite3.Connection, wanted: Wanted) -> list[int]:
    """Articles that have a word of the query most: the first of its lists."""
    words: list[str] = []
    for term in wanted.terms:
        words += commonest_with_prefix(raw, term.tokens[-1], 30) if term.prefix else term.tokens
    lists = [found for word in dict.fromkeys(words) if (found := list_of(raw, word))]
    if not lists:
        return []
    first, last = wanted.window
    share = max(200, _CANDIDATES // len(lists))
    chosen: set[int] = set()
    for each in lists:
        chosen.update(islice((number for number in each.numbers if first <= number <= last), share))
    return sorted(chosen)
