"""Where a sentence tells of a contact, and with which grammar its sides stand around the words."""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import filterfalse
from typing import Final, Literal, NamedTuple

from storage.text.first_words import opened
from storage.text.fold import small
from storage.text.meetings import contact_words as cw
from storage.text.records import Kind

__all__ = ["Frame", "Trigger", "triggers"]

Frame = Literal["verb", "noun", "gerund", "between", "visit", "stay", "event", "letter", "jointly", "told"]
"""How the sides stand around the words:

`verb` A met (with) B; `noun` a meeting of A with B; `gerund` Meeting with B, A said; `between` talks between
A and B; `visit` A visited B's country; `stay` A's visit to it; `event` A attended; `letter` A wrote to B;
`jointly` A and B jointly announced; `told` A wrote that, in a text about messages.
"""


class Trigger(NamedTuple):
    """One contact word of a sentence; offsets count from the line's beginning."""

    kind: Kind
    frame: Frame
    begin: int
    stop: int
    plural: bool = False
    direct: bool = False
    """The other side follows without `with`: `received B`."""
    word: str = ""


_Make = Callable[[str, int, int, re.Match[str]], "Trigger | None"]
"""Line, beginning and end of its sentence, and the match of a rule: the trigger, or None if it is none."""


class _Rule(NamedTuple):
    needs: frozenset[str]
    opens: frozenset[str]
    """The words with which whatever the pattern matches begins: it is tried there alone."""
    pattern: re.Pattern[str]
    make: _Make
    small: bool
    """Read in small letters, which is twice as fast as a pattern that disregards case."""
    holds: frozenset[str]
    """Words in small letters of which each of its matches holds one; none where that is not asked."""


_CLAUSE_END: Final = re.compile(
    r"[;:]|,\s+(?:which|who|where|during|while|saying|with\s+the)\b|\bthat\b"
    r"|,?\s+and\s+(?:then\s+|later\s+|also\s+)?(?:spoke|talked|held|had|met|called|phoned|telephoned)\b"
)
_SPEAKS_WITH: Final = re.compile(r"\s+(?:by\s+\w+\s+)?(?:with|to)\s")
_ANOTHER: Final = re.compile(r"\b(?:and|or)\s+(?:the|an?|his|her|their)\b")
_FROM_AHEAD: Final = re.compile(r"\s+from\s")
"""`after a call from N`: whoever it reached talked with him."""
_WITH_AHEAD: Final = re.compile(r"(?:\s+[\w’'.,()-]+){0,14}?\s+with\b")
_NO_PLURALS: Final = ("talks", "consultations", "negotiations", "discussions")
_OTHERS_TALKS: Final = ("took part", "participated", "hosted", "hosts", "joined")
_BETWEEN: Final = re.compile(r"\s+between\b")
_WAYS: Final = (*cw.OF_VIDEO, *cw.OF_PHONE, *cw.OF_IN_PERSON)
_BEFORE_VISITS: Final = ("level", "mutual", "state", "official", "of", "exchange", "frequent", "recent")


def triggers(line: str, lowered: str, begin: int, stop: int, words: frozenset[str]) -> list[Trigger]:
    """The contact words of the sentence `line[begin:stop]`, in order; of two that overlap the first ruled.

    `lowered` is the line in small letters. `words` are the sentence's; a rule is only tried where one of them
    is one that it needs.
    """
    found: list[Trigger] = []
    rules, read_small = _rules_for(words & _NEEDED)
    exact = words & _TOLD
    smalls = _in_small(words, exact) if read_small else exact
    for rule in rules:
        if rule.holds and rule.holds.isdisjoint(smalls):
            continue
        text, there = (lowered, smalls) if rule.small else (line, exact)
        opening = rule.opens & there
        if not opening:
            continue
        for match in opened(rule.pattern, text, begin, stop, opening):
            trigger = rule.make(line, begin, stop, match)
            if trigger is not None and not (found and _overlaps(trigger, found)):
                found.append(trigger)
    return sorted(found, key=lambda trigger: trigger.begin) if len(found) > 1 else found


def _overlaps(trigger: Trigger, found: list[Trigger]) -> bool:
    return any(trigger.stop > other.begin and trigger.begin < other.stop for other in found)


def _in_small(words: frozenset[str], exact: frozenset[str]) -> frozenset[str]:
    """Those of a sentence's words, in small letters, that a match of some rule begins with or holds.

    `exact` are those that are such words as they stand.
    """
    others = small(" ".join(filterfalse(str.islower, words)))  # most words are in small letters already
    return exact.union(_TOLD.intersection(others.split()))


def _plain(kind: Kind, frame: Frame, word: str = "", *, direct: bool = False, group: str | int = 0) -> _Make:
    """A rule whose every match is a trigger of one kind."""

    def make(_line: str, _begin: int, _stop: int, match: re.Match[str]) -> Trigger:
        spot = match.span(group)
        return Trigger(kind, frame, *spot, direct=direct, word=word or match[0].lower())

    return make


def _letter(_line: str, _begin: int, _stop: int, match: re.Match[str]) -> Trigger:
    return Trigger("message", "letter", *match.span(), word=match.lastgroup or "")


def _ceremony(_line: str, _begin: int, _stop: int, match: re.Match[str]) -> Trigger:
    return Trigger("event", "event", *match.span(), word=match["event"].lower())


def _visit(line: str, _begin: int, _stop: int, match: re.Match[str]) -> Trigger | None:
    if match[0].lower() == "visits" and line[: match.start()].rstrip().endswith(_BEFORE_VISITS):
        return None  # `frequent high-level visits`: the noun
    if "courtesy" in match[0].lower():
        return None  # `paid a courtesy visit to the Minister`: a call on him
    return Trigger("visit", "visit", *match.span(), word=match[0].lower())


def _held(line: str, _begin: int, stop: int, match: re.Match[str]) -> Trigger | None:
    noun, verb = match["noun"].lower(), match["verb"].lower()
    heard = noun.startswith("audience") and " in " not in match[0]
    if verb in {"took", "made", "placed", "received"} and "call" not in noun and not heard:
        return None
    if verb.startswith(_OTHERS_TALKS) and _BETWEEN.match(line, match.end()):
        return None  # `took part in the talks between A and B`: theirs
    if verb == "joined":
        return Trigger("meeting", "noun", *match.span(), word="joined")
    kind = _way(line, match, stop, "meeting")
    return Trigger(kind, "verb", *match.span(), plural=_is_plural(noun), word="held")


def _met(line: str, _begin: int, stop: int, match: re.Match[str]) -> Trigger | None:
    if cw.NOT_PEOPLE.match(line, match.end()):
        return None
    return Trigger(_way(line, match, stop, "meeting"), "verb", *match.span(), word="met")


def _spoke(line: str, _begin: int, stop: int, match: re.Match[str]) -> Trigger | None:
    if match[0] == "talks":
        return None
    return Trigger(_way(line, match, stop, "call"), "verb", *match.span(), word="spoke")


def _received(line: str, _begin: int, stop: int, match: re.Match[str]) -> Trigger | None:
    word = match[0].lower()
    if word.endswith("on") and word.startswith("call") and cw.URGED.match(line, match.end(), stop):
        return None
    kind: Kind = "call" if word in cw.PHONING else "meeting"
    return Trigger(kind, "verb", *match.span(), direct=True, word=word)


def _chaired(line: str, _begin: int, stop: int, match: re.Match[str]) -> Trigger:
    kind = _way(line, match, stop, "meeting")
    return Trigger(kind, "verb", *match.span(), direct=match["direct"] is not None, word="co-chaired")


def _credentials(_line: str, _begin: int, _stop: int, match: re.Match[str]) -> Trigger:
    return Trigger("meeting", "verb", *match.span(), direct=match["got"] is not None, word="credentials")


def _together(line: str, _begin: int, stop: int, match: re.Match[str]) -> Trigger:
    before = line[max(0, match.start() - 24) : match.start()]
    frame: Frame = "gerund" if match["opens"] else "verb"
    return Trigger(_way(line, match, stop, "meeting", before), frame, *match.span(), word="their")


def _views(line: str, _begin: int, stop: int, match: re.Match[str]) -> Trigger:
    return Trigger(_way(line, match, stop, "meeting"), "verb", *match.span(), direct=True, word="views")


def _gerund(line: str, begin: int, stop: int, match: re.Match[str]) -> Trigger | None:
    if not cw.GERUND_BEFORE.search(line[max(begin, match.start() - 24) : match.start()]):
        return None
    word = match["word"].lower()
    speaks = word in {"speaking", "talking"}
    if speaks and not _SPEAKS_WITH.match(line, match.end()):
        return None
    kind: Kind = _way(line, match, stop, "meeting") if speaks or word == "meeting" else "meeting"
    return Trigger(kind, "gerund", *match.span(), direct=not speaks, word=word)


def _noun(line: str, begin: int, stop: int, match: re.Match[str]) -> Trigger | None:
    noun = match["noun"].lower()
    ahead = line[match.end() : min(stop, match.end() + 120)]
    among = cw.AMONG.match(ahead) if "between" in ahead or "of" in ahead else None
    if among is not None and _ANOTHER.search(ahead, 0, among.end()):
        among = None  # `their meeting in Rome and the call between A and B`
    rang = "call" in noun and _FROM_AHEAD.match(ahead)
    if not among and not rang and not ("with" in ahead and _WITH_AHEAD.match(ahead)):
        return None
    before = line[max(begin, match.start() - 60) : match.start()]
    kind = _way(line, match, stop, "call" if noun in {"call", "calls"} else "meeting", before)
    frame: Frame = "between" if among else "noun"
    return Trigger(kind, frame, *match.span(), plural=_is_plural(noun), word=noun)


def _is_plural(noun: str) -> bool:
    return noun.endswith("s") and not noun.endswith(_NO_PLURALS)


def _way(line: str, match: re.Match[str], end: int, otherwise: Kind, before: str | None = None) -> Kind:
    """Meeting, call or video, from the words around a match up to the end of its clause.

    A noun brings the words `before` it; only those close to it count then.
    """
    begin, stop = match.span()
    far = min(end, stop + 260)
    leading = max(0, begin - 24) if before is None else begin - len(before)
    # Few clauses hold any of the words, which letters looked for as they stand tell at once.
    if not _holds(small(line[leading:far]), _WAYS):
        return otherwise
    tail = line[stop:far]
    cut = _CLAUSE_END.search(tail)
    clause = tail[: cut.start()] if cut else tail
    if before is None:
        near = line[max(0, begin - 10) : stop] + clause
        close = line[leading:stop] + tail[:60] + tail[-60:]
        phone = near
    else:
        near = (before + line[begin:stop] + clause)[: len(before) + 140]
        close = phone = before[-24:] + line[begin:stop]
    near, close, phone = small(near), small(close), small(phone)
    if _holds(near, cw.OF_VIDEO) and cw.VIDEO.search(near):
        return "video"
    if _holds(near, cw.OF_IN_PERSON) and cw.IN_PERSON.search(near):
        return "meeting"
    if "call" in close and cw.COURTESY.search(close):
        return "meeting"
    return "call" if _holds(phone, cw.OF_PHONE) and cw.PHONE.search(phone) else otherwise


def _holds(text: str, pieces: tuple[str, ...]) -> bool:
    return any(map(text.__contains__, pieces))


def _rule(
    needs: frozenset[str],
    opens: frozenset[str],
    pattern: re.Pattern[str],
    make: _Make,
    *,
    small: bool = False,
    holds: frozenset[str] = frozenset(),
) -> _Rule:
    """A rule whose words may open a sentence too."""
    return _Rule(_capital_too(needs), _capital_too(opens), pattern, make, small, holds)


def _capital_too(words: frozenset[str]) -> frozenset[str]:
    return words | {word.capitalize() for word in words}


_RULES: Final = (
    _rule(cw.OF_LETTERS, cw.OPEN_LETTER, cw.LETTER, _letter, small=True, holds=cw.IN_LETTER),
    _rule(cw.OF_JOINTLY, cw.OF_JOINTLY, cw.JOINTLY, _plain("meeting", "jointly", "jointly")),
    _rule(cw.OF_JOURNEYS, cw.OPEN_EVENT, cw.EVENT, _ceremony, small=True),
    _rule(cw.OF_JOURNEYS, cw.OPEN_VISIT, cw.VISIT, _visit, small=True),
    _rule(cw.OF_CHAIRS, cw.OPEN_CHAIRED, cw.CHAIRED, _chaired, small=True),
    _rule(cw.OF_CREDENTIALS, cw.OPEN_CREDENTIALS, cw.CREDENTIALS, _credentials, small=True),
    _rule(cw.OF_TALKS, cw.OPEN_HELD, cw.HELD, _held, small=True),
    _rule(cw.OF_MET, cw.OPEN_MET, cw.MET, _met),
    _rule(cw.OF_TO_MEET, cw.OPEN_PURPOSE, cw.PURPOSE, _plain("meeting", "verb", "to meet", group="to")),
    _rule(cw.OF_PHONES, cw.OPEN_BY_PHONE, cw.BY_PHONE, _plain("call", "verb", "by phone", group="verb")),
    _rule(cw.OF_DIRECT, cw.OPEN_PASSIVE, cw.PASSIVE, _plain("meeting", "verb", "by", direct=True)),
    _rule(cw.OF_SPOKE, cw.OF_SPOKE, cw.SPOKE, _spoke),
    _rule(cw.OF_DIRECT, cw.OPEN_DIRECT, cw.DIRECT, _received),
    _rule(cw.OF_VIEWS, cw.OF_VIEWS, cw.VIEWS, _views),
    _rule(cw.OF_GERUNDS, cw.OF_GERUNDS, cw.GERUND, _gerund),
    _rule(cw.OF_TALKS, cw.OPEN_NOUN, cw.NOUN, _noun, small=True),
    _rule(cw.OF_TALKS, cw.OPEN_TOGETHER, cw.TOGETHER, _together, small=True, holds=cw.IN_TOGETHER),
    _rule(cw.OF_VISITS, cw.OPEN_STAY, cw.STAY, _plain("visit", "stay")),
)
"""In the order of precedence."""
_NEEDED: Final = frozenset().union(*(rule.needs for rule in _RULES))
_TOLD: Final = frozenset().union(*(rule.opens | rule.holds for rule in _RULES))
"""The words that decide whether a rule is tried."""


@lru_cache(maxsize=4096)
def _rules_for(words: frozenset[str]) -> tuple[tuple[_Rule, ...], bool]:
    """The rules to try on a sentence that holds these words; whether any of them is read in small letters.

    Few sentences hold others of these words than one before.
    """
    rules = tuple(rule for rule in _RULES if not rule.needs.isdisjoint(words))
    return rules, any(rule.small for rule in rules)
