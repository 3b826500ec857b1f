"""Countries of those of whom no role says any: from their peers, the publisher, the article."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple

from storage.text.countries import Place, find
from storage.text.dump.stamps import dateline
from storage.text.first_words import closed
from storage.text.meetings.contact import Contact
from storage.text.meetings.publishers import publisher_country
from storage.text.meetings.reading import Sentence
from storage.text.people import FLAGS, Entity
from storage.text.records import Article

__all__ = ["infer"]

_EUROPEAN: Final = re.compile(r"(?<!High )\bCommissioner\b|\bHigh Representative\b")
"""Offices that are the Union's where the text speaks of it and says no other."""
_ONLY_ONE: Final = frozenset(
    "president king queen emir amir sultan pope chancellor premier taoiseach".split()
)
"""Of these a country has one: two of them stand for two countries."""
_OF_A_BODY: Final = frozenset(
    """vice former then deputy ex council assembly parliament senate house court commission bank committee
    party company university elect designate regional state federation union association""".split()
)
"""Words of offices of which there are several, or that somebody else holds now."""
_OBJECT: Final = re.compile(
    r"\b(?:in|for|against|by|amid|over|on|about|regarding|concerning|discuss(?:ed|ing))\s+(?:the\s+)?$"
)
_BEFORE_OBJECTS: Final = frozenset(
    "in for against by amid over on about regarding concerning discussed discussing the".split()
)
"""What may stand last of that."""
_SENT_TO: Final = re.compile(r"\b(?:for|to)\s+(?:the\s+)?$")
_HOSTILE: Final = re.compile(
    r"(?:[’']s?)?\s+(?:\w+\s+){0,2}(?:war|aggression|invasion|strikes?|attacks?|occupation|crisis|conflict|threats?)\b"
)
_AT_HOME: Final = frozenset("minister undersecretary speaker governor mayor".split())
"""Offices of which a report names the country where it is not its own."""
_PASSIVE: Final = re.compile(r"(?:was|were)\s")


class _Report(NamedTuple):
    """What holds for all contacts of a report."""

    home: str | None
    """The publisher's country."""
    local: str
    """The country of its dateline."""
    owned: frozenset[tuple[int, int]]
    """Line and beginning of the countries that stand in people's titles."""
    taken: dict[str, set[str]]
    """For offices that one person holds the countries whose holder is named."""


def infer(contacts: Sequence[Contact], sentences: Sequence[Sentence], article: Article) -> None:
    """Fills in `Entity.inferred` where a contact's circumstances tell it, never against what is stated."""
    if all(entity.code for contact in contacts for entity in contact.persons):
        return
    home = publisher_country(article.publisher)
    owned = _owned(sentences)
    salient = _salient(sentences, article, owned)
    report = _Report(home, next(iter(_dateline_country(sentences)), ""), owned, _taken(contacts))
    hosts = _hosts(contacts)
    abroad = _abroad(contacts, home)
    for _ in range(2):
        for contact in contacts:
            if contact.right or contact.kind in {"visit", "event"}:
                _peers(contact.left)
                _peers(contact.right)
        for contact in contacts:
            _publisher(contact, home)
            if contact.right:
                _peers(contact.left)
            _speaker(contact)
            if all(entity.code is not None for entity in contact.persons):
                continue  # as most are: nothing is left to be found out
            near, far = abroad.get(id(contact), ([], []))
            candidates = [*_own_side(contact, contacts), *near, *salient, *far]
            _others(contact, report, candidates, hosts.get(id(contact)))
    if home:
        _visitors(contacts, home)


def _visitors(contacts: Sequence[Contact], home: str) -> None:
    """Who went somewhere, and of whom nothing else tells a country: of the publisher's."""
    for contact in contacts:
        if contact.kind == "visit" and not any(entity.code for entity in contact.persons):
            for entity in contact.left:
                entity.inferred = home


def _peers(side: Sequence[Entity]) -> None:
    """Who stands beside others of one country is of that country too."""
    if len(side) <= 1:
        return
    codes = {entity.code for entity in side if entity.code}
    states = [entity for entity in side if entity.code and not entity.code.startswith("ORG:")]
    first = {head for entity in states for head in entity.heads() & _ONLY_ONE}
    if len(codes) == 1:
        for entity in side:
            if entity.code is None and not entity.heads() & first:
                entity.inferred = next(iter(codes))


def _publisher(contact: Contact, home: str | None) -> None:
    if home is None or home in contact.sides():
        return
    ours, theirs = contact.left, contact.right
    if _PASSIVE.match(contact.sentence.text, contact.at):
        ours, theirs = theirs, ours  # `the guest was received by` our man
    unknown = [entity for entity in ours if entity.code is None]
    if unknown:
        # `Prime Minister A and President B met`: the official's own government names its man first.
        for entity in unknown[:1] if _is_pair(contact) else unknown:
            entity.inferred = home
        return
    if all(entity.code is None for entity in theirs):
        for entity in theirs:
            entity.inferred = home


def _is_pair(contact: Contact) -> bool:
    """`A and B met`."""
    return contact.frame == "verb" and len(contact.left) == 2 and not contact.right


def _is_mutual(contact: Contact) -> bool:
    """`A and B met`, `the meeting between A and B`: none of them need be at home there."""
    return _is_pair(contact) or contact.frame == "between"


def _speaker(contact: Contact) -> None:
    """Neither side is known: the one named first is of the country of him who tells of it."""
    if (
        contact.speaker is None
        or contact.speaker.code is None
        or contact.sides()
        or contact.speaker in contact.persons
    ):
        return
    for entity in contact.left if contact.right else contact.left[:1]:
        entity.inferred = contact.speaker.code


def _hosts(contacts: Sequence[Contact]) -> dict[int, str]:
    """The country that somebody is said to be in, for what he does there without a place of its own."""
    found: dict[int, str] = {}
    stays: dict[Entity, str] = {}
    line = 0
    for contact in contacts:
        if contact.sentence.line != line:
            stays.clear()
            line = contact.sentence.line
        abroad = contact.kind == "meeting" and any(one.code in {None, contact.host} for one in contact.right)
        if contact.host and (contact.kind == "visit" or abroad):
            stays.update((entity, contact.host) for entity in contact.left)
        elif contact.host is None and contact.kind == "meeting":
            host = next((stays[entity] for entity in contact.people if entity in stays), None)
            if host is not None:
                found[id(contact)] = host
    return found


def _own_side(contact: Contact, contacts: Sequence[Contact]) -> list[str]:
    """The country of those who stand first in every other contact of the text: its own people."""
    if not contact.right or any(entity.code for entity in contact.left):
        return []
    first = {
        other.left[0].code
        for other in contacts
        if other.kind != "visit" and other.right and other.left and not other.sentence.heading
        if other.left[0].code
    }
    return [code for code in first if code] if len(first) == 1 else []


def _others(contact: Contact, report: _Report, salient: Sequence[str], stay: str | None) -> None:
    """One side is known: the other is the country that sentence, place or article speak of most.

    `stay` is the country that the sentence says one of them is in.
    """
    home, local = report.home, report.local
    host = contact.host or stay
    mutual = not contact.right and contact.kind not in {"visit", "event"}
    for side, opposite in (
        (contact.right, contact.left),
        (contact.left, contact.left if mutual else contact.right),
    ):
        unknown = [entity for entity in side if entity.code is None]
        if not unknown:
            continue
        known = {entity.code for entity in opposite if entity.code}
        known.update(contact.countries)
        if not known and opposite:
            continue
        text = contact.sentence
        places = [
            place for place in text.places if place.kind in {"name", "demonym"} and place.code not in known
        ]
        named = [place.code for place in places if _acts(place, text.text)]
        spoken = [place.code for place in places if place.code not in named]
        ministers = all(entity.heads() & _AT_HOME for entity in unknown)
        if ministers and local and local not in known:
            named.sort(key=lambda code: code != local)
            named = [local, *named] if all(_in_role(text, code) for code in named) else named
        if host and host not in known and host != home:
            # Two who meet may do so in a third country: the article's own two come first.
            named = [*named, *salient[:2], host] if _is_mutual(contact) else [host, *named]
        near: Iterable[str] = _beside(text, frozenset(known), report.owned)
        flags = [
            place.code for place in text.places if text.text[place.begin] > FLAGS and place.code not in known
        ]
        if flags:
            named = [*flags, *named]  # `🇷🇺 🇨🇳 On February 14, …`: the two sides, before all else
        if local in known and side is contact.right and ministers and not named:
            near = list(near)
            if not near:
                salient = [local]  # of its own ministers a report says no country
                known.discard(local)
        # `Special Envoy for X` is none of X's
        known |= {place.code for place in places if _in_role(text, place.code) and _sent(place, text.text)}
        known.update(code for one in unknown for head in _alone(one) for code in report.taken.get(head, ()))
        choice = next(
            (
                code
                for code in chain(named, near, salient, spoken)
                if code not in known and not code.startswith("ORG:")
            ),
            None,
        )
        for entity in unknown:
            entity.inferred = "ORG:EU" if _of_the_union(entity, salient) else choice


def _beside(text: Sentence, known: frozenset[str], owned: frozenset[tuple[int, int]]) -> Iterator[str]:
    """The other countries that are named most around a sentence, looked for only once they are asked for."""
    counted = Counter(
        place.code
        for place in text.places_around()
        if place.kind in {"name", "demonym"} and place.code not in known
        if (text.line, place.begin) not in owned or text.begin <= place.begin < text.end
        if _acts(place, text.text)
    )
    yield from [code for code, _ in counted.most_common(3)]


def _owned(sentences: Sequence[Sentence]) -> frozenset[tuple[int, int]]:
    """Line and beginning of the countries that say whose officials the people named with them are."""
    return frozenset(
        (sentence.line, place.begin)
        for sentence in sentences
        if sentence.parsed
        for actor in sentence.actors
        if actor.form == "person" and actor.country
        for place in sentence.places_between(actor.begin, actor.stop)
        if place.code == actor.country and place.kind != "organisation"
    )


def _alone(entity: Entity) -> set[str]:
    """The offices of somebody that one person of a country holds at a time: `president`."""
    return {
        head
        for text, head in entity.roles
        if head in _ONLY_ONE and _OF_A_BODY.isdisjoint(text.lower().replace("-", " ").split())
    }


def _taken(contacts: Sequence[Contact]) -> dict[str, set[str]]:
    """For each such office the countries whose holder the text names."""
    found: dict[str, set[str]] = {}
    for entity in {one for contact in contacts for one in contact.persons if one.country}:
        for head in _alone(entity):
            found.setdefault(head, set()).add(entity.country or "")
    return found


def _abroad(contacts: Sequence[Contact], home: str | None) -> dict[int, tuple[list[str], list[str]]]:
    """Where an official was when he met somebody else before: his later hosts may be of that country.

    First where he met one of that country there, then where he met others.
    """
    found: dict[int, tuple[list[str], list[str]]] = {}
    stay: dict[Entity, tuple[str, bool]] = {}
    for contact in contacts:
        if contact.kind not in {"meeting", "visit"}:
            continue
        stays = [stay[one] for one in contact.people if one in stay and stay[one][0] != home]
        found[id(contact)] = [code for code, his in stays if his], [code for code, his in stays if not his]
        host = contact.host
        if host is not None:
            at_home = contact.kind == "visit" or any(one.country == host for one in contact.right)
            stay.update(dict.fromkeys(contact.left, (host, at_home)))
    return found


def _of_the_union(entity: Entity, salient: Sequence[str]) -> bool:
    """`Enlargement Commissioner N` in a text that speaks of the Union."""
    return "ORG:EU" in salient and any(_EUROPEAN.search(text) for text, _ in entity.roles)


def _acts(place: Place, text: str) -> bool:
    """Whether a country may be a side: not what was spoken of, `Russia’s war`, `support for Ukraine`."""
    before = text[max(0, place.begin - 24) : place.begin]
    return not closed(_OBJECT, before, _BEFORE_OBJECTS) and not _HOSTILE.match(text, place.stop)


def _sent(place: Place, text: str) -> bool:
    """Whether a country stands behind the word that says to whom somebody is sent."""
    return _SENT_TO.search(text, max(0, place.begin - 12), place.begin) is not None


def _in_role(sentence: Sentence, code: str) -> bool:
    """Whether a country is only named in somebody's role: `Special Envoy for X`."""
    return all(
        any(actor.begin <= place.begin < actor.stop for actor in sentence.actors)
        for place in sentence.places
        if place.code == code
    )


def _dateline_country(sentences: Sequence[Sentence]) -> list[str]:
    """Where the report comes from: whom it names without a country is at home there."""
    first = next((sentence for sentence in sentences if not sentence.heading), None)
    opening = dateline(first.text) if first is not None and first.section == 0 else None
    if opening is None or opening.place is None:
        return []
    return [hit.code for hit in find(opening.place) if not hit.code.startswith("ORG:")][:1]


def _salient(sentences: Sequence[Sentence], article: Article, owned: frozenset[tuple[int, int]]) -> list[str]:
    """Country codes by weight: the title's first, then by how often they are named beside people's titles."""
    title = [hit.code for hit in find(article.title)]
    title = [*_dateline_country(sentences), *title]
    counted = Counter(
        place.code
        for sentence in sentences
        if sentence.parsed
        for place in sentence.places
        if place.kind != "city" and (sentence.line, place.begin) not in owned and _acts(place, sentence.text)
    )
    return list(dict.fromkeys([*title, *(code for code, _ in counted.most_common(8))]))
