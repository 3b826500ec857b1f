"""Whether a date is told as past or as a plan, from the verbs around it.

Only the sentence is read, and of it only the words near the date: the verb group before it in the same
clause decides; where a clause opens with its date, the verb after it does.
"""

import re
from bisect import bisect_left, bisect_right
from typing import Final, Literal, NamedTuple

__all__ = ["Outlook", "Verbs", "outlook", "verbs"]

Outlook = Literal["past", "future", "present", "open"]
"""`present` is told in the present tense: an agenda (`meets Tuesday`), or history told vividly."""

_REACH: Final = 160
_NEAR: Final = 90

_CUES: Final = re.compile(
    r"\b(?:"
    r"(?P<future>being\s\w+ed|will(?!\s(?:of|to)\b)|shall|won['’]t|(?:['’]ll)|going\sto|about\sto"
    r"|(?:is|are|be|been|was|were)\s(?:\w+ly\s|now\s|also\s)?(?:to\s(?!date)|due|scheduled|slated|set\s(?:to|for)|expected|planned|poised|invited\sto)"
    r"|scheduled|slated|due\s(?:to|in|on|for|by)|planned|plans?\s(?:to|for)|planning|intends?\s(?:to|for)|expects?|expected|aims?\sto|hopes?\sto|invited|invites"
    r"|begins|starts|opens|resumes|expires|kicks\soff|takes\s(?:place|effect)|upcoming|forthcoming|ahead\sof|in\sthe\srun-up\sto|looks?\sforward|looking\sforward|deadline|expires?|preparations?\sfor|preparing\sfor"
    r"|(?:can|could|may|might|must|should|would)(?!\shave)|agreed\sto\s(?:meet|hold|visit|convene|resume|send|sign))"
    r"|(?P<past>was|were|had|did|has\sbeen|have\sbeen|ha[sv]e\s\w+(?:ed|en|ne|ld|nt|ght|de)|met|held|said|told|took|gave|went|made|came|began|spoke|wrote|paid|led|won|lost|fell|rose|saw|left"
    r"|sent|sat|ran|became|got|brought|bought|sold|found|heard|kept|laid|put|read|stood|understood|thought|caught|taught|fought|built|spent|cut|hit|shot|struck|flew|drew|grew|knew|threw|broke|chose"
    r"|drove|fed|felt|forbade|forgot|froze|hung|hid|lent|lit|quit|rang|sank|sang|shook|shut|slept|sought|spread|swore|swam|wore|withdrew|withstood|overcame|undertook|underwent|born|died"
    r"|founded|signed|(?!need|speed|exceed|proceed|succeed|indeed|feed|seed|breed|agreed\sto|embed|shed|sacred|hundred|united|limited|so-called)[a-z]{2,20}(?:[^e\W]ed))"
    r"|(?P<present>is|are|has|have|says|meets|holds|visits|arrives|takes|attends|leaves|returns|travels|votes|hosts|goes|comes|ends|closes)"
    r")\b"
)
_CLAUSE_BREAK: Final = re.compile(r";|:\s|—|–\s|\s-\s|,\s(?:and|but|while|whereas|which|who|where|when|as)\s")
_SINCE: Final = re.compile(
    r"\b(?:since|until\slast|back\sin|as\searly\sas|founded|established|born|adopted|signed)\s(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
_AHEAD: Final = re.compile(
    r"(?:\b(?:upcoming|forthcoming|next|ahead\sof|scheduled\sfor|set\sfor|due\s(?:on|in|by)|slated\sfor|no\slater\sthan|not\slater\sthan|deadline\sof)"
    r"\s(?:\w+\s){0,4})$",
    re.IGNORECASE,
)
_AUXILIARIES: Final = frozenset({"is", "are", "has", "have", "says"})
_BY: Final = re.compile(r"\b(?:by|until|before|starting|beginning|effective|from)\s$", re.IGNORECASE)
_PLANNING: Final = re.compile(
    r"invited|agreed|decided|announced|asked|urged|promised|pledged|vowed|ordered|voted"
)
_HELD_ON: Final = re.compile(
    r"\bto\s(?:be\s\w+|take\splace|attend|meet|visit|begin|start|open|mark|celebrate|join|convene|host|hold)\b[^.;]{0,80}$"
)


class Verbs(NamedTuple):
    """What a sentence tells its tense by: cues and clause breaks with where they stand, in order."""

    line: str
    begin: int
    stop: int
    cues: tuple[re.Match[str], ...]
    starts: tuple[int, ...]
    breaks: tuple[int, ...]


def verbs(line: str, sentence: tuple[int, int]) -> Verbs:
    """Finds them once for all dates of one sentence of a line."""
    begin, stop = sentence
    cues = tuple(_CUES.finditer(line, begin, stop))
    breaks = tuple(m.end() for m in _CLAUSE_BREAK.finditer(line, begin, stop))
    return Verbs(line, begin, stop, cues, tuple(cue.start() for cue in cues), breaks)


def outlook(sentence: Verbs, begin: int, stop: int) -> Outlook:
    """How the date at `line[begin:stop]` is told; `future` is a plan."""
    before = sentence.line[max(sentence.begin, begin - _REACH) : begin]
    if _AHEAD.search(before):
        return "future"
    if _SINCE.search(before):
        return "past"
    at = bisect_left(sentence.starts, begin)
    cue = sentence.cues[at - 1] if at else None
    opened = bisect_right(sentence.breaks, begin)
    clause = max(begin - _REACH, sentence.breaks[opened - 1] if opened else sentence.begin)
    if cue and (cue.end() > begin or cue.start() < clause):
        cue = None
    if cue and cue.lastgroup != "present":
        return "future" if cue.lastgroup == "future" else _after_past(sentence.line, cue, begin)
    ahead = sentence.cues[at] if at < len(sentence.cues) else None
    if ahead and ahead.lastgroup != "present" and stop <= ahead.start() <= stop + _NEAR:
        return "future" if ahead.lastgroup == "future" else "past"
    if cue and cue[0] not in _AUXILIARIES:
        return "present"
    return "future" if _BY.search(before) else "open"


def _after_past(line: str, cue: re.Match[str], begin: int) -> Outlook:
    """`invited him to attend celebrations on May 9` tells a plan behind a verb of the past."""
    planned = _PLANNING.search(cue[0]) and _HELD_ON.search(line, cue.end(), begin)
    return "future" if planned else "past"
