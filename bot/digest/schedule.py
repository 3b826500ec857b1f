"""When a digest is due: local dates and times in IANA zones → instants, without a clock of its own.

A digest belongs to a local date. It falls due at the first instant at which that zone's wall clock shows its
time or a later one: a time that exists twice counts once, the first time; a time inside a gap goes out at the
first instant after the gap, even where that is already the next day; a date that a zone leaves out altogether
(Samoa had no 30 December 2011) has no digest. Dates that a channel already got are passed over, so that
changing the time or the zone never sends one again.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.state import Due

__all__ = ["Plan", "due_on", "following", "local_date", "next_due", "patience", "plan"]

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)

_IN_TIME = timedelta(minutes=10)
"""A digest is in time for so long, whatever the catch-up time is: timers are late, thousands that fall due in
one minute wait their turn, a refusal is tried again after some minutes, and a restart takes one."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do about a subscription now."""

    too_late: tuple[Due, ...]
    """Dates whose catch-up time is over, oldest first: to be recorded as skipped."""
    upcoming: Due
    """The date to deliver: now if its instant has come, else then."""


def local_date(now: datetime, zone: ZoneInfo) -> date:
    """The date that the wall clocks of a zone show at an instant."""
    return now.astimezone(zone).date()


def due_on(day: date, at: time, zone: ZoneInfo) -> Due | None:
    """When the digest of a local date falls due, in UTC; None where the zone has no such date."""
    wanted = datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=zone)
    instant = wanted.astimezone(UTC)
    if _wall(instant, zone) == wanted.replace(tzinfo=None):
        return Due(day, instant)
    instant = _after_gap(wanted, zone)
    if local_date(instant, zone) != day and local_date(instant - _SECOND, zone) != day:
        return None
    return Due(day, instant)


def next_due(now: datetime, at: time, zone: ZoneInfo, taken: Collection[date] = ()) -> Due:
    """The first digest that falls due after `now`, passing over local dates already `taken`."""
    # A gap across midnight makes yesterday's digest fall due today.
    day = local_date(now, zone) - _DAY
    while True:
        due = None if day in taken else due_on(day, at, zone)
        if due is not None and due.at > now:
            return due
        day += _DAY


def following(day: date, at: time, zone: ZoneInfo, taken: Collection[date] = ()) -> Due:
    """The digest of the next local date after `day` that exists and is not `taken`."""
    while True:
        day += _DAY
        due = None if day in taken else due_on(day, at, zone)
        if due is not None:
            return due


def patience(catch_up: timedelta) -> timedelta:
    """How late a digest may be and still go out: the catch-up time, but ten minutes at least."""
    return max(catch_up, _IN_TIME)


def plan(
    due: Due, now: datetime, catch_up: timedelta, *, at: time, zone: ZoneInfo, taken: Collection[date] = ()
) -> Plan:
    """Which dates from `due` on are later than `catch_up` has patience for, and which is delivered next."""
    too_late = []
    while now - due.at > patience(catch_up):
        too_late.append(due)
        due = following(due.local_date, at, zone, taken)
    return Plan(tuple(too_late), due)


def _wall(instant: datetime, zone: ZoneInfo) -> datetime:
    """What the wall clock shows, as a datetime that compares by its digits alone."""
    return instant.astimezone(zone).replace(tzinfo=None)


def _after_gap(wanted: datetime, zone: ZoneInfo) -> datetime:
    """The first instant after the gap that `wanted` lies in, to the second, as tzdata's transitions are.

    PEP 495: inside a gap fold=1 reads the new offset, an instant before the change, and fold=0 the old one,
    an instant after it.
    """
    before = wanted.replace(fold=1).astimezone(UTC)
    after = wanted.astimezone(UTC)
    digits = wanted.replace(tzinfo=None)
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        if _wall(middle, zone) >= digits:
            after = middle
        else:
            before = middle
    return after
