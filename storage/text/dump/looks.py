"""How the titles of a dump look that has neither markers nor dates: learnt from those that are sure.

What a line says tells most titles from headings inside articles, though never all. Where the sure ones share
what the others lack (a second line below them, capitals), so do those that are not; where hardly any line
says enough, the first title shows what little is enough here.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from storage.text.dump.outline import Item, Kind
from storage.text.dump.titles import ENOUGH, likeness

__all__ = ["PLAIN", "Looks", "is_stacked", "looks_of"]

_TOPS_LEAST: Final = 4
_ALIKE_LEAST: Final = 3
_APART: Final = 0.35
"""By so much the share of sure titles must differ with and without a look."""
_LEANING: Final = 3
_SURE_MOST: Final = 0.25
"""With more sure titles than that, what says less is a heading."""
_FEW_SURE: Final = 0.5
"""The same where no line is surely a heading."""
_UNLIKE: Final = -3
_SLACK: Final = 2


class Looks(NamedTuple):
    """Points for what a line looks like in this dump."""

    stacked: int
    """With a second short line below."""
    humble: int
    """For every line: what the first title lacks."""


PLAIN: Final = Looks(0, 0)


def is_stacked(items: Sequence[Item], at: int) -> bool:
    """Whether a subtitle stands below a line, and then a text."""
    if at + 2 >= len(items) or items[at + 1].kind not in {Kind.HEADING, Kind.TEXT} or items[at + 1].solid:
        return False
    below, after = items[at + 1], items[at + 2]
    return not below.close and not after.close and (after.solid or after.kind in {Kind.STAMP, Kind.HEADING})


def looks_of(items: Sequence[Item]) -> Looks:
    """What the lines above texts look like, over a dump or a sample of it."""
    tops = list(_tops(items))
    if len(tops) < _TOPS_LEAST:
        return PLAIN
    points = [likeness(items[at].text, capitals_usual=True) for at in tops]
    sure = [each >= ENOUGH for each in points]
    stacked = [is_stacked(items, at) for at in tops]
    leaning = _leaning(sure, stacked)
    first = max(likeness(items[at].text, capitals_usual=True) for at in _block(items, tops[0]))
    few = _FEW_SURE if min(points) > _UNLIKE else _SURE_MOST
    humble = first < ENOUGH and sum(sure) <= few * len(sure)
    return Looks(
        stacked=leaning,
        humble=max(0, ENOUGH + _SLACK - first) if humble else 0,
    )


def _tops(items: Sequence[Item]) -> Iterator[int]:
    """The highest of the headings above each text, those below introductions left out."""
    text_since = True
    for at, item in enumerate(items):
        if item.kind is Kind.HEADING and text_since:
            below = next((each for each in items[at + 1 : at + 4] if each.kind is not Kind.HEADING), None)
            if below is not None and below.kind is Kind.TEXT and not item.close:
                yield at
                text_since = False
        elif item.kind is Kind.TEXT:
            text_since = not item.announces


def _block(items: Sequence[Item], top: int) -> Iterator[int]:
    """The headings that stand together from there on: below a masthead stands the first title."""
    for at in range(top, len(items)):
        if items[at].kind is not Kind.HEADING:
            return
        yield at


def _leaning(sure: Sequence[bool], looks: Sequence[bool]) -> int:
    """Points for lines of a look that the sure titles have more often than others."""
    having = [each for each, look in zip(sure, looks, strict=True) if look]
    lacking = [each for each, look in zip(sure, looks, strict=True) if not look]
    if min(len(having), len(lacking)) < _ALIKE_LEAST:
        return 0
    apart = sum(having) / len(having) - sum(lacking) / len(lacking)
    return _LEANING if apart >= _APART else 0
