"""What a member may do in a guild or channel: roles first, then the channel's overwrites."""

from collections.abc import Iterable

import discord

from bot.harness.world import Channel, ChannelType, Guild, User

__all__ = ["ALL", "DIRECT", "EVERYONE", "UNINVITED", "has", "in_channel", "in_guild", "of_names"]

ALL = discord.Permissions.all().value

EVERYONE = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, embed_links=True, attach_files=True,
    read_message_history=True, add_reactions=True, use_application_commands=True, create_public_threads=True,
    create_private_threads=True, change_nickname=True, use_external_emojis=True, connect=True, speak=True,
).value  # fmt: skip
"""What everybody may do in a new guild."""

DIRECT = discord.Permissions(
    view_channel=True, send_messages=True, embed_links=True, attach_files=True, read_message_history=True,
    add_reactions=True, use_external_emojis=True, mention_everyone=True,
).value  # fmt: skip
"""What the bot may do in a private conversation."""

UNINVITED = discord.Permissions(
    embed_links=True, attach_files=True, mention_everyone=True, use_external_emojis=True
).value
"""What a user-installed app may do where its bot is no member."""

_VIEW = discord.Permissions(view_channel=True).value
_SEND = discord.Permissions(send_messages=True).value
_ADMINISTRATOR = discord.Permissions(administrator=True).value
_MANAGE_THREADS = discord.Permissions(manage_threads=True).value
# Who may not write may not do this either, whatever the roles say.
_WITH_SENDING = discord.Permissions(
    mention_everyone=True, send_tts_messages=True, attach_files=True, embed_links=True
).value


def of_names(names: Iterable[str]) -> int:
    """The bits of permissions named as discord.py names them, like `manage_guild`; ValueError for others."""
    bits = 0
    for name in names:
        flag = discord.Permissions.VALID_FLAGS.get(name)
        if flag is None:
            known = ", ".join(sorted(discord.Permissions.VALID_FLAGS))
            raise ValueError(f"no permission is called {name!r}; there are: {known}")
        bits |= flag
    return bits


def in_guild(guild: Guild, user: User) -> int:
    """A member's permissions in a guild at large; 0 for somebody who is no member."""
    if user is guild.owner:
        return ALL
    member = guild.members.get(user.id)
    if member is None:
        return 0
    bits = guild.everyone.permissions
    for role in member.roles:
        bits |= role.permissions
    return ALL if bits & _ADMINISTRATOR else bits


def in_channel(channel: Channel, user: User) -> int:
    """A user's permissions in a channel; a thread takes those of the channel above it."""
    guild = channel.guild
    if guild is None:
        return DIRECT if user.bot or user in channel.recipients else 0
    bits = in_guild(guild, user)
    if bits == ALL or not bits:
        return bits
    rules = channel.parent if channel.type.is_thread and channel.parent else channel
    for scope in _scopes(guild, user, rules):
        allow = deny = 0
        for who in scope:
            if rule := rules.overwrites.get(who):
                allow |= rule.allow
                deny |= rule.deny
        bits = bits & ~deny | allow
    if (
        channel.type is ChannelType.PRIVATE_THREAD
        and user not in channel.recipients
        and not bits & _MANAGE_THREADS
    ):
        return 0
    if not bits & _VIEW:
        return 0
    return bits if bits & _SEND or channel.type.is_thread else bits & ~_WITH_SENDING


def has(bits: int, name: str) -> bool:
    """Whether the permission of that name is among the bits."""
    return bool(bits & discord.Permissions.VALID_FLAGS[name])


def _scopes(guild: Guild, user: User, channel: Channel) -> Iterable[list[int]]:
    """The overwrites in the order in which they apply: everybody's, the roles' together, the member's own."""
    if channel.overwrites:
        yield [guild.id]
        yield [role.id for role in guild.members[user.id].roles]
        yield [user.id]
