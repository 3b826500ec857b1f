"""On this date: entries, their order, ranges, plans, leap days, and the nearest days."""

from datetime import date, timedelta

import pytest

from storage.archive import Archive, almanac
from storage.archive.answers import Entry
from storage.text.records import Meeting, Occurrence
from tests.storage.archive.stored import analysis, article, happened, met, store


async def tell(archive: Archive, *told: Meeting | Occurrence) -> None:
    """Store an article for each."""
    entries = []
    for number, each in enumerate(told):
        text = each.evidence.text if isinstance(each, Meeting) else each.quote.text
        understood = analysis(meetings=[each]) if isinstance(each, Meeting) else analysis(occurrences=[each])
        entries.append((article(f"Article number {number} of these", text), understood))
    await store(archive, "a.txt", entries)


def texts(entries: tuple[Entry, ...]) -> list[list[str]]:
    return [[citation.quote.text for citation in entry.citations] for entry in entries]


FIRST = happened(
    "The Republic of China was the very first country to establish diplomatic relations with Vietnam, on"
    " January 18, 1950, some months after its foundation.",
    date(1950, 1, 18),
)
FIRST_AGAIN = happened(
    "Ambassador An: it was the first country in the world to establish diplomatic relations with Vietnam on"
    " January 18, 1950, which was a milestone.",
    date(1950, 1, 18),
)
TIES = happened("On January 18, 1950, China and Vietnam established diplomatic relations.", date(1950, 1, 18))
TIES_AGAIN = happened(
    "Vietnam and China established their diplomatic relations on 18 January 1950.", date(1950, 1, 18)
)
FOUNDED = happened("The bank was founded in Rome by eleven merchants.", date(1950, 1, 18))


async def test_entries_of_a_day_are_oldest_first(empty: Archive) -> None:
    await tell(empty, met("They met.", "A", "B", start=date(2025, 1, 18)), TIES)

    day = await almanac.on_day(empty, 1, 18, 2026)

    assert [entry.start.year for entry in day.entries] == [1950, 2025]
    assert (day.total, day.month, day.day) == (2, 1, 18)
    assert day.entries[1].meeting is not None
    assert (await almanac.on_day(empty, 1, 19, 2026)).entries == ()


async def test_the_same_event_told_in_several_places_is_one_entry_citing_all(empty: Archive) -> None:
    await tell(empty, TIES, FOUNDED, TIES_AGAIN)

    day = await almanac.on_day(empty, 1, 18, 2026)

    assert texts(day.entries) == [[TIES.quote.text, TIES_AGAIN.quote.text], [FOUNDED.quote.text]]


async def test_half_of_the_telling_words_make_one_event_of_a_day(empty: Archive) -> None:
    await tell(empty, FIRST, FIRST_AGAIN)

    (entry,) = (await almanac.on_day(empty, 1, 18, 2026)).entries

    assert [citation.quote.text for citation in entry.citations] == [FIRST.quote.text, FIRST_AGAIN.quote.text]


async def test_what_one_of_those_who_met_did_besides_is_an_entry_of_its_own(empty: Archive) -> None:
    meeting = met("At the long session on peace and trade Wang Yi met Guterres.", "Wang Yi", "Guterres")
    besides = happened("Wang Yi led the long session on peace and trade.", date(2025, 2, 5))
    await tell(empty, meeting, besides)

    assert (await almanac.on_day(empty, 2, 5, 2026)).total == 2


async def test_what_tells_of_a_meeting_is_cited_with_it(empty: Archive) -> None:
    meeting = met("Xi Jinping met Zardari in the Great Hall.", "Xi Jinping", "Zardari")
    again = happened("Zardari met Xi Jinping in the Great Hall on Wednesday.", date(2025, 2, 5))
    await tell(empty, meeting, again)

    (entry,) = (await almanac.on_day(empty, 2, 5, 2026)).entries

    assert entry.id == meeting.id
    assert texts((entry,)) == [[meeting.evidence.text, again.quote.text]]


async def test_months_and_inferred_stays_make_no_entry(empty: Archive) -> None:
    await tell(
        empty,
        met(
            "In February they met.",
            "A",
            "B",
            start=date(2025, 2, 1),
            end=date(2025, 2, 28),
            precision="month",
        ),
        met(
            "During the visit C met D.", "C", "D", start=date(2025, 2, 1), end=date(2025, 2, 4), inferred=True
        ),
        met("Undated.", "E", "F", start=None),
    )
    assert (await almanac.on_day(empty, 2, 1, 2026)).total == 0


async def test_a_range_is_an_entry_on_its_first_day_and_says_until_when(empty: Archive) -> None:
    await tell(empty, met("He visited.", "A", kind="visit", start=date(2025, 2, 4), end=date(2025, 2, 8)))

    (entry,) = (await almanac.on_day(empty, 2, 4, 2026)).entries

    assert (entry.start, entry.end) == (date(2025, 2, 4), date(2025, 2, 8))
    assert (await almanac.on_day(empty, 2, 5, 2026)).total == 0


async def test_a_plan_is_shown_as_planned_until_somebody_tells_that_it_happened(empty: Archive) -> None:
    plan = happened("The summit of the leaders will open in Kazan.", date(2025, 5, 9), planned=True)
    await tell(empty, plan)
    assert [entry.planned for entry in (await almanac.on_day(empty, 5, 9, 2026)).entries] == [True]

    await tell(empty, plan, happened("The summit of the leaders opened in Kazan.", date(2025, 5, 9)))
    assert [entry.planned for entry in (await almanac.on_day(empty, 5, 9, 2026)).entries] == [False]


@pytest.mark.parametrize(
    ("month_day", "year", "entries", "leap_day"),
    [
        ((2, 28), 2026, 1, 1),
        ((2, 28), 2028, 1, 0),
        ((2, 29), 2026, 1, 0),
        ((2, 29), 2028, 1, 0),
        ((3, 1), 2026, 0, 0),
    ],
)
async def test_the_leap_day(
    empty: Archive, month_day: tuple[int, int], year: int, entries: int, leap_day: int
) -> None:
    await tell(
        empty,
        happened("Something happened on the leap day.", date(2024, 2, 29)),
        happened("A ship sank in the harbour.", date(2023, 2, 28)),
    )
    found = await almanac.on_day(empty, *month_day, year)
    assert (len(found.entries), len(found.leap_day)) == (entries, leap_day)


async def test_of_the_leap_day_a_common_year_has_the_first_entries_and_their_number(empty: Archive) -> None:
    years = range(1940, 2008, 4)
    await tell(empty, *(happened(f"Ship {year} sank in the harbour.", date(year, 2, 29)) for year in years))
    found = await almanac.on_day(empty, 2, 28, 2026, limit=5)
    assert [entry.start.year for entry in found.leap_day] == [1940, 1944, 1948, 1952, 1956]
    assert (found.total, found.leap_total) == (0, 17)
    assert (await almanac.on_day(empty, 2, 28, 2028)).leap_total == 0


async def test_a_day_that_no_calendar_has_is_refused(empty: Archive) -> None:
    with pytest.raises(ValueError, match="day"):
        await almanac.on_day(empty, 2, 30, 2026)


async def test_pages_follow_each_other(empty: Archive) -> None:
    await tell(
        empty, *(happened(f"Number {word} sailed.", date(1900 + at, 7, 1)) for at, word in enumerate("abcde"))
    )
    pages = [await almanac.on_day(empty, 7, 1, 2026, offset=at, limit=2) for at in (0, 2, 4)]
    assert [entry.start.year for page in pages for entry in page.entries] == [1900, 1901, 1902, 1903, 1904]
    assert {page.total for page in pages} == {5}


async def test_the_nearest_days_come_first_and_hold_what_was_not_shown(empty: Archive) -> None:
    day = date(2026, 1, 3)
    await tell(
        empty,
        happened("The old year ended with a flood.", date(1999, 12, 31)),
        happened("A comet was seen at dawn.", date(1980, 1, 4)),
        happened("Farmers marched to the palace.", date(1970, 1, 4)),
        happened("Too far away for anybody.", date(1980, 1, 18)),
        happened("The very day itself.", date(1990, 1, 3)),
    )

    found = await almanac.nearest(empty, day)
    assert [(each.month, each.day, each.distance, len(each.entries)) for each in found] == [
        (1, 4, 1, 2),
        (12, 31, -3, 1),
    ]

    shown = {entry.id for entry in found[0].entries[:1]}
    again = await almanac.nearest(empty, day, exclude=shown, limit=1)
    assert texts(again[0].entries) == [["A comet was seen at dawn."]]

    everything = {entry.id for each in found for entry in each.entries}
    assert await almanac.nearest(empty, day, exclude=everything) == ()


async def test_nearest_at_the_ends_of_the_calendar(empty: Archive) -> None:
    await tell(empty, happened("A comet was seen at dawn.", date(1980, 1, 4)))
    assert len(await almanac.nearest(empty, date.min + timedelta(days=1))) == 1
    assert await almanac.nearest(empty, date.max) == ()


async def test_an_entry_keeps_its_id_when_more_is_told_of_it(empty: Archive) -> None:
    await tell(empty, TIES)
    (before,) = (await almanac.on_day(empty, 1, 18, 2026)).entries
    await store(
        empty, "b.txt", [(article("Later", TIES_AGAIN.quote.text), analysis(occurrences=[TIES_AGAIN]))]
    )
    (after,) = (await almanac.on_day(empty, 1, 18, 2026)).entries
    assert before.id == after.id
    assert len(after.citations) == 2
