"""A search that ran out of time says so, and never that there is nothing."""

import pytest

from bot.questions import RelatedQuestion, SearchQuestion
from bot.render.reply import Button, Menu, Reply
from bot.render.search import found
from storage.archive.answers import ArticleRef, Hit, SearchResult, Snippet

NOTE = "The search ran out of time before it got there."
HIT = Hit(ArticleRef("id", "A title", "a.txt", 1, None), Snippet("Text", 3, 0, (), False, False), ())


def buttons(reply: Reply) -> list[Button]:
    return [button for row in reply.rows if not isinstance(row, Menu) for button in row]


@pytest.mark.parametrize(
    "asked", [SearchQuestion("china"), SearchQuestion("china", "PK", page=2), RelatedQuestion("china")]
)
@pytest.mark.parametrize("total", [0, 20])
def test_where_nothing_was_found_in_time_the_same_page_is_offered_again(
    asked: SearchQuestion | RelatedQuestion, total: int
) -> None:
    result = SearchResult((), asked.page * 5, total, True, "china", (NOTE,), late=True)
    reply = found(asked, result)
    (embed,) = reply.embeds
    assert embed.title == "Out of time"
    assert (embed.description or "").startswith(f"*{NOTE}*\nSearch again")
    offered = [(button.label, button.asks.page) for button in buttons(reply)]
    assert offered == [("Search again", asked.page)] + [("First page", 0)] * (asked.page > 0)
    assert buttons(reply)[0].asks == asked


@pytest.mark.parametrize(
    ("late", "labels"), [(True, ["Previous", "Next", "Search again"]), (False, ["Previous", "Next"])]
)
def test_the_best_so_far_can_be_searched_for_again(late: bool, labels: list[str]) -> None:
    asked = SearchQuestion("china", page=1)
    result = SearchResult((HIT,), 5, 20, False, "china", (NOTE,), late=late)
    assert [button.label for button in buttons(found(asked, result))] == labels


def test_an_archive_that_became_smaller_is_told_as_before() -> None:
    reply = found(SearchQuestion("china", page=3), SearchResult((), 15, 4, False, "china"))
    assert reply.embeds[0].title == "No more articles"
