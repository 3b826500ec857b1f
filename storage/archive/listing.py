"""Keeps the lists that `best` reads in step with the shown articles."""

import sqlite3
from collections.abc import Iterator
from typing import Final

from storage.archive.best import listing_of

__all__ = ["LEAST", "refresh_lists"]

LEAST: Final = 500
"""A smaller archive has no lists, and no word in fewer articles: ranking so many takes some milliseconds."""

_STALE: Final = 20
"""Where one of so many articles has changed since the lists were made, they are made anew."""

_CLEAR: Final = (
    "DELETE FROM listing",
    "DELETE FROM best_of_word",
    "DELETE FROM best_of_beginning",
    "DELETE FROM places_of_word",
    "DELETE FROM unlisted",
    "DELETE FROM delisted",
)
_SINCE: Final = "SELECT (SELECT count(*) FROM unlisted) + (SELECT count(*) FROM delisted)"
_ADD: Final = "INSERT OR IGNORE INTO unlisted SELECT number FROM to_index"
_FORGET: Final = "DELETE FROM unlisted WHERE number NOT IN (SELECT number FROM article WHERE shown)"
_SHOWN: Final = "SELECT id FROM article_words_docsize"
_COUNT: Final = "SELECT count(*) FROM article_words_docsize"
"""The index holds the articles that are shown, in far fewer pages than their texts."""


def refresh_lists(raw: sqlite3.Connection, *, changed: int, listed: bool) -> None:
    """Bring the lists up to date after a load that changed so many articles.

    Few changes in a large archive leave them: what is new since is ranked beside them. Where they are not to
    be `listed`, they are dropped.
    """
    (articles,) = raw.execute(_COUNT).fetchone()
    (since,) = raw.execute(_SINCE).fetchone()
    there = raw.execute("SELECT EXISTS (SELECT 1 FROM listing)").fetchone()[0]
    if listed and there and (since + changed) * _STALE < articles:
        if changed:
            raw.execute(_ADD)
            raw.execute(_FORGET)
            raw.execute("DELETE FROM delisted")
            raw.executemany("INSERT INTO delisted VALUES (?)", _gone(raw))
        return
    for statement in _CLEAR:
        raw.execute(statement)
    if listed and articles >= LEAST:
        from storage.archive.list_making import make_lists  # noqa: PLC0415 - NumPy takes 0.25 s to import

        make_lists(raw, articles, LEAST)


def _gone(raw: sqlite3.Connection) -> Iterator[tuple[int]]:
    """The numbers of listed articles that are not shown any more."""
    listing = listing_of(raw)
    if listing is None:
        return
    shown = {number for (number,) in raw.execute(_SHOWN)}
    for number in listing.numbers(raw):
        if number not in shown:
            yield (number,)
