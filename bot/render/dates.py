"""Days, months, years and instants as a reader sees them: `5 Feb 2025`, `Feb 2025`, `2024`."""

from datetime import date, datetime
from typing import Final

from storage.text.records import Precision

__all__ = ["MONTHS", "NOT_STATED", "ago", "day", "day_of_year", "instant", "stretch", "when"]

NOT_STATED: Final = "date not stated"

# Not `strftime`, which follows the locale of the machine.
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date) -> str:
    """`5 Feb 2025`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def day_of_year(month: int, day_of_month: int) -> str:
    """`18 Jan`: a day that comes round every year."""
    return f"{day_of_month} {MONTHS[month - 1]}"


def stretch(start: date, end: date) -> str:
    """`5 Feb 2025`, `4–8 Feb 2025`, `28 Feb – 2 Mar 2025`, `30 Dec 2024 – 2 Jan 2025`."""
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    if start.year == end.year:
        return f"{day_of_year(start.month, start.day)} – {day(end)}"
    return f"{day(start)} – {day(end)}"


def when(start: date | None, end: date | None, precision: Precision | None, *, inferred: bool = False) -> str:
    """A date as precise as it is known; `about` marks one that the sentence itself does not state."""
    if start is None or end is None:
        return NOT_STATED
    if precision == "year":
        shown = str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    elif precision == "month":
        first, last = MONTHS[start.month - 1], MONTHS[end.month - 1]
        if start.year != end.year:
            shown = f"{first} {start.year} – {last} {end.year}"
        else:
            shown = f"{first} {end.year}" if start.month == end.month else f"{first}–{last} {end.year}"
    else:
        shown = stretch(start, end)
    return f"about {shown}" if inferred else shown


def ago(year: int, now: int) -> str:
    """How far the year of an entry lies from the year `now`: `75 years ago`, `this year`, `in 2 years`."""
    years = now - year
    if years == 0:
        return "this year"
    if years == 1:
        return "1 year ago"
    if years == -1:
        return "in 1 year"
    return f"{years} years ago" if years > 0 else f"in {-years} years"


def instant(value: datetime, zone_name: str) -> str:
    """An instant in the zone that `value` is given in: `Tue 5 Feb 2025, 09:00 (Europe/Berlin)`."""
    weekday = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[value.weekday()]
    return f"{weekday} {day(value.date())}, {value:%H:%M} ({zone_name})"
