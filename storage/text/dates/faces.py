"""The day of the year on which an article seems to have been written, from what it says itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from storage.text.dates.days import make_day
from storage.text.dates.evidence import Clue, Evidence

__all__ = ["Days", "Face", "face_of"]


@dataclass(frozen=True, slots=True)
class Face:
    """The day (of a year still to be chosen) on which an article seems to have been written."""

    exact: date | None
    month: int = 0
    day: int = 0

    @property
    def loose(self) -> bool:
        """It shows no day at all; the middle of a year stands for the year."""
        return self.exact is None and not self.month

    def days(self, years: Sequence[int]) -> "Days":
        """The days that it can be, in the order of the years."""
        return Days([self.exact] if self.exact else [self._within(year) for year in years])

    def _within(self, year: int) -> date:
        """The day in a year; 29 February is 1 March in a common one."""
        return make_day(year, self.month or 7, self.day or 1) or date(year, 3, 1)


class Days:
    """Some days, and their ordinals, which are compared several times as fast."""

    __slots__ = ("days", "ordinals")

    def __init__(self, days: Sequence[date]) -> None:
        self.days = days
        self.ordinals = [day.toordinal() for day in days]


def face_of(item: Evidence) -> Face:
    """The publication day, else the newest whole dateline, else the newest day of the datelines or events."""
    if item.published is not None:
        return Face(item.published)
    whole = [
        day
        for clue in item.clues
        if clue.kind == "dateline" and clue.year and (day := make_day(clue.year, clue.month, clue.day))
    ]
    if whole:
        return Face(max(whole))
    datelines = [clue for clue in item.clues if clue.kind == "dateline"]
    told = [clue for clue in item.clues if clue.kind == "past" and clue.year is None and not clue.background]
    loose = [clue for clue in item.clues if clue.kind == "open" and clue.year is None and not clue.background]
    newest = _newest(datelines or told or loose, datelines + told)
    return Face(None, newest.month, newest.day) if newest else Face(None)


def _newest(clues: list[Clue], all_clues: list[Clue]) -> Clue | None:
    """The last of some days on the circle of the year: the one before the widest empty stretch."""
    if not clues:
        return None
    points = sorted({(clue.month - 1) * 31 + clue.day for clue in all_clues or clues})
    gaps = [(points[(i + 1) % len(points)] - point) % 372 or 372 for i, point in enumerate(points)]
    last = points[gaps.index(max(gaps))]
    return min(clues, key=lambda clue: (last - ((clue.month - 1) * 31 + clue.day)) % 372)
