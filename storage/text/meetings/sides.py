"""Who stands on which side of a contact word: subjects before it, objects behind it, lists taken together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from storage.text.first_words import closed
from storage.text.meetings.triggers import Trigger
from storage.text.people import Actor

__all__ = ["AND_WITH", "AT_HIS_SIDE", "Sides", "group_at", "is_object", "sides", "subject_before"]

_MONTHS: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_JOIN: Final = re.compile(
    r"\s*(?:,?\s*(?:and|as\s+well\s+as|along\s+with|together\s+with|alongside|accompanied\s+by|(?:led|headed)\s+by|&|plus|including)\b|,|;|/)\s*"
    r"(?:and\s+)?(?:(?:also|separately|with|both|the|by|then|later|his|her|its|our|to|from|former|visiting)\s+){0,3}"
)
_PREPOSITION: Final = re.compile(
    r"\b(?:of|with|by|to|from|for|in|at|between|as|than|including|about|on|against|under|towards?|like|after|before|over|led|involving|among)"
    r"\s+(?:(?:the|his|her|its|both|then|an?|Comrade|Mr\.|visiting|former)\s+){0,2}$"
)
_BEFORE_OBJECTS: Final = frozenset(
    """of with by to from for in at between as than including about on against under toward towards like after
    before over led involving among the his her its both then a an Comrade Mr. visiting former""".split()
)
"""What may stand last of that, which tells of nearly everybody that it is not there."""
_OTHER_SIDE: Final = re.compile(
    r"\b(?:with|to|by|from|between|[Mm]eeting|[Ww]elcoming|[Rr]eceiving|met|received|welcomed|hosted|visited)\s+"
    r"(?:the\s+|his\s+|her\s+)?$"
)
_OBJECT: Final = re.compile(
    r"\b(?:met|received|welcomed|hosted|visited|greeted)\s+(?:the\s+|his\s+|her\s+)?$"
)
_A_DAY: Final = rf"(?:\w+day|(?:{_MONTHS})\s\d{{1,2}}|\d{{1,2}}\s(?:{_MONTHS}))"
_MEETING: Final = frozenset("met received welcomed hosted visited greeted the his her".split())
"""What may stand last of that."""
AND_WITH: Final = re.compile(
    rf",?\s(?:and|as\s+well\s+as)(?:,\s(?:(?:on\s)?{_A_DAY}|the\s(?:next|following|same)\sday|a\sday\slater),)?\s(?:(?:also|then|later|separately|today)\s)?"
    rf"(?:on\s{_A_DAY}\s)?with\s"
)
"""Before the second of two whom somebody met one after the other."""
_AND_WITH: Final = re.compile(AND_WITH.pattern + r"(?:the\s|his\s)?$")
AT_HIS_SIDE: Final = re.compile(
    r"\b(?:accompanied\s+by|joined\s+by|together\s+with|along\s+with)\s+(?:the\s+)?$"
)
"""Before those who came with somebody."""
_JOINED_BY: Final = re.compile(
    r"(?:\s*,)?\s+(?:(?:joined|accompanied)\s+by|together\s+with|along\s+with|alongside|as\s+well\s+as)\s+"
)
_RELATIVE: Final = re.compile(r"(?:\s*,)?\s*(?:who|which)\b")
_VERB_AFTER: Final = re.compile(
    r"(?:\s*,)?\s*(?:also\s+|then\s+|both\s+|has\s+|have\s+|had\s+)?(?:said|says|noted|expressed|discussed|agreed|told|stated|stressed|added|emphasi[sz]ed|spoke|held|thanked|reaffirmed"
    r"|exchanged|highlighted|will|would|is|was|were|are|affirmed|underlined|underscored|welcomed|reviewed|met|visited|attended|conveyed|praised|announced|signed|reiterated|asked|called|urged"
    r"|extended|recalled|invited|hailed|lauded|commended|appreciated|proposed|suggested|outlined|briefed|presented|offered"
    r"|confirmed|focused|pledged|vowed|hoped|wished|assured|informed|requested|raised|pointed|addressed|described"
    r"|considered|decided|witnessed|congratulated|observed|remarked|hosted|received|paid|made|took|gave|reached|sought"
    r"|drew|warned|condemned|explained|elaborated|acknowledged|handed|voiced|touched|shared|paid|assessed)\b"
)
_WITH: Final = re.compile(
    r"\b(?:with|to|from)\s+(?:(?:a\s+number\s+of|both|the|his|her|its|their|separately|also|visiting|an?|Mr\.|former|then"
    r"|Comrade|each|respectively|fellow|senior|several|other)\s+){0,3}$"
)
_BREAK: Final = re.compile(
    r"[;:“]|(?<![A-Z][a-z]{2})(?<![A-Z])[.!?]\s|\b(?:that|which|said|saying|noted|because|where|according|while|after|before)\b"
)
_OWNER: Final = re.compile(r"^[’']s?\s+(?:[\w’'-]+\s+){0,7}$")
_PRONOUN_OWNER: Final = re.compile(r"\b(?P<owner>[Hh]is|[Hh]er|[Tt]heir)\s+(?:[\w’'-]+\s+){0,6}$")
_DIRECT_GAP: Final = re.compile(
    r"(?:\s(?:today|yesterday|here|this\s\w+|(?:on|in|at)"
    r"(?:\s(?:the|of|his|her|its|office|headquarters|residence|seat|airport|palace|ministry|[A-Z\d][\w’'-]*)){1,6}"
    r"(?:\s(?:morning|afternoon|evening|night))?)(?=[\s,])){0,3}(?:,\sD\.?C\.?(?=,))?"
    r"(?:,\s(?:on|in|at|today|yesterday|this|[A-Z][a-z]{2,8}\s\d|\d{1,2}\s[A-Z][a-z]{2,8})\b[^,;:“]{0,40}){0,4},?"
    r"\s+(?:(?:also|the|an?|his|her|its|briefly|separately|visiting|with|both|then|each|fellow|former|up|of)\s+){0,3}$"
)
_AT: Final = re.compile(r"\b(?:at|in)\s+(?:the\s+)?(?:[\w’'-]+\s+of\s+(?:the\s+)?)?$")
_PRESENCE: Final = re.compile(r"\bin\s+the\s+presence\s+of\s+(?:the\s+|his\s+)?$")
_PRESENT: Final = re.compile(r",\sin\sthe\spresence\sof\s[^,;:“]{3,90}(?=,)")
_AS: Final = re.compile(r"\s+(?:here\s+)?as\s+(?:an?\s+|the\s+)?$")
_OPENING: Final = re.compile(
    r"(?:[\w\s]{0,24},\s+)?(?:In|During|At|After|Following|On|Through|Throughout|in|during|at|after|following)\s+(?:[\w’'.,-]+\s+){0,9}$"
)
_DAY: Final = re.compile(
    rf",?\s(?:today|yesterday|(?:on\s)?{_A_DAY})(?:\s(?:morning|afternoon|evening))?(?=,?\sand\s)"
)
_FROM_WHERE: Final = re.compile(r"\s(?:from|of)\s[^,;:.“]{1,60},\s(?:and\s)?(?:the\s|its\s)?")
"""Behind several unnamed people in a list: `representatives from both parties, the Mayor …`."""
_MOST: Final = 40
"""People of one side."""
_FAR: Final = 220
_WIDE: Final = 80
_HIDDEN: Final = re.compile(r"[^,;:]{0,70}?\b(?:a\s+number\s+of|several|some|many)\b")


@dataclass(frozen=True, slots=True)
class Sides:
    """Two lists of actors; `right` is empty where the left met one another."""

    left: tuple[Actor, ...]
    right: tuple[Actor, ...]
    owner: str = ""
    """`his` where only a pronoun says whose meeting it was."""
    hidden: bool = False
    """The other side is a number of unnamed people."""
    stop: int = 0
    """Where the last actor of the contact ends."""


def group_at(line: str, actors: Sequence[Actor], first: int, stop: int) -> list[Actor]:
    """The actor at index `first` and those listed with it, up to a new clause."""
    out = [actors[first]]
    for actor in actors[first + 1 :]:
        whole = line[out[-1].stop : actor.begin]
        gap = _without_day(whole, actor)
        listed = _JOIN.fullmatch(gap[:_WIDE]) or (out[-1].plural and _FROM_WHERE.fullmatch(gap[:_WIDE]))
        if actor.begin >= stop or len(out) >= _MOST or not listed:
            break
        if actor.form == "pronoun" or _starts_clause(line, actor, whole, gap):
            break
        out.append(actor)
    return out


def _without_day(gap: str, actor: Actor) -> str:
    """`met A on Monday and B on Tuesday`: the day between is no end of the list."""
    if actor.form not in {"person", "name"}:
        return gap
    day = _DAY.match(gap)
    return gap[day.end() :] if day else gap


def _starts_clause(line: str, actor: Actor, whole: str, gap: str) -> bool:
    """`…, B said`, `… on Monday and B said`: B is the subject of what follows, no member of the list."""
    return ("," in gap or gap != whole) and _VERB_AFTER.match(line, actor.stop) is not None


def sides(line: str, begin: int, stop: int, actors: Sequence[Actor], trigger: Trigger) -> Sides | None:
    """The sides of one trigger in the sentence `line[begin:stop]`, or None where nobody stands there."""
    if trigger.frame == "between":
        return _between(line, stop, actors, trigger)
    alone = trigger.frame in {"jointly", "visit", "stay", "event"} or trigger.word == "their"
    right, end = ([], trigger.stop) if alone else _objects(line, stop, actors, trigger)
    owner, left = _owner(line, begin, actors, trigger)
    if not left and not owner:
        if trigger.frame == "gerund" or (
            trigger.frame == "noun" and _opening_phrase(line, begin, trigger.begin)
        ):
            left = subject_after(line, actors, max(end, trigger.stop), stop) or subject_before(
                line, begin, actors, trigger.begin
            )
        else:
            left = subject_before(line, begin, actors, trigger.begin)
    if owner:
        left = (
            subject_after(line, actors, max(end, trigger.stop), stop)
            if _opens(line, begin, trigger.begin)
            else left
        )
        left = left or subject_before(line, begin, actors, trigger.begin)
    left = [actor for actor in left if actor not in right]
    if left and trigger.word == "by":
        left = _not_met(line, begin, actors, left)
    hidden = not right and _HIDDEN.match(line, trigger.stop, min(stop, trigger.stop + 80)) is not None
    if not left and not right:
        return None
    return Sides(tuple(left), tuple(right), owner, hidden, max(end, trigger.stop))


def is_object(line: str, begin: int, actor: Actor) -> bool:
    """Whether an actor is whom somebody met: `A met B`."""
    return closed(_OBJECT, line[max(begin, actor.begin - 40) : actor.begin], _MEETING) is not None


def _not_met(line: str, begin: int, actors: Sequence[Actor], left: list[Actor]) -> list[Actor]:
    """`A met B and was received by C`: A, not B whom he met."""
    if not is_object(line, begin, left[0]) or _RELATIVE.match(line, left[-1].stop):
        return left
    return subject_before(line, begin, actors, left[0].begin)


def _opening_phrase(line: str, begin: int, at: int) -> bool:
    """`In a meeting with B, A said`, `During talks with B, A …`."""
    return _OPENING.match(line[begin:at]) is not None


def _opens(line: str, begin: int, at: int) -> bool:
    """Whether the trigger stands in an opening phrase, before the main clause's comma."""
    return "," not in line[begin:at] or at - begin < 60


def _between(line: str, stop: int, actors: Sequence[Actor], trigger: Trigger) -> Sides | None:
    at = max(line.find("between", trigger.stop, stop), trigger.stop)
    inside = [n for n, actor in enumerate(actors) if actor.begin > at and actor.begin < stop]
    if not inside or actors[inside[0]].begin - at > 60:
        return None
    group = group_at(line, actors, inside[0], stop)
    if len(group) < 2:
        return None
    return Sides((group[0],), tuple(group[1:]), stop=group[-1].stop)


def _objects(line: str, stop: int, actors: Sequence[Actor], trigger: Trigger) -> tuple[list[Actor], int]:
    """The other side behind the trigger, and where it ends: right after it, or after `with`."""
    takes = trigger.direct or trigger.word in {"met", "meeting", "to meet"}
    for n, actor in enumerate(actors):
        if actor.begin < trigger.stop:
            continue
        if actor.begin >= stop or actor.begin - trigger.stop > _FAR:
            break
        gap = _PRESENT.sub("", line[trigger.stop : actor.begin])
        if takes and _is_beside(gap, actor):
            continue
        direct = takes and _DIRECT_GAP.fullmatch(gap) is not None
        if (trigger.direct and not direct) or (direct and line[actor.stop : actor.stop + 2] in {"’s", "'s"}):
            break
        if actor.form == "pronoun" and actor.head in {"he", "she", "they"}:
            if direct:
                break
            continue  # `the meeting he had with B`
        if not direct and _BREAK.search(gap):
            break
        if direct or _WITH.search(gap):
            group = _and_with(line, stop, actors, group_at(line, actors, n, stop))
            return group, group[-1].stop
    return [], trigger.stop


def _is_beside(gap: str, actor: Actor) -> bool:
    """`received at Al Noor Palace, in the presence of the Prince, President N`: neither is whom he met."""
    where = actor.form in {"name", "body"} and _AT.search(gap) is not None
    return where or _PRESENCE.search(gap) is not None


def _and_with(line: str, stop: int, actors: Sequence[Actor], group: list[Actor]) -> list[Actor]:
    """`met with A at his office and with B`: B too, however far, in the same clause."""
    for n, actor in enumerate(actors):
        if group[-1].stop < actor.begin < min(stop, group[-1].stop + _WIDE):
            gap = line[group[-1].stop : actor.begin]
            if _BREAK.search(gap):
                break
            if _AND_WITH.search(gap):
                return [*group, *group_at(line, actors, n, stop)]
    return group


def _owner(line: str, begin: int, actors: Sequence[Actor], trigger: Trigger) -> tuple[str, list[Actor]]:
    """Whose meeting a noun speaks of: `N’s Call with`, `his meeting with`."""
    if trigger.frame not in {"noun", "stay"}:
        return "", []
    for n in range(len(actors) - 1, -1, -1):
        actor = actors[n]
        if (
            actor.stop <= trigger.begin
            and actor.begin >= begin
            and _OWNER.match(line[actor.stop : trigger.begin])
        ):
            return "", _leftwards(line, actors, n)
        if actor.stop <= trigger.begin - 90:
            break
    match = _PRONOUN_OWNER.search(line[max(begin, trigger.begin - 80) : trigger.begin])
    return (match["owner"].lower(), []) if match else ("", [])


def _leftwards(line: str, actors: Sequence[Actor], last: int) -> list[Actor]:
    out = [actors[last]]
    for actor in reversed(actors[:last]):
        gap = line[actor.stop : out[0].begin]
        if actor.form == "pronoun" or len(out) >= _MOST or not _JOIN.fullmatch(gap[:_WIDE]):
            break
        before = line[max(0, actor.begin - 24) : actor.begin]
        if _OTHER_SIDE.search(before) and not AT_HIS_SIDE.search(before):
            break
        out.insert(0, actor)
    return out


def subject_before(line: str, begin: int, actors: Sequence[Actor], at: int) -> list[Actor]:
    """The nearest subject before `at`, with those listed beside it and those who are said to join it."""
    for n in range(len(actors) - 1, -1, -1):
        actor = actors[n]
        if actor.stop > at or actor.begin < begin:
            continue
        if _is_subject(line, begin, actor):
            return [*_leftwards(line, actors, n), *_company(line, actors, n, at)]
    return []


def _company(line: str, actors: Sequence[Actor], n: int, at: int) -> list[Actor]:
    """`A, joined by B and C, spoke`: B and C."""
    if n + 1 >= len(actors) or actors[n + 1].stop > at:
        return []
    joined = _JOINED_BY.fullmatch(line[actors[n].stop : actors[n + 1].begin][:_WIDE])
    return group_at(line, actors, n + 1, at) if joined else []


def _is_subject(line: str, begin: int, actor: Actor) -> bool:
    if actor.form == "pronoun" and actor.head in {"him", "them"}:
        return False
    if line[actor.stop : actor.stop + 1] in {"’", "'"}:
        return False
    if _RELATIVE.match(line, actor.stop):
        return True
    before = line[max(begin, actor.begin - 40) : actor.begin]
    if actor.form == "role" and _AS.search(before):
        return False
    return closed(_PREPOSITION, before, _BEFORE_OBJECTS) is None


def subject_after(line: str, actors: Sequence[Actor], at: int, stop: int) -> list[Actor]:
    """The main clause's subject behind an opening phrase: `Meeting with B, A said`."""
    comma = line.find(",", at, stop)
    if comma < 0:
        return []
    for n, actor in enumerate(actors):
        if actor.begin <= comma:
            continue
        if actor.begin >= stop:
            break
        if _is_subject(line, comma + 1, actor) and not actor.plural:
            return group_at(line, actors, n, stop)
        if actor.begin - comma > 160:
            break
    return []
