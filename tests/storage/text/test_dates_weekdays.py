"""Days of the week: before the report or after it, by what is told of them; some are no days."""

from datetime import date

import pytest

from storage.text.dates import resolve
from storage.text.records import Anchor
from tests.storage.text.dated_articles import article_of, shown

# In a report of a known day: (text, its day, what is found).
REPORTS = [
    # A weekday beside a day chooses the year.
    ("on Saturday February 1 they spoke", "2025-03-10", ["Saturday February 1 = 2025-02-01"]),
    # Weekdays.
    ("he said here on Monday.", "2025-02-17", ["Monday = 2025-02-17"]),
    ("at the embassy on Tuesday.", "2025-02-19", ["Tuesday = 2025-02-18"]),
    (
        "Stocks fell Friday after Thursday’s rally.",
        "1998-02-27",
        ["Friday = 1998-02-27", "Thursday = 1998-02-26"],
    ),
    ("The Fed, which meets Tuesday, is quiet.", "1998-02-25", ["Tuesday = 1998-03-03"]),
    ("The trial starts Monday.", "1998-02-25", ["Monday = 1998-03-02"]),
    ("He will travel on Monday.", "1998-02-27", ["Monday = 1998-03-02"]),
    ("He was arrested last Friday.", "1998-02-27", ["last Friday = 1998-02-20"]),
    ("They meet next Friday.", "1998-02-27", ["next Friday = 1998-03-06"]),
    ("President Clinton Friday ordered strikes.", "1998-08-21", ["Friday = 1998-08-21"]),
    ("Funerals are to be held Saturday.", "1998-02-27", ["Saturday = 1998-02-28"]),
    ("The talks were to resume Monday.", "1998-02-27", ["Monday = 1998-03-02"]),
    ("“We’ll know by Monday,” he said.", "1998-02-27", ["Monday = 1998-03-02"]),
    ("One Monday morning, on a Sunday in June 1997", "1998-02-27", ["June 1997 = 1997-06"]),
    ("Two men died in a Friday raid.", "1998-02-25", ["Friday = 1998-02-20"]),
    ("She denied it at a Monday news conference.", "1998-02-25", ["Monday = 1998-02-23"]),
    ("The ferry leaves on Tuesday and Friday nights.", "1998-02-25", []),
    ("The fleet sailed last week on Thursday.", "1998-02-25", ["Thursday = 1998-02-19"]),
    ("The fleet sailed Monday of last week.", "1998-02-25", ["Monday of last week = 1998-02-16"]),
    ("The fleet sails Monday next week.", "1998-02-24", ["Monday next week = 1998-03-02"]),
    (
        "He said Sunday: next week, on Friday, we vote.",
        "1998-03-01",
        ["Sunday = 1998-03-01", "Friday = 1998-03-13"],
    ),
    ("The talks resume on Monday.", "1998-02-25", ["Monday = 1998-03-02"]),
    ("A verdict is due Thursday, lawyers said.", "1998-02-25", ["Thursday = 1998-02-26"]),
    (
        "He returns home on Saturday after a visit that began Tuesday.",
        "1998-02-25",
        ["Saturday = 1998-02-28", "Tuesday = 1998-02-24"],
    ),
    ("Unless an accord is reached by Friday, they strike.", "1998-02-25", ["Friday = 1998-02-27"]),
    ("The court gave the owner until Friday to appeal.", "1998-02-25", ["Friday = 1998-02-27"]),
    ("The road will stay shut until Friday.", "1998-02-25", ["Friday = 1998-02-27"]),
    ("The first of the hearings is Monday.", "1998-02-25", ["Monday = 1998-03-02"]),
    ("Now it is Monday's turn to be told.", "1998-02-25", ["Monday = 1998-02-23"]),
    (
        "The show opened Oct. 12 and runs until June 2.",
        "1998-02-25",
        ["Oct. 12 = 1997-10-12", "June 2 = 1998-06-02"],
    ),
    ("Police had kept silent until Friday.", "1998-02-25", ["Friday = 1998-02-20"]),
]


@pytest.mark.parametrize(("text", "day", "expected"), REPORTS)
def test_in_a_dated_report(text: str, day: str, expected: list[str]) -> None:
    anchor = Anchor(date.fromisoformat(day), None, dated=True)
    assert shown(resolve(article_of(text), anchor).mentions) == expected
