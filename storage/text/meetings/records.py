"""Contacts → the records that leave the analysis."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from storage.text.countries import Atlas
from storage.text.dates import Dated
from storage.text.ids import meeting_id
from storage.text.meetings.contact import Contact
from storage.text.meetings.countries import infer
from storage.text.meetings.dating import Account
from storage.text.meetings.evidence import evidence, fullest, guest_list
from storage.text.meetings.journeys import guests
from storage.text.meetings.merging import merge
from storage.text.meetings.offices import office_of
from storage.text.meetings.publishers import publisher_country
from storage.text.meetings.quotes import Speeches
from storage.text.meetings.reading import read, register
from storage.text.meetings.telling import tell
from storage.text.people import Entity
from storage.text.records import Anchor, Article, Meeting, Person

__all__ = ["meetings"]

_MOST_ROLES: Final = 3
_MOST_AGAIN: Final = 12
_EXPLAINED: Final = re.compile(r"\(([A-Z]{2,8})\)")
_JOINING: Final = frozenset({"of", "the", "and", "for", "in"})
_PAST: Final = ("then ", "former ")
"""How a role begins that somebody had at another time."""


def meetings(article: Article, dated: Dated, anchor: Anchor, atlas: Atlas) -> tuple[Meeting, ...]:
    """The contacts that an article tells of as having happened, in the order of the text."""
    sentences = read(article, dated, atlas)
    people = register(sentences, official=publisher_country(article.publisher) is not None)
    contacts = tell(article, sentences, people, dated.planned)
    guests(sentences, contacts)
    infer(contacts, sentences, article)
    contacts = [contact for contact in contacts if _counts(contact)]
    if not contacts:
        return ()
    account = Account(article, dated, anchor, sentences, contacts)
    speeches = Speeches(sentences, contacts)
    groups = merge(contacts, account.when)
    account.share_places(groups)
    return tuple(_record(group, account, speeches) for group in groups)


def _counts(contact: Contact) -> bool:
    """Between two sides at least, one of them a person; parties may write to one another."""
    named = contact.kind == "message" or not all(entity.body for entity in contact.persons)
    return named and len(contact.sides()) >= 2


def _record(group: list[Contact], account: Account, speeches: Speeches) -> Meeting:
    best = group[0]
    teller = fullest(group) if len(group) > 1 else best
    sentence = teller.sentence
    dated = best if best.mention is not None else next((c for c in group if c.mention is not None), best)
    got = account.when(dated)
    people = _people(group)
    if best.kind == "event":
        sides = list(dict.fromkeys(code for contact in group for code in contact.sides()))
    else:
        sides = _codes(people, best)
    persons = tuple(Person(entity.name, _role(entity, group), entity.code) for entity in people)
    again = {(c.sentence.line, c.sentence.begin): evidence(c) for c in group if c.sentence is not sentence}
    for contact in group:
        again |= {(each.line, each.begin): guest_list(contact, each) for each in contact.guests}
    return Meeting(
        id=meeting_id(account.article.id, best.kind, sentence.exact, [person.name for person in persons]),
        line=sentence.line,
        start=got.start,
        end=got.end,
        precision=got.precision,
        inferred=got.inferred,
        kind=best.kind,
        place=account.where(group),
        countries=tuple(sides),
        participants=persons,
        evidence=evidence(teller),
        told_again=tuple([*again.values()][:_MOST_AGAIN]),
        said=speeches.of(group),
    )


def _people(group: Sequence[Contact]) -> list[Entity]:
    """Who took part: for talks, whom the fullest telling names; for the rest, all whom any does."""
    if group[0].kind == "visit":
        return group[0].people
    if group[0].kind in {"meeting", "call", "video"}:
        return max((contact.people for contact in group), key=len)
    return list(dict.fromkeys(entity for contact in group for entity in contact.people))


def _codes(people: Sequence[Entity], best: Contact) -> list[str]:
    return list(dict.fromkeys([*(e.code for e in people if e.code), *best.countries]))


def _role(entity: Entity, group: Sequence[Contact]) -> str | None:
    """What this contact's sentences call somebody, then what the article does elsewhere; nothing twice."""
    told = [contact.roles[entity.name] for contact in group if entity.name in contact.roles]
    former = any(text.lower().startswith(_PAST) for text in told)
    candidates = [part for text in told for part in text.split("; ")]
    if not former:
        candidates += [text for text, _ in entity.roles if not text.lower().startswith(_PAST)]
    out: list[str] = []
    for text in candidates:
        if any(_says_as_much(known, text) for known in out):
            continue
        out = [known for known in out if not _says_as_much(text, known)]
        out.append(text)
    out.sort(key=lambda text: text.lower().startswith("member of"))
    if entity.roles and out and out[0].endswith("counterpart"):
        other = next(
            (one for contact in group for one in contact.people if one is not entity and office_of(one)),
            None,
        )
        office = office_of(other)
        out[0] = f"{out[0]} ({office})" if office else out[0]
    return "; ".join(out[:_MOST_ROLES]) or None


def _says_as_much(role: str, other: str) -> bool:
    """Whether a role has all the words of another, with what is explained in full or in short."""
    full = _unexplained(role) >= _unexplained(other)
    return full or ("(" in role + other and _words(_shortened(role)) >= _words(_shortened(other)))


def _shortened(role: str) -> str:
    """`Board of the Workers’ Party of Kenya (WPK)` → `Board of the WPK`."""
    while (short := _EXPLAINED.search(role)) is not None:
        names = role[: short.start()].split()
        begin = len(names)
        letters = list(short[1])
        while letters and begin and (names[begin - 1][0] == letters[-1] or names[begin - 1] in _JOINING):
            begin -= 1
            if names[begin] not in _JOINING:
                letters.pop()
        kept = names if letters else [*names[:begin], short[1]]
        role = f"{' '.join(kept)} {role[short.end() :]}"
    return role


@lru_cache(maxsize=4096)
def _unexplained(role: str) -> frozenset[str]:
    """Its words without what is explained in short."""
    return _words(_EXPLAINED.sub(" ", role))


@lru_cache(maxsize=4096)
def _words(role: str) -> frozenset[str]:
    """Its words as they are compared: `organization` is `organisation`."""
    return frozenset(role.lower().replace("’s", "").replace("iz", "is").split()) - _JOINING
