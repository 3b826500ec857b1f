"""In which year a month lies: `in May`, `last September`, `from June to August`, `two months ago`."""

from datetime import date
from typing import Final

from storage.text.dates.context import Context
from storage.text.dates.days import Span, month_span, shift_months
from storage.text.dates.forms import Month, MonthShift
from storage.text.dates.tense import Outlook

__all__ = ["month_year", "place_months", "shifted_month"]

_LAST_MONTH: Final = 11
"""A plan for a month so many months ahead would say `next`: it is the one just past."""


def month_year(form: Month, context: Context, told: Outlook) -> int | None:
    """By the stated year, else for a bare month by what the text told before, else from the anchor."""
    if form.year is not None:
        return form.year
    near = context.near
    bare = form.side is None and form.years is None
    given = context.given_year(form.month, told) if bare else None
    if given is None and bare and told == "past":
        given = context.narrative
    if given is not None or near is None:
        return given
    if form.years is not None:
        return near.year + form.years
    sided = {
        "last": near.year - (form.month >= near.month),
        "this": near.year,
        "next": near.year + (form.month <= near.month),
    }
    return sided[form.side] if form.side else _open_year(form.month, near, told)


def _open_year(month: int, near: date, told: Outlook) -> int:
    """A past month is this one or an earlier, a planned one this or a later, else the nearest."""
    if told == "past":
        return near.year - (month > near.month)
    ahead = (month - near.month) % 12
    if told == "future" and ahead < _LAST_MONTH:
        return near.year + (month < near.month)
    return near.year + (month < near.month) if ahead <= 5 else near.year - (month > near.month)


def place_months(first: Month, last: Month, context: Context, told: Outlook) -> Span | None:
    """A range across New Year begins in the year before its last month's."""
    end = last.year if last.year is not None else month_year(last, context, told)
    if end is None:
        return None
    start = first.year if first.year is not None else end - (first.month > last.month)
    spans = month_span(start, first.month), month_span(end, last.month)
    if spans[0] is None or spans[1] is None or spans[0].start > spans[1].end:
        return None
    return Span(spans[0].start, spans[1].end)


def shifted_month(form: MonthShift, context: Context) -> Span | None:
    """A month counted from the one told before (`the previous month`), else from the anchor's."""
    base = context.near
    if form.base == "told" and context.told:
        base = context.told.start if form.months < 0 else context.told.end
    return month_span(*shift_months(base.year, base.month, form.months)) if base else None
