"""Search: what is found, in what order, how an answer explains itself, and that nothing typed is an error."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from storage.archive import Archive, articles, deadline, listing, ranking, titles
from storage.archive.answers import SearchQuery, SearchResult
from storage.archive.search import answer
from storage.text.fold import words
from tests.storage.archive.stored import Entry, analysis, article, store

LIBRARY: tuple[Entry, ...] = (
    (
        article("Belt and Road in Pakistan", "Roads were built along the belt of hills in Balochistan."),
        analysis(day=date(2025, 2, 5), countries=("PK", "CN"), agency="Xinhua"),
    ),
    (
        article("Báo Nhân Dân viết về Đảng", "Đảng Cộng sản Việt Nam và Łódź, Straße, Æther."),
        analysis(day=date(2025, 1, 20), countries=("VN",), agency="Nhân Dân"),
    ),
    (
        article("大学访问", "我在北京大学学习汉语。ประเทศไทยและจีน。東京タワーへ行く。"),
        analysis(day=date(2024, 12, 31)),
    ),
    (
        article("Road works", "The road was long. A belt was worn. Pakistan was near, and so was Uruguay."),
        analysis(),
    ),
    (article("Salt", "Nothing but common words of the sea and the road."), analysis(day=date(2023, 5, 1))),
)


@pytest.fixture
async def library(empty: Archive) -> Archive:
    await store(empty, "a.txt", LIBRARY)
    return empty


def found(result: SearchResult) -> list[str]:
    return [hit.article.title for hit in result.hits]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("belt road pakistan", ["Belt and Road in Pakistan", "Road works"]),
        ('"belt and road"', ["Belt and Road in Pakistan"]),
        ("road -belt", ["Salt"]),
        ('road -"the road"', ["Belt and Road in Pakistan"]),
        ("baloch*", ["Belt and Road in Pakistan"]),
        ("Nhan Dan", ["Báo Nhân Dân viết về Đảng"]),
        ("Dang", ["Báo Nhân Dân viết về Đảng"]),
        ("ĐẢNG", ["Báo Nhân Dân viết về Đảng"]),
        ("lodz strasse aether", ["Báo Nhân Dân viết về Đảng"]),
        ("北京", ["大学访问"]),
        ("汉语 大学", ["大学访问"]),
        ("จีน", ["大学访问"]),
        ("タワー", ["大学访问"]),
        ('SALT" OR "', ["Salt"]),
    ],
)
async def test_what_is_found(library: Archive, typed: str, titles: Sequence[str]) -> None:
    assert found(await articles.search(library, SearchQuery(typed))) == list(titles)


async def test_a_word_in_the_title_weighs_more(library: Archive) -> None:
    assert found(await articles.search(library, SearchQuery("salt")))[0] == "Salt"
    assert found(await articles.search(library, SearchQuery("road")))[0] in {
        "Road works",
        "Belt and Road in Pakistan",
    }


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        (SearchQuery("belt", country="PK"), {"Belt and Road in Pakistan"}),
        (SearchQuery("road", agency="xinhua"), {"Belt and Road in Pakistan"}),
        (SearchQuery("đảng", agency="Nhan Dan"), {"Báo Nhân Dân viết về Đảng"}),
        (SearchQuery("road", since=date(2025, 2, 5)), {"Belt and Road in Pakistan"}),
        (SearchQuery("road", until=date(2025, 2, 4)), {"Salt"}),
        (SearchQuery("road", since=date(2023, 5, 1), until=date(2023, 5, 1)), {"Salt"}),
        (SearchQuery("road"), {"Belt and Road in Pakistan", "Road works", "Salt"}),
    ],
)
async def test_conditions(library: Archive, query: SearchQuery, titles: set[str]) -> None:
    """An article without a day passes no condition on dates."""
    assert set(found(await articles.search(library, query))) == titles


async def test_pages_follow_each_other(library: Archive) -> None:
    whole = await articles.search(library, SearchQuery("road"), limit=3)
    pages = [await articles.search(library, SearchQuery("road"), offset=at, limit=1) for at in range(4)]

    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert {page.total for page in pages} == {3}
    assert whole.rankable == 3


async def test_a_hit_cites_its_line_and_highlights_what_was_found(library: Archive) -> None:
    (hit,) = (await articles.search(library, SearchQuery("dang lodz"))).hits

    assert (hit.article.source, hit.article.line, hit.snippet.line) == ("a.txt", 1, 3)
    assert [hit.snippet.text[begin:stop] for begin, stop in hit.snippet.highlights] == ["Đảng", "Łódź"]
    assert hit.countries == ("VN",)


async def test_nothing_found_says_what_was_searched_for_and_offers_the_nearest_spelling(
    library: Archive,
) -> None:
    result = await articles.search(library, SearchQuery("Pakistn"))

    assert (result.hits, result.total, result.searched_for) == ((), 0, "Pakistn")
    assert [(each.typed, each.found, each.query) for each in result.suggestions] == [
        ("Pakistn", "pakistan", "pakistan")
    ]


async def test_a_suggested_query_mends_the_whole_query(library: Archive) -> None:
    result = await articles.search(library, SearchQuery('pakistn -salt "belt and raod"'))

    assert result.suggestions[0].query == 'pakistan "belt and road" -salt'
    assert found(await articles.search(library, SearchQuery(result.suggestions[0].query))) == [
        "Belt and Road in Pakistan"
    ]


async def test_each_suggested_query_mends_the_other_words_too(library: Archive) -> None:
    """One that mends a single word of two would find nothing again."""
    result = await articles.search(library, SearchQuery("pakistn raod"))

    assert [(each.typed, each.found, each.query) for each in result.suggestions] == [
        ("pakistn", "pakistan", "pakistan road"),
        ("raod", "road", "pakistan road"),
    ]


async def test_words_that_the_archive_does_not_have_are_left_out_and_named(library: Archive) -> None:
    result = await articles.search(library, SearchQuery("balochistan xyzzyx"))

    assert found(result) == ["Belt and Road in Pakistan"]
    assert result.notes == ("Not in the archive, and left out: xyzzyx.",)
    (alone,) = (await articles.search(library, SearchQuery("balochistan"))).hits
    assert result.hits == (alone,)


async def test_where_no_article_has_all_words_some_will_do_and_it_says_so(library: Archive) -> None:
    result = await articles.search(library, SearchQuery("balochistan uruguay"))

    assert set(found(result)) == {"Belt and Road in Pakistan", "Road works"}
    assert result.notes == ("No article has all of it: these have some of the words.",)


async def test_conditions_that_leave_nothing_are_named(library: Archive) -> None:
    result = await articles.search(library, SearchQuery("balochistan", country="VN"))

    assert (result.total, result.notes) == (0, ("Without the other conditions 1 article matches.",))


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("", "There is no word in it to search for."),
        ("!!! 🙂", "There is no word in it to search for."),
        ("-salt", "Say also what to look for: so far it is only what to leave out (without salt)."),
    ],
)
async def test_a_query_without_words_says_so(library: Archive, typed: str, note: str) -> None:
    result = await articles.search(library, SearchQuery(typed))
    assert (result.hits, result.total, result.notes) == ((), 0, (note,))


async def test_ten_thousand_random_queries_raise_nothing(library: Archive) -> None:
    rng = random.Random(20261123)
    pieces = [
        *(
            '"',
            "'",
            "“",
            "”",
            "«",
            "*",
            "-",
            "(",
            ")",
            "^",
            ":",
            "+",
            "{",
            "}",
            "\\",
            "%",
            "_",
            ";",
            "--",
            "/*",
        ),
        *(
            "AND",
            "OR",
            "NOT",
            "NEAR",
            "NEAR(",
            "title:",
            "rowid",
            "article_words",
            "road",
            "belt",
            "pak",
            "đảng",
        ),
        *(
            "\x00",
            "\x1b",
            "\t",
            "\n",
            "\u202e",
            "\u200b",
            "\ufeff",
            "\ud800",
            "\udfff",
            "\ue000pk",
            "\U0010ffff",
        ),
        *(
            "🙂",
            "👨‍👩‍👧",
            "🇵🇰",
            "שלום",
            "مرحبا",
            "北京",
            "ไทย",
            "हिन्दी",
            "한국어",
            "e\u0301",
            "ß",
            "İ",
            "x" * 500,
        ),
    ]
    queries: list[SearchQuery] = []
    for _ in range(10_000):
        typed = "".join(
            rng.choice(pieces) if rng.random() < 0.8 else chr(rng.randrange(0x110000))
            for _ in range(rng.randrange(12))
        )
        if rng.random() < 0.3:
            typed = " ".join(typed)
        queries.append(SearchQuery(typed, country=rng.choice([None, "PK", '"x'])))

    # On the database's thread in one go: the way there and back would be most of the time.
    results = await library.ask(lambda raw: [answer(raw, query, 0, 5, 0.3) for query in queries])

    assert len(results) == 10_000
    assert all(len(result.hits) == min(5, result.total) for result in results)
    assert any(result.hits for result in results)


async def test_titles_are_found_as_they_are_typed(library: Archive) -> None:
    async def typed(text: str) -> list[str]:
        return [title for _, title in await articles.titles(library, text)]

    assert await typed("road w") == ["Road works"]
    assert (await typed("ro"))[0] == "Road works"
    assert await typed("nhan d") == ["Báo Nhân Dân viết về Đảng"]
    assert await typed("akist") == ["Belt and Road in Pakistan"]
    assert await typed("访问") == ["大学访问"]
    assert await typed('"*') == await typed("")
    assert len(await typed("")) == len(LIBRARY)
    assert await typed("no such") == []


@pytest.mark.parametrize("named", [50, 0])
async def test_every_beginning_of_every_word_of_a_title_finds_it(
    library: Archive, monkeypatch: pytest.MonkeyPatch, named: int
) -> None:
    """Whether the words that begin so are named, or too many of them are left to the index."""
    monkeypatch.setattr(titles, "_MOST_WORDS", named)
    for identity, title in await articles.titles(library, ""):
        for word in words(title):
            for letters in range(1, len(word) + 1):
                found = await articles.titles(library, word[:letters])
                assert identity in dict(found), word[:letters]


async def test_related_articles_share_the_telling_words_of_a_message(library: Archive) -> None:
    result = await articles.related(library, "Has anybody been to Balochistan? The road there …")
    assert found(result) == ["Belt and Road in Pakistan"]
    assert "Balochistan" in result.searched_for
    assert (await articles.related(library, "🙂")).notes == ("There is no word in it to search for.",)


async def test_reading_gives_the_article_as_it_was_loaded(library: Archive) -> None:
    for each, understood in LIBRARY:
        stored = await articles.read(library, each.id)
        assert stored is not None
        assert stored.article.lines == each.lines
        assert stored.article.body == each.body
        assert stored.analysis == understood
    assert await articles.read(library, "nosuchid") is None


async def test_agencies_and_overview(library: Archive) -> None:
    assert await articles.agencies(library) == [("Nhân Dân", 1), ("Xinhua", 1)]
    overview = await articles.overview(library)
    assert (overview.articles, overview.duplicates, overview.reprints) == (5, 0, 2)
    assert (overview.first, overview.last) == (date(2023, 5, 1), date(2025, 2, 5))


def many(size: int, *, first: int = 0) -> list[Entry]:
    """Articles of which each tenth says `needle` more often; all say `hay`."""
    return [
        (
            article(
                f"Article {number}",
                "hay " * (1 + number % 7) + "needle " * (number % 10 == 0) * (number % 30),
            ),
            analysis(day=date(2000, 1, 1) + timedelta(days=number)),
        )
        for number in range(first, first + size)
    ]


async def all_ranked(archive: Archive, typed: str) -> list[str]:
    """Exhaustive ranking, by a statement of its own."""
    statement = """
    SELECT a.title FROM article_words AS w JOIN article AS a ON a.number = w.rowid
    WHERE w.article_words MATCH ? ORDER BY bm25(w.article_words, 5.0, 1.0, 0.0), w.rowid DESC LIMIT 20
    """
    return await archive.ask(lambda raw: [row[0] for row in raw.execute(statement, (typed,))])


async def test_lists_of_common_words_answer_as_ranking_all_does(
    empty: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "LEAST", 20)
    await store(empty, "many.txt", many(600))

    for typed in ("hay", "needle", "hay needle", '"hay needle"', "ha*"):
        result = await articles.search(empty, SearchQuery(typed), limit=20)
        assert found(result) == await all_ranked(empty, typed)
        assert result.notes == ()


async def test_what_was_loaded_since_the_lists_were_made_is_ranked_beside_them(
    empty: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "LEAST", 20)
    await store(empty, "many.txt", many(600))
    await store(empty, "few.txt", [(article("Fresh hay hay", "hay " * 30), analysis(day=date(2020, 1, 1)))])

    result = await articles.search(empty, SearchQuery("hay"))

    assert found(result)[0] == "Fresh hay hay"
    assert result.total == 601


async def test_an_answer_that_ranked_the_newest_alone_says_so(
    empty: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "_SMALL", 100)
    monkeypatch.setattr(ranking, "_FIRST", 20)
    monkeypatch.setattr(ranking, "_STAND_IN", 10)
    monkeypatch.setattr(ranking, "_PART", -1.0)
    monkeypatch.setattr(deadline, "_STEPS", 1)
    await store(empty, "many.txt", many(600))

    result = await articles.search(empty, SearchQuery('"hay hay" hay'))

    assert result.notes == ("These are the best of the newest 20 and of those that have the words most.",)
    assert (result.total, result.capped) == (20, True)


async def test_a_search_out_of_time_answers_with_what_it_has(
    empty: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store(empty, "many.txt", many(600))
    late = Archive(empty.database, timedelta(seconds=-1))
    monkeypatch.setattr(deadline, "_STEPS", 1)

    result = await articles.search(late, SearchQuery("hay needle"))

    assert result.capped or result.hits
    assert result.late
    assert any("ran out of time" in note for note in result.notes)
    # The connection is as before: the next search has its own time.
    assert (await articles.search(empty, SearchQuery("hay"))).total == 600
