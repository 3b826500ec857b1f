"""Whether a date is told as past or as a plan, from the verbs around it.

Only the sentence is read, and of it only the words near the date: the verb group before it in the same
clause decides; where a clause opens with its date, the verb after it does.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final, Literal

from storage.text.dates.vocabulary import any_of
from storage.text.fold import apart, small

__all__ = ["Outlook", "Verbs", "outlook", "verbs"]

Outlook = Literal["past", "future", "present", "open"]
"""`present` is told in the present tense: an agenda (`meets Tuesday`), or history told vividly; or it was
intended then (`was to open on`)."""

_REACH: Final = 160
_CLOSE: Final = 60
_NEAR: Final = 220

_IRREGULAR: Final = """was were had did met held said told took gave went made came began spoke
    wrote paid led won lost fell rose saw left sent sat ran became got brought bought sold found
    heard kept laid put read stood understood thought caught taught fought built spent cut hit shot
    struck flew drew grew knew threw broke chose drove fed felt forbade forgot froze hung hid lent
    lit quit rang sank sang shook shut slept sought spread swore swam wore withdrew withstood
    overcame undertook underwent born""".split()
_NOT_PAST: Final = """need speed exceed proceed succeed indeed feed seed breed embed shed sacred
    hundred united limited advanced related armed""".split()
# Verbs whose base form is also their past: `would cut`, `agreed to put`.
_LIKE_PAST: Final = "(?:cut|hit|put|read|shut|quit|spread)"
# A modal verb with what depends on it, so that the participle in `will be held` is no past.
_MODAL: Final = (
    r"(?:will(?!\s(?:of|to)\b)|['’]ll|shall|won['’]t|(?:can|could|may|might|must|should|would)(?!\shave\b))"
    rf"(?:\s(?:not|also|then|now|soon|again|\w+ly))?(?:\s(?:have|(?:be|stay|remain)\s\w+|be|{_LIKE_PAST}))?"
)
_FUTURE: Final = (
    _MODAL,
    r"(?:being|to\s(?:\w+ly\s)?be)\s\w+ed|to\sbe\s(?:held|sent|built|led|sold)",
    r"going\sto|about\sto|scheduled|slated|due\s(?:to|in|on|for|by)|due(?=\s[A-Z][a-z]{2,5}day)|expected|invited|invites|planning",
    r"(?:is|are|be)\s(?:\w+ly\s|now\s|also\s)?(?:to\s(?!date)(?:be\s\w+)?|set\s(?:to|for)|planned|poised)",
    r"planned|plans?\s(?:to|for)|intends?\s(?:to|for)|expects?|aims?\sto|hopes?\sto|preparations?\sfor",
    r"preparing\sfor|looks?\sforward|looking\sforward|upcoming|forthcoming|ahead\sof|in\sthe\srun-up\sto",
    r"deadline|payable|maturing|begins|starts|opens|resumes|expires?|kicks\soff|takes\s(?:place|effect)",
    r"(?<!to\s)(?:resume|reopen)|(?:runs|lasts|continues|stays|remains)\s(?:\w+\s){0,2}(?:until|till|through)",
    r"agreed\sto\s(?:meet|hold|visit|convene|resume|send|sign)",
)
# What was then intended may have come to pass or lie ahead still.
_INTENDED: Final = (
    r"(?:was|were|been)\s(?:\w+ly\s)?(?:to\s(?:be\s\w+)?|due|scheduled|slated|set\s(?:to|for)|expected|planned)",
    r"had\s(?:hoped|planned|expected|intended)\sto|hoped\sto",
)
_PAST: Final = (
    r"ha(?:s|ve)\s(?:been|\w+(?:ed|en|ne|ld|nt|ght|de))",
    any_of(word for word in _IRREGULAR if word not in _LIKE_PAST),
    rf"(?<!to\s){_LIKE_PAST}",
    # Looks for the end first: few words have it, and all would be compared with those that are no verbs.
    rf"(?=[A-Za-z][a-z]{{3,21}}+(?<=ed))(?!(?i:{'|'.join(_NOT_PAST)})\b)[A-Za-z][a-z]{{3,21}}+",
)
_PRESENT: Final = """is are has have says meets holds visits arrives takes attends leaves returns
    travels votes hosts goes comes ends closes""".split()
_OPENING: Final = 4
"""Letters with which a cue opens that few other words share."""
_CUES_OPEN: Final = frozenset(
    word[:_OPENING]
    for word in """will shall won can could may might must should would being to going about scheduled slated
    due expected invited invites planning is are be planned plan plans intend intends expects aim aims
    hope hopes hoped preparations preparing look looks looking upcoming forthcoming ahead in deadline payable
    maturing begins starts opens resumes expire expires kicks takes resume reopen runs lasts continues stays
    remains agreed was were been had has have cut hit put read shut quit spread""".split()
    + _IRREGULAR
    + _PRESENT
)
_CUE: Final = (
    rf"(?:(?P<intended>{'|'.join(_INTENDED)})|(?P<future>{'|'.join(_FUTURE)})"
    rf"|(?P<past>{'|'.join(_PAST)})|(?P<present>{any_of(_PRESENT)}))\b"
)
_CUES: Final = re.compile(
    # Looking a few characters ahead turns most words away before a hundred alternatives are tried.
    rf"\b(?=[A-Za-z'’])(?=['’]|{any_of(_CUES_OPEN)}|[A-Za-z][a-z]{{3,21}}+(?<=ed)){_CUE}"
)
_BREAK: Final = r";|:\s|—|–\s|,\s(?:and|but|while|whereas|which|who|where|when|as)\s"
_CLAUSE_BREAK: Final = re.compile(_BREAK)
_CLAUSE_BREAK_OR_DASH: Final = re.compile(rf"{_BREAK}|\s-\s")
"""Looks at every character, which the other need not."""
_LONGEST_BREAK: Final = 16
_DASH: Final = re.compile(r"-(?<=\s-)\s")
_SINCE: Final = re.compile(
    r"\b(?:since|until\slast|back\sin|founded|established|born|adopted|signed)"
    r"\s(?:\w+\s){0,3}$"
)
_SINCE_OPENS: Final = frozenset("since until back founded established born adopted signed".split())
_AHEAD: Final = re.compile(
    r"\b(?:upcoming|forthcoming|next|ahead\sof"
    r"|no\slater\sthan|not\slater\sthan|deadline\sof"
    r"|(?:extended|postponed|delayed|rescheduled|adjourned|deferred|moved|put\soff)\s(?:to|until|till|for))"
    r"\s(?:\w+\s){0,4}$"
)
_AHEAD_OPENS: Final = frozenset(
    """upcoming forthcoming next ahead no not deadline extended postponed delayed rescheduled adjourned
    deferred moved put""".split()
)
"""The words with which that begins, as `_SINCE_OPENS` are."""
# `gave him until Friday to resign`
_GRACE: Final = re.compile(
    r"\b(?:(?:gives?|gave|given)\s(?:[\w’'.-]+\s){1,4}|(?:has|have|had)\s)until\s(?:\w+\s)?$"
)
# Goods are sold for a month ahead: `crude oil for September delivery`.
_FORWARD: Final = re.compile(r"\s(?:delivery|futures|contracts?|settlement)\b")
# `the meeting planned for April 10 was cancelled`: it may have come to pass or lie ahead still.
_BARE_PLAN: Final = re.compile(r"(?<!is )(?<!are )(?<!be )(?:planned|scheduled|slated|expected|due|set)\b")
_DECIDED: Final = re.compile(r",?\s(?:\w+ly\s|has\s|have\s|had\s){0,2}(?:was|were|been|took|failed|drew)\b")
# `if no accord is reached by Friday`
_IS: Final = re.compile(r"\b(?:is|are)\s(?:not\s|\w+ly\s)?$")
# What is told in the present of a day named right behind it is on the agenda: `returns home on Saturday`.
_AGENDA: Final = frozenset(
    "meets holds arrives takes attends goes comes leaves returns travels hosts visits".split()
)
_IS_ON: Final = re.compile(r"\b(?:is|are)\s(?:on\s)?$")
_RIGHT_BEHIND: Final = re.compile(r"\s(?:[\w’'.-]+\s){0,3}$")
_AUXILIARIES: Final = frozenset({"is", "are", "has", "have", "says"})
_BY: Final = re.compile(r"\b(?:by|until|before|starting|beginning|effective)\s$")
_PLANNING: Final = re.compile(
    r"invited|agreed|decided|announced|asked|urged|promised|pledged|vowed|ordered|voted"
)
# `called a strike for Tuesday`
_APPOINTING: Final = re.compile(r"\b(?:called|fixed|announced|booked|appointed)$")
_HELD_ON: Final = re.compile(
    r"\bto\s(?:be\s\w+|take\splace|attend|meet|visit|begin|start|open|mark|celebrate|join|convene|host|hold|put|send|sign"
    r"|resume|reopen|return|release|vote|pay|close|cut)\b[^.;]{0,80}$"
)


class Verbs:
    """What a sentence tells its tense by: cues with where they stand, in order, as far as its dates ask."""

    __slots__ = ("_ahead", "begin", "cues", "line", "starts", "stop")

    def __init__(self, line: str, begin: int, stop: int) -> None:
        self.line = line
        self.begin = begin
        self.stop = stop
        self.cues: list[re.Match[str]] = []
        """Those that were looked for so far, from the clause of the first date on."""
        self.starts: list[int] = []
        self._ahead: Iterator[re.Match[str]] | None = None

    def clause(self, at: int) -> int:
        """Where the clause of a date begins, if not too far before it; else where the sentence does."""
        near = max(self.begin, at - _REACH - _LONGEST_BREAK)
        dashed = _DASH.search(self.line, near, at)
        begins = self.begin
        for found in (_CLAUSE_BREAK_OR_DASH if dashed else _CLAUSE_BREAK).finditer(self.line, near, at):
            begins = found.end()
        if self._ahead is None:
            # No cue goes on over the break of a clause: those before it are never asked for.
            self._ahead = _CUES.finditer(self.line, begins, self.stop)
        return begins

    def look_past(self, at: int) -> int:
        """How many cues stand before an offset, once the first behind it was found too."""
        while self._ahead and (not self.starts or self.starts[-1] < at):
            cue = next(self._ahead, None)
            if cue is None:
                break
            self.cues.append(cue)
            self.starts.append(cue.start())
        return bisect_left(self.starts, at)


def verbs(line: str, sentence: tuple[int, int]) -> Verbs:
    """Finds them once for all dates of one sentence of a line, as far as these ask."""
    return Verbs(line, *sentence)


def outlook(sentence: Verbs, begin: int, stop: int) -> Outlook:
    """How the date at `line[begin:stop]` is told; `future` is a plan."""
    before = small(sentence.line[max(sentence.begin, begin - _CLOSE) : begin])
    words = frozenset(apart(before).split())
    if (
        (not words.isdisjoint(_AHEAD_OPENS) and _AHEAD.search(before))
        or ("until" in words and _GRACE.search(before))
        or _FORWARD.match(sentence.line, stop)
    ):
        return "future"
    if not words.isdisjoint(_SINCE_OPENS) and _SINCE.search(before):
        return "past"
    clause = max(begin - _REACH, sentence.clause(begin))
    at = sentence.look_past(begin)
    cue = sentence.cues[at - 1] if at else None
    if cue and (cue.end() > begin or cue.start() < clause):
        cue = None
    if cue and cue.lastgroup != "present":
        return _by_cue(sentence.line, cue, begin, stop)
    ahead = sentence.cues[at] if at < len(sentence.cues) else None
    parted = (
        ahead
        and cue
        and cue[0] not in _AUXILIARIES
        and (
            "," in sentence.line[stop : ahead.start()]
            or (cue[0] in _AGENDA and _RIGHT_BEHIND.fullmatch(sentence.line, cue.end(), begin))
        )
    )
    if (
        ahead
        and not parted
        and ahead.lastgroup in {"past", "future"}
        and stop <= ahead.start() <= stop + _NEAR
    ):
        return "future" if ahead.lastgroup == "future" else "past"
    owned = sentence.line.startswith(("’s", "'s"), stop)
    if cue and (cue[0] not in _AUXILIARIES or (_IS_ON.search(before) and not owned)):
        return "present"
    return "future" if _BY.search(before) else "open"


def _by_cue(line: str, cue: re.Match[str], begin: int, stop: int) -> Outlook:
    """What the verb before a date says of it.

    `invited him to attend celebrations on May 9` tells a plan behind a verb of the past.
    """
    bare = cue.lastgroup == "future" and _BARE_PLAN.match(line, cue.start()) and _DECIDED.match(line, stop)
    if cue.lastgroup == "intended" or bare:
        return "present"
    near = max(0, cue.start() - 24), cue.start()
    if cue.lastgroup == "past" and line.endswith(("by ", "before "), 0, begin) and _IS.search(line, *near):
        return "future"
    planned = (_PLANNING.search(cue[0]) and _HELD_ON.search(line, cue.end(), begin)) or (
        _APPOINTING.search(cue[0]) and line.endswith(("for ", "for the "), cue.end(), begin)
    )
    return "future" if planned or cue.lastgroup == "future" else "past"
