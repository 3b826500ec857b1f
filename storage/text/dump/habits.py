"""What most articles of a dump have around their titles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final, Literal, NamedTuple

from storage.text.dump.digits import month_first
from storage.text.dump.headers import dating_of, depth_of
from storage.text.dump.lists import Listed, listed
from storage.text.dump.looks import PLAIN, Looks, looks_of
from storage.text.dump.outline import Item, Kind, holds_sentences
from storage.text.dump.rekinding import Side
from storage.text.dump.runs import BESIDES, Ends, runs_of
from storage.text.dump.titles import ENOUGH, likeness, wording

__all__ = ["Habits", "habits_of"]

_WORDED_LEAST: Final = 3
_HEADED_LEAST: Final = 4
_UNLIKE_MOST: Final = 0.4
_PARAGRAPHS: Final = 0.2
"""Where fewer lines hold several sentences, they are no paragraphs."""
_DIVIDED_LEAST: Final = 3
_SELDOM: Final = 3
_SINGLE_LEAST: Final = 2
_ALMOST_ALL: Final = 0.9


class Habits(NamedTuple):
    """What most articles of this dump have."""

    marked: Literal["titled", "bare"] | None
    stamped: Literal["under", "over"] | None
    """Where its date stands, or its author."""
    headed_by_days: bool
    """Days stand over titles, whatever stands under them."""
    unstamped: int
    """Points for a line that has none there."""
    month_first: bool | None
    """Whether its days in digits alone have the month first."""
    depth: int
    """How many lines above its date a title stands: 1 is right above."""
    reported: bool
    capitals: bool
    spaced: bool
    """Blank lines stand between paragraphs."""
    sentences: bool
    """Titles are sentences, with a full stop."""
    worded: bool
    """Nothing looks like a heading, but numbered lines or short sentences above paragraphs do like titles."""
    regular: bool
    """Each title has one paragraph: a list of excerpts."""
    headed: bool
    """No marker ends its articles, and most headings above paragraphs look like titles: sections are few."""
    divided: bool
    """Dividers stand between articles, not between the parts of one."""
    broken: bool
    """Lines are broken at a fixed width, so that sentences run on from line to line."""
    listed: Listed
    """What a table of contents or the list of the latest posts names, or the dump numbers."""
    sentences_beside: Side | None
    """Where titles stand that are sentences: under days and names, or over them."""
    kickers: frozenset[str]
    """What stands over its titles without being part of them."""
    told: bool
    """Texts stand below the dates under most titles: one without is a link to another article."""
    looks: Looks
    """What titles look like, where nothing else tells them."""
    single: bool
    """A title stands alone above its text, without a second heading."""

    @property
    def rekinds(self) -> bool:
        """Whether lines may be something else in this dump than by themselves."""
        return self.sentences_beside is not None or bool(self.kickers)


@dataclass(slots=True)
class _Seen:
    """Counts of what stands around headings."""

    headings: int = 0
    """Right above a text, before the first reprint is announced."""
    opening: int = 0
    """Of those, above a dateline."""
    strong: int = 0
    """Look like titles."""
    reported: int = 0
    """Of those, above a dateline."""
    long: int = 0
    capitals: int = 0


_Points = Mapping[int, int]
"""How much each heading above a paragraph or a date looks like a title."""


def _points(items: Sequence[Item]) -> _Points:
    # Worked out once: a dump may have more headings than `likeness` remembers.
    return {
        at: likeness(item.text, capitals_usual=True)
        for at, (item, after) in enumerate(pairwise(items))
        if item.kind is Kind.HEADING and (after.kind is Kind.TEXT or after.kind is Kind.STAMP or after.solid)
    }


def _around_headings(items: Sequence[Item], points: _Points) -> _Seen:
    seen = _Seen()
    introduced = False
    for at, item in enumerate(items):
        introduced = introduced or item.announces
        if item.kind is not Kind.HEADING or at + 1 == len(items):
            continue
        before, after = items[at - 1] if at else None, items[at + 1]
        if (before is None or before.kind is not Kind.HEADING) and len(item.text.split()) >= 4:
            seen.long += 1
            seen.capitals += item.text.isupper()
        opens = after.kind is Kind.TEXT and not introduced
        seen.headings += opens
        seen.opening += opens and after.reported
        if after.kind in {Kind.TEXT, Kind.STAMP} and points[at] >= ENOUGH:
            seen.strong += 1
            seen.reported += opens and after.reported
    return seen


def habits_of(
    items: Sequence[Item],
    lines: Sequence[str],
    ends: Ends | None,
    sentences_beside: Side | None,
    kickers: frozenset[str],
) -> Habits:
    """Counts what stands around the lines that could be titles, over a dump or a sample of it.

    `items` are what its `lines` are: titles that are sentences are already headings, and kickers none.
    """
    marked = titled = sentences = 0
    for run in runs_of(items, ends, lambda _run: 0):
        marked += run.marker is not None
        titled += run.title is not None
        first = next((item for item in run.items[: run.stop] if item.kind not in BESIDES), None)
        if first is not None and first.kind is Kind.TEXT and not run.opens_dump:
            sentences += bool(first.text) and not first.solid
    points = _points(items)
    seen = _around_headings(items, points)
    if marked * _SELDOM < seen.strong and titled * 2 <= marked:
        # Most articles are given in full, without a marker.
        marked = 0
    depth = depth_of(items)
    dating = dating_of(items, seen.strong)
    stamped = "under" if depth > 1 else dating.where
    divided = _is_divided(items)
    reported = seen.reported >= max(2, 0.5 * seen.strong) or seen.opening >= max(3, 0.6 * seen.headings)
    plain = not (marked or divided or reported or depth > 1 or (stamped and dating.without))
    return Habits(
        marked=None if marked < 2 else "titled" if titled * 2 > marked else "bare",
        stamped=stamped,
        headed_by_days=dating.over,
        unstamped=-5 if depth > 1 else dating.without,
        month_first=month_first(items),
        depth=depth,
        reported=reported,
        capitals=seen.capitals * 2 > seen.long,
        spaced=sum(not item.close for item in items) * 3 > len(items),
        worded=not marked and not seen.strong and _is_worded(items, lines),
        regular=_is_regular(items, points),
        divided=divided,
        told=dating.told,
        sentences_beside=sentences_beside,
        kickers=kickers,
        looks=looks_of(items) if plain else PLAIN,
        headed=not marked and _is_headed(items, points),
        broken=_is_broken(items),
        listed=listed(items),
        single=_is_single(items),
        sentences=marked >= 2 and sentences * 2 > marked - 1,
    )


def _is_worded(items: Sequence[Item], lines: Sequence[str]) -> bool:
    """Whether short lines that would be titles but for a number or a full stop stand above paragraphs.

    Where each line of the dump is one sentence, those with a full stop are no more than the shorter of them,
    unless most blocks of lines open with one.
    """
    blocks = 0
    titles: list[tuple[str, bool]] = []
    for item, following in pairwise(items):
        opens = not item.close and following.close
        blocks += opens
        if item.kind is not Kind.TEXT or not item.text or item.solid or not following.solid:
            continue
        if likeness(wording(item.text), capitals_usual=True) > ENOUGH:
            titles.append((item.text, opens))
    solid = [holds_sentences(lines[item.number - 1]) for item in items if item.solid]
    if sum(solid) < _PARAGRAPHS * len(solid):
        usual = sum(opens for _, opens in titles) * 2 >= blocks
        titles = [title for title in titles if title[0][0].isdigit() or (usual and title[1])]
    return len(titles) >= _WORDED_LEAST


def _is_broken(items: Sequence[Item]) -> bool:
    """Whether lines run on into the next all over the dump, not seldom into a small letter."""
    running = [(a, b) for a, b in pairwise(items) if b.close and b.kind is not Kind.STAMP]
    below = [(a, b) for a, b in running if a.text and a.text[-1] not in '.!?:;…”"']
    small = sum(item.text[:1].islower() for _, item in below)
    return len(below) >= max(2, 0.25 * len(items)) and small >= max(1, 0.3 * len(below))


def _is_headed(items: Sequence[Item], points: _Points) -> bool:
    """Whether most headings that stand between paragraphs could be titles."""
    between = [
        points[at]
        for at in range(1, len(items) - 1)
        if items[at].kind is Kind.HEADING
        and items[at - 1].kind is Kind.TEXT
        and items[at + 1].kind is Kind.TEXT
    ]
    likely = sum(each >= ENOUGH for each in between)
    # Where there are sections, most of their headings look nothing like titles.
    unlike = sum(each <= 0 for each in between)
    return likely >= _HEADED_LEAST and likely * 2 > len(between) and unlike <= _UNLIKE_MOST * likely


def _is_divided(items: Sequence[Item]) -> bool:
    """Whether titles stand below most dividers."""
    below = [after for item, after in pairwise(items) if item.kind is Kind.DIVIDER]
    titles = [item.text for item in below if item.kind is Kind.HEADING]
    likely = sum(likeness(text, capitals_usual=True) >= ENOUGH for text in titles)
    if len(titles) >= _DIVIDED_LEAST and len(titles) >= 0.7 * len(below) and likely * 3 >= len(titles):
        return True
    # A short line below each of them, whatever its words: between the parts of a text stands none.
    short = sum(_is_short(item) for item in below)
    return short >= _DIVIDED_LEAST and short >= _ALMOST_ALL * len(below)


def _is_short(item: Item) -> bool:
    """Whether a line could be a title but for its small letters."""
    if item.kind is Kind.HEADING:
        return True
    return (
        item.kind is Kind.TEXT and item.text[:1].islower() and not item.solid and item.text[-1] not in ".,;:"
    )


def _is_regular(items: Sequence[Item], points: _Points) -> bool:
    """Whether headings and paragraphs take turns, and most headings could be titles."""
    solid = sum(item.solid for item in items)
    above = sorted(points[at] for at in points if items[at + 1].solid)
    return len(above) >= 4 and len(above) >= 0.8 * solid and above[len(above) // 2] >= 2


def _is_single(items: Sequence[Item]) -> bool:
    """Whether no second heading stands above or below a title, the dump's first lines left out."""
    first = next((at for at, item in enumerate(items) if item.solid), len(items))
    heights = [
        len(list(group))
        for kind, group in groupby(item.kind for item in items[first:])
        if kind is Kind.HEADING
    ]
    return len(heights) >= _SINGLE_LEAST and heights.count(1) >= _ALMOST_ALL * len(heights)
