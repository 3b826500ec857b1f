"""Records as the columns they are stored in, and back. Days are ordinals, lists are JSON arrays."""

import json
from collections.abc import Sequence
from datetime import date
from sqlite3 import Row
from typing import Any, Final

import orjson

from storage.text.records import Analysis, Article, Meeting, Mention, Occurrence, Person, Quote, Reprint

__all__ = [
    "NO_DAY",
    "analysis_of",
    "around",
    "article_of",
    "day_of",
    "dump_json",
    "lines_around",
    "load_json",
    "meeting_of",
    "mentions_json",
    "mentions_of",
    "ordinal",
    "persons_json",
    "quote_json",
    "quote_of",
    "quotes_json",
    "quotes_of",
    "reprints_json",
    "reprints_of",
]

NO_DAY: Final = 9_999_999
"""Stands for no day in columns that are sorted by: it sorts last."""

_TITLE: Final = "\x00"
"""Stands for the title in the lines around a body, most of which repeat it; no line of a dump has it."""


def dump_json(value: object) -> str:
    """Compact JSON, characters as they are; a lone surrogate, which UTF-8 has no bytes for, is escaped."""
    if value in ((), []):  # most of what is stored, and the encoder takes its time
        return "[]"
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def load_json(text: str) -> Any:  # noqa: ANN401 - JSON may hold anything
    """What `dump_json` wrote."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return json.loads(text)


def ordinal(day: date | None) -> int | None:
    """A day as a number."""
    return None if day is None else day.toordinal()


def day_of(number: int | None) -> date | None:
    """A number as a day; None for `NO_DAY` too."""
    return None if number is None or number == NO_DAY else date.fromordinal(number)


def around(lines: Sequence[str], title: str) -> str:
    """The lines before or after an article's body, to store beside its title."""
    text = "\n".join(lines)
    return text.replace(title, _TITLE) if title else text


def lines_around(stored: str, title: str) -> list[str]:
    """The lines that `around` wrote."""
    return stored.replace(_TITLE, title).split("\n")


def _quote(quote: Quote) -> list[object]:
    return [quote.line, quote.begin, quote.text, quote.antecedent]


def quote_json(quote: Quote) -> str:
    """One quote."""
    return dump_json(_quote(quote))


def quotes_json(quotes: Sequence[Quote]) -> str:
    """Several quotes, in their order."""
    return dump_json([_quote(quote) for quote in quotes])


def quote_of(text: str) -> Quote:
    """The quote that `quote_json` wrote."""
    return Quote(*load_json(text))


def quotes_of(text: str) -> tuple[Quote, ...]:
    """The quotes that `quotes_json` wrote."""
    return tuple(Quote(*fields) for fields in load_json(text))


def reprints_json(reprints: Sequence[Reprint]) -> str:
    """An article's reprints."""
    return dump_json(
        [
            [
                reprint.line,
                reprint.last_line,
                reprint.title,
                reprint.dateline,
                reprint.dateline_line,
                reprint.place,
                ordinal(reprint.date),
                reprint.agency,
            ]
            for reprint in reprints
        ]
    )


def reprints_of(text: str) -> tuple[Reprint, ...]:
    """The reprints that `reprints_json` wrote."""
    return tuple(
        Reprint(line, last_line, title, dateline, dateline_line, place, day_of(day), agency)
        for line, last_line, title, dateline, dateline_line, place, day, agency in load_json(text)
    )


def mentions_json(mentions: Sequence[Mention]) -> str:
    """An article's dates."""
    return dump_json(
        [
            [
                mention.line,
                mention.begin,
                mention.stop,
                mention.text,
                mention.start.toordinal(),
                mention.end.toordinal(),
                mention.precision,
                int(mention.dateline),
            ]
            for mention in mentions
        ]
    )


def mentions_of(text: str) -> tuple[Mention, ...]:
    """The dates that `mentions_json` wrote."""
    return tuple(
        Mention(
            line,
            begin,
            stop,
            found,
            date.fromordinal(start),
            date.fromordinal(end),
            precision,
            dateline=bool(dateline),
        )
        for line, begin, stop, found, start, end, precision, dateline in load_json(text)
    )


def persons_json(persons: Sequence[Person]) -> str:
    """Participants."""
    return dump_json([[person.name, person.role, person.country] for person in persons])


def meeting_of(row: Row) -> Meeting:
    """The meeting of a row of the table `meeting`."""
    return Meeting(
        id=row["id"],
        line=load_json(row["evidence"])[0],
        start=day_of(row["start"]),
        end=day_of(row["finish"]),
        precision=row["precision"],
        inferred=bool(row["inferred"]),
        kind=row["kind"],
        place=row["place"],
        countries=tuple(load_json(row["countries"])),
        participants=tuple(Person(*fields) for fields in load_json(row["participants"])),
        evidence=quote_of(row["evidence"]),
        told_again=quotes_of(row["told_again"]),
        said=quotes_of(row["said"]),
    )


def article_of(row: Row) -> Article:
    """The article of a row of the table `article` that has its dump's `source` too.

    Its reprints are those of the analysis, with their dates.
    """
    body = row["body"].split("\n") if row["body_last"] >= row["body_first"] else []
    head = lines_around(row["head"], row["title"])
    tail = lines_around(row["tail"], row["title"]) if row["last_line"] > row["body_last"] else []
    return Article(
        id=row["id"],
        source=row["source"],
        first_line=row["first_line"],
        last_line=row["last_line"],
        title=row["title"],
        truncated=bool(row["truncated"]),
        lines=(*head, *body, *tail),
        body_first=row["body_first"],
        body_last=row["body_last"],
        published=day_of(row["published"]),
        reprints=reprints_of(row["reprints"]),
    )


def analysis_of(row: Row, meetings: Sequence[Row], occurrences: Sequence[Row]) -> Analysis:
    """The analysis of the article of `row`, with the rows of its meetings and occurrences."""
    return Analysis(
        countries=tuple(load_json(row["countries"])),
        not_before=day_of(row["not_before"]),
        reprints=reprints_of(row["reprints"]),
        mentions=mentions_of(row["mentions"]),
        meetings=tuple(meeting_of(meeting) for meeting in meetings),
        occurrences=tuple(
            Occurrence(
                date.fromordinal(found["start"]),
                date.fromordinal(found["finish"]),
                quote_of(found["quote"]),
                planned=bool(found["planned"]),
            )
            for found in occurrences
        ),
        unresolved=quotes_of(row["unresolved"]),
    )
