"""The application commands that the bot has registered, and who may use which where."""

from collections.abc import Iterator

from bot.harness import permissions
from bot.harness.errors import ApiError
from bot.harness.world import Channel, ChannelType, Guild, Json, User, World

__all__ = ["CHAT_INPUT", "MESSAGE", "USER", "Registry", "context_of"]

CHAT_INPUT, USER, MESSAGE = 1, 2, 3
_GUILD_INSTALL, _USER_INSTALL = 0, 1


def context_of(channel: Channel, world: World) -> int:
    """Where an interaction happens: 0 in a guild, 1 in a talk with the bot, 2 in another private one."""
    if channel.guild:
        return 0
    return 1 if channel.type is ChannelType.DM and world.dm_with(channel.recipients[0]) is channel else 2


class Registry:
    """Commands by id, global ones under None, others under their guild's id."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._scopes: dict[int | None, dict[int, Json]] = {}

    def listed(self, guild_id: int | None) -> list[Json]:
        """The commands of one scope."""
        return list(self._scopes.get(guild_id, {}).values())

    def one(self, guild_id: int | None, command_id: int) -> Json:
        """One command; ApiError 10063 if there is none."""
        try:
            return self._scopes[guild_id][command_id]
        except KeyError:
            raise ApiError(404, 10063, "Unknown application command") from None

    def overwrite(self, guild_id: int | None, commands: list[Json]) -> list[Json]:
        """Replaces all commands of a scope; one that keeps type and name keeps its id."""
        before = self._scopes.pop(guild_id, {})
        for command in commands:
            self.put(guild_id, command, before)
        return self.listed(guild_id)

    def put(self, guild_id: int | None, command: Json, known: dict[int, Json] | None = None) -> Json:
        """Adds one command to a scope, in place of one with the same type and name."""
        scope = self._scopes.setdefault(guild_id, {})
        kind = command.get("type", CHAT_INPUT)
        same = [
            each
            for each, old in (scope if known is None else known).items()
            if old["name"] == command["name"] and old["type"] == kind
        ]
        command_id = same[0] if same else self._world.snowflakes.next()
        bits = command.get("default_member_permissions")
        stored = {
            "description": "",
            "contexts": None if guild_id else [0, 1] if command.get("dm_permission", True) else [0],
            "nsfw": False,
            **{key: value for key, value in command.items() if value is not None},
            "default_member_permissions": None if bits is None else str(bits),
            "id": str(command_id),
            "application_id": str(self._world.bot.id),
            "version": str(self._world.snowflakes.next()),
            "type": kind,
        }
        stored.setdefault("integration_types", [_GUILD_INSTALL])
        if guild_id:
            stored["guild_id"] = str(guild_id)
        scope[command_id] = stored
        return stored

    def delete(self, guild_id: int | None, command_id: int) -> None:
        """Removes one command; ApiError 10063 if there is none."""
        self.one(guild_id, command_id)
        del self._scopes[guild_id][command_id]

    def usable(self, user: User, channel: Channel, kind: int, *, hidden: bool = False) -> list[Json]:
        """The commands of one type that a user is offered in a channel; `hidden`: also those not for them."""
        context = context_of(channel, self._world)
        found: dict[str, Json] = {}
        for command in self._in_reach(channel.guild, user):
            contexts = command["contexts"]
            if command["type"] != kind or (contexts is not None and context not in contexts):
                continue
            if hidden or self._may(command, user, channel):
                found.setdefault(command["name"], command)
        return list(found.values())

    def _in_reach(self, guild: Guild | None, user: User) -> Iterator[Json]:
        """Guild commands first: one of the same name goes before the global one."""
        has_bot = guild is not None and self._world.holds_bot(guild)
        if guild and has_bot:
            yield from self.listed(guild.id)
        for command in self.listed(None):
            kinds = command["integration_types"]
            # In a private conversation with the bot every global command is there.
            if (_GUILD_INSTALL in kinds and (has_bot or not guild)) or (
                _USER_INSTALL in kinds and user.installed
            ):
                yield command

    @staticmethod
    def _may(command: Json, user: User, channel: Channel) -> bool:
        if channel.guild is None:
            return True
        bits = permissions.in_channel(channel, user)
        if not permissions.has(bits, "use_application_commands"):
            return False
        needed = command["default_member_permissions"]
        if needed is None:
            return True
        # "0" hides the command from all but administrators.
        return bits == permissions.ALL or (needed != "0" and int(needed) & ~bits == 0)
