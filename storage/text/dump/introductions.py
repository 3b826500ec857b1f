"""Lines that say of a text that it was first published elsewhere."""

import re
from collections.abc import Sequence
from typing import Final

from storage.text.fold import small

__all__ = ["announced", "announces", "introduces", "speaks_of_several"]

_KINDS: Final = (
    r"(?:articles?|reports?|texts?|speech(?:es)?|interviews?|pieces?|stor(?:y|ies)|statements?|remarks|essays?|posts?|letters?|transcripts?"
    r"|messages?|editorials?|obituar(?:y|ies)|items?|dispatch(?:es)?|commentar(?:y|ies)|communiqués?|address|resolutions?|declarations?"
    r"|translations?|extracts?|excerpts?|reviews?|accounts?|poems?|news)"
)
_POINTING_WORDS: Final = ("the following", "below")
_POINTING: Final = re.compile(
    # `Following his visit the minister made a statement` introduces nothing.
    rf"\b(?:the\sfollowing|below|^following\s(?=is|are|{_KINDS}))\b"
    r"(?:.{0,90}?\b(?:published|appeared|reprinted|carried)\b"
    rf"|.{{0,60}}?\b{_KINDS}\b.{{0,90}}?\b(?:released|issued|posted|delivered|made|given|taken)\b)"
)
_POINTED: Final = re.compile(
    rf"\b(?:(?:carried|published)\sthe\sfollowing\s(?:[\w-]+\s){{0,2}}?{_KINDS}\b"
    rf"|in\sthe\s(?:following|below)\s(?:[\w-]+\s){{0,3}}?{_KINDS}\b"
    r"|(?:statement|report|letter|speech|article|interview|message)s?\s(?:is|are|follows?|appears?)\s(?:\w+\s){0,2}below\W{0,2}$)"
)
_ELSEWHERE: Final = re.compile(
    r"\b(?:(?:was|were|is|are|been)\s(?:originally|first|also|previously)\s(?:published|posted|printed|carried|released|broadcast)"
    r"|(?:originally|first|previously)\s(?:published|appeared|ran))\b"
)
_BEFORE: Final = 100
"""What was published elsewhere is named in so many characters before."""
_NAMED: Final = re.compile(rf"\b(?:{_KINDS}|it|they|which)\b|\bwhere\s(?:it|this|they)\b|^\W{{0,2}}$")
_REPRINTED: Final = re.compile(
    r"\bre-?print(?:ed|ing)?\b.{0,60}\b(?:below|from|here|text|article|speech|statement|report|with|courtesy|interview|letter|it|this|the)\b"
)
_GIVEN: Final = re.compile(
    r"\b(?:reproduced|published|reprinted|printed|carried|given)\s(?:in\sfull\s)?(?:below|here(?!\sfor\sthe\sfirst\stime))\b"
)
_VERSION: Final = re.compile(rf"\bversion\sof\sth(?:is|ese)\s{_KINDS}\b.{{0,40}}?\b(?:published|appeared)\b")
_OURSELVES: Final = re.compile(
    r"\b(?:we|i)\b.{0,30}\b(?:re)?(?:publish|print|reproduce|carry|present|post|share)\b"
    r".{0,40}\b(?:below|here|following|text|report|article|speech|statement|letter|message)\b"
    r"|\bwe\s(?:re-?)?(?:publish|reproduce|print)\s(?:it\s|this\s)?from\b"
)
_WHOLE: Final = re.compile(
    r"\b(?:full\stext|text|transcript|translation)\s(?:of\s[^.]{2,80}\s)?(?:is|follows|below|appears)\b"
    rf"|\bwhat\sfollows\sis\b.{{0,30}}?\b{_KINDS}\b"
)
_PATTERNS: Final = (
    ((" below", " here"), _GIVEN),
    (("version of th",), _VERSION),
    (("we ", " i "), _OURSELVES),
    (("text", "trans", "what follows"), _WHOLE),
)
_ONCE_MORE: Final = (
    (("republish",), re.compile(r"\brepublish(?:ed|ing)?\b")),
    (("reprint", "re-print"), _REPRINTED),
    (
        ("reproduced", "reprinted"),
        re.compile(r"\b(?:reproduced|reprinted)\s(?:in\sfull\s)?(?:from|courtesy)\b"),
    ),
    (("repost", "re-post"), re.compile(r"^\W{0,2}re-?posted\s(?:with\s.{2,30}\s)?from\b")),
)
"""Each with words of which a line that it fits holds one, in small letters: one by one is quicker."""
_WHEN: Final = ("originally ", "first ", "also ", "previously ")
_HOW: Final = "parcb"
"""So open the words that may follow."""
_HERES: Final = (" here", "herewith", "here is", "here are")

_POINTS_DOWN: Final = re.compile(
    r"\b(?:following|below|reprint\w*|reproduc\w+|republish\w*|re-?posted|herewith|what\sfollows|we\s(?:publish|print|carry|present|share)"
    r"|we\sare\s(?:pleased|happy|glad|proud|honou?red|grateful)\sto\s(?:publish|carry|present|share)"
    r"|here\sis\sthe\s(?:report|article|text|statement))\b",
    re.IGNORECASE,
)
_TEXTS: Final = (
    r"(?:articles?|reports?|texts?|stor(?:y|ies)|pieces?|statements?|interviews?|editorials?|speech(?:es)?|letters?"
    r"|items?|dispatch(?:es)?|commentar(?:y|ies)|messages?|tributes?|addresses|poems?|reviews?|essays?|accounts?|resolutions?)"
)
_TAKEN_FROM: Final = re.compile(
    # `The following two articles are from …`, `Below are two reports by …`: a name must come next.
    rf"\b(?:following|below|here)\b[^.]{{0,40}}?\b{_TEXTS}\s?,?"
    r"\s(?:(?:is|are|was|were|comes?|came|taken|courtesy)\s){0,3}(?:from|by|of)\s(?:the\s)?(?=[a-zß-þ])"
)
_TAKEN_WORDS: Final = ("following", "below", "here")
_CAPITAL_LAST: Final = re.compile(r"[A-ZÀ-Þ]")
_NUMBERS: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "both": 2}
_NUMBERED: Final = re.compile(
    rf"\b(?P<number>{'|'.join(_NUMBERS)})\s(?:(?:[\w-]+\s){{0,3}}{_TEXTS}|below)\b", re.IGNORECASE
)
_SEVERAL: Final = re.compile(
    r"\b(?:articles|reports|texts|speeches|interviews|stories|statements|letters|messages|pieces)\b",
    re.IGNORECASE,
)
_FOLLOWED: Final = re.compile(
    rf"\bfollowed\sby\s(?:[\w’'-]+\s){{1,4}}?{_TEXTS}\b|\brespectively\b"
    # `the statement of the government and an article by …`
    rf"|\b{_TEXTS}\s(?:of|by|from|on)\b[^.]{{0,60}}?\s(?:and|(?:together|along)\swith|as\swell\sas|plus)\s(?:an?|another|the)\s(?:[\w’'-]+\s){{0,3}}?{_TEXTS}\b",
    re.IGNORECASE,
)

_LONGEST: Final = 1000


def introduces(text: str) -> bool:
    """Whether a line says so: `The following article was originally published by …`."""
    if len(text) > _LONGEST:
        return False
    lower = small(text)
    if not _has_stem(lower):
        return False
    return (
        _points_down(lower)
        or _fits_one(_PATTERNS, lower)
        or (("rep" in lower or "re-p" in lower) and _fits_one(_ONCE_MORE, lower))
        or _stood_elsewhere(lower)
        or _takes_from(text, lower)
    )


def _points_down(lower: str) -> bool:
    """`The following article was published`, `the text published below`."""
    pointed = False
    for word in _POINTING_WORDS:
        at = lower.find(word)
        while at >= 0:
            pointed = True
            if _POINTING.match(lower, at):
                return True
            at = lower.find(word, at + 1)
    if lower.startswith("following") and _POINTING.match(lower):
        return True
    return pointed and _POINTED.search(lower) is not None


def _fits_one(patterns: Sequence[tuple[Sequence[str], re.Pattern[str]]], lower: str) -> bool:
    for words, pattern in patterns:
        for word in words:
            if word in lower:
                if pattern.search(lower):
                    return True
                break
    return False


def _has_stem(lower: str) -> bool:
    """Whether one of the words stands there of which each introduction has at least one."""
    # Every paragraph is looked through: neither a pattern nor a loop is as quick as one look after the other.
    return (
        "publish" in lower
        or "print" in lower
        or "reprod" in lower
        or "appeared" in lower
        or "below" in lower
        or "posted" in lower
        or "full text" in lower
        or ("follow" in lower and ("following" in lower or "follows" in lower))
        or ("here" in lower and any(word in lower for word in _HERES))
        or ("share " in lower and ("share th" in lower or "share a " in lower))
    )


def _stood_elsewhere(lower: str) -> bool:
    """`This article was originally published by …`, in small letters; of a text, not of a book."""
    if not any(_stands(when, _HOW, lower) for when in _WHEN):
        return False
    for found in _ELSEWHERE.finditer(lower):
        before = lower[max(0, found.start() - _BEFORE) : found.start()].rpartition(".")[2]
        if _NAMED.search(before):
            return True
    return False


def _stands(word: str, openings: str, lower: str) -> bool:
    """Whether the word stands there before one that opens with one of these letters."""
    at = lower.find(word)
    while at >= 0:
        at += len(word)
        if lower[at : at + 1] in openings:
            return True
        at = lower.find(word, at)
    return False


def _takes_from(text: str, lower: str) -> bool:
    for word in _TAKEN_WORDS:
        at = lower.find(word)
        while at >= 0:
            taken = _TAKEN_FROM.match(lower, at)
            if taken is not None and _CAPITAL_LAST.match(text, taken.end()):
                return True
            at = lower.find(word, at + 1)
    return False


def announces(text: str) -> bool:
    """Whether such a line also says that the text stands below; `It first appeared in …` does not."""
    return _POINTS_DOWN.search(text) is not None


def announced(text: str) -> int:
    """How many texts such a line says stand below: its number, and those that follow; else one.

    Two agencies that it names are no number: the dump may have cut off what was taken from the second.
    """
    found = _NUMBERED.search(text)
    if found is not None:
        return _NUMBERS[found["number"].lower()]
    return 2 if _FOLLOWED.search(text) else 1


def speaks_of_several(text: str) -> bool:
    """Whether more than one text may stand below such a line, however many."""
    return _SEVERAL.search(text) is not None or announced(text) > 1
