"""The words that tell of a contact: verbs, nouns and set phrases, with the grammar each of them asks for.

All expressions are bounded; only those are tried whose words stand in the sentence.
"""

import re
from typing import Final, Literal, NamedTuple

from storage.text.records import Kind

__all__ = ["CONTACT_WORDS", "OFFICE_WORDS", "Frame", "Trigger", "triggers"]

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


_LOWER: Final = """met meet meets meeting meetings talk talks talked talking spoke speak speaks speaking spoken conversation
    conversations call calls called calling phone phoned telephone telephoned received receives receiving welcomed
    welcomes welcoming hosted hosts hosting greeted greeting greetings visit visits visited visiting traveled travelled
    travels trip arrived congratulate congratulated congratulates congratulating congratulations congratulatory message
    messages letter letters wrote condolences attend attended attends attending chaired summit summits dialogue dialogues
    consultations consulted discussed discussion discussions negotiations exchange exchanged exchanges exchanging jointly
    audience conferred joined teleconference videoconference telegram telegrams rang sat lunch dinner breakfast
    participated""".split()
OFFICE_WORDS: Final = frozenset(
    "inaugurated sworn elected election appointed crowned installed joined stopped dropped attendance present".split()
)
"""Sentences with these are read for who came into office, was a guest, or joined a meeting late."""
CONTACT_WORDS: Final = frozenset(_LOWER) | frozenset(word.capitalize() for word in _LOWER)
"""A sentence without any of these tells of no contact."""

_OF_LETTERS: Final = frozenset(
    """congratulate congratulated congratulates congratulating congratulations congratulatory message messages letter letters wrote
    condolences greetings exchanged exchanges exchanging telegram telegrams""".split()
)
_OF_VISITS: Final = frozenset("visit visits visited visiting trip".split())
_OF_JOURNEYS: Final = _OF_VISITS | frozenset(
    "traveled travelled travels arrived attend attended attends attending sat".split()
)
_OF_PHONES: Final = frozenset("phone telephone phoned telephoned phones".split())
_OF_MET: Final = frozenset("met meets meeting conferred sat".split())
_OF_TO_MEET: Final = frozenset("meet hold".split())
_OF_SPOKE: Final = frozenset("spoke speaks talked spoken talks".split())
_PHONING: Final = frozenset("phoned telephoned rang called calls".split())
_OF_DIRECT: Final = _PHONING | frozenset(
    "received receives hosted hosts welcomed welcomes greeted met".split()
)
_OF_TALKS: Final = frozenset(
    """meeting meetings talk talks conversation conversations call calls phone telephone discussions consultations negotiations dialogue
    dialogues summit summits audience teleconference""".split()
) | {"videoconference", "lunch", "dinner", "breakfast", "meet", "exchange", "conference"}
_WORD: Final = re.compile(r"[^\W\d_]+")
_ADJECTIVES: Final = r"(?:(?!with\b|and\b|between\b|of\b|to\b)[\w’'-]+,?\s+){0,7}?"
_MEETING: Final = (
    r"(?:(?:phone|telephone|video|online|virtual)[\s-]+(?:calls?|conversations?|talks?|meetings?|conferences?|discussions?)"
    r"|meetings?|talks|conversations?|calls?|discussions?|consultations|negotiations|dialogues?|summit|video\s?conference"
    r"|teleconference|audience|exchange\s+of\s+views|working\s+(?:lunch|dinner|breakfast)|one-on-one|encounter|get-together"
    r"|lunch|dinner|breakfast|tête-à-tête)"
)
_HELD: Final = re.compile(
    r"\b(?P<verb>held|had|has|have|hold|holds|holding|having|conducted|convened|co-chaired|co-hosted|concluded|participated\s+in"
    r"|took\s+part\s+in|engaged\s+in|sat\s+down\s+for|took|made|received|placed|joined)\s+"
    rf"(?:(?:also|then|later|separately|today|earlier|just)\s+)?(?:(?:[\w-]+\s+){{0,3}}(?:rounds?|series|number)\s+of\s+)?(?P<adj>{_ADJECTIVES})(?P<noun>{_MEETING})\b",
    re.I,
)
_MET: Final = re.compile(r"\b(?:met|meets|Meets|Met|conferred|sat\s+down|[Hh]olds?\s+(?:a\s+)?meeting)\b")
_PURPOSE: Final = re.compile(
    r"\b(?:visited|travel(?:l)?ed|arrived|flew|went|came|stopped|hosted)\b(?:(?!\b(?:will|would|plans?|invit\w+|agreed|hopes?|ask\w*)\b)[^.;:]){0,160}?"
    r"(?P<to>\bto\s+(?:meet|hold\s+(?:[\w-]+\s+){0,3}?(?:talks|meetings?|consultations|discussions)))\b"
)
_SPOKE: Final = re.compile(r"\b(?:spoke|speaks|Speaks|talked|talks|spoken)\b")
_DIRECT: Final = re.compile(
    r"\b(?:[Rr]eceived|[Rr]eceives|[Hh]osted|[Hh]osts|[Ww]elcomed|[Ww]elcomes|[Gg]reeted|phoned|telephoned|rang|called|calls)\b"
)
_PASSIVE: Final = re.compile(
    r"\b(?:was|were)\s+(?:\w+\s+)?(?:received|welcomed|greeted|hosted|met)\s+(?:[\w-]+\s+){0,8}?by\b"
)
_BY_PHONE: Final = re.compile(
    r"\b(?P<verb>discussed|reviewed|agreed|exchanged|consulted|coordinated)\b[^.;:]{0,160}?\b(?:(?:by|over\s+the|via|on\s+the)\s+(?:tele)?phone|in\s+an?\s+(?:tele)?phone\s+call)\b"
)
_COURTESY: Final = re.compile(r"\b(?:courtesy|farewell|introductory)\s+calls?\b", re.I)
_GERUND: Final = re.compile(
    r"\b(?P<word>[Mm]eeting|[Ww]elcoming|[Rr]eceiving|[Hh]osting|[Gg]reeting|[Ss]peaking|[Tt]alking|[Cc]ongratulating)\b"
)
_AMONG: Final = re.compile(r"(?:\s+[\w’'.,-]+){0,8}?\s+between\b|\s+of\s+(?:the\s+)?[A-Z]")
_NOUN: Final = re.compile(rf"\b(?P<noun>{_MEETING})\b", re.I)
_GERUND_BEFORE: Final = re.compile(
    r"(?:^|[,;:—–“]\s*|\b(?:while|when|after|upon|in|by|before|during|and|said|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\s+)$",
    re.I,
)
_VISIT: Final = re.compile(
    r"\b(?:visited|visits|is\s+visiting|was\s+visiting|(?:paid|pays|made|makes|began|begins|started|kicked\s+off|concluded|wrapped\s+up|is\s+on|was\s+on|embarked\s+on|undertook)"
    rf"\s+{_ADJECTIVES}(?:visits?|trip)\s+to|travel(?:l)?(?:ed|s)\s+to|arrived\s+in|arrives\s+in|(?:visited|toured)\s+by)\b",
    re.I,
)
_STAY: Final = re.compile(r"\b(?:visits?|[Tt]rip|Visit)\b(?=\s+(?:to|by|of)\b)|(?<=\s)visit\b")
_EVENT: Final = re.compile(
    r"\b(?:attended|attends|attending|took\s+part\s+in|participated\s+in)\s+(?:[\w’'-]+\s+){0,9}?(?P<event>inauguration|swearing-in"
    r"|opening\s+ceremony|closing\s+ceremony|funeral|coronation|enthronement|parade|celebrations?|banquet|reception|gala"
    r"|commemorat\w+|memorial|ceremony|wedding)\b",
    re.I,
)
_LETTER: Final = re.compile(
    r"\b(?:(?P<swap>exchang(?:ed|es|ing))\s+(?:[\w’'-]+\s+){0,4}?(?:messages?|congratulations|letters?|greetings|felicitations|telegrams?|condolences)"
    r"|(?P<to>(?:sent|sends|sending|extended|extends|conveyed|offered|dispatched|addressed)\s+(?:[\w’'-]+\s+){0,5}?"
    r"(?:messages?|letters?|telegrams?|condolences|congratulations|felicitations|congratulatory\s+\w+|note)"
    r"|wrote(?:\s+(?:a\s+)?(?:letter|message))?)"
    r"|(?P<praise>congratulat(?:ed|es|ing|e))"
    r"|(?P<from>(?:messages?|letters?|greetings|congratulations|telegrams?)\s+(?:[\w’'-]+\s+){0,3}?from)"
    r"|(?P<got>received\s+(?:[\w’'-]+\s+){0,4}?(?:messages?|letters?|congratulations|telegrams?)\s+from))\b",
    re.I,
)
_JOINTLY: Final = re.compile(
    r"\bjointly\s+(?:announced|signed|issued|witnessed|launched|declared|inaugurated|attended|chaired|unveiled|opened|adopted|met)\b"
)
_NOT_PEOPLE: Final = re.compile(
    r"\s+(?:the|its|their|all|these|those|his|her|our|every|any|no|some|most)?\s*(?:\w+\s+){0,2}?"
    r"(?:needs?|requirements?|conditions?|criteria|challenges?|goals?|targets?|expectations?|deadlines?|obligations?|demands?|standards?|commitments?)\b"
)
_VIDEO: Final = re.compile(
    r"\b(?:video|virtual|virtually|videoconference|online|via\s+zoom|remotely)\b", re.I
)
_PHONE: Final = re.compile(
    r"\b(?:phone|telephone|telephoned|phoned|call|calls|phone-call|teleconference|rang|by\s+phone)\b", re.I
)
_IN_PERSON: Final = re.compile(
    r"\b(?:in\s+person|on\s+the\s+(?:sidelines|margins)|face[\s-]to[\s-]face|at\s+the\s+(?:White\s+House|Kremlin|palace|presidential))\b",
    re.I,
)


def triggers(line: str, begin: int, stop: int) -> list[Trigger]:
    """The contact words of the sentence `line[begin:stop]`, in order; overlapping ones only once."""
    words = {word.lower() for word in _WORD.findall(line, begin, stop)}
    found: list[Trigger] = []
    if words & _OF_LETTERS:
        _letters(line, begin, stop, found)
    if "jointly" in words:
        for match in _JOINTLY.finditer(line, begin, stop):
            _add(found, Trigger("meeting", "jointly", match.start(), match.end(), word="jointly"))
    if words & _OF_JOURNEYS:
        _journeys(line, begin, stop, found)
    if words & _OF_TALKS:
        for match in _HELD.finditer(line, begin, stop):
            _held(line, match, stop, found)
    _verbs(line, begin, stop, words, found)
    _gerunds(line, begin, stop, found)
    if words & _OF_TALKS:
        _nouns(line, begin, stop, found)
    if words & _OF_VISITS:
        for match in _STAY.finditer(line, begin, stop):
            _add(found, Trigger("visit", "stay", *match.span(), word=match[0].lower()))
    return sorted(found, key=lambda trigger: trigger.begin)


def _journeys(line: str, begin: int, stop: int, found: list[Trigger]) -> None:
    for match in _EVENT.finditer(line, begin, stop):
        _add(found, Trigger("event", "event", match.start(), match.end(), word=match["event"].lower()))
    for match in _VISIT.finditer(line, begin, stop):
        if not _adjective(line, match):
            _add(found, Trigger("visit", "visit", match.start(), match.end(), word=match[0].lower()))


def _verbs(line: str, begin: int, stop: int, words: set[str], found: list[Trigger]) -> None:
    if words & _OF_MET:
        for match in _MET.finditer(line, begin, stop):
            if not _NOT_PEOPLE.match(line, match.end()):
                kind = _way(line, match.start(), match.end(), stop, "meeting")
                _add(found, Trigger(kind, "verb", *match.span(), word="met"))
    if words & _OF_TO_MEET:
        for match in _PURPOSE.finditer(line, begin, stop):
            _add(found, Trigger("meeting", "verb", match.start("to"), match.end("to"), word="to meet"))
    if words & _OF_PHONES:
        for match in _BY_PHONE.finditer(line, begin, stop):
            _add(found, Trigger("call", "verb", *match.span("verb"), word="by phone"))
    if "by" in words and words & _OF_DIRECT:
        for match in _PASSIVE.finditer(line, begin, stop):
            _add(found, Trigger("meeting", "verb", *match.span(), direct=True, word="by"))
    if words & _OF_SPOKE:
        for match in _SPOKE.finditer(line, begin, stop):
            if match[0] != "talks":
                kind = _way(line, match.start(), match.end(), stop, "call")
                _add(found, Trigger(kind, "verb", *match.span(), word="spoke"))
    if words & _OF_DIRECT:
        for match in _DIRECT.finditer(line, begin, stop):
            kind = "call" if match[0].lower() in _PHONING else "meeting"
            _add(found, Trigger(kind, "verb", *match.span(), direct=True, word=match[0].lower()))


def _adjective(line: str, match: re.Match[str]) -> bool:
    """`frequent high-level visits`: the noun, not the verb."""
    return match[0].lower() == "visits" and line[: match.start()].rstrip().endswith(
        ("level", "mutual", "state", "official", "of", "exchange", "frequent", "recent")
    )


def _letters(line: str, begin: int, stop: int, found: list[Trigger]) -> None:
    for match in _LETTER.finditer(line, begin, stop):
        word = match.lastgroup or ""
        _add(found, Trigger("message", "letter", *match.span(), word=word))


def _held(line: str, match: re.Match[str], stop: int, found: list[Trigger]) -> None:
    noun = match["noun"].lower()
    verb = match["verb"].lower()
    if verb in {"took", "made", "placed", "received"} and "call" not in noun:
        return
    if verb == "joined":
        _add(found, Trigger("meeting", "noun", *match.span(), word="joined"))
        return
    kind = _way(line, match.start(), match.end(), stop, "meeting")
    plural = noun.endswith("s") and noun not in {"talks", "consultations", "negotiations", "discussions"}
    _add(found, Trigger(kind, "verb", *match.span(), plural=plural, word="held"))


def _gerunds(line: str, begin: int, stop: int, found: list[Trigger]) -> None:
    for match in _GERUND.finditer(line, begin, stop):
        before = line[max(begin, match.start() - 24) : match.start()]
        if not _GERUND_BEFORE.search(before):
            continue
        word = match["word"].lower()
        if word == "congratulating":
            continue
        kind: Kind = "meeting"
        if word in {"speaking", "talking"}:
            if not re.compile(r"\s+(?:by\s+\w+\s+)?(?:with|to)\s").match(line, match.end()):
                continue
            kind = _way(line, match.start(), match.end(), stop, "meeting")
        elif word == "meeting":
            kind = _way(line, match.start(), match.end(), stop, "meeting")
        _add(
            found,
            Trigger(kind, "gerund", *match.span(), direct=word not in {"speaking", "talking"}, word=word),
        )


def _nouns(line: str, begin: int, stop: int, found: list[Trigger]) -> None:
    for match in _NOUN.finditer(line, begin, stop):
        noun = match["noun"].lower()
        ahead = line[match.end() : min(stop, match.end() + 120)]
        before = line[max(begin, match.start() - 60) : match.start()]
        kind = _way(
            line, match.start(), match.end(), stop, "call" if noun in {"call", "calls"} else "meeting", before
        )
        plural = noun.endswith("s") and not noun.endswith(
            ("talks", "consultations", "negotiations", "discussions")
        )
        if _AMONG.match(ahead):
            _add(found, Trigger(kind, "between", *match.span(), plural=plural, word=noun))
        elif re.match(r"(?:\s+[\w’'.,()-]+){0,14}?\s+with\b", ahead):
            _add(found, Trigger(kind, "noun", *match.span(), plural=plural, word=noun))


def _way(line: str, begin: int, stop: int, end: int, otherwise: Kind, before: str = "") -> Kind:
    """Meeting, call or video, from the words around the trigger up to the end of its clause."""
    tail = line[stop : min(end, stop + 260)]
    cut = re.search(r"[;:]|,\s+(?:which|who|where|during|while|saying|with\s+the)\b|\bthat\b", tail)
    near = (
        (before or line[max(0, begin - 10) : begin])
        + line[begin:stop]
        + (tail[: cut.start()] if cut else tail)
    )
    if _VIDEO.search(near[: len(before) + 140] if before else near):
        return "video"
    if _IN_PERSON.search(near):
        return "meeting"
    close = (
        line[max(0, begin - 24) : stop] + tail[:60] + tail[-60:]
        if not before
        else before[-24:] + line[begin:stop]
    )
    if _COURTESY.search(close):
        return "meeting"
    if _PHONE.search(close if before else near):
        return "call"
    return otherwise


def _add(found: list[Trigger], trigger: Trigger) -> None:
    if all(trigger.stop <= other.begin or trigger.begin >= other.stop for other in found):
        found.append(trigger)
