"""Where on the calendar a form lies, given what the text said before it.

The anchors are asked in this order: the expression, the event told just before, the report's own day
(dateline or publication), the time of the article. What none of them dates stays unresolved.
"""

from datetime import date, timedelta
from typing import Final

from storage.text.dates.context import Context
from storage.text.dates.days import (
    Span,
    earliest,
    latest,
    make_day,
    month_span,
    nearest,
    shift_days,
    shift_months,
    weekday_after,
    year_span,
)
from storage.text.dates.forms import (
    AnniversaryDay,
    Day,
    DayRange,
    DayShift,
    Form,
    Month,
    MonthDay,
    MonthRange,
    MonthShift,
    Numeric,
    Weekday,
    WeekdayFrom,
    YearRange,
    YearShift,
)
from storage.text.dates.months import month_year, place_months, shifted_month
from storage.text.dates.tense import Outlook
from storage.text.dates.weekdays import place_weekday
from storage.text.records import Precision

__all__ = ["Place", "numeric_day", "place"]

Place = tuple[Span, Precision]
"""First and last day, and the precision."""

_ZONES: Final = 1
"""A report may tell of a day that has not begun where its dateline stands."""
_ABOUT: Final = 31
"""An article whose day is not known may be so much younger or older than its reference."""
_YEAR_AHEAD: Final = 330
"""A plan for a day so far ahead states its year."""
_ONE_DAY: Final = timedelta(days=1)
_LONG_AGO: Final = 400
"""A day told further back than this is background: `the next day` after it is not the report's story."""


def place(form: Form, context: Context, told: Outlook, *, here: bool = False) -> Place | None:
    """First day, last day and precision; None where nothing dates it.

    `here` says that a speaker means his own day (`Today, we are meeting`): the day told before, if any.
    """
    span: Span | None
    precision: Precision
    match form:
        case Month():
            year = month_year(form, context, told)
            span, precision = month_span(year, form.month) if year is not None else None, "month"
        case MonthRange(first, last):
            span, precision = place_months(first, last, context, told), "month"
        case MonthShift():
            span, precision = shifted_month(form, context), "month"
        case YearRange(first, last):
            span, precision = year_span(first, last), "year"
        case YearShift():
            span, precision = _shifted_year(form, context), "year"
        case _:
            span, precision = _place_days(form, context, told, here=here), "day"
    return (span, precision) if span else None


def _place_days(form: Form, context: Context, told: Outlook, *, here: bool) -> Span | None:
    """The same for forms of days."""
    day: date | None = None
    match form:
        case DayRange(first, last):
            return _range(first, last, context, told)
        case Day():
            day = _day(form, context, told)
        case Numeric():
            day = numeric_day(form, context.near)
        case Weekday():
            day = place_weekday(form, context.report, context.told if context.told_day else None, told)
        case WeekdayFrom(month, first, weekday, stated):
            about = _day(Day(month, first + 3, stated), context, told)
            start = make_day(about.year, month, first) if about else None
            day = weekday_after(start, weekday, strictly=False) if start else None
        case DayShift():
            day = _shifted(form, context, here=here)
        case MonthDay():
            day = _month_day(form, context, told)
        case AnniversaryDay():
            day = _anniversary(context)
    return Span(day, day) if day else None


def _day(form: Day, context: Context, told: Outlook) -> date | None:
    """By the stated year, the weekday, the same month told before, the narrative, then the anchor."""
    if form.year is not None:
        return make_day(form.year, form.month, form.day)
    near = context.near
    if form.years is not None:
        return make_day(near.year + form.years, form.month, form.day) if near else None
    if form.weekday is not None and near:
        agreeing = _agreeing(form, near)
        if agreeing:
            return agreeing
    given = context.given_year(form.month, told)
    if given is not None:
        return make_day(given, form.month, form.day)
    if context.narrative is not None and told == "past":
        return make_day(context.narrative, form.month, form.day)
    slack = _ZONES if context.report else _ABOUT
    return _by_outlook(form.month, form.day, near, told, slack) if near else None


def _agreeing(form: Day, near: date) -> date | None:
    """The nearest year in which the day falls on the weekday that is stated with it."""
    for distance in (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6):
        day = make_day(near.year + distance, form.month, form.day)
        if day and day.weekday() == form.weekday and abs((day - near).days) <= 366:
            return day
    return None


def _by_outlook(month: int, day: int, near: date, told: Outlook, slack: int) -> date | None:
    """A past event lies at or before the anchor, a plan at or after it, all else as near as can be."""
    if told == "past":
        return latest(month, day, shift_days(near, slack) or near)
    if told == "future":
        ahead = earliest(month, day, shift_days(near, -slack) or near)
        # `had set a deadline of April 13`: what would lie a year ahead is the one that has just passed
        return ahead if ahead is None or (ahead - near).days <= _YEAR_AHEAD else nearest(month, day, near)
    return nearest(month, day, near)


def _range(first: Day, last: Day, context: Context, told: Outlook) -> Span | None:
    """A range across New Year begins in the year before its last day's."""
    if first.year is not None and last.year is not None:
        start, end = make_day(first.year, first.month, first.day), make_day(last.year, last.month, last.day)
    else:
        # A stay that still goes on when it is told has begun in the past: its first day takes the tense.
        start = _day(first, context, told)
        end = earliest(last.month, last.day, start) if start else None
    if start is None or end is None or end < start or (end - start).days > _LONG_AGO:
        return None
    return Span(start, end)


def numeric_day(form: Numeric, near: date | None) -> date | None:
    """`11/02/1989` by whichever order is possible and nearer to the anchor; else American."""
    if form.year >= 100:
        years = [form.year]
    elif near:
        century = near.year - near.year % 100
        years = [century + step + form.year for step in (-100, 0, 100)]
    else:
        years = [1900 + form.year if form.year >= 69 else 2000 + form.year]
    orders = ((form.left, form.right), (form.right, form.left))
    readings = [day for year in years for month, d in orders if (day := make_day(year, month, d))]
    if near is None:
        return readings[0] if readings else None
    return min(readings, key=lambda day: abs((day - near).days), default=None)


def _shifted(form: DayShift, context: Context, *, here: bool) -> date | None:
    if form.base == "told":
        if context.told and context.told_day:
            return shift_days(context.told.end if form.days > 0 else context.told.start, form.days)
        return shift_days(context.report, form.days) if context.report and form.days <= 0 else None
    if (
        here
        and context.told
        and context.told_day
        and (context.report is None or context.told.end <= context.report)
    ):
        return shift_days(context.told.start, form.days)
    if context.report is None:
        return None
    # `A’s call with B: 31 August`: of `yesterday` on the day after it is that day
    day = context.report
    if context.titled is not None and (form.days == 0 or day - context.titled != _ONE_DAY):
        day = context.titled
    return shift_days(day, form.days)


def _month_day(form: MonthDay, context: Context, told: Outlook) -> date | None:
    """`on the 21st`: of the month told just before, else the last before the report, or a plan’s next."""
    near = context.near
    if form.months is not None and near:
        year, month = shift_months(near.year, near.month, form.months)
        return make_day(year, month, form.day)
    if context.told and context.told.start.month == context.told.end.month:
        planned = context.report is not None and context.told.start > context.report
        if told != "past" or not planned:
            return make_day(context.told.start.year, context.told.start.month, form.day)
    if context.report is None:
        return None
    ahead = told == "future"
    for step in range(3):
        year, month = shift_months(context.report.year, context.report.month, step if ahead else -step)
        day = make_day(year, month, form.day)
        if day and (day >= context.report if ahead else day <= context.report):
            return day
    return None


def _anniversary(context: Context) -> date | None:
    """A founding's day and month in the year of the text: of several the nearest."""
    near = context.near
    if near is None:
        return None
    days = [day for old in context.origins if (day := nearest(old.month, old.day, near))]
    return min(days, key=lambda day: abs((day - near).days), default=None)


def _shifted_year(form: YearShift, context: Context) -> Span | None:
    base = context.told.start if form.base == "told" and context.told else context.near
    return year_span(base.year + form.years, base.year + form.years) if base else None
