"""What a reader can ask, and how a button or menu carries it.

A slash command parses its options into a question; a button carries a question, so that pressing it and
typing the command are the same thing. A question that is short enough stands in the custom_id itself; a
longer one is kept in the state under a short key. Either way it works after a restart, and either way it is
validated like anything that comes from outside: a custom_id can be forged.

    1s0=belt and road|PK|||xinhua|2      a search, third page; the `0` only tells buttons of one message apart
    1s0@pK3-x9yQ2mVb7_Lw|2               the same, its fields kept in the state
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final, Literal, TypeVar, get_args, get_type_hints

from bot.render.text import size
from storage.state import Json
from storage.text.records import Kind

__all__ = [
    "CUSTOM_ID_LIMIT",
    "VERSION",
    "AboutQuestion",
    "ArticleQuestion",
    "ArticleView",
    "DayQuestion",
    "ForgedQuestion",
    "Link",
    "MeetingsQuestion",
    "Question",
    "RelatedQuestion",
    "SearchQuestion",
    "link",
    "pack",
    "question",
    "unlink",
    "unpack",
]

VERSION: Final = "1"
"""Raised when the fields of a question change; what an older version made is then answered politely."""
CUSTOM_ID_LIMIT: Final = 100
"""Discord's; counted in UTF-16 code units to be safe."""

ArticleView = Literal["text", "meetings", "dates"]


@dataclass(frozen=True, slots=True)
class SearchQuestion:
    """Which articles say this?"""

    text: str
    country: str | None = None
    """ISO 3166-1 alpha-2, or `ORG:…`."""
    since: date | None = None
    until: date | None = None
    agency: str | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class RelatedQuestion:
    """Which articles are about what this message is about? `text` is the message's."""

    text: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ArticleQuestion:
    """What does this article say: its text, its meetings, its dates?"""

    id: str
    view: ArticleView = "text"
    page: int = 0


@dataclass(frozen=True, slots=True)
class MeetingsQuestion:
    """Who met whom? Without a country: which countries met most?"""

    country: str | None = None
    with_: str | None = None
    """A country's code, or a person's name as typed."""
    kind: Kind | None = None
    since: date | None = None
    until: date | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class DayQuestion:
    """What happened on this day and month? With a year: in that year."""

    month: int
    day: int
    year: int | None = None
    digest: str | None = None
    """The marker of the delivery that the button stands under; it names no guild and opens nothing."""
    page: int = 0


@dataclass(frozen=True, slots=True)
class AboutQuestion:
    """What is this, and what does it hold?"""

    page: int = 0


Question = SearchQuestion | RelatedQuestion | ArticleQuestion | MeetingsQuestion | DayQuestion | AboutQuestion

_LETTERS: Final[Mapping[str, type[Question]]] = {
    "s": SearchQuestion,
    "r": RelatedQuestion,
    "a": ArticleQuestion,
    "m": MeetingsQuestion,
    "d": DayQuestion,
    "i": AboutQuestion,
}
_LETTER_OF: Final = {kind: letter for letter, kind in _LETTERS.items()}
_FIELDS: Final = {
    kind: tuple(one.name for one in fields(kind) if one.name != "page") for kind in _LETTERS.values()
}
"""What a question is made of, beside its page."""
_LINK: Final = re.compile(
    r"(?P<version>\d)(?P<letter>[a-z])(?P<slot>[0-9a-o])(?P<carrier>[=@])(?P<body>.*)", re.DOTALL
)
_PAGE: Final = re.compile(r"\d{1,6}")
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")
_LONGEST: Final = 4000
"""No field of a question is longer: the message menu's text is the longest there is."""

T = TypeVar("T")


class ForgedQuestion(Exception):
    """A custom_id, or a stored view, that no button of this version carries."""


@dataclass(frozen=True, slots=True)
class Link:
    """A custom_id taken apart: a whole question, or the key and page of one that the state keeps."""

    kind: type[Question]
    question: Question | None
    key: str | None = None
    page: int = 0


def pack(asked: Question) -> dict[str, Json]:
    """A question without its page, as the state keeps it."""
    return {"version": VERSION, "kind": _LETTER_OF[type(asked)], "fields": list(_written(asked))}


def unpack(payload: Mapping[str, Json], page: int) -> Question:
    """The question that `pack` made a payload of; raises `ForgedQuestion` for any other."""
    kind, written = _LETTERS.get(str(payload.get("kind"))), payload.get("fields")
    if payload.get("version") != VERSION or kind is None or not isinstance(written, list):
        raise ForgedQuestion
    return question(kind, [str(value) for value in written], page)


def link(asked: Question, slot: int, key: str | None = None) -> str | None:
    """The custom_id of the button number `slot` (0–24) of a message, or None where the question is too long.

    With a `key`, under which the state keeps the question, it always fits.
    """
    head = f"{VERSION}{_LETTER_OF[type(asked)]}{'0123456789abcdefghijklmno'[slot]}"
    if key is not None:
        return f"{head}@{key}|{asked.page}"
    written = [value.replace("\\", "\\\\").replace("|", "\\p") for value in _written(asked)]
    made = f"{head}={'|'.join([*written, str(asked.page)])}"
    # Discord trims white space and refuses what it cannot encode; such questions go into the state.
    return made if size(made) <= CUSTOM_ID_LIMIT and made.isprintable() else None


def unlink(custom_id: str) -> Link:
    """What a custom_id carries; raises `ForgedQuestion` for one that `link` did not make."""
    found = _LINK.fullmatch(custom_id) if len(custom_id) <= CUSTOM_ID_LIMIT else None
    if found is None or found["version"] != VERSION or (kind := _LETTERS.get(found["letter"])) is None:
        raise ForgedQuestion
    *values, page = found["body"].split("|")
    if not _PAGE.fullmatch(page):
        raise ForgedQuestion
    if found["carrier"] == "=":
        plain = [
            re.sub(r"\\(.)", lambda escape: "|" if escape[1] == "p" else escape[1], value) for value in values
        ]
        return Link(kind, question(kind, plain, int(page)))
    if len(values) != 1 or not _KEY.fullmatch(values[0]):
        raise ForgedQuestion
    return Link(kind, None, values[0], int(page))


def _written(asked: Question) -> list[str]:
    """The fields but the page as strings; nothing is the empty string."""
    values = [getattr(asked, name) for name in _FIELDS[type(asked)]]
    return [
        "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
        for value in values
    ]


def question(kind: type[Question], written: list[str], page: int) -> Question:
    """A question of its fields as strings; raises `ForgedQuestion` where they are not of its kind."""
    readers = _READERS[kind]
    if len(written) != len(readers) or any(len(value) > _LONGEST for value in written):
        raise ForgedQuestion
    try:
        made = kind(
            **{name: read(value) for (name, read), value in zip(readers.items(), written, strict=True)}
        )
        if isinstance(made, DayQuestion):
            date(made.year or 2000, made.month, made.day)
    except ValueError:
        raise ForgedQuestion from None
    return replace(made, page=page)


def _one_of(accepted: tuple[str, ...]) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in accepted:
            raise ValueError(value)
        return value

    return read


def _number(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 6):
        raise ValueError(value)
    return int(value)


def _optional(read: Callable[[str], T]) -> Callable[[str], T | None]:
    return lambda value: read(value) if value else None


def _readers(kind: type[Question]) -> dict[str, Callable[[str], Any]]:
    """How each field of a question is read back, by its annotation."""
    by_type: dict[object, Callable[[str], Any]] = {
        str: str,
        int: _number,
        str | None: _optional(str),
        int | None: _optional(_number),
        date | None: _optional(date.fromisoformat),
        ArticleView: _one_of(get_args(ArticleView)),
        Kind | None: _optional(_one_of(get_args(Kind))),
    }
    hints = get_type_hints(kind)
    return {name: by_type[hints[name]] for name in _FIELDS[kind]}


_READERS: Final = {kind: _readers(kind) for kind in _LETTERS.values()}
