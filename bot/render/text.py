"""Corpus text on its way into a Discord message: cleaned, escaped, shortened.

Three promises: what a dump says never becomes markup, a mention or a link; what is shown is the exact
text (undo the backslashes and it is the dump's again, but for characters that cannot be seen); and
shortening never cuts an escape, a surrogate pair or what a reader takes for one character.

Discord's limits count UTF-16 code units at worst, so `size` does too: an emoji counts as two.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

import regex

__all__ = ["ELLIPSIS", "clean", "emphasise", "escape", "excerpt", "plural", "shorten", "size"]

ELLIPSIS: Final = "…"

_INVISIBLE: Final = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls without a visible form
    "\u00ad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb"  # soft hyphen, zero-width spaces, annotation marks
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of the text around them
    "\ud800-\udfff"  # half of a surrogate pair
    "\U000e0000-\U000e007f"  # tags: a second, hidden alphabet
    "]"
)
_JOINERS: Final = re.compile("[\u200c\u200d]{2,}|(?<!\\S)[\u200c\u200d]+|[\u200c\u200d]+(?!\\S)")
"""Persian, Indic scripts and emoji need single joiners inside a word; elsewhere they hide things."""
_MAY_GO: Final = re.compile(f"{_INVISIBLE.pattern[:-1]}\t-\r\x85\u2028\u2029\u200c\u200d]")
"""Whatever the three others may change: most texts have none of it, but spaces of other widths."""
_BREAKS: Final = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
_MARK: Final = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_PILED_UP: Final = re.compile(
    r"([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
"""More than four marks on one letter are a picture over the lines above and below, not writing."""

_MARKUP: Final = re.compile(r"[\\*_~`|<>\[\]:]")
"""Emphasis, code, spoilers, quotations; mentions, times and emoji; masked links; and, if it stands in an
address, the colon without which that is no link."""
_ADDRESS: Final = re.compile("[A-Za-z0-9]://")
_AT_START: Final = re.compile(r"(\s*)(?:([#+-])|(\d{1,9})([.)]))")
"""Headings, small print and lists begin a line; a template may put the text at the beginning of one."""
_CHARACTER: Final = regex.compile(r"\X")
_LONGER: Final = re.compile("[^ -~\u00a0-\u02ff\u2010-\u2027\u2030-\u205e]")
"""What may be a part of a longer character: anything but plain and Latin letters and typesetters' marks."""
_MASS_MENTION: Final = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_BOLD_ON, _BOLD_OFF = "\ufdd0", "\ufdd1"
"""Stand for the marks of bold text until everything around them is escaped; no text may hold these two."""
_KEPT: Final = 1024
"""So many shortened texts are remembered: titles, names and labels come again in every other answer."""


def clean(text: str) -> str:
    """`text` on one line, without characters that cannot be seen or that turn the text around.

    For places where Discord reads no markup: labels, footers, choices of an autocomplete.
    """
    if text.isascii() and text.isprintable():
        return text
    return _clean(text.replace(_BOLD_ON, "").replace(_BOLD_OFF, ""))


def _clean(text: str) -> str:
    # Nothing that cannot be seen is printable: most texts need no further look.
    if text.isprintable():
        return _unpile(text)
    if _MAY_GO.search(text):
        text = _JOINERS.sub("", _INVISIBLE.sub("", _BREAKS.sub(" ", text)))
    return _unpile(text)


def _unpile(text: str) -> str:
    return _PILED_UP.sub(r"\1", text) if _MARK.search(text) else text


def escape(text: str) -> str:
    """`text` cleaned, so that Discord shows it as it stands and nothing in it acts."""
    return _escape(clean(text))


def _escape(cleaned: str) -> str:
    return _at_start(_inside(cleaned))


def _inside(text: str) -> str:
    text = _MARKUP.sub(_escaped, text)
    # The one change beside backslashes: no escape takes the mention out of the raw text, so an unseen
    # space does, as Discord's own libraries do it.
    return _MASS_MENTION.sub("@\u200b", text) if "@" in text else text


def _escaped(found: re.Match[str]) -> str:
    if found[0] == ":" and not (found.start() and _ADDRESS.match(found.string, found.start() - 1)):
        return ":"
    return f"\\{found[0]}"


def _at_start(escaped: str) -> str:
    found = _AT_START.match(escaped)
    if found is None:
        return escaped
    space, sign, number, stop = found.groups()
    return f"{space}{number or ''}\\{sign or stop}{escaped[found.end() :]}"


def size(text: str) -> int:
    """How long Discord may take `text` to be, in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


@lru_cache(_KEPT)
def shorten(text: str, limit: int) -> str:
    """`text` cleaned and at most `limit` long, an ellipsis standing for what was left out."""
    return _clip(clean(text), limit, _as_it_is)


@lru_cache(_KEPT)
def excerpt(text: str, limit: int) -> str:
    """`text` escaped and at most `limit` long, an ellipsis standing for what was left out."""
    return _clip(clean(text), limit, _escape)


def _as_it_is(cleaned: str) -> str:
    return cleaned


def _clip(cleaned: str, limit: int, shown: Callable[[str], str]) -> str:
    """What is `shown` of a text, or of its longest beginning that leaves room for the ellipsis."""
    whole = shown(cleaned)
    if len(whole) * 2 <= limit or size(whole) <= limit:
        return whole
    room = limit - size(ELLIPSIS)
    # Where one character as a reader sees it ends. What is shown is never shorter than the text.
    ends = _ends(cleaned[: limit + 1])[:-1]
    fitting = bisect_right(ends, room)
    # Each candidate is escaped whole, so no escape can be cut; mostly the first one fits.
    if fitting and size(shown(cleaned[: ends[fitting - 1]])) > room:
        fitting = bisect_right(ends, room, hi=fitting, key=lambda end: size(shown(cleaned[:end])))
    kept = cleaned[: ends[fitting - 1]] if fitting else ""
    # Cutting between words reads better, as long as little is lost by it.
    head, space, _ = kept.rpartition(" ")
    if space and len(head) > 0.8 * len(kept):
        kept = head
    return shown(kept.rstrip()) + ELLIPSIS


def _ends(text: str) -> Sequence[int]:
    """Where each character as a reader sees it ends."""
    if _LONGER.search(text) is None:
        return range(1, len(text) + 1)
    return [found.end() for found in _CHARACTER.finditer(text)]


def emphasise(text: str, ranges: Sequence[tuple[int, int]], limit: int) -> str:
    """`text` escaped with its `ranges` (begin, stop; by characters of `text`) in bold, within `limit`.

    Ranges may be in any order, touch and overlap.
    """
    merged: list[tuple[int, int]] = []
    for begin, stop in sorted(ranges):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        elif begin < stop:
            merged.append((begin, stop))
    text = text.replace(_BOLD_ON, "\ufffd").replace(_BOLD_OFF, "\ufffd")
    pieces, done = [], 0
    for begin, stop in merged:
        pieces += [text[done:begin], _BOLD_ON, text[begin:stop], _BOLD_OFF]
        done = stop
    marked = "".join([*pieces, text[done:]])
    cleaned = _unpile(marked) if text.isprintable() else _clean(marked)
    # Each mark becomes two characters, and an open one at the cut is closed.
    shown = _clip(cleaned, max(limit - 2 * len(merged) - 2, 2), _escape)
    if shown.count(_BOLD_ON) > shown.count(_BOLD_OFF):
        shown = f"{shown.removesuffix(ELLIPSIS)}{_BOLD_OFF}{ELLIPSIS}"
    shown = shown.replace(_BOLD_ON + _BOLD_OFF, "")
    return shown.replace(_BOLD_ON, "**").replace(_BOLD_OFF, "**")


def plural(count: int, one: str, many: str | None = None, *, capped: bool = False) -> str:
    """`1 article`, `2 articles`, `1,234 countries`: the number with its noun.

    `10,000+ articles` where counting was `capped`: there may be more.
    """
    if capped:
        return f"{count:,}+ {many or one + 's'}"
    return f"{count:,} {one if count == 1 else many or one + 's'}"
