"""Which sentences of one day tell of the same event; pure.

Two sentences do where one of them shares most of its telling words with the other: names, things and acts,
not the words of dates nor those that stand in every sentence.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from sqlite3 import Row
from typing import Final

from storage.archive.naming import words_of
from storage.archive.rows import load_json
from storage.text.fold import fold, words
from storage.text.stopwords import CALENDAR, GRAMMAR

__all__ = ["Event", "Telling", "events"]

_SHARED_LEAST: Final = 3
_SHARED_SHARE: Final = 0.5
"""Of the shorter sentence's telling words, so many must stand in the other."""

_EMPTY: Final = GRAMMAR | CALENDAR
"""Words that tell nothing of an event."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence that tells what happened on a day."""

    number: int
    article: int
    line: int
    begin: int
    finish: int
    planned: bool
    id: str
    """From its article and its words: the id of an entry that it is the first to tell."""
    telling: frozenset[str]

    @classmethod
    def of_occurrence(cls, row: Row) -> "Telling":
        """From a row of the table `occurrence` with its article's `own_id`."""
        line, begin, text, _ = load_json(row["quote"])
        digest = hashlib.blake2b(
            f"{row['own_id']}\x00{fold(text)}".encode("utf-8", "replace"), digest_size=10
        )
        return cls(
            number=row["number"],
            article=row["article"],
            line=line,
            begin=begin,
            finish=row["finish"],
            planned=bool(row["planned"]),
            id=base64.b32encode(digest.digest()).decode("ascii").lower(),
            telling=_telling_words(text),
        )


@dataclass(slots=True)
class Event:
    """One event of a day, gathering its tellings."""

    id: str
    finish: int
    planned: bool
    encounter: int | None = None
    occurrences: list[int] = field(default_factory=list)
    tellings: list[frozenset[str]] = field(default_factory=list)
    """The telling words of each sentence."""
    unread: list[str] = field(default_factory=list)
    """Sentences whose telling words nobody has asked for yet: of most meetings nobody does."""
    places: set[tuple[int, int, int]] = field(default_factory=set)
    """(article, line, begin) of each sentence."""
    people: list[frozenset[str]] = field(default_factory=list)
    """The words of each participant's name, where it is a meeting."""

    @classmethod
    def of_meeting(cls, number: int, group: Sequence[Row]) -> "Event":
        """An encounter, from the rows of its meetings, the fullest first."""
        event = cls(group[0]["id"], group[0]["finish"], planned=False, encounter=number)
        event.people = [words_of(name) for name, _, _ in load_json(group[0]["participants"])]
        for row in group:
            for line, begin, text, _ in [load_json(row["evidence"]), *load_json(row["told_again"])]:
                event.unread.append(text)
                event.places.add((row["article"], line, begin))
        return event

    def add(self, telling: Telling) -> None:
        """Take in one more sentence; what has happened is no longer a plan."""
        self.occurrences.append(telling.number)
        self.tellings.append(telling.telling)
        self.places.add((telling.article, telling.line, telling.begin))
        self.planned = self.planned and telling.planned

    def is_told_by(self, telling: Telling) -> bool:
        """Whether a sentence tells of this event."""
        if (telling.article, telling.line, telling.begin) in self.places:
            return True
        if self.encounter is None and self.finish != telling.finish:
            return False
        if sum(not name.isdisjoint(telling.telling) for name in self.people) < min(2, len(self.people)):
            return False  # what one of them did that day besides
        self.tellings += map(_telling_words, self.unread)
        self.unread.clear()
        return any(_shares(telling.telling, own) for own in self.tellings)


def _telling_words(text: str) -> frozenset[str]:
    telling = frozenset(words(text)) - _EMPTY
    return telling.difference([word for word in telling if word.isdigit()])


def _shares(one: frozenset[str], other: frozenset[str]) -> bool:
    if one == other:
        return bool(one)
    shared = len(one & other)
    return shared >= _SHARED_LEAST and shared >= _SHARED_SHARE * min(len(one), len(other))


def events(meetings: Sequence[Event], tellings: Sequence[Telling]) -> Iterator[Event]:
    """The events of one day: its meetings, and what the tellings add, each in the order given."""
    found = list(meetings)
    for telling in tellings:
        for event in found:
            if event.is_told_by(telling):
                event.add(telling)
                break
        else:
            event = Event(telling.id, telling.finish, telling.planned)
            event.add(telling)
            found.append(event)
    return iter(found)
