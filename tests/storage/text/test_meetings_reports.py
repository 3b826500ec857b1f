"""Reports of governments of other kinds: who met whom, when, where and how, a row for each report."""

# ruff: noqa: E501 - texts are on their lines as they were published

import pytest

from storage.text import dates
from storage.text.analysis import analyse
from storage.text.dump import parse_sidecar, read_layout, segment
from storage.text.records import Article

# publisher, day of the dump, text, meetings: kind, first day (ISO), place, countries, surnames
REPORTS = [
    (
        "White House (US)",
        "2023-05-11",
        "Readout of National Security Advisor Jake Sullivan’s Meeting with Chinese Communist Party Politburo Member and Director of the Office of the Foreign Affairs Commission Wang Yi\n\nNational Security Advisor Jake Sullivan met with Chinese Communist Party Politburo Member and Director of the Office of the Foreign Affairs Commission Wang Yi on May 10-11, 2023, in Vienna, Austria. This meeting was part of ongoing efforts to maintain open lines of communication and responsibly manage competition. The two sides had candid, substantive, and constructive discussions on key issues in the U.S.-China bilateral relationship, global and regional security issues, Russia’s war against Ukraine, and cross-Strait issues, among other topics. The two sides agreed to maintain this important strategic channel of communication to advance these objectives, building on the engagement between President Biden and President Xi in Bali, Indonesia in November 2022.",
        [("meeting", "2023-05-10", "Vienna", ["CN", "US"], ["Jake Sullivan", "Wang Yi"])],
    ),
    (
        "White House (US)",
        "2022-09-08",
        "Readout of President Biden’s Call with Allies and Partners\n\nPresident Biden spoke this morning with Prime Minister Justin Trudeau of Canada, Chancellor Olaf Scholz of Germany, Prime Minister Mario Draghi of Italy, Prime Minister Fumio Kishida of Japan, and President Andrzej Duda of Poland about our continued support for Ukraine. The leaders discussed the need to continue to ensure Ukraine has the support it needs.",
        [
            (
                "call",
                "2022-09-08",
                None,
                ["CA", "DE", "IT", "JP", "PL", "US"],
                ["Andrzej Duda", "Biden", "Fumio Kishida", "Justin Trudeau", "Mario Draghi", "Olaf Scholz"],
            )
        ],
    ),
    (
        "White House (US)",
        "2021-06-25",
        "Readout of Vice President Kamala Harris’s Meeting with President of Guatemala Alejandro Giammattei\n\nVice President Kamala Harris met yesterday with Guatemalan President Alejandro Giammattei in Guatemala City, Guatemala. They discussed the root causes of migration. The Vice President also met with community leaders and innovators. She will travel to Mexico later this week, where she will meet with President Andrés Manuel López Obrador.",
        [
            (
                "meeting",
                "2021-06-24",
                "Guatemala City",
                ["GT", "US"],
                ["Alejandro Giammattei", "Kamala Harris"],
            )
        ],
    ),
    (
        "White House (US)",
        "2023-08-05",
        "Readout of National Security Advisor Jake Sullivan’s Call with Minister of External Affairs Dr. S. Jaishankar of India\n\nNational Security Advisor Jake Sullivan spoke by phone today with India’s Minister of External Affairs Dr. S. Jaishankar. Mr. Sullivan and Dr. Jaishankar reviewed preparations for the G20 Summit. They looked forward to meeting in New Delhi next month.",
        [("call", "2023-08-05", None, ["IN", "US"], ["Jake Sullivan", "S. Jaishankar"])],
    ),
    (
        "White House (US)",
        "2023-10-27",
        "Readout of Principal Deputy National Security Advisor Jon Finer’s Meeting with the Foreign Ministers of Armenia and Azerbaijan\n\nPrincipal Deputy National Security Advisor Jon Finer met separately with Armenian Foreign Minister Ararat Mirzoyan and Azerbaijani Foreign Minister Jeyhun Bayramov on Thursday. In both meetings, Mr. Finer stressed the importance of a durable peace.",
        [
            ("meeting", "2023-10-26", None, ["AM", "US"], ["Ararat Mirzoyan", "Jon Finer"]),
            ("meeting", "2023-10-26", None, ["AZ", "US"], ["Jeyhun Bayramov", "Jon Finer"]),
        ],
    ),
    (
        "White House (US)",
        "2022-03-18",
        "Readout of the Quad National Security Advisors’ Meeting\n\nOn March 17, National Security Advisor Jake Sullivan hosted a virtual meeting with Australian Office of National Intelligence Director-General Andrew Shearer, Indian National Security Advisor Ajit Doval, and Japanese National Security Advisor Takeo Akiba. The four discussed the Indo-Pacific.",
        [
            (
                "video",
                "2022-03-17",
                None,
                ["AU", "IN", "JP", "US"],
                ["Ajit Doval", "Andrew Shearer", "Jake Sullivan", "Takeo Akiba"],
            )
        ],
    ),
    (
        "Russian Foreign Ministry (Telegram)",
        "2026-02-18",
        "📞 On February 17, Foreign Minister Sergey Lavrov had a telephone conversation with Minister of Foreign Affairs of the Republic of Türkiye Hakan Fidan, at the latter’s initiative .\n\nThe Ministers exchanged views on the situation in the Middle East.\n\n#RussiaTürkiye",
        [("call", "2026-02-17", None, ["RU", "TR"], ["Hakan Fidan", "Sergey Lavrov"])],
    ),
    (
        "Russian Foreign Ministry (Telegram)",
        "2026-02-06",
        "🗓 On February 5, Deputy Foreign Minister Andrey Rudenko received Ambassador Extraordinary and Plenipotentiary of the Republic of Korea to Russia Lee Sok-bae .\n\nThey discussed topical issues of bilateral relations.\n\n🤝 The meeting was held in a constructive atmosphere.",
        [("meeting", "2026-02-05", None, ["KR", "RU"], ["Andrey Rudenko", "Lee Sok-bae"])],
    ),
    (
        "Russian Foreign Ministry (Telegram)",
        "2026-02-11",
        "🇷🇺 🇨🇺 On February 10, Russia’s Foreign Minister Sergey Lavrov spoke over the phone with Minister of Foreign Affairs of Cuba Bruno Rodriguez Parrilla.\n\nSergey Lavrov reaffirmed Moscow's principled position on the unacceptability of exerting economic pressure on Cuba.\n\nOn February 18, Bruno Rodriguez Parrilla will visit Moscow.",
        [("call", "2026-02-10", None, ["CU", "RU"], ["Bruno Rodriguez Parrilla", "Sergey Lavrov"])],
    ),
    (
        "Russian Foreign Ministry (Telegram)",
        "2025-12-17",
        "🇷🇺 🇮🇷 On December 17, Foreign Minister Sergey Lavrov held talks in Moscow with Minister of Foreign Affairs of the Islamic Republic of Iran Abbas Araghchi, who is on a working visit to Russia .\n\nThe Ministers signed a Plan of Consultations between the two Foreign Ministries for 2026-2028.",
        [("meeting", "2025-12-17", "Moscow", ["IR", "RU"], ["Abbas Araghchi", "Sergey Lavrov"])],
    ),
    (
        "Russian Foreign Ministry (Telegram)",
        "2025-12-05",
        "🇷🇺 🇮🇳 President of Russia Vladimir Putin and Prime Minister of India Narendra Modi held talks in New Delhi (December 5, 2025)\n\n💬 Narendra Modi : Mr President, I am delighted to welcome you to the 23rd Russia-India Summit.\n\n#RussiaIndia",
        [("meeting", "2025-12-05", "New Delhi", ["IN", "RU"], ["Narendra Modi", "Vladimir Putin"])],
    ),
    (
        "Russian Foreign Ministry (Telegram)",
        "2026-01-15",
        "✉️ President of Russia Vladimir Putin sent a message of greetings to President of the Republic of Uzbekistan Shavkat Mirziyoyev on the occasion of the 34th anniversary of the country’s independence.\n\nThe message reads, in part: “Russia and Uzbekistan are bound by friendship.”",
        [("message", "2026-01-01", None, ["RU", "UZ"], ["Shavkat Mirziyoyev", "Vladimir Putin"])],
    ),
    (
        "Russian Foreign Ministry (Telegram)",
        "2026-02-13",
        "#Announcement\n\n🇷🇺 🇲🇱 On February 16, Foreign Minister Sergey Lavrov will meet in Moscow with Minister of Foreign Affairs and International Cooperation of the Republic of Mali Abdoulaye Diop.\n\nThe Ministers are expected to discuss the Sahel.",
        [],
    ),
]


def told(publisher: str, as_of: str, text: str) -> list[tuple[str, str, str | None, list[str], list[str]]]:
    lines = text.split("\n")
    sidecar = parse_sidecar("report", f'name = "{publisher}"\nas_of = {as_of}')
    articles = [
        each
        for each in segment("report.txt", lines, read_layout(lines), sidecar)
        if isinstance(each, Article)
    ]
    anchors = dates.anchors([dates.evidence(article) for article in articles], sidecar)
    return [
        (
            meeting.kind,
            meeting.start.isoformat() if meeting.start else "",
            meeting.place,
            sorted(meeting.countries),
            sorted(person.name.replace(", Jr.", "") for person in meeting.participants),
        )
        for article, anchor in zip(articles, anchors, strict=True)
        for meeting in analyse(article, anchor).meetings
    ]


@pytest.mark.parametrize(("publisher", "as_of", "text", "expected"), REPORTS)
def test_meetings_of_a_report(
    publisher: str, as_of: str, text: str, expected: list[tuple[str, str, str | None, list[str], list[str]]]
) -> None:
    """Every meeting that the report is about is found, right in all that it states."""
    found = told(publisher, as_of, text)
    for kind, start, place, countries, names in expected:
        same = [each for each in found if each[0] == kind and each[4] == names]
        assert same, (kind, names, found)
        assert any(each[1] == start for each in same), (start, same)
        assert any(each[3] == countries for each in same), (countries, same)
        assert place is None or any(each[2] == place for each in same), (place, same)
    if not expected:
        assert found == []
