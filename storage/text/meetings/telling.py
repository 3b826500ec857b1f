"""Sentences → contacts: every telling of a meeting, call or visit, with its people found."""

import re
from collections.abc import Sequence
from typing import Final

from storage.text.dump.stamps import dateline
from storage.text.fold import small
from storage.text.meetings.contact import TALKS, Contact
from storage.text.meetings.contact_words import PHONE
from storage.text.meetings.gatherings import Gathering
from storage.text.meetings.joining import joins
from storage.text.meetings.journeys import Ceremony, journey
from storage.text.meetings.letters import Letters
from storage.text.meetings.own_dates import own_date
from storage.text.meetings.places import own_place
from storage.text.meetings.reading import Sentence
from storage.text.meetings.reality import unreal
from storage.text.meetings.sides import Sides, group_at, sides, subject_before
from storage.text.meetings.story import Story
from storage.text.meetings.triggers import Trigger
from storage.text.meetings.turns import turns
from storage.text.people import Entity, Register
from storage.text.records import Article

__all__ = ["tell"]

_BACK: Final = re.compile(
    r"\b(?:the\s+remarks?|said\s+this|said\s+so|this\s+statement|the\s+statement|the\s+call|the\s+comments?|these\s+remarks)\b",
    re.IGNORECASE,
)
_READOUT: Final = re.compile(
    r"^\W*(?:Readout|Statement|Press\s+Release|Summary)\b.{0,200}?\b(?P<noun>Meetings?|Calls?|Conversations?)\b",
    re.IGNORECASE,
)
_OFFICES: Final = frozenset(
    "president minister premier chancellor king counterpart secretary ambassador envoy".split()
)
_SAYS: Final = re.compile(
    r"\b(?:said|stated|noted|recalled|added|told|stressed|pointed\s+out|mentioned|emphasi[sz]ed)\b"
)
_ABOUT: Final = re.compile(r"\s+(?:(?:at\s+length|in\s+detail|also)\s+)?(?:about|on|of)\s")
"""Behind `they spoke` where that tells of what, not of a new talk."""
_CAPTION: Final = re.compile(r"\([^()]{0,40}\b(?:19|20)\d\d\)\W*$")
"""A first line that ends in `(Moscow, February 24, 2026)` tells what happened, as a title does not."""
_ON_THE_PHONE: Final = re.compile(
    r"\W*(?:In|During|Over)\s+(?:the|an?|their)\s+(?:tele)?phone\s+(?:call|conversation|talks?)\b"
)
_NEXT_LINES: Final = 2
_LATELY: Final = 20
"""Contacts told last among which a newcomer's or a message's is looked for."""
_WRITES: Final = frozenset(["wrote", "writes", "said"])
_LIST: Final = re.compile(r"(?:\s+(?:[\w’'-]+\s+){0,8}?)?with(?:\s+the\s+following(?:\s+\w+)?)?\s*:\s*$")
"""What stands between the contact word and the lines that say with whom."""
_BULLET: Final = re.compile(
    r"\s*(?:[^\w\s(\[“\"'‘#@]{1,3}|\d{1,2}[.)])\s*(?:(?:the|with)\s+)*(?=\w)", re.IGNORECASE
)


class Teller:
    """Goes through the sentences of one article in order."""

    def __init__(self, article: Article, people: Register, planned: frozenset[tuple[int, int]]) -> None:
        self.story = Story(article, people, planned)
        self.focus = self.story.focus
        self.found = self.story.found
        self.letters = Letters()
        self.ceremony = Ceremony()
        self.gathering = Gathering()
        readout = _READOUT.search(article.title)
        self.listed: tuple[Trigger, Sentence, list[Entity]] | None = None
        """Whose meetings the lines below list: `held talks with:`."""
        self.one = bool(readout and not readout["noun"].lower().endswith("s"))

    def read(self, sentences: Sequence[Sentence]) -> list[Contact]:
        """All tellings, in the order of the text."""
        section = -1
        for sentence in sentences:
            if sentence.section != section or sentence.heading:
                section = sentence.section
                self.focus.clear()
            self._by_phone(sentence)
            if self.letters.addressee is not None and not sentence.words.isdisjoint(_WRITES):
                sentence.parse()
            if self.listed is not None and not sentence.heading:
                self._item(sentence, self.listed)
            elif sentence.contact and sentence.actors:
                self._sentence(sentence)
            if self.letters.addressee is not None:
                self.found.extend(self.letters.implied(sentence, self.found, self.story))
            if sentence.contact:
                self.ceremony.read(sentence, self.focus)
            event = self.gathering.read(sentence, self.story)
            if event is not None:
                self.found.append(event)
            self.focus.passed(sentence)
        return self.found

    def _sentence(self, sentence: Sentence) -> None:
        got: list[Contact] = []
        if self.found and not sentence.heading and joins(sentence, self.story):
            return
        for trigger in sentence.triggers:
            if trigger.word == "joined":
                continue
            if unreal(sentence, trigger):
                self._planned(sentence, trigger)
                continue
            if trigger.frame == "letter":
                got.extend(self.letters.tell(sentence, trigger, [*self.found[-_LATELY:], *got], self.story))
            elif trigger.frame in {"visit", "stay", "event"}:
                contact = journey(sentence, trigger, self.story, self.ceremony, got)
                if contact is not None:
                    got.append(contact)
            else:
                got.extend(self._talks(sentence, trigger, got))
        opener = self._opener(sentence) if got else None
        for contact in got:
            contact.opener = opener
            contact.crowded = len(got) > 1
            contact.weak = contact.weak or (sentence.heading and not self._headline_only())
            self.found.append(contact)
            if contact.kind != "visit":
                self.focus.meets(contact.people)

    def _by_phone(self, sentence: Sentence) -> None:
        """`N discussed with M …. In a phone call, both reviewed …`: it was a call."""
        last = self.found[-1] if self.found else None
        if last is None or not last.vague or sentence.line - last.sentence.line > _NEXT_LINES:
            return
        if _ON_THE_PHONE.match(sentence.text, sentence.begin, sentence.end):
            last.kind, last.vague = "call", False

    def _opener(self, sentence: Sentence) -> Entity | None:
        """Whom the pronoun means that a sentence opens with: `He noted that A met B`."""
        first = sentence.actors[0]
        if first.form != "pronoun" or first.plural or first.begin > sentence.begin + 2:
            return None
        return next(iter(self.focus.who(first, sentence)), None)

    def _talks(self, sentence: Sentence, trigger: Trigger, got: Sequence[Contact]) -> list[Contact]:
        """What a trigger tells; `held a joint meeting with them` behind it means all whom it names."""
        told = self._meeting(sentence, trigger, got)
        if told:
            self.focus.meets(list(dict.fromkeys(e for contact in told for e in contact.people)))
        return told

    def _planned(self, sentence: Sentence, trigger: Trigger) -> None:
        """Those who are to meet are `the two leaders` from then on, too."""
        if trigger.frame != "verb" or self.focus.pair or self.story.focus.home is None:
            return
        found = sides(sentence.text, sentence.begin, sentence.end, sentence.actors, trigger)
        if found is not None and found.left and found.right:
            left = self.focus.everybody(found.left, sentence, ())
            self.focus.meets([*left, *self.focus.everybody(found.right, sentence, left)])

    def _item(self, sentence: Sentence, listed: tuple[Trigger, Sentence, list[Entity]]) -> None:
        """One line of a list of those with whom somebody held talks; the first other line ends it."""
        trigger, told, left = listed
        bullet = _BULLET.match(sentence.text, sentence.begin, sentence.end)
        actors = sentence.parse() if bullet else []
        if bullet is None or not actors or actors[0].form != "person" or actors[0].begin > bullet.end() + 1:
            self.listed = None
            if sentence.contact and sentence.parse():
                self._sentence(sentence)
            return
        group = group_at(sentence.text, actors, 0, sentence.end)
        right = [entity for entity in self.focus.everybody(group, sentence, left) if entity not in left]
        if not right:
            return
        contact = Contact(
            trigger.kind, trigger.frame, sentence, bullet.end(), list(left), right, stop=group[-1].stop
        )
        mention = own_date(told, trigger, trigger.stop)
        contact.mention = mention
        contact.place, contact.host = own_place(told, trigger.begin, trigger.stop, self.story.article)
        for actor in group:
            self.story.note_role(contact, actor)
        self.found.append(contact)

    def _headline_only(self) -> bool:
        """A report that is all one post has its first sentence where others have a title."""
        return bool(self.story.article.title) and (
            len(self.story.article.title) > 140
            or " On " in self.story.article.title[:12]
            or _CAPTION.search(self.story.article.title) is not None
            or dateline(self.story.article.title) is not None
        )

    def _meeting(self, sentence: Sentence, trigger: Trigger, got: Sequence[Contact]) -> list[Contact]:
        found = sides(sentence.text, sentence.begin, sentence.end, sentence.actors, trigger)
        if found is None:
            return []
        left = self.focus.everybody(found.left, sentence, ())
        if found.owner and not found.left:
            left = self.focus.owner(found.owner, sentence, trigger.begin)
        right = self.focus.everybody(found.right, sentence, left)
        if left and right and set(left) <= set(right) and found.left:
            # `The Prime Minister spoke to the Prime Minister of Spain`: the report's own, whom it never names
            left = self.focus.resolve(found.left[0], right) or self.focus.unnamed(found.left[0])
        if not left and found.left and not found.owner:
            left = self._farther(found.left[0].begin, sentence, right)
        left = [entity for entity in left if entity not in right]
        if not left and len(right) > 1 and trigger.word == "co-chaired":
            left, right = right[:1], right[1:]  # `the session was co-chaired by A and B`
        if not left and right and trigger.frame in {"noun", "gerund", "verb"} and not sentence.heading:
            left = self._unsaid(found, right)
        if not right and left and _LIST.match(sentence.text, trigger.stop, sentence.stop):
            self.listed = (trigger, sentence, left)
            return []
        codes = [] if right else _unnamed(found)
        one_sided = not right and not codes and (len(left) < 2 or trigger.frame == "noun" or trigger.direct)
        if not left or one_sided or (found.hidden and not right) or (trigger.frame == "jointly" and got):
            return []
        out = self._contacts(sentence, trigger, found, left, right)
        for contact in out:
            contact.countries.extend(codes)
        return out

    def _farther(self, at: int, sentence: Sentence, apart: Sequence[Entity]) -> list[Entity]:
        """The subject before one that nobody can be found for: `the official visit … and met B`."""
        for _ in range(2):
            subject = subject_before(sentence.text, sentence.begin, sentence.actors, at)
            found = self.focus.everybody(subject, sentence, apart)
            if found or not subject:
                return found
            at = subject[0].begin
        return []

    def _unsaid(self, found: Sides, right: Sequence[Entity]) -> list[Entity]:
        """`It was agreed during the meeting with B`: the one spoken of."""
        if found.left:
            return []
        subject = self.focus.spoken_of()
        return [subject] if subject is not None and subject not in right else []

    def _contacts(
        self, sentence: Sentence, trigger: Trigger, found: Sides, left: list[Entity], right: list[Entity]
    ) -> list[Contact]:
        out: list[Contact] = []
        for met in turns(self.focus, sentence, trigger, found, right, together=self.one):
            contact = Contact(
                trigger.kind,
                trigger.frame,
                sentence,
                trigger.begin,
                list(left),
                list(met.people),
                stop=found.stop,
            )
            if not self.story.date(contact, trigger, found.stop):
                continue
            contact.mention = met.day or contact.mention
            contact.place, contact.host = own_place(sentence, met.begin, met.stop, self.story.article)
            again = trigger.word == "views" or (not right and _ABOUT.match(sentence.text, trigger.stop))
            if again and trigger.word in {"views", "spoke"} and self._known(contact):
                continue
            if trigger.word == "spoke" and contact.place and not PHONE.search(small(sentence.exact)):
                contact.kind = "meeting"  # `In Kyiv he spoke with N`
            if not contact.sides():
                contact.speaker = self._speaker(sentence, contact)
            contact.weak = trigger.frame == "jointly" and (
                contact.mention is None or contact.mention.precision == "year"
            )
            contact.vague = trigger.word == "views" and contact.kind == "meeting" and not contact.place
            contact.same = bool(_BACK.search(sentence.text, sentence.begin, trigger.begin))
            for actor in (*found.left, *found.right):
                self.story.note_role(contact, actor)
            out.append(contact)
        return out

    def _known(self, contact: Contact) -> bool:
        """Whether a talk of the same people was told before: views are exchanged in it then."""
        people = contact.persons
        return any(people <= other.persons for other in self.found[-_LATELY:] if other.kind in TALKS)

    def _speaker(self, sentence: Sentence, contact: Contact) -> Entity | None:
        """`N said that A met B`: the first of the sentence who is neither, else the one spoken of last."""
        said = _SAYS.search(sentence.text, sentence.begin, contact.at)
        subject = subject_before(sentence.text, sentence.begin, sentence.actors, said.start()) if said else []
        speakers = [entity for actor in subject[-1:] for entity in self.focus.who(actor, sentence)]
        return speakers[0] if speakers else self.focus.spoken_of()


def _unnamed(found: Sides) -> list[str]:
    """The countries of a side of whom only the office is told: `his counterparts from A and B`."""
    return [
        code
        for actor in found.right
        if actor.form == "role" and actor.head in _OFFICES
        for code in (actor.countries if actor.plural else (actor.country,))
        if code
    ]


def tell(
    article: Article, sentences: Sequence[Sentence], people: Register, planned: frozenset[tuple[int, int]]
) -> list[Contact]:
    """Every telling of a contact in the article, in the order of the text; merged and dated elsewhere."""
    return Teller(article, people, planned).read(sentences)
