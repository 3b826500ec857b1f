"""Visits and ceremonies: who went where, and whose inauguration it was."""

import re
from collections.abc import Sequence
from typing import Final

from storage.text.countries import Place
from storage.text.meetings.contact import Contact
from storage.text.meetings.contact_words import OFFICE_WORDS
from storage.text.meetings.focus import Focus
from storage.text.meetings.offices import comes_into_office
from storage.text.meetings.places import own_place, place_name
from storage.text.meetings.reading import Sentence
from storage.text.meetings.sides import Sides, sides, subject_before
from storage.text.meetings.story import Story
from storage.text.meetings.triggers import Trigger
from storage.text.people import Actor, Entity
from storage.text.records import Mention

__all__ = ["Ceremony", "guests", "journey"]

_REACH: Final = 70
_LATELY: Final = 20
_TO: Final = re.compile(r"\s*(?:to|in)?\s*(?:the\s+|its\s+)?(?:[\w’'-]+\s+){0,4}(?:the\s+)?$")
_BY: Final = re.compile(r"\s+(?:to\s+[\w\s.’'-]{2,50}?\s+)?by\s+")
_LED: Final = re.compile(r"\b(?:led|headed)\s+by\s+(?:the\s+|its\s+|his\s+|her\s+)?$")
_SWORN: Final = re.compile(
    r"\b(?:was|were|is|been)\s+(?:formally\s+|officially\s+)?(?:inaugurated|sworn\s+in|crowned|enthroned|installed)\b"
)
_OTHERS: Final = re.compile(
    r"\b(?:in\s+attendance|to\s+(?:participate|attend)|also\s+attended|attended\s+by|were\s+present|other\s+(?:guests|dignitaries|leaders|participants))\b",
    re.IGNORECASE,
)
_EARLIER: Final = re.compile(r"\b(?:after|before|since)\s+(?:his|her|their)\s+(?:\w+\s+)?$")
_INVITED: Final = re.compile(r"\bat\s+the\s+(?:\w+\s+)?invitation\s+of\s+(?:(?:the|his|her)\s+)?$")
_AS: Final = re.compile(r"\bas\s+(?:the\s+|an?\s+)?$")
_HELD_BY: Final = re.compile(r"\b(?:hosted|held|given|organi[sz]ed)\s+by\b")
_LISTED: Final = re.compile(r",?\s(?P<and>and\s)?(?:to\s)?(?:the\s)?|,\s")
_PLACE_WORDS: Final = frozenset({"name", "capital", "city"})
_FOR_A_VISIT: Final = re.compile(r"\b(?:for|on)\s+(?:an?|his|her)\s+(?:[\w-]+\s+){0,3}visit\b")
_TRAVEL: Final = re.compile(r"travel|arriv", re.IGNORECASE)


class Ceremony:
    """The inauguration that a text tells of: whose it was, when and where."""

    def __init__(self) -> None:
        self.honoured: Entity | None = None
        self.mention: Mention | None = None
        self.place: tuple[str | None, str | None] = (None, None)

    def read(self, sentence: Sentence, focus: Focus) -> None:
        """Takes note of `N was inaugurated as President of X on DAY in CITY`."""
        if sentence.words.isdisjoint(OFFICE_WORDS):
            return
        comes_into_office(sentence, focus)
        match = _SWORN.search(sentence.text, sentence.begin, sentence.end)
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
            if place.kind in {"capital", "city"}:
                self.place = (place_name(place, sentence.text), place.code)


def journey(
    sentence: Sentence, trigger: Trigger, story: Story, ceremony: Ceremony, got: Sequence[Contact]
) -> Contact | None:
    """The visit or attendance that a trigger tells of, or None."""
    found = sides(sentence.text, sentence.begin, sentence.end, sentence.actors, trigger)
    if trigger.frame == "event":
        return _event(sentence, trigger, found, story, ceremony)
    return _visit(sentence, trigger, found, story, got)


def _guest(sentence: Sentence, trigger: Trigger) -> Actor | None:
    """Whose visit it was where `by` says so behind it."""
    by = _BY.match(sentence.text, trigger.stop) if trigger.frame == "stay" else None
    if by is None:
        return None
    return next((actor for actor in sentence.actors if abs(actor.begin - by.end()) <= 4), None)


def _visitor(sentence: Sentence, trigger: Trigger, found: Sides | None, story: Story) -> list[Entity]:
    guest = _guest(sentence, trigger)
    if guest is not None:
        return story.focus.who(guest, sentence)
    guide = _guide(sentence, trigger, story)
    if guide or found is None:
        return guide
    if found.owner and not found.left:
        return story.focus.owner(found.owner, sentence, trigger.begin)
    people = [
        entity
        for actor in found.left
        if actor.form != "body" or "delegation" in (actor.name or "").lower()
        for entity in story.focus.who(actor, sentence)
        if not entity.body
    ]
    return list(dict.fromkeys(people))


def _guide(sentence: Sentence, trigger: Trigger, story: Story) -> list[Entity]:
    """Who leads the delegation that went: `The delegation visited X and was led by N`."""
    for actor in sentence.actors:
        if actor.begin > trigger.stop and _LED.search(sentence.text[trigger.stop : actor.begin]):
            guide = story.focus.who(actor, sentence)
            if guide:
                before = (one.country for one in sentence.actors if one.stop <= trigger.begin)
                guide[0].country = guide[0].country or next((code for code in before if code), None)
                story.focus.delegation = guide[0]
            return guide
    return []


def _destination(sentence: Sentence, trigger: Trigger) -> Place | None:
    text = sentence.text
    for place in sentence.places:
        if place.begin < trigger.stop:
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
    sentence: Sentence, trigger: Trigger, found: Sides | None, story: Story, got: Sequence[Contact]
) -> Contact | None:
    place = _destination(sentence, trigger)
    people = _visitor(sentence, trigger, found, story)
    if place is None or not people:
        return None
    abroad = [entity for entity in people if entity.code != place.code]
    if not abroad or any(c.kind == "visit" and c.people == abroad and c.host == place.code for c in got):
        return None
    contact = Contact(
        "visit", trigger.frame, sentence, trigger.begin, abroad, [], stop=place.stop, countries=[place.code]
    )
    guest = _guest(sentence, trigger)
    if not story.date(contact, trigger, guest.stop if guest else place.stop):
        return None
    if trigger.frame == "stay" and _EARLIER.search(sentence.text, sentence.begin, trigger.begin):
        contact.mention = None  # `on Thursday, two days after his visit to X`
    contact.countries.extend(_further_hosts(sentence, place))
    contact.place, contact.host = place_name(place, sentence.text), place.code
    passing = trigger.frame == "stay" or (
        _TRAVEL.match(trigger.word) and not _FOR_A_VISIT.search(sentence.text, place.stop, sentence.end)
    )
    contact.weak = contact.mention is None and bool(passing)
    _as_role(sentence, trigger, contact)
    _host(sentence, trigger, contact, story)
    return contact


def _further_hosts(sentence: Sentence, first: Place) -> list[str]:
    """`travelled to Israel, Egypt and Qatar`: the others' codes."""
    codes: list[str] = []
    last, ended = first, False
    for place in sentence.places:
        if place.begin < last.stop or place.kind not in _PLACE_WORDS:
            continue
        gap = _LISTED.fullmatch(sentence.text, last.stop, place.begin)
        owns = sentence.text[place.stop : place.stop + 2] in {"’s", "'s"}
        if gap is None or owns or ended:
            break
        codes.append(place.code)
        last, ended = place, gap["and"] is not None
    return [code for code in dict.fromkeys(codes) if code != first.code] if ended else []


def _host(sentence: Sentence, trigger: Trigger, contact: Contact, story: Story) -> None:
    """`visited X at the invitation of N`: N is of X, and `the two leaders` are he and his guest."""
    for actor in sentence.actors:
        before = sentence.text[max(trigger.stop, actor.begin - 40) : actor.begin]
        if actor.begin < trigger.stop or not _INVITED.search(before):
            continue
        for entity in story.focus.who(actor, sentence, contact.left):
            if not entity.body:
                entity.inferred = entity.inferred or contact.host
                story.focus.meets([*contact.left, entity])
        return


def _as_role(sentence: Sentence, trigger: Trigger, contact: Contact) -> None:
    """`attended as the Special Envoy of N`: a role of him who went."""
    if len(contact.left) != 1:
        return
    went = contact.left[0]
    for actor in sentence.actors:
        before = sentence.text[max(trigger.stop, actor.begin - 12) : actor.begin]
        if actor.form == "role" and actor.role and actor.begin > trigger.stop and _AS.search(before):
            if all(actor.role != text for text, _ in went.roles):
                went.roles.append((actor.role, actor.head))
            went.country = went.country or actor.country
            return


def _event(
    sentence: Sentence, trigger: Trigger, found: Sides | None, story: Story, ceremony: Ceremony
) -> Contact | None:
    people = [
        e for actor in (found.left if found else ()) for e in story.focus.who(actor, sentence) if not e.body
    ]
    if not people:
        return None
    contact = Contact("event", "event", sentence, trigger.begin, people, [], stop=trigger.stop)
    if not story.date(contact, trigger, trigger.stop):
        return None
    contact.place, contact.host = own_place(sentence, trigger.begin, trigger.stop, story.article)
    hosts = _hosts(sentence, trigger, story)
    contact.right = [entity for entity in hosts if entity not in people]
    if trigger.word in {"inauguration", "swearing-in"}:
        _fill(contact, ceremony)
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
        contact.countries.extend(_stay_country(contact, story))
    _as_role(sentence, trigger, contact)
    return contact


def _stay_country(contact: Contact, story: Story) -> list[str]:
    for other in reversed(story.found[-_LATELY:]):
        if other.kind == "visit" and other.persons & contact.persons and other.host:
            return [other.host]
    return []


def _hosts(sentence: Sentence, trigger: Trigger, story: Story) -> list[Entity]:
    for actor in sentence.actors:
        if actor.begin >= trigger.stop and re.fullmatch(
            r"\s+of\s+(?:the\s+)?", sentence.text[trigger.stop : actor.begin]
        ):
            return [entity for entity in story.focus.who(actor, sentence) if not entity.body]
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
    """`In attendance were the presidents of A, B and C`: they are sides of the event told before."""
    lines = {c.sentence.line + n for c in contacts if c.kind == "event" for n in range(3)}
    for sentence in sentences if lines else ():
        if sentence.line not in lines or not _OTHERS.search(sentence.text, sentence.begin, sentence.end):
            continue
        events = [c for c in contacts if c.kind == "event" and 0 <= sentence.line - c.sentence.line <= 2]
        if not events:
            continue
        event = events[-1]
        if sentence is not event.sentence:
            event.guests.append(sentence)
        for place in sentence.places:
            if place.kind in {"name", "demonym"} and place.code not in event.countries:
                event.countries.append(place.code)
