"""When digests are due, by brute force: walk through time and look at the wall clock.

Shares nothing with `bot.digest.schedule` but the zone's offsets: no folds, no gaps, no search. Today's zones
change on quarters of an hour and by quarters of an hour, so that a quarter of an hour is a step.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

__all__ = ["Walk", "walk"]

STEP = timedelta(minutes=15)


class Walk:
    """The first instant at which a zone's wall clock showed each quarter of an hour, or a later one."""

    def __init__(self) -> None:
        self.reached: dict[datetime, datetime] = {}
        self.days: set[date] = set()
        """The local dates that there were."""
        self.changes: set[date] = set()
        """The local dates around which the clocks changed."""

    def quarters(self) -> Iterator[datetime]:
        """Every wall-clock quarter of an hour, without zone, on dates that there were."""
        return (wall for wall in self.reached if wall.date() in self.days)


def walk(zone: ZoneInfo, first: date, last: date) -> Walk:
    """Walk from two days before `first` to two days after `last`; what is kept is between them."""
    found = Walk()
    instant = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=2)
    end = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=3)
    wall = instant.astimezone(zone).replace(tzinfo=None)
    latest = wall
    while instant < end:
        before, wall = wall, instant.astimezone(zone).replace(tzinfo=None)
        if wall - before != STEP:
            found.changes.update({before.date(), wall.date()})
        if first <= wall.date() <= last:
            found.days.add(wall.date())
        while latest < wall:
            latest += STEP
            if first <= latest.date() <= last:
                found.reached[latest] = instant
        instant += STEP
    return found
