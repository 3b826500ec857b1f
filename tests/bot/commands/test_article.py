"""`/article`, end to end: pages, reprints, meetings, dates."""

from pathlib import Path

import pytest

from tests.bot.commands.newsroom import Newsroom, description, labels, title

SEED = Path(__file__).parents[3] / "seeds" / "000_cb0a8e21444615b1.txt"
LINES = SEED.read_text(encoding="utf-8").split("\n")
URUGUAY = "Xi’s special envoy attends inauguration of Uruguay’s new president"
VIETNAM = "China and Vietnam mark 75th anniversary of diplomatic relations"


async def test_a_title_is_completed_to_an_id_that_opens_it(newsroom: Newsroom) -> None:
    found = await newsroom.local.autocomplete(
        newsroom.reader, newsroom.channel, '/article title:"uruguay"', "title"
    )
    assert found[0].name == URUGUAY
    assert len(str(found[0].value)) <= 16
    reply = await newsroom.ask(f"/article title:{found[0].value}")
    assert title(reply).endswith(URUGUAY)


async def test_a_title_may_be_typed_in_full(newsroom: Newsroom) -> None:
    assert title(await newsroom.ask(f'/article title:"{URUGUAY.upper()}"')).endswith(URUGUAY)


async def test_the_pages_hold_the_whole_text_exactly(newsroom: Newsroom) -> None:
    reply = await newsroom.ask(f'/article title:"{URUGUAY}"')
    assert "lines 1–" in description(reply)
    shown = [description(reply)]
    while "Next" in labels(reply):
        reply = await newsroom.local.press(reply, "Next")
        shown.append(description(reply))
    text = "\n\n".join(shown)
    body = [line.strip() for line in LINES[2:22] if line.strip()]
    assert body
    assert all(line in text for line in body)


async def test_reprints_are_listed_with_what_is_known_of_them(newsroom: Newsroom) -> None:
    text = description(await newsroom.ask(f'/article title:"{VIETNAM}"'))
    assert "reprints**" in text
    assert "Nhân Dân" in text


async def test_meetings_and_dates_are_other_views_of_the_same_message(newsroom: Newsroom) -> None:
    text = await newsroom.ask(f'/article title:"{URUGUAY}"')
    (meetings,) = [label for label in labels(text) if label.startswith("Meetings (")]
    shown = await newsroom.local.press(text, meetings)
    assert shown.updated
    assert "### Jul 2024" in description(shown) or "### Aug 2024" in description(shown)
    (dates,) = [label for label in labels(shown) if label.startswith("Dates (")]
    listed = await newsroom.local.press(shown, dates)
    assert "**24 Nov 2024**: “November 24, 2024”, line 3" in description(listed)
    assert labels(await newsroom.local.press(listed, "Text")) != []


@pytest.mark.parametrize("typed", ["no such title at all", "aaaaaaaaaaaaaaaa", "x" * 300])
async def test_an_unknown_title_is_told(newsroom: Newsroom, typed: str) -> None:
    reply = await newsroom.ask(f'/article title:"{typed}"')
    assert title(reply) == "No such article"
    assert reply.ephemeral
