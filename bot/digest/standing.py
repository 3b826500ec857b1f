"""Whether the bot may post in a channel, as the gateway knows it, without asking Discord.

Asking would cost a request, and 10,000 refusals in ten minutes block the address.
"""

from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

import discord

from bot.digest.shares import Shares
from storage.state import Cause

__all__ = ["NEEDED", "Directory", "DiscordDirectory", "Obstacle", "Standing", "missing_permissions"]

NEEDED = ("view_channel", "send_messages", "embed_links", "read_message_history")
"""What a digest needs in a channel; history is where a message is looked for after its answer was lost."""

_ESSENTIAL = ("view_channel", "send_messages", "embed_links")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why nothing can be posted in a channel; `detail` as in `storage.state.Suspension`."""

    cause: Cause
    detail: str = ""


Standing: TypeAlias = Obstacle | Literal["ready", "connecting", "wait", "unknown", "adopted", "elsewhere"]
"""`connecting`: the gateway has not told of all guilds yet; `wait`: an outage; `unknown`: an archived thread
is not in the gateway's view, so only Discord can say; `adopted`: nobody runs the guild's shard, so again only
Discord can; `elsewhere`: another process runs it."""


class Directory(Protocol):
    """Knows the bot's guilds and what it may do there."""

    def standing(self, guild_id: int, channel_id: int) -> Standing:
        """Whether a digest can be posted in a channel now."""
        ...


class DiscordDirectory:
    """What discord.py heard over the gateway."""

    def __init__(self, client: discord.Client, shares: Shares) -> None:
        """`shares`: the shards that this process runs or has adopted."""
        self._client = client
        self._shares = shares

    def standing(self, guild_id: int, channel_id: int) -> Standing:
        """Whether a digest can be posted; a guild that is missing once all are known was left."""
        place = self._shares.place(guild_id)
        if place != "own":
            return place
        guild = self._client.get_guild(guild_id)
        if guild is None:
            return Obstacle("left_guild") if self._client.is_ready() else "connecting"
        if guild.unavailable or guild.me is None:
            return "wait"
        channel = guild.get_channel_or_thread(channel_id)
        if channel is None:
            return "unknown"
        missing = missing_permissions(channel, guild.me, _ESSENTIAL)
        return Obstacle("missing_permissions", ",".join(missing)) if missing else "ready"


def missing_permissions(
    channel: discord.abc.GuildChannel | discord.Thread,
    member: discord.Member,
    needed: tuple[str, ...] = NEEDED,
) -> list[str]:
    """Which of `needed` (Discord's names) a member lacks in a channel; in a thread sending has its own name.

    A thread whose parent the gateway does not show grants nothing.
    """
    if isinstance(channel, discord.Thread):
        needed = tuple("send_messages_in_threads" if each == "send_messages" else each for each in needed)
        if channel.parent is None:
            return list(needed)
    permissions = channel.permissions_for(member)
    return [each for each in needed if not getattr(permissions, each)]
