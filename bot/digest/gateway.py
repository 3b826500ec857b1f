"""What the gateway tells that concerns the digest: guilds come and go, channels and permissions change."""

import discord

from bot.digest.delivery import DeliveryTask
from bot.digest.examining import Examining

__all__ = ["DigestEvents"]


class DigestEvents:
    """Methods named like discord.py's events; the client calls each from its own handler of that name."""

    def __init__(self, examining: Examining, task: DeliveryTask) -> None:
        self._examining = examining
        self._task = task

    async def on_ready(self) -> None:
        """All guilds are known: those that are missing were left while the bot was away."""
        await self._examining.everything()
        self._task.nudge()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot is (back) in a guild."""
        await self._changed(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed; an outage comes as `guild_unavailable` and changes nothing here."""
        await self._changed(guild)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """An outage is over."""
        await self._changed(guild)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel was deleted."""
        await self._examining.channel_deleted(channel.guild.id, channel.id)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """A thread was deleted, whether or not the gateway showed it before."""
        await self._examining.channel_deleted(payload.guild_id, payload.thread_id)

    async def on_guild_channel_update(
        self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """A channel's permissions may have changed."""
        if before.overwrites != after.overwrites:
            await self._changed(after.guild)

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """A role's permissions may have changed."""
        if before.permissions != after.permissions:
            await self._changed(after.guild)

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """A role that the bot may have had is gone."""
        await self._changed(role.guild)

    async def on_member_update(self, _before: discord.Member, after: discord.Member) -> None:
        """The bot's own roles or time-out may have changed."""
        if after == after.guild.me:
            await self._changed(after.guild)

    async def _changed(self, guild: discord.Guild) -> None:
        if await self._examining.guild(guild.id):
            self._task.nudge()
