"""Typed dates, days and times: what is accepted, and what is refused by name."""

from datetime import date, time

import pytest

from bot.options.dates import DayOfYear, day_of_year, period, time_of_day, window
from bot.refusals import BackwardRange, BadDate, BadDay, BadTime

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("Feb 2025", date(2025, 2, 1), date(2025, 2, 28)),
        ("february 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("Sept. 2024", date(2024, 9, 1), date(2024, 9, 30)),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("5 Feb 2025", date(2025, 2, 5), date(2025, 2, 5)),
        ("5th of February, 2025", date(2025, 2, 5), date(2025, 2, 5)),
        ("Feb 5, 2025", date(2025, 2, 5), date(2025, 2, 5)),
        ("  february   5  2025 ", date(2025, 2, 5), date(2025, 2, 5)),
        ("2025-02-05", date(2025, 2, 5), date(2025, 2, 5)),
        ("2025-2-5", date(2025, 2, 5), date(2025, 2, 5)),
        ("today", TODAY, TODAY),
        ("Yesterday", date(2026, 11, 22), date(2026, 11, 22)),
    ],
)
def test_a_period_is_understood(typed: str, first: date, last: date) -> None:
    assert period(typed, "since", TODAY) == (first, last)


@pytest.mark.parametrize(
    "typed",
    [
        "30 Feb 2025",
        "2025-13-01",
        "2025-02-29",
        "02/05/2025",
        "soon",
        "",
        "0000",
        "5 Foo 2025",
        "ma 2025",
        "²025",
        "9" * 50,
    ],
)
def test_what_is_no_date_is_refused_with_its_option(typed: str) -> None:
    with pytest.raises(BadDate) as refused:
        period(typed, "until", TODAY)
    assert (refused.value.option, refused.value.typed) == ("until", typed)


def test_since_begins_and_until_ends_its_period() -> None:
    assert window("2024", "Feb 2025", TODAY) == (date(2024, 1, 1), date(2025, 2, 28))


def test_both_ends_may_be_open() -> None:
    assert window(None, "  ", TODAY) == (None, None)


def test_since_after_until_is_refused_with_both() -> None:
    with pytest.raises(BackwardRange) as refused:
        window("5 Feb 2025", "2024", TODAY)
    assert (refused.value.since, refused.value.until) == (date(2025, 2, 5), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("18 January", DayOfYear(1, 18)),
        ("Jan 18", DayOfYear(1, 18)),
        ("january 18th", DayOfYear(1, 18)),
        ("01-18", DayOfYear(1, 18)),
        ("29 Feb", DayOfYear(2, 29)),
        ("18 Jan 1950", DayOfYear(1, 18, 1950)),
        ("1950-01-18", DayOfYear(1, 18, 1950)),
        ("29 Feb 2024", DayOfYear(2, 29, 2024)),
        ("today", DayOfYear(11, 23)),
        ("tomorrow", DayOfYear(11, 24)),
    ],
)
def test_a_day_of_the_year_is_understood(typed: str, expected: DayOfYear) -> None:
    assert day_of_year(typed, TODAY) == expected


@pytest.mark.parametrize(
    "typed", ["30 Feb", "29 Feb 2025", "31-12", "Jan 2025", "2025", "18", "never", "", "0-0"]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(BadDay):
        day_of_year(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("09:00", time(9)),
        ("9:30", time(9, 30)),
        ("21.15", time(21, 15)),
        ("7am", time(7)),
        ("7 pm", time(19)),
        ("12:05 a.m.", time(0, 5)),
        ("12pm", time(12)),
        ("00:00", time(0)),
        ("0900", time(9)),
        ("930pm", time(21, 30)),
        ("11pm", time(23)),
    ],
)
def test_a_time_of_day_is_understood(typed: str, expected: time) -> None:
    assert time_of_day(typed) == expected


@pytest.mark.parametrize("typed", ["9", "24:00", "9:60", "13pm", "0am", "noon", "", "09:00:00"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(BadTime):
        time_of_day(typed)
