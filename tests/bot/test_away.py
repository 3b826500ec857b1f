"""The state is away: what the archive alone can answer is answered."""

import discord
import pytest

from bot.harness import LocalDiscord
from bot.harness.world import Channel, User
from storage.errors import Unreachable
from storage.state import State

LONG = "belt and road " * 12


@pytest.fixture
def place(local_discord: LocalDiscord) -> tuple[User, Channel]:
    guild = local_discord.add_guild("News Desk")
    reader = local_discord.add_user("Ana")
    local_discord.join(guild, reader)
    return reader, local_discord.add_channel(guild, "general")


@pytest.fixture
def away(bot: discord.Client, state: State, monkeypatch: pytest.MonkeyPatch) -> discord.Client:
    """The bot, whose state does not answer any more."""

    async def refuse(*_: object, **__: object) -> None:
        raise Unreachable("PostgreSQL dateline", "it does not answer at present")

    for part in (state.subscriptions, state.views, state.deliveries):
        for name in [each for each in dir(part) if not each.startswith("_")]:
            monkeypatch.setattr(part, name, refuse)
    return bot


@pytest.mark.parametrize("command", ["/onthisdate date:18 Jan", f"/search query:{LONG!r}", "/meetings"])
async def test_the_archive_is_answered_from_while_the_state_is_away(
    local_discord: LocalDiscord, place: tuple[User, Channel], away: discord.Client, command: str
) -> None:
    assert away.guilds
    reader, channel = place
    reply = await local_discord.command(reader, channel, command)
    assert reply.embeds
    assert "database" not in str(reply.embeds).lower()
