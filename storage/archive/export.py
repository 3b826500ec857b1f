"""The corpus as records, in archive order: dumps by name, articles as they stand, each with its records."""

import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Any, Final

from storage.archive.archive import Archive
from storage.archive.rows import article_of, day_of, meeting_of, mentions_of, reprints_of
from storage.sqlite import Lane
from storage.text.records import Article, Meeting, Mention, Reprint

__all__ = ["Json", "rows"]

Json = dict[str, Any]

_ARTICLES: Final = """
SELECT a.*, d.source FROM dump AS d JOIN article AS a ON a.dump = d.id
WHERE d.source = ? AND a.position BETWEEN ? AND ? ORDER BY a.position
"""
_MEETINGS: Final = "SELECT * FROM meeting WHERE article = ? ORDER BY number"
_STEP: Final = 100
"""Articles that are read at once: memory stays flat."""


async def rows(archive: Archive) -> AsyncIterator[Json]:
    """Every record of the export, all as of one instant; none for an empty archive.

    `article` records hold the exact body; the records of an article follow it. Days are ISO 8601.
    """
    async with archive.database.read(Lane.SLOW) as connection:
        dumps = await connection.execute_fetchall("SELECT source, articles FROM dump ORDER BY source")
        for source, articles in [tuple(row) for row in dumps]:
            for first in range(0, articles, _STEP):
                last = first + _STEP - 1
                for record in await connection.run(partial(_step, source, first, last)):
                    yield record


def _step(source: str, first: int, last: int, raw: sqlite3.Connection) -> list[Json]:
    found: list[Json] = []
    for row in raw.execute(_ARTICLES, (source, first, last)).fetchall():
        meetings = [meeting_of(meeting) for meeting in raw.execute(_MEETINGS, (row["number"],))]
        found.extend(_records(row, meetings))
    return found


def _records(row: sqlite3.Row, meetings: list[Meeting]) -> Iterator[Json]:
    article = article_of(row)
    not_before = day_of(row["not_before"])
    yield {
        "type": "article",
        "id": article.id,
        "source": article.source,
        "first_line": article.first_line,
        "last_line": article.last_line,
        "title": article.title,
        "truncated": article.truncated,
        "countries": json.loads(row["countries"]),
        "not_before": None if not_before is None else not_before.isoformat(),
        "body": article.body,
    }
    for reprint in reprints_of(row["reprints"]):
        yield _reprint(article, reprint)
    for mention in mentions_of(row["mentions"]):
        yield _date(article, mention)
    for meeting in meetings:
        yield _meeting(article, meeting)


def _reprint(article: Article, reprint: Reprint) -> Json:
    return {
        "type": "reprint",
        "article": article.id,
        "line": reprint.line,
        "title": reprint.title,
        "dateline": reprint.dateline,
        "place": reprint.place,
        "date": None if reprint.date is None else reprint.date.isoformat(),
        "agency": reprint.agency,
    }


def _date(article: Article, mention: Mention) -> Json:
    return {
        "type": "date",
        "article": article.id,
        "line": mention.line,
        "text": mention.text,
        "start": mention.start.isoformat(),
        "end": mention.end.isoformat(),
        "precision": mention.precision,
    }


def _meeting(article: Article, meeting: Meeting) -> Json:
    return {
        "type": "meeting",
        "article": article.id,
        "line": meeting.line,
        "start": None if meeting.start is None else meeting.start.isoformat(),
        "end": None if meeting.end is None else meeting.end.isoformat(),
        "precision": meeting.precision,
        "inferred": meeting.inferred,
        "kind": meeting.kind,
        "place": meeting.place,
        "countries": list(meeting.countries),
        "participants": [
            {"name": person.name, "role": person.role, "country": person.country}
            for person in meeting.participants
        ],
        "evidence": meeting.evidence.text,
    }
