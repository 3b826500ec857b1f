"""What each line of a dump is, by itself: the first reading, before anything is decided.

A dump is reduced to one small item a line, long paragraphs without their text, so that an archive of any
size can be laid out in little memory.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum, auto
from functools import partial
from typing import Final, NamedTuple

from storage.text.dump.furniture import is_furniture
from storage.text.dump.introductions import announced, announces, introduces, speaks_of_several
from storage.text.dump.markers import is_cut_off, marker
from storage.text.dump.ordinary import is_ordinary, usual_title
from storage.text.dump.stamps import Dateline, dateline, stamp
from storage.text.sentences import split

__all__ = ["Item", "Kind", "holds_sentences", "outline"]


class Kind(Enum):
    """What a line is for."""

    # Members are one object each; Enum's own hash is a call for every look into a set.
    __hash__ = object.__hash__

    HEADING = auto()
    """It could be a title: short, no sentence, no salutation."""
    TEXT = auto()
    STAMP = auto()
    """It dates or signs an article."""
    MARKER = auto()
    """`Continue reading`, `The post … appeared first on …`."""
    FURNITURE = auto()
    """The page's, not the article's: navigation, share buttons, comment counts."""
    DIVIDER = auto()
    CLOSING = auto()
    """A valediction or the end mark of a press release: what follows may be a signature or a new article."""


class Item(NamedTuple):
    """One non-blank line."""

    number: int
    close: bool
    """No blank line stands before it."""
    kind: Kind
    text: str
    """Stripped; empty for a paragraph, which no decision needs to read again."""
    solid: bool = False
    """A paragraph that no heading looks like: long, or whole sentences."""
    reported: bool = False
    """Opens with a dateline."""
    introduces: bool = False
    """Says of a text that it was first published elsewhere."""
    announces: bool = False
    """And that this text stands below."""
    announced: int = 0
    """How many texts it says stand below, as far as it tells; at least one."""
    several: bool = False
    """It speaks of more than one."""
    labelled: bool = False
    """Opens with who speaks: `Spokesperson: We have answered this.`"""
    cut: bool = False
    """Ends where the dump cut it off: `new […]`."""
    day: date | None = None
    """What a stamp dates."""
    marked: str | None = None
    """The title that a marker repeats."""


_Told = tuple[object, ...]
"""What an item tells of its line wherever that stands: all but the number and whether it is close."""

_PLAIN: Final[_Told] = Item(0, False, Kind.TEXT, "", solid=True)[2:]
"""A paragraph of which there is nothing else to tell, as are nearly all."""
_NOTHING_ELSE: Final[_Told] = Item(0, False, Kind.HEADING, "")[4:]
"""What a heading tells beside its text, as most do."""
_CUT_HERE: Final[_Told] = Item(0, False, Kind.MARKER, "", cut=True)[5:13]
"""What a usual marker tells between its length and its title."""
_LONG_MARKER: Final = 100
"""A marker of so many characters may as well be a text."""
_new_item: Final = partial(tuple.__new__, Item)
"""An item of all its fields, in half the time that its own `_make` takes."""


_LINKED: Final = re.compile(r"\[\d{1,4}\]\s?(?=\S)")
"""The number of a link, as a text browser prints it before the link's words."""
_DIVIDER: Final = re.compile(r"(?:[*_=~+·•#–—-]\s?){2,80}|[⁂§·•|]")
_END_MARK: Final = re.compile(
    r"(?:#\s?){2,5}|[-–—*\s]{0,4}(?:ends?|fin)[-–—*.\s]{0,4}"
    r"|[-–—*#]{1,3}\s?30\s?[-–—*#]{1,3}|\(?(?:ENDS?|END OF \w+)\)?\.?",
    re.IGNORECASE,
)
_VALEDICTION: Final = re.compile(
    r"(?:sincerely|respectfully|faithfully|truly|cordially|fraternally|comradely|(?:yours\s)?in\s(?:solidarity|peace|struggle|friendship|unity|hope|comradeship)|yours|(?:very\s)?best|kind|warm|warmest"
    r"|with\s(?:best|warm|kind|comradely|fraternal|respect|my))(?:\s(?:regards|wishes|yours|submitted|greetings|truly|sincerely|faithfully|appreciation)){0,3}\s?[,.]?"
    r"|signed\s?[,:]?|long\slive\b.{2,60}!|in\switness\swhereof\b.{0,400}",
    re.IGNORECASE,
)
_NO_HEADING: Final = re.compile(
    r"""(?:
    [•‣▪●◦·∙○■□►▸▶✓✔➢→\-–—*+#@(\[{<>/\\|&=_~…]          # bullets, brackets, hashtags
    |\d{1,3}[.)]\s|[a-zA-Z][.)]\s|[ivxIVX]{1,5}[.)]\s               # enumerations
    |Q(?:\.|:|\s(?!(?:&|and|[Ff]ever)\b)|uestion\s?:|\d{1,2}[.:])|A(?::|\.\s|nswer\s?:)  # interviews
    |(?:Dear|Your\sExcellenc\w+|Excellenc\w+|Ladies\sand)\b
    |(?:QUESTION|ANSWER|INTERVIEWER)\s?:
    |(?:TO|FROM|SUBJECT|RE|CC|DATE|ATTN|SUBJ)\s?:
    |(?:View|Read|Watch|Click|Download|Listen|See|Visit|Find|Register|Photos?|Video|Image|Caption|Figure|Table|Source|Note|NB)\b.{0,120}\bhere\b
    |(?:Source|Sources|Note|NB|Contacts?|Media\scontacts?|For\s(?:more|further|media|immediate)|Tel|Phone|Email|E-mail|Fax|Website|Photo|Caption|Watch|Via)\b\s?:?
    |\d{1,2}[:.]\d{2}(?:\s?[APap]\.?[Mm]|\s[–—-]|\s[A-Z]|$)                # an agenda
    |(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s)?\d{1,2}\s        # a diary
        (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?:\s
    |(?:THE|MR|MRS|MS|DR|SECRETARY|MINISTER|PRESIDENT|PRIME|AMBASSADOR|SENATOR|MODERATOR|REPORTER|Reporter|Moderator|Interviewer|Host)\b[^:]{0,40}:
    |https?://|www\.
    )""",
    re.VERBOSE,
)
_RUBRIC: Final = re.compile(r"\[[A-Z][\w ]{2,20}\]\s[“\"‘']?[A-Z]")
"""`[Editorial] A price is paid`: what kind of text a title is over."""
_SPEAKER: Final = re.compile(r"[A-ZÀ-Þ][\w.’'-]*(?:\s[\w.’'-]+){0,5}:\s")
_ADDRESS: Final = re.compile(r"https?://|www\.|\S@\S+\.\w|\t|\s\|\s.*\s\|\s")
_TYPED_QUOTE: Final = re.compile(r"(?:[.,]['’]|[.,?!]''|[.,]\")$")
"""So ends what somebody says, where the wire types two apostrophes for a quotation mark too."""
_QUOTES: Final = frozenset("'’\"")
_SENTENCES: Final = re.compile(r"[.!?](?<=[a-z]{4}.)[\"”’')]{0,2}\s+[“\"‘(`]{0,2}[A-Z]")
"""No abbreviation has four small letters before its stop."""
_ABBREVIATED_END: Final = re.compile(
    r"\b(?:[A-Z]\.[A-Z]\.|Jr\.|Sr\.|Inc\.|Ltd\.|Co\.|etc\.|No\.|St\.|D\.C\.)$"
)
_ABBREVIATION: Final = 6
"""Characters at a line's end that hold any of these, and the one before it."""
_LONG_HEADING: Final = 110
"""A longer heading is one sentence."""
_LONGEST_HEADING: Final = 300
_LONGEST_SHORT_LINE: Final = 220


def outline(lines: Iterable[str], first: int = 1) -> Iterator[Item]:
    """One item for each non-blank line, in order, numbered from `first` on."""
    close = False
    for number, line in enumerate(lines, first):
        if not line:
            close = False
            continue
        text = _stripped(line)
        if not text:
            close = False
            continue
        told = _read(text) if len(text) <= _LONGEST_HEADING else _read_long(text)
        yield _new_item((number, close, *told))
        close = True


def holds_sentences(line: str) -> bool:
    """Whether a line holds several sentences, as far as one look tells."""
    return _SENTENCES.search(_stripped(line)) is not None


def _stripped(line: str) -> str:
    """Without white space around it and numbers of links in it."""
    text = line.strip().strip("\u200b\ufeff")
    return _LINKED.sub("", text) if text[:1] == "[" else text


def _read_long(text: str) -> _Told:
    """What a paragraph tells that is too long for anything else."""
    introduced = introduces(text)
    reported = dateline(text) is not None
    cut = is_cut_off(text)
    labelled = _is_labelled(text)
    if not (introduced or reported or cut or labelled):
        return _PLAIN
    below = introduced and announces(text)
    return Item(
        0,
        False,
        Kind.TEXT,
        "",
        solid=True,
        reported=reported,
        introduces=introduced,
        announces=below,
        announced=announced(text) if below else 0,
        several=introduced and speaks_of_several(text),
        labelled=labelled,
        cut=cut,
    )[2:]


def _read(text: str) -> _Told:
    """What a shorter line tells."""
    if is_ordinary(text):
        return (Kind.HEADING, text, *_NOTHING_ELSE)
    title = usual_title(text)
    if title is not None and not introduces(text):
        return (Kind.MARKER, text, len(text) >= _LONG_MARKER, *_CUT_HERE, title)
    return _asked(text)


def _asked(text: str) -> _Told:
    """What a shorter line tells that has to be asked everything."""
    opening = dateline(text)
    cut = is_cut_off(text)
    marks = marker(text)
    kind, day = (Kind.MARKER, None) if marks else _kind(text, opening, cut=cut)
    running = kind is Kind.TEXT or kind is Kind.MARKER
    introduced = running and introduces(text)
    below = introduced and announces(text)
    # In the order of an item's fields: to make one by their names takes as long as all the looks above.
    return (
        kind,
        text if kind is not Kind.TEXT or len(text) <= _LONGEST_SHORT_LINE else "",
        running and (len(text) >= _LONG_MARKER or len(split(text)) > 1),
        kind is not Kind.HEADING and opening is not None,
        introduced,
        below,
        announced(text) if below else 0,
        introduced and speaks_of_several(text),
        _is_labelled(text),
        marks.cuts if marks else cut and kind is Kind.TEXT,
        day,
        marks.title if marks else None,
    )


def _is_labelled(text: str) -> bool:
    return ":" in text and _SPEAKER.match(text) is not None


def _kind(text: str, opening: Dateline | None, *, cut: bool) -> tuple[Kind, date | None]:
    if _END_MARK.fullmatch(text) or _VALEDICTION.fullmatch(text):
        return Kind.CLOSING, None
    if _DIVIDER.fullmatch(text):
        return Kind.DIVIDER, None
    if opening is not None:
        return (Kind.STAMP, opening.day) if opening.alone else (Kind.TEXT, None)
    stamped = stamp(text)
    if stamped is not None:
        return Kind.STAMP, stamped.day
    if is_furniture(text):
        return Kind.FURNITURE, None
    return (Kind.HEADING if not cut and _may_be_heading(text) else Kind.TEXT), None


def _may_be_heading(text: str) -> bool:
    """Short, no sentence, no enumeration, no salutation, no caption."""
    first = text.lstrip("“\"‘'[")[:1]
    if not first or first.islower() or not (first.isalpha() or first.isdigit()):
        return False
    if _NO_HEADING.match(text) and not _RUBRIC.match(text):
        return False
    addressed = "://" in text or "www." in text or "@" in text or "\t" in text or "|" in text
    if addressed and _ADDRESS.search(text):
        return False
    last = text[-1]
    if (
        (last in _QUOTES and _TYPED_QUOTE.search(text, len(text) - 3))
        or last in ",;:"
        or (last == "." and not _ABBREVIATED_END.search(text, len(text) - _ABBREVIATION))
        or text.endswith((".”", ".’", '."', "…", "?”"))
    ):
        return False
    sentences = len(split(text))
    return sentences <= (2 if len(text) < _LONG_HEADING else 1)
