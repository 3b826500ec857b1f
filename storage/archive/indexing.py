"""Keeps the full-text index and the counts of words in step with the shown articles.

The index takes articles in ascending number only at full speed (a lower one makes it write out what it has
gathered), so a dump's articles are stored first and indexed afterwards, in order. Only those of an empty
archive that come in order, as they do without dates, are indexed as they are stored: their text is at hand.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import ge
from typing import Final

from storage.archive.preparing import Prepared
from storage.archive.twins import Twins
from storage.text.fold import indexable, words

__all__ = ["Change", "apply_twins", "index", "index_in_order", "mark", "unindex_dump"]

_HASH_SIZE: Final = 64 * 2**20
"""Bytes that the index gathers before it writes them out, during a load."""
_SEGMENTS: Final = 8
"""Parts of the index that a load leaves before it merges them: merging writes what was written once more."""
_FOR_A_LOAD: Final = (("hashsize", _HASH_SIZE), ("automerge", _SEGMENTS))
_AS_USUAL: Final = (("hashsize", 2**20), ("automerge", 4))
_SET: Final = "INSERT INTO article_words (article_words, rank) VALUES (?, ?)"

_REBUILD_SHARE: Final = 3
"""Where at least one in so many shown articles changes, making everything anew costs less."""

_REMOVE: Final = (
    """
    INSERT INTO article_words (article_words, rowid, title, body, facets)
    SELECT 'delete', number, title, body, facets FROM article_index
    WHERE +number IN (SELECT number FROM article WHERE dump = ?1 AND shown)
    """,
    """
    INSERT INTO title_words (title_words, rowid, title)
    SELECT 'delete', number, title FROM title_index
    WHERE +number IN (SELECT number FROM article WHERE dump = ?1 AND shown)
    """,
)
_REMOVE_ONE: Final = (
    """
    INSERT INTO article_words (article_words, rowid, title, body, facets)
    SELECT 'delete', number, title, body, facets FROM article_index WHERE number = ?1
    """,
    """
    INSERT INTO title_words (title_words, rowid, title)
    SELECT 'delete', number, title FROM title_index WHERE number = ?1
    """,
)
_ADD: Final = (
    """
    INSERT INTO article_words (rowid, title, body, facets)
    SELECT number, title, body, facets FROM article_index
    WHERE number IN (SELECT number FROM to_index) ORDER BY number
    """,
    """
    INSERT INTO title_words (rowid, title)
    SELECT number, title FROM title_index WHERE number IN (SELECT number FROM to_index) ORDER BY number
    """,
)
_ADD_READ: Final = "INSERT INTO article_words (rowid, title, body, facets) VALUES (?, ?, ?, ?)"
_ADD_TITLE_READ: Final = "INSERT INTO title_words (rowid, title) VALUES (?, ?)"
_REBUILD: Final = (
    "INSERT INTO article_words (article_words) VALUES ('rebuild')",
    "INSERT INTO title_words (title_words) VALUES ('rebuild')",
)
_COUNT_ALL: Final = (
    "DELETE FROM word",
    "INSERT INTO word SELECT term, doc FROM article_vocabulary",
)

_TEXT: Final = "SELECT title, body, facets FROM article WHERE dump = ? AND shown"
_TEXT_ONE: Final = "SELECT title, body, facets FROM article WHERE number = ?"
_COUNT_WORD: Final = """
INSERT INTO word (word, articles) VALUES (?, ?)
ON CONFLICT (word) DO UPDATE SET articles = articles + excluded.articles
"""


class Change:
    """What a load does to the index: how much of it, and by how many articles each word's count moves."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        raw.execute("CREATE TEMP TABLE IF NOT EXISTS to_index (number INTEGER PRIMARY KEY)")
        raw.execute("DELETE FROM to_index")
        self.before = int(raw.execute("SELECT count(*) FROM article WHERE shown").fetchone()[0])
        self.removed = 0
        self.added = 0
        self.anew = False
        """Whether all is made anew at the end, so that single changes need not be made."""
        self.last: int | None = None if self.before else 0
        """The last number indexed, while all of the archive is being indexed in order; None if it is not."""
        self.counts: Counter[str] = Counter()

    def count(self, rows: Iterable[sqlite3.Row], by: int) -> None:
        """Count the words of articles in (1) or out (-1)."""
        for row in rows:
            found = {*words(row["title"]), *words(row["body"]), *row["facets"].split()}
            for word in found:
                self.counts[word] += by

    @property
    def size(self) -> int:
        """How many articles come or go."""
        return self.removed + self.added


def unindex_dump(raw: sqlite3.Connection, change: Change, dump: int) -> None:
    """Take a dump's shown articles out of the index, before their rows go."""
    (change.removed,) = raw.execute(
        "SELECT count(*) FROM article WHERE dump = ? AND shown", (dump,)
    ).fetchone()
    change.anew = change.removed * _REBUILD_SHARE >= change.before
    if change.anew:
        return
    change.count(raw.execute(_TEXT, (dump,)), -1)
    for statement in _REMOVE:
        raw.execute(statement, (dump,))


def index_in_order(
    raw: sqlite3.Connection, change: Change, numbers: Sequence[int], batch: Sequence[Prepared]
) -> None:
    """Index articles of an archive that was empty as they are stored, as long as their numbers go up."""
    if change.last is None or not batch:
        return
    if any(map(ge, [change.last, *numbers], numbers)):
        change.last = None
        return
    if not change.last:
        raw.executemany(_SET, _FOR_A_LOAD)
    texts = [
        (number, each.title, each.body, each.facets)
        if each.plain
        else (number, indexable(each.title), indexable(each.body), each.facets)
        for number, each in zip(numbers, batch, strict=True)
    ]
    raw.executemany(_ADD_READ, texts)
    raw.executemany(_ADD_TITLE_READ, [(number, title) for number, title, _, _ in texts])
    change.last = numbers[-1]


def mark(raw: sqlite3.Connection, change: Change, dump: int) -> None:
    """Note that the articles of a newly stored dump are to be indexed, where they are not yet."""
    if change.last:
        (change.added,) = raw.execute("SELECT count(*) FROM article WHERE dump = ?", (dump,)).fetchone()
    else:
        change.added = raw.execute(
            "INSERT INTO to_index SELECT number FROM article WHERE dump = ?", (dump,)
        ).rowcount
    change.anew = change.anew or change.size * _REBUILD_SHARE >= change.before + change.added


def apply_twins(raw: sqlite3.Connection, change: Change, twins: Twins) -> None:
    """Hide, show and rename articles, and note the days whose meetings that touches."""
    for number in twins.hide:
        pending = raw.execute("DELETE FROM to_index WHERE number = ?", (number,)).rowcount
        if change.last or not (pending or change.anew):
            change.count(raw.execute(_TEXT_ONE, (number,)), -1)
            for statement in _REMOVE_ONE:
                raw.execute(statement, (number,))
        raw.execute("UPDATE article SET shown = 0 WHERE number = ?", (number,))
        raw.execute("UPDATE meeting SET encounter = NULL WHERE article = ?", (number,))
        raw.execute("UPDATE occurrence SET entry = NULL WHERE article = ?", (number,))
    for number in twins.show:
        raw.execute("UPDATE article SET shown = 1 WHERE number = ?", (number,))
        raw.execute("INSERT INTO to_index VALUES (?)", (number,))
    raw.executemany("UPDATE article SET leader = ? WHERE number = ?", twins.lead)
    raw.executemany("UPDATE article SET id = ? WHERE number = ?", twins.rename)
    for number in (*twins.hide, *twins.show):
        raw.execute(
            "INSERT OR IGNORE INTO touched_day SELECT start FROM meeting WHERE article = ?", (number,)
        )
        raw.execute(
            "INSERT OR IGNORE INTO touched_day SELECT start FROM occurrence WHERE article = ?", (number,)
        )


def index(raw: sqlite3.Connection, change: Change) -> None:
    """Index what was noted, and bring the counts of words up to date."""
    raw.executemany(_SET, _FOR_A_LOAD)
    if change.anew:
        for statement in _COUNT_ALL if change.last else (*_REBUILD, *_COUNT_ALL):
            raw.execute(statement)
    else:
        for statement in _ADD:
            raw.execute(statement)
        change.count(raw.execute("SELECT title, body, facets FROM article JOIN to_index USING (number)"), 1)
        raw.executemany(_COUNT_WORD, [(word, by) for word, by in change.counts.items() if by])
        raw.execute("DELETE FROM word WHERE articles <= 0")
    raw.executemany(_SET, _AS_USUAL)
