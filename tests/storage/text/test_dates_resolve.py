"""Expressions that lean on the report, on what was told just before, or on the article's time.

Those that are days of the week stand in `test_dates_weekdays`.
"""

from datetime import date

import pytest

from storage.text.dates import resolve
from storage.text.records import Anchor
from tests.storage.text.dated_articles import article_of, iso, shown

# In a report of a known day: (text, its day, what is found).
REPORTS = [
    # Days without a year: the past lies behind the report, plans ahead of it.
    ("Wang met with President Ramaphosa on February 20.", "2025-02-21", ["February 20 = 2025-02-20"]),
    ("They met on December 28 in Cairo.", "2025-01-03", ["December 28 = 2024-12-28"]),
    # A day named beside `today` is that day, whenever the report was taken.
    ("He met N today, May 9, in Lima.", "2024-05-10", ["today = 2024-05-09", "May 9 = 2024-05-09"]),
    ("He met N today (9 May).", "2024-05-11", ["today = 2024-05-09", "9 May = 2024-05-09"]),
    (
        "They met on May 9. The day before he had seen N.",
        "2024-05-10",
        ["May 9 = 2024-05-09", "The day before = 2024-05-08"],
    ),
    ("They met on May 9. He was ill the day before he left.", "2024-05-10", ["May 9 = 2024-05-09"]),
    ("The summit will be held on January 5.", "2024-12-20", ["January 5 = 2025-01-05"]),
    ("The vote is scheduled for March 3.", "2025-02-20", ["March 3 = 2025-03-03"]),
    ("ahead of the March 9 election", "2025-02-20", ["March 9 = 2025-03-09"]),
    (
        "The board raised the dividend, payable Dec. 10 to holders of record Nov. 20.",
        "1989-10-30",
        ["Dec. 10 = 1989-12-10", "Nov. 20 = 1989-11-20"],
    ),
    ("Crude oil for September delivery settled at $27.", "1990-08-16", ["September = 1990-09"]),
    ("Wheat for May delivery rose.", "1990-01-16", ["May = 1990-05"]),
    (
        "He takes office Aug. 7, but won the June 21 vote.",
        "1998-06-26",
        ["Aug. 7 = 1998-08-07", "June 21 = 1998-06-21"],
    ),
    ("It could begin as early as September, an aide said.", "1998-06-26", ["September = 1998-09"]),
    ("The bank said it would cut off funds on Monday.", "2013-03-22", ["Monday = 2013-03-25"]),
    ("The bank cut off funds on Monday.", "2013-03-22", ["Monday = 2013-03-18"]),
    ("They agreed to put the offer to a vote on Monday.", "2013-03-22", ["Monday = 2013-03-25"]),
    (
        "The boy was found on Thanksgiving Day and celebrated Christmas Day in Miami.",
        "2000-01-07",
        ["Thanksgiving Day = 1999-11-25", "Christmas Day = 1999-12-25"],
    ),
    (
        "On New Year’s Eve 1999 they met; they will meet again on Thanksgiving.",
        "2000-01-07",
        ["New Year’s Eve 1999 = 1999-12-31", "Thanksgiving = 2000-11-23"],
    ),
    ("Leaders called a general strike for Tuesday.", "2000-04-24", ["Tuesday = 2000-04-25"]),
    ("The agency had set a deadline of April 13.", "2000-04-24", ["April 13 = 2000-04-13"]),
    ("A meeting planned for April 10 was cancelled.", "1998-05-01", ["April 10 = 1998-04-10"]),
    (
        "The jury found him guilty on December twenty-third.",
        "1998-01-08",
        ["December twenty-third = 1997-12-23"],
    ),
    (
        "The event is being organised on Saturday February 1.",
        "2025-01-15",
        ["Saturday February 1 = 2025-02-01"],
    ),
    ("met December 13 with the President on the margins", "2022-12-15", ["December 13 = 2022-12-13"]),
    ("He spoke by phone (to the one on March 1 ).", "2026-03-08", ["March 1 = 2026-03-01"]),
    ("at a February 18 meeting with the Ambassador", "2025-02-19", ["February 18 = 2025-02-18"]),
    ("from February 19-22, it was held", "2025-02-24", ["February 19-22 = 2025-02-19/2025-02-22"]),
    ("which will be held from February 19–22", "2025-02-18", ["February 19–22 = 2025-02-19/2025-02-22"]),
    (
        "He stayed from December 30 to January 2.",
        "2025-01-10",
        ["December 30 to January 2 = 2024-12-30/2025-01-02"],
    ),
    ("on the Fourth of July he spoke", "2025-07-10", ["Fourth of July = 2025-07-04"]),
    ("On 5 March last year they met.", "2025-02-20", ["5 March last year = 2024-03-05"]),
    ("In March 15 people were hired.", "2025-04-20", ["March = 2025-03"]),
    # A year that the text gave this month or day before.
    (
        "invited to celebrations on May 9, 2025. He will come on May 9.",
        "2024-03-01",
        ["May 9, 2025 = 2025-05-09", "May 9 = 2025-05-09"],
    ),
    (
        "In October 2023 he paid a visit; on October 25 they met.",
        "2025-02-07",
        ["October 2023 = 2023-10", "October 25 = 2023-10-25"],
    ),
    (
        "In 1972 he went to China. On February 21 he met Mao.",
        "2025-03-01",
        ["1972 = 1972", "February 21 = 1972-02-21"],
    ),
    (
        "Since the normalisation in 1991 ties grew. On January 8 they met.",
        "2025-01-20",
        ["1991 = 1991", "January 8 = 2025-01-08"],
    ),
    # A year of two digits lies in the century that is nearest.
    (
        "Talks are due on 01/15/00, after those of 11/20/99.",
        "1999-12-28",
        ["01/15/00 = 2000-01-15", "11/20/99 = 1999-11-20"],
    ),
    # A year that only tells which one is meant, or that says nothing of another month.
    (
        "They broke off the talks that followed the May 1996 accord. On May 20 they met again.",
        "1998-06-10",
        ["May 1996 = 1996-05", "May 20 = 1998-05-20"],
    ),
    (
        "The front split in mid-1995. But in April last year, it was joined again.",
        "1998-06-10",
        ["1995 = 1995", "April last year = 1997-04"],
    ),
    # What was intended then lies nearest; what was put off lies ahead.
    ("The trial was to open Dec. 1.", "1998-01-13", ["Dec. 1 = 1997-12-01"]),
    ("The vote was scheduled for Jan. 20.", "1998-01-13", ["Jan. 20 = 1998-01-20"]),
    ("The offer was extended to Nov. 10.", "1989-10-27", ["Nov. 10 = 1989-11-10"]),
    # Days counted from the report.
    ("Jon Finer met today with the Minister", "2024-05-30", ["today = 2024-05-30"]),
    ("Today, President Trump held a call.", "2025-04-18", ["Today = 2025-04-18"]),
    ("Today is the mission’s second day.", "1998-12-05", ["Today = 1998-12-05"]),
    ("And now for today's weather.", "1998-12-05", ["today = 1998-12-05"]),
    ("Today’s bipartisan vote brings us closer.", "2022-11-16", ["Today = 2022-11-16"]),
    ("Yesterday, she convened a meeting.", "2022-11-15", ["Yesterday = 2022-11-14"]),
    ("Trading resumes tomorrow.", "1989-11-02", ["tomorrow = 1989-11-03"]),
    ("the loss of life earlier this evening", "2022-11-15", ["earlier this evening = 2022-11-15"]),
    ("There is good news this morning.", "2022-11-15", ["this morning = 2022-11-15"]),
    ("Talks broke down last night.", "1998-03-01", ["last night = 1998-02-28"]),
    ("the day before yesterday", "2025-03-01", ["the day before yesterday = 2025-02-27"]),
    ("He left two days ago.", "2025-03-01", ["two days ago = 2025-02-27"]),
    ("He arrived on the 15th.", "2025-02-20", ["the 15th = 2025-02-15"]),
    ("He arrived on the 25th.", "2025-02-20", ["the 25th = 2025-01-25"]),
    (
        "The budget will come on June 1. He arrived on the 14th and will leave on the 20th.",
        "1998-05-15",
        ["June 1 = 1998-06-01", "the 14th = 1998-05-14", "the 20th = 1998-05-20"],
    ),
    ("The 5th of this month was cold.", "2025-02-20", ["The 5th of this month = 2025-02-05"]),
    # Months.
    ("Last September, China launched the group.", "2025-02-24", ["Last September = 2024-09"]),
    ("Wang said that last November they met.", "2025-02-18", ["last November = 2024-11"]),
    ("It opens next May.", "2025-02-18", ["next May = 2025-05"]),
    ("It was built this February.", "2025-03-18", ["this February = 2025-02"]),
    ("as Chair of the Council for February", "2025-02-18", ["February = 2025-02"]),
    (
        "Sales rose in January after falling in December.",
        "1998-02-27",
        ["January = 1998-01", "December = 1997-12"],
    ),
    ("They will meet in January.", "2022-12-15", ["January = 2023-01"]),
    ("The fall of prices in March may be the last.", "1997-04-14", ["March = 1997-03"]),
    ("in mid-July and early August they fell", "1998-08-07", ["July = 1998-07", "August = 1998-08"]),
    ("in March last year", "2025-02-20", ["March last year = 2024-03"]),
    ("September of last year", "2025-02-20", ["September of last year = 2024-09"]),
    (
        "August sales fell; the April elections; the March report",
        "1998-09-07",
        ["August = 1998-08", "April = 1998-04", "March = 1998-03"],
    ),
    ("Analysts said August would be worse.", "1990-08-16", ["August = 1990-08"]),
    ("from June to August", "1998-09-07", ["June to August = 1998-06/1998-08"]),
    (
        "last month, this month and next month",
        "1998-01-07",
        ["last month = 1997-12", "this month = 1998-01", "next month = 1998-02"],
    ),
    ("a month ago; two months ago", "1989-11-02", ["a month ago = 1989-10", "two months ago = 1989-09"]),
    (
        "A\u2002month ago; 2\u00a0months ago",
        "1989-11-02",
        ["A\u2002month ago = 1989-10", "2\u00a0months ago = 1989-09"],
    ),
    ("He left the day before.[12] [3]", "2025-03-01", ["the day before = 2025-02-28"]),
    # Years.
    ("at the end of last year", "2025-02-13", ["last year = 2024"]),
    ("this year and next year", "2025-02-13", ["this year = 2025", "next year = 2026"]),
    # Durations, weeks and seasons are no days.
    ("for two days, over the past six months, last week, this weekend, next spring", "2025-02-13", []),
]


@pytest.mark.parametrize(("text", "day", "expected"), REPORTS)
def test_in_a_dated_report(text: str, day: str, expected: list[str]) -> None:
    anchor = Anchor(date.fromisoformat(day), None, dated=True)
    assert shown(resolve(article_of(text), anchor).mentions) == expected


# What was told just before: (paragraphs, days found); the article is written about 24 Feb 2025.
TOLD = [
    (["They met on February 20.", "The next day he met Lamola."], ["2025-02-20", "2025-02-21"]),
    (["On February 20 he spoke.", "He spoke again the following day."], ["2025-02-20", "2025-02-21"]),
    (["On February 20 he spoke; the same day he left."], ["2025-02-20", "2025-02-20"]),
    (["on May 9, 2025.", "“We will celebrate on that day.”"], ["2025-05-09", "2025-05-09"]),
    (
        ["They met on February 17.", "Two days previously, on February 15, he left."],
        ["2025-02-17", "2025-02-15", "2025-02-15"],
    ),
    (
        ["On February 1 he resigned. Two days later he left, and the day after that he died."],
        ["2025-02-01", "2025-02-03", "2025-02-04"],
    ),
    (["from February 4-8, 2025, he stayed. The next day he left."], ["2025-02-04/2025-02-08", "2025-02-09"]),
    (
        [
            "On February 14 he met Albares.",
            "The next day he met Kurz [born on October 26, 1955]. The next day he left.",
        ],
        ["2025-02-14", "2025-02-15", "1955-10-26", "2025-02-16"],
    ),
    (
        ["In August 2024 he visited.", "They had come the previous month, July 2024."],
        ["2024-08", "2024-07", "2024-07"],
    ),
    (["Sales in September 2024 fell from the previous month."], ["2024-09", "2024-08"]),
    (["On Monday 3 February 2025 they met. On Friday they parted."], ["2025-02-03", "2025-02-07"]),
    (
        [
            "On January 18, 1950, ties began with the state founded on September 2, 1945.",
            "They wrote to each other on the anniversary day.",
        ],
        ["1950-01-18", "1945-09-02", "2025-01-18"],
    ),
    (["on 10 January 2025", "He arrived on the 21st."], ["2025-01-10", "2025-01-21"]),
]


@pytest.mark.parametrize(("body", "expected"), TOLD)
def test_after_what_was_told_just_before(body: list[str], expected: list[str]) -> None:
    reference = date(2025, 1, 24) if "anniversary" in body[-1] else date(2025, 2, 24)
    dated = resolve(article_of(*body), Anchor(reference, None))
    assert [iso(mention) for mention in dated.mentions] == expected


UNDATED = [
    "The day after receiving congratulations he wrote back.",
    "The day before the election he spoke.",
    "It filed three months after it sought protection.",
]


@pytest.mark.parametrize("text", UNDATED)
def test_the_day_before_an_event_that_has_no_day_is_none(text: str) -> None:
    dated = resolve(article_of(text), Anchor(date(2025, 2, 24), None, dated=True))
    assert dated.mentions == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Friday they met.", ["Friday"]),
        ("They met today and will part tomorrow.", ["today", "tomorrow"]),
        ("The next day they met.", ["The next day"]),
    ],
)
def test_without_the_day_of_the_report_its_days_stay_unresolved(text: str, expected: list[str]) -> None:
    dated = resolve(article_of(text), Anchor(date(2025, 2, 24), None))
    assert [quote.text for quote in dated.unresolved] == expected
    assert dated.mentions == ()


def test_without_any_anchor_a_day_without_a_year_stays_unresolved() -> None:
    dated = resolve(article_of("On November 15 they met; in May they met again."), Anchor(None, None))
    assert [quote.text for quote in dated.unresolved] == ["November 15", "May"]


def test_a_speaker_means_the_day_of_the_talks_that_were_told() -> None:
    article = article_of("On December 20, the Ministers met in Cairo.", "“Today, we are meeting in Cairo.”")
    dated = resolve(article, Anchor(date(2025, 12, 22), None, dated=True))
    assert [iso(mention) for mention in dated.mentions] == ["2025-12-20", "2025-12-20"]


def test_the_article_is_not_older_than_its_newest_past_day_and_plans_do_not_count() -> None:
    article = article_of(
        "On February 5 they met; he stayed until February 8.", "They will meet on May 9, 2025."
    )
    assert resolve(article, Anchor(date(2025, 2, 6), None)).not_before == date(2025, 2, 8)


def test_the_anchor_s_earliest_day_is_kept() -> None:
    article = article_of("On February 5 they met.")
    assert resolve(article, Anchor(date(2025, 2, 6), date(2025, 2, 20))).not_before == date(2025, 2, 20)


BROKEN = (
    "   NAIROBI, Kenya (AP) _ The ministers, who reached the accord last",
    "Sunday, will return to the disputed sites with the envoys as soon",
    "as the council, which met behind closed doors for three days,",
    "allows it, officials said. They are due to vote on the draft on",
    "Tuesday, a diplomat said. The first talks were held on Aug.",
    "12 and went on for three days.",
    "   In October they will meet again.",
)


def test_a_sentence_broken_at_a_fixed_width_is_read_whole() -> None:
    """The tense comes from the line before, a day may stand on two lines, and is cited where it begins."""
    article = article_of(*BROKEN)
    mentions = resolve(article, Anchor(date(1998, 8, 21), None, dated=True)).mentions
    assert [(mention.line, mention.text, iso(mention)) for mention in mentions] == [
        (3, "last", "1998-08-16"),
        (7, "Tuesday", "1998-08-25"),
        (7, "Aug.", "1998-08-12"),
        (9, "October", "1998-10"),
    ]
    assert all(m.text == article.line(m.line)[m.begin : m.stop] for m in mentions)
