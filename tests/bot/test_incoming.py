"""What is let in at the door for interactions."""

from copy import deepcopy
from typing import Any

import pytest

from bot.incoming import is_sound

USER = {"id": "7", "username": "reader", "discriminator": "0", "avatar": None}
OPTION = {"name": "query", "type": 3, "value": "trade"}
COMMAND: dict[str, Any] = {
    "id": "1",
    "application_id": "2",
    "type": 2,
    "token": "aW50.er-act_ion~",
    "guild_id": "3",
    "member": {"user": USER, "roles": []},
    "data": {"id": "4", "name": "search", "type": 1, "options": [OPTION]},
}
PRESS = {"custom_id": "anything at all", "component_type": 3, "values": ["a"]}


def changed(path: str, value: object) -> dict[str, Any]:
    """The command with one thing in it replaced; `...` removes it."""
    made = deepcopy(COMMAND)
    *way, last = path.split(".")
    holder: Any = made
    for step in way:
        holder = holder[int(step) if step.isdigit() else step]
    if value is ...:
        del holder[last]
    else:
        holder[last] = value
    return made


def nested(depth: int) -> list[dict[str, Any]]:
    options = [OPTION]
    for _ in range(depth):
        options = [{"name": "x", "type": 1, "options": options}]
    return options


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("type", 4),
        ("data.options", ...),
        ("data.options", nested(2)),
        ("data.name", "no such command"),
        ("data.options.0.value", 5),
        ("data.options.0.value", "x" * 100_000),
        ("data", {"name": "Search the archive", "type": 3, "target_id": "9", "resolved": {}}),
        ("message", {"flags": 64, "content": ""}),
        ("extra", [None]),
    ],
)
def test_a_command_of_its_shape_is_let_in_whatever_it_says(path: str, value: object) -> None:
    assert is_sound(changed(path, value))


@pytest.mark.parametrize("change", [{}, {"custom_id": None}, {"custom_id": 7}, {"values": [None]}])
def test_a_press_is_let_in_whatever_its_custom_id_says(change: dict[str, object]) -> None:
    assert is_sound({**COMMAND, "type": 3, "data": PRESS | change})


def test_outside_a_server_a_user_asks() -> None:
    asked = {key: value for key, value in COMMAND.items() if key not in {"guild_id", "member"}}
    assert is_sound({**asked, "user": USER})
    assert not is_sound({**asked, "member": {"user": USER}})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", ...),
        ("id", 1),
        ("id", "one"),
        ("application_id", ...),
        ("token", ...),
        ("token", "../../users/@me"),
        ("token", ""),
        ("type", "2"),
        ("type", True),
        ("type", 5),
        ("guild_id", "0"),
        ("guild_id", {}),
        ("member", ...),
        ("member", []),
        ("member.user", ...),
        ("member.user", {"id": "7"}),
        ("member.user.id", None),
        ("data", ...),
        ("data", [[]]),
        ("data.name", ["search"]),
        ("data.guild_id", "x"),
        ("data.type", 9),
        ("data.options", "none"),
        ("data.options", [None]),
        ("data.options", nested(3)),
        ("data.options.0.name", 1),
        ("data.options.0.type", 0),
        ("data.options.0.type", []),
        ("data.options.0.value", ...),
        ("data.options.0.value", ["trade"]),
        ("data", {"name": "Search the archive", "type": 3, "resolved": {}}),
        ("data", {"name": "Search the archive", "type": 3, "target_id": "9", "resolved": []}),
        ("data", {"name": "x", "type": 3, "target_id": "9", "resolved": {"messages": {"9": {"content": 1}}}}),
        ("message", {"flags": []}),
        ("message", None),
        ("member.user.id", "9" * 20),
    ],
)
def test_what_discord_never_sends_stays_outside(path: str, value: object) -> None:
    assert not is_sound(changed(path, value))


@pytest.mark.parametrize(
    "change", [{"custom_id": ["a"]}, {"custom_id": {}}, {"component_type": "2"}, {"values": "a"}]
)
def test_a_press_that_carries_nothing_readable_stays_outside(change: dict[str, object]) -> None:
    assert not is_sound({**COMMAND, "type": 3, "data": PRESS | change})


@pytest.mark.parametrize("value", [None, [], "interaction", 7])
def test_what_is_no_object_stays_outside(value: object) -> None:
    assert not is_sound(value)
