"""When articles were written, from what their whole dump says together."""

import pickle
from datetime import date

import pytest

from storage.text.dates import anchors, evidence, resolve
from storage.text.records import Anchor, Sidecar
from tests.storage.text.dated_articles import article_of, iso

NEWEST_FIRST = [
    "On March 1st, Orsi was inaugurated. He was elected on November 24, 2024.",
    "He took a phone call on February 24.",
    "He was in Dublin on February 17.",
    "The party recently celebrated its founding.",
    "They met on January 8 and parted on January 13.",
    "On December 28 a treaty was signed.",
    "In the old year they met on October 7.",
]
YEARS = ["2025-03-01", "2025-02-24", "2025-02-17", None, "2025-01-08", "2024-12-28", "2024-10-07"]


def dump(bodies: list[str], as_of: date | None = None) -> list[Anchor]:
    return anchors([evidence(article_of(body)) for body in bodies], Sidecar("dump", as_of=as_of))


def first_days(bodies: list[str], found: list[Anchor]) -> list[str | None]:
    """The first mention of each article, dated by its anchor."""
    dated = [resolve(article_of(body), anchor).mentions for body, anchor in zip(bodies, found, strict=True)]
    return [iso(mentions[0]) if mentions else None for mentions in dated]


def test_one_whole_date_dates_the_articles_around_it_across_new_year() -> None:
    assert first_days(NEWEST_FIRST, dump(NEWEST_FIRST)) == YEARS


def test_an_archive_that_runs_oldest_first_is_recognised() -> None:
    bodies = NEWEST_FIRST[::-1]
    found = dump(bodies)
    assert first_days(bodies, found) == YEARS[::-1]
    assert found[-1].not_before == date(2025, 3, 1)


def test_no_article_is_older_than_the_one_below_it() -> None:
    days = [anchor.not_before for anchor in dump(NEWEST_FIRST)]
    known = [day for day in days if day is not None]
    assert len(known) == len(NEWEST_FIRST)
    assert known == sorted(known, reverse=True)


def test_an_article_without_a_day_takes_the_time_of_its_neighbours() -> None:
    found = dump(NEWEST_FIRST)[3]
    assert (found.reference, found.not_before, found.dated) == (date(2025, 1, 13), date(2025, 1, 13), False)


def test_the_day_after_what_was_told_counts_for_the_earliest_day() -> None:
    (found,) = dump(["They met on February 20, 2025. The next day he met Lamola."])
    assert found.not_before == date(2025, 2, 21)


def test_plans_do_not_make_an_article_younger() -> None:
    found = dump(["They will meet on May 9, 2025.", "They met on January 21, 2025."])
    assert [anchor.not_before for anchor in found] == [date(2025, 1, 21), date(2025, 1, 21)]


def test_a_founding_long_ago_does_not_make_the_dump_old() -> None:
    bodies = [
        "It was founded on February 3, 1930. They met on February 4.",
        "In 2025, on January 20, they met.",
    ]
    assert [anchor.reference for anchor in dump(bodies)] == [date(2025, 2, 4), date(2025, 1, 20)]


def test_a_biography_does_not_drag_its_neighbours_back() -> None:
    bodies = [
        "We condemn the November 15 attack.",
        "They finalised it on 13 July 2022.",
        "He joined the Board in August 2005.",
    ]
    assert dump(bodies)[0].reference == date(2022, 11, 15)


def test_weekdays_beside_days_choose_between_years() -> None:
    bodies = ["On Saturday February 1 they spoke.", "He spoke in 2024 and in 2025."]
    assert dump(bodies)[0].reference == date(2025, 2, 1)


def test_stated_publication_days_are_taken_as_they_are() -> None:
    items = [evidence(article_of("They met on May 3.", published=date(2019, 5, 4)))]
    assert anchors(items, Sidecar("dump", as_of=date(2026, 1, 1))) == [
        Anchor(date(2019, 5, 4), date(2019, 5, 4), dated=True)
    ]


def test_a_single_report_is_dated_by_its_sidecar() -> None:
    assert dump(["They met today."], as_of=date(2023, 3, 17)) == [
        Anchor(date(2023, 3, 17), date(2023, 3, 17), dated=True)
    ]


def test_an_archive_s_as_of_gives_years_but_is_no_publication_day() -> None:
    found = dump(["They met on March 3. He left today.", "They met on November 20."], as_of=date(2026, 3, 8))
    assert [anchor.reference for anchor in found] == [date(2026, 3, 3), date(2025, 11, 20)]
    assert not any(anchor.dated for anchor in found)


def test_nothing_that_states_a_year_gives_no_anchor() -> None:
    assert dump(["They met on November 15.", "He said so on Tuesday."]) == [Anchor(None, None)] * 2


def test_an_empty_dump_has_no_anchors() -> None:
    assert anchors([], Sidecar("dump")) == []


@pytest.mark.parametrize("order", [[3, 0, 4, 1, 5, 2], [5, 1, 3, 0, 2, 4]])
def test_without_order_each_article_stands_for_itself(order: list[int]) -> None:
    """Whole datelines months apart, in no order: none lends its time to another."""
    days = [
        date(2020, 1, 10),
        date(2021, 6, 1),
        date(2022, 3, 5),
        date(2023, 9, 9),
        date(2024, 2, 2),
        date(2025, 7, 7),
    ]
    bodies = [f"CAIRO, {days[i]:%B} {days[i].day}, {days[i].year} (AP) — They met." for i in order]
    assert [anchor.not_before for anchor in dump(bodies)] == [days[i] for i in order]


def test_evidence_is_small_and_can_go_to_another_process() -> None:
    article = article_of(*["On February 20 they met in 2024."] * 500)
    found = evidence(article)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 -- what this test itself pickled
    assert len(pickle.dumps(found)) < 10_000


def test_an_archive_of_a_thousand_articles_is_weighed_at_once() -> None:
    """The choice of years is linear in the articles."""
    item = evidence(article_of("On February 20 they met."))
    whole = evidence(article_of("They met on February 21, 2025."))
    found = anchors([whole, *[item] * 1000], Sidecar("dump"))
    assert {anchor.reference for anchor in found[1:]} == {date(2025, 2, 20)}
