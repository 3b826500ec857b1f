"""Lists made at load answer as ranking every match would, whatever the conditions, also when dumps go."""

import sqlite3
from datetime import date, timedelta
from itertools import count

import pytest

from storage.archive import Archive, articles, list_making, listing, loader, matches, ranking, weighing
from storage.archive.answers import SearchQuery, SearchResult
from storage.archive.deadline import Deadline
from storage.archive.matches import Matches, Wanted
from storage.archive.query import parse
from tests.storage.archive.stored import Entry, analysis, article, store

SIZE = 700


def library() -> list[Entry]:
    """Articles of many lengths in which three words stand more or less often, and a pair side by side."""
    made = []
    for number in range(SIZE):
        body = "sea " * (1 + number % 7) + "river " * (number % 5) + "sea bridge " * (number % 11 == 0)
        body += f"word{number} " * (number % 13) + "bridge " * (number % 3)
        countries = ("PK",) if number % 4 else ("VN",)
        day = date(2000, 1, 1) + timedelta(days=number // 2)
        made.append((article(f"Article {number}", body), analysis(day=day, countries=countries)))
    return made


@pytest.fixture
async def listed(empty: Archive, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """An archive with lists, and no query so small that the index would rank it."""
    monkeypatch.setattr(listing, "LEAST", 20)
    monkeypatch.setattr(weighing, "_QUICK", 0)
    await store(empty, "many.txt", library())
    return empty


async def exhaustive(archive: Archive, expression: str, first: date | None = None) -> list[str]:
    """The ten best titles by a statement of its own, over every match."""
    statement = """
    SELECT a.title FROM article_words AS w JOIN article AS a ON a.number = w.rowid
    WHERE w.article_words MATCH ? AND coalesce(a.not_before, 0) >= ?
    ORDER BY round(bm25(w.article_words, 5.0, 1.0, 0.0), 9), w.rowid DESC LIMIT 10
    """
    since = 0 if first is None else first.toordinal()
    return await archive.ask(lambda raw: [row[0] for row in raw.execute(statement, (expression, since))])


def titles(result: SearchResult) -> list[str]:
    return [hit.article.title for hit in result.hits]


CASES = [
    (SearchQuery("sea"), "sea", None),
    (SearchQuery("riv*"), "riv*", None),
    (SearchQuery("sea river bridge"), "sea AND river AND bridge", None),
    (SearchQuery('"sea bridge"'), '"sea bridge"', None),
    (SearchQuery("river", country="VN"), "river AND \ue000vn", None),
    (SearchQuery("river -bridge"), "river NOT bridge", None),
    (SearchQuery("sea river", since=date(2000, 9, 1)), "sea AND river", date(2000, 9, 1)),
]


@pytest.mark.parametrize(("query", "expression", "since"), CASES)
async def test_lists_rank_as_the_index_does(
    listed: Archive, query: SearchQuery, expression: str, since: date | None
) -> None:
    result = await articles.search(listed, query, limit=10)

    assert titles(result) == await exhaustive(listed, expression, since)
    assert result.notes == ()


@pytest.mark.parametrize(("query", "expression", "since"), CASES)
async def test_where_matches_are_too_many_the_best_come_from_the_lists(
    listed: Archive,
    monkeypatch: pytest.MonkeyPatch,
    query: SearchQuery,
    expression: str,
    since: date | None,
) -> None:
    monkeypatch.setattr(weighing, "COUNT_CAP", 30)
    monkeypatch.setattr(matches, "COUNT_CAP", 30)

    result = await articles.search(listed, query, limit=10)

    assert titles(result) == await exhaustive(listed, expression, since)
    assert (result.total, result.capped) == (30, True)


async def test_lists_are_the_same_however_many_places_are_read_at_once(
    listed: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where a word has more places than that, which are read in parts."""
    whole = await listed.ask(lists)

    for places in (50, 1000):
        monkeypatch.setattr(list_making, "_CHUNK", places)
        async with listed.change() as connection:
            await connection.run(lambda raw: listing.refresh_lists(raw, changed=SIZE, listed=True))

        assert await listed.ask(lists) == whole


def lists(raw: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Everything that the lists hold."""
    tables = ("listing", "best_of_word", "best_of_beginning", "places_of_word")
    return [tuple(row) for table in tables for row in raw.execute(f"SELECT * FROM {table} ORDER BY 1")]  # noqa: S608 - our own names


async def test_pages_of_a_list_follow_each_other(listed: Archive) -> None:
    whole = await articles.search(listed, SearchQuery("sea river"), limit=20)
    pages = [
        await articles.search(listed, SearchQuery("sea river"), offset=at, limit=5) for at in range(0, 20, 5)
    ]

    assert [title for page in pages for title in titles(page)] == titles(whole)


async def test_an_article_that_is_gone_leaves_the_lists(listed: Archive) -> None:
    """A load of a few articles keeps the lists; what they say of articles that went is not believed."""
    await store(listed, "few.txt", [(article("Gone", "sea " * 60), analysis(day=date(2000, 1, 9)))])
    assert titles(await articles.search(listed, SearchQuery("sea")))[0] == "Gone"

    await loader.remove(listed, "few.txt")

    for query, expression, since in CASES:
        result = await articles.search(listed, query, limit=10)
        assert titles(result) == await exhaustive(listed, expression, since)


async def test_a_listed_article_that_is_gone_is_not_found(listed: Archive) -> None:
    best = titles(await articles.search(listed, SearchQuery("sea"), limit=1))[0]
    await store(listed, "other.txt", [(article("Other", "sea"), analysis(day=date(2000, 2, 2)))])

    def hide(raw: sqlite3.Connection) -> None:
        raw.execute("INSERT INTO delisted SELECT number FROM article WHERE title = ?", (best,))

    async with listed.database.write() as connection:
        await connection.run(hide)

    found = titles(await articles.search(listed, SearchQuery("sea"), limit=10))
    assert best not in found
    assert len(found) == 10


async def test_time_that_ends_before_any_match_is_ranked_leaves_the_newest(
    listed: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_time(*_: object, **__: object) -> bool:
        error = sqlite3.OperationalError("interrupted")
        error.sqlite_errorcode = sqlite3.SQLITE_INTERRUPT
        raise error

    monkeypatch.setattr(ranking, "_SMALL", 100)
    monkeypatch.setattr(ranking, "_rank_newest", out_of_time)

    result = await articles.search(listed, SearchQuery("sea riv*"), limit=5)

    assert len(result.hits) == 5
    assert result.capped
    assert result.notes == ("The search ran out of time: these are the best that it found until then.",)


async def test_reading_for_a_phrase_ends_with_the_time(listed: Archive) -> None:
    """What was read until then comes first; here each look at the clock takes a tenth of a second."""
    wanted = Wanted(parse('"sea bridge"').terms)

    def ranked(raw: sqlite3.Connection, seconds: float) -> Matches:
        ticks = count()
        deadline = Deadline(seconds, clock=lambda: next(ticks) / 10)
        return ranking.rank(raw, wanted, 10, deadline)

    short, whole = await listed.ask(lambda raw: (ranked(raw, 2.0), ranked(raw, 1_000.0)))

    assert (short.late, whole.late) == (True, False)
    assert len(short.best) == short.total == whole.total
    assert sorted(short.best) == sorted(whole.best)
    assert short.best != whole.best
