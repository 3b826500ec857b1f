"""Meetings of a country: merged over articles, counted, filtered, in order."""

from collections.abc import Sequence
from datetime import date

import pytest

from storage.archive import Archive, encounters, loader
from storage.archive.answers import CountryMeetings, MeetingQuery
from storage.text.records import Meeting
from tests.storage.archive.stored import Entry, analysis, article, met, store

ZARDARI = met("Xi met Zardari.", "Xi Jinping", "Asif Ali Zardari", place="Beijing")
AGAIN = met("President Xi held talks with Zardari.", "Xi", "Zardari")
ZHAO = met("Zardari also met Zhao Leji.", "Asif Ali Zardari", "Zhao Leji")
VISIT = met(
    "Zardari visited China.", "Asif Ali Zardari", kind="visit", start=date(2025, 2, 4), end=date(2025, 2, 8)
)
OLD = met("Wang Yi met Dar.", "Wang Yi", "Ishaq Dar", start=date(2024, 5, 15))
UNDATED = met("Li called Sharif.", "Li Qiang", "Shehbaz Sharif", start=None, kind="call")
ORSI = met("Han met Orsi.", "Han Jun", "Yamandú Orsi", start=date(2025, 3, 2), countries=("CN", "UY"))


def telling(title: str, *meetings: Meeting) -> Entry:
    return article(title, *(meeting.evidence.text for meeting in meetings)), analysis(meetings=meetings)


@pytest.fixture
async def diplomacy(empty: Archive) -> Archive:
    await store(
        empty,
        "a.txt",
        [
            telling("Talks", ZARDARI, ZHAO),
            telling("Visit", VISIT, AGAIN),
            telling("Others", OLD, UNDATED, ORSI),
        ],
    )
    return empty


def told(answer: CountryMeetings) -> list[str]:
    return [encounter.meeting.evidence.text for encounter in answer.encounters]


async def test_meetings_are_in_order_with_undated_ones_last(diplomacy: Archive) -> None:
    answer = await encounters.of_country(diplomacy, MeetingQuery("PK"))

    assert told(answer) == [
        "Wang Yi met Dar.",
        "Zardari visited China.",
        "Xi met Zardari.",
        "Zardari also met Zhao Leji.",
        "Li called Sharif.",
    ]
    assert (answer.total, answer.capped, answer.undated) == (5, False, 1)
    assert list(answer.by_kind.items()) == [("meeting", 3), ("call", 1), ("visit", 1)]


async def test_a_meeting_told_in_two_articles_is_one_that_cites_both(diplomacy: Archive) -> None:
    answer = await encounters.of_country(diplomacy, MeetingQuery("PK", since=date(2025, 2, 5)))

    encounter = answer.encounters[1]
    assert encounter.meeting == ZARDARI
    assert [(citation.article.title, citation.quote.text) for citation in encounter.citations] == [
        ("Talks", "Xi met Zardari."),
        ("Visit", "President Xi held talks with Zardari."),
    ]


@pytest.mark.parametrize(
    "other",
    [
        met("Other day.", "Xi Jinping", "Asif Ali Zardari", start=date(2025, 2, 6)),
        met("Other kind.", "Xi Jinping", "Asif Ali Zardari", kind="message"),
        met("Other people.", "Xi Jinping", "Ishaq Dar"),
        met("One more of them.", "Xi Jinping", "Ishaq Dar", "Wang Yi"),
        met("Nobody named."),
    ],
)
async def test_what_differs_in_day_kind_or_people_is_another_meeting(empty: Archive, other: Meeting) -> None:
    await store(empty, "a.txt", [telling("One", ZARDARI), telling("Two", other)])
    assert (await encounters.of_country(empty, MeetingQuery("PK"))).total == 2


async def test_two_meetings_of_one_article_stay_two(empty: Archive) -> None:
    """The analysis has decided that they are."""
    await store(empty, "a.txt", [telling("One", ZARDARI, AGAIN)])
    assert (await encounters.of_country(empty, MeetingQuery("PK"))).total == 2


async def test_a_video_call_is_told_as_a_call_too(empty: Archive) -> None:
    call = met("They spoke by phone.", "Xi", "Zardari", kind="call")
    video = met("They spoke by video link.", "Xi Jinping", "Asif Ali Zardari", kind="video")
    await store(empty, "a.txt", [telling("One", call), telling("Two", video)])
    assert (await encounters.of_country(empty, MeetingQuery("PK"))).total == 1


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        (MeetingQuery("UY"), ["Han met Orsi."]),
        (MeetingQuery("CN", with_="UY"), ["Han met Orsi."]),
        (MeetingQuery("CN", with_="orsi"), ["Han met Orsi."]),
        (MeetingQuery("CN", with_="Yamandu ORSI"), ["Han met Orsi."]),
        (MeetingQuery("PK", with_="YI"), ["Wang Yi met Dar."]),
        (MeetingQuery("PK", with_="Zhao Leji"), ["Zardari also met Zhao Leji."]),
        (MeetingQuery("PK", with_="UY"), []),
        (MeetingQuery("PK", kind="visit"), ["Zardari visited China."]),
        (MeetingQuery("PK", with_="CN", kind="call"), ["Li called Sharif."]),
        (MeetingQuery("PK", with_="zardari", kind="visit"), ["Zardari visited China."]),
        (MeetingQuery("PK", until=date(2024, 12, 31)), ["Wang Yi met Dar."]),
        (MeetingQuery("PK", since=date(2025, 2, 7)), ["Zardari visited China."]),
        (MeetingQuery("PK", since=date(2025, 2, 9)), []),
        (
            MeetingQuery("PK", kind="visit", since=date(2025, 2, 8), until=date(2025, 2, 8)),
            ["Zardari visited China."],
        ),
        (MeetingQuery("XX"), []),
    ],
)
async def test_conditions(diplomacy: Archive, query: MeetingQuery, sentences: Sequence[str]) -> None:
    answer = await encounters.of_country(diplomacy, query)
    assert told(answer) == list(sentences)
    assert answer.total == len(sentences)


async def test_a_misspelled_name_gets_a_suggestion(diplomacy: Archive) -> None:
    answer = await encounters.of_country(diplomacy, MeetingQuery("PK", with_="Zardary"))
    assert answer.suggestions == ("Zardari",)


async def test_only_names_of_the_meetings_that_are_asked_for_are_suggested(diplomacy: Archive) -> None:
    """Any other would lead to `no meetings` again."""
    answer = await encounters.of_country(diplomacy, MeetingQuery("UY", with_="Zardary"))
    assert answer.suggestions == ()


async def test_pages_follow_each_other(diplomacy: Archive) -> None:
    pages = [
        await encounters.of_country(diplomacy, MeetingQuery("PK"), offset=at, limit=2) for at in (0, 2, 4)
    ]
    assert [len(page.encounters) for page in pages] == [2, 2, 1]
    assert {page.total for page in pages} == {5}


async def test_countries_are_ranked_by_their_meetings(diplomacy: Archive) -> None:
    ranked = await encounters.ranking(diplomacy)

    assert [(each.country, each.total, each.last) for each in ranked] == [
        ("CN", 6, ORSI),
        ("PK", 5, ZHAO),
        ("UY", 1, ORSI),
    ]


async def test_a_ranking_by_kind_tells_the_latest_of_that_kind(diplomacy: Archive) -> None:
    """The latest meeting of any kind would be taken for a call."""
    visits = await encounters.ranking(diplomacy, kind="visit")
    assert [(each.country, each.last) for each in visits] == [("CN", VISIT), ("PK", VISIT)]
    calls = await encounters.ranking(diplomacy, kind="call")
    assert [(each.country, each.last) for each in calls] == [("CN", None), ("PK", None)]


async def test_removing_a_dump_takes_its_tellings_and_counts_along(diplomacy: Archive) -> None:
    await store(
        diplomacy,
        "b.txt",
        [telling("Elsewhere", met("The two met.", "Xi Jinping", "Asif Ali Zardari"), ORSI)],
    )
    before = await encounters.ranking(diplomacy)
    assert [each.total for each in before] == [6, 5, 1]

    await loader.remove(diplomacy, "a.txt")

    assert [(each.country, each.total) for each in await encounters.ranking(diplomacy)] == [
        ("CN", 2),
        ("PK", 1),
        ("UY", 1),
    ]
    assert told(await encounters.of_country(diplomacy, MeetingQuery("PK"))) == ["The two met."]
    assert await diplomacy.ask(lambda raw: tuple(raw.execute(DERIVED).fetchone())) == (2, 4, 4, 30)


DERIVED = """
SELECT (SELECT count(*) FROM encounter), (SELECT count(*) FROM encounter_country),
       (SELECT count(*) FROM encounter_pair), (SELECT count(*) FROM encounter_key)
"""


async def test_a_dump_that_is_removed_and_loaded_again_leaves_all_as_it_was(diplomacy: Archive) -> None:
    more = [telling("Elsewhere", met("The two met.", "Xi Jinping", "Asif Ali Zardari"))]
    await store(diplomacy, "0.txt", more)
    first = await encounters.of_country(diplomacy, MeetingQuery("PK"))
    await loader.remove(diplomacy, "0.txt")
    await store(diplomacy, "0.txt", more)

    assert await encounters.of_country(diplomacy, MeetingQuery("PK")) == first


@pytest.mark.parametrize("start", [None, date(2025, 2, 5)])
async def test_a_dump_that_is_replaced_leaves_none_of_its_meetings(
    empty: Archive, start: date | None
) -> None:
    """Its meetings' numbers are given to those of the new one."""
    for told_, who in (("Xi met Dar.", "Ishaq Dar"), ("Xi met Zardari.", "Asif Ali Zardari")):
        await store(empty, "a.txt", [telling("Talks", met(told_, "Xi Jinping", who, start=start))])
        answer = await encounters.of_country(empty, MeetingQuery("PK"))

        assert told(answer) == [told_]
        assert (answer.total, answer.undated) == (1, 0 if start else 1)
        assert [each.total for each in await encounters.ranking(empty)] == [1, 1]
    assert (await encounters.of_country(empty, MeetingQuery("PK", with_="Dar"))).total == 0


async def test_the_last_of_all_that_were_found_are_told_in_brief_whatever_the_page(
    diplomacy: Archive,
) -> None:
    """With a table's counts, and where all that match are looked through."""
    for query in (
        MeetingQuery("PK"),
        MeetingQuery("PK", since=date(2025, 1, 1)),
        MeetingQuery("PK", with_="CN"),
    ):
        whole = await encounters.of_country(diplomacy, query)
        briefly = [
            (each.meeting.kind, each.meeting.start, each.meeting.end, {*each.meeting.countries} - {"PK"})
            for each in whole.encounters
        ]
        for latest in (2, 100):
            answer = await encounters.of_country(diplomacy, query, limit=1, latest=latest)
            found = [(each.kind, each.start, each.end, {*each.others}) for each in answer.latest]
            assert found == briefly[-latest:]
    assert not whole.latest


async def test_beyond_what_is_counted_pages_go_on(
    diplomacy: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = MeetingQuery("PK", with_="CN")
    last = (await encounters.of_country(diplomacy, every)).encounters[-2:]
    monkeypatch.setattr(encounters, "COUNT_CAP", 3)

    answer = await encounters.of_country(diplomacy, every, limit=2, latest=2)
    assert (answer.total, answer.capped, answer.undated) == (3, True, 0)
    assert dict(answer.by_kind) == {"meeting": 2, "visit": 1}
    assert [each.start for each in answer.latest] == [each.meeting.start for each in last]
    rest = await encounters.of_country(diplomacy, every, offset=2, limit=2)
    assert told(rest) == ["Xi met Zardari.", "Zardari also met Zhao Leji."]
    assert told(await encounters.of_country(diplomacy, every, offset=4, limit=2)) == ["Li called Sharif."]

    monkeypatch.setattr(encounters, "COUNT_CAP", 5)
    assert not (await encounters.of_country(diplomacy, every)).capped
