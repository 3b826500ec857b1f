"""Tellings of the same contact brought together: introduction and reprint, heading and body."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from storage.text.meetings.contact import TALKS, Contact
from storage.text.meetings.dating import When
from storage.text.people import Entity
from storage.text.records import Mention

__all__ = ["merge"]

_LOOSE: Final = re.compile(
    r"(?:today|yesterday|tomorrow|this|last|Mon|Tue|Wed|Thu|Fri|Sat|Sun)", re.IGNORECASE
)
_MOST: Final = 24
"""Contacts of one person, and tellings of one contact, that another telling is compared with."""
_DAYS_APART: Final = 3


def merge(contacts: Sequence[Contact], dated: Callable[[Contact], When]) -> list[list[Contact]]:
    """The tellings of each contact, the best one first; in the order in which they are first told.

    Weak tellings (headings, visits named in passing) only join others, unless the article tells nothing else.
    """
    groups: list[list[Contact]] = []
    homes: dict[Entity, list[int]] = {}
    for contact in contacts:
        people = contact.people
        near = {number for entity in people for number in homes.get(entity, [])[-_MOST:]}
        home = next((n for n in sorted(near) if _one_of(contact, groups[n], dated)), None)
        if home is None:
            home = len(groups)
            groups.append([])
        groups[home].append(contact)
        for entity in people:
            known = homes.setdefault(entity, [])
            if home not in known[-_MOST:]:
                known.append(home)
    strong = [group for group in groups if not all(contact.weak for contact in group)]
    if not strong:
        strong = [group for group in groups if all(c.sentence.heading for c in group)]
    return [sorted(group, key=_worth) if len(group) > 1 else group for group in strong]


def _one_of(contact: Contact, group: Sequence[Contact], dated: Callable[[Contact], When]) -> bool:
    some = group if len(group) <= _MOST else [*group[: _MOST // 2], *group[-_MOST // 2 :]]
    if contact.kind in TALKS and any(_third_joins(contact, other) for other in some):
        return False
    return any(_same(contact, other, dated) for other in some)


def _worth(contact: Contact) -> tuple[bool, bool, bool, int]:
    mention = contact.mention
    loose = mention is not None and _LOOSE.match(mention.text) is not None
    return contact.weak, mention is None or mention.precision == "year", loose, contact.order


def _same(one: Contact, other: Contact, dated: Callable[[Contact], When]) -> bool:
    if not _kinds_agree(one, other) or not _dates_agree(one, other, dated):
        return False
    if one.kind == "visit":
        return bool(one.persons & other.persons) and one.host == other.host
    if one.kind == "event":
        return bool(set(one.left) & set(other.left))
    return _people_agree(one, other)


def _kinds_agree(one: Contact, other: Contact) -> bool:
    """A heading's `talks` may have been a call; what went one way is no message back."""
    if one.kind == "message" and other.kind == "message":
        return _one_way(one, other)
    vague = (one.weak or other.weak) and one.kind in TALKS and other.kind in TALKS
    return one.kind == other.kind or vague


def _people_agree(one: Contact, other: Contact) -> bool:
    a, b = one.persons, other.persons
    if a <= b or b <= a:
        return len(a & b) >= 2 and (one.kind != "message" or abs(len(a) - len(b)) <= 1)
    # Two who stand on both sides tell the same, even where one telling lists more.
    shared = a & b
    codes = {entity.code for entity in shared}
    return (
        len(shared) >= 2
        and len(codes) >= 2
        and one.kind == "message"
        and one.sentence.section != other.sentence.section
    )


def _third_joins(one: Contact, other: Contact) -> bool:
    """`A and B met. C later received both`: a meeting of two sides and another one of three."""
    apart = one.sentence.section != other.sentence.section
    if one.weak or other.weak or apart or (one.sentence is other.sentence and one.at == other.at):
        return False
    less, more = sorted((set(one.sides()), set(other.sides())), key=len)
    return len(less) >= 2 and bool(more - less)


def _one_way(one: Contact, other: Contact) -> bool:
    """A message to somebody is not his message back; an exchange is both."""
    if not one.swap and not other.swap:
        return bool(set(one.left) & set(other.left))
    return True


def _dates_agree(one: Contact, other: Contact, dated: Callable[[Contact], When]) -> bool:
    if one.mention is None and other.mention is None:
        return True
    if one.mention is not None and other.mention is not None:
        apart = one.sentence.section != other.sentence.section
        return _mentions_agree(one.mention, other.mention, apart=apart)
    known, unknown = (one, other) if one.mention is not None else (other, one)
    if known.mention is not None and known.mention.precision == "year":
        return False  # `last year's meeting` and what is told now are two
    if unknown.sentence.heading or unknown.sentence.section == known.sentence.section:
        return True
    got = dated(unknown)
    if got.start is None or got.end is None or known.mention is None:
        return True
    return got.start <= known.mention.end and known.mention.start <= got.end


def _mentions_agree(one: Mention, other: Mention, *, apart: bool) -> bool:
    """Whether one lies in the other; `here today` of another report may be dated a day or two later."""
    if apart and abs((one.start - other.start).days) <= _DAYS_APART:
        return bool(_LOOSE.match(one.text) or _LOOSE.match(other.text)) or one.start == other.start
    return (one.start <= other.start and other.end <= one.end) or (
        other.start <= one.start and one.end <= other.end
    )
