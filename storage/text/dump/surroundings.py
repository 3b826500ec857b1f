"""What the lines around a heading tell of it: a signature, a question of an interview, a dateline below."""

import re
from typing import Final

from storage.text.dump.outline import Item, Kind
from storage.text.dump.runs import BESIDES
from storage.text.dump.titles import ENOUGH, likeness

__all__ = [
    "AHEAD",
    "dates_the_end",
    "goes_on",
    "is_above_dateline",
    "is_above_salutation",
    "is_asked",
    "is_below_signature",
    "is_signature",
    "is_spoken",
    "text_ahead",
]

AHEAD: Final = 6
"""A title's text begins within so many lines."""
_SIGNATORIES: Final = 40
_NAMED: Final = 10
"""A signature has no more words."""
_SIGNED_LINES: Final = 4
_SMALL_WORD: Final = 3
_END_MARKS: Final = frozenset({"end", "ends", "fin"})


def text_ahead(items: list[Item], at: int, stop: int) -> Item | None:
    """The next text, if it is near."""
    return next((item for item in items[at + 1 : min(stop, at + AHEAD)] if item.kind is Kind.TEXT), None)


def is_above_dateline(items: list[Item], at: int, stop: int) -> bool:
    """Whether a dateline stands right below a heading, a date or a line of the page at most between."""
    below = (item for item in items[at + 1 : min(stop, at + AHEAD)] if item.kind not in BESIDES)
    return next((item.reported for item in below), False)


def is_spoken(items: list[Item], at: int) -> bool:
    """Whether this line and the next one open with who speaks, as in a press conference."""
    return (
        items[at].labelled and at + 1 < len(items) and items[at + 1].labelled and items[at].text.endswith("?")
    )


_SALUTATION: Final = re.compile(
    r"(?:(?:My\s)?(?:Dear|Fellow|Distinguished|Esteemed|Beloved)\b|Comrades?\b|(?:Your\s)?Excellenc(?:y|ies)\b|Friends\b"
    r"|Ladies\sand\b|Brothers\b|Sisters\b|Colleagues\b|(?:Mr|Madam|Mister)\.?\s(?:[A-Z]\w*\s?){1,4}[,:!]|Your\s\w+).{0,80}[,:!]"
    r"|(?i:by\sthe\sauthority\svested\sin\sme|by\sthe\spresident\sof|memorandum\sfor|to\sthe\s(?:congress|senate|house))\b.{0,160}"
)


def is_above_salutation(items: list[Item], at: int, stop: int) -> bool:
    """Whether a letter, a speech or an order opens right below: `Dear comrades,`."""
    return (
        at + 1 < stop
        and items[at + 1].kind in {Kind.TEXT, Kind.HEADING}
        and _SALUTATION.fullmatch(items[at + 1].text) is not None
    )


def dates_the_end(items: list[Item], at: int) -> bool:
    """Whether the date below a line rather closes a text: a ministry and a day above the next title."""
    return at + 2 < len(items) and items[at + 1].kind is Kind.STAMP and items[at + 2].kind is Kind.HEADING


def is_asked(items: list[Item], at: int, begun: int) -> bool:
    """Whether a question stands among questions, as in an interview."""
    if not items[at].text.endswith("?"):
        return False
    around = (*items[max(begun, at - AHEAD) : at], *items[at + 1 : at + AHEAD])
    return any(item.kind is Kind.HEADING and item.text.endswith("?") for item in around)


def goes_on(items: list[Item], at: int, stop: int) -> bool:
    """Whether the line right below goes on with the sentence of this one: a verse, a line that was broken."""
    below = items[at + 1] if at + 1 < stop else None
    return below is not None and below.close and below.kind is not Kind.STAMP and below.text[:1].islower()


def is_below_signature(items: list[Item], at: int) -> bool:
    """Whether names stand right above, and a valediction above them: what they sign ends there."""
    above = at - 1
    while above > 0 and at - above <= _SIGNED_LINES and items[above].kind is Kind.HEADING:
        above -= 1
    return above < at - 1 and above >= 0 and items[above].kind is Kind.CLOSING


def is_signature(items: list[Item], at: int) -> bool:
    """A name below `Sincerely,`, a post below that, or one of the names below `Signed:`.

    The end mark of a press release is followed by none. The last line above a text is rather a title, unless
    it is the only one.
    """
    above = at - 1
    while above > 0 and at - above < _SIGNATORIES and items[above].kind is Kind.HEADING:
        above -= 1
    if above < 0 or items[above].kind is not Kind.CLOSING:
        return False
    closing = items[above].text
    if not any(map(str.isalpha, closing)) or closing.strip("()–—-.* ").lower() in _END_MARKS:
        return False
    if is_above_salutation(items, at, len(items)):
        return False
    points = likeness(items[at].text, capitals_usual=True)
    last = at + 1 == len(items) or items[at + 1].kind is not Kind.HEADING
    if last and at - above > 1:
        return points < 1
    if last and any(word.islower() and len(word) > _SMALL_WORD for word in items[at].text.split()):
        # Names and posts below a letter are in capitals but for `of` and `the`.
        return False
    return points < ENOUGH and len(items[at].text.split()) <= _NAMED
