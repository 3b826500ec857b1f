"""Messages: congratulations, condolences, letters and greetings, one by one or in a list."""

import re
from collections.abc import Sequence
from typing import Final

from storage.text.meetings.contact import Contact
from storage.text.meetings.reading import Sentence
from storage.text.meetings.sides import group_at, subject_before
from storage.text.meetings.story import Story
from storage.text.meetings.triggers import Trigger
from storage.text.people import Actor, Entity

__all__ = ["Letters"]

_ABOUT: Final = re.compile(
    r"\b(?:congratulatory|messages?|greetings|congratulat\w+|letters?|telegrams?|condolences|anniversary)\b",
    re.IGNORECASE,
)
_WROTE: Final = re.compile(r"\b(?:wrote|writes)(?:\s+(?:that|in|to)\b|\s*:|(?:\s*,)?\s*“)", re.IGNORECASE)
_SAID_YOU: Final = re.compile(r"\bsaid\s*:\s*[“\"][^”]{0,400}\byou(?:r|rself)?\b", re.IGNORECASE)
_PHONED: Final = re.compile(r"\b(?:in|during|by|over)\s+(?:an?\s+|the\s+)?(?:(?:tele)?phone|call\b)")
_JUST: Final = 12
_FAR: Final = 40
_FROM: Final = re.compile(
    r".{0,12}|\s(?:(?:his|her|the|dear|younger|elder)\s){1,3}(?:brother|sister),?\s(?:H\.?[A-Z.]{1,6}\s)?(?:the\s)?",
    re.DOTALL,
)
"""What stands between `a message from` and its sender: `his brother `."""
_NEXT: Final = re.compile(r"\s*(?:(?P<comma>,)\s*(?:and\s+)?|\s(?P<and>and)\s+)(?:the\s+|from\s+)?")
_CARRIED: Final = re.compile(
    r"[^;:.“]{0,60}?\b(?:delivered|handed(?:\s+over)?|conveyed|presented|brought|carried|transmitted)"
    r"\s+(?:to\s+(?:him|her|them)\s+)?by\s"
)
_CARRYING: Final = frozenset("delivered handed conveyed presented brought carried transmitted".split())
"""One of these is in each of its matches."""
_TO_WHOM: Final = re.compile(r"\b(?:to|with)\s+(?:(?:the|his|her|its|both|their|also|an?)\s+){0,2}$")


class Letters:
    """Keeps to whom the messages go that a text reports one after another."""

    def __init__(self) -> None:
        self.addressee: Entity | None = None

    def tell(
        self, sentence: Sentence, trigger: Trigger, told: Sequence[Contact], story: Story
    ) -> list[Contact]:
        """The messages that one set phrase tells of."""
        if trigger.word in {"from", "got"}:
            return self._list(sentence, trigger, story)
        subject = subject_before(sentence.text, sentence.begin, sentence.actors, trigger.begin)
        left = _entities(subject, sentence, story, ())
        right_actors = self._objects(sentence, trigger)
        right = _entities(right_actors, sentence, story, left)
        left = [entity for entity in left if entity not in right]
        if trigger.word == "swap" and not right and len(left) < 2:
            return []
        if trigger.word != "swap" and (not left or not right):
            return []
        if not left or self._live(left, right, told, sentence):
            return []
        contact = Contact(
            "message",
            "letter",
            sentence,
            trigger.begin,
            left,
            right,
            stop=max([trigger.stop, *(a.stop for a in right_actors)]),
        )
        if not story.date(contact, trigger, contact.stop):
            return []
        for actor in (*subject, *right_actors):
            story.note_role(contact, actor)
        if trigger.word == "praise" and _PHONED.search(sentence.text, trigger.stop, sentence.end):
            contact.kind = "call"
        contact.swap = trigger.word == "swap"
        if trigger.word != "swap" and right and not sentence.heading:
            self.addressee = right[0]
        return [contact, *_carried(sentence, contact, story)]

    def _objects(self, sentence: Sentence, trigger: Trigger) -> list[Actor]:
        text = sentence.text
        for n, actor in enumerate(sentence.actors):
            if actor.begin < trigger.stop or actor.begin - trigger.stop > 160:
                continue
            gap = text[trigger.stop : actor.begin]
            near = trigger.word == "praise" and re.fullmatch(
                r"\s+(?:(?:the|his|her|its|both|on\s+behalf\s+of)\s+){0,2}", gap
            )
            wrote = re.fullmatch(r"\s+to\s+congratulate\s+(?:(?:the|his|her|its)\s+)?", gap)
            if near or wrote or _TO_WHOM.search(gap):
                if "“" in gap or ";" in gap or text[actor.stop : actor.stop + 2] in {"’s", "'s"}:
                    return []
                return group_at(text, sentence.actors, n, sentence.end)
            if re.search(r"[;:“]|\bthat\b", gap):
                return []
        return []

    def _live(
        self, left: Sequence[Entity], right: Sequence[Entity], told: Sequence[Contact], sentence: Sentence
    ) -> bool:
        """Whether both are just talking with one another: then it was said there and is no message."""
        everybody = {*left, *right}
        if any(entity.body for entity in right) and any(not entity.body for entity in left):
            return any(c.kind != "message" and c.persons & everybody for c in told[-3:])
        return any(
            c.kind in {"meeting", "call", "video"}
            and everybody <= c.persons
            and c.sentence.section == sentence.section
            for c in told[-4:]
        )

    def _list(self, sentence: Sentence, trigger: Trigger, story: Story) -> list[Contact]:
        """`greetings from A, B and C`: those joined by a bare `and` of one country wrote together."""
        first = next(
            (
                n
                for n, actor in enumerate(sentence.actors)
                if 0 <= actor.begin - trigger.stop <= _FAR
                and _FROM.fullmatch(sentence.text, trigger.stop, actor.begin)
            ),
            None,
        )
        if first is None:
            return []
        groups: list[list[Entity]] = []
        last: Actor | None = None
        for actor in sentence.actors[first:]:
            match = _NEXT.fullmatch(sentence.text[last.stop : actor.begin]) if last else None
            if last is not None and match is None:
                break
            entities = _entities([actor], sentence, story, ())
            last = actor
            if not entities:
                continue
            same = match is not None and match["and"] and groups and groups[-1][0].code == entities[0].code
            if same:
                groups[-1].extend(entities)
            else:
                groups.append(entities)
        addressee = self._to(sentence, trigger, story)
        out = []
        for group in groups:
            if addressee is None or addressee in group or (group[0].code and group[0].code == addressee.code):
                continue
            contact = Contact(
                "message",
                "letter",
                sentence,
                trigger.begin,
                group,
                [addressee],
                stop=last.stop if last else 0,
            )
            contact.weak = trigger.word == "from" and len(groups) == 1 and not _ABOUT.search(sentence.exact)
            if story.date(contact, trigger, contact.stop):
                out.append(contact)
                out.extend(_carried(sentence, contact, story))
        return out

    def _to(self, sentence: Sentence, trigger: Trigger, story: Story) -> Entity | None:
        if trigger.word == "got":
            subject = subject_before(sentence.text, sentence.begin, sentence.actors, trigger.begin)
            found = _entities(subject, sentence, story, ())
            if found:
                self.addressee = found[0]
        return self.addressee

    def implied(self, sentence: Sentence, told: Sequence[Contact], story: Story) -> list[Contact]:
        """`President N wrote: “…`: a message where the text is about messages and it is known to whom."""
        if self.addressee is None or sentence.heading or not sentence.actors:
            return []
        match = _WROTE.search(sentence.text, sentence.begin, sentence.end) or _SAID_YOU.search(
            sentence.text, sentence.begin, sentence.end
        )
        if match is None:
            return []
        subject = subject_before(sentence.text, sentence.begin, sentence.actors, match.start())
        left = [entity for entity in _entities(subject, sentence, story, ()) if entity is not self.addressee]
        if not left or (left[0].code is not None and left[0].code == self.addressee.code):
            return []
        if any(c.kind == "message" and c.sentence is sentence for c in told[-_JUST:]):
            return []
        contact = Contact(
            "message", "letter", sentence, match.start(), left, [self.addressee], stop=match.end()
        )
        for actor in subject:
            story.note_role(contact, actor)
        return [contact]


def _carried(sentence: Sentence, message: Contact, story: Story) -> list[Contact]:
    """`received a message from A, delivered by his envoy B`: B met him who received it."""
    if not sentence.having(_CARRYING):
        return []
    by = _CARRIED.search(sentence.text, message.stop, sentence.end)
    first = next((n for n, one in enumerate(sentence.actors) if by and one.begin >= by.end() - 1), None)
    if by is None or first is None or sentence.actors[first].begin - by.end() > _FAR:
        return []
    group = group_at(sentence.text, sentence.actors, first, sentence.end)
    bearers = _entities(group, sentence, story, [*message.left, *message.right])
    if not bearers or any(one.body for one in message.people):
        return []
    for one in bearers:
        one.inferred = one.inferred or message.left[0].code
    met = Contact("meeting", "verb", sentence, by.start(), list(message.right), bearers, stop=group[-1].stop)
    met.mention = message.mention
    for actor in group:
        story.note_role(met, actor)
    return [met]


def _entities(
    actors: Sequence[Actor], sentence: Sentence, story: Story, apart: Sequence[Entity]
) -> list[Entity]:
    found: list[Entity] = []
    for actor in actors:
        got = story.focus.who(actor, sentence, apart)
        if not got and actor.form == "body" and actor.country:
            entity = story.people.add(actor)
            got = [entity] if entity else []
        found.extend(entity for entity in got if entity not in found)
    return found
