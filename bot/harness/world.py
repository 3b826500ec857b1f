"""What exists in the local Discord: users, guilds, roles, channels, messages."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any

from bot.harness.snowflakes import Snowflakes
from storage.clock import Clock

__all__ = [
    "Channel",
    "ChannelType",
    "Guild",
    "Json",
    "Member",
    "Message",
    "Overwrite",
    "Role",
    "User",
    "World",
]

Json = dict[str, Any]
"""An object of Discord's API, as JSON has it."""


class ChannelType(IntEnum):
    """The kinds of channel, numbered as Discord does."""

    TEXT = 0
    DM = 1
    VOICE = 2
    GROUP = 3
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    STAGE = 13
    FORUM = 15

    @property
    def is_thread(self) -> bool:
        """Whether channels of this kind hang below another channel."""
        return self in {self.ANNOUNCEMENT_THREAD, self.PUBLIC_THREAD, self.PRIVATE_THREAD}


# The classes here compare by identity: two things with equal fields are still two things.
@dataclass(slots=True, eq=False)
class User:
    """A person, or a bot. `locale` is what Discord reports with the user's interactions, like `en-GB`."""

    id: int
    name: str
    locale: str = "en-GB"
    bot: bool = False
    installed: bool = False  # has the application as a user-installed app
    accepts_dms: bool = True


@dataclass(slots=True, eq=False)
class Role:
    """A role of a guild. The one whose id is the guild's is held by everybody."""

    id: int
    name: str
    permissions: int
    position: int = 0


@dataclass(slots=True)
class Overwrite:
    """What a channel grants to, or takes from, one role (`is_member` false) or one member."""

    is_member: bool
    allow: int = 0
    deny: int = 0


@dataclass(slots=True, eq=False)
class Member:
    """A user's belonging to a guild."""

    user: User
    joined_at: datetime
    roles: list[Role] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Channel:
    """A channel, thread or private conversation, with the messages that stand in it, oldest first."""

    id: int
    type: ChannelType
    name: str
    guild: "Guild | None" = None
    parent: "Channel | None" = None
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    recipients: list[User] = field(default_factory=list)
    messages: dict[int, "Message"] = field(default_factory=dict)
    last_message_id: int | None = None
    archived: bool = False
    locked: bool = False


@dataclass(slots=True, eq=False)
class Guild:
    """A server. It is unavailable during an outage; the bot need not be a member."""

    id: int
    name: str
    owner: User
    roles: dict[int, Role] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    available: bool = True
    locale: str = "en-US"

    @property
    def everyone(self) -> Role:
        """The role that every member holds."""
        return self.roles[self.id]


@dataclass(slots=True, eq=False)
class Message:
    """A message; `viewer` is set for an ephemeral one, which nobody else sees."""

    id: int
    channel: Channel
    author: User
    payload: Json
    viewer: User | None = None

    @property
    def content(self) -> str:
        """The text of the message."""
        return str(self.payload["content"])

    @property
    def embeds(self) -> list[Json]:
        """The embeds, as the API gives them."""
        return list(self.payload["embeds"])

    @property
    def components(self) -> list[Json]:
        """The top-level components, as the API gives them."""
        return list(self.payload["components"])


class World:
    """Everything that exists, by id, and the bot that all of this is for."""

    def __init__(self, clock: Clock, name: str) -> None:
        self.clock = clock
        self.snowflakes = Snowflakes(clock)
        self.base = ""  # the address that attachments are served from
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.files: dict[int, bytes] = {}
        self._dms: dict[int, Channel] = {}
        self.developer = self.add_user("developer")
        self.bot = self.add_user(name, bot=True)

    def add_user(self, name: str, *, locale: str = "en-GB", bot: bool = False) -> User:
        """A new user, who belongs to no guild yet."""
        user = User(self.snowflakes.next(), name, locale, bot)
        self.users[user.id] = user
        return user

    def add_channel(
        self, guild: Guild | None, name: str, kind: ChannelType, *, parent: Channel | None = None
    ) -> Channel:
        """A new channel of a guild, or of none, or a thread below `parent`."""
        channel = Channel(self.snowflakes.next(), kind, name, guild, parent)
        self.channels[channel.id] = channel
        if guild:
            guild.channels[channel.id] = channel
        return channel

    def drop_channel(self, channel: Channel) -> None:
        """Takes a channel away, with the threads below it."""
        for each in [thread for thread in self.channels.values() if thread.parent is channel]:
            self.drop_channel(each)
        self.channels.pop(channel.id, None)
        if channel.guild:
            channel.guild.channels.pop(channel.id, None)

    def dm_with(self, user: User) -> Channel:
        """The direct-message channel of the bot and a user, opened if need be."""
        if user.id not in self._dms:
            self._dms[user.id] = self.add_channel(None, user.name, ChannelType.DM)
            self._dms[user.id].recipients.append(user)
        return self._dms[user.id]

    def mentions(self) -> dict[str, str]:
        """What a client shows for a mention, by its mark and id: `#general` for `#1234`."""
        channels = {f"#{each.id}": f"#{each.name}" for each in self.channels.values()}
        return channels | {f"@{each.id}": f"@{each.name}" for each in self.users.values()}

    def holds_bot(self, guild: Guild) -> bool:
        """Whether the bot is a member of this guild."""
        return self.bot.id in guild.members
