"""Slash commands as a person types them: `/search query:"belt and road" country:Pakistan`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.harness.errors import BadOption, MissingOption, UnknownCommand, UnknownOption
from bot.harness.world import Json

__all__ = ["Typed", "names_of", "parse"]

_SUBCOMMAND, _GROUP = 1, 2
_OPTION = re.compile(r"(?<!\S)([a-zA-Z][\w-]{0,31}):")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Typed:
    """A command line understood: the command, the subcommands after it, its options, what was given."""

    command: Json
    path: tuple[str, ...]
    options: tuple[Json, ...]
    given: dict[str, str]

    @property
    def name(self) -> str:
        """The full name, like `/digest subscribe`."""
        return "/" + " ".join((self.command["name"], *self.path))

    def option(self, name: str) -> Json:
        """An option by its name; UnknownOption if the command has none of that name."""
        for option in self.options:
            if option["name"] == name:
                return option
        raise UnknownOption(self.name, name, [each["name"] for each in self.options])

    def refuse_missing(self) -> None:
        """Raises MissingOption if a required option was not given."""
        for option in self.options:
            if option.get("required") and option["name"] not in self.given:
                raise MissingOption(self.name, option["name"])


def names_of(commands: Sequence[Json]) -> list[str]:
    """The full names of all commands and subcommands, sorted."""
    names = []
    for command in commands:
        stack = [("/" + command["name"], command)]
        while stack:
            name, node = stack.pop()
            below = [each for each in node.get("options", ()) if each["type"] in {_SUBCOMMAND, _GROUP}]
            if not below:
                names.append(name)
            stack.extend((f"{name} {each['name']}", each) for each in below)
    return sorted(names)


def parse(text: str, commands: Sequence[Json]) -> Typed:
    """Understands a command line with the commands that there are.

    An option's value reaches to the next ` name:`; quotes around a value go away (a backslash saves a
    quote in it), quotes inside it stay. Raises UnknownCommand, UnknownOption, or BadOption for an
    option given twice.
    """
    words = re.match(r"\s*/?(\S*)", text)
    name = words.group(1) if words else ""
    command = next((each for each in commands if each["name"] == name), None)
    if command is None or not text.lstrip().startswith("/"):
        raise UnknownCommand(text.split(" ", 1)[0] if name else text, names_of(commands))
    rest = text[words.end() :] if words else ""
    path: list[str] = []
    options = command.get("options", [])
    while options and options[0]["type"] in {_SUBCOMMAND, _GROUP}:
        word = re.match(r"\s*(\S*)", rest)
        chosen = word.group(1) if word else ""
        below = next((each for each in options if each["name"] == chosen), None)
        if below is None:
            raise UnknownCommand(" ".join(("/" + name, *path, chosen)).strip(), names_of([command]))
        path.append(chosen)
        rest = rest[word.end() :] if word else ""
        options = below.get("options", [])
    typed = Typed(command, tuple(path), tuple(options), {})
    _read_options(typed, rest)
    return typed


def _read_options(typed: Typed, rest: str) -> None:
    known = [option["name"] for option in typed.options]
    starts = [match for match in _starts(rest) if _is_option(match, rest, known)]
    lead = rest[: starts[0].start()] if starts else rest
    if lead.strip():
        raise UnknownOption(typed.name, lead.split()[0], known)
    for at, match in enumerate(starts):
        name = match.group(1)
        if name not in known:
            raise UnknownOption(typed.name, name, known)
        end = starts[at + 1].start() if at + 1 < len(starts) else len(rest)
        value = rest[match.end() : end].strip()
        if name in typed.given:
            raise BadOption(typed.name, name, value, "one value")
        quoted = _QUOTED.fullmatch(value)
        typed.given[name] = re.sub(r"\\(.)", r"\1", quoted.group(1)) if quoted else value


def _starts(rest: str) -> list[re.Match[str]]:
    """Where an option may begin: a word and a colon after white space, outside of quotes."""
    quotes = [match.span() for match in _QUOTED.finditer(rest)]
    return [
        match
        for match in _OPTION.finditer(rest)
        if not any(begin < match.start() < stop for begin, stop in quotes)
    ]


def _is_option(match: re.Match[str], rest: str, known: Sequence[str]) -> bool:
    """Whether `word:` is an option: one that exists, or one with a value at once, that is not an address."""
    after = rest[match.end() : match.end() + 2]
    return match.group(1) in known or bool(after.strip() and not after[0].isspace() and after != "//")
