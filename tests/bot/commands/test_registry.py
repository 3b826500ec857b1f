"""The whole registry: commands and options are described within Discord's limits, tested, in the README."""

import re
from pathlib import Path
from typing import Any

import discord
import pytest

from tests.bot.commands.newsroom import Newsroom

HERE = Path(__file__).parent
README = HERE.parents[2] / "README.md"
DESIGNED = {
    "search": {"query", "country", "since", "until", "agency", "private"},
    "article": {"title"},
    "meetings": {"country", "with", "kind", "since", "until", "private"},
    "onthisdate": {"date"},
    "digest subscribe": {"channel", "time", "timezone", "empty_days"},
    "digest unsubscribe": {"channel"},
    "digest status": set(),
    "digest preview": {"channel"},
    "about": set(),
    "Search the archive": set(),
}


@pytest.fixture
def registered(newsroom: Newsroom) -> dict[str, dict[str, Any]]:
    """Every command by its full name, as Discord is told of it."""
    found = {}
    for command in newsroom.bot.tree.get_commands():
        payload = command.to_dict(newsroom.bot.tree)
        inner = [each for each in payload.get("options", []) if each["type"] == 1]
        for each in inner or [payload]:
            name = f"{payload['name']} {each['name']}" if inner else payload["name"]
            found[name] = {**payload, **each}
    for menu in newsroom.bot.tree.get_commands(type=discord.AppCommandType.message):
        found[menu.name] = menu.to_dict(newsroom.bot.tree)
    return found


def test_the_commands_and_options_are_those_of_the_design(registered: dict[str, dict[str, Any]]) -> None:
    told = {
        name: {option["name"] for option in command.get("options", [])}
        for name, command in registered.items()
    }
    assert told == DESIGNED


def test_every_description_is_within_discords_limits_and_reads_like_the_others(
    registered: dict[str, dict[str, Any]],
) -> None:
    for name, command in registered.items():
        if name == "Search the archive":
            continue
        for part in (command, *command.get("options", [])):
            text = part["description"]
            assert 1 <= len(text) <= 100, text
            assert text != "…"
            assert text[0].isupper(), text
            assert not text.endswith("."), text


def test_no_command_is_larger_than_discord_takes(newsroom: Newsroom) -> None:
    def text(part: Any) -> int:
        if isinstance(part, dict):
            own = sum(len(str(part.get(key, ""))) for key in ("name", "description", "value"))
            return own + sum(text(each) for each in part.values() if isinstance(each, list))
        return sum(text(each) for each in part) if isinstance(part, list) else 0

    assert all(
        text(command.to_dict(newsroom.bot.tree)) <= 8000 for command in newsroom.bot.tree.get_commands()
    )


def test_everything_but_the_digest_works_everywhere(registered: dict[str, dict[str, Any]]) -> None:
    for name, command in registered.items():
        if name.startswith("digest"):
            assert command["contexts"] == [0]
            assert command["integration_types"] == [0]
            assert command["default_member_permissions"] == 1 << 5
        else:
            assert sorted(command["contexts"]) == [0, 1, 2], name
            assert sorted(command["integration_types"]) == [0, 1], name


@pytest.mark.parametrize("name", DESIGNED)
def test_every_command_is_tested(name: str) -> None:
    told = "\n".join(
        file.read_text(encoding="utf-8")
        for file in HERE.glob("test_*.py")
        if file.name != Path(__file__).name
    )
    assert re.search(rf"[\"'/]{re.escape(name)}\b", told), name


@pytest.mark.parametrize(
    "name", [name.split(" ")[0] if name != "Search the archive" else name for name in DESIGNED]
)
def test_every_command_has_its_line_in_the_readme(name: str) -> None:
    assert name in README.read_text(encoding="utf-8")
