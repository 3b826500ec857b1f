"""What the bot may see and do, as Discord answers where it may not."""

from bot.harness import permissions
from bot.harness.core import Core
from bot.harness.errors import ApiError
from bot.harness.routing import snowflake
from bot.harness.world import Channel, Guild, Message

__all__ = ["channel_for", "guild_for", "may_write", "message_in", "writable"]


def guild_for(core: Core, guild_id: str) -> Guild:
    """A guild that the bot is in. ApiError: 10004 for others, 130000 during an outage."""
    guild = core.world.guilds.get(snowflake(guild_id))
    if guild is None or not core.world.holds_bot(guild):
        raise ApiError(404, 10004, "Unknown Guild")
    _refuse_outage(guild)
    return guild


def channel_for(core: Core, channel_id: str, *needed: str) -> Channel:
    """A channel that the bot sees, where it has the permissions named.

    ApiError: 10003 for one that does not exist, 50001 for one that the bot does not see, 50013 for a missing
    permission, 130000 during an outage of its guild.
    """
    channel = core.world.channels.get(snowflake(channel_id))
    if channel is None:
        raise ApiError(404, 10003, "Unknown Channel")
    if channel.guild:
        _refuse_outage(channel.guild)
    bits = permissions.in_channel(channel, core.world.bot)
    if not permissions.has(bits, "view_channel"):
        raise ApiError(403, 50001, "Missing Access")
    if not all(permissions.has(bits, name) for name in needed):
        raise ApiError(403, 50013, "Missing Permissions")
    return channel


def may_write(channel: Channel) -> str:
    """The permission that writing in a channel needs."""
    return "send_messages_in_threads" if channel.type.is_thread else "send_messages"


def writable(core: Core, channel_id: str, *needed: str) -> Channel:
    """A channel to write in, as `channel_for`; besides 50008 (no text channel), 50083 (locked), 50007."""
    channel = channel_for(core, channel_id)
    channel_for(core, channel_id, may_write(channel), *needed)
    if channel.type.name in {"CATEGORY", "FORUM"}:
        raise ApiError(400, 50008, "Cannot send messages in a non-text channel")
    bits = permissions.in_channel(channel, core.world.bot)
    if channel.locked and not permissions.has(bits, "manage_threads"):
        raise ApiError(400, 50083, "Thread is archived")
    if channel.guild is None and not channel.recipients[0].accepts_dms:
        raise ApiError(403, 50007, "Cannot send messages to this user")
    channel.archived = False
    return channel


def message_in(channel: Channel, message_id: str) -> Message:
    """A message of a channel that everybody there sees. ApiError 10008 if there is none."""
    message = channel.messages.get(snowflake(message_id))
    if message is None or message.viewer is not None:
        raise ApiError(404, 10008, "Unknown Message")
    return message


def _refuse_outage(guild: Guild) -> None:
    if not guild.available:
        raise ApiError(503, 130000, "API resource is currently overloaded. Try again a little later")
