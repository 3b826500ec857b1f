"""The date that a sentence gives for the contact it tells of, among all dates that it names."""

import re
from collections.abc import Sequence
from typing import Final

from storage.text.meetings.reading import Sentence
from storage.text.meetings.triggers import Trigger
from storage.text.people import Actor
from storage.text.records import Mention

__all__ = ["own_date", "own_days"]

_BACKGROUND: Final = re.compile(
    r"\b(?:anniversary|founded|founding|established|establishment|since|elected|born|adopted|signed|from\s+the"
    r"|general\s+election|war\s+of|agreement|resolution)\b[^,;]{0,60}$",
    re.IGNORECASE,
)
"""Before a date that tells of something else."""
_BREAK: Final = re.compile(
    r"[;]|,\s+(?:which|who|where|whose|adding|saying|noting|since|after|recalling|building|before|during\s+which|with\s+the)\b|\b(?:said|noted|stated|recalled|added)\s+that\b|\bthat\b|\bbuilding\s+on\b|\bfollowing\b|\bto\s+the\s+one\b"
)
_BRACKET_OPENS: Final = re.compile(r"\((?:[A-Z][\w’.-]*,?\s){0,3}$")
_BRACKET_ENDS: Final = re.compile(r"(?:,\s[^()]{1,40})?\s?\)[\s.]*$")
_YEAR_NEAR: Final = 40
_ATTRIBUTE: Final = 3
_TOLD_FIRST: Final = 30
_BESIDE: Final = 60
_JOINED: Final = re.compile(r",?\sand\b")
_ASIDE: Final = 120
_BRACKET: Final = 60
_TOO_FAR: Final = 500
_COMMA: Final = re.compile(r",\s(?:on\s|in\s)?$")
_COMMA_AND: Final = re.compile(r",\sand\s(?:then\s|later\s|also\s)?$")
_AND: Final = re.compile(r",?\s+and\s+(?:on|in|then|later)?\s*$")
"""Before a date that opens the next clause: `met A, and on Sunday he saw B`."""
_REPORTED: Final = re.compile(r";|\b(?:said|noted|stated|recalled|added)\s+that\b")


def own_date(sentence: Sentence, trigger: Trigger, stop: int) -> Mention | None:
    """The date expression of the trigger's own clause, nearest first; those of its history do not count."""
    best: tuple[int, Mention] | None = None
    for mention in sentence.mentions:
        if mention.dateline or _tells_another(sentence, mention, trigger):
            continue
        behind = mention.begin >= trigger.begin
        cost = _behind(sentence, mention, trigger, stop) if behind else _before(sentence, mention, trigger)
        if cost < _TOO_FAR and (best is None or cost < best[0]):
            best = (cost, mention)
    return best[1] if best else None


def own_days(sentence: Sentence, met: Sequence[Actor], at: int) -> list[Mention | None]:
    """For each of those met one after the other the day told with him, where each is told another.

    `A on Monday and B on Tuesday`, `A and, on Tuesday, B`; of `A and B on Tuesday` the day is of both.
    The contact's words begin `at` there.
    """
    days: list[Mention | None] = []
    for n, actor in enumerate(met):
        stop = met[n + 1].begin if n + 1 < len(met) else min(sentence.end, actor.stop + _BESIDE)
        joined = _JOINED.search(sentence.text, actor.stop, stop) if n + 1 < len(met) else None
        begin = at
        if n:
            lead = _JOINED.search(sentence.text, met[n - 1].stop, actor.begin)
            begin = lead.start() if lead else actor.begin
        end = joined.start() if joined else stop
        own = (
            m for m in sentence.mentions if begin <= m.begin < end and not actor.begin <= m.begin < actor.stop
        )
        days.append(next(own, None))
    told = [day for day in days if day is not None]
    return days if len(told) > 1 or (told and days[-1] is None) else [None] * len(met)


def _behind(sentence: Sentence, mention: Mention, trigger: Trigger, stop: int) -> int:
    """How far a date behind the contact's words is from them; `stop` is where its last actor ends."""
    text = sentence.text
    cost = max(0, mention.begin - max(stop, trigger.stop))
    if _in_brackets(sentence, mention):
        cost += _ASIDE
    if not _is_caption(sentence, mention):
        cost += _TOO_FAR * len(_BREAK.findall(text, min(trigger.stop, mention.begin), mention.begin))
    if mention.precision == "year" and cost > _YEAR_NEAR:
        return _TOO_FAR  # `…, we gave guidance to relations in 2025`
    between = text[min(max(stop, trigger.stop), mention.begin) : mention.begin]
    if _BACKGROUND.search(between):
        return _TOO_FAR
    if _of_a_later_clause(sentence, mention, max(stop, trigger.stop)):
        return _TOO_FAR
    next_tells = any(other.frame == "verb" and other.begin >= mention.stop for other in sentence.triggers)
    return _TOO_FAR if next_tells and _AND.search(between) else cost


def _of_a_later_clause(sentence: Sentence, mention: Mention, stop: int) -> bool:
    """`met A, and held talks with B on June 16`: B's; but `…, and met with B, on June 16` dates both."""
    text = sentence.text
    if _COMMA.search(text, stop, mention.begin):
        return False
    return any(
        other.frame == "verb"
        and stop <= other.begin < mention.begin
        and _COMMA_AND.search(text, stop, other.begin)
        for other in sentence.triggers
    )


def _before(sentence: Sentence, mention: Mention, trigger: Trigger) -> int:
    """How far a date before the contact's words is from them."""
    text = sentence.text
    if _BACKGROUND.search(text, max(sentence.begin, mention.begin - 40), mention.begin):
        return _TOO_FAR
    between = text[mention.stop : trigger.begin]
    cost = (
        _ASIDE * _in_brackets(sentence, mention)
        + len(between) // 3
        + _TOO_FAR * len(_REPORTED.findall(between))
    )
    if any(other.stop <= mention.begin and other.frame == "verb" for other in sentence.triggers):
        cost += _TOLD_FIRST  # `met in November and spoke by phone in April`
    return cost


def _tells_another(sentence: Sentence, mention: Mention, trigger: Trigger) -> bool:
    """`reached in the October 16 call between A and B`: the day of that call and of no other contact."""
    return any(
        other is not trigger
        and other.frame in {"noun", "between"}
        and 0 <= other.begin - mention.stop <= _ATTRIBUTE
        and sentence.text[mention.stop : other.begin].isspace()
        for other in sentence.triggers
    )


def _in_brackets(sentence: Sentence, mention: Mention) -> bool:
    """`On July 3, at 10 p.m. (July 4, 6 a.m. local time)`: the same moment told by another clock."""
    if _is_caption(sentence, mention):
        return False
    before = sentence.text[max(sentence.begin, mention.begin - _BRACKET) : mention.begin]
    return before.rfind("(") > before.rfind(")")


def _is_caption(sentence: Sentence, mention: Mention) -> bool:
    """`… (Moscow, May 9, 2025)` at the very end holds for the whole sentence."""
    before = sentence.text[max(sentence.begin, mention.begin - 60) : mention.begin]
    return (
        _BRACKET_OPENS.search(before) is not None
        and _BRACKET_ENDS.match(sentence.text, mention.stop, sentence.end) is not None
    )
