"""One telling of a contact, before tellings of the same contact are brought together."""

from dataclasses import dataclass, field
from typing import Final

from storage.text.meetings.reading import Sentence
from storage.text.meetings.triggers import Frame
from storage.text.people import Entity
from storage.text.records import Kind, Mention

__all__ = ["TALKS", "Contact"]

TALKS: Final = frozenset({"meeting", "call", "video"})
"""Kinds of contact in which people talk with each other."""


@dataclass(eq=False, slots=True)
class Contact:
    """What one sentence tells of one contact."""

    kind: Kind
    frame: Frame
    """The grammar of the words that tell it."""
    sentence: Sentence
    at: int
    """Where its trigger begins."""
    left: list[Entity]
    right: list[Entity]
    """Empty where the left met one another, or went somewhere."""
    order: int = 0
    mention: Mention | None = None
    """Its own date."""
    place: str | None = None
    host: str | None = None
    """Country code of the place, or of the inviting side."""
    countries: list[str] = field(default_factory=list)
    """Sides beyond those of the people."""
    roles: dict[str, str] = field(default_factory=dict)
    """Roles that this sentence gives, by entity name."""
    weak: bool = False
    """Counts only where the article tells of it elsewhere: headings, passing words."""
    same: bool = False
    """Refers back (`said this during`, `the meeting`): dated by what was told just before."""
    vague: bool = False
    """How they talked is not said: `exchanged views with`."""
    swap: bool = False
    """Messages went both ways."""
    speaker: Entity | None = None
    """Who tells of it, where the text reports a speech."""
    opener: Entity | None = None
    """Whom the pronoun means that the sentence opens with."""
    crowded: bool = False
    """Its sentence tells of further contacts too."""
    guests: list[Sentence] = field(default_factory=list)
    """Sentences that tell who else was there."""
    stop: int = 0
    """Where its last actor ends."""

    @property
    def people(self) -> list[Entity]:
        """All that took part, left side first, each once."""
        return list(dict.fromkeys([*self.left, *self.right]))

    @property
    def persons(self) -> set[Entity]:
        """The same in no order."""
        return {*self.left, *self.right}

    def sides(self) -> list[str]:
        """The codes of all sides, in the order of the text."""
        codes = [entity.code for entity in (*self.left, *self.right)]
        codes += self.countries
        return [code for code in dict.fromkeys(codes) if code]
