"""What a person types as an option's value, or picks in a menu, into what Discord sends to the bot."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.harness import payloads, permissions
from bot.harness.commandline import Typed
from bot.harness.errors import BadOption
from bot.harness.world import Channel, Guild, Json, Role, User, World

__all__ = ["Filling"]

_STRING, _INTEGER, _BOOLEAN, _USER, _CHANNEL, _ROLE, _MENTIONABLE, _NUMBER, _ATTACHMENT = range(3, 12)
_SUBCOMMAND, _GROUP = 1, 2
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}
_SAFE = 2**53


@dataclass(slots=True)
class Filling:
    """Fills in a command's options for one user in one channel; `resolved` collects what they refer to."""

    world: World
    user: User
    channel: Channel
    files: Mapping[str, bytes] = field(default_factory=dict)
    resolved: Json = field(default_factory=dict)

    def data(self, typed: Typed, *, focused: str | None = None) -> Json:
        """The interaction's data for a command line; with `focused` for autocomplete of that option.

        Raises BadOption for a value that Discord's client would not let through. What is typed into the
        focused option is sent as it is.
        """
        options: list[Json] = []
        for name, text in typed.given.items():
            option = typed.option(name)
            entry: Json = {"type": option["type"], "name": name}
            if name == focused:
                entry.update(value=text, focused=True)
            else:
                entry["value"] = self.value(typed.name, option, text)
            options.append(entry)
        kinds = [_SUBCOMMAND] if len(typed.path) == 1 else [_SUBCOMMAND, _GROUP]
        for name, kind in zip(reversed(typed.path), kinds, strict=False):
            options = [{"type": kind, "name": name, "options": options}]
        data: Json = {"id": typed.command["id"], "name": typed.command["name"], "type": 1}
        if options:
            data["options"] = options
        if self.resolved:
            data["resolved"] = self.resolved
        if "guild_id" in typed.command:
            data["guild_id"] = typed.command["guild_id"]
        return data

    def value(self, command: str, option: Json, text: str) -> str | int | float | bool:
        """One option's value; BadOption says what is accepted."""
        kind = option["type"]
        result = self._convert(kind, option, text)
        if result is None:
            raise BadOption(command, option["name"], text, self._accepted(option))
        return result

    def _convert(self, kind: int, option: Json, text: str) -> str | int | float | bool | None:
        if choices := option.get("choices"):
            return _chosen(choices, text)
        if kind in {_INTEGER, _NUMBER}:
            return self._number(kind, option, text)
        if kind == _BOOLEAN:
            return _TRUTH.get(text.casefold())
        if kind == _ATTACHMENT:
            return self._attachment(text)
        if kind == _STRING:
            return (
                text if option.get("min_length", 0) <= len(text) <= option.get("max_length", 6000) else None
            )
        found = self._choosers()[kind](text.strip("<@#&!>"))
        fitting = [each for each in found if kind != _CHANNEL or self._fits(each, option)]
        return self.refer(fitting[0]) if fitting else None

    def refer(self, thing: User | Role | Channel) -> str:
        """Resolves a user, role or channel for the bot; its id."""
        key = str(thing.id)
        if isinstance(thing, User):
            self.resolved.setdefault("users", {})[key] = payloads.user(thing)
            guild = self.channel.guild
            if guild and (member := guild.members.get(thing.id)):
                bits = permissions.in_channel(self.channel, thing)
                self.resolved.setdefault("members", {})[key] = payloads.member(
                    member, with_user=False, bits=bits
                )
        elif isinstance(thing, Role):
            self.resolved.setdefault("roles", {})[key] = payloads.role(thing)
        else:
            self.resolved.setdefault("channels", {})[key] = payloads.partial_channel(thing, self.user)
        return key

    def named(self, kind: int, text: str) -> User | Role | Channel | None:
        """What a menu of component type `kind` (5 users, 6 roles, 7 both, 8 channels) lists under a name."""
        option_type = {5: _USER, 6: _ROLE, 7: _MENTIONABLE, 8: _CHANNEL}[kind]
        found = self._choosers()[option_type](text.strip("<@#&!>"))
        return found[0] if found else None

    @staticmethod
    def _number(kind: int, option: Json, text: str) -> int | float | None:
        try:
            number = int(text) if kind == _INTEGER else float(text)
        except ValueError:
            return None
        low, high = option.get("min_value", -_SAFE), option.get("max_value", _SAFE)
        return number if low <= number <= high else None

    def _attachment(self, text: str) -> str | None:
        data = self.files.get(text)
        if data is None:
            return None
        file_id = self.world.snowflakes.next()
        self.world.files[file_id] = data
        url = f"{self.world.base}/attachments/{self.channel.id}/{file_id}/{text}"
        attachment = {"id": str(file_id), "filename": text, "size": len(data), "url": url, "proxy_url": url}
        self.resolved.setdefault("attachments", {})[str(file_id)] = attachment
        return str(file_id)

    def _choosers(self) -> dict[int, Callable[[str], Sequence[User | Role | Channel]]]:
        """What finds things by name, by the type of option."""
        return {
            _USER: self._users,
            _CHANNEL: self._channels,
            _ROLE: self._roles,
            _MENTIONABLE: self._mentionables,
        }

    @property
    def _guild(self) -> Guild | None:
        return self.channel.guild

    def _users(self, text: str) -> list[User]:
        if self._guild:
            known = [member.user for member in self._guild.members.values()]
        else:
            known = [*self.channel.recipients, self.world.bot]
        return [each for each in known if text.casefold() in {each.name.casefold(), str(each.id)}]

    def _roles(self, text: str) -> list[Role]:
        known = self._guild.roles.values() if self._guild else ()
        return [each for each in known if text.casefold() in {each.name.lstrip("@").casefold(), str(each.id)}]

    def _mentionables(self, text: str) -> list[User | Role]:
        return [*self._users(text), *self._roles(text)]

    def _channels(self, text: str) -> list[Channel]:
        """The channels of that name or id that the user sees."""
        known = self._guild.channels.values() if self._guild else ()
        return [
            each
            for each in known
            if text.casefold() in {each.name.casefold(), str(each.id)}
            and permissions.has(permissions.in_channel(each, self.user), "view_channel")
        ]

    @staticmethod
    def _fits(found: User | Role | Channel, option: Json) -> bool:
        kinds = option.get("channel_types")
        return not kinds or (isinstance(found, Channel) and found.type in kinds)

    def _accepted(self, option: Json) -> str:
        """What an option accepts, in words."""
        if choices := option.get("choices"):
            return ", ".join(choice["name"] for choice in choices)
        kind = option["type"]
        if kind in {_INTEGER, _NUMBER}:
            bounds = [f"from {option['min_value']}"] if "min_value" in option else []
            bounds += [f"to {option['max_value']}"] if "max_value" in option else []
            return " ".join(["a whole number" if kind == _INTEGER else "a number", *bounds])
        if kind == _STRING:
            return f"{option.get('min_length', 0)} to {option.get('max_length', 6000)} characters"
        if kind == _CHANNEL and self._guild:
            return ", ".join(
                f"#{each.name}" for each in self._guild.channels.values() if self._fits(each, option)
            )
        words = {_BOOLEAN: "true or false", _USER: "a user of this place", _ROLE: "a role of this server"}
        return words.get(kind, "something that exists here")


def _chosen(choices: Sequence[Json], text: str) -> str | int | float | None:
    """The value of the choice with this name or value."""
    for choice in choices:
        if text.casefold() in {choice["name"].casefold(), str(choice["value"]).casefold()}:
            value: str | int | float = choice["value"]
            return value
    return None
