"""Sentences → contacts: every telling of a meeting, call or visit, with its people found."""

import re
from collections.abc import Sequence
from typing import Final

from storage.text.meetings.contact import Contact
from storage.text.meetings.journeys import Ceremony, journey
from storage.text.meetings.letters import Letters
from storage.text.meetings.places import own_place
from storage.text.meetings.reading import Sentence
from storage.text.meetings.reality import unreal
from storage.text.meetings.sides import Sides, group_at, sides, subject_before
from storage.text.meetings.story import Story
from storage.text.meetings.triggers import Trigger
from storage.text.people import Actor, Entity, Register
from storage.text.records import Article

__all__ = ["tell"]

_BACK: Final = re.compile(
    r"\b(?:the\s+remarks?|said\s+this|said\s+so|this\s+statement|the\s+statement|the\s+call|the\s+comments?|these\s+remarks)\b",
    re.IGNORECASE,
)
_JOINED: Final = re.compile(
    r"\b(?:joined|stopped\s+by|dropped\s+by|dropped\s+in\s+on|sat\s+in\s+on|(?:also\s+)?(?:attended|participated\s+in|took\s+part\s+in)|(?:was|were)\s+(?:also\s+)?present\s+(?:at|during))"
    r"\s+(?:[\w’'-]+\s+){0,3}?(?:meeting|call|conversation|talks|discussions?)\b",
    re.IGNORECASE,
)
_JOINED_BY: Final = re.compile(r"\b(?:was|were)\s+(?:(?:also|later|then|both)\s+)?joined\s+by\b")
_SHARED: Final = 2
"""Words of a name that two of one family share."""
_NEXT_LINES: Final = 2
"""Lines after a meeting within which those who met are said to have been joined by somebody."""
_JOINING: Final = frozenset("joined stopped dropped sat attended participated took present".split())
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
_TALKS: Final = frozenset({"meeting", "call", "video"})
_LATELY: Final = 20
"""Contacts told last among which a newcomer's or a message's is looked for."""
_WRITES: Final = frozenset(["wrote", "writes", "said"])
_SEPARATE: Final = re.compile(r"\b(?:separately|respectively|in\s+turn|each)\b", re.IGNORECASE)


class Teller:
    """Goes through the sentences of one article in order."""

    def __init__(self, article: Article, people: Register, planned: frozenset[tuple[int, int]]) -> None:
        self.story = Story(article, people, planned)
        self.focus = self.story.focus
        self.found = self.story.found
        self.letters = Letters()
        self.ceremony = Ceremony()
        readout = _READOUT.search(article.title)
        self.one = bool(readout and not readout["noun"].lower().endswith("s"))

    def read(self, sentences: Sequence[Sentence]) -> list[Contact]:
        """All tellings, in the order of the text."""
        section = -1
        for sentence in sentences:
            if sentence.section != section or sentence.heading:
                section = sentence.section
                self.focus.clear()
            if self.letters.addressee is not None and not sentence.words.isdisjoint(_WRITES):
                sentence.parse()
            if sentence.contact and sentence.actors:
                self._sentence(sentence)
            self.found.extend(self.letters.implied(sentence, self.found, self.story))
            self.ceremony.read(sentence, self.focus)
            self.focus.passed(sentence)
        return self.found

    def _sentence(self, sentence: Sentence) -> None:
        got: list[Contact] = []
        may_join = self.found and not sentence.heading and not sentence.words.isdisjoint(_JOINING)
        joined = _JOINED.search(sentence.text, sentence.begin, sentence.end) if may_join else None
        if joined and self._join(sentence, joined.start()):
            return
        by = _JOINED_BY.search(sentence.text, sentence.begin, sentence.end) if may_join else None
        if by and not sentence.triggers and self._company(sentence, by):
            return
        for trigger in sentence.triggers:
            if trigger.word == "joined" or unreal(sentence, trigger):
                continue
            if trigger.frame == "letter":
                got.extend(self.letters.tell(sentence, trigger, [*self.found[-_LATELY:], *got], self.story))
            elif trigger.frame in {"visit", "stay", "event"}:
                contact = journey(sentence, trigger, self.story, self.ceremony, got)
                if contact is not None:
                    got.append(contact)
            else:
                got.extend(self._meeting(sentence, trigger, got))
        opener = self._opener(sentence) if got else None
        for contact in got:
            contact.opener = opener
            contact.crowded = len(got) > 1
            contact.weak = contact.weak or (sentence.heading and not self._headline_only())
            self.found.append(contact)
            if contact.kind != "visit":
                self.focus.meets(contact.people)

    def _opener(self, sentence: Sentence) -> Entity | None:
        """Whom the pronoun means that a sentence opens with: `He noted that A met B`."""
        first = sentence.actors[0]
        if first.form != "pronoun" or first.plural or first.begin > sentence.begin + 2:
            return None
        return next(iter(self.focus.who(first, sentence)), None)

    def _headline_only(self) -> bool:
        """A report that is all one post has its first sentence where others have a title."""
        return bool(self.story.article.title) and (
            len(self.story.article.title) > 140 or " On " in self.story.article.title[:12]
        )

    def _join(self, sentence: Sentence, at: int) -> bool:
        talks = [c for c in self.found[-_LATELY:] if c.kind in _TALKS and not c.weak]
        if not talks:
            return False
        last = next((c for c in reversed(talks) if c.mention and c.mention.precision == "day"), talks[-1])
        left = subject_before(sentence.text, sentence.begin, sentence.actors, at)
        newcomers = [entity for actor in left for entity in self.focus.who(actor, sentence)]
        if not newcomers:
            return False
        self._take_in(last, left, newcomers)
        return True

    def _company(self, sentence: Sentence, by: re.Match[str]) -> bool:
        """`They were joined by N`: N met too where they are those who met just before."""
        last = next((c for c in reversed(self.found[-_LATELY:]) if c.kind in _TALKS and not c.weak), None)
        first = next((n for n, actor in enumerate(sentence.actors) if actor.begin >= by.end()), None)
        if last is None or first is None or sentence.line - last.sentence.line > _NEXT_LINES:
            return False
        subject = subject_before(sentence.text, sentence.begin, sentence.actors, by.start())
        joined = self._side(subject, sentence, ())
        if not joined or not set(joined) <= set(last.people):
            return False
        group = group_at(sentence.text, sentence.actors, first, sentence.end)
        self._take_in(last, group, self._side(group, sentence, joined))
        return True

    def _take_in(self, contact: Contact, actors: Sequence[Actor], newcomers: Sequence[Entity]) -> None:
        """Newcomers stand beside those of their country or family; who is told without either is at home."""
        for actor in actors:
            self.story.note_role(contact, actor)
        codes = {entity.code for entity in contact.left if entity.code}
        for entity in newcomers:
            if entity in contact.people:
                continue
            guest = (
                entity.code not in codes if entity.code else any(_kin(entity, one) for one in contact.right)
            )
            (contact.right if guest else contact.left).append(entity)

    def _meeting(self, sentence: Sentence, trigger: Trigger, got: Sequence[Contact]) -> list[Contact]:
        found = sides(sentence.text, sentence.begin, sentence.end, sentence.actors, trigger)
        if found is None:
            return []
        left = self._side(found.left, sentence, ())
        if found.owner and not found.left:
            left = self.focus.owner(found.owner, sentence, trigger.begin)
        right = self._side(found.right, sentence, left)
        if left and right and set(left) <= set(right) and found.left:
            # `The Prime Minister spoke to the Prime Minister of Spain`: the report's own, whom it never names
            left = self.focus.unnamed(found.left[0])
        if not left and found.left and not found.owner:
            left = self._farther(found.left[0].begin, sentence, right)
        left = [entity for entity in left if entity not in right]
        if not left and right and trigger.frame in {"noun", "gerund", "verb"} and not sentence.heading:
            left = self._unsaid(found, right)
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
            found = self._side(subject, sentence, apart)
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

    def _side(self, actors: Sequence[Actor], sentence: Sentence, apart: Sequence[Entity]) -> list[Entity]:
        found: list[Entity] = []
        for actor in actors:
            if actor.form == "body":
                continue
            for entity in self.focus.who(actor, sentence, apart):
                if entity not in found:
                    found.append(entity)
        return found

    def _contacts(
        self, sentence: Sentence, trigger: Trigger, found: Sides, left: list[Entity], right: list[Entity]
    ) -> list[Contact]:
        separate = len(right) > 1 and self._apart(sentence, trigger, found)
        sets = [(left, [entity]) for entity in right] if separate else [(left, right)]
        out: list[Contact] = []
        for one, other in sets:
            contact = Contact(
                trigger.kind, trigger.frame, sentence, trigger.begin, list(one), list(other), stop=found.stop
            )
            if not self.story.date(contact, trigger, found.stop):
                continue
            contact.place, contact.host = own_place(sentence, trigger.begin, found.stop, self.story.article)
            if not contact.sides():
                contact.speaker = self._speaker(sentence, contact)
            contact.weak = trigger.frame == "jointly" and (
                contact.mention is None or contact.mention.precision == "year"
            )
            contact.same = bool(_BACK.search(sentence.text, sentence.begin, trigger.begin))
            for actor in (*found.left, *found.right):
                self.story.note_role(contact, actor)
            out.append(contact)
        return out

    def _speaker(self, sentence: Sentence, contact: Contact) -> Entity | None:
        """`N said that A met B`: the first of the sentence who is neither, else the one spoken of last."""
        said = _SAYS.search(sentence.text, sentence.begin, contact.at)
        subject = subject_before(sentence.text, sentence.begin, sentence.actors, said.start()) if said else []
        speakers = [entity for actor in subject[-1:] for entity in self.focus.who(actor, sentence)]
        return speakers[0] if speakers else self.focus.spoken_of()

    def _apart(self, sentence: Sentence, trigger: Trigger, found: Sides) -> bool:
        if trigger.plural or _SEPARATE.search(
            sentence.text, trigger.begin, min(sentence.end, found.stop + 20)
        ):
            return True
        if trigger.kind in {"call", "video"} or trigger.frame in {"noun", "between", "jointly"} or self.one:
            return False
        if trigger.word == "held":
            return False
        shared = {actor.role for actor in found.right}
        return not (len(shared) == 1 and None not in shared)


def _kin(one: Entity, other: Entity) -> bool:
    """`King Abdullah II ibn Al Hussein` and `Al Hussein bin Abdullah II` share what names their house."""
    return len(set(one.words) & set(other.words)) >= _SHARED


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
