"""A server where Dateline is online: a manager, a reader and a channel, and short ways to ask."""

import re
from dataclasses import dataclass

from bot.client import DatelineClient
from bot.harness import Channel, Guild, LocalDiscord, Reply, User

__all__ = ["Newsroom", "description", "labels", "options", "title"]


@dataclass(frozen=True, slots=True)
class Newsroom:
    """What most tests of commands need."""

    local: LocalDiscord
    bot: DatelineClient
    guild: Guild
    channel: Channel
    manager: User
    reader: User

    async def ask(self, text: str, user: User | None = None, where: Channel | None = None) -> Reply:
        """A slash command, by the reader in the channel unless somebody or somewhere else is named."""
        return await self.local.command(user or self.reader, where or self.channel, text)

    async def manage(self, text: str) -> Reply:
        """A slash command, by the manager in the channel."""
        return await self.local.command(self.manager, self.channel, text)


def title(reply: Reply) -> str:
    """The only embed's title."""
    (embed,) = reply.embeds
    return str(embed["title"])


def description(reply: Reply) -> str:
    """The only embed's text, without the escapes, as a reader sees it."""
    (embed,) = reply.embeds
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", embed["description"])


def labels(reply: Reply) -> list[str]:
    """The labels of the buttons that can be pressed."""
    return [
        item["label"]
        for row in reply.components
        for item in row["components"]
        if item["type"] == 2 and not item.get("disabled")
    ]


def options(reply: Reply) -> list[dict[str, str]]:
    """The options of the only menu."""
    (menu,) = (item for row in reply.components for item in row["components"] if item["type"] == 3)
    return list(menu["options"])
