"""Where the dates and names stand that most articles have, and how far from their titles.

Mostly right under or right over the title; some pages put a summary and an author between the two.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, takewhile
from typing import Final, Literal, NamedTuple

from storage.text.dump.outline import Item, Kind
from storage.text.dump.titles import ENOUGH, likeness

__all__ = ["Dating", "dating_of", "depth_of", "groups", "stamp_below", "tells"]

_DEEPEST: Final = 5
_AROUND: Final = 12
"""Lines above a date that are looked at, those of the page (reading times, dots) included."""
_LEAST: Final = 3
_MOST: Final = 0.8
_WORDS: Final = 2.5
"""Titles have more words on average; the names of sections and authors have fewer."""
_DIFFERENT: Final = 0.9
_SELDOM: Final = 0.4
_TOLD: Final = 0.6
_SIGNED: Final = 0.3
"""With fewer days among them the lines are names."""
_GROUPS_LEAST: Final = 3
_PAGES: Final = frozenset({Kind.FURNITURE, Kind.DIVIDER})


class Dating(NamedTuple):
    """Lines that date or sign most articles of a dump."""

    where: Literal["under", "over"] | None
    """Their title."""
    over: bool
    """Whether days stand over their titles, if only beside names under them."""
    without: int
    """Points for a line that has none."""
    told: bool
    """Texts stand below the dates under most titles: one without is a link to another article."""


def dating_of(items: Sequence[Item], likely: int) -> Dating:
    """Where the dates stand, if enough of the lines that are `likely` titles have one."""
    least = max(2, _SELDOM * likely)
    under, over = _sides(items)
    told = sum(tells(items, at - 1, len(items)) for at in under) >= _TOLD * len(under)
    if max(len(under), len(over)) < least:
        return Dating(None, over=False, without=0, told=told)
    days_over = sum(_is_dated(items, at) for at in over) >= least
    if len(under) < len(over):
        days = {items[at].day for at in over}
        # Each day stands over all articles of that day.
        grouped = len(days) == len(over) >= _GROUPS_LEAST and None not in days
        return Dating("over", over=True, without=0 if grouped else -5, told=told)
    days_under = sum(_is_dated(items, at) for at in under)
    without = -5 if days_under >= _SIGNED * len(under) else -2 * _are_usual(items)
    return Dating("under", over=days_over, without=without, told=told)


def _sides(items: Sequence[Item]) -> tuple[list[int], list[int]]:
    """The groups of lines that date or sign under a title, and over one."""
    under: list[int] = []
    over: list[int] = []
    for first, after in groups(items):
        above = first > 0 and items[first - 1].kind is Kind.HEADING
        below = after < len(items) and items[after].kind is Kind.HEADING
        if above and below:
            # A subtitle below the date, or whoever signs above the next one.
            above = _likeness(items[first - 1]) >= _likeness(items[after])
        if above or below:
            (under if above else over).append(first)
    return under, over


def _are_usual(items: Sequence[Item]) -> bool:
    """Whether names stand below most lines that are surely titles, or these are too few to tell."""
    below = [
        after.kind
        for item, after in pairwise(items)
        if item.kind is Kind.HEADING and after.kind in {Kind.TEXT, Kind.STAMP} and _likeness(item) >= ENOUGH
    ]
    return below.count(Kind.STAMP) * 2 > len(below) or len(below) <= _GROUPS_LEAST


def groups(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """The first line of each group of lines that date or sign, and the line after it, the page's left out."""
    at = 0
    while at < len(items):
        if items[at].kind is not Kind.STAMP:
            at += 1
            continue
        first = at
        while at < len(items) and (items[at].kind is Kind.STAMP or items[at].kind in _PAGES):
            at += 1
        yield first, at


def _is_dated(items: Sequence[Item], at: int) -> bool:
    return any(item.day for item in takewhile(lambda item: item.kind is Kind.STAMP, items[at : at + 3]))


def _likeness(item: Item) -> int:
    return likeness(item.text, capitals_usual=True)


def depth_of(items: Sequence[Item]) -> int:
    """The place of the title among the lines above a dump's dates: 1 where it stands right above.

    It is the highest of the headings that stand together above most dates and are seldom the same ones
    twice. What repeats is the name of a section, an author or a department. Where only such names do, a
    summary stands between them and the title.
    """
    above = [list(islice(_above(items, at), _DEEPEST)) for at in _stamps(items)]
    places = [[lines[at] for lines in above if len(lines) > at] for at in range(_DEEPEST)]
    least = max(_LEAST, _MOST * len(above))
    titles = [len(lines) >= least and _could_be_titles(lines) for lines in places]
    together = takewhile(lambda at: len(places[at]) >= least and _are_headings(places[at]), range(_DEEPEST))
    highest = max((at for at in together if titles[at]), default=None)
    if highest is not None:
        return highest + 1
    for at in range(1, _DEEPEST):
        if titles[at]:
            texts = sum(any(line.kind is Kind.TEXT for line in lines[:at]) for lines in above)
            # A title, a text and a date may as well be a date over the next title, which then ends the dump.
            return 1 if texts * 2 > len(above) and _text_follows(items) else at + 1
    return 1


def stamp_below(items: Sequence[Item], at: int, stop: int, depth: int) -> int | None:
    """The date that belongs to a title `depth` lines above it."""
    if depth == 1:
        return at + 1 if at + 1 < stop and items[at + 1].kind is Kind.STAMP else None
    between = 0
    for below in range(at + 1, min(stop, at + _AROUND)):
        kind = items[below].kind
        if kind is Kind.STAMP:
            return below if between == depth - 1 else None
        between += kind not in _PAGES
        if between >= depth or kind is Kind.MARKER:
            break
    return None


def tells(items: Sequence[Item], at: int, stop: int) -> bool:
    """Whether a text stands below a title and its date, before the next title and its date."""
    for below in range(at + 1, min(stop, at + _AROUND)):
        kind = items[below].kind
        if kind is Kind.TEXT or kind is Kind.CLOSING:
            return True
        if kind is Kind.HEADING and stamp_below(items, below, stop, 1) is not None:
            return False
    return False


def _stamps(items: Sequence[Item]) -> list[int]:
    """The first of each group of lines that date or sign."""
    found: list[int] = []
    before: Kind | None = None
    for at, item in enumerate(items):
        if item.kind is Kind.STAMP and before is not Kind.STAMP:
            found.append(at)
        if item.kind not in _PAGES:
            before = item.kind
    return found


def _above(items: Sequence[Item], stamp: int) -> Iterator[Item]:
    for at in range(stamp - 1, max(-1, stamp - _AROUND), -1):
        kind = items[at].kind
        if kind in {Kind.STAMP, Kind.MARKER, Kind.CLOSING}:
            return
        if kind not in _PAGES:
            yield items[at]


def _are_headings(items: Sequence[Item]) -> bool:
    return sum(item.kind is Kind.HEADING for item in items) >= _MOST * len(items)


def _could_be_titles(items: Sequence[Item]) -> bool:
    if not _are_headings(items):
        return False
    headings = [item.text for item in items if item.kind is Kind.HEADING]
    words = sum(len(text.split()) for text in headings)
    return len(set(headings)) >= _DIFFERENT * len(headings) and words >= _WORDS * len(headings)


def _text_follows(items: Sequence[Item]) -> bool:
    """Whether a heading and a paragraph stand below the last date."""
    last = next(at for at in range(len(items) - 1, -1, -1) if items[at].kind is Kind.STAMP)
    tail = [item for item in items[last + 1 :] if item.kind not in _PAGES]
    return len(tail) > 1 and tail[0].kind is Kind.HEADING and tail[1].kind is Kind.TEXT
