"""The rules for application commands, and for autocomplete's choices."""

import re

from bot.harness.rules.form import Form, Path
from bot.harness.world import Json

__all__ = ["check_choices", "check_command", "check_commands"]

CHAT_INPUT, USER, MESSAGE = 1, 2, 3
SUBCOMMAND, GROUP = 1, 2
STRING, INTEGER, NUMBER, CHANNEL = 3, 4, 10, 7
_LEAVES = (3, 4, 5, 6, 7, 8, 9, 10, 11)
_MOST = {CHAT_INPUT: 100, USER: 15, MESSAGE: 15}
_NAME = re.compile(r"[-_'\w]{1,32}")
_ALL_TEXT = 8000
_SAFE = 2**53


def check_commands(commands: object) -> list[Json]:
    """Refuses a bulk overwrite that breaks a rule; returns the commands. Raises ApiError 50035."""
    form = Form()
    checked = []
    for at, each in enumerate(form.items((), commands, 0, sum(_MOST.values()))):
        command = form.mapping((at,), each)
        _check_command(form, (at,), command)
        checked.append(command)
    form.refuse_if_wrong()
    seen: set[tuple[int, str]] = set()
    for at, command in enumerate(checked):
        key = (command.get("type", CHAT_INPUT), command["name"])
        if key in seen:
            form.wrong(
                (at, "name"),
                "APPLICATION_COMMANDS_DUPLICATE_NAME",
                "Command names must be unique",
            )
        seen.add(key)
    for kind, most in _MOST.items():
        if sum(1 for each, _ in seen if each == kind) > most:
            form.wrong(
                (),
                "APPLICATION_COMMAND_LIMIT_REACHED",
                f"Maximum number of application commands reached ({most})",
            )
    form.refuse_if_wrong()
    return checked


def check_command(command: object) -> Json:
    """Refuses one command that breaks a rule; returns it. Raises ApiError 50035."""
    form = Form()
    mapping = form.mapping((), command)
    _check_command(form, (), mapping)
    form.refuse_if_wrong()
    return mapping


def check_choices(form: Form, path: Path, choices: object, kind: int) -> None:
    """Notes what is wrong with choices for an option of that type, fixed or from autocomplete."""
    for at, each in enumerate(form.items(path, choices, 0, 25)):
        place = (*path, at)
        choice = form.mapping(place, each)
        form.text((*place, "name"), choice.get("name"), 1, 100, required=True)
        value = choice.get("value")
        if kind == STRING:
            form.text((*place, "value"), value, 1, 100, required=True)
        elif isinstance(value, bool) or not isinstance(value, (int, float) if kind == NUMBER else int):
            form.wrong((*place, "value"), "NUMBER_TYPE_COERCE", f"Value {str(value)[:50]!r} is not a number.")
        elif abs(value) > _SAFE:
            form.wrong((*place, "value"), "NUMBER_TYPE_MAX", f"Value should be between -{_SAFE} and {_SAFE}.")


def _check_command(form: Form, path: Path, command: Json) -> None:
    kind = command.get("type", CHAT_INPUT)
    if not form.choice((*path, "type"), kind, tuple(_MOST)):
        return
    if kind == CHAT_INPUT:
        _check_name(form, (*path, "name"), command.get("name"))
        form.text((*path, "description"), command.get("description"), 1, 100, required=True)
        _check_options(form, (*path, "options"), command.get("options"), depth=0)
    else:
        form.text((*path, "name"), command.get("name"), 1, 32, required=True)
        if command.get("description") or command.get("options"):
            form.wrong(
                path,
                "APPLICATION_COMMAND_INVALID_FOR_TYPE",
                "A menu command has no description and no options",
            )
    for key, accepted in (("contexts", (0, 1, 2)), ("integration_types", (0, 1))):
        for at, each in enumerate(form.items((*path, key), command.get(key), 0, len(accepted))):
            form.choice((*path, key, at), each, accepted)
    if not str(command.get("default_member_permissions") or 0).isdecimal():
        form.wrong((*path, "default_member_permissions"), "INVALID_BITWISE_FLAG", "Not a permission bit set")
    if _text_of(command) > _ALL_TEXT:
        form.wrong(path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")


def _check_name(form: Form, path: Path, name: object) -> None:
    text = form.text(path, name, 1, 32, required=True)
    if text and (not _NAME.fullmatch(text) or text != text.lower() or text != name):
        form.wrong(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _check_options(form: Form, path: Path, value: object, *, depth: int) -> None:
    options = [form.mapping((*path, at), each) for at, each in enumerate(form.items(path, value, 0, 25))]
    kinds = {option.get("type") in {SUBCOMMAND, GROUP} for option in options}
    if len(kinds) > 1:
        form.wrong(
            path,
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Sub-commands and values cannot stand side by side",
        )
    optional_seen = False
    for at, option in enumerate(options):
        place = (*path, at)
        accepted = ((SUBCOMMAND, GROUP) if depth == 0 else (SUBCOMMAND,) if depth == 1 else ()) + _LEAVES
        if not form.choice((*place, "type"), option.get("type"), accepted):
            continue
        _check_name(form, (*place, "name"), option.get("name"))
        form.text((*place, "description"), option.get("description"), 1, 100, required=True)
        if option["type"] in {SUBCOMMAND, GROUP}:
            _check_options(
                form,
                (*place, "options"),
                option.get("options"),
                depth=2 if option["type"] == SUBCOMMAND else 1,
            )
            continue
        if form.flag((*place, "required"), option.get("required")) and optional_seen:
            form.wrong(
                place,
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must come first",
            )
        optional_seen = optional_seen or not option.get("required")
        _check_value(form, place, option)
    names = [str(option.get("name")) for option in options]
    form.unique(path, names, "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED", "Option names must be unique")


def _check_value(form: Form, path: Path, option: Json) -> None:
    kind = option["type"]
    choices = option.get("choices")
    if kind in {STRING, INTEGER, NUMBER}:
        check_choices(form, (*path, "choices"), choices, kind)
    elif choices or option.get("autocomplete"):
        form.wrong(
            path, "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID", "Options of this type have no choices"
        )
    if form.flag((*path, "autocomplete"), option.get("autocomplete")) and choices:
        form.wrong(
            (*path, "autocomplete"),
            "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_CHOICES",
            "Choices exclude autocomplete",
        )
    form.number((*path, "min_length"), option.get("min_length"), 0, 6000)
    form.number((*path, "max_length"), option.get("max_length"), 1, 6000)
    if option.get("channel_types") and kind != CHANNEL:
        form.wrong(
            (*path, "channel_types"),
            "APPLICATION_COMMAND_INVALID_FOR_TYPE",
            "Only channel options have channel types",
        )


def _text_of(command: Json) -> int:
    """All characters that count towards a command's 8,000: names, descriptions, choices."""
    count = len(str(command.get("name", ""))) + len(str(command.get("description", "") or ""))
    for option in _objects(command.get("options")):
        count += _text_of(option)
        for choice in _objects(option.get("choices")):
            count += len(str(choice.get("name", ""))) + len(str(choice.get("value", "")))
    return count


def _objects(value: object) -> list[Json]:
    """The objects in a list, if it is one; what else stands there was noted as wrong."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
