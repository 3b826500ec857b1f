"""Date expressions of one article → mentions, with the day of each reprint and the article's earliest day."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from storage.text.dates import names
from storage.text.dates.context import Context
from storage.text.dates.days import Span
from storage.text.dates.forms import (
    AnniversaryDay,
    Day,
    DayRange,
    DayShift,
    Month,
    MonthRange,
    Weekday,
    YearRange,
)
from storage.text.dates.placing import Place, place
from storage.text.dates.reading import Found, read
from storage.text.records import Anchor, Article, Mention, Quote, Reprint

__all__ = ["Dated", "resolve"]

_HISTORY: Final = timedelta(days=400)
"""What lies further back is background of the report and dates nothing that is told after it."""
_MOST_ORIGINS: Final = 20
_RECENT: Final = timedelta(days=31)
_ZONES: Final = timedelta(days=1)
_WHICH: Final = re.compile(r"\b(?:the|its|their|his|her|this|that)\s$|['’]s\s$", re.IGNORECASE)
_SHORT: Final = 60
_TITLE_ENDS: Final = re.compile(r"(?:,\s[^(),]{2,30}){0,2}\)?\W*$")
_BEFORE_TITLE_DATE: Final = re.compile(r"(?:[:|–—-]|\((?:[A-Z][\w’.-]*,?\s){0,3}|,\s)\s*$")
_FIRST_PERSON: Final = re.compile(r"[\s,]*(?:here\s|in\s\w+,?\s)?(?:we|I)\s(?:are|am)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """What the dates of an article come to."""

    mentions: tuple[Mention, ...]
    """In the order of the text; none overlaps another."""
    reprints: tuple[Reprint, ...]
    """The article's, with the days of their datelines."""
    unresolved: tuple[Quote, ...]
    """Expressions that nothing dates."""
    not_before: date | None
    """The earliest day on which the article can have been published."""
    planned: frozenset[tuple[int, int]] = frozenset()
    """Line and beginning of the mentions that are told as plans."""


def resolve(article: Article, anchor: Anchor, dates: Iterable[Found] | None = None) -> Dated:
    """Dates every expression of the article that its text or the anchor can date; never raises for its text.

    In a report with a dateline the dateline's day is the anchor from there to the report's end. `dates` are
    the article's own, where they were `read`.
    """
    published = anchor.reference if anchor.dated else None
    whole = Context(anchor.reference, published)
    context, inside = whole, None
    mentions: list[Mention] = []
    unresolved: list[Quote] = []
    planned: set[tuple[int, int]] = set()
    days: dict[int, date] = {}
    newest: date | None = None
    for found in read(article) if dates is None else dates:
        if found.reprint is not inside:
            inside = found.reprint
            context = Context(anchor.reference, published) if inside else whole
        if found.paragraph != context.line:
            context.line, context.narrative = found.paragraph, None
        got = place(found.expression.form, context, found.outlook, here=_speaks_of_here(found))
        begin = found.begin
        words = article.line(found.line)[begin : begin + len(found.words)]
        if got is None:
            unresolved.append(Quote(found.line, begin, words))
            continue
        span, precision = got
        plan = _is_plan(found, span, context)
        if plan:
            planned.add((found.line, begin))
        mentions.append(
            Mention(
                found.line,
                begin,
                begin + len(words),
                words,
                span.start,
                span.end,
                precision,
                found.dateline,
            )
        )
        if precision == "day" and _closes_title(article, found, span, published):
            whole.titled = span.end
        if found.dateline and precision == "day":
            context.report = span.end
            if inside is not None and inside.dateline_line == found.paragraph:
                days[inside.line] = span.end
        _remember(found, got, context)
        newest = _newer(newest, found, got, anchor, plan=plan)
    reprints = tuple(replace(r, date=days.get(r.line, r.date)) for r in article.reprints)
    # The anchor knows the articles below too; a later day here would put this one above newer ones.
    not_before = anchor.not_before or newest
    return Dated(tuple(mentions), reprints, tuple(unresolved), not_before, frozenset(planned))


def _closes_title(article: Article, found: Found, span: Span, published: date | None) -> bool:
    """`A’s meeting with B: 22 March 2026`, `… (Paris, 4 May 2025)`: the report is of that day."""
    form, begin = found.expression.form, found.expression.begin
    return (
        found.line == article.first_line
        and found.reprint is None
        and isinstance(form, Day)
        and form.year is not None
        and published is not None
        and timedelta() <= published - span.end <= _RECENT
        and _TITLE_ENDS.match(found.text, found.expression.stop) is not None
        and _BEFORE_TITLE_DATE.search(found.text, max(0, begin - _SHORT), begin) is not None
    )


def _speaks_of_here(found: Found) -> bool:
    """`Today, we are meeting in Cairo`: a speaker's own day."""
    form = found.expression.form
    return isinstance(form, DayShift) and _FIRST_PERSON.match(found.text, found.expression.stop) is not None


def _is_plan(found: Found, span: Span, context: Context) -> bool:
    """Told as a plan, or in a dated report later than the report itself."""
    if found.dateline:
        return False
    if context.report is not None:
        return span.start - context.report > _ZONES or (
            found.outlook == "future" and span.end >= context.report
        )
    near = context.reference
    return found.outlook == "future" and (near is None or near - span.end <= _RECENT)


def _remember(found: Found, got: Place, context: Context) -> None:
    """What the following expressions may lean on."""
    span, precision = got
    form = found.expression.form
    if isinstance(form, Day | Month) and form.year is not None and not _only_names(found):
        context.years[span.start.month] = span.start.year, found.paragraph
    elif isinstance(form, DayRange | MonthRange) and form.first.year is not None:
        context.years[span.start.month] = span.start.year, found.paragraph
        context.years[span.end.month] = span.end.year, found.line
    near = context.near
    old = near is not None and near - span.end > _HISTORY
    if old and precision == "day" and len(context.origins) < _MOST_ORIGINS:
        context.origins.append(span.start)
    if precision == "year":
        if old and isinstance(form, YearRange) and form.first == form.last and not found.background:
            context.narrative = form.first
        return
    if found.aside or (found.dateline and context.told is not None):
        return
    if old and found.background:
        return
    context.told = span
    context.told_day = precision == "day"
    if not isinstance(form, DayShift | Weekday | AnniversaryDay):
        context.narrative = None


def _only_names(found: Found) -> bool:
    """`the August 1988 accord`: a month that tells which one is meant, and begins no story."""
    form, begin, stop = found.expression.form, found.expression.begin, found.expression.stop
    return (
        isinstance(form, Month)
        and _WHICH.search(found.text, max(0, begin - 12), begin) is not None
        and names.noun_follows(found.text, stop)
    )


def _newer(newest: date | None, found: Found, got: Place, anchor: Anchor, *, plan: bool) -> date | None:
    """The later of what is known and a past day that the article tells, not later than the article itself."""
    span, precision = got
    if precision != "day" or plan or (found.outlook == "open" and found.aside):
        return newest
    if anchor.dated and anchor.reference is not None and span.end > anchor.reference:
        return newest
    return span.end if newest is None or span.end > newest else newest
