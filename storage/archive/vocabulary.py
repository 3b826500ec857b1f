"""The words of the archive: how common each is, and which is nearest to one that is not there."""

import sqlite3
from collections.abc import Sequence
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from storage.nearby import once
from storage.text.stopwords import GRAMMAR

__all__ = ["articles_in", "commonest_with_prefix", "frequencies", "nearest", "prefix_frequency"]

_SCANNED: Final = 20_000
"""Up to so many words all are compared, in some ten milliseconds; of more, those that begin alike and the
commonest."""
_COMMON: Final = 10_000
_SHORT: Final = 5
"""Letters of a word of which two slips would leave too little: `zebra` is neither `zero` nor `era`."""

_ALL: Final = "SELECT word, articles FROM word WHERE word < char(0xe000) AND length(word) BETWEEN ? AND ?"
_ALIKE: Final = """
SELECT word, articles FROM word WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ?
"""
_COMMONEST: Final = """
SELECT word, articles FROM (
    SELECT word, articles FROM word INDEXED BY word_articles ORDER BY articles DESC LIMIT ?
)
WHERE word < char(0xe000) AND length(word) BETWEEN ? AND ?
"""
_WITH_PREFIX: Final = """
SELECT word FROM word WHERE word >= ? AND word < ? ORDER BY articles DESC LIMIT ?
"""


def articles_in(raw: sqlite3.Connection) -> int:
    """How many articles the archive has."""
    return once(raw, _articles_in)


def _articles_in(raw: sqlite3.Connection) -> int:
    return int(raw.execute("SELECT coalesce(sum(articles), 0) FROM dump").fetchone()[0])


def frequencies(raw: sqlite3.Connection, tokens: Sequence[str]) -> dict[str, int]:
    """In how many shown articles each word stands; 0 for a word that the archive does not have."""
    found = dict.fromkeys(tokens, 0)
    for token in found:
        row = raw.execute("SELECT articles FROM word WHERE word = ?", (token,)).fetchone()
        found[token] = 0 if row is None else row[0]
    return found


def prefix_frequency(raw: sqlite3.Connection, prefix: str, most: int) -> int:
    """How many articles the words with this beginning have together, up to about `most`."""
    total = 0
    for (articles,) in raw.execute(
        "SELECT articles FROM word WHERE word >= ? AND word < ? ORDER BY word",
        (prefix, prefix + "\U0010ffff"),
    ):
        total += articles
        if total >= most:
            break
    return total


def commonest_with_prefix(raw: sqlite3.Connection, prefix: str, limit: int) -> list[str]:
    """The words with this beginning that stand in most articles."""
    return [row[0] for row in raw.execute(_WITH_PREFIX, (prefix, prefix + "\U0010ffff", limit))]


def nearest(raw: sqlite3.Connection, token: str, limit: int = 3) -> list[str]:
    """The spellings in the archive nearest to a word that is not there, likeliest first.

    One slip (a letter more, less, other, or two exchanged) in a short word, two in a longer one; of equally
    near ones the commoner is likelier. Words of grammar are what nobody looks for.
    """
    if len(token) < 3 or token.isdigit():
        return []
    slips = 1 if len(token) <= _SHORT else 2
    span = (len(token) - slips, len(token) + slips)
    (size,) = raw.execute("SELECT count(*) FROM (SELECT 1 FROM word LIMIT ?)", (_SCANNED + 1,)).fetchone()
    if size <= _SCANNED:
        rows = raw.execute(_ALL, span).fetchall()
    else:
        rows = raw.execute(_COMMONEST, (_COMMON, *span)).fetchall()
        # With the second letter begins what was meant where two were exchanged, or one was put before.
        for first in dict.fromkeys(token[:2]):
            rows += raw.execute(_ALIKE, (first, first + "\U0010ffff", *span)).fetchall()
    articles = {row[0]: row[1] for row in rows if row[0] not in GRAMMAR}
    found = process.extract(
        token, list(articles), scorer=DamerauLevenshtein.distance, score_cutoff=slips, limit=200
    )
    ordered = sorted(found, key=lambda each: (each[1], each[0][0] != token[0], -articles[each[0]], each[0]))
    return [word for word, _, _ in ordered[:limit]]
