"""The same article in two dumps: both are kept, one is shown, whatever the order of loading."""

from itertools import permutations

import pytest

from storage.archive import Archive, articles, encounters, export, loader
from storage.archive.answers import MeetingQuery, SearchQuery
from tests.storage.archive.stored import Entry, analysis, article, met, store

BODY = "The presidents of both countries met in the capital and agreed on many things that follow here below."
TOLD = "Xi Jinping met Asif Ali Zardari."


def entry(body: str = BODY, source: str = "a.txt", *, truncated: bool = False) -> Entry:
    told = met(TOLD, "Xi Jinping", "Asif Ali Zardari")
    return article("Two presidents", body, source=source, truncated=truncated), analysis(meetings=[told])


async def ids(archive: Archive) -> dict[str, str]:
    """The exported articles: source → id."""
    return {row["source"]: row["id"] async for row in export.rows(archive) if row["type"] == "article"}


async def test_both_are_exported_and_one_is_found(empty: Archive) -> None:
    assert await store(empty, "a.txt", [entry()]) == 0
    assert await store(empty, "b.txt", [entry(source="b.txt")]) == 1

    exported = await ids(empty)
    assert len(set(exported.values())) == 2
    result = await articles.search(empty, SearchQuery("presidents"))
    assert [(hit.article.source, [ref.source for ref in hit.also_in]) for hit in result.hits] == [
        ("a.txt", ["b.txt"])
    ]
    copy = await articles.read(empty, exported["b.txt"])
    assert copy is not None
    assert [ref.source for ref in copy.also_in] == ["a.txt"]
    overview = await articles.overview(empty)
    assert (overview.articles, overview.duplicates, overview.meetings) == (1, 1, 1)


@pytest.mark.parametrize("order", list(permutations(["a.txt", "b.txt", "c.txt"])))
async def test_the_order_of_loading_makes_no_difference(empty: Archive, order: tuple[str, ...]) -> None:
    for source in order:
        await store(empty, source, [entry(source=source)])

    exported = await ids(empty)
    assert exported["a.txt"] == entry()[0].id
    assert len(set(exported.values())) == 3
    (hit,) = (await articles.search(empty, SearchQuery("presidents"))).hits
    assert (hit.article.source, len(hit.also_in)) == ("a.txt", 2)


async def test_removing_the_shown_one_shows_the_other(empty: Archive) -> None:
    await store(empty, "a.txt", [entry()])
    await store(empty, "b.txt", [entry(source="b.txt")])

    await loader.remove(empty, "a.txt")

    assert await ids(empty) == {"b.txt": entry()[0].id}
    (hit,) = (await articles.search(empty, SearchQuery("presidents"))).hits
    assert hit.article.source == "b.txt"
    assert (await encounters.of_country(empty, MeetingQuery("PK"))).total == 1


async def test_replacing_one_by_another_article_parts_them(empty: Archive) -> None:
    await store(empty, "a.txt", [entry()])
    await store(empty, "b.txt", [entry(source="b.txt")])

    await store(empty, "a.txt", [(article("Quite another", "Something else was told here."), analysis())])

    assert {title for _, title in await articles.titles(empty, "")} == {"Quite another", "Two presidents"}


async def test_a_copy_that_a_dump_cut_off_is_the_same_article(empty: Archive) -> None:
    await store(empty, "a.txt", [entry(f"{BODY * 3} And so on, at length.")])
    assert await store(empty, "b.txt", [entry(BODY * 3, truncated=True)]) == 1


async def test_articles_that_only_begin_alike_are_two(empty: Archive) -> None:
    opening = (
        "Every week we look at what the papers wrote about trade and peace in the countries of the region. "
        * 3
    )
    await store(
        empty, "a.txt", [entry(f"{opening} This week: Peru and its ports, the new railway, and fish.")]
    )
    other = entry(f"{opening} In this issue we tell of Laos, of bamboo, dams, and much else that grew there.")

    assert await store(empty, "b.txt", [other]) == 0
    assert (await articles.search(empty, SearchQuery("presidents"))).total == 2
