"""Who took part in a meeting besides those who met: who joined it, stopped by, or was present."""

import re
from collections.abc import Sequence
from typing import Final

from storage.text.meetings.contact import TALKS, Contact
from storage.text.meetings.reading import Sentence
from storage.text.meetings.sides import group_at, subject_before
from storage.text.meetings.story import Story
from storage.text.people import Actor, Entity

__all__ = ["joins"]

_JOINED: Final = re.compile(
    r"\b(?:joined|stopped\s+by|dropped\s+by|dropped\s+in\s+on|sat\s+in\s+on|(?:also\s+)?(?:attended|participated\s+in|took\s+part\s+in)|(?:was|were)\s+(?:also\s+)?present\s+(?:at|during))"
    r"\s+(?:[\w’'-]+\s+){0,3}?(?:meeting|call|conversation|talks|discussions?)\b",
    re.IGNORECASE,
)
_JOINED_BY: Final = re.compile(
    r"\b(?:was|were)\s+(?:(?:also|later|then|both)\s+)?(?:joined|accompanied)\s+by\b"
)
_ATTENDED: Final = re.compile(
    r"\b(?:(?:meeting|talks|call|conversation|discussions?|reception|audience)\s+(?:was|were)\s+(?:also\s+)?attended\s+by"
    r"|(?:[Pp]resent|[Ii]n\s+attendance|[Aa]ttending|[Pp]articipating|[Tt]aking\s+part)\b[^.;:,]{0,60}?\s(?:was|were))\s"
)
"""Before those who took part too: `Also present at the meeting were N and M`."""
_SHARED: Final = 2
"""Words of a name that two of one family share."""
_SOON: Final = 12
_SAME_REPORT: Final = 8
"""Lines behind a meeting within which it is told who was present."""
_NEXT_LINES: Final = 2
"""Lines after a meeting within which those who met are said to have been joined by somebody."""
_JOINING: Final = frozenset(
    """joined accompanied stopped dropped sat attended participated took present Present attendance Attending
    Participating participating attending Taking taking""".split()
)
_LATELY: Final = 20
"""Contacts told last among which that is looked for which somebody joined."""


def joins(sentence: Sentence, story: Story) -> bool:
    """Whether a sentence only tells who else took part in what was told before; they are taken in then."""
    if sentence.words.isdisjoint(_JOINING):
        return False
    text, begin, end = sentence.text, sentence.begin, sentence.end
    joined = _JOINED.search(text, begin, end)
    if joined and _join(story, sentence, joined.start()):
        return True
    if not sentence.triggers:
        told = [_company(story, sentence, by) for by in _JOINED_BY.finditer(text, begin, end)]
        if any(told):
            return True
    attended = _ATTENDED.search(text, begin, end)
    return attended is not None and _attendance(story, sentence, attended)


def _join(story: Story, sentence: Sentence, at: int) -> bool:
    talks = [c for c in story.found[-_LATELY:] if c.kind in TALKS and not c.weak]
    if not talks:
        return False
    last = next((c for c in reversed(talks) if c.mention and c.mention.precision == "day"), talks[-1])
    left = subject_before(sentence.text, sentence.begin, sentence.actors, at)
    newcomers = [entity for actor in left for entity in story.focus.who(actor, sentence)]
    if not newcomers:
        return False
    _take_in(story, last, left, newcomers)
    return True


def _company(story: Story, sentence: Sentence, by: re.Match[str]) -> bool:
    """`They were joined by N`: N met too where they are those who met just before."""
    last = next((c for c in reversed(story.found[-_LATELY:]) if c.kind in TALKS and not c.weak), None)
    first = next((n for n, actor in enumerate(sentence.actors) if actor.begin >= by.end()), None)
    near = 0 if "accompanied" in by[0] else _NEXT_LINES  # elsewhere: on the whole journey
    if last is None or first is None or sentence.line - last.sentence.line > near:
        return False
    subject = subject_before(sentence.text, sentence.begin, sentence.actors, by.start())
    joined = story.focus.everybody(subject, sentence, ())
    if not joined or not set(joined) <= set(last.people):
        return False
    group = group_at(sentence.text, sentence.actors, first, sentence.end)
    _take_in(story, last, group, story.focus.everybody(group, sentence, joined))
    return True


def _attendance(story: Story, sentence: Sentence, attended: re.Match[str]) -> bool:
    """`The meeting was attended by N`: whoever it names took part in what was told just before."""
    talks = [c for c in reversed(story.found[-_LATELY:]) if c.kind in TALKS]
    last = next((c for c in talks if not c.weak), talks[0] if talks else None)
    first = next((n for n, actor in enumerate(sentence.actors) if actor.begin >= attended.end()), None)
    if last is None or first is None or sentence.line - last.sentence.line > _SAME_REPORT:
        return False
    if sentence.actors[first].begin - attended.end() > _SOON:
        return False
    group = group_at(sentence.text, sentence.actors, first, sentence.end)
    _take_in(story, last, group, story.focus.everybody(group, sentence, ()))
    return True


def _take_in(story: Story, contact: Contact, actors: Sequence[Actor], newcomers: Sequence[Entity]) -> None:
    """Newcomers stand beside those of their country or family; who is told without either is at home."""
    for actor in actors:
        story.note_role(contact, actor)
    codes = {entity.code for entity in contact.left if entity.code}
    home = story.focus.home
    for entity in newcomers:
        if entity in contact.people:
            continue
        guest = (
            entity.code not in {*codes, home}
            if entity.code
            else any(_kin(entity, one) for one in contact.right)
        )
        (contact.right if guest else contact.left).append(entity)


def _kin(one: Entity, other: Entity) -> bool:
    """`King Abdullah II ibn Al Hussein` and `Al Hussein bin Abdullah II` share what names their house."""
    return len(set(one.words) & set(other.words)) >= _SHARED
