"""Dates read the same everywhere."""

from datetime import UTC, date, datetime

import pytest

from bot.render import dates
from storage.text.records import Precision


@pytest.mark.parametrize(
    ("start", "end", "precision", "inferred", "expected"),
    [
        (date(2025, 2, 5), date(2025, 2, 5), "day", False, "5 Feb 2025"),
        (date(2025, 2, 4), date(2025, 2, 8), "day", False, "4–8 Feb 2025"),
        (date(2025, 2, 28), date(2025, 3, 2), "day", False, "28 Feb – 2 Mar 2025"),
        (date(2024, 12, 30), date(2025, 1, 2), "day", False, "30 Dec 2024 – 2 Jan 2025"),
        (date(2025, 2, 1), date(2025, 2, 28), "month", False, "Feb 2025"),
        (date(2025, 1, 1), date(2025, 3, 31), "month", False, "Jan–Mar 2025"),
        (date(2024, 11, 1), date(2025, 1, 31), "month", False, "Nov 2024 – Jan 2025"),
        (date(2024, 1, 1), date(2024, 12, 31), "year", False, "2024"),
        (date(2020, 1, 1), date(2024, 12, 31), "year", False, "2020–2024"),
        (date(2025, 2, 1), date(2025, 2, 28), "month", True, "about Feb 2025"),
        (None, None, None, False, "date not stated"),
        (None, None, None, True, "date not stated"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(
    start: date | None, end: date | None, precision: Precision | None, inferred: bool, expected: str
) -> None:
    assert dates.when(start, end, precision, inferred=inferred) == expected


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (1950, "76 years ago"),
        (2025, "1 year ago"),
        (2026, "this year"),
        (2027, "in 1 year"),
        (2030, "in 4 years"),
    ],
)
def test_how_long_ago(year: int, expected: str) -> None:
    assert dates.ago(year, 2026) == expected


def test_an_instant_names_its_zone() -> None:
    at = datetime(2025, 2, 5, 9, 0, tzinfo=UTC)
    assert dates.instant(at, "UTC") == "Wed 5 Feb 2025, 09:00 (UTC)"
