"""The newsroom that the tests of commands ask in."""

import pytest

from bot.client import DatelineClient
from bot.harness import LocalDiscord
from tests.bot.commands.newsroom import Newsroom


@pytest.fixture
async def newsroom(local_discord: LocalDiscord, bot: DatelineClient) -> Newsroom:
    """Dateline in a server with a manager and a reader."""
    guild = local_discord.add_guild("News Desk")
    channel = local_discord.add_channel(guild, "general")
    manager, reader = local_discord.add_user("Ana"), local_discord.add_user("Ben")
    local_discord.join(guild, manager, permissions=["manage_guild"])
    local_discord.join(guild, reader)
    await local_discord.settled()
    return Newsroom(local_discord, bot, guild, channel, manager, reader)
