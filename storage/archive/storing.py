"""Puts a dump's rows into the archive and takes them out: all statements run inside the load's transaction.

What follows from the rows (which of equal articles is shown, the index, merged meetings) is made afterwards
by `twins`, `indexing` and `merging`; this module leaves them the days and twins that were touched.
"""

import base64
import hashlib
import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from storage.archive.preparing import Prepared
from storage.errors import DumpError

if TYPE_CHECKING:
    # Searching needs the numbers below, and nothing of what reads dumps: that takes long to import.
    from storage.archive.sources import Source

__all__ = [
    "DAY_BITS",
    "FIRST_DAY",
    "Storing",
    "begin",
    "copy_id",
    "dump_number",
    "numbers_between",
    "remove_rows",
]

DAY_BITS: Final = 21
"""Bits of an article's number below its day: two million articles a day."""

FIRST_DAY: Final = 1_000
"""Earlier days (before the year 4) do not occur: their numbers are those of undated articles."""

_TEMPORARY: Final = (
    "CREATE TEMP TABLE IF NOT EXISTS touched_day (day INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS touched_twin (twin BLOB PRIMARY KEY) WITHOUT ROWID",
    "DELETE FROM touched_day",
    "DELETE FROM touched_twin",
)

_INSERT_DUMP: Final = """
INSERT INTO dump (source, publisher, url, language, fingerprint, analysis, articles, reprints, mentions)
VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0)
"""

_INSERT_ARTICLE: Final = """
INSERT INTO article (
    number, id, own_id, shown, dump, position, title, body, facets, plain,
    first_line, last_line, body_first, body_last, truncated, published, head, tail,
    twin, not_before, countries, reprints, mentions, unresolved
) VALUES (
    ?, ?, ?, 1, ?, ?, ?, ?, ?, ?,
    ?, ?, ?, ?, ?, nullif(?, 0), ?, ?,
    ?, nullif(?, 0), ?, ?, ?, ?
)
"""
# For whatever is no plain number, text or byte array, None and `bytes` too, the driver looks for an adapter:
# a fifth of the time of such a row.

_INSERT_MEETING: Final = """
INSERT INTO meeting (
    article, id, start, finish, precision, inferred, kind, place, countries, participants, evidence,
    told_again, said
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

_INSERT_OCCURRENCE: Final = """
INSERT INTO occurrence (article, start, finish, planned, quote) VALUES (?, ?, ?, ?, ?)
"""

_TOUCH_OLD: Final = (
    """
    INSERT OR IGNORE INTO touched_day
    SELECT start FROM meeting WHERE article IN (SELECT number FROM article WHERE dump = ?1 AND shown)
    """,
    """
    INSERT OR IGNORE INTO touched_day
    SELECT start FROM occurrence WHERE article IN (SELECT number FROM article WHERE dump = ?1 AND shown)
    """,
    "INSERT OR IGNORE INTO touched_twin SELECT twin FROM article WHERE dump = ?1",
)

_REMOVE: Final = (
    "DELETE FROM meeting WHERE article IN (SELECT number FROM article WHERE dump = ?1)",
    "DELETE FROM occurrence WHERE article IN (SELECT number FROM article WHERE dump = ?1)",
    "DELETE FROM article WHERE dump = ?1",
    "DELETE FROM agency WHERE dump = ?1",
    "DELETE FROM dump WHERE id = ?1",
)


def begin(raw: sqlite3.Connection) -> None:
    """Make the notes of what a load touches, empty."""
    for statement in _TEMPORARY:
        raw.execute(statement)


def dump_number(raw: sqlite3.Connection, source: str) -> int | None:
    """The number of a loaded dump, None where it is not loaded."""
    row = raw.execute("SELECT id FROM dump WHERE source = ?", (source,)).fetchone()
    return None if row is None else int(row["id"])


def remove_rows(raw: sqlite3.Connection, dump: int) -> None:
    """Take a dump's rows out and note what that touches; its articles left the index before."""
    for statement in _TOUCH_OLD:
        raw.execute(statement, (dump,))
    for statement in _REMOVE:
        raw.execute(statement, (dump,))


def copy_id(own_id: str, source: str, position: int) -> str:
    """The id of an article whose own id another dump's equal article carries."""
    digest = hashlib.blake2b(f"{own_id}\x00{source}\x00{position}".encode(), digest_size=10).digest()
    return base64.b32encode(digest).decode("ascii").lower()


def numbers_between(first_day: int, last_day: int) -> tuple[int, int]:
    """The lowest and highest number that articles of these days can have."""
    return first_day << DAY_BITS, ((last_day + 1) << DAY_BITS) - 1


class Storing:
    """Stores one dump, batch by batch; `finish` records its totals."""

    def __init__(self, raw: sqlite3.Connection, source: "Source", fingerprint: bytes, version: int) -> None:
        sidecar = source.sidecar
        cursor = raw.execute(
            _INSERT_DUMP,
            (source.name, sidecar.name, sidecar.url, sidecar.language, fingerprint, version),
        )
        self.dump = int(cursor.lastrowid or 0)
        self._source = source
        self._next: dict[int, int] = {}
        self._others = raw.execute("SELECT EXISTS (SELECT 1 FROM article)").fetchone()[0]
        self._agencies: Counter[str] = Counter()
        self.articles = self.reprints = self.mentions = self.meetings = 0

    def store(self, raw: sqlite3.Connection, batch: Sequence[Prepared]) -> Sequence[int]:
        """Store some articles, in the order of the dump; returns their numbers."""
        numbers: list[int] = []
        articles: list[tuple[object, ...]] = []
        meetings: list[tuple[object, ...]] = []
        occurrences: list[tuple[object, ...]] = []
        for prepared in batch:
            number = self._number(raw, prepared.not_before, prepared.first_line)
            identity = prepared.id
            if self._others and raw.execute("SELECT 1 FROM article WHERE id = ?", (identity,)).fetchone():
                identity = copy_id(identity, self._source.name, self.articles)
            numbers.append(number)
            place = (number, identity, prepared.id, self.dump, self.articles)
            text = (prepared.title, prepared.body, prepared.facets, int(prepared.plain))
            dated = (bytearray(prepared.twin), prepared.not_before or 0)
            articles.append((*place, *text, *prepared.exact, *dated, *prepared.understood))
            if prepared.meetings:
                meetings.extend((number, *meeting) for meeting in prepared.meetings)
            if prepared.occurrences:
                occurrences.extend((number, *found) for found in prepared.occurrences)
            if prepared.agencies:
                self._agencies.update(prepared.agencies)
            self.articles += 1
            self.reprints += prepared.reprints
            self.mentions += prepared.mentions
        self.meetings += len(meetings)
        raw.executemany(_INSERT_ARTICLE, articles)
        raw.executemany(_INSERT_MEETING, meetings)
        raw.executemany(_INSERT_OCCURRENCE, occurrences)
        return numbers

    def _number(self, raw: sqlite3.Connection, day: int | None, line: int) -> int:
        """The next free number of the day."""
        if day is None or day < FIRST_DAY:
            day = 0
        number = self._next.get(day)
        if number is None:
            first, last = numbers_between(day, day or FIRST_DAY - 1)
            row = raw.execute(
                "SELECT max(number) FROM article WHERE number BETWEEN ? AND ?", (first, last)
            ).fetchone()
            number = first + 1 if row[0] is None else row[0] + 1
        if number >> DAY_BITS != day and (day or number >> DAY_BITS >= FIRST_DAY):
            raise DumpError(self._source.path, f"more than {1 << DAY_BITS:,} articles are of one day", line)
        self._next[day] = number + 1
        return number

    def finish(self, raw: sqlite3.Connection) -> None:
        """Record the dump's totals and what it touches."""
        raw.execute(
            "UPDATE dump SET articles = ?, reprints = ?, mentions = ? WHERE id = ?",
            (self.articles, self.reprints, self.mentions, self.dump),
        )
        raw.executemany(
            "INSERT INTO agency (dump, name, reprints) VALUES (?, ?, ?)",
            [(self.dump, name, count) for name, count in self._agencies.items()],
        )
