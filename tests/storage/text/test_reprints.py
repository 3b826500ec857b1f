"""What is read of a reprint: its title, dateline, place, day and agency."""

from datetime import date

import pytest

from storage.text.dump.agencies import named_in, short_name
from storage.text.dump.outline import outline
from storage.text.dump.reprints import reprints

TEXT = "The two sides exchanged views on the relations of the two countries and agreed to meet in the autumn."


def found(*body: str, agency: str | None = None) -> list[tuple[object, ...]]:
    """Line, last line, title, dateline, place, day and agency of the reprints of such a body."""
    lines = ("Title", *body)
    return [
        (r.line, r.last_line, r.title, r.dateline, r.place, r.date, r.agency)
        for r in reprints(lines, 1, list(outline(body, 2)), len(lines), agency)
    ]


MFA = "The following article was originally published on the website of the Chinese Foreign Ministry."
RUSSIAN_MFA = "The following article was originally published on the website of the Russian Foreign Ministry."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (  # Neither title nor dateline.
            [MFA, "", TEXT, "", TEXT],
            [(4, 6, None, None, None, None, "MFA")],
        ),
        (  # The introduction goes on to speak of what it introduces.
            [MFA, "", "She notes that the report has grown by forty pages. It is not alone.", "", TEXT],
            [(6, 6, None, None, None, None, "MFA")],
        ),
        (  # Title and dateline; the agency of the brackets.
            ["The following articles were originally published by Xinhua and Granma.", "",
             "Xi meets Zardari", "BEIJING, Feb. 5 (Xinhua) — " + TEXT, "",
             "Cuba thanks China", "", "Havana, Feb. 6 (Prensa Latina) " + TEXT],
            [(4, 5, "Xi meets Zardari", "BEIJING, Feb. 5 (Xinhua)", "Beijing", None, "Xinhua"),
             (7, 9, "Cuba thanks China", "Havana, Feb. 6 (Prensa Latina)", "Havana", None, "Prensa Latina")],
        ),
        (  # A speech: a second title, a dateline alone on its line with a whole date.
            ["We reprint the full text below. It was originally published on the website of the IDCPC.", "",
             "Keynote Speech by the Minister", "At the Conference", "", "Munich, February 14, 2025", "",
             "Dear Friends,", TEXT],
            [(4, 10, "Keynote Speech by the Minister", "Munich, February 14, 2025", "Munich",
              date(2025, 2, 14), "IDCPC")],
        ),
        (  # Nothing introduces it but an agency's dateline below a title.
            [TEXT, "", "Envoy attends inauguration", "", "CARACAS, Jan. 11 (Xinhua) — " + TEXT],
            [(4, 6, "Envoy attends inauguration", "CARACAS, Jan. 11 (Xinhua)", "Caracas", None, "Xinhua")],
        ),
        (  # A day under the title, as ministries give it.
            [RUSSIAN_MFA, "", "Press release on talks", "3 March 2026", "", TEXT],
            [(4, 7, "Press release on talks", None, None, date(2026, 3, 3), "Russian MFA")],
        ),
        (  # The article's own dateline is no reprint's.
            ["PALIKIR, Pohnpei — August 12, 2026 — " + TEXT, "", TEXT],
            [],
        ),
        (  # Nor does it reprint what it gives in full, in the same line or below.
            ["Hanoi (VNA) – The full text of the joint statement is as follows:", "", TEXT],
            [],
        ),
        (
            ["Hanoi (VNA) – " + TEXT, "", "The full text of the joint statement is as follows:", "", TEXT],
            [],
        ),
        (["The following articles were originally published by Xinhua."], []),
        (  # Two are announced in so many words: the second has no dateline.
            ["Below we republish two reports, from CGTN and from Xinhua.", "",
             "Traders hail winter opening", TEXT, "",
             "Pass stays open all the year", "", TEXT],
            [(4, 5, "Traders hail winter opening", None, None, None, "CGTN"),
             (7, 9, "Pass stays open all the year", None, None, None, "Xinhua")],
        ),
        (  # Nothing but `from` and a name.
            ["The following editorial is from the Morning Star.", "", TEXT],
            [(4, 4, None, None, None, None, "Morning Star")],
        ),
        (
            [TEXT, "", "The union’s statement is below.", "", "Statement on the talks", "", TEXT],
            [(6, 8, "Statement on the talks", None, None, None, None)],
        ),
        (["The following reports are from early last year.", "", TEXT], []),
        (  # Its foot says that all of it stood elsewhere first.
            [TEXT, "", "This article first appeared in the Morning Star."],
            [(2, 4, None, None, None, None, "Morning Star")],
        ),
        ([TEXT, "", "The agreement was first published in the Morning Star."], []),
        ([], []),
    ],
)  # fmt: skip
def test_reprints_of_a_body(body: list[str], expected: list[tuple[object, ...]]) -> None:
    assert found(*body) == expected


def test_the_sidecars_agency_serves_where_none_is_named() -> None:
    assert found("We reprint the article below.", "", TEXT, agency="VNA")[0][-1] == "VNA"
    assert found("The following article was published by Granma.", "", TEXT, agency="VNA")[0][-1] == "Granma"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("published by the Xinhua News Agency.", ("Xinhua",)),
        ("on the website of the IDCPC and by the Xinhua News Agency.", ("IDCPC", "Xinhua")),
        ("published by Nhân Dân.", ("Nhân Dân",)),
        ("first appeared in the Samoa Observer.", ("Samoa Observer",)),
        ("on the website of the Ministry of Foreign Affairs of Vietnam.", ("Vietnam MFA",)),
        ("was first published on Monday.", ()),
        ("", ()),
    ],
)
def test_agencies_that_an_introduction_names(text: str, names: tuple[str, ...]) -> None:
    assert named_in(text) == names


@pytest.mark.parametrize(
    ("written", "short"),
    [("Xinhua News Agency", "Xinhua"), ("Associated  Press", "AP"), ("Fiji Times", "Fiji Times"), ("", "")],
)
def test_short_names(written: str, short: str) -> None:
    assert short_name(written) == short
