"""Expressions whose day the expression itself states, and what only looks like one."""

from datetime import date

import pytest

from storage.text.dates import resolve
from storage.text.dates.grammar import _UNITS, _holds_unit
from storage.text.records import Anchor
from tests.storage.text.dated_articles import article_of, shown

STATED = [
    # One day, in every order.
    ("on February 20, 2025, he", ["February 20, 2025 = 2025-02-20"]),
    ("on 20 February 2025 he", ["20 February 2025 = 2025-02-20"]),
    ("on 20 February, 2025, he", ["20 February, 2025 = 2025-02-20"]),
    ("Feb. 20, 2025", ["Feb. 20, 2025 = 2025-02-20"]),
    ("Feb 20 2025", ["Feb 20 2025 = 2025-02-20"]),
    ("FEBRUARY 20, 2025", ["FEBRUARY 20, 2025 = 2025-02-20"]),
    ("Sept. 3, 1945", ["Sept. 3, 1945 = 1945-09-03"]),
    ("the 20th of February, 2025", ["20th of February, 2025 = 2025-02-20"]),
    ("the 20th day of February 2025", ["20th day of February 2025 = 2025-02-20"]),
    ("March 2nd, 2025", ["March 2nd, 2025 = 2025-03-02"]),
    ("March the 2nd, 2025", ["March the 2nd, 2025 = 2025-03-02"]),
    ("Sat, 1 Feb 2025", ["Sat, 1 Feb 2025 = 2025-02-01"]),
    ("Tues., Feb. 4, 2025", ["Tues., Feb. 4, 2025 = 2025-02-04"]),
    ("Tuesday the 4th of February 2025", ["Tuesday the 4th of February 2025 = 2025-02-04"]),
    ("on Tuesday (February 4, 2025)", ["Tuesday (February 4, 2025) = 2025-02-04"]),
    ("January 18,1950", ["January 18,1950 = 1950-01-18"]),
    ("the twenty-first of June 2024", ["twenty-first of June 2024 = 2024-06-21"]),
    ("the first of May 1886", ["first of May 1886 = 1886-05-01"]),
    ("on February\u00a020,\u2002 2025", ["February\u00a020,\u2002 2025 = 2025-02-20"]),
    ("on the afternoon of February 5, 2025", ["February 5, 2025 = 2025-02-05"]),
    (
        "April nineteenth, 1995, and June the first 1996",
        ["April nineteenth, 1995 = 1995-04-19", "June the first 1996 = 1996-06-01"],
    ),
    ("29 February 2024", ["29 February 2024 = 2024-02-29"]),
    ("by February 20, 2025’s end", ["February 20, 2025 = 2025-02-20"]),
    # Digits.
    ("Published: 1998-02-27", ["1998-02-27 = 1998-02-27"]),
    ("at 1998-02-27T10:00:00Z", ["1998-02-27 = 1998-02-27"]),
    ("2025/02/20", ["2025/02/20 = 2025-02-20"]),
    ("20.02.2025", ["20.02.2025 = 2025-02-20"]),
    ("2.3.2025", ["2.3.2025 = 2025-03-02"]),
    ("20/02/2025", ["20/02/2025 = 2025-02-20"]),
    ("02/20/2025", ["02/20/2025 = 2025-02-20"]),
    ("11/02/1989", ["11/02/1989 = 1989-11-02"]),
    ("APW-02-27-98 0802EST", ["02-27-98 = 1998-02-27"]),
    # Ranges and lists.
    ("from February 4-8, 2025", ["February 4-8, 2025 = 2025-02-04/2025-02-08"]),
    ("February 4–8, 2025", ["February 4–8, 2025 = 2025-02-04/2025-02-08"]),
    ("February 4 to 8, 2025", ["February 4 to 8, 2025 = 2025-02-04/2025-02-08"]),
    ("from 4 to 8 February 2025", ["4 to 8 February 2025 = 2025-02-04/2025-02-08"]),
    ("from the 4th to the 8th of February 2025", ["4th to the 8th of February 2025 = 2025-02-04/2025-02-08"]),
    ("February 28 to March 2, 2025", ["February 28 to March 2, 2025 = 2025-02-28/2025-03-02"]),
    ("28 February – 2 March 2025", ["28 February – 2 March 2025 = 2025-02-28/2025-03-02"]),
    ("December 30 – January 2, 2025", ["December 30 – January 2, 2025 = 2024-12-30/2025-01-02"]),
    (
        "from 30 December 2024 to 2 January 2025",
        ["30 December 2024 to 2 January 2025 = 2024-12-30/2025-01-02"],
    ),
    ("between 3 and 5 May 2024", ["3 and 5 May 2024 = 2024-05-03/2024-05-05"]),
    ("on August 10 and 11, 2024", ["August 10 and 11, 2024 = 2024-08-10/2024-08-11"]),
    ("on March 3, 5 and 9, 2024", ["March 3 = 2024-03-03", "5 = 2024-03-05", "9, 2024 = 2024-03-09"]),
    ("on 12 and 15 March 2024", ["12 = 2024-03-12", "15 March 2024 = 2024-03-15"]),
    # Anniversaries: the day itself, not a range up to now.
    ("(January 18, 1950 – 2025)", ["January 18, 1950 – 2025 = 1950-01-18"]),
    ("(January 18, 1950-2025)", ["January 18, 1950-2025 = 1950-01-18"]),
    ("(January 18, 1950 –2025)", ["January 18, 1950 –2025 = 1950-01-18"]),
    # Months.
    ("In August 2024, he", ["August 2024 = 2024-08"]),
    ("in August, 2024,", ["August, 2024 = 2024-08"]),
    ("May of 2024", ["May of 2024 = 2024-05"]),
    ("Sept. 2023", ["Sept. 2023 = 2023-09"]),
    ("from March to May 2024", ["March to May 2024 = 2024-03/2024-05"]),
    ("from November to February 2025", ["November to February 2025 = 2024-11/2025-02"]),
    ("between May and July 1997", ["May and July 1997 = 1997-05/1997-07"]),
    ("in May and July 1997", ["May = 1997-05", "July 1997 = 1997-07"]),
    # Years.
    ("in 1949", ["1949 = 1949"]),
    ("(1950-2025)", ["1950-2025 = 1950/2025"]),
    ("for the 2023-2027 period", ["2023-2027 = 2023/2027"]),
    ("in the 2024/25 season", ["2024/25 = 2024/2025"]),
    ("UNCLOS 1982 and DOC", ["1982 = 1982"]),
    ("2025 marks a milestone", ["2025 = 2025"]),
]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_a_stated_day_needs_no_anchor(text: str, expected: list[str]) -> None:
    assert shown(resolve(article_of(text), Anchor(None, None)).mentions) == expected


NO_DATES = [
    "He may march on and sat in the sun.",
    "Foreign Minister Jan Lipavsky met April Smith, June Lee and August Wilson.",
    "Theresa May said so, and Mr. May agreed; Prime Minister May, 62, was there.",
    "May the friendship last. March for freedom. The Long March.",
    "the 80th anniversary of the 20th century, in a second run, the 16th session, the 61st conference",
    "a 24-point plan, a 16-word note, the G20, COP29, 3.5 per cent, 12:30, 82% and 1,200 people",
    "Resolution 2758, Acts No. 24-119 and No. 24-103, section 1264(b), Public Law 115-91, 50 U.S.C. 1549(b)",
    "$2000, 2000 people, 1500 MW, €1950 and 1900 homes",
    "Call +1 202 555 1950 or 0171-2025-1950, version 2.10.2024.1, host 192.168.1.10",
    "the October Revolution, Red October, the July 26 Movement, the 26 July Movement, the May 4th Movement",
    "May Day, Black Friday, the Good Friday Agreement, Friday prayers, every Friday, Mondays, Sunday Times",
    "the September 11 attacks and the Sept. 11 terrorist attacks",
    "Sun Yat-sen, Mar a Lago, Sat Nam, Mon Repos, Dec Corp, a Marxist, an Octopus, Junior, Augustus",
    "talks with Monday Simaya Kumba in South Sudan Monday Simaya Kumba’s office",
    "friday, february 14 and the 1990s",
    "a Thanksgiving dinner, every Christmas Eve, the Valentine’s Day massacre, New Year’s Day parades",
    "31 April, February 30 and 45 March; 2024-13-45; 99/99/2024",
    "on the 5th floor, on the 21st century, the 5th Plenum",
    "In today’s world, the world today is changing; one may be at the table yesterday but gone tomorrow.",
    "Today, 193 countries ride in the same boat. Today, the party is continuing its work.",
    "Five years ago it was small, and today, Russia has become the leading supplier.",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_names_counts_and_figures_of_speech_are_no_days(text: str) -> None:
    """Nothing of day or month precision is found, and nothing is left unresolved."""
    dated = resolve(article_of(text), Anchor(date(2025, 2, 20), None, dated=True))
    assert [m.text for m in dated.mentions if m.precision != "year"] == []
    assert dated.unresolved == ()


def test_every_unit_is_looked_for_first() -> None:
    assert [unit for unit in _UNITS if not _holds_unit(f"They met that {unit}.")] == []
    assert not _holds_unit("They met in the hall.")
