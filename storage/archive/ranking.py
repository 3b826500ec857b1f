"""The best articles for a query, within a deadline, and how many match.

What the lists made at load can tell is ranked by them (see `weighing`). The rest, mixtures of phrases and
beginnings in a large archive and everything in a small one, is ranked by the index, match by match:

- few matches are all ranked;
- of many, the newest are, for as long as a part of the time lasts, and then those of the lists.

Where that may have left a better one out, the answer says what was ranked.
"""

import json
import sqlite3
import time
from dataclasses import replace
from itertools import islice
from typing import Final

from storage.archive.best import best_of_word, listing_of
from storage.archive.deadline import Deadline, OutOfTime, interrupted
from storage.archive.matches import EVERYWHERE, Matches, Scores, Wanted, count, newest
from storage.archive.query import Term
from storage.archive.vocabulary import articles_in, commonest_with_prefix, prefix_frequency
from storage.archive.weighing import weigh

__all__ = ["rank", "rank_any"]

_SMALL: Final = 10_000
"""In an archive of at most so many articles all matches are ranked where no list helps."""
_CANDIDATES: Final = 10_000
"""Articles of the lists that are looked for among the matches."""
_FIRST: Final = 1_000
"""Of more, so many of the newest are ranked whatever it takes, up to the deadline."""
_STAND_IN: Final = 50
"""Matches that are listed before ranking begins, to stand in where it gets nowhere."""
_EVERY: Final = 10_000_000
"""More articles than any archive has."""

_PART: Final = 0.06
"""Seconds for each part that makes an answer better but can be done without."""
_POSTINGS: Final = 150_000
"""A beginning whose words stand in more places is searched for as its commonest words, for SQLite would
gather all of its places before the first answer, and nothing could stop it."""
_EXPANDED: Final = 40
"""So many words."""

_COMMONEST: Final = f"those with the {_EXPANDED} commonest words that begin so"

_RANK: Final = """
SELECT rowid, bm25(article_words, 5.0, 1.0, 0.0) FROM article_words
WHERE article_words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?
"""
_RANK_THESE: Final = """
SELECT rowid, bm25(article_words, 5.0, 1.0, 0.0) FROM article_words
WHERE article_words MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))
ORDER BY rowid DESC
"""


def rank(raw: sqlite3.Connection, wanted: Wanted, needed: int, deadline: Deadline) -> Matches:
    """Rank what matches; the deadline watches, and what was ranked when it comes is the answer.

    The first `needed` are those that are shown.
    """
    scores = Scores()
    try:
        if not weigh(raw, wanted, needed, scores, deadline):
            _rank(raw, wanted, scores, deadline)
    except (sqlite3.OperationalError, OutOfTime) as error:
        if not interrupted(error):
            raise
        return scores.matches(late=True)
    return scores.matches(late=False)


def rank_any(
    raw: sqlite3.Connection, expression: str, deadline: Deadline, window: tuple[int, int] = EVERYWHERE
) -> Matches:
    """Rank the newest matches of an expression of alternatives, which no list answers for."""
    scores = Scores()
    late = False
    try:
        with deadline.part(_PART):
            scores.count(count(raw, expression, window))
        if not _rank_newest(raw, expression, window, scores, least=_FIRST):
            scores.limited = f"the newest {len(scores.found):,}"
    except (sqlite3.OperationalError, OutOfTime) as error:
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


def _rank(raw: sqlite3.Connection, wanted: Wanted, scores: Scores, deadline: Deadline) -> None:
    articles = articles_in(raw)
    small = articles <= _SMALL
    if not small:
        wanted = _expanded(raw, wanted)
        if not scores.few:
            scores.unranked += (number for (number,) in newest(raw, wanted, _STAND_IN))
    expression, window = wanted.expression, wanted.window
    if _rank_newest(raw, expression, window, scores, least=_SMALL if small else _FIRST):
        if wanted.beginnings:
            scores.limited = _COMMONEST
        return
    scores.limited = f"the newest {len(scores.found):,}"
    with deadline.part(_PART):
        scores.count(count(raw, expression, window))
    scores.limited += _rank_candidates(raw, wanted, scores, deadline)


def _rank_newest(
    raw: sqlite3.Connection,
    expression: str,
    window: tuple[int, int],
    scores: Scores,
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


def _rank_candidates(raw: sqlite3.Connection, wanted: Wanted, scores: Scores, deadline: Deadline) -> str:
    """Rank the matches among the lists' articles; returns what that adds to what was ranked, in words."""
    candidates = _candidates(raw, wanted)
    if not candidates:
        return ""
    with deadline.part(_PART):
        these = (wanted.expression, *wanted.window, json.dumps(candidates))
        scores.found.update(raw.execute(_RANK_THESE, these))
    return " and of those that have the words most"


def _candidates(raw: sqlite3.Connection, wanted: Wanted) -> list[int]:
    """Articles that have a word of the query most: the first of its lists."""
    listing = listing_of(raw)
    if listing is None:
        return []
    words: list[str] = []
    for term in wanted.terms:
        words += commonest_with_prefix(raw, term.tokens[-1], 30) if term.prefix else term.tokens
    lists = [best.slots for word in dict.fromkeys(words) if (best := best_of_word(raw, word)) is not None]
    first, last = wanted.window
    share = max(200, _CANDIDATES // max(1, len(lists)))
    chosen: set[int] = set()
    for slots in lists:
        numbers = map(listing.number_of, slots)
        chosen.update(islice((number for number in numbers if first <= number <= last), share))
    return sorted(chosen)
