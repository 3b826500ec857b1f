"""Slash commands as typed."""

from typing import Any

import pytest

from bot.harness.commandline import names_of, parse
from bot.harness.errors import UnknownOption


def option(name: str) -> dict[str, Any]:
    return {"type": 3, "name": name}


SEARCH = {"name": "search", "options": [option("query"), option("country"), option("since")]}
DIGEST = {
    "name": "digest",
    "options": [
        {"type": 1, "name": "status", "options": []},
        {"type": 2, "name": "zone", "options": [{"type": 1, "name": "set", "options": [option("to")]}]},
    ],
}
COMMANDS = [SEARCH, DIGEST]


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("/search", {}),
        ("/search query:peace", {"query": "peace"}),
        ("/search query:belt and road country:Pakistan", {"query": "belt and road", "country": "Pakistan"}),
        ('/search query:"belt and road" country:Pakistan', {"query": "belt and road", "country": "Pakistan"}),
        ('/search query:"belt and road" -China', {"query": '"belt and road" -China'}),
        ('/search query:"a" "b"', {"query": '"a" "b"'}),
        (r'/search query:"\"belt and road\" -China"', {"query": '"belt and road" -China'}),
        ('/search query:"country:x" since:2025', {"query": "country:x", "since": "2025"}),
        ("/search query:at 09:00 sharp", {"query": "at 09:00 sharp"}),
        ("/search query:see https://example.org/ now", {"query": "see https://example.org/ now"}),
        ("/search query:note: this", {"query": "note: this"}),
        ('/search query:a "stray quote', {"query": 'a "stray quote'}),
        ("/search query:", {"query": ""}),
        ('/search query:""', {"query": ""}),
        ("  /search   query:  x  ", {"query": "x"}),
        ("/search query:Đảng 中国", {"query": "Đảng 中国"}),
        ("/search query:line one\nline two", {"query": "line one\nline two"}),
    ],
)
def test_values_reach_to_the_next_option(text: str, given: dict[str, str]) -> None:
    assert parse(text, COMMANDS).given == given


@pytest.mark.parametrize("text", ["/search quary:x", "/search query:x colour:red", "/search peace query:x"])
def test_an_unknown_option_is_named_with_those_there_are(text: str) -> None:
    with pytest.raises(UnknownOption) as refused:
        parse(text, COMMANDS)
    assert refused.value.available == ("query", "country", "since")


def test_subcommands_are_found_at_any_depth() -> None:
    typed = parse("/digest zone set to:Europe/Paris", COMMANDS)
    assert (typed.name, typed.path, typed.given) == (
        "/digest zone set",
        ("zone", "set"),
        {"to": "Europe/Paris"},
    )
    assert names_of(COMMANDS) == ["/digest status", "/digest zone set", "/search"]
