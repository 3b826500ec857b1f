"""Making and changing the world; the bot hears of it over the gateway."""

from collections.abc import Iterable

from bot.harness import payloads, permissions
from bot.harness.core import Core
from bot.harness.world import Channel, ChannelType, Guild, Json, Member, Message, Overwrite, Role, User

__all__ = ["Building"]


class Building(Core):
    """Guilds, channels, people and their permissions. Permissions are named as discord.py names them."""

    def add_user(self, name: str, locale: str = "en-GB") -> User:
        """A new user; `locale` as Discord has it, like `pt-BR`."""
        return self.world.add_user(name, locale=locale)

    def add_guild(
        self, name: str, *, with_bot: bool = True, bot_permissions: Iterable[str] = (),
        owner: User | None = None, locale: str = "en-US",
    ) -> Guild:  # fmt: skip
        """A new guild, where everybody may read and write. The bot may do the same, and more."""
        owner = owner or self.world.developer
        guild = Guild(self.world.snowflakes.guild(), name, owner, locale=locale)
        guild.roles[guild.id] = Role(guild.id, "@everyone", permissions.EVERYONE)
        guild.members[owner.id] = Member(owner, self.clock())
        self.world.guilds[guild.id] = guild
        if with_bot:
            self.invite_bot(guild, bot_permissions)
        return guild

    def add_channel(self, guild: Guild, name: str, kind: ChannelType = ChannelType.TEXT) -> Channel:
        """A new channel of a guild."""
        channel = self.world.add_channel(guild, name, kind)
        self.gateway.dispatch_guild("CHANNEL_CREATE", payloads.channel(channel), guild)
        return channel

    def add_thread(self, parent: Channel, name: str, *, private: bool = False) -> Channel:
        """A new thread below a channel; the bot is in it, so that it sees a private one too."""
        kind = ChannelType.PRIVATE_THREAD if private else ChannelType.PUBLIC_THREAD
        if parent.type is ChannelType.ANNOUNCEMENT:
            kind = ChannelType.ANNOUNCEMENT_THREAD
        thread = self.world.add_channel(parent.guild, name, kind, parent=parent)
        thread.recipients.append(self.world.bot)
        if parent.guild:
            self.gateway.dispatch_guild("THREAD_CREATE", payloads.channel(thread), parent.guild)
        return thread

    def add_dm(self, user: User) -> Channel:
        """The conversation of a user with the bot."""
        return self.world.dm_with(user)

    def add_group(self, *users: User) -> Channel:
        """A private conversation among users, where the bot is not."""
        group = self.world.add_channel(None, ", ".join(user.name for user in users), ChannelType.GROUP)
        group.recipients.extend(users)
        return group

    def install(self, user: User) -> None:
        """The user installs the application for themselves, and has its commands everywhere."""
        user.installed = True

    def join(self, guild: Guild, user: User, permissions: Iterable[str] = ()) -> Member:
        """A user becomes a member, with what everybody may and the permissions named."""
        member = guild.members.setdefault(user.id, Member(user, self.clock()))
        self._grant(guild, member, permissions)
        return member

    def set_bot_permissions(self, guild: Guild, names: Iterable[str]) -> None:
        """Gives the bot these permissions beside what everybody may, instead of those it was given before."""
        self._grant(guild, guild.members[self.world.bot.id], names)

    def set_everyone_permissions(self, guild: Guild, names: Iterable[str]) -> None:
        """Replaces what everybody in a guild may do."""
        guild.everyone.permissions = permissions.of_names(names)
        self._role_changed("GUILD_ROLE_UPDATE", guild, guild.everyone)

    def set_permissions(
        self,
        channel: Channel,
        who: User | Role | None,
        *,
        allow: Iterable[str] = (),
        deny: Iterable[str] = (),
    ) -> None:
        """Sets a channel's overwrite for a member, a role, or everybody (None)."""
        if channel.guild is None:
            raise ValueError("a private conversation has no permissions to set")
        target = channel.guild.everyone if who is None else who
        rule = Overwrite(isinstance(target, User), permissions.of_names(allow), permissions.of_names(deny))
        channel.overwrites[target.id] = rule
        self.gateway.dispatch_guild("CHANNEL_UPDATE", payloads.channel(channel), channel.guild)

    def say(self, user: User, channel: Channel, content: str) -> Message:
        """A message written by a person."""
        return self.post(channel, user, {"content": content}, [])

    def remove_channel(self, channel: Channel) -> None:
        """Deletes a channel, or a thread, with all that is in it."""
        event = "THREAD_DELETE" if channel.type.is_thread else "CHANNEL_DELETE"
        if channel.guild:
            self.gateway.dispatch_guild(event, payloads.channel(channel), channel.guild)
        self.world.drop_channel(channel)

    def remove_message(self, message: Message) -> None:
        """Deletes a message."""
        self.delete(message)

    def invite_bot(self, guild: Guild, bot_permissions: Iterable[str] = ()) -> None:
        """The bot becomes a member of a guild."""
        member = Member(self.world.bot, self.clock())
        guild.members[self.world.bot.id] = member
        self._grant(guild, member, bot_permissions, tell=False)
        self.gateway.dispatch_guild("GUILD_CREATE", self._as_created(guild), guild)

    def remove_bot(self, guild: Guild) -> None:
        """The bot is thrown out of a guild."""
        self.gateway.dispatch_guild("GUILD_DELETE", {"id": str(guild.id)}, guild)
        guild.members.pop(self.world.bot.id, None)

    def outage(self, guild: Guild) -> None:
        """The guild becomes unavailable: the bot is still a member, but cannot reach it."""
        self.gateway.dispatch_guild("GUILD_DELETE", {"id": str(guild.id), "unavailable": True}, guild)
        guild.available = False

    def recover(self, guild: Guild) -> None:
        """The outage of a guild is over."""
        guild.available = True
        self.gateway.dispatch_guild("GUILD_CREATE", self._as_created(guild), guild)

    def _as_created(self, guild: Guild) -> Json:
        return payloads.guild_create(guild, self.world)

    def _grant(self, guild: Guild, member: Member, names: Iterable[str], *, tell: bool = True) -> None:
        """Gives a member a role of their own with these permissions, or changes the one they have."""
        bits = permissions.of_names(names)
        if not member.roles:
            if not bits:
                return
            role = Role(self.world.snowflakes.next(), member.user.name, bits, len(guild.roles))
            guild.roles[role.id] = role
            member.roles.append(role)
            event = "GUILD_ROLE_CREATE"
        else:
            role = member.roles[0]
            role.permissions = bits
            event = "GUILD_ROLE_UPDATE"
        if tell:
            self._role_changed(event, guild, role)
            if member.user is self.world.bot:
                told = payloads.member(member) | {"guild_id": str(guild.id)}
                self.gateway.dispatch_guild("GUILD_MEMBER_UPDATE", told, guild)

    def _role_changed(self, event: str, guild: Guild, role: Role) -> None:
        self.gateway.dispatch_guild(event, {"guild_id": str(guild.id), "role": payloads.role(role)}, guild)
