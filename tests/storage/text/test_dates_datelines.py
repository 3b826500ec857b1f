"""The day of a report, from its dateline or from a line that only dates it."""

from datetime import date

import pytest

from storage.text.dates import resolve
from storage.text.records import Anchor
from tests.storage.text.dated_articles import article_of, iso

# Openings of reports: (first line, what the dateline dates, all days found); about 24 Feb 2025.
DATELINES = [
    ("CARACAS, Jan. 11 (Xinhua) — He attended on Friday.", ["2025-01-11", "2025-01-10"]),
    ("DUBLIN, Feb. 17 (Xinhua) — Wang Yi said here on Monday.", ["2025-02-17", "2025-02-17"]),
    ("Feb. 19 (MFA) — On February 18, 2025 local time, they met.", ["2025-02-19", "2025-02-18"]),
    ("Feb. 19 (IDCPC) — Liu Jianchao met here today with a delegation.", ["2025-02-19", "2025-02-19"]),
    ("Beijing, January 13th (IDCPC) — They met here today.", ["2025-01-13", "2025-01-13"]),
    (
        "PALIKIR, Pohnpei — August 12, 2026 — The President met them on August 10.",
        ["2026-08-12", "2026-08-10"],
    ),
    ("PALIKIR, Pohnpei—August 13, 2026—He received them on Monday.", ["2026-08-13", "2026-08-10"]),
    (
        "NEW YORK, March 4 /PRNewswire/ -- Acme announced today that it will meet on Monday.",
        ["2025-03-04", "2025-03-04", "2025-03-10"],
    ),
    ("WASHINGTON, Feb. 12 – They spoke yesterday.", ["2025-02-12", "2025-02-11"]),
    # The agency without brackets.
    ("Doha, January 14, 2025, GPA -- He received him yesterday.", ["2025-01-14", "2025-01-13"]),
    ("Doha, January 14, IRNO – He received him on Monday.", ["2025-01-14", "2025-01-13"]),
    ("(Beijing, January 13th) They met today.", ["2025-01-13"]),
]


@pytest.mark.parametrize(("line", "expected"), DATELINES)
def test_a_dateline_is_the_day_of_its_report(line: str, expected: list[str]) -> None:
    dated = resolve(article_of(line, reprint=not line.startswith("(")), Anchor(date(2025, 2, 24), None))
    assert [iso(mention) for mention in dated.mentions] == expected
    assert dated.mentions[0].dateline is not line.startswith("(")


@pytest.mark.parametrize(
    "line",
    [
        "Munich, February 14, 2025",
        "February 14, 2025",
        "Published: 2025-02-14",
        "Posted on February 14, 2025 by admin",
        "14 February 2025 | Press release",
        "Friday, February 14, 2025 at 10:30 am",
    ],
)
def test_a_line_below_the_title_that_only_dates_it_is_the_day_of_the_report(line: str) -> None:
    dated = resolve(article_of(line, "", "They met today."), Anchor(date(2025, 2, 24), None))
    assert [(iso(mention), mention.dateline) for mention in dated.mentions] == [
        ("2025-02-14", True),
        ("2025-02-14", False),
    ]


def test_a_report_without_a_title_is_dated_by_its_first_line() -> None:
    article = article_of("They met yesterday.", title="LISBON, March 2 , 1998 (RN)")
    mentions = resolve(article, Anchor(date(1998, 3, 20), None)).mentions
    assert [(iso(mention), mention.dateline) for mention in mentions] == [
        ("1998-03-02", True),
        ("1998-03-01", False),
    ]


def test_a_reprint_gets_the_day_of_its_dateline_and_the_text_after_it_does_not() -> None:
    article = article_of("LONDON, Feb. 13 (Xinhua) — He said here on Thursday.", reprint=True)
    dated = resolve(article, Anchor(date(2025, 2, 13), None))
    assert dated.reprints[0].date == date(2025, 2, 13)
