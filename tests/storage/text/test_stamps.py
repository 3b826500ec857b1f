"""Lines that date or sign an article, and how a report opens."""

from datetime import date

import pytest

from storage.text.dump.stamps import dateline, stamp, written_day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("March 3, 2026", date(2026, 3, 3)),
        ("  Tuesday, March 3, 2026 ", date(2026, 3, 3)),
        ("3 March 2026", date(2026, 3, 3)),
        ("3rd March 2026", date(2026, 3, 3)),
        ("2026-03-03", date(2026, 3, 3)),
        ("2026-03-03 23:05", date(2026, 3, 3)),
        ("2026-03-03T23:05:00", date(2026, 3, 3)),
        ("20260303", date(2026, 3, 3)),
        ("03/04/2026", None),
        ("03/03/2026", date(2026, 3, 3)),
        ("03/24/2026", date(2026, 3, 24)),
        ("24/03/2026 10:15", date(2026, 3, 24)),
        ("24.03.2026", date(2026, 3, 24)),
        ("03.24.2026", date(2026, 3, 24)),
        ("03/24/98", date(1998, 3, 24)),
        ("03/44/2026", None),
        ("02/30/2026", None),
        ("AP-NR-03-04-98 0915EST", date(1998, 3, 4)),
        ("NYT-03-04-06 0915EST", date(2006, 3, 4)),
        ("03-04-98 0915est", date(1998, 3, 4)),
        ("March 3, 2026 at 10:15 am", date(2026, 3, 3)),
        ("Posted on March 3, 2026 by admin", date(2026, 3, 3)),
        ("Published: 3 March 2026", date(2026, 3, 3)),
        ("Press release 3 March 2026", date(2026, 3, 3)),
        ("Media Release: 3 March 2026", date(2026, 3, 3)),
        ("3 March 2026 | News", date(2026, 3, 3)),
        ("March 3, 2026 · 4 min read", date(2026, 3, 3)),
        ("March 3, 2026 by Jane Doe Leave a Comment", date(2026, 3, 3)),
        ("By Jane Doe", None),
        ("by our Dublin correspondent", None),
        ("by Dr Jane Doe on March 3, 2026", date(2026, 3, 3)),
        ("By Jane Doe in La Paz", None),
        ("By JANE DOE and John Smith", None),
        ("News / By Jane Doe / March 3, 2026", date(2026, 3, 3)),
        ("Leave a Comment / News / By admin", None),
        ("Features | Africa | 3 March 2026", date(2026, 3, 3)),
        ("22 August 2026 Hon Simon Brownlee Local Government", date(2026, 8, 22)),
        ("Published on 06/05/2024 18h20", None),
        ("By our correspondent", None),
        ("By Carlos Martinez | March 3, 2026", date(2026, 3, 3)),
        ("Posted by Mele at 10:30 AM", None),
        ("Posted by admin", None),
        ("Author: Jane Doe", None),
        ("Submitted by editor on 6 March 2025", date(2025, 3, 6)),
        ("Published by the press office, March 6, 2025", date(2025, 3, 6)),
    ],
)
def test_a_stamp_and_its_day(line: str, day: date | None) -> None:
    found = stamp(line)
    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    "line",
    [
        "",
        "On March 3, 2026, the president met his guests.",
        "March 3: the day that all was decided",
        "12 April: Stop the bases demonstration, Lakenheath",
        "By the time he came, all was over",
        "By train to Lhasa in 24 hours",
        "Jan. Jan. Jan.",
        "May Day greetings to all workers",
        "2026",
        "20262503",
        "Press Briefing | 3 March 2026",
        "Peru / Chile / Bolivia: who owns the salt?",
        "AP-NR 03 0915EST",
        "13-04-98 0915est",
        "10-15-20 1200mph",
        "President meets Egyptian foreign minister",
        "Submitted by editor on 6 March 2025. It was late.",
    ],
)
def test_no_stamp(line: str) -> None:
    assert stamp(line) is None


@pytest.mark.parametrize(
    ("line", "text", "place", "day", "agency"),
    [
        ("CARACAS, Jan. 11 (Xinhua) — Chinese", "CARACAS, Jan. 11 (Xinhua)", "Caracas", None, "Xinhua"),
        ("Feb. 18 (Nhân Dân) — General", "Feb. 18 (Nhân Dân)", None, None, "Nhân Dân"),
        ("Beijing, January 13th (IDCPC) — Liu", "Beijing, January 13th (IDCPC)", "Beijing", None, "IDCPC"),
        ("HANOI (VNA) – The", "HANOI (VNA)", "Hanoi", None, "VNA"),
        ("Havana, Feb 3 (Prensa Latina) The", "Havana, Feb 3 (Prensa Latina)", "Havana", None,
         "Prensa Latina"),
        ("MOSCOW, February 5. /TASS/. The", "MOSCOW, February 5. /TASS/", "Moscow", None, "TASS"),
        ("St. Petersburg, June 3 (TASS) — x", "St. Petersburg, June 3 (TASS)", "St. Petersburg", None,
         "TASS"),
        ("LONDON (Reuters) - Bank", "LONDON (Reuters)", "London", None, "Reuters"),
        ("WASHINGTON – Today, he", "WASHINGTON", "Washington", None, None),
        ("WASHINGTON, D.C. — Today", "WASHINGTON, D.C.", "Washington", None, None),
        ("PALIKIR, Pohnpei—August 13, 2026—His", "PALIKIR, Pohnpei—August 13, 2026", "Palikir", date(2026,
         8, 13), None),
        ("GENEVA (5 March 2026) – Experts", "GENEVA (5 March 2026)", "Geneva", date(2026, 3, 5), None),
        ("Munich, February 14, 2025", "Munich, February 14, 2025", "Munich", date(2025, 2, 14), None),
        ("[PRESS RELEASE – Apia, 24 October 2024]", "Apia, 24 October 2024", "Apia", date(2024, 10, 24),
         None),
        ("[SPEECH: Savai’i, 27 September 2024]", "Savai’i, 27 September 2024", "Savai’i", date(2024, 9, 27),
         None),
        ("[Honiara, 4 February 2025]", "Honiara, 4 February 2025", "Honiara", date(2025, 2, 4), None),
        ("(Xinhua) — The", "(Xinhua)", None, None, "Xinhua"),
        ("Riyadh, January 14, 2025, SPA -- The", "Riyadh, January 14, 2025, SPA", "Riyadh", date(2025, 1,
         14), "SPA"),
        ("Caracas, 18 November 2024.- The", "Caracas, 18 November 2024", "Caracas", date(2024, 11, 18),
         None),
    ],
)  # fmt: skip
def test_datelines(line: str, text: str, place: str | None, day: date | None, agency: str | None) -> None:
    found = dateline(line)
    assert found is not None
    assert (line[found.begin : found.stop], found.place, found.day, found.agency) == (
        text,
        place,
        day,
        agency,
    )


@pytest.mark.parametrize(
    "line",
    [
        "The European Union (EU) said that it would",
        "China — which has grown — said so",
        "On February 5 the two sides — as ever — met",
        "Russia - a great country",
        "President Xi (left) and his guest",
        "Cabinet Business – Wednesday 17th September 2025",
        "Cabinet Decisions, 17 September 2025",
        "Weekly Round-Up, 3 May 2025",
        "Questions and Answers – 4 June 2024",
        "",
    ],
)
def test_no_dateline(line: str) -> None:
    assert dateline(line) is None


def test_an_impossible_day_is_none() -> None:
    assert written_day("February 30, 2025") is None
    assert written_day("February 30, 2025, or March 1, 2025") == date(2025, 3, 1)
