"""Telling Discord the commands, only when they changed: it counts how often they are sent."""

import logging
from collections.abc import Mapping
from typing import Any, Final

import discord
from discord import app_commands

from bot.logs import fields

__all__ = ["register", "same"]

_log = logging.getLogger(__name__)

_DEFAULTS: Final[Mapping[str, object]] = {
    "type": 1,
    "description": "",
    "options": [],
    "nsfw": False,
    "default_member_permissions": None,
    "contexts": None,
    "integration_types": [0],
    "required": False,
    "autocomplete": False,
    "choices": [],
    "channel_types": [],
    "min_length": None,
    "max_length": None,
    "min_value": None,
    "max_value": None,
}
"""What a command or option has where nothing is said of it; other fields are Discord's own, such as ids."""


async def register(
    tree: app_commands.CommandTree[discord.Client], application_id: int, dev_guild: int | None
) -> bool:
    """Compare the tree with what Discord has and send it if they differ; whether it was sent.

    With a `dev_guild` the commands go to that server alone, where changes show at once.
    """
    http = tree.client.http
    if dev_guild is not None:
        guild = discord.Object(dev_guild)
        tree.copy_global_to(guild=guild)
        known = await http.get_guild_commands(application_id, dev_guild)
    else:
        guild = None
        known = await http.get_global_commands(application_id)
    wanted = [command.to_dict(tree) for command in tree.get_commands(guild=guild)]
    if same(wanted, known):
        return False
    await tree.sync(guild=guild)
    _log.info("commands sent to Discord", extra=fields(commands=len(wanted), guild=dev_guild))
    return True


def same(wanted: list[dict[str, Any]], known: list[Any]) -> bool:
    """Whether two lists of commands mean the same, whatever their order."""
    return _by_name(wanted) == _by_name(known)


def _by_name(commands: list[Any]) -> dict[tuple[int, str], object]:
    return {(command.get("type", 1), command["name"]): _meaning(command) for command in commands}


def _meaning(part: Mapping[str, Any]) -> dict[str, object]:
    """A command or option without what Discord adds and with what it leaves out."""
    meant: dict[str, object] = {"name": part["name"]}
    for name, default in _DEFAULTS.items():
        value = part.get(name)
        meant[name] = default if value is None else value
    meant["options"] = [_meaning(option) for option in part.get("options") or []]
    meant["choices"] = [(choice["name"], choice["value"]) for choice in part.get("choices") or []]
    meant["default_member_permissions"] = str(part.get("default_member_permissions") or "")
    for name in ("contexts", "integration_types", "channel_types"):
        value = part.get(name)
        meant[name] = sorted(value) if value else meant[name]
    return meant
