"""What the text has said so far, on which the next expression may lean."""

from dataclasses import dataclass, field
from datetime import date

from storage.text.dates.days import Span
from storage.text.dates.tense import Outlook

__all__ = ["Context"]


@dataclass(slots=True)
class Context:
    """What the text has said so far."""

    reference: date | None
    """About when the article was written."""
    report: date | None
    """The very day of the report in force: its dateline, or the article's publication."""
    titled: date | None = None
    """The day that the title gives at its end."""
    told: Span | None = None
    """The day, days or month told just before."""
    told_day: bool = False
    origins: list[date] = field(default_factory=list)
    """The old days told so far: foundings that an anniversary may be of."""
    years: dict[int, tuple[int, int]] = field(default_factory=dict)
    """For each month, the year that the article last gave it, and on which line."""
    line: int = 0
    """Where the text now is."""
    narrative: int | None = None
    """The year that the sentence before told of, where it is history."""

    @property
    def near(self) -> date | None:
        """The report's day, else the article's time."""
        return self.report or self.reference

    def given_year(self, month: int, told: Outlook) -> int | None:
        """The year that the text gave this month before.

        For a plan it may stand anywhere, for the past in the same paragraph: a year far back is background
        elsewhere. A past event does not lie after the report.
        """
        if month not in self.years:
            return None
        year, line = self.years[month]
        near = self.near
        if near is None:
            return year
        if told == "past":
            ahead = (year, month) > (near.year, near.month)
            return year if line == self.line and not ahead else None
        return year if abs(year - near.year) <= 1 else None
