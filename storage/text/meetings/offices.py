"""Offices of people: what a counterpart is the counterpart of, and offices that people come into."""

import re
from typing import Final

from storage.text.meetings.focus import Focus
from storage.text.meetings.reading import Sentence
from storage.text.people import Entity

__all__ = ["comes_into_office", "office_of"]

_OFFICE_WORDS: Final = frozenset(
    "foreign prime defence defense deputy vice finance interior trade justice special".split()
)
_INTO_OFFICE: Final = re.compile(
    r"\b(?:inaugurated|sworn\s+in|(?:re-?)?elected|(?:re-?)?election|(?:re-?)?appointed|appointment|installed|inauguration)\s+as\s+"
)


def office_of(entity: Entity | None) -> str | None:
    """The office of a person without its country, for the office of a counterpart: `Foreign Minister`."""
    if entity is None:
        return None
    for text, head in entity.roles:
        match = re.search(r"((?:[\w-]+\s){0,2}" + re.escape(head) + r")\b", text, re.IGNORECASE)
        if match:
            words = [word for word in match[1].split() if word.lower() in {*_OFFICE_WORDS, head}]
            if words:
                return " ".join(words)
    return None


def comes_into_office(sentence: Sentence, focus: Focus) -> None:
    """`N was sworn in as President of X`, `on his re-election as X’s president`: an office of N."""
    match = (
        _INTO_OFFICE.search(sentence.text, sentence.begin, sentence.end) if "as" in sentence.words else None
    )
    if match is None:
        return
    role = next(
        (a for a in sentence.actors if a.form == "role" and abs(a.begin - match.end()) <= 4 and not a.plural),
        None,
    )
    before = [a for a in sentence.actors if a.stop <= match.start() and a.form in {"person", "name"}]
    found = focus.resolve(before[-1]) if role is not None and before else []
    if role is None or not found or not role.role:
        return
    if all(role.role.lower() != text.lower() for text, _ in found[0].roles):
        found[0].roles.append((role.role, role.head))
    found[0].country = found[0].country or role.country
