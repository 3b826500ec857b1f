"""Contacts → the records that leave the analysis."""

from collections.abc import Callable, Sequence
from typing import Final

from storage.text.dates import Dated
from storage.text.ids import meeting_id
from storage.text.meetings.contact import Contact
from storage.text.meetings.countries import infer, publisher_country
from storage.text.meetings.dating import When, journey_of, told_before, when
from storage.text.meetings.journeys import guests
from storage.text.meetings.merging import merge
from storage.text.meetings.offices import office_of
from storage.text.meetings.quotes import evidence, said
from storage.text.meetings.reading import Sentence, read, register
from storage.text.meetings.telling import tell
from storage.text.people import Entity
from storage.text.records import Anchor, Article, Meeting, Mention, Person

__all__ = ["meetings"]

_MOST_ROLES: Final = 3


def meetings(article: Article, dated: Dated, anchor: Anchor) -> tuple[Meeting, ...]:
    """The contacts that an article tells of as having happened, in the order of the text."""
    sentences = read(article, dated)
    people = register(sentences, official=publisher_country(article.publisher) is not None)
    contacts = tell(article, sentences, people, dated.planned)
    guests(sentences, contacts)
    infer(contacts, sentences, article)
    contacts = [contact for contact in contacts if _counts(contact)]
    for order, contact in enumerate(contacts):
        contact.order = order
    lead = _leads(sentences)

    def dates(contact: Contact) -> When:
        return when(contact, contacts, article, dated, anchor, lead)

    groups = merge(contacts, dates)
    found = [_record(article, group, contacts, sentences, dates) for group in groups]
    return tuple(found)


def _counts(contact: Contact) -> bool:
    return (
        len(contact.sides()) >= 2
        and any(not entity.body for entity in contact.people)
        or (contact.kind == "message" and len(contact.sides()) >= 2)
    )


def _leads(sentences: Sequence[Sentence]) -> dict[int, Mention]:
    """The day that each section's first dated sentence tells."""
    found: dict[int, Mention] = {}
    for sentence in sentences:
        if sentence.section in found or sentence.heading:
            continue
        days = [m for m in sentence.mentions if m.precision == "day" and not m.dateline]
        if days:
            found[sentence.section] = days[0]
    return found


def _record(
    article: Article,
    group: list[Contact],
    contacts: Sequence[Contact],
    sentences: Sequence[Sentence],
    dates: Callable[[Contact], When],
) -> Meeting:
    best = group[0]
    got = dates(best)
    if best.mention is None:
        dated = [contact for contact in group if contact.mention is not None]
        got = dates(dated[0]) if dated else got
    people = (
        list(dict.fromkeys(entity for contact in group for entity in contact.people))
        if best.kind != "visit"
        else best.people
    )
    if best.kind in {"meeting", "call", "video"}:
        people = max((contact.people for contact in group), key=len)
    sides = (
        list(dict.fromkeys(code for contact in group for code in contact.sides()))
        if best.kind == "event"
        else _codes(people, best)
    )
    place = _place(group, contacts)
    persons = tuple(Person(entity.name, _role(entity, group), entity.code) for entity in people)
    sentence = best.sentence
    again = {
        (c.sentence.line, c.sentence.begin): evidence(c) for c in group[1:] if c.sentence is not sentence
    }
    identity = meeting_id(article.id, best.kind, sentence.exact, [person.name for person in persons])
    return Meeting(
        identity,
        sentence.line,
        got.start,
        got.end,
        got.precision,
        got.inferred,
        best.kind,
        place,
        tuple(sides),
        persons,
        evidence(best),
        tuple(again.values()),
        said(group, contacts, sentences),
    )


def _place(group: Sequence[Contact], contacts: Sequence[Contact]) -> str | None:
    """Its own place, else that of the visit or event it belongs to."""
    own = next((c.place for c in group if c.place and not c.weak), None) or next(
        (c.place for c in group if c.place), None
    )
    if own is not None or group[0].kind in {"call", "video", "message"}:
        return own
    for contact in group:
        around = journey_of(contact, contacts) or (
            told_before(contact, contacts) if contact.mention is None else None
        )
        if around is not None and around.place is not None:
            return around.place
    return None


def _codes(people: Sequence[Entity], best: Contact) -> list[str]:
    return list(dict.fromkeys([*(e.code for e in people if e.code), *best.countries]))


def _role(entity: Entity, group: Sequence[Contact]) -> str | None:
    """What this contact's sentences call somebody, then what the article does elsewhere; nothing twice."""
    told = [contact.roles[entity.name] for contact in group if entity.name in contact.roles]
    former = any(text.lower().startswith(("then ", "former ")) for text in told)
    candidates = [part for text in told for part in text.split("; ")]
    if not former:
        candidates += [text for text, _ in entity.roles]
    out: list[str] = []
    for text in candidates:
        words = set(text.lower().replace("’s", "").split())
        if any(words <= set(known.lower().replace("’s", "").split()) for known in out):
            continue
        out = [known for known in out if not set(known.lower().replace("’s", "").split()) <= words]
        out.append(text)
    if entity.roles and out and out[0].endswith("counterpart"):
        other = next(
            (one for contact in group for one in contact.people if one is not entity and office_of(one)),
            None,
        )
        office = office_of(other)
        out[0] = f"{out[0]} ({office})" if office else out[0]
    return "; ".join(out[:_MOST_ROLES]) or None
