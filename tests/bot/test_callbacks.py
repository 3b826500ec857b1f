"""What the bot asks of Discord with its answers."""

from tests.bot.commands.conftest import newsroom as _newsroom
from tests.bot.commands.newsroom import Newsroom, labels, title

newsroom = _newsroom


async def test_discord_is_not_asked_to_send_an_answer_back(newsroom: Newsroom) -> None:
    reply = await newsroom.ask("/search query:Pakistan")
    assert title(reply) == "Search: Pakistan"
    (answer,) = (each for each in newsroom.local.exchanges if each.path.endswith("/callback"))
    assert (answer.status, answer.response) == (204, b"")


async def test_a_press_and_a_suggestion_are_answered_in_the_same_way(newsroom: Newsroom) -> None:
    reply = await newsroom.ask("/search query:China")
    assert "Next" in labels(reply)
    await newsroom.local.press(reply, "Next")
    typed = "/search query:x country:Pak"
    await newsroom.local.autocomplete(newsroom.reader, newsroom.channel, typed, "country")
    statuses = [each.status for each in newsroom.local.exchanges if each.path.endswith("/callback")]
    assert statuses == [204, 204, 204]


async def test_an_answer_does_not_wait_behind_other_requests(newsroom: Newsroom) -> None:
    async with newsroom.bot.pacer._order:  # as if each of them waited for its turn
        assert title(await newsroom.ask("/search query:Pakistan")) == "Search: Pakistan"
