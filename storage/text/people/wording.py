"""How the words of a role are taken from a sentence."""

import re
from typing import Final

from storage.text.people import sorts
from storage.text.people.role import Role
from storage.text.people.titles import singular
from storage.text.people.tokens import Tokens

__all__ = ["clean", "role_text", "single_spaced", "singular_role"]

_TRIM: Final = re.compile(r"^(?:the|an?|his|her|its|their|our|another|both)\s+", re.IGNORECASE)

_OPEN_TRIM: Final = frozenset("tahiobTAHIOBİı")
"""The first letters of what it finds: few roles begin with one of them."""


def role_text(sentence: Tokens, role: Role, until: int) -> str:
    """The role as written, without articles, honorifics and what stands between it and the name."""
    tokens = sentence.all
    stop = role.stop
    while stop > role.first + 1 and (
        tokens[stop - 1].sort & sorts.HONORIFIC
        and not tokens[stop - 1].sort & sorts.HEAD
        and tokens[stop - 1].text.endswith(".")
    ):
        stop -= 1
    return clean(sentence.exact(role.first, min(stop, until)))


def clean(text: str) -> str:
    """Without the article before it, and with single spaces."""
    text = single_spaced(text)
    if text[:1] in _OPEN_TRIM:
        text = _TRIM.sub("", text)
    return text.strip(" ,")


def single_spaced(text: str) -> str:
    """With one space wherever there is white space; the corpus has doubled and no-break spaces."""
    return " ".join(text.split())


def singular_role(text: str) -> str:
    """`Presidents` → `President`: for one of several who share a title."""
    words = []
    for word in text.split(" "):
        one = singular(word.lower().strip(","))
        words.append(word[: len(one)] if one and word.lower().startswith(one) else word)
    return " ".join(words)
