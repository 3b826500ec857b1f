"""Titles as somebody types them."""

import sqlite3
from typing import Final

from storage.archive.vocabulary import commonest_with_prefix
from storage.text.fold import fold, words

__all__ = ["titles_like"]

_LIKE: Final = """
SELECT a.id, a.title FROM title_words AS t JOIN article AS a ON a.number = t.rowid
WHERE t.title_words MATCH ? ORDER BY t.rowid DESC LIMIT ?
"""
_NEWEST: Final = "SELECT id, title FROM article WHERE shown ORDER BY number DESC LIMIT ?"

_INDEXED: Final = 3
"""Letters of a beginning that the index has ready."""
_MOST_WORDS: Final = 50
"""More that begin so are left to the index."""

_CONSIDERED: Final = 200
"""Newest titles that are ranked."""
_SCANNED: Final = 2_000
"""Newest titles that are looked through for letters inside a word."""


def titles_like(raw: sqlite3.Connection, typed: str, limit: int) -> list[tuple[str, str]]:
    """(id, title), best first; see `articles.titles`."""
    tokens = words(typed)[:10]
    if not tokens:
        return [(row["id"], row["title"]) for row in raw.execute(_NEWEST, (limit,))]
    expression = " AND ".join(_beginning(raw, token) for token in tokens)
    found = {row["id"]: row["title"] for row in raw.execute(_LIKE, (expression, _CONSIDERED))}
    wanted = fold(typed)
    ranked = sorted(found, key=lambda identity: _place(fold(found[identity]), wanted))[:limit]
    if len(ranked) < limit and len(wanted) >= 2:
        for row in raw.execute(_NEWEST, (_SCANNED,)):
            if row["id"] not in found and wanted in fold(row["title"]):
                found[row["id"]] = row["title"]
                ranked.append(row["id"])
                if len(ranked) == limit:
                    break
    return [(identity, found[identity]) for identity in ranked]


def _beginning(raw: sqlite3.Connection, token: str) -> str:
    """FTS5's expression for a word that begins so.

    Where the index does not have the beginning ready it would put together all places of all such words
    before it tells the first title; of words that are named it goes through no more than is asked for.
    """
    if len(token) > _INDEXED:
        begun = commonest_with_prefix(raw, token, _MOST_WORDS + 1)
        if 0 < len(begun) <= _MOST_WORDS:
            return "({})".format(" OR ".join(f'"{word}"' for word in begun))
    return f'"{token}"*'


def _place(title: str, wanted: str) -> int:
    """0 where the title begins so, 1 where a word does, 2 where the words stand apart."""
    if title.startswith(wanted):
        return 0
    return 1 if f" {wanted}" in title else 2
