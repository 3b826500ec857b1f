"""Where the sentences of one line begin and stop.

A stop ends a sentence unless the word before it is an abbreviation or the text goes on in lower case. The
rules look a bounded number of characters back and ahead, so the time is linear in the line.
"""

import re
from functools import lru_cache
from typing import Final

__all__ = ["split"]

_STOP: Final = re.compile(
    # A run of stops with the quotes and brackets that close after it, and footnote marks such as [12].
    # It opens with a class of characters, to which the engine skips faster than to a repetition of one.
    r"""[.!?…。！？][.!?…。！？]*(?:["'”’»›)\]」』）]|\[\d{1,3}\])*"""
)
_OPENING: Final = re.compile(r"[\s\u200b\ufeff]*(?:(?:[•‣▪●◦·∙○■□►▸*]|[-–—](?=\s))[\s\u200b\ufeff]*)?")
_AHEAD: Final = re.compile(r"""[\s\u200b\ufeff]*["'“‘«‹(\[]*(\w*)(.?)""")
_MISSING_SPACE: Final = re.compile(r"""["“‘(]?[A-ZÀ-ÖØ-ÞĀ-Ž]\w{0,30}[\s,’'-]""")
_LIST_NUMBER: Final = re.compile(r"\(?(?:\d{1,3}|[ivxIVX]{1,5}|[a-zA-Z])\.")

_LOOK_BACK: Final = 24
"""Longer than any abbreviation with the bracket before it."""

# Words whose stop never ends a sentence: something always follows them.
_NEVER: Final = frozenset(
    """mr mrs ms messrs mme mlle dr prof gen lt col maj capt cmdr cdr sgt cpl adm brig rep sen gov pres rev
    hon rt retd st ste mt ft fr amb vs cf viz approx ca fig eq ed eds e.g i.e h.e h.r.h h.m excl msgr supt
    insp asst assoc dept vice-adm maj-gen lt-gen lt-col""".split()
)
# Words whose stop does not end a sentence where a number follows.
_BEFORE_NUMBER: Final = frozenset(
    "no nos art arts sec secs vol p pp ch para paras par cl nr tel ext op".split()
)
# Words that are often short for something but may close a sentence too: what follows decides.
_PERHAPS: Final = frozenset(
    """jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri inc ltd corp co
    cos bros jr sr esq ave blvd rd plc llc a.m p.m ph.d et.al al dist govt intl natl univ assn""".split()
)
# What opens a sentence after `the U.S.` or `at 5 p.m.`: words that stand in no name after an abbreviation.
_OPENERS: Final = frozenset(
    """The A An In On At He She It They We I You This That These Those There His Her Its Their Our My Your
    But And Or So Yet However Meanwhile Moreover Furthermore Earlier Later Afterwards After Before
    During While When Where As For From With Without By According If Since Also Both All Some Many Most
    Each Every Such What Who Why How Which Now Then Today Yesterday Tomorrow To Under Over Between Among
    Despite Although Though Because Following Speaking Addressing Asked Noting Regarding Concerning Mr
    Mrs Ms Dr Not No Only Once Until Upon Still Thus Therefore Nevertheless Instead Finally First Second
    Third Last Next""".split()
)


@lru_cache(maxsize=1024)
def split(line: str) -> tuple[tuple[int, int], ...]:
    """The half-open character ranges of a line's sentences, in order, without the white space around them.

    Bullets at the line's start and white space belong to no sentence; everything else does, so a blank line
    gives none and a line without a stop gives one. `line[begin:stop]` is the exact sentence.

    An article's lines are split for its dates, its meetings and more, one soon after the other.
    """
    # Most lines open with a letter or a quote, and need no look for a bullet.
    opening = None if line[:1].isalnum() else _OPENING.match(line)
    begin = first = opening.end() if opening else 0
    end = len(line)
    while end > begin and (line[end - 1].isspace() or line[end - 1] in "\u200b\ufeff"):
        end -= 1
    found: list[tuple[int, int]] = []
    for stop in _STOP.finditer(line, begin, end):
        mark, after = stop.span()
        if after >= end:
            break
        if _ends_sentence(line, first, begin, mark, after):
            found.append((begin, after))
            begin = after
            while begin < end and (line[begin].isspace() or line[begin] in "\u200b\ufeff"):
                begin += 1
    if begin < end:
        found.append((begin, end))
    return tuple(found)


def _ends_sentence(line: str, first: int, begin: int, mark: int, after: int) -> bool:
    """Whether the stop at `line[mark:after]` closes the sentence that began at `begin`; text follows it."""
    if line[mark] in "。！？":
        return True
    if not line[after].isspace():
        return _space_is_missing(line, mark, after)
    ahead = _AHEAD.match(line, after)
    word, then = (ahead[1], ahead[2]) if ahead else ("", "")
    if word:
        if word[0].islower():
            return False
    elif then and then in "—–-,;:…/&+=":
        return False
    if line[mark] != "." or line.startswith("..", mark):
        return True
    return _full_stop_ends(line, first, begin, mark, word=word, then=then)


def _full_stop_ends(line: str, first: int, begin: int, mark: int, *, word: str, then: str) -> bool:
    """Whether a single full stop before `word` (an upper-case word, a number, or nothing) ends a sentence."""
    behind = line[max(begin, mark - _LOOK_BACK) : mark]
    if not behind or behind[-1].isspace():
        return True
    before = behind.rsplit(None, 1)[-1].lstrip("\"'“‘«([").rstrip('”’")]')
    if begin == first and mark - begin < _LOOK_BACK and _LIST_NUMBER.fullmatch(line[begin : mark + 1]):
        return False
    short = before.lower()
    if short in _NEVER:
        return False
    if word[:1].isdigit():
        return short not in _BEFORE_NUMBER and short not in _PERHAPS
    last = before[max(before.rfind("-"), before.rfind("–")) + 1 :]  # `Japan-U.S. Alliance`
    initials = (len(last) <= 1 or "." in last) and all(
        len(part) == 1 and part.isalpha() for part in last.split(".")
    )
    if not initials and short not in _PERHAPS:
        return True
    # `Mark A. Milley`, `the U.S. Senate`, `Inc. Magazine`; but `in the U.S. He said`. An opener that is
    # itself an initial (`J. A. Smith`) opens nothing.
    return not word or (word in _OPENERS and not (len(word) == 1 and then == "."))


def _space_is_missing(line: str, mark: int, after: int) -> bool:
    """`chains.They` and `peace.”He` are two sentences; `example.Org`, `3.5` and `U.S.-led` are one."""
    if not _MISSING_SPACE.match(line, after):
        return False
    word = line[max(0, mark - _LOOK_BACK) : mark].rsplit(None, 1)[-1:]
    if not word or any(sign in word[0] for sign in "./@:\\"):
        return False
    return len(word[0]) >= 3 and word[0][-2:].isalpha() and word[0][-2:].islower()
