"""The best articles for an expression of the index, within a deadline, and how many match.

Ranking costs one look at each match, so the number of ranked matches is bounded; where that leaves any out,
the answer says which were ranked.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from storage.archive.answers import COUNT_CAP

__all__ = ["RANKED", "Matches", "deadline", "rank"]

RANKED: Final = 10_000
"""Of more matches than these only the newest are ranked."""

_OPCODES: Final = 500
"""Steps of SQLite's machine between two looks at the clock: well under a millisecond."""

_RANK: Final = """
SELECT rowid, bm25(article_words, 5.0, 1.0, 0.0) FROM article_words
WHERE article_words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?
"""
_COUNT: Final = """
SELECT count(*) FROM (
    SELECT 1 FROM article_words WHERE article_words MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?
)
"""


@dataclass(frozen=True, slots=True)
class Matches:
    """Numbers of articles, best first, and what is known of all that match."""

    best: tuple[int, ...]
    total: int
    capped: bool
    """There are more than `total`."""
    ranked_newest: bool = False
    """Only the newest `RANKED` were ranked."""
    late: bool = False
    """The deadline came first."""


@contextmanager
def deadline(raw: sqlite3.Connection, until: float) -> Iterator[None]:
    """Interrupt whatever runs on the connection after the instant `until` of `time.monotonic`."""
    raw.set_progress_handler(lambda: int(time.monotonic() > until), _OPCODES)
    try:
        yield
    finally:
        raw.set_progress_handler(None, 0)


def count(raw: sqlite3.Connection, expression: str, window: tuple[int, int], cap: int = COUNT_CAP) -> int:
    """How many articles match, up to one more than `cap`."""
    return int(raw.execute(_COUNT, (expression, *window, cap + 1)).fetchone()[0])


def rank(raw: sqlite3.Connection, expression: str, window: tuple[int, int]) -> Matches:
    """Rank the matches between two numbers; runs inside `deadline`."""
    scored: list[tuple[float, int]] = []
    late = False
    try:
        for number, score in raw.execute(_RANK, (expression, *window, RANKED + 1)):
            scored.append((score, -number))
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        late = True
    total = len(scored)
    more = total > RANKED
    if more:
        scored.pop()
    scored.sort()
    return Matches(
        best=tuple(-number for _, number in scored),
        total=min(total, COUNT_CAP),
        capped=more or late,
        ranked_newest=more,
        late=late,
    )
