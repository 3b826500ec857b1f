"""`/about`, end to end."""

from importlib.metadata import version

from tests.bot.commands.newsroom import Newsroom, description, title


async def test_it_tells_what_there_is_how_to_ask_and_how_it_is(newsroom: Newsroom) -> None:
    reply = await newsroom.ask("/about")
    text = description(reply)
    assert title(reply) == "Dateline"
    assert "**20 articles**, published from about " in text
    assert "21 reprints" in text
    assert "Friends of Socialist China (000_cb0a8e21444615b1.txt): 20 articles" in text
    assert "**Health**: Discord answers within " in text
    assert reply.embeds[0]["footer"]["text"] == f"Version {version('dateline')}"


async def test_it_names_every_command(newsroom: Newsroom) -> None:
    text = description(await newsroom.ask("/about"))
    commands = [each["name"] for each in newsroom.local.offered(newsroom.manager, newsroom.channel)]
    assert len(commands) == 6
    assert all(f"/{name}" in text for name in commands if name != "about")
    assert "Search the archive" in text
