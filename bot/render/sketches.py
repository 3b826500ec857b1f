"""Which chart goes with an answer, and what it says to who cannot see it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.pictures import Bar, Coverage, Mark, Ranking, Timeline
from bot.render import dates
from bot.render.limits import ALT_TEXT
from bot.render.places import KINDS
from bot.render.reply import Sketch
from bot.render.text import plural, shorten
from storage.archive.answers import Brief, CountryMeetings, Ranked
from storage.text import countries
from storage.text.records import Kind

__all__ = ["MARKS", "coverage", "ranking", "timeline"]

MARKS: Final = 300
"""Meetings on one timeline: more would hide each other."""
_FEWEST: Final = 3
"""Two marks or bars say nothing that the text does not say as quickly."""


def timeline(answer: CountryMeetings) -> Sketch | None:
    """The latest of a country's meetings, a mark each, on a row for each other side."""
    if len(answer.latest) < _FEWEST:
        return None
    name = countries.name_of(answer.query.country)
    marks = tuple(map(_mark, answer.latest))
    count = plural(answer.total, "contact", capped=answer.capped)
    title = f"{name}: {count}"
    if answer.total > len(marks):
        title = f"{name}: the latest {len(marks)} of {count}"
    sides = Counter(mark.who for mark in marks).most_common()
    days = sorted(day for mark in marks for day in (mark.start, mark.end) if day)
    span = ""
    if days:
        span = f", {dates.stretch(date.fromisoformat(days[0]), date.fromisoformat(days[-1]))}"
    described = f"Timeline of {count} of {name}{span}. With {_listed(sides)}."
    return Sketch("timeline.png", Timeline(title, marks), shorten(described, ALT_TEXT))


def _mark(meeting: Brief) -> Mark:
    others = [countries.name_of(code) for code in meeting.others]
    who = others[0] if len(others) == 1 else "several at once" if others else "at home"
    return Mark(
        who,
        meeting.kind,
        meeting.start.isoformat() if meeting.start else None,
        meeting.end.isoformat() if meeting.end else None,
    )


def ranking(ranked: Sequence[Ranked], kind: Kind | None = None) -> Sketch | None:
    """Countries by the number of their meetings, or contacts of one kind, with their codes."""
    if len(ranked) < _FEWEST:
        return None
    bars = tuple(Bar(_labelled(each.country), each.total) for each in ranked)
    listed = _listed([(countries.name_of(each.country), each.total) for each in ranked])
    what = KINDS[kind][1] if kind else "contacts"
    described = f"Bar chart of {what} by country: {listed}."
    return Sketch(
        "ranking.png", Ranking(f"{what.capitalize()} by country", bars), shorten(described, ALT_TEXT)
    )


def _labelled(code: str) -> str:
    """`China CN`: letters that every font has, where the text shows a flag."""
    name = countries.name_of(code)
    return name if code.startswith("ORG:") else f"{name}  {code}"


def coverage(months: Sequence[tuple[date, int]]) -> Sketch | None:
    """Articles by month."""
    if not months:
        return None
    chart = Coverage("Articles by month", tuple((f"{month:%Y-%m}", count) for month, count in months))
    held = [(_month(month), count) for month, count in months if count]
    span = f", {_month(months[0][0])} to {_month(months[-1][0])}" if len(held) < len(months) else ""
    described = f"Bar chart of articles by month{span}: {_listed(held)}."
    return Sketch("coverage.png", chart, shorten(described, ALT_TEXT))


def _month(day: date) -> str:
    return f"{dates.MONTHS[day.month - 1]} {day.year}"


def _listed(counts: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{what} {count:,}" for what, count in counts)
