"""Titles that a dump names twice or numbers: a table of contents, the latest posts, a numbered digest."""

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from storage.text.dump.markers import key
from storage.text.dump.outline import Item, Kind
from storage.text.dump.titles import ENOUGH, likeness, wording

__all__ = ["Listed", "listed", "named"]

_CHAIN_LEAST: Final = 4
_CONTENTS_LEAST: Final = 3
_LISTED_LEAST: Final = 2
"""One alone is rather the name of whoever signed the last article."""
_REACH: Final = 0.6
"""So much of the dump lies above the last title of a list that names them all."""
_ROMAN: Final = frozenset("IVX")
"""They may be a number, which is left out."""
_NUMBERED: Final = re.compile(r"(\d{1,2})\s?[.)]\s+\S")


class Listed(NamedTuple):
    """Titles that the dump itself tells to be titles."""

    names: frozenset[str]
    """As `named` gives them."""
    whole: bool
    """There are no others."""
    numbered: bool
    """They need not stand anywhere else too."""


def named(item: Item) -> str:
    """What a line of a list or a title names, without a number."""
    return key(wording(item.text)) if item.kind in {Kind.HEADING, Kind.TEXT} and not item.solid else ""


def listed(items: Sequence[Item]) -> Listed:
    """The titles that are numbered all through the dump, or stand in a list outside of its articles too."""
    numbered = _numbered(items)
    if numbered:
        return Listed(numbered, whole=True, numbered=True)
    solid = [at for at, item in enumerate(items) if item.solid]
    if not solid:
        return Listed(frozenset(), whole=False, numbered=False)
    before = set(map(named, items[: solid[0]]))
    outside = before.union(map(named, items[solid[-1] + 1 :]))
    if len(outside - {""}) < _LISTED_LEAST:
        return Listed(frozenset(), whole=False, numbered=False)
    # Only those names tell anything, and few other lines open with a letter as they do.
    letters = {name[0] for name in outside if name}
    names = [named(item) if _may_open(item.text, letters) else "" for item in items]
    above = [at for at in range(len(names)) if _is_above_text(items, at)]
    titles = {names[at]: at for at in above}
    # Whoever wrote every article stands above a text as often as anywhere.
    often = Counter(names)
    often.subtract(names[at] for at in above if items[at + 1].kind in {Kind.STAMP, Kind.TEXT})
    found = {name for name in titles if name and often[name]} & outside
    if len(found) < _LISTED_LEAST:
        return Listed(frozenset(), whole=False, numbered=False)
    contents = found <= before and len(found) >= _CONTENTS_LEAST
    reach = max(titles[name] for name in found) >= _REACH * len(items)
    return Listed(frozenset(found), whole=contents and reach, numbered=False)


def _may_open(text: str, letters: AbstractSet[str]) -> bool:
    """Whether what `named` makes of a text may open with one of these letters."""
    first = text[:1]
    plain = first.isascii() and first.isalpha() and first not in _ROMAN
    return not plain or first.lower() in letters


def _is_above_text(items: Sequence[Item], at: int) -> bool:
    """Whether a text or a date stands below a line, or the name of who wrote it and then a text."""
    if items[at].kind is not Kind.HEADING:
        return False
    below = [item for item in items[at + 1 : at + 4] if item.kind not in {Kind.FURNITURE, Kind.DIVIDER}]
    if not below:
        return False
    return below[0].kind in {Kind.STAMP, Kind.TEXT} or any(item.solid for item in below[:2])


def _numbered(items: Sequence[Item]) -> frozenset[str]:
    """The lines that count from 1 to the dump's end, if nothing but them looks like a title."""
    names: list[str] = []
    first = last = 0
    for at, item in enumerate(items[:-1]):
        found = _NUMBERED.match(item.text) if not item.solid else None
        if found and int(found[1]) == len(names) + 1 and not _NUMBERED.match(items[at + 1].text):
            names.append(named(item))
            first, last = (first if names[1:] else at), at
    if len(names) < _CHAIN_LEAST or len(set(names)) < len(names) or last < _REACH * len(items):
        return frozenset()
    above = [item for item in items[:first] if item.solid]
    if len(above) > 1 or any(not item.text for item in above):
        # Sections of a text that began above, for which a greeting is too short.
        return frozenset()
    others = sum(
        item.kind is Kind.HEADING
        and named(item) not in names
        and likeness(item.text, capitals_usual=True) >= ENOUGH
        for item in items[first:last]
    )
    return frozenset(names if others * 3 <= len(names) else ())
