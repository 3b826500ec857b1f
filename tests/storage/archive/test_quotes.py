"""Whatever country or day is asked for: every sentence of the answer stands in the dump, letter by letter."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from storage.archive import Archive, almanac, encounters
from storage.archive.answers import Citation, MeetingQuery

SEED = Path(__file__).parents[3] / "seeds" / "000_cb0a8e21444615b1.txt"
LINES = SEED.read_text(encoding="utf-8").split("\n")


def assert_exact(citations: Iterable[Citation]) -> int:
    """Each stands where it says; returns how many there were."""
    told = tuple(citations)
    for citation in told:
        quote = citation.quote
        assert citation.article.source == SEED.name
        assert LINES[quote.line - 1][quote.begin :].startswith(quote.text)
        assert quote.text == quote.text.strip() != ""
    return len(told)


async def test_every_sentence_about_any_country_is_in_the_dump(archive: Archive) -> None:
    countries = [ranked.country for ranked in await encounters.ranking(archive, limit=500)]
    assert len(countries) > 30
    for country in countries:
        answer = await encounters.of_country(archive, MeetingQuery(country), limit=500)
        told = [citation for each in answer.encounters for citation in (*each.citations, *each.said)]
        assert len(answer.encounters) == answer.total > 0
        assert assert_exact(told) >= answer.total


async def test_every_sentence_of_any_day_is_in_the_dump(archive: Archive) -> None:
    leap_year = [date(2024, 1, 1) + timedelta(days) for days in range(366)]
    found = 0
    for day in leap_year:
        answer = await almanac.on_day(archive, day.month, day.day, 2024, limit=500)
        assert len(answer.entries) == answer.total
        found += assert_exact(citation for entry in answer.entries for citation in entry.citations)
    assert found > 40
