"""When and where a contact was: its own date, else that of its visit or event, else the article's month."""

import calendar
import re
from collections.abc import Sequence
from datetime import date
from itertools import islice
from typing import Final, NamedTuple

from storage.text.dates import Dated
from storage.text.meetings.contact import Contact
from storage.text.meetings.publishers import publisher_country
from storage.text.meetings.reading import Sentence
from storage.text.people import fold_name
from storage.text.records import Anchor, Article, Mention, Precision

__all__ = ["Account", "When"]


class When(NamedTuple):
    """A contact's date as it goes into the record."""

    start: date | None
    end: date | None
    precision: Precision | None
    inferred: bool


_NOWHERE: Final = When(None, None, None, inferred=True)
_NTH: Final = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\s+(?:[\w-]+\s+){0,3}?anniversary\b")
_OPENING: Final = 4
_LONG_LINE: Final = 2000
_HEAD: Final = 4
_DATE_LINE: Final = 60
_LOWER: Final = re.compile(r"\b[a-z]{2,}")
_ABOUT_A_DATE: Final = frozenset({"at", "in", "on", "of", "the", "and", "local", "time"})
"""Small words beside a date that is all its line tells."""
_FIRST_LINES: Final = 2
"""Lines of a dated report's body, apart from its stamps, that tell of the day on which it was published."""
_AROUND: Final = 62
"""Days between an anniversary and when a text on it is thought to be written."""
_SAME_DAY: Final = re.compile(
    r"\W*(?:(?:Also\s+|Later\s+|Earlier\s+)?(?:in|on)\s+the\s+(?:same\s+)?(?:morning|afternoon|evening|day)\b"
    r"|(?:Later|Earlier)\s+(?:in\s+the|that|the\s+same)\s+(?:day|afternoon|evening|morning)\b|That\s+(?:morning|afternoon|evening)\b)",
    re.IGNORECASE,
)
"""What opens a sentence that goes on with the day told before."""
_ELSEWHEN: Final = re.compile(
    r"\W*(?:(?:Earlier|Later|Previously)\s+this\s+(?:week|month)|In\s+recent\s+(?:days|weeks))\b"
)
"""What opens a sentence that tells of some other day of the month."""
_CHAIN: Final = 4
_SAME_TRIP: Final = 2
"""Days between two meetings of one person that are thought to have been in one place."""
_WINDOW: Final = 60
"""Contacts on either side among which a visit or event is looked for."""
_NEAR: Final = 14
"""Lines back within which the event told before still gives the date."""


def _mention(mention: Mention, *, inferred: bool) -> When:
    return When(mention.start, mention.end, mention.precision, inferred)


def _month(day: date, *, inferred: bool = True) -> When:
    last = calendar.monthrange(day.year, day.month)[1]
    return When(day.replace(day=1), day.replace(day=last), "month", inferred)


class Account:
    """The contacts of one article with what dates and places them beyond their own words."""

    def __init__(
        self,
        article: Article,
        dated: Dated,
        anchor: Anchor,
        sentences: Sequence[Sentence],
        contacts: Sequence[Contact],
    ) -> None:
        self.article = article
        self.dated = dated
        self.anchor = anchor
        self.contacts = contacts
        self.lead = _leads(sentences)
        self.opening: dict[int, Sentence] = {}
        for sentence in sentences:
            if not sentence.heading:
                self.opening.setdefault(sentence.section, sentence)
        lines = dict.fromkeys(sentence.line for sentence in sentences if not sentence.heading)
        told = (line for line in lines if _LOWER.search(article.line(line)))
        self.opening_ends = max(islice(told, _FIRST_LINES), default=article.body_first)
        for order, contact in enumerate(contacts):
            contact.order = order

    def when(self, contact: Contact) -> When:
        """Its own date; else that of the lead it refers to, of its visit, or of what was told before."""
        if contact.mention is not None:
            return _mention(contact.mention, inferred=False)
        section = contact.sentence.section
        if _ELSEWHEN.match(contact.sentence.text, contact.sentence.begin):
            return _article_month(section, self.article, self.dated, self.anchor)
        told = self._day_before(contact) or self._told_around(contact) or self._published(contact)
        return told or _article_month(section, self.article, self.dated, self.anchor)

    def _told_around(self, contact: Contact) -> When | None:
        """The date of the lead that a contact refers to, of its visit, of what was told before."""
        lead = self.lead.get(contact.sentence.section)
        if contact.same and lead is not None:
            return _mention(lead, inferred=True)
        around = self.journey_of(contact)
        if around is None or around.order > contact.order:
            around = self.told_before(contact) or around
        if around is not None and around.mention is not None and around.mention.precision != "year":
            return _mention(around.mention, inferred=True)
        if lead is not None and (lead.line == contact.sentence.line or _only_dates(self.article, lead)):
            return _mention(lead, inferred=True)
        if lead is not None and self._follows(contact, lead):
            return _mention(lead, inferred=True)
        released = self._released(contact)
        return _mention(released, inferred=True) if released is not None else None

    def _follows(self, contact: Contact, lead: Mention) -> bool:
        """Whether a report's first sentence tells of its day what this tells in full: `met delegations`."""
        opening = self.opening.get(contact.sentence.section)
        if opening is None or lead not in opening.mentions or not opening.triggers:
            return False
        if any(one.sentence is opening for one in self.contacts):
            return False
        near = 0 < contact.sentence.line - opening.line <= _HEAD
        names = {word for actor in opening.actors if actor.name for word in fold_name(actor.name)}
        return near and any(entity.words[-1] in names for entity in contact.left)

    def _released(self, contact: Contact) -> Mention | None:
        """The dateline that a government's own report opens with: it tells of that day."""
        line = contact.sentence.line
        own = (m for m in self.dated.mentions if m.line == line and m.dateline and m.precision == "day")
        return next(own, None) if self._official(contact) else None

    def _official(self, contact: Contact) -> bool:
        """Whether a government's own report tells of it in its own words."""
        return not contact.sentence.section and publisher_country(self.article.publisher) is not None

    def _published(self, contact: Contact) -> When | None:
        """The day over a government's own report: what it opens with was on that day."""
        day = self.article.published or self._day_above()
        opening = contact.sentence.line <= self.opening_ends
        if day is None or not opening or not self._official(contact):
            return None
        return When(day, day, "day", inferred=True)

    def _day_above(self) -> date | None:
        """The day on a line of its own near the top: above the text or behind its first sentence."""
        alone = (
            m
            for m in self.dated.mentions
            if m.dateline and m.precision == "day" and _only_dates(self.article, m)
        )
        found = next(alone, None)
        return found.start if found is not None else None

    def _day_before(self, contact: Contact) -> When | None:
        """The day of what was told just before: `In the afternoon, N met with M`."""
        goes_on = _SAME_DAY.match(contact.sentence.text, contact.sentence.begin)
        if goes_on is None or contact.order == 0:
            return None
        lately = self.contacts[max(0, contact.order - _CHAIN) : contact.order]
        # a stay of several days may stand between: `He is here from the 13th to the 16th. Later in the day …`
        before = next((one for one in reversed(lately) if one.kind != "visit"), lately[-1])
        near = contact.sentence.line - before.sentence.line <= _NEAR and not before.weak
        if not near or before.sentence.section != contact.sentence.section:
            return None
        got = self.when(before)
        return got._replace(inferred=True) if got.precision == "day" and got.start == got.end else None

    def share_places(self, groups: Sequence[Sequence[Contact]]) -> None:
        """What one telling says of the place holds for the others of the same contact."""
        for group in groups:
            place = next((contact.place for contact in group if contact.place and not contact.weak), None)
            for contact in group:
                contact.place = contact.place or place

    def where(self, group: Sequence[Contact]) -> str | None:
        """The place of a contact told once or more: its own, else that of its visit or event."""
        own = [contact for contact in group if contact.place]
        for contact in sorted(own, key=lambda one: one.weak):
            return contact.place
        if group[0].kind in {"call", "video", "message"}:
            return None
        said_here = sorted(group, key=lambda one: not one.same)
        return next((place for place in map(self._place_around, said_here) if place), None)

    def _place_around(self, contact: Contact, depth: int = 0) -> str | None:
        """The dateline's city for what was said `here`, else the place of what the contact belongs to."""
        section = contact.sentence.section
        if contact.same and 0 < section <= len(self.article.reprints):
            return self.article.reprints[section - 1].place
        journey = self.journey_of(contact)
        if journey is not None and journey.place is not None:
            return journey.place
        before = self.told_before(contact)
        if before is None or depth > _CHAIN or not _days_near(contact, before):
            return None
        return before.place or self._place_around(before, depth + 1)

    def journey_of(self, contact: Contact) -> Contact | None:
        """The dated visit or ceremony that a contact belongs to: told before it, else behind it."""
        at = contact.order
        before = self.contacts[max(0, at - _WINDOW) : at]
        behind = self.contacts[at + 1 : at + _WINDOW]
        if contact.kind in {"call", "video"}:
            behind = []  # nobody phones his host: `satisfied with the results of N’s visit in May`
        return next((other for other in (*reversed(before), *behind) if _belongs(contact, other)), None)

    def told_before(self, contact: Contact) -> Contact | None:
        """The contact of a known day told before in its section, by a chain of contacts of one person."""
        line = contact.sentence.line
        people = contact.persons
        elsewhere: Contact | None = None
        for other in reversed(self.contacts[max(0, contact.order - _WINDOW) : contact.order]):
            if other.sentence.section != contact.sentence.section or line - other.sentence.line > _NEAR:
                break
            if other.weak or other.kind == "message":
                continue
            met = other.persons
            if met.isdisjoint(people):
                continue
            line = other.sentence.line
            if met == people:
                continue  # the same people on another occasion
            if other.mention is not None and other.mention.precision == "day":
                # `In Berlin, he also met …`: rather what was told of Berlin than of Oslo
                if not contact.place or other.place in {None, contact.place}:
                    return other
                elsewhere = elsewhere or other
        return elsewhere


def _days_near(one: Contact, other: Contact) -> bool:
    if one.mention is None or other.mention is None:
        return True
    return abs((one.mention.start - other.mention.start).days) <= _SAME_TRIP


def _leads(sentences: Sequence[Sentence]) -> dict[int, Mention]:
    """The day that each section's first dated sentence tells."""
    found: dict[int, Mention] = {}
    for sentence in sentences:
        if sentence.section not in found and not sentence.heading:
            days = [m for m in sentence.mentions if m.precision == "day" and not m.dateline]
            if days:
                found[sentence.section] = days[0]
    return found


def _only_dates(article: Article, mention: Mention) -> bool:
    """`Moscow, December 8, 2025`: a line under the heading that says when and where, and nothing else."""
    line = article.line(mention.line)
    if mention.line - article.first_line > _HEAD or len(line.strip()) > _DATE_LINE:
        return False
    beside = _LOWER.findall(line[: mention.begin]) + _LOWER.findall(line, mention.stop)
    return _ABOUT_A_DATE.issuperset(beside)


def _belongs(contact: Contact, other: Contact) -> bool:
    if other.mention is None or other.kind not in {"visit", "event"} or contact.kind == "message":
        return False
    if other.persons.isdisjoint(contact.persons):
        return False
    if other.sentence.section != contact.sentence.section and abs(other.order - contact.order) > _NEAR:
        return False
    if contact.mention is not None and not (
        other.mention.start <= contact.mention.start and contact.mention.end <= other.mention.end
    ):
        return False
    if other.kind == "visit":
        return other.host is None or other.host in contact.sides()
    return set(other.sides()) >= set(contact.sides())


def _article_month(section: int, article: Article, dated: Dated, anchor: Anchor) -> When:
    if 0 < section <= len(dated.reprints):
        day = dated.reprints[section - 1].date
        if day is not None:
            return _month(day)
    day = _anniversary(article, dated, anchor) or anchor.reference or anchor.not_before or dated.not_before
    return _month(day) if day else _NOWHERE


def _anniversary(article: Article, dated: Dated, anchor: Anchor) -> date | None:
    """A text on a 95th anniversary of what was founded on a day is of that day's month, 95 years on."""
    about = anchor.reference or anchor.not_before
    if about is None:
        return None
    opening = article.lines[article.body_first - article.first_line :][:_OPENING]
    for match in _NTH.finditer("\n".join(line[:_LONG_LINE] for line in opening)):
        for mention in dated.mentions[:20]:
            if mention.precision != "day":
                continue
            year = mention.start.year + int(match[1])
            if abs((about - date(year, mention.start.month, 1)).days) <= _AROUND:
                return date(year, mention.start.month, 1)
    return None
