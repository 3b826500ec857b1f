"""The sentences that tell of a contact: the best of them, and whom each means without naming him."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from storage.text.meetings.contact import Contact
from storage.text.meetings.reading import Sentence
from storage.text.people import Entity
from storage.text.records import Quote

__all__ = ["ALSO", "OPENS_HE", "evidence", "fullest", "guest_list", "is_named", "names_of", "spellings"]

OPENS_HE: Final = re.compile(r"[\W_]*(?P<word>He|She|His|Her)\b")
ALSO: Final = re.compile(r"\b(?:also|further|in\s+(?:reply|response|turn))\b")
_PAIR: Final = re.compile(
    r"\b(?:the\s+two|both)\s+(?:sides|leaders|heads\s+of\s+state|ministers|presidents|foreign\s+ministers|officials)\b",
    re.IGNORECASE,
)
_PRONOUN: Final = re.compile(r"\b(?:he|she|him|his|her)\b", re.IGNORECASE)
_PLURAL: Final = re.compile(r"\b(?:they|them|their)\b", re.IGNORECASE)
_LOOSE: Final = re.compile(
    r"(?:today|yesterday|tomorrow|this|last|Mon|Tue|Wed|Thu|Fri|Sat|Sun)", re.IGNORECASE
)
"""A date that only says which day by what stands around it."""
_CEREMONY: Final = re.compile(r"\bthe\s+(?:inauguration|swearing-in)\b")


def evidence(contact: Contact) -> Quote:
    """The sentence that tells of a contact, with those in brackets whom it only means by a pronoun."""
    sentence = contact.sentence
    text = sentence.exact
    people = contact.people
    unnamed = [entity for entity in people if not is_named(entity, sentence)]
    antecedent: str | None = None
    opener = contact.opener
    if opener is not None and opener not in unnamed and not is_named(opener, sentence):
        unnamed.insert(0, opener)
    if unnamed and (told := _without_pronoun(contact, unnamed)):
        antecedent = told
    elif unnamed and (
        _PRONOUN.search(text) or _PLURAL.search(text) or _PAIR.search(text) or len(people) > len(unnamed)
    ):
        antecedent = names_of(unnamed)
    elif (meant := [each for each in contact.left if not is_named(each, sentence)]) and ALSO.search(text):
        antecedent = names_of(meant)
    return Quote(sentence.line, sentence.begin, text, antecedent)


def guest_list(contact: Contact, sentence: Sentence) -> Quote:
    """A sentence that tells who else came to an event; `he` is the one whose coming was told."""
    antecedent = names_of(contact.left) if OPENS_HE.match(sentence.exact) else None
    return Quote(sentence.line, sentence.begin, sentence.exact, antecedent)


def fullest(group: Sequence[Contact]) -> Contact:
    """The telling that needs least beside it: dated, of this contact alone, with everybody's name."""

    def lacks(contact: Contact) -> tuple[bool, bool, bool, bool, bool, bool]:
        sentence, mention = contact.sentence, contact.mention
        dated = mention is not None and mention.precision != "year" and mention in sentence.mentions
        loose = mention is not None and dated and _LOOSE.match(mention.text) is not None
        unnamed = not all(is_named(entity, sentence) for entity in contact.persons)
        return contact.weak, not dated, sentence.heading, contact.crowded, loose, unnamed

    return min(group, key=lacks)


def _without_pronoun(contact: Contact, unnamed: Sequence[Entity]) -> str | None:
    """How those are told whom a sentence leaves out that begins with its first person: `with N`, `to N`."""
    text = contact.sentence.exact
    if not contact.people or contact.people[0] in unnamed or OPENS_HE.match(text):
        return None
    names = names_of(unnamed)
    if contact.kind == "event":
        ceremony = _CEREMONY.search(text)
        return f"{ceremony[0]} of {names}" if ceremony else None
    return f"to {names}" if contact.kind == "message" else f"with {names}"


def is_named(entity: Entity, sentence: Sentence) -> bool:
    """Whether a sentence holds a word of somebody's name."""
    return not sentence.words.isdisjoint(spellings(entity.name))


@lru_cache(maxsize=1024)
def spellings(name: str) -> tuple[str, ...]:
    """The words by which a text may name somebody: those of the name, as written."""
    words = [word.strip(",.()") for word in name.replace("-", " ").split()]
    return tuple(word for word in words if len(word) > 1 and word[0].isupper())


def names_of(people: Sequence[Entity]) -> str:
    """`A, B and C`."""
    names = [entity.name for entity in people]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
