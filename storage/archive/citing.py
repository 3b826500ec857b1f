"""Meetings and events with every sentence that tells them, from their rows."""

import sqlite3
from collections.abc import Sequence
from typing import Final

from storage.archive.answers import ArticleRef, Citation, Encounter
from storage.archive.rows import day_of, meeting_of, quote_of
from storage.archive.search import ref_of
from storage.text.fold import fold

__all__ = ["encounters_of", "occurrences_of"]

_TELLINGS: Final = """
SELECT m.*, a.id AS article_id, a.title, a.first_line, a.not_before, d.source, e.lead
FROM encounter AS e JOIN meeting AS m ON m.encounter = e.number
JOIN article AS a ON a.number = m.article JOIN dump AS d ON d.id = a.dump
WHERE e.number = ? ORDER BY m.number <> e.lead, d.source, a.position, m.number
"""
_OCCURRENCES: Final = """
SELECT o.quote, a.id, a.title, a.first_line, a.not_before, d.source
FROM occurrence AS o JOIN article AS a ON a.number = o.article JOIN dump AS d ON d.id = a.dump
WHERE o.entry = ? ORDER BY d.source, a.position, o.number
"""


def encounters_of(raw: sqlite3.Connection, numbers: Sequence[int]) -> tuple[Encounter, ...]:
    """The encounters with these numbers, in their order."""
    return tuple(_encounter(raw.execute(_TELLINGS, (number,)).fetchall()) for number in numbers)


def _encounter(rows: Sequence[sqlite3.Row]) -> Encounter:
    told: list[Citation] = []
    said: list[Citation] = []
    for row in rows:
        meeting = meeting_of(row)
        article = ArticleRef(
            row["article_id"], row["title"], row["source"], row["first_line"], day_of(row["not_before"])
        )
        told += [Citation(quote, article) for quote in (meeting.evidence, *meeting.told_again)]
        said += [Citation(quote, article) for quote in meeting.said]
    lead = rows[0]
    return Encounter(
        meeting=meeting_of(lead),
        article=told[0].article,
        citations=tuple(told),
        said=_once(said),
    )


def _once(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Without sentences that an earlier article has already, as introductions and reprints do."""
    first: dict[str, Citation] = {}
    for citation in citations:
        first.setdefault(fold(citation.quote.text), citation)
    return tuple(first.values())


def occurrences_of(raw: sqlite3.Connection, entry: int) -> tuple[Citation, ...]:
    """The sentences beside a meeting's that tell of an entry."""
    return tuple(Citation(quote_of(row["quote"]), ref_of(row)) for row in raw.execute(_OCCURRENCES, (entry,)))
