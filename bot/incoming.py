"""The door for interactions: whether one has the shape that Discord documents.

discord.py takes that shape for granted. What lacks it fails somewhere inside: while an event is parsed, which
closes the shard for good, or in a task that nobody awaits. So it is looked at here, before anything else
reads it. Only the shape is: an unknown command, a forged custom_id or a value out of range has an answer.
"""

import re
from collections.abc import Mapping
from typing import Final

__all__ = ["is_sound"]

_SNOWFLAKE: Final = re.compile(r"[1-9][0-9]{0,19}")
_GREATEST: Final = 2**63 - 1
"""Databases keep ids in signed numbers; Discord's reach that far in 2084."""
_TOKEN: Final = re.compile(r"[\w.~-]{1,1000}", re.ASCII)
"""A token becomes a part of an address."""

_OF_A_USER: Final = frozenset({"id", "username", "discriminator", "avatar"})
"""Without one of these discord.py takes nobody for the asker."""

_COMMAND, _COMPONENT, _AUTOCOMPLETE = 2, 3, 4
"""What the bot answers; it never asks with a form."""
_SUBCOMMAND, _GROUP = 1, 2
_DEEPEST: Final = 3
"""A group holds a subcommand holds an option."""
_OPTION_TYPES: Final = range(1, 12)
_MENU_TYPES: Final = range(2, 5)


def is_sound(interaction: object) -> bool:
    """Whether an event's data is a command, an autocomplete or a press, with somebody who asks."""
    if not isinstance(interaction, Mapping) or not _is_number(interaction.get("type")):
        return False
    token, data = interaction.get("token"), interaction.get("data")
    return (
        _is_snowflake(interaction.get("id"))
        and _is_snowflake(interaction.get("application_id"))
        and isinstance(token, str)
        and _TOKEN.fullmatch(token) is not None
        and _has_asker(interaction)
        and _is_message(interaction.get("message", {}))
        and _is_sound_data(interaction["type"], data)
    )


def _has_asker(interaction: Mapping[str, object]) -> bool:
    """In a server a member asks, elsewhere a user."""
    guild_id = interaction.get("guild_id")
    if guild_id is None:
        user = interaction.get("user")
    elif _is_snowflake(guild_id) and isinstance(member := interaction.get("member"), Mapping):
        user = member.get("user")
    else:
        return False
    return isinstance(user, Mapping) and user.keys() >= _OF_A_USER and _is_snowflake(user["id"])


def _is_sound_data(kind: object, data: object) -> bool:
    if not isinstance(data, Mapping):
        return False
    if kind == _COMPONENT:
        return _is_press(data)
    return kind in {_COMMAND, _AUTOCOMPLETE} and _is_command(data)


def _is_command(data: Mapping[str, object]) -> bool:
    kind, guild_id = data.get("type", 1), data.get("guild_id")
    if not isinstance(data.get("name"), str) or not (guild_id is None or _is_snowflake(guild_id)):
        return False
    if kind == 1:
        return _are_options(data.get("options", []), _DEEPEST)
    return kind in _MENU_TYPES and _is_snowflake(data.get("target_id")) and _are_targets(data.get("resolved"))


def _are_targets(resolved: object) -> bool:
    """What a menu of messages was opened on."""
    messages = resolved.get("messages", {}) if isinstance(resolved, Mapping) else None
    return isinstance(messages, Mapping) and all(map(_is_message, messages.values()))


def _is_message(message: object) -> bool:
    """Whether what the bot reads of a message can be read; the rest is looked at when it is parsed."""
    return (
        isinstance(message, Mapping)
        and _is_number(message.get("flags", 0))
        and isinstance(message.get("content", ""), str)
    )


def _are_options(options: object, depth: int) -> bool:
    return isinstance(options, list) and all(_is_option(each, depth) for each in options)


def _is_option(option: object, depth: int) -> bool:
    if not isinstance(option, Mapping) or depth == 0 or not isinstance(option.get("name"), str):
        return False
    kind = option.get("type")
    if not _is_number(kind) or kind not in _OPTION_TYPES:
        return False
    if kind in {_SUBCOMMAND, _GROUP}:
        return _are_options(option.get("options", []), depth - 1)
    return isinstance(option.get("value"), str | int | float)


def _is_press(data: Mapping[str, object]) -> bool:
    """A custom_id and values of any kind are answered, as long as they are no structures."""
    return (
        _is_number(data.get("component_type"))
        and isinstance(data.get("custom_id"), str | int | None)
        and isinstance(data.get("values", []), list)
    )


def _is_snowflake(value: object) -> bool:
    return isinstance(value, str) and _SNOWFLAKE.fullmatch(value) is not None and int(value) <= _GREATEST


def _is_number(value: object) -> bool:
    """JSON's `true` is a number to Python alone."""
    return isinstance(value, int) and not isinstance(value, bool)
