"""Whom somebody met together, and whom one after the other, each with what is told of that alone."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from storage.text.meetings.focus import Focus
from storage.text.meetings.own_dates import own_days
from storage.text.meetings.reading import Sentence
from storage.text.meetings.sides import AND_WITH, AT_HIS_SIDE, Sides
from storage.text.meetings.triggers import Trigger
from storage.text.people import Entity
from storage.text.records import Mention

__all__ = ["Met", "turns"]

_SEPARATE: Final = re.compile(
    r"\b(?:separately|respectively|in\s+turn|each|(?:in|during|on)\s+separate\s+\w+"
    r"|separate\s+(?:talks|meetings|calls|conversations|discussions))\b",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(r"\bon\s+the\s+(?:sidelines|margins|fringes)\s+of\b")


class Met(NamedTuple):
    """Whom somebody met at one time."""

    people: list[Entity]
    day: Mention | None
    """That of this meeting alone."""
    begin: int
    """Where the words begin that its place may stand beside, and where they end."""
    stop: int


def turns(
    focus: Focus,
    sentence: Sentence,
    trigger: Trigger,
    found: Sides,
    right: Sequence[Entity],
    *,
    together: bool,
) -> list[Met]:
    """Those on the other side (`right`), by the meetings that the sentence tells of.

    `together`: the report's title speaks of one meeting.
    """
    if len(right) > 1 and _apart(sentence, trigger, found, right, together=together):
        return _one_by_one(focus, sentence, trigger, found, right)
    return [Met(list(right), None, trigger.begin, found.stop)]


def _one_by_one(
    focus: Focus, sentence: Sentence, trigger: Trigger, found: Sides, right: Sequence[Entity]
) -> list[Met]:
    """Each with whom is at his side; a place of his own only where he has a day of his own."""
    sets: list[Met] = []
    days = own_days(sentence, found.right, trigger.begin)
    before = found.right[0]
    for actor, day in zip(found.right, days, strict=True):
        met = [one for one in focus.everybody([actor], sentence, ()) if one in right]
        if sets and AT_HIS_SIDE.search(sentence.text, before.stop, actor.begin):
            sets[-1].people.extend(met)
        elif met:
            # `A in Berlin on June 10, and with B in Oslo on June 12`
            begin, stop = (actor.begin, actor.stop) if day else (trigger.begin, found.stop)
            sets.append(Met(met, day, begin, stop))
        before = actor
    told = {one for met in sets for one in met.people}
    sets.extend(Met([one], None, trigger.begin, found.stop) for one in right if one not in told)
    return sets


def _apart(
    sentence: Sentence, trigger: Trigger, found: Sides, right: Sequence[Entity], *, together: bool
) -> bool:
    if trigger.plural or _SEPARATE.search(sentence.text, trigger.begin, min(sentence.end, found.stop + 20)):
        return True
    if AND_WITH.search(sentence.text, trigger.stop, found.right[-1].begin):
        return True
    if trigger.kind in {"call", "video"} or trigger.frame in {"noun", "between", "jointly"} or together:
        return False
    if trigger.word == "held":
        codes = {entity.country for entity in right if entity.country}
        return len(codes) == len(right) > 1 and bool(_ASIDE.search(sentence.exact))
    shared = {actor.role for actor in found.right}
    return not (len(shared) == 1 and None not in shared)
