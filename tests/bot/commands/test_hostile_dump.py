"""A dump full of markup, mentions and invisible characters is shown as plain text, within the limits."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.client import build_client
from bot.harness import LocalDiscord, Reply, TurnableClock, connect
from bot.settings import Settings
from storage.archive import Archive, loader
from storage.state import State
from tests.bot.commands.newsroom import Newsroom, labels, options
from tests.bot.render.markup import acts

HOSTILE = [
    "@everyone and @here, <@123456789012345678>, <@&1> and <#2> met [x](http://example.org)",
    "```" + "w" * 4096 + "```",
    "\u202egnihtemos\u202c \u200bhidden\u200b ||spoiler|| **bold** https://example.org/path_with_marks",
    "# heading",
    "- Chinese Foreign Minister Wang Yi met with Pakistani President *Asif Ali Zardari* on March 2, 2025.",
]

OWN = re.compile(
    r"^(?:> |### |-# |- )|^\*\*\d+\. |^\d+\\\. "  # quotations, headings, small print, lists, numbers
    r"|(?<!\\)\*\*|^\*(?=[A-Za-z])|(?<=\.)\*$|(?<=about)\*"  # bold words, and lines in italics
    r"|(?<!\\)`[^`]*(?<!\\)`"  # examples of what to type
    r"|\*Search the archive\*"
)
"""The bot's own marks; none of them can come out of an escaped text."""


@pytest.fixture
async def hostile(
    tmp_path: Path, local_discord: LocalDiscord, state: State, clock: TurnableClock
) -> AsyncIterator[Newsroom]:
    """Dateline over an archive of one hostile dump."""
    titles = [
        "Wang Yi meets @everyone [here](http://example.org)",
        "**Second** article of <@123456789012345678>",
    ]
    text = "\n\n".join("\n\n".join([title, *HOSTILE, f"Continue reading {title}"]) for title in titles)
    (tmp_path / "hostile.txt").write_text(text, encoding="utf-8")
    archive = await Archive.open(tmp_path / "hostile.db")
    await loader.load(archive, [tmp_path / "hostile.txt"], processes=1)
    guild = local_discord.add_guild("News Desk")
    channel = local_discord.add_channel(guild, "general")
    manager, reader = local_discord.add_user("Ana"), local_discord.add_user("Ben")
    local_discord.join(guild, reader)
    client = build_client(Settings.read({}), archive, state, clock, sleep=clock.sleep)
    async with connect(client, local_discord):
        yield Newsroom(local_discord, client, guild, channel, manager, reader)
    await archive.close()


def shown(reply: Reply) -> list[str]:
    """Every line of an answer without the marks that the bot itself sets; `@**everyone**` is no mention."""
    text = "\n".join(f"{embed['title']}\n{embed.get('description', '')}" for embed in reply.embeds)
    return [OWN.sub(lambda mark: "" if mark.start() == 0 else "\ue001", line) for line in text.split("\n")]


def assert_harmless(reply: Reply) -> None:
    assert reply.message is not None
    payload = reply.message.payload
    assert (payload["mentions"], payload["mention_roles"], payload["mention_everyone"]) == ([], [], False)
    for line in shown(reply):
        assert acts(line) == [], line
        assert not set(line) & set("\u202e\u202c"), line


@pytest.mark.parametrize(
    "command",
    [
        "/search query:everyone",
        "/search query:heading",
        "/meetings",
        "/meetings country:Pakistan",
        '/onthisdate date:"2 Mar"',
        "/about",
    ],
)
async def test_no_answer_acts(hostile: Newsroom, command: str) -> None:
    assert_harmless(await hostile.ask(command))


async def test_no_page_or_view_of_an_article_acts(hostile: Newsroom) -> None:
    found = await hostile.ask("/search query:everyone")
    reply = await hostile.local.choose(found, None, options(found)[0]["label"])
    assert_harmless(reply)
    assert "w" * 1000 in str(reply.embeds)
    for _ in range(5):
        if "Next" not in labels(reply):
            break
        reply = await hostile.local.press(reply, "Next")
        assert_harmless(reply)
    for view in [label for label in labels(reply) if "(" in label]:
        assert_harmless(await hostile.local.press(reply, view))


async def test_completed_titles_are_plain(hostile: Newsroom) -> None:
    found = await hostile.local.autocomplete(hostile.reader, hostile.channel, "/article title:wang", "title")
    assert found
    assert all(len(each.name) <= 100 for each in found)


async def test_what_a_reader_types_does_not_act_either(hostile: Newsroom) -> None:
    for command in ('/search query:"**zzz** @everyone <@1>"', '/meetings country:"[x](http://a.b)"'):
        assert_harmless(await hostile.ask(command))
