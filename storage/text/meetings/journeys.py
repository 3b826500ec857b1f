"""Visits and ceremonies: who went where, and whose inauguration it was."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from storage.text.countries import Place
from storage.text.meetings.contact import Contact
from storage.text.meetings.focus import Focus
from storage.text.meetings.places import own_place, place_name
from storage.text.meetings.reading import Sentence
from storage.text.meetings.sides import Sides, sides, subject_before
from storage.text.meetings.triggers import Trigger
from storage.text.people import Actor, Entity
from storage.text.records import Mention

if TYPE_CHECKING:
    from storage.text.meetings.telling import Teller

__all__ = ["Ceremony", "guests", "journey", "stands_for"]

_REACH: Final = 70
_TO: Final = re.compile(r"\s*(?:to|in)?\s*(?:the\s+|its\s+)?(?:[\w’'-]+\s+){0,4}(?:the\s+)?$")
_BY: Final = re.compile(r"\s+(?:to\s+[\w\s.’'-]{2,50}?\s+)?by\s+")
_LED: Final = re.compile(r"\b(?:led|headed)\s+by\s+(?:the\s+|its\s+|his\s+|her\s+)?$")
_SWORN: Final = re.compile(
    r"\b(?:was|were|is|been)\s+(?:formally\s+|officially\s+)?(?:inaugurated|sworn\s+in|crowned|enthroned|installed)\b"
)
_INTO_OFFICE: Final = re.compile(
    r"\b(?:inaugurated|sworn\s+in|(?:re-?)?elected|(?:re-?)?election|(?:re-?)?appointed|appointment|installed|inauguration)\s+as\s+"
)
_OTHERS: Final = re.compile(
    r"\b(?:in\s+attendance|to\s+(?:participate|attend)|also\s+attended|attended\s+by|were\s+present|other\s+(?:guests|dignitaries|leaders|participants))\b"
)
_AS: Final = re.compile(r"\bas\s+(?:the\s+|an?\s+)?$")
_HELD_BY: Final = re.compile(r"\b(?:hosted|held|given|organi[sz]ed)\s+by\b")
_PLACE_WORDS: Final = frozenset({"name", "capital", "city"})
_TRAVEL: Final = re.compile(r"travel|arriv", re.I)


def stands_for(entity: Entity | None) -> str | None:
    """The office of a person without its country, for the office of a counterpart: `Foreign Minister`."""
    if entity is None:
        return None
    for text, head in entity.roles:
        match = re.search(r"((?:[\w-]+\s){0,2}" + re.escape(head) + r")\b", text, re.I)
        if match:
            words = [
                word for word in match[1].split() if word.lower() in _OFFICE_WORDS or word.lower() == head
            ]
            if words:
                return " ".join(words)
    return None


_OFFICE_WORDS: Final = frozenset(
    "foreign prime defence defense deputy vice finance interior trade justice special".split()
)


def _office(sentence: Sentence, focus: Focus) -> None:
    """`N was sworn in as President of X`, `on his re-election as X’s president`: an office of N."""
    match = _INTO_OFFICE.search(sentence.text, sentence.begin, sentence.stop)
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


class Ceremony:
    """The inauguration that a text tells of: whose it was, when and where."""

    def __init__(self) -> None:
        self.honoured: Entity | None = None
        self.mention: Mention | None = None
        self.place: tuple[str | None, str | None] = (None, None)

    def read(self, sentence: Sentence, focus: Focus) -> None:
        """Takes note of `N was inaugurated as President of X on DAY in CITY`."""
        _office(sentence, focus)
        match = _SWORN.search(sentence.text, sentence.begin, sentence.stop)
        if match is None:
            return
        subject = subject_before(sentence.text, sentence.begin, sentence.actors, match.start())
        found = focus.resolve(subject[-1]) if subject else []
        if not found:
            return
        self.honoured = found[0]
        days = [m for m in sentence.mentions if m.precision == "day"]
        self.mention = days[0] if days else None
        for place in sentence.places:
            if place.kind in {"capital", "city"} and sentence.begin <= place.begin < sentence.stop:
                self.place = (place_name(place, sentence.text), place.code)


def journey(sentence: Sentence, trigger: Trigger, teller: "Teller", got: Sequence[Contact]) -> Contact | None:
    """The visit or attendance that a trigger tells of, or None."""
    found = sides(sentence.text, sentence.begin, sentence.stop, sentence.actors, trigger)
    if trigger.frame == "event":
        return _event(sentence, trigger, found, teller)
    return _visit(sentence, trigger, found, teller, got)


def _guest(sentence: Sentence, trigger: Trigger) -> Actor | None:
    """Whose visit it was where `by` says so behind it."""
    by = _BY.match(sentence.text, trigger.stop) if trigger.frame == "stay" else None
    if by is None:
        return None
    return next((actor for actor in sentence.actors if abs(actor.begin - by.end()) <= 4), None)


def _visitor(sentence: Sentence, trigger: Trigger, found: Sides | None, teller: "Teller") -> list[Entity]:
    text = sentence.text
    guest = _guest(sentence, trigger)
    if guest is not None:
        return teller.who(guest, sentence)
    for actor in sentence.actors:
        if actor.begin > trigger.stop and _LED.search(text[trigger.stop : actor.begin]):
            guide = teller.who(actor, sentence)
            if guide and guide[0].country is None:
                guide[0].country = next(
                    (a.country for a in sentence.actors if a.stop <= trigger.begin and a.country), None
                )
            if guide:
                teller.focus.delegation = guide[0]
            return guide
    if found is None:
        return []
    if found.owner and not found.left:
        return teller._owner(found.owner, sentence, trigger)  # noqa: SLF001 - the teller's helpers serve its own package
    people: list[Entity] = []
    for actor in found.left:
        if actor.form == "body":
            if "delegation" not in actor.head and "delegation" not in (actor.name or "").lower():
                continue
        for entity in teller.who(actor, sentence):
            if not entity.body and entity not in people:
                people.append(entity)
    return people


def _destination(sentence: Sentence, trigger: Trigger) -> Place | None:
    text = sentence.text
    for place in sentence.places:
        if place.begin < trigger.stop or place.begin >= sentence.stop:
            continue
        if place.begin - trigger.stop > _REACH:
            return None
        if place.kind not in _PLACE_WORDS:
            continue
        if _TO.fullmatch(text[trigger.stop : place.begin]) and text[place.stop : place.stop + 2] not in {
            "’s",
            "'s",
        }:
            return place
        return None
    if trigger.frame == "stay":
        before = [
            place
            for place in sentence.places
            if place.kind in _PLACE_WORDS and 0 < trigger.begin - place.stop <= 1
        ]
        return before[-1] if before else None
    return None


def _visit(
    sentence: Sentence, trigger: Trigger, found: Sides | None, teller: "Teller", got: Sequence[Contact]
) -> Contact | None:
    place = _destination(sentence, trigger)
    people = _visitor(sentence, trigger, found, teller)
    if place is None or not people:
        return None
    abroad = [entity for entity in people if entity.code != place.code]
    if not abroad or any(c.kind == "visit" and c.people == abroad and c.host == place.code for c in got):
        return None
    contact = Contact(
        "visit", trigger.frame, sentence, trigger.begin, abroad, [], stop=place.stop, countries=[place.code]
    )
    guest = _guest(sentence, trigger)
    if not teller.date(contact, trigger, guest.stop if guest else place.stop):
        return None
    contact.place, contact.host = place_name(place, sentence.text), place.code
    contact.weak = contact.mention is None and (trigger.frame == "stay" or bool(_TRAVEL.match(trigger.word)))
    _as_role(sentence, trigger, contact)
    return contact


def _as_role(sentence: Sentence, trigger: Trigger, contact: Contact) -> None:
    """`attended as the Special Envoy of N`: a role of him who went."""
    for actor in sentence.actors:
        if actor.form == "role" and actor.begin > trigger.stop and actor.role and len(contact.left) == 1:
            if (
                _AS.search(sentence.text[max(trigger.stop, actor.begin - 12) : actor.begin])
                or sentence.text[actor.begin - 3 : actor.begin] == "as "
            ):
                entity = contact.left[0]
                if all(actor.role != text for text, _ in entity.roles):
                    entity.roles.append((actor.role, actor.head))
                    entity.country = entity.country or actor.country
                return


def _event(sentence: Sentence, trigger: Trigger, found: Sides | None, teller: "Teller") -> Contact | None:
    people = [e for actor in (found.left if found else ()) for e in teller.who(actor, sentence) if not e.body]
    if not people:
        return None
    contact = Contact("event", "event", sentence, trigger.begin, people, [], stop=trigger.stop)
    if not teller.date(contact, trigger, trigger.stop):
        return None
    contact.place, contact.host = own_place(sentence, trigger.begin, trigger.stop, teller.article)
    hosts = _hosts(sentence, trigger, teller)
    contact.right = [entity for entity in hosts if entity not in people]
    if trigger.word in {"inauguration", "swearing-in"}:
        _fill(contact, teller.ceremony)
    host_body = next(
        (
            a
            for a in sentence.actors
            if a.form == "body" and a.country and _HELD_BY.search(sentence.text[trigger.stop : a.begin])
        ),
        None,
    )
    if host_body is not None and host_body.country:
        contact.countries.append(host_body.country)
    elif contact.host is not None and not contact.right:
        contact.countries.append(contact.host)
    elif not contact.right:
        contact.countries.extend(_stay_country(contact, teller))
    _as_role(sentence, trigger, contact)
    return contact


def _stay_country(contact: Contact, teller: "Teller") -> list[str]:
    for other in reversed(teller.found):
        if other.kind == "visit" and set(other.people) & set(contact.people) and other.host:
            return [other.host]
    return []


def _hosts(sentence: Sentence, trigger: Trigger, teller: "Teller") -> list[Entity]:
    for actor in sentence.actors:
        if actor.begin >= trigger.stop and re.fullmatch(
            r"\s+of\s+(?:the\s+)?", sentence.text[trigger.stop : actor.begin]
        ):
            return [entity for entity in teller.who(actor, sentence) if not entity.body]
    return []


def _fill(contact: Contact, ceremony: Ceremony) -> None:
    """What the text told of the inauguration before: whose, when, where."""
    if ceremony.honoured is None or (contact.right and ceremony.honoured not in contact.right):
        return
    if not contact.right and ceremony.honoured not in contact.left:
        contact.right = [ceremony.honoured]
    contact.mention = contact.mention or ceremony.mention
    if contact.place is None:
        contact.place, contact.host = ceremony.place


def guests(sentences: Sequence[Sentence], contacts: Sequence[Contact]) -> None:
    """`Among others in attendance were the presidents of A, B and C`: they are sides of the event told before."""
    lines = {c.sentence.line + n for c in contacts if c.kind == "event" for n in range(3)}
    for sentence in sentences:
        if sentence.line not in lines or not _OTHERS.search(sentence.text, sentence.begin, sentence.stop):
            continue
        events = [c for c in contacts if c.kind == "event" and 0 <= sentence.line - c.sentence.line <= 2]
        if not events:
            continue
        event = events[-1]
        for place in sentence.places:
            if (
                sentence.begin <= place.begin < sentence.stop
                and place.kind in {"name", "demonym"}
                and place.code not in event.countries
            ):
                event.countries.append(place.code)
