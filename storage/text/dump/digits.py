"""Days in digits alone, `03/04/2026`, where either order of month and day is possible.

One such line tells nothing; all of a dump's lines do: a number above twelve is a day, and the articles of an
archive follow each other in time.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from storage.text.dates.days import make_day
from storage.text.dump.outline import Item, Kind
from storage.text.dump.stamps import numbers

__all__ = ["day_in_digits", "month_first"]


def month_first(items: Sequence[Item]) -> bool | None:
    """Whether the dump writes the month before the day; None where nothing tells."""
    written = [found for item in items if item.kind is Kind.STAMP and (found := numbers(item.text))]
    american = sum(right > 12 for _, right, _ in written)
    european = sum(left > 12 for left, _, _ in written)
    if american != european:
        return american > european
    turns = {order: _turns(written, month_first=order) for order in (True, False)}
    return None if turns[True] == turns[False] else turns[True] < turns[False]


def day_in_digits(text: str, *, month_first: bool) -> date | None:
    """The day of a line that dates an article in digits."""
    found = numbers(text)
    return _day(*found, month_first=month_first) if found else None


def _day(left: int, right: int, year: int, *, month_first: bool) -> date | None:
    return make_day(year, *((left, right) if month_first else (right, left)))


def _turns(written: Sequence[tuple[int, int, int]], *, month_first: bool) -> int:
    """How often the days do not follow each other in the order that most have."""
    days = [day for found in written if (day := _day(*found, month_first=month_first))]
    later = sum(a < b for a, b in pairwise(days))
    earlier = sum(a > b for a, b in pairwise(days))
    return min(later, earlier) + len(written) - len(days)
