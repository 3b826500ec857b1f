"""Articles with an analysis of the test's own, stored without a dump's text."""

import math
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from storage.archive import Archive, indexing, storing
from storage.archive.deriving import derive
from storage.archive.preparing import prepare
from storage.archive.sources import Source
from storage.text.ids import identify, meeting_id
from storage.text.records import (
    Analysis,
    Article,
    Kind,
    Meeting,
    Occurrence,
    Person,
    Precision,
    Quote,
    Reprint,
    Sidecar,
)

Entry = tuple[Article, Analysis]


def article(
    title: str, *body: str, first_line: int = 1, source: str = "a.txt", truncated: bool = False
) -> Article:
    """An article whose body has these lines, after its title and a blank line."""
    lines = (title, "", *body)
    return Article(
        id=identify("publisher", title, body)[0],
        source=source,
        first_line=first_line,
        last_line=first_line + len(lines) - 1,
        title=title,
        truncated=truncated,
        lines=lines,
        body_first=first_line + 2,
        body_last=first_line + len(lines) - 1,
        published=None,
        reprints=(),
    )


def analysis(
    *,
    day: date | None = None,
    countries: Sequence[str] = (),
    meetings: Sequence[Meeting] = (),
    occurrences: Sequence[Occurrence] = (),
    agency: str | None = None,
) -> Analysis:
    """What is understood of an article that cannot have been published before `day`."""
    reprints = () if agency is None else (Reprint(1, 2, None, None, None, None, None, agency),)
    return Analysis(tuple(countries), day, reprints, (), tuple(meetings), tuple(occurrences))


def met(
    told: str,
    *people: str,
    start: date | None = date(2025, 2, 5),
    end: date | None = None,
    kind: Kind = "meeting",
    precision: Precision | None = "day",
    countries: Sequence[str] = ("CN", "PK"),
    inferred: bool = False,
    place: str | None = None,
) -> Meeting:
    """A meeting that the sentence `told`, on line 3 of its article, tells."""
    return Meeting(
        id=meeting_id(told, kind, told, people),
        line=3,
        start=start,
        end=end or start,
        precision=None if start is None else precision,
        inferred=inferred,
        kind=kind,
        place=place,
        countries=tuple(countries),
        participants=tuple(Person(name, None, None) for name in people),
        evidence=Quote(3, 0, told),
    )


def happened(text: str, start: date, end: date | None = None, *, planned: bool = False) -> Occurrence:
    """What the sentence `text`, on line 3 of its article, tells of a day."""
    return Occurrence(start, end or start, Quote(3, 0, text), planned=planned)


async def store(archive: Archive, source: str, entries: Sequence[Entry]) -> int:
    """Put a dump with these articles into the archive, in the place of an older one of its name.

    Returns how many articles that hid as duplicates.
    """
    dump = Source(Path(source), Sidecar(source.removesuffix(".txt")), 1, 0, None)
    async with archive.database.write(math.inf) as connection:
        await connection.run(storing.begin)
        change = await connection.run(indexing.Change)
        old = await connection.run(lambda raw: storing.dump_number(raw, source))
        if old is not None:
            await connection.run(lambda raw: indexing.unindex_dump(raw, change, old))
            await connection.run(lambda raw: storing.remove_rows(raw, old))
        writer = await connection.run(lambda raw: storing.Storing(raw, dump, b"stored", 1))
        prepared = [prepare(each, understood) for each, understood in entries]
        await connection.run(lambda raw: writer.store(raw, prepared))
        await connection.run(writer.finish)
        return await derive(connection, change, writer.dump)
