"""What a search says of itself whose time ended before it found anything."""

import pytest

from storage.archive import Archive, articles
from storage.archive.answers import SearchQuery
from storage.archive.matches import Matches
from tests.storage.archive.stored import analysis, article, store


@pytest.mark.parametrize(
    ("offset", "note"),
    [
        (0, "The search ran out of time before it found anything."),
        (10, "The search ran out of time before it came to this page."),
    ],
)
async def test_a_search_out_of_time_without_hits_does_not_call_them_the_best(
    empty: Archive, monkeypatch: pytest.MonkeyPatch, offset: int, note: str
) -> None:
    await store(empty, "a.txt", [(article("Hay", "There is a needle in it."), analysis())])
    monkeypatch.setattr("storage.archive.search.rank", lambda *_: Matches(capped=True, late=True))

    result = await articles.search(empty, SearchQuery("hay needle"), offset=offset)

    assert (result.hits, result.late, result.notes) == ((), True, (note,))


async def test_a_second_try_out_of_time_does_not_say_that_there_is_nothing(
    empty: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store(empty, "a.txt", [(article("Hay", "There is a needle in it."), analysis())])
    monkeypatch.setattr("storage.archive.search.rank", lambda *_: Matches())
    monkeypatch.setattr("storage.archive.search.rank_any", lambda *_: Matches(capped=True, late=True))

    result = await articles.search(empty, SearchQuery("hay needle"))

    assert result.late
    assert result.notes == ("The search ran out of time before it found anything.",)
