"""When a contact was: its own date, else that of the visit or event it belongs to, else the article's month."""

import calendar
import re
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from storage.text.dates import Dated
from storage.text.meetings.contact import Contact
from storage.text.meetings.reading import Sentence
from storage.text.meetings.triggers import Trigger
from storage.text.records import Anchor, Article, Mention, Precision

__all__ = ["When", "own_date", "when"]


class When(NamedTuple):
    """A contact's date as it goes into the record."""

    start: date | None
    end: date | None
    precision: Precision | None
    inferred: bool


_NOWHERE: Final = When(None, None, None, inferred=True)
_BACKGROUND: Final = re.compile(
    r"\b(?:anniversary|founded|founding|established|establishment|since|elected|born|adopted|signed|from\s+the|general\s+election|war\s+of|of\s+the|agreement|resolution)\b[^,;]{0,60}$",
    re.I,
)
_BREAK: Final = re.compile(
    r"[;]|,\s+(?:which|who|where|whose|adding|saying|noting|since|after|recalling|building|before|during\s+which|with\s+the)\b|\b(?:said|noted|stated|recalled|added)\s+that\b|\bthat\b|\bbuilding\s+on\b|\bfollowing\b|\bto\s+the\s+one\b"
)
_NEAR: Final = 14
"""Lines back within which the event told before still gives the date."""


def own_date(sentence: Sentence, trigger: Trigger, stop: int) -> Mention | None:
    """The date expression of the trigger's own clause, nearest first; those of its history do not count."""
    best: tuple[int, Mention] | None = None
    text = sentence.text
    for mention in sentence.mentions:
        if mention.dateline:
            continue
        before = text[max(sentence.begin, mention.begin - 90) : mention.begin]
        if mention.begin >= trigger.begin:
            between = text[min(trigger.stop, mention.begin) : mention.begin]
            cost = max(0, mention.begin - max(stop, trigger.stop))
            cost += 500 * len(_BREAK.findall(between))
            if mention.begin > trigger.stop and _BACKGROUND.search(between):
                continue
        else:
            between = text[mention.stop : trigger.begin]
            cost = len(between) // 3
            cost += 500 * len(re.findall(r";|\b(?:said|noted|stated|recalled|added)\s+that\b", between))
            if _BACKGROUND.search(before[-40:]):
                continue
        if cost >= 500:
            continue
        if best is None or cost < best[0]:
            best = (cost, mention)
    return best[1] if best else None


def _mention(mention: Mention, *, inferred: bool) -> When:
    return When(mention.start, mention.end, mention.precision, inferred)


def _month(day: date, *, inferred: bool = True) -> When:
    last = calendar.monthrange(day.year, day.month)[1]
    return When(day.replace(day=1), day.replace(day=last), "month", inferred)


def when(
    contact: Contact, contacts: Sequence[Contact], article: Article, dated: Dated, anchor: Anchor, lead: dict[int, Mention]
) -> When:
    """The date of one contact among all of its article; `lead` is each section's dated lead."""
    if contact.mention is not None:
        return _mention(contact.mention, inferred=False)
    section = contact.sentence.section
    if contact.same and section in lead:
        return _mention(lead[section], inferred=True)
    borrowed = _from_journey(contact, contacts) or _from_before(contact, contacts)
    if borrowed is not None:
        return _mention(borrowed, inferred=True)
    if section in lead and lead[section].line == contact.sentence.line and lead[section].precision == "day":
        return _mention(lead[section], inferred=True)
    return _article_month(section, dated, anchor)


def _from_journey(contact: Contact, contacts: Sequence[Contact]) -> Mention | None:
    """The visit or ceremony of one who took part, in the country of another."""
    for other in contacts:
        if other is contact or other.mention is None or other.kind not in {"visit", "event"}:
            continue
        if not set(other.people) & set(contact.people):
            continue
        if other.sentence.section != contact.sentence.section and abs(other.order - contact.order) > 12:
            continue
        if other.kind == "visit" and other.host is not None and other.host not in contact.sides():
            continue
        if other.mention.precision == "year":
            continue
        if other.kind == "event" and not set(other.sides()) >= set(contact.sides()):
            continue
        return other.mention
    return None


def _from_before(contact: Contact, contacts: Sequence[Contact]) -> Mention | None:
    """The dated contact told just before in the same section, if one who took part is the same."""
    for other in reversed(contacts[: contact.order]):
        if other.sentence.section != contact.sentence.section:
            break
        if contact.sentence.line - other.sentence.line > _NEAR:
            break
        if other.mention is None or other.mention.precision == "year" or other.weak:
            continue
        if set(other.people) & set(contact.people) and other.kind != "message":
            return other.mention
    return None


def _article_month(section: int, dated: Dated, anchor: Anchor) -> When:
    if section and section <= len(dated.reprints) and dated.reprints[section - 1].date is not None:
        day = dated.reprints[section - 1].date
        assert day is not None  # noqa: S101 - the condition above, which the type checker does not see
        return _month(day)
    day = anchor.reference or anchor.not_before or dated.not_before
    return _month(day) if day else _NOWHERE
