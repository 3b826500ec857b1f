"""When a digest is due: odd cases by hand, and all cases against a brute-force walk through time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.schedule import due_on, following, local_date, next_due, plan
from storage.state import Due
from tests.bot.digest.oracle import walk

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        # An ordinary day.
        ("Europe/Berlin", "2026-02-01", "08:00", "2026-02-01T07:00Z"),
        ("Asia/Kathmandu", "2026-02-01", "08:00", "2026-02-01T02:15Z"),
        # Inside a gap: the first instant after it.
        ("Europe/Berlin", "2026-03-29", "02:00", "2026-03-29T01:00Z"),
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00Z"),
        ("Europe/Berlin", "2026-03-29", "03:00", "2026-03-29T01:00Z"),
        ("America/New_York", "2026-03-08", "02:59", "2026-03-08T07:00Z"),
        # A gap at midnight, and one of half an hour, and one of two hours.
        ("Africa/Cairo", "2026-04-24", "00:15", "2026-04-23T22:00Z"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30Z"),
        ("Antarctica/Troll", "2026-03-29", "01:30", "2026-03-29T01:00Z"),
        # A gap that reaches over midnight: the digest of the 28th goes out as the 29th begins.
        ("America/Nuuk", "2026-03-28", "23:30", "2026-03-29T01:00Z"),
        # What exists twice goes out the first time.
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30Z"),
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45Z"),
        ("America/Nuuk", "2026-10-24", "23:30", "2026-10-25T00:30Z"),
        # Summer time that is taken back for Ramadan.
        ("Africa/Casablanca", "2026-02-15", "02:30", "2026-02-15T01:30Z"),
        ("Africa/Casablanca", "2026-03-22", "02:30", "2026-03-22T02:00Z"),
        # A day that Samoa left out.
        ("Pacific/Apia", "2011-12-30", "08:00", None),
        ("Pacific/Apia", "2011-12-31", "00:00", "2011-12-30T10:00Z"),
    ],
)
def test_a_digest_is_due_at_the_first_instant_of_its_time(
    zone: str, day: str, at: str, expected: str | None
) -> None:
    due = due_on(date.fromisoformat(day), time.fromisoformat(at), ZoneInfo(zone))
    if expected is None:
        assert due is None
    else:
        assert due == Due(date.fromisoformat(day), datetime.fromisoformat(expected))


ODD = [
    "Africa/Casablanca",
    "America/Havana",
    "America/Nuuk",
    "America/Santiago",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Asia/Gaza",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
]


@pytest.mark.parametrize("zone", ODD)
def test_it_agrees_with_a_walk_through_time(zone: str) -> None:
    walked = walk(ZoneInfo(zone), date(2026, 1, 1), date(2026, 12, 31))
    checked = 0
    for wall in walked.quarters():
        if wall.date() in walked.changes or wall.time() in {time(0), time(12), time(23, 45)}:
            due = due_on(wall.date(), wall.time(), ZoneInfo(zone))
            assert due == Due(wall.date(), walked.reached[wall]), wall
            checked += 1
    assert checked > 1000


@pytest.mark.parametrize(
    ("now", "at", "zone", "taken", "expected"),
    [
        # The next occurrence of the time: today, or tomorrow once it has passed or is this very instant.
        ("2026-02-01T06:59Z", "08:00", "Europe/Berlin", (), "2026-02-01"),
        ("2026-02-01T07:00Z", "08:00", "Europe/Berlin", (), "2026-02-02"),
        # A date that the channel already got is passed over, however time and zone changed.
        ("2026-02-01T08:00Z", "20:00", "Europe/Berlin", ("2026-02-01",), "2026-02-02"),
        ("2026-02-01T08:00Z", "20:00", "Pacific/Honolulu", ("2026-02-01",), "2026-02-02"),
        ("2026-02-01T10:30Z", "01:00", "Pacific/Kiritimati", ("2026-02-01", "2026-02-02"), "2026-02-03"),
        # Yesterday's digest that a gap puts into today is still to come.
        ("2026-03-29T00:30Z", "23:30", "America/Nuuk", (), "2026-03-28"),
        # A date that does not exist is not next.
        ("2011-12-29T20:00Z", "08:00", "Pacific/Apia", (), "2011-12-31"),
    ],
)
def test_the_next_digest_is_at_the_next_occurrence_of_its_time(
    now: str, at: str, zone: str, taken: tuple[str, ...], expected: str
) -> None:
    gone = {date.fromisoformat(each) for each in taken}
    instant = datetime.fromisoformat(now)
    due = next_due(instant, time.fromisoformat(at), ZoneInfo(zone), gone)
    assert due.local_date == date.fromisoformat(expected)
    assert due.at > instant


ZONES = st.sampled_from(sorted(available_timezones() - {"localtime"})).map(ZoneInfo)
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@given(ZONES, TIMES, INSTANTS)
@settings(deadline=None, max_examples=300)
def test_every_local_date_comes_once_and_in_order(zone: ZoneInfo, at: time, now: datetime) -> None:
    due = next_due(now, at, zone)
    for _ in range(5):
        later = following(due.local_date, at, zone)
        assert later.local_date == due.local_date + DAY
        assert later.at > due.at
        assert next_due(due.at, at, zone) == later
        due = later


@given(ZONES, TIMES, ZONES, TIMES, INSTANTS)
@settings(deadline=None, max_examples=300)
def test_no_change_of_time_or_zone_brings_a_local_date_back(
    zone: ZoneInfo, at: time, zone_after: ZoneInfo, at_after: time, now: datetime
) -> None:
    sent = next_due(now, at, zone)
    taken = {sent.local_date}
    for minutes in (0, 1, 600):
        after = next_due(sent.at + timedelta(minutes=minutes), at_after, zone_after, taken)
        assert after.local_date not in taken


@pytest.mark.parametrize(
    ("now", "hours", "too_late", "upcoming"),
    [
        ("2026-02-01T06:00Z", 12, [], "2026-02-01"),
        ("2026-02-01T07:00Z", 12, [], "2026-02-01"),
        # Across midnight, to the last instant of the catch-up time.
        ("2026-02-01T19:00Z", 12, [], "2026-02-01"),
        ("2026-02-02T03:00Z", 24, [], "2026-02-01"),
        ("2026-02-01T19:01Z", 12, ["2026-02-01"], "2026-02-02"),
        ("2026-02-04T08:00Z", 12, ["2026-02-01", "2026-02-02", "2026-02-03"], "2026-02-04"),
        ("2026-02-04T06:00Z", 48, ["2026-02-01"], "2026-02-02"),
        # Nothing is caught up with, but a few minutes are no delay.
        ("2026-02-01T07:00:00.001Z", 0, [], "2026-02-01"),
        ("2026-02-01T07:10Z", 0, [], "2026-02-01"),
        ("2026-02-01T07:11Z", 0, ["2026-02-01"], "2026-02-02"),
        ("2026-02-01T08:00Z", 1, [], "2026-02-01"),
    ],
)
def test_what_is_missed_is_caught_up_with_or_skipped(
    now: str, hours: int, too_late: list[str], upcoming: str
) -> None:
    zone = ZoneInfo("Europe/Berlin")
    due = due_on(date(2026, 2, 1), time(8), zone)
    assert due is not None
    made = plan(due, datetime.fromisoformat(now), timedelta(hours=hours), at=time(8), zone=zone)
    assert [each.local_date.isoformat() for each in made.too_late] == too_late
    assert made.upcoming.local_date.isoformat() == upcoming


def test_a_local_date_is_that_of_the_zone() -> None:
    instant = datetime(2026, 2, 1, 10, 30, tzinfo=UTC)
    assert local_date(instant, ZoneInfo("Pacific/Kiritimati")) == date(2026, 2, 2)
    assert local_date(instant, ZoneInfo("Pacific/Pago_Pago")) == date(2026, 1, 31)
