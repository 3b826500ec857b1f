"""On which day a weekday lies that stands alone: `Monday`, `last Friday`, `next week on Tuesday`."""

from datetime import date

from storage.text.dates.days import Span, shift_days, weekday_after, weekday_before
from storage.text.dates.forms import Weekday
from storage.text.dates.tense import Outlook

__all__ = ["place_weekday"]


def place_weekday(form: Weekday, report: date | None, told: Span | None, outlook: Outlook) -> date | None:
    """Against the report's day, or where it has none (or the text says so) against the day told before."""
    if form.weeks is not None:
        return _in_week(report, form.weekday, form.weeks) if report else None
    if form.told or report is None:
        return _from_told(form, told) if told else None
    return _from_report(form, report, outlook)


def _from_told(form: Weekday, told: Span) -> date | None:
    if form.side == "last":
        return weekday_before(told.start, form.weekday, strictly=True)
    return weekday_after(told.end, form.weekday, strictly=form.side == "next")


def _from_report(form: Weekday, day: date, outlook: Outlook) -> date | None:
    """A weekday equal to the report's is that day, else the last before, or for plans the next."""
    if form.side == "last":
        return weekday_before(day, form.weekday, strictly=True)
    if form.side == "next" or outlook in {"future", "present"}:
        return weekday_after(day, form.weekday, strictly=form.side == "next")
    if form.side == "this" and outlook != "past":
        return weekday_after(day, form.weekday, strictly=False)
    return weekday_before(day, form.weekday, strictly=False)


def _in_week(day: date, weekday: int, weeks: int) -> date | None:
    """A weekday of the week before or after a day's own; weeks begin on Sunday, when newspapers look back."""
    return shift_days(day, 7 * weeks + (weekday + 1) % 7 - (day.weekday() + 1) % 7)
