"""Lists of the best articles for common words, made at load, so that no search ranks all of their matches.

The score of an article for several words is the sum of its scores for each (that is how bm25 is made), so
lists of single words answer for several, too. A list that has every article of its word is complete; where
all lists of a query are, the answer is exact.
"""

import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final

__all__ = ["LISTED", "Best", "combine", "list_of", "refresh_best", "unite"]

LISTED: Final = 10_000
"""Articles of a list; a word in fewer has a complete one."""

LEAST: Final = 2_000
"""A word in fewer articles needs no list: ranking its matches takes some milliseconds."""
_SHARE: Final = 100
"""In a large archive a word has a list if it stands in one of so many articles."""
_WORDS: Final = 2_000
"""The commonest words have lists."""

_UNITED_LEAST: Final = 500
"""Articles of each list that a union looks at, at least."""

_STALE: Final = 20
"""Where one of so many articles has changed since the lists were made, they are made anew."""

_COMMON: Final = """
SELECT word, articles FROM word INDEXED BY word_articles
WHERE articles > ? AND word < char(0xe000) ORDER BY articles DESC LIMIT ?
"""
_SCORES: Final = """
SELECT bm25(article_words, 5.0, 1.0, 0.0), -rowid FROM article_words WHERE article_words MATCH ?
"""
_INSERT: Final = "INSERT INTO word_best (word, complete, numbers, scores) VALUES (?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Best:
    """The best articles for a word, best first, and their scores (lower is better)."""

    complete: bool
    numbers: "array[int]"
    scores: "array[float]"


def refresh_best(raw: sqlite3.Connection, *, changed: int, listed: bool) -> None:
    """Bring the lists up to date after a load that changed so many articles.

    Few changes in a large archive leave them: what is new since is ranked beside them. Where they are not to
    be `listed`, they are dropped.
    """
    (articles,) = raw.execute("SELECT count(*) FROM article WHERE shown").fetchone()
    (since,) = raw.execute("SELECT count(*) FROM unlisted").fetchone()
    if listed and since + changed and (since + changed) * _STALE < articles:
        raw.execute("INSERT OR IGNORE INTO unlisted SELECT number FROM to_index")
        raw.execute("DELETE FROM unlisted WHERE number NOT IN (SELECT number FROM article WHERE shown)")
        return
    raw.execute("DELETE FROM word_best")
    raw.execute("DELETE FROM unlisted")
    if not listed:
        return
    least = max(LEAST, articles // _SHARE)
    for word, count in raw.execute(_COMMON, (least, _WORDS)).fetchall():
        best = nsmallest(LISTED, map(tuple, raw.execute(_SCORES, (f'"{word}"',))))
        numbers = array("q", [-number for _, number in best])
        scores = array("d", [score for score, _ in best])
        raw.execute(_INSERT, (word, count <= LISTED, numbers.tobytes(), scores.tobytes()))


def list_of(raw: sqlite3.Connection, word: str) -> Best | None:
    """The list of a word; None where it has none."""
    row = raw.execute("SELECT complete, numbers, scores FROM word_best WHERE word = ?", (word,)).fetchone()
    if row is None:
        return None
    numbers, scores = array("q"), array("d")
    numbers.frombytes(row["numbers"])
    scores.frombytes(row["scores"])
    return Best(bool(row["complete"]), numbers, scores)


def combine(lists: Sequence[Best]) -> dict[int, float]:
    """The articles that are in every list, with the sum of their scores."""
    shortest, *others = sorted(lists, key=lambda each: len(each.numbers))
    total = dict(zip(shortest.numbers, shortest.scores, strict=True))
    for other in others:
        total = {
            number: total[number] + score
            for number, score in zip(other.numbers, other.scores, strict=True)
            if number in total
        }
    return total


def unite(lists: Sequence[Best]) -> Best:
    """One list for a word that each of the words stands for: what is high in several of them comes first.

    A list's best score is near to its word's weight in the archive, which must not count here.
    """
    share = max(_UNITED_LEAST, 2 * LISTED // len(lists))
    total: dict[int, float] = {}
    for each in lists:
        weight = -each.scores[0] if each.scores else 1.0
        for number, score in zip(each.numbers[:share], each.scores, strict=False):
            total[number] = total.get(number, 0.0) + score / weight
    best = nsmallest(LISTED, ((score, -number) for number, score in total.items()))
    numbers = array("q", [-number for _, number in best])
    return Best(complete=False, numbers=numbers, scores=array("d", [score for score, _ in best]))
