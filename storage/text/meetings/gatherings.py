"""Ceremonies and receptions of two countries: who spoke there, one after the other."""

import re
from typing import Final

from storage.text.meetings.contact import Contact
from storage.text.meetings.places import own_place
from storage.text.meetings.reading import Sentence
from storage.text.meetings.story import Story
from storage.text.people import Entity
from storage.text.records import Mention

__all__ = ["Gathering"]

_GATHERINGS: Final = frozenset(
    "event ceremony reception banquet gala gathering celebration commemoration".split()
)
_KINDS: Final = rf"(?:{'|'.join(sorted(_GATHERINGS))})"
_HELD: Final = re.compile(rf"\b{_KINDS}\s+(?:was|were)\s+held\b")
_AT: Final = re.compile(rf"[\W_]*At\s+the\s+(?:[\w’'-]+\s+){{0,6}}?{_KINDS}\b")
_PART: Final = re.compile(r"[\W_]*For\s+(?:his|her|its|their)\s+part\b")
_OPENING: Final = frozenset({"At", "For"})
_NEXT: Final = 24
"""Lines behind a gathering within which its speakers are told."""


class Gathering:
    """The gathering that a text tells of: `A ceremony was held in X on DAY`, `At the event, N said`."""

    def __init__(self) -> None:
        self.begun: Sentence | None = None
        self.mention: Mention | None = None
        self.first: Entity | None = None
        self.event: Contact | None = None

    def _start(self, begun: Sentence | None, mention: Mention | None, event: Contact | None) -> None:
        self.begun, self.mention, self.first, self.event = begun, mention, None, event

    def read(self, sentence: Sentence, story: Story) -> Contact | None:
        """Takes note of a sentence; the event, once two countries have spoken at it."""
        if self.begun is not None and (
            sentence.section != self.begun.section or sentence.line - self.begun.line > _NEXT
        ):
            self._start(None, None, None)
        told = story.found[-1] if story.found else None
        if told is not None and told.sentence is sentence:
            self._attended(told)
        elif sentence.mentions and not sentence.heading:
            self._begin(sentence, story)
        if self.begun is None or sentence.words.isdisjoint(_OPENING):
            return None
        opening = _AT.match(sentence.text, sentence.begin, sentence.end) or _PART.match(
            sentence.text, sentence.begin, sentence.end
        )
        speaker = self._speaker(sentence, opening.end(), story) if opening else None
        if speaker is None:
            return None
        if self.event is not None:
            _take_in(self.event, speaker)
        elif self.first is None:
            self.first = speaker
        elif speaker.code and self.first.code and speaker.code != self.first.code:
            self.event = self._event(self.begun, self.first, speaker, story)
            return self.event
        return None

    def _attended(self, told: Contact) -> None:
        """An event that somebody is told to have attended; any other contact ends what was told before."""
        if told.kind == "event" and told.mention is not None:
            self._start(told.sentence, told.mention, told)
        else:
            self._start(None, None, None)

    def _begin(self, sentence: Sentence, story: Story) -> None:
        """A gathering with a day of its own."""
        if sentence.words.isdisjoint(_GATHERINGS):
            return
        days = [m for m in sentence.mentions if m.precision == "day" and not m.dateline]
        if not days or (days[0].line, days[0].begin) in story.planned:
            return
        held = _HELD.search(sentence.text, sentence.begin, sentence.end) or _AT.match(
            sentence.text, sentence.begin, sentence.end
        )
        if held is not None:
            self._start(sentence, days[0], None)

    def _speaker(self, sentence: Sentence, at: int, story: Story) -> Entity | None:
        """The first person behind the opening words."""
        for actor in sentence.parse():
            if actor.begin >= at and actor.form == "person":
                found = story.focus.who(actor, sentence)
                return found[0] if found and not found[0].body else None
        return None

    def _event(self, begun: Sentence, first: Entity, second: Entity, story: Story) -> Contact:
        event = Contact("event", "event", begun, begun.begin, [first], [second], stop=begun.begin)
        event.mention = self.mention
        event.place, event.host = own_place(begun, begun.begin, begun.begin, story.article)
        return event


def _take_in(event: Contact, speaker: Entity) -> None:
    """Who speaks at an event for a country that had a part in it and nobody yet."""
    if speaker.code in event.sides() and speaker.code not in {entity.code for entity in event.people}:
        event.right.append(speaker)
