"""Who is who inside one article: full names, surnames, titles and pronouns brought together."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from storage.text.people.actor import Actor
from storage.text.people.entities import Entity, fold_name
from storage.text.people.likeness import LONG_NAME, misspelt, same_name

__all__ = ["Register", "heads_meant"]

_MOST: Final = 400
"""More entities than any article has; further ones are not taken in, so that a long text stays linear."""
_MOST_ROLES: Final = 4
"""Roles of one person of which the initials are known."""
_SHORTEST: Final = 3
_LONGEST: Final = 5
"""Letters of an office's initials."""
_MOST_NAMESAKES: Final = 40
"""People of one surname, and surnames of nearly one spelling, that a name is compared with."""
_TOP: Final = (
    "president",
    "premier",
    "minister",
    "chancellor",
    "king",
    "leader",
    "secretary",
    "taoiseach",
    "chairman",
)
_FEMALE: Final = frozenset(
    "chairwoman spokeswoman congresswoman queen princess duchess lady baroness dame".split()
)
_SMALL: Final = frozenset(["of", "the", "for", "and"])
_ANYBODY: Final = frozenset(
    """counterpart colleague leader official side diplomat guest politician legislator lawmaker
    parliamentarian""".split()
)
"""Heads that tell no office: the country alone says who it is."""
_SHORT: Final = {
    "pm": frozenset(["prime", "minister"]),
    "fm": frozenset(["foreign", "minister"]),
    "dpm": frozenset(["deputy", "prime", "minister"]),
    "eam": frozenset(["external", "minister"]),
    "nsa": frozenset(["national", "security"]),
}
"""Titles by their initials, with words of the title in full."""
_SET_APART: Final = frozenset(["prime", "vice", "crown"])
"""Words that make an office another: no minister is meant by `the Prime Minister`."""
_HEADS_OF: Final = {
    "state": frozenset("president king queen emir amir sultan emperor".split()),
    "government": frozenset("minister premier chancellor taoiseach".split()),
    "diplomacy": frozenset(["minister"]),
}
"""What `the head of` each is called in other places."""


class Register:
    """The entities of one article. Filled in a first pass, asked in a second."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self.acronym_countries: dict[str, str] = {}
        """Country of a party or office by its short name, as the article explains it."""
        self._by_word: dict[str, list[Entity]] = {}
        self._by_initial: dict[str, list[str]] = {}
        self._bodies: dict[frozenset[str], Entity] = {}
        self._acronyms: dict[str, Entity] = {}
        self._namesakes: dict[str, tuple[tuple[str, ...], list[Entity]]] = {}
        """A name’s words and who bears it, as far as asked since the last new one: most are, many times."""

    def add(self, actor: Actor) -> Entity | None:
        """Takes in an actor that names itself; returns its entity, or None for a mere role or pronoun."""
        words = fold_name(actor.name) if actor.name else ()
        if actor.name is None or not words:
            return None
        entity = self.find(actor)
        if entity is None:
            if len(self.entities) >= _MOST:
                return None
            entity = Entity(actor.name, words, body=actor.form == "body")
            self.entities.append(entity)
            self._enter(entity)
        elif len(words) > len(entity.words) or (
            len(words) == len(entity.words) and len(actor.name) > len(entity.name)
        ):
            entity.name, entity.words = actor.name, words
            self._enter(entity)
        self._learn(entity, actor)
        return entity

    def _enter(self, entity: Entity) -> None:
        self._namesakes.clear()
        if not entity.body:
            for word in entity.words:
                if word not in self._by_word:
                    self._by_initial.setdefault(word[0], []).append(word)
                known = self._by_word.setdefault(word, [])
                if entity not in known[:_MOST_NAMESAKES]:
                    known.append(entity)
            return
        self._bodies.setdefault(_core(entity.words), entity)
        short = entity.name.rpartition("(")[2].rstrip(") ")
        if short.isupper() and " " not in short:
            self._acronyms.setdefault(short, entity)

    def _learn(self, entity: Entity, actor: Actor) -> None:
        for text in actor.role.split("; ") if actor.role else ():
            if all(text.lower() != known.lower() for known, _ in entity.roles):
                entity.roles.append((text, actor.head))
        if actor.country and (entity.country is None or entity.country.startswith("ORG:")):
            entity.country = actor.country
        if actor.envoy_of is not None and entity.sender is None:
            name, role, country = actor.envoy_of
            sender = self.add(Actor(0, 0, "person", name, role or None, country, head=_head_in(role)))
            entity.sender = sender if sender is not entity else None
        if actor.head in _FEMALE:
            entity.female = True

    def settle(self) -> None:
        """Gives a country to those whose roles name a party or a person whose country is known."""
        for entity in self.entities:
            if entity.country is None:
                words = [word.strip("(),.") for text, _ in entity.roles for word in text.split()]
                words += entity.name.split() if entity.body else []
                codes = (self.acronym_countries.get(word) for word in words)
                entity.country = next((code for code in codes if code), None)
        for entity in self.entities:
            if entity.country is None and entity.sender is not None:
                entity.country = entity.sender.country

    def knows(self, word: str) -> bool:
        """Whether a person's name holds the word."""
        return "".join(fold_name(word)) in self._by_word

    def find(self, actor: Actor, recent: Sequence[Entity] = ()) -> Entity | None:
        """The entity that an actor with a name means; `recent` ones win where a surname is shared."""
        if actor.name is None:
            return None
        if actor.form != "body":
            return self._known(actor.name, actor, recent)
        words = fold_name(actor.name)
        short = actor.name.rpartition("(")[2].rstrip(") ")
        known = self._bodies.get(_core(words))
        if known is None and actor.head == "acronym":
            known = self._acronyms.get(actor.name)
        if known is None and short != actor.name:
            # `Central Committee of the Party (CPC)` is no other than what was called `CPC` before
            same = self._acronyms.get(short)
            known = same if same is not None and same.name == short else None
        return known

    def _known(self, name: str, actor: Actor, recent: Sequence[Entity]) -> Entity | None:
        known = self._namesakes.get(name)
        if known is None:
            folded = fold_name(name)
            known = self._namesakes[name] = folded, self._named(folded) if folded else []
        words, hits = known
        if len(hits) <= 1:  # mostly there is nobody to choose from
            only = hits[0] if hits else None
            if only is None or not actor.country or len(words) > 1 or only.country in {None, actor.country}:
                return only
            return only if only.country and only.country.startswith("ORG:") else None
        if len(words) == 1 and actor.head and not actor.head.startswith("counterpart"):
            fitting = [entity for entity in hits if actor.head in entity.heads()]
            hits = fitting or [entity for entity in hits if not entity.roles] or hits
        if actor.country:
            same = [
                entity
                for entity in hits
                if entity.country in {None, actor.country} or entity.country.startswith("ORG:")
            ]
            hits = same if len(words) == 1 or same else hits
        if len(hits) <= 1:
            return hits[0] if hits else None
        for entity in recent:
            if entity in hits:
                return entity
        exact = [entity for entity in hits if entity.words == words]
        return (exact or hits)[0]

    def _named(self, words: tuple[str, ...]) -> list[Entity]:
        """All whom a name may mean."""
        return [entity for entity in self._candidates(words) if same_name(words, entity.words)]

    def _candidates(self, words: tuple[str, ...]) -> list[Entity]:
        """Those who share a word with a name, or whose name is spelt nearly like its last word."""
        found: dict[Entity, None] = {}
        for word in words:
            for entity in self._by_word.get(word, ())[:_MOST_NAMESAKES]:
                found[entity] = None
        last = words[-1]
        if not found and len(last) >= LONG_NAME:
            alike = (known for known in self._by_initial.get(last[0], []) if abs(len(known) - len(last)) <= 2)
            for known in islice(alike, _MOST_NAMESAKES):
                if misspelt(last, known):
                    found.update(dict.fromkeys(self._by_word[known]))
        return list(found)

    def by_role(
        self, actor: Actor, apart: Iterable[Entity] = (), recent: Iterable[Entity] = ()
    ) -> Entity | None:
        """Whom `the Colombian president` or `his Chinese counterpart` means, if one fits."""
        excluded = set(apart)
        fitting = [
            entity
            for entity in self.entities
            if not entity.body
            and entity not in excluded
            and (actor.country is None or entity.code == actor.country)
        ]
        offices = heads_meant(actor)
        if offices:
            fitting = [entity for entity in fitting if entity.heads() & offices]
        elif actor.head and actor.head not in _ANYBODY:
            fitting = [entity for entity in fitting if _fits(actor.head, entity)]
            fitting = [entity for entity in fitting if _of_rank(actor.role or "", entity)]
        elif actor.country is None:
            return None
        recently = list(recent)
        for entity in recently:
            if entity in fitting:
                return entity
        if actor.country is None:
            return fitting[0] if actor.head in _SHORT and len(fitting) == 1 else None
        if actor.head in {"counterpart", "leader", "diplomat"}:
            ranked = [entity for head in _TOP for entity in fitting if head in entity.heads()]
            fitting = ranked or fitting
        return fitting[0] if fitting else None

    def at_home(self, actor: Actor, apart: Iterable[Entity] = ()) -> Entity | None:
        """Whom a government's own report means by `the Kenyan leader`: its first without a country."""
        excluded = set(apart)
        offices = heads_meant(actor) or (frozenset(_TOP) if actor.head == "leader" else frozenset())
        for entity in self.entities:
            leads = bool(entity.heads() & offices) if offices else _fits(actor.head, entity)
            if not entity.body and entity.code is None and leads and entity not in excluded:
                return entity
        return None

    def offices(self, bodies: Iterable[str]) -> dict[str, str]:
        """Names of people by the initials of their offices: `COAS` for the Chief of Army Staff.

        `bodies` are the names of bodies that may be such initials; where none is as short there are none.
        """
        found: dict[str, str] = {}
        few = any(_SHORTEST <= len(name) <= _LONGEST for name in bodies)
        for entity in self.entities if few else ():
            for text, _ in () if entity.body else entity.roles[:_MOST_ROLES]:
                words = [word for word in text.partition("(")[0].split() if word[0].isalpha()]
                for chosen in (words, [word for word in words if word.lower() not in _SMALL]):
                    short = "".join([word[0].upper() for word in chosen])
                    if _SHORTEST <= len(short) <= _LONGEST and chosen[0][0].isupper():
                        found.setdefault(short, entity.name)
        return found

    def unplaced(self) -> Entity | None:
        """The one person of the article of whom no country and no role is said, if there is just one."""
        found = [
            entity
            for entity in self.entities
            if not entity.body and entity.country is None and not entity.roles
        ]
        return found[0] if len(found) == 1 else None

    def body_of(self, country: str | None) -> Entity | None:
        """The first body of a country: `its Vietnamese counterpart`."""
        if country is None:
            return None
        return next((entity for entity in self.entities if entity.body and entity.country == country), None)


def _core(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for word in words if word not in _SMALL)


def _head_in(role: str) -> str:
    return next((word for word in reversed(role.lower().split()) if word in _TOP), "")


def heads_meant(actor: Actor) -> frozenset[str]:
    """The offices of which `the Head of State` and `the Head of our Government` tell; else none."""
    words = (actor.role or "").lower().split()
    return _HEADS_OF.get(words[-1], frozenset()) if words[:2] == ["head", "of"] else frozenset()


def _of_rank(role: str, entity: Entity) -> bool:
    """Whether one may be called so: no foreign minister is `the Prime Minister`."""
    apart = _SET_APART & set(role.lower().split())
    return not apart or any(apart <= set(text.lower().split()) for text, _ in entity.roles)


def _fits(head: str, entity: Entity) -> bool:
    if head in _SHORT:
        words = _SHORT[head]
        return any(words <= {head, *text.lower().split()} for text, _ in entity.roles)
    return head in entity.heads() or any(head in text.lower().split() for text, _ in entity.roles)
