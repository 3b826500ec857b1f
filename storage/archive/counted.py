"""All encounters of a country, or all of a kind: counted when they are stored, and paged through by spans.

A span is some months. What lies before a page is counted by whole spans, and walked through only inside one,
so that a page costs the same wherever it is.
"""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from typing import Final, NamedTuple

from storage.archive.rows import NO_DAY
from storage.text.records import Kind

__all__ = ["STATEMENTS", "Counted", "add", "count", "page"]

_SPAN: Final = 128
"""Days of one. The table's migration has it too."""

_KINDS: Final = "SELECT kind, encounters FROM country_count WHERE country = ?"
_SPANS: Final = """
SELECT span, sum(encounters) FROM country_span
WHERE country = :country AND (:kind IS NULL OR kind = :kind) GROUP BY span ORDER BY span
"""
_FROM_DAY: Final = """
SELECT encounter FROM encounter_country INDEXED BY encounter_country_start
WHERE country = :country AND start >= :first ORDER BY start, encounter LIMIT :most OFFSET :offset
"""
_OF_KIND_FROM_DAY: Final = """
SELECT encounter FROM encounter_country
WHERE country = :country AND kind = :kind AND start >= :first
ORDER BY start, encounter LIMIT :most OFFSET :offset
"""
STATEMENTS: Final = (_KINDS, _SPANS, _FROM_DAY, _OF_KIND_FROM_DAY)
"""Each is answered through an index alone."""

_ADD: Final = """
INSERT INTO country_count (country, kind, encounters) VALUES (?, ?, ?)
ON CONFLICT (country, kind) DO UPDATE SET encounters = encounters + excluded.encounters
"""
_ADD_TO_SPAN: Final = """
INSERT INTO country_span (country, kind, span, encounters) VALUES (?, ?, ?, ?)
ON CONFLICT (country, span, kind) DO UPDATE SET encounters = encounters + excluded.encounters
"""


class Counted(NamedTuple):
    """A country's encounters, or those of one kind, in numbers."""

    country: str
    kind: Kind | None
    kinds: Counter[Kind]
    spans: list[tuple[int, int]]
    """Each span that has any, in order, with how many."""

    @property
    def total(self) -> int:
        """How many there are."""
        return self.kinds.total()

    @property
    def undated(self) -> int:
        """How many have no day: they come last."""
        return dict(self.spans).get(NO_DAY // _SPAN, 0)


def count(raw: sqlite3.Connection, country: str, kind: Kind | None) -> Counted:
    """All encounters of a country, or those of one kind, counted."""
    kinds = {name: encounters for name, encounters in raw.execute(_KINDS, (country,)) if kind in {None, name}}
    spans = raw.execute(_SPANS, {"country": country, "kind": kind}).fetchall()
    return Counted(country, kind, Counter(kinds), [(span, encounters) for span, encounters in spans])


def page(raw: sqlite3.Connection, counted: Counted, offset: int, limit: int) -> list[int]:
    """Numbers of encounters in their order, at most `limit` from `offset` on."""
    before = first = 0
    for span, encounters in counted.spans:
        if before + encounters > offset:
            first = span * _SPAN
            break
        before += encounters
    else:
        return []
    statement = _FROM_DAY if counted.kind is None else _OF_KIND_FROM_DAY
    asked = {
        "country": counted.country,
        "kind": counted.kind,
        "first": first,
        "most": limit,
        "offset": offset - before,
    }
    return [row[0] for row in raw.execute(statement, asked)]


def add(raw: sqlite3.Connection, counts: Mapping[tuple[str, str, int], int]) -> None:
    """Count so many encounters more, or less, by country, kind and the day they begin on."""
    kinds: Counter[tuple[str, str]] = Counter()
    spans: Counter[tuple[str, str, int]] = Counter()
    for (country, kind, start), by in counts.items():
        kinds[country, kind] += by
        spans[country, kind, start // _SPAN] += by
    raw.executemany(_ADD, [(*key, by) for key, by in kinds.items() if by])
    raw.executemany(_ADD_TO_SPAN, [(*key, by) for key, by in spans.items() if by])
    if any(by < 0 for by in counts.values()):
        raw.execute("DELETE FROM country_count WHERE encounters <= 0")
        raw.execute("DELETE FROM country_span WHERE encounters <= 0")
