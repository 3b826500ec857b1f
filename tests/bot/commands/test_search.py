"""`/search` and the message menu, end to end."""

import re
from pathlib import Path

import pytest

from storage.archive.matches import Matches
from tests.bot.commands.newsroom import Newsroom, description, labels, options, title

SEED = Path(__file__).parents[3] / "seeds" / "000_cb0a8e21444615b1.txt"
LINES = SEED.read_text(encoding="utf-8").split("\n")


async def test_articles_are_shown_ranked_with_snippets_and_a_menu(newsroom: Newsroom) -> None:
    reply = await newsroom.ask('/search query:"belt and road"')
    assert not reply.ephemeral
    assert title(reply) == "Search: belt and road"
    assert description(reply).startswith("**2 articles**, best first.")
    assert "Xi Jinping holds talks with Pakistani President Asif Ali Zardari" in description(reply)
    assert len(options(reply)) == 2


async def test_every_snippet_stands_on_its_line_with_what_was_found_in_bold(newsroom: Newsroom) -> None:
    reply = await newsroom.ask("/search query:multilateralism")
    text = description(reply)
    snippets = re.findall(r"^> (.+)\n-# \S+txt, line (\d+)", text, re.MULTILINE)
    assert len(snippets) == 5
    for snippet, line in snippets:
        assert "**" in snippet
        assert snippet.strip("…").replace("**", "") in LINES[int(line) - 1]


async def test_pages_follow_each_other_in_the_same_message(newsroom: Newsroom) -> None:
    first = await newsroom.ask("/search query:China")
    assert labels(first) == ["Next"]
    assert first.embeds[0]["footer"]["text"] == "Page 1 of 4"
    second = await newsroom.local.press(first, "Next")
    assert second.updated
    assert second.embeds[0]["footer"]["text"] == "Page 2 of 4"
    assert "\n**6. " in description(second)
    assert description(await newsroom.local.press(second, "Previous")).count("**1. ") == 1


async def test_a_page_that_the_time_did_not_suffice_for_is_a_press_away(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await newsroom.ask("/search query:China")
    with monkeypatch.context() as slow:
        slow.setattr("storage.archive.search.rank", lambda *_: Matches(capped=True, late=True))
        late = await newsroom.local.press(first, "Next")
    assert title(late) == "Out of time"
    assert description(late).startswith("*The search ran out of time before it came to this page.*")
    second = await newsroom.local.press(late, "Search again")
    assert second.embeds[0]["footer"]["text"] == "Page 2 of 4"


async def test_a_long_query_pages_too(newsroom: Newsroom) -> None:
    query = "China " * 40
    first = await newsroom.ask(f'/search query:"{query}"')
    second = await newsroom.local.press(first, "Next")
    assert second.embeds[0]["footer"]["text"] == "Page 2 of 4"
    assert description(await newsroom.local.press(second, "Previous")).count("**1. ") == 1


async def test_the_menu_opens_an_article_for_the_chooser_alone(newsroom: Newsroom) -> None:
    found = await newsroom.ask("/search query:Lukashenko")
    opened = await newsroom.local.choose(found, "Open an article", options(found)[0]["label"])
    assert opened.ephemeral
    assert title(opened).endswith("Xi congratulates Lukashenko on re-election as Belarusian president")


async def test_filters_are_named(newsroom: Newsroom) -> None:
    reply = await newsroom.ask('/search query:China country:🇧🇾 since:2025 until:"Jan 2025" agency:xinhua')
    assert "about 🇧🇾 Belarus, reprinted from Xinhua, published 1–31 Jan 2025" in description(reply)


async def test_nothing_found_says_what_was_searched_for_and_offers_the_nearest(newsroom: Newsroom) -> None:
    reply = await newsroom.ask("/search query:Pakistn")
    assert title(reply) == "Nothing found"
    assert description(reply).startswith(
        "I searched for **Pakistn**.\nThe nearest spelling in the archive: **pakistan**"
    )
    found = await newsroom.local.press(reply, "Search for pakistan")
    assert found.updated
    assert title(found) == "Search: pakistan"
    assert "**1. " in description(found)


async def test_the_nearest_spellings_are_told_for_each_word(newsroom: Newsroom) -> None:
    reply = await newsroom.ask("/search query:pakstan economc coridor")
    assert (
        "The nearest spellings in the archive: **pakistan** or **pakistani** for pakstan; "
        "**economic** or **economy** or **economics** for economc; **corridor** for coridor."
        in description(reply)
    )
    found = await newsroom.local.press(reply, "Search for pakistan economic corridor")
    assert "**1. " in description(found)


async def test_nothing_found_within_limits_offers_the_whole_archive(newsroom: Newsroom) -> None:
    reply = await newsroom.ask("/search query:Montevideo country:Ireland")
    assert "I searched for **Montevideo**, only in articles about 🇮🇪 Ireland." in description(reply)
    found = await newsroom.local.press(reply, "Search the whole archive")
    assert "Uruguay’s new president" in description(found)


async def test_a_private_answer_is_seen_by_the_asker_alone(newsroom: Newsroom) -> None:
    assert (await newsroom.ask("/search query:China private:True")).ephemeral


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ('/search query:"   "', "Nothing to search for"),
        ("/search query:x country:Pakistam", "No such country"),
        ("/search query:x agency:Nobody", "No such agency"),
        ('/search query:x since:"30 Feb 2025"', "That date does not work"),
        ("/search query:x since:2026 until:2025", "The dates are the wrong way round"),
    ],
)
async def test_what_cannot_be_answered_is_told_privately(newsroom: Newsroom, text: str, heading: str) -> None:
    reply = await newsroom.ask(text)
    assert title(reply) == heading
    assert reply.ephemeral


@pytest.mark.parametrize(
    "query",
    ['"', "AND OR NOT", "***", "NEAR(", "\u202e@everyone", "Đảng", "-", "a" * 500, "习近平", "\x07\x1b"],
)
async def test_nothing_that_is_typed_is_an_error(newsroom: Newsroom, query: str) -> None:
    data = {
        "name": "search",
        "type": 1,
        "id": "1",
        "options": [{"name": "query", "type": 3, "value": query}],
    }
    reply = newsroom.local.interact(newsroom.reader, newsroom.channel, 2, data)
    await reply.until(lambda each: each.complete)
    assert title(reply) != "Something went wrong"


async def test_countries_and_agencies_are_completed(newsroom: Newsroom) -> None:
    local, channel = newsroom.local, newsroom.channel
    countries = await local.autocomplete(newsroom.reader, channel, "/search query:x country:pak", "country")
    assert (countries[0].name, countries[0].value) == ("🇵🇰 Pakistan", "Pakistan")
    usual = await local.autocomplete(newsroom.reader, channel, "/search query:x", "country")
    assert usual[0].value == "China"
    agencies = await local.autocomplete(newsroom.reader, channel, "/search query:x agency:nhan", "agency")
    assert [each.value for each in agencies] == ["Nhân Dân"]


async def test_the_message_menu_finds_what_a_message_is_about(newsroom: Newsroom) -> None:
    message = newsroom.local.say(
        newsroom.manager, newsroom.channel, "Did you see Orsi's inauguration in Montevideo?"
    )
    reply = await newsroom.local.message_command(newsroom.reader, message, "Search the archive")
    assert reply.ephemeral
    assert title(reply) == "Related articles"
    assert options(reply)[0]["label"] == "Xi’s special envoy attends inauguration of Uruguay’s new president"


async def test_a_message_without_words_is_told(newsroom: Newsroom) -> None:
    message = newsroom.local.say(newsroom.manager, newsroom.channel, "🎉")
    reply = await newsroom.local.message_command(newsroom.reader, message, "Search the archive")
    assert title(reply) == "Nothing related"


async def test_search_works_in_a_direct_message(newsroom: Newsroom) -> None:
    reply = await newsroom.ask("/search query:China", where=newsroom.local.add_dm(newsroom.reader))
    assert title(reply) == "Search: China"


async def test_search_works_where_only_the_user_has_installed_the_app(newsroom: Newsroom) -> None:
    elsewhere = newsroom.local.add_group(newsroom.reader, newsroom.manager)
    newsroom.local.install(newsroom.reader)
    reply = await newsroom.ask("/search query:China", where=elsewhere)
    assert title(reply) == "Search: China"


async def test_what_is_only_left_out_leaves_nothing_to_search_for(newsroom: Newsroom) -> None:
    reply = await newsroom.ask("/search query:-peace")
    assert title(reply) == "Nothing to search for"
    assert description(reply) == (
        "*Say also what to look for: so far it is only what to leave out (without peace).*"
    )
