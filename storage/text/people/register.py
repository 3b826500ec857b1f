"""Who is who inside one article: full names, surnames, titles and pronouns brought together."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

from storage.text.people.phrases import Actor

__all__ = ["Entity", "Register", "fold_name"]

_LONG: Final = 6
"""A surname of this length may be misspelt by a letter or two and still be the same."""
_GENERIC_HEADS: Final = frozenset(
    ["member", "delegate", "official", "candidate", "politician", "leader", "counterpart"]
)
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
    "chairwoman spokeswoman congresswoman queen princess duchess lady baroness dame madam madame mrs mrs. ms ms.".split()
)
_SUFFIXES: Final = frozenset("jr sr ii iii iv phd".split())


@lru_cache(maxsize=4096)
def fold_name(text: str) -> tuple[str, ...]:
    """A name's words for comparison: small letters, no diacritics, no punctuation, no `Jr.`."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = plain.replace("đ", "d").replace("Đ", "d").replace("ł", "l").replace("ø", "o").replace("ı", "i")
    cleaned = "".join(c if c.isalnum() or c in "-’'" else " " for c in plain.lower())
    words = [word.strip("-’'") for word in cleaned.split()]
    return tuple(word for word in words if word and word not in _SUFFIXES) or tuple(words)


@dataclass(eq=False, slots=True)
class Entity:
    """One person or body of the article, with all that the article says of who it is."""

    name: str
    words: tuple[str, ...]
    body: bool = False
    country: str | None = None
    inferred: str | None = None
    """A country that no role states: from those beside whom it stands, or the publisher."""
    roles: list[tuple[str, str]] = field(default_factory=list)
    """Role as written and its head noun, in the order of the text."""
    sender: "Entity | None" = None
    """Whose envoy it is."""
    female: bool | None = None
    members: list["Entity"] = field(default_factory=list)

    @property
    def code(self) -> str | None:
        """Its country, stated or inferred."""
        return self.country or self.inferred

    def heads(self) -> set[str]:
        """The head nouns of its roles."""
        return {head for _, head in self.roles}


class Register:
    """The entities of one article. Filled in a first pass, asked in a second."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self._by_word: dict[str, list[Entity]] = {}
        self._acronyms: dict[str, Entity] = {}
        self.acronym_countries: dict[str, str] = {}
        """Country of a party or office by its short name, as the article explains it."""

    def add(self, actor: Actor) -> Entity | None:
        """Takes in an actor that names itself; returns its entity, or None for a mere role or pronoun."""
        if actor.name is None:
            return None
        words = fold_name(actor.name)
        if not words:
            return None
        if actor.form == "body":
            entity = self._body(actor, words)
        else:
            entity = self._known(words, actor)
            if entity is None:
                entity = Entity(actor.name, words)
                self._enter(entity)
            elif len(words) > len(entity.words) or (
                len(words) == len(entity.words) and len(actor.name) > len(entity.name)
            ):
                entity.name, entity.words = actor.name, words
                self._enter(entity)
        self._learn(entity, actor)
        return entity

    def _learn(self, entity: Entity, actor: Actor) -> None:
        if actor.role:
            for text in actor.role.split("; "):
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
                entity.country = next(
                    (self.acronym_countries[word] for word in words if word in self.acronym_countries), None
                )
        for entity in self.entities:
            if entity.country is None and entity.sender is not None:
                entity.country = entity.sender.country

    def _enter(self, entity: Entity) -> None:
        if entity not in self.entities:
            self.entities.append(entity)
        for word in entity.words:
            known = self._by_word.setdefault(word, [])
            if entity not in known:
                known.append(entity)

    def _body(self, actor: Actor, words: tuple[str, ...]) -> Entity:
        words = tuple(word for word in words if word not in {"of", "the", "for", "and"})
        acronyms = {
            w
            for w in words
            if w.isalnum() and w in actor.name.replace("(", " ").replace(")", " ").lower().split()
        }
        inner = (
            actor.name.rsplit("(", 1)[1].rstrip(") ")
            if actor.name.endswith(")") and "(" in actor.name
            else None
        )
        short = actor.name if actor.head == "acronym" else inner
        if short and short in self._acronyms and actor.head == "acronym":
            return self._acronyms[short]
        for entity in self.entities:
            if entity.body and (
                set(entity.words) == set(words)
                or (
                    inner
                    and entity is self._acronyms.get(inner)
                    and set(entity.words) <= set(words) | acronyms
                )
            ):
                if len(words) > len(entity.words):
                    entity.name, entity.words = actor.name, words
                return entity
        entity = Entity(actor.name, words, body=True)
        self.entities.append(entity)
        if short:
            self._acronyms.setdefault(short, entity)
        return entity

    def knows(self, word: str) -> bool:
        """Whether a name holds the word."""
        return "".join(fold_name(word)) in self._by_word

    def acronym(self, text: str) -> Entity | None:
        """The body whose name the article shortens so."""
        return self._acronyms.get(text)

    def find(self, actor: Actor, recent: Iterable[Entity] = ()) -> Entity | None:
        """The entity that an actor with a name means; `recent` ones win where a surname is shared."""
        if actor.name is None:
            return None
        words = fold_name(actor.name)
        if actor.form == "body":
            core = {word for word in words if word not in {"of", "the", "for", "and"}}
            for entity in self.entities:
                if entity.body and set(entity.words) == core:
                    return entity
            return self._acronyms.get(actor.name)
        return self._known(words, actor, tuple(recent))

    def _known(self, words: tuple[str, ...], actor: Actor, recent: tuple[Entity, ...] = ()) -> Entity | None:
        hits = [entity for entity in self._candidates(words) if _same_name(words, entity.words)]
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
        if not hits:
            return None
        for entity in recent:
            if entity in hits:
                return entity
        exact = [entity for entity in hits if entity.words == words]
        return (exact or hits)[0]

    def _candidates(self, words: tuple[str, ...]) -> list[Entity]:
        found: list[Entity] = []
        for word in words:
            for entity in self._by_word.get(word, ()):
                if entity not in found:
                    found.append(entity)
        if not found and len(words[-1]) >= _LONG:
            for known, entities in self._by_word.items():
                if (
                    abs(len(known) - len(words[-1])) <= 2
                    and known[0] == words[-1][0]
                    and _misspelt(words[-1], known)
                ):
                    found.extend(entity for entity in entities if entity not in found)
        return found

    def by_role(
        self, actor: Actor, apart: Iterable[Entity] = (), recent: Iterable[Entity] = ()
    ) -> Entity | None:
        """Whom `the Colombian president`, `his Chinese counterpart` or `the ambassador` means, if one fits."""
        excluded = set(apart)
        fitting = [
            entity
            for entity in self.entities
            if not entity.body
            and entity not in excluded
            and (actor.country is None or entity.code == actor.country)
        ]
        if actor.head and actor.head not in {"counterpart", "leader", "official", "side"}:
            fitting = [entity for entity in fitting if _fits(actor.head, entity)]
        elif actor.country is None:
            return None
        recently = list(recent)
        for entity in recently:
            if entity in fitting:
                return entity
        if actor.country is None:
            return None
        if actor.head in {"counterpart", "leader"}:
            ranked = [entity for head in _TOP for entity in fitting if head in entity.heads()]
            fitting = ranked or fitting
        return fitting[0] if fitting else None

    def unplaced(self) -> Entity | None:
        """The one person of the article of whom no country and no role is said, if there is just one."""
        found = [
            entity
            for entity in self.entities
            if not entity.body and entity.country is None and not entity.roles
        ]
        return found[0] if len(found) == 1 else None

    def body_of(self, country: str | None, apart: Entity | None = None) -> Entity | None:
        """The first body of a country: `its Vietnamese counterpart`."""
        for entity in self.entities:
            if entity.body and country and entity.country == country and entity is not apart:
                return entity
        return None


def _head_in(role: str) -> str:
    return next((word for word in reversed(role.lower().split()) if word in _TOP), "")


def _fits(head: str, entity: Entity) -> bool:
    return any(head == known for known in entity.heads()) or any(
        head in text.lower().split() for text, _ in entity.roles
    )


def _misspelt(one: str, other: str) -> bool:
    allowed = 2 if len(one) >= 8 else 1
    return one == other or (
        len(one) >= _LONG and DamerauLevenshtein.distance(one, other, score_cutoff=allowed) <= allowed
    )


def _same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """`Wang`, `Wang Yi`; `Joseph R. Biden` and `Biden`; not `Wang Yi` and `Wang Yajun`."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if short == long:
        return True
    if set(short) <= set(long):
        return True
    if len(short) == 1:
        return _misspelt(short[0], long[-1]) or _misspelt(short[0], long[0])
    # `Gustavo Petro` and `Gustavo Francisco Petro Urrego`; `Joe Biden` and `Joseph R. Biden`
    if short[-1] == long[-1] and (short[0][0] == long[0][0]) and len(short[-1]) > 2:
        return short[0] == long[0] or short[0][:2] == long[0][:2]
    return len(short) == len(long) and all(_misspelt(a, b) for a, b in zip(short, long, strict=True))


def stated(actor: Actor, entity: Entity) -> Actor:
    """The actor with its entity's full name and country."""
    return replace(actor, name=entity.name, country=actor.country or entity.code)
