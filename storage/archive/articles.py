"""Questions about articles: search, read, titles as they are typed, what is related, what there is."""

import sqlite3
from collections import Counter
from typing import Final

from storage.archive.answers import (
    DumpInfo,
    Overview,
    SearchQuery,
    SearchResult,
    StoredArticle,
)
from storage.archive.archive import Archive
from storage.archive.related import related_to
from storage.archive.rows import analysis_of, article_of, day_of
from storage.archive.search import answer, ref_of
from storage.archive.titles import titles_like
from storage.sqlite import Lane
from storage.text.fold import fold

__all__ = ["agencies", "overview", "read", "related", "search", "titles"]

_ARTICLE: Final = """
SELECT a.*, d.source, d.publisher, d.url FROM article AS a JOIN dump AS d ON d.id = a.dump WHERE a.id = ?
"""
_COPIES: Final = """
SELECT a.id, a.title, d.source, a.first_line, a.not_before
FROM article AS a JOIN dump AS d ON d.id = a.dump
WHERE a.number <> ?1 AND (a.number = ?2 OR a.leader IN (?1, ?2)) ORDER BY d.source
"""
_AGENCIES: Final = "SELECT name, sum(reprints) AS reprints FROM agency GROUP BY name"
_DUMPS: Final = "SELECT source, publisher, url, articles, analysis FROM dump ORDER BY source"
_COUNTS: Final = """
SELECT coalesce(sum(articles), 0) AS articles, coalesce(sum(reprints), 0) AS reprints,
       coalesce(sum(mentions), 0) AS mentions
FROM dump
"""


async def search(archive: Archive, query: SearchQuery, *, offset: int = 0, limit: int = 5) -> SearchResult:
    """The best articles for a query, `limit` of them from `offset` on; never raises for what was typed.

    It ends by the archive's deadline, with the best found until then.
    """
    seconds = archive.search_deadline.total_seconds()
    return await archive.ask(lambda raw: answer(raw, query, max(0, offset), limit, seconds), Lane.SLOW)


async def related(archive: Archive, text: str, *, limit: int = 5) -> SearchResult:
    """Articles that have most of the telling words of `text`, a message of any length."""
    seconds = archive.search_deadline.total_seconds()
    return await archive.ask(lambda raw: related_to(raw, text, limit, seconds), Lane.SLOW)


async def read(archive: Archive, article: str) -> StoredArticle | None:
    """The article with this id and all that is understood of it; None where there is none."""
    return await archive.ask(lambda raw: _read(raw, article))


def _read(raw: sqlite3.Connection, identity: str) -> StoredArticle | None:
    row = raw.execute(_ARTICLE, (identity,)).fetchone()
    if row is None:
        return None
    number = row["number"]
    meetings = raw.execute("SELECT * FROM meeting WHERE article = ? ORDER BY number", (number,)).fetchall()
    told = raw.execute("SELECT * FROM occurrence WHERE article = ? ORDER BY number", (number,)).fetchall()
    copies = raw.execute(_COPIES, (number, row["leader"])).fetchall()
    return StoredArticle(
        article=article_of(row),
        analysis=analysis_of(row, meetings, told),
        publisher=row["publisher"],
        url=row["url"],
        also_in=tuple(ref_of(copy) for copy in copies),
    )


async def titles(archive: Archive, typed: str, *, limit: int = 25) -> list[tuple[str, str]]:
    """(id, title) of shown articles whose title has what was typed so far, for autocomplete.

    Every word typed must begin a word of the title, in any spelling that folds to it; titles that begin so
    come first, then newer ones. Nothing typed gives the newest.
    """
    return await archive.ask(lambda raw: titles_like(raw, typed, limit))


async def agencies(archive: Archive) -> list[tuple[str, int]]:
    """The agencies whose reports are reprinted, with how many, most first; equally folded ones are one."""

    def ask(raw: sqlite3.Connection) -> list[tuple[str, int]]:
        total: Counter[str] = Counter()
        shown: dict[str, str] = {}
        for row in raw.execute(_AGENCIES).fetchall():
            key = fold(row["name"])
            shown.setdefault(key, row["name"])
            total[key] += row["reprints"]
        return [
            (shown[key], count) for key, count in sorted(total.items(), key=lambda each: (-each[1], each[0]))
        ]

    return await archive.ask(ask)


async def overview(archive: Archive) -> Overview:
    """What the archive holds."""
    return await archive.ask(_overview)


def _overview(raw: sqlite3.Connection) -> Overview:
    counts = raw.execute(_COUNTS).fetchone()
    (shown,) = raw.execute("SELECT count(*) FROM article_words_docsize").fetchone()
    (meetings,) = raw.execute("SELECT count(*) FROM encounter").fetchone()
    (first,) = raw.execute(
        "SELECT min(not_before) FROM article WHERE shown AND not_before IS NOT NULL"
    ).fetchone()
    (last,) = raw.execute(
        "SELECT max(not_before) FROM article WHERE shown AND not_before IS NOT NULL"
    ).fetchone()
    (pages,) = raw.execute("PRAGMA page_count").fetchone()
    (page_size,) = raw.execute("PRAGMA page_size").fetchone()
    return Overview(
        articles=shown,
        duplicates=counts["articles"] - shown,
        reprints=counts["reprints"],
        mentions=counts["mentions"],
        meetings=meetings,
        first=day_of(first),
        last=day_of(last),
        dumps=tuple(DumpInfo(*row) for row in raw.execute(_DUMPS)),
        bytes=pages * page_size,
    )
