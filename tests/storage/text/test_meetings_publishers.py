"""Meetings as other publishers tell them: one record a report in `reports/*.json`.

A record is the publisher, the day the dump was taken, the paragraphs (the first is the title), and every
meeting that the report tells. `nothing.json` holds plans, denials, habits, other senses of the words, and
people of one country among themselves: no meetings.
"""

import json
from pathlib import Path

import pytest

from storage.text.meetings.publishers import publisher_country
from tests.storage.text.told_meetings import analysis_of, shown

REPORTS = [
    pytest.param(record, id=f"{path.stem}-{number}")
    for path in sorted((Path(__file__).parent / "reports").glob("*.json"))
    for number, record in enumerate(json.loads(path.read_text(encoding="utf-8")), 1)
]


@pytest.mark.parametrize("report", REPORTS)
def test_every_meeting_of_a_report_is_found_and_no_other(report: dict[str, list[str]]) -> None:
    found = analysis_of(
        *report["paragraphs"], publisher=str(report["publisher"]), as_of=str(report["as_of"])
    ).meetings
    assert [shown(meeting) for meeting in found] == report["meetings"]


def test_there_are_reports_of_every_kind() -> None:
    assert len(REPORTS) > 100


@pytest.mark.parametrize(
    ("publisher", "country"),
    [
        ("The Kremlin", "RU"),
        ("Palazzo Chigi", "IT"),
        ("Chigirin News", None),
        ("Akordan Books", None),
        ("Ministry of Foreign Affairs (GE)", "GE"),
        ("Friends of Socialist China", None),
        ("Friends of News from Peru", None),
        ("Bundesregierung", "DE"),
        ("Ein Amt (Germany)", "DE"),
        ("Presidencia de la República (Mexico)", "MX"),
        ("Statehouse Abuja", "NG"),
        ("Viet Nam News", "VN"),
        ("GOV.UK", "GB"),
        ("Xinhua", "CN"),
        ("Reuters", None),
    ],
)
def test_a_seat_of_government_is_a_publisher_of_its_country(publisher: str, country: str | None) -> None:
    assert publisher_country(publisher) == country
