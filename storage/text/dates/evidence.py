"""What one article says of its own time: the clues from which a whole dump is dated."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from storage.text.dates.forms import Day, DayRange, DayShift, Month, Numeric, Weekday, YearRange
from storage.text.dates.placing import numeric_day
from storage.text.dates.reading import Found, read
from storage.text.records import Article

__all__ = ["Clue", "Evidence", "evidence"]

ClueKind = Literal["dateline", "past", "plan", "open", "year"]

_MOST_CLUES: Final = 120
_KINDS: Final[dict[str, ClueKind]] = {"past": "past", "future": "plan", "present": "open", "open": "open"}


@dataclass(frozen=True, slots=True)
class Clue:
    """A day without or with a year, or a year alone."""

    kind: ClueKind
    year: int | None
    month: int
    day: int
    weekday: int | None = None
    """The weekday stated with it, or for a dateline the first one told in its report."""
    beside: bool = False
    """The weekday stands beside the day itself (`Saturday February 1`)."""
    later: int = 0
    """Days after it that the text goes on to tell (`The next day …`)."""
    background: bool = False
    """Told of a founding or an anniversary: says nothing of when the article was written."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one article says of its own time; small, so that a dump's can be held together."""

    published: date | None
    clues: tuple[Clue, ...]


def evidence(article: Article, dates: Iterable[Found] | None = None) -> Evidence:
    """Collects an article's clues, in the order of its text; `dates` are its own, where they were `read`."""
    clues: list[Clue] = []
    dateline: int | None = None
    for found in read(article) if dates is None else dates:
        form = found.expression.form
        match form:
            case Weekday(weekday, None, False) if dateline is not None and clues[dateline].weekday is None:
                clues[dateline] = replace(clues[dateline], weekday=weekday)
            case DayShift(days, "told") if clues and days > 0 and clues[-1].kind == "past":
                clues[-1] = replace(clues[-1], later=clues[-1].later + days)
            case _:
                clue = _clue(found)
                if clue is not None and len(clues) < _MOST_CLUES:
                    if clue.kind == "dateline":
                        dateline = len(clues)
                    clues.append(clue)
    return Evidence(article.published, tuple(clues))


def _clue(found: Found) -> Clue | None:
    form = found.expression.form
    kind: ClueKind = "dateline" if found.dateline else _KINDS[found.outlook]
    match form:
        case Day(month, day, year, weekday):
            return Clue(kind, year, month, day, weekday, weekday is not None, 0, found.background)
        case DayRange(_, Day(month, day, year)):
            return Clue(kind, year, month, day, background=found.background)
        case Numeric():
            whole = numeric_day(form, None)
            return Clue(kind, whole.year, whole.month, whole.day) if whole else None
        case Month(month, year) if year is not None:
            # Its first day: the article is not older than that where the month is past.
            return Clue(kind, year, month, 1, background=found.background)
        case YearRange(first, last) if first == last and kind != "plan" and not found.background:
            return Clue("year", first, 0, 0)
        case _:
            return None
