"""Whom pronouns, bare roles and `the two leaders` mean at a point of the text."""

import re
from collections.abc import Sequence
from typing import Final

from storage.text.meetings.reading import Sentence
from storage.text.meetings.sides import is_object, subject_before
from storage.text.people import Actor, Entity, Register, heads_meant

__all__ = ["Focus"]

_KEPT: Final = 8
"""How many people are kept in mind."""
_BEHIND: Final = 5
"""How many unread sentences back a pronoun may reach."""
_OFFICES: Final = frozenset(
    "president vice-president minister secretary secretary-general premier chancellor king ambassador".split()
)
_ANYBODY: Final = frozenset("official diplomat politician legislator lawmaker parliamentarian".split())
"""What anybody may be called who was named before."""
_GUESTS: Final = frozenset(["guest", "visitor", "dignitary"])
_PAIR: Final = re.compile(
    r"(?:two\s+)?(?:heads\s+of\s+(?:state|government)|leaders|sides|presidents|(?:(?:foreign|prime|defen[cs]e)\s+)?ministers|officials)",
    re.IGNORECASE,
)


class Focus:
    """The people spoken of lately, most recent first; begun anew with each section."""

    def __init__(self, people: Register, home: str | None = None) -> None:
        self.people = people
        self.behind: list[Sentence] = []
        """Sentences that were passed over: parsed only when a pronoun asks who was spoken of."""
        self.home = home
        """The country of the government whose report this is."""
        self.recent: list[Entity] = []
        self.subject: Entity | None = None
        self.pair: list[Entity] = []
        self.delegation: Entity | None = None

    def clear(self) -> None:
        """A new section begins: nobody has been spoken of."""
        self.recent.clear()
        self.behind.clear()
        self.subject = None
        self.pair = []

    def see(self, entity: Entity, *, subject: bool = False) -> None:
        """Takes note that the text speaks of somebody."""
        if entity in self.recent:
            self.recent.remove(entity)
        self.recent.insert(0, entity)
        del self.recent[_KEPT:]
        if subject:
            self.subject = entity

    def passed(self, sentence: Sentence) -> None:
        """Goes past a sentence: takes note of everybody in it, its subject last, if it was parsed."""
        if not sentence.parsed:
            self.behind.append(sentence)
            return
        subject = self._subject_of(sentence)
        for actor in sentence.actors:
            entity = self.people.find(actor, self.recent) if actor.form in {"person", "name"} else None
            if entity is not None:
                self.see(entity)
        if subject is not None:
            self.see(subject, subject=True)
            self.behind.clear()

    def _subject_of(self, sentence: Sentence) -> Entity | None:
        """The first who can be its subject; an office only where it opens the sentence."""
        for actor in sentence.actors:
            if actor.form in {"person", "name"}:
                entity = self.people.find(actor, self.recent)
                if entity is not None and _is_subject(sentence, actor):
                    return entity
            elif actor.form == "pronoun" and actor.head in {"he", "she"}:
                meant = self._pronoun(actor.head, ())
                if meant:
                    return meant[0]
            elif actor.form == "role" and not actor.plural and _is_subject(sentence, actor):
                found = self.resolve(actor)
                if found:
                    return found[0]
        return None

    def _catch_up(self) -> None:
        """Reads what was passed over just before."""
        behind, self.behind = self.behind[-_BEHIND:], []
        for earlier in behind:
            earlier.parse()
            self.passed(earlier)

    def spoken_of(self) -> Entity | None:
        """The subject of the sentence before."""
        self._catch_up()
        return self.subject

    def meets(self, everybody: Sequence[Entity]) -> None:
        """Takes note of who met last: `the two sides`."""
        self.pair = list(everybody)

    def who(self, actor: Actor, sentence: Sentence, apart: Sequence[Entity] = ()) -> list[Entity]:
        """Whom an actor of a sentence means; a pronoun first looks back in its own sentence."""
        if actor.form == "pronoun" and not actor.plural:
            before = [one for one in sentence.actors if one.stop <= actor.begin]
            if actor.head in {"he", "she"} and actor.stop > actor.begin:
                # `A hosted B, and today he spoke with C`: A, unless only B was named
                before.sort(key=lambda one: not is_object(sentence.text, sentence.begin, one))
            for other in reversed(before):
                if other.form in {"person", "name"} and _is_subject(sentence, other):
                    entity = self.people.find(other, self.recent)
                    if entity is not None and entity not in apart:
                        return [entity]
                elif _is_office(other) and _is_subject(sentence, other):
                    meant = self.resolve(other, apart)
                    if meant:
                        return meant
        if actor.form == "role" and actor.head == "delegation":
            guide = self.delegation
            fits = guide is not None and actor.country in {None, guide.code}
            return [guide] if guide is not None and fits else []
        return self.resolve(actor, apart)

    def everybody(self, actors: Sequence[Actor], sentence: Sentence, apart: Sequence[Entity]) -> list[Entity]:
        """All people whom actors of a sentence mean, each once."""
        found: list[Entity] = []
        for actor in actors:
            if actor.form == "body":
                continue
            found.extend(entity for entity in self.who(actor, sentence, apart) if entity not in found)
        return found

    def owner(self, word: str, sentence: Sentence, at: int) -> list[Entity]:
        """Whose meeting or visit `his`, `her` or `their` at an offset says it was."""
        if word == "their":
            return list(self.pair[:1])
        return self.who(Actor(at, at, "pronoun", head="she" if word == "her" else "he"), sentence)

    def resolve(self, actor: Actor, apart: Sequence[Entity] = ()) -> list[Entity]:
        """Whom an actor means; empty where nobody can be found. `apart` are those it cannot mean."""
        if actor.form in {"pronoun", "role"}:
            self._catch_up()
        if actor.form == "pronoun":
            return self._pronoun(actor.head, apart)
        if actor.form == "role":
            return self._role(actor, apart)
        entity = self.people.find(actor, self.recent)
        if entity is not None and actor.guide:
            self.delegation = entity
        if entity is None and (
            actor.form == "person" or (actor.form == "name" and " " in (actor.name or ""))
        ):
            entity = self.people.add(actor)
        return [entity] if entity else []

    def _pronoun(self, word: str, apart: Sequence[Entity]) -> list[Entity]:
        if word in {"they", "them"}:
            return [entity for entity in self.pair if entity not in apart]
        female = word in {"she", "her"}
        order = ([self.subject] if self.subject else []) + self.recent
        for entity in order:
            if entity in apart or entity.body or (entity.female is not None and entity.female != female):
                continue
            return [entity]
        return []

    def _official(self, actor: Actor) -> Entity | None:
        """`The Prime Minister` in his own government's report: the one it names so elsewhere."""
        role = actor.role or ""
        if self.home is None or actor.owner != "the" or actor.country or not role[:1].isupper():
            return None
        offices = heads_meant(actor)
        for entity in self.people.entities:
            if entity.name == role:
                return entity  # whom the report never names
        for entity in self.people.entities:
            at_home = entity.code == self.home or (entity.code is None and entity.leads)
            if at_home and (
                entity.heads() & offices or any(text.lower() == role.lower() for text, _ in entity.roles)
            ):
                return entity
        return None

    def _is_foreign(self, found: Entity | None, actor: Actor) -> bool:
        """Whether somebody of another country would be `the Minister` of a government's own report."""
        own = actor.owner == "the" and not actor.country and (actor.role or "")[:1].isupper()
        abroad = found is not None and found.code not in {None, self.home}
        return self.home is not None and own and abroad

    def _is_met(self, found: Entity | None) -> bool:
        """Whether somebody's country or his place in the text is known: he may be called by his office."""
        return found is not None and (found.leads or found.code is not None or found in self.recent)

    def _untitled(self, actor: Actor, apart: Sequence[Entity]) -> Entity | None:
        """The report's own official, named without a title, if there is one; else whom the office means."""
        for entity in [*self.pair, *self.recent]:
            if entity.country is None and not entity.roles and not entity.body and entity not in apart:
                return entity
        return self.people.by_role(actor, apart, self.recent)

    def unnamed(self, actor: Actor) -> list[Entity]:
        """An official whom the whole report only calls by his office: that is his name then."""
        role = actor.role or ""
        if self.home is None or actor.owner != "the" or actor.head not in _OFFICES or not role[:1].isupper():
            return []
        entity = self.people.add(
            Actor(actor.begin, actor.stop, "person", role, role, self.home, head=actor.head)
        )
        return [entity] if entity else []

    def _guests(self, actor: Actor, apart: Sequence[Entity]) -> list[Entity]:
        """`The guest`, `the visiting dignitary`: of those who met last who is not at home there."""
        host = self.home or next((entity.code for entity in self.pair), None)
        met = [one for one in self.pair or self.recent if not one.body]
        # of whom no country is said yet: the host is named first
        abroad = [one for one in met if one.code not in {None, host}] or [
            one for one in met[1:] if one.code is None
        ]
        found = [one for one in abroad if one not in apart]
        return found if actor.plural else found[:1]

    def _role(self, actor: Actor, apart: Sequence[Entity]) -> list[Entity]:
        if actor.head in _GUESTS and actor.country is None and actor.owner:
            return self._guests(actor, apart)
        if actor.plural:
            whole = actor.owner in {"the", "both", "two"} and not actor.countries
            both = self.pair or [entity for entity in self.recent if not entity.body]
            return list(both) if whole and len(both) > 1 and _PAIR.fullmatch(actor.role or "") else []
        if actor.owner == "its" and actor.head == "counterpart":
            body = self.people.body_of(actor.country)
            return [body] if body else []
        found = self._official(actor)
        if found is None or found in apart:
            recent = [] if actor.head == "counterpart" and actor.owner else self.recent
            found = self.people.by_role(actor, apart, recent)
            found = self._untitled(actor, apart) if self._is_foreign(found, actor) else found
            if self.home is not None and not actor.country and not self._is_met(found):
                found = None  # `PM` in a report that names another country's by the way
        if found is None and actor.country is None and not apart:
            found = next(iter(self.unnamed(actor)), None)
        if found is None and actor.country and actor.country == self.home:
            found = self._somebody(actor, apart) or self.people.at_home(actor, apart)
        if found is None and actor.country and actor.head != "delegation":
            found = self._unplaced(actor)
            if found is None and actor.country == self.home and not apart:
                found = next(iter(self.unnamed(actor)), None)
        return [found] if found else []

    def _somebody(self, actor: Actor, apart: Sequence[Entity]) -> Entity | None:
        """`The Vietnamese legislator` in his own country's report: the one at home spoken of last."""
        if actor.head not in _ANYBODY:
            return None
        order = ([self.subject] if self.subject else []) + self.recent
        at_home = (
            one for one in order if one.code in {None, self.home} and not one.body and one not in apart
        )
        return next(at_home, None)

    def _unplaced(self, actor: Actor) -> Entity | None:
        """The one person of whom the article says nothing else: he is its `Belarusian counterpart`."""
        found = self.people.unplaced()
        if found is not None:
            found.country = actor.country
            if actor.role:
                found.roles.append((actor.role, actor.head))
        return found


def _is_office(actor: Actor) -> bool:
    """`the Iranian top diplomat`: one of whom a pronoun behind it may speak."""
    return actor.form == "role" and not actor.plural and actor.head not in {"delegation", "counterpart"}


def _is_subject(sentence: Sentence, actor: Actor) -> bool:
    return bool(subject_before(sentence.text, sentence.begin, [actor], actor.stop))
