"""What a dump does everywhere: the markers that cut it into runs, and the habits of its titles."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from storage.text.dump.markers import key
from storage.text.dump.outline import Item, Kind
from storage.text.dump.titles import ENOUGH, likeness, wording

__all__ = ["BESIDES", "Ends", "Habits", "Run", "ends_of", "habits_of", "runs_of"]

BESIDES: Final = frozenset({Kind.FURNITURE, Kind.DIVIDER, Kind.STAMP})
"""What may stand around a title and a text without being either."""


Ends = Literal["titled", "worded", "elided", "inline"]
"""Which lines end the articles of a dump: markers with a title, with words, `[…]`, a text that breaks off."""

_WORDED_LEAST: Final = 3
_HEADED_LEAST: Final = 4
_WINDOW: Final = 20_000
"""Items that are held without a marker before the beginnings among them are decided."""


class Run(NamedTuple):
    """Items up to a marker, or up to the end of the dump: one article or several.

    Behind `stop` the list may hold a few more items, to look ahead.
    """

    items: list[Item]
    stop: int
    marker: int | None
    title: int | None
    """Of the article that the marker ends, where the marker repeats it."""
    opens_dump: bool
    begins: int | None
    """Where its first article begins, if that is known: what stood above went before."""


class Habits(NamedTuple):
    """What most articles of this dump have."""

    marked: Literal["titled", "bare"] | None
    stamped: Literal["under", "over"] | None
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


def runs_of(items: Iterable[Item], ends: Ends | None, last_start: Callable[[Run], int]) -> Iterator[Run]:
    """Cuts the items after each marker that ends an article, holding one run in memory.

    A run that no marker ends grows with the dump; `last_start` tells where the last article of what is held
    begins (0: it cannot tell yet), so that those before can go.
    """
    held: list[Item] = []
    seen: dict[str, int] = {}
    run = Run(held, 0, None, None, opens_dump=True, begins=None)
    check = _WINDOW
    for item, following in _followed(items):
        ending, title = _ending(item, following, ends, seen)
        if run.marker is not None and not ending and item.kind not in BESIDES:
            yield run
            del held[: run.marker + 1]
            run = Run(held, 0, None, None, opens_dump=False, begins=None)
            check = _WINDOW
        held.append(item)
        if ending and run.marker is not None:
            # `[…]`, then `Continue reading`: both end the same article.
            run = run._replace(marker=len(held) - 1)
        elif ending:
            marker = len(held) - 1
            known = (
                bisect_left(held, title, key=lambda each: each.number) if title >= held[0].number else None
            )
            run = run._replace(stop=marker + (item.kind is not Kind.MARKER), marker=marker, title=known)
        elif run.marker is None and len(held) >= check:
            at = last_start(run._replace(stop=len(held)))
            check = 2 * len(held)
            if at:
                yield run._replace(stop=at)
                # A date over the title belongs to it.
                above = int(held[at - 1].kind is Kind.STAMP)
                del held[: at - above]
                run = run._replace(opens_dump=False, begins=above)
                check = _WINDOW + len(held)
    if run.marker is not None:
        yield run
        del held[: run.marker + 1]
        run = Run(held, 0, None, None, opens_dump=False, begins=None)
    if held:
        yield run._replace(stop=len(held))


def _followed(items: Iterable[Item]) -> Iterator[tuple[Item, Item | None]]:
    """Each item with the next one; the last with None."""
    before: Item | None = None
    for item in items:
        if before is not None:
            yield before, item
        before = item
    if before is not None:
        yield before, None


def _ending(item: Item, following: Item | None, ends: Ends | None, seen: dict[str, int]) -> tuple[bool, int]:
    """Whether an item ends an article here, and the line of the title that it repeats, or 0."""
    if item.kind is Kind.MARKER:
        title = seen.get(key(item.marked), 0) if item.marked else 0
        if title:
            seen.clear()
        if ends in {"titled", "worded"} and title:
            return True, title
        return ends in {"worded", "elided"} and _is_bare(item) == ends, 0
    if item.text and item.kind in {Kind.HEADING, Kind.TEXT}:
        if len(seen) >= _WINDOW:
            seen.clear()
        seen.setdefault(key(item.text), item.number)
    return ends == "inline" and _breaks_off(item, following), 0


def _is_bare(item: Item) -> Literal["worded", "elided"] | None:
    """What kind of marker without a known title this is, if it may end an article."""
    if item.marked is None:
        return "worded" if any(map(str.isalpha, item.text)) else "elided"
    unknown = item.cut and not item.solid and item.text.lower().startswith(("continue", "keep"))
    return "worded" if unknown else None


def _breaks_off(item: Item, following: Item | None) -> bool:
    return item.cut and item.kind is Kind.TEXT and (following is None or following.kind is Kind.HEADING)


def ends_of(items: Sequence[Item]) -> Ends | None:
    """Which lines end the articles, counted over a dump or a sample of it."""
    counts = dict.fromkeys(("titled", "worded", "elided", "inline"), 0)
    seen: dict[str, int] = {}
    for item, following in _followed(items):
        titled, _ = _ending(item, following, "titled", seen)
        bare = _is_bare(item) if item.kind is Kind.MARKER and not titled else None
        counts["titled"] += titled
        if bare:
            counts[bare] += 1
        counts["inline"] += _breaks_off(item, following)
    if counts["titled"] >= 2 and counts["titled"] >= counts["worded"]:
        return "titled"
    if counts["titled"] or counts["worded"]:
        return "worded"
    if counts["elided"] >= counts["inline"]:
        return "elided" if counts["elided"] else None
    return "inline" if counts["inline"] >= 2 else None


def habits_of(items: Sequence[Item], ends: Ends | None) -> Habits:
    """Counts what stands around the lines that could be titles, over a dump or a sample of it."""
    marked = titled = sentences = 0
    for run in runs_of(items, ends, lambda _run: 0):
        marked += run.marker is not None
        titled += run.title is not None
        first = next((item for item in run.items[: run.stop] if item.kind not in BESIDES), None)
        if first is not None and first.kind is Kind.TEXT and not run.opens_dump:
            sentences += bool(first.text) and not first.solid
    under = over = reported = strong = capitals = long = 0
    introduced = False
    for at, item in enumerate(items):
        introduced = introduced or item.announces
        if item.kind is not Kind.HEADING or at + 1 == len(items):
            continue
        before, after = items[at - 1] if at else None, items[at + 1]
        if after.kind is Kind.STAMP:
            under += 1
        elif before is not None and before.kind is Kind.STAMP and after.kind is Kind.TEXT:
            over += 1
        if len(item.text.split()) >= 5:
            long += 1
            capitals += item.text.isupper()
        if after.kind in {Kind.TEXT, Kind.STAMP} and likeness(item.text, capitals_usual=True) >= ENOUGH:
            strong += 1
            reported += after.reported and after.kind is Kind.TEXT and not introduced
    enough = max(2, 0.4 * strong)
    stamped: Literal["under", "over"] | None = None
    if max(under, over) >= enough:
        stamped = "under" if under >= over else "over"
    return Habits(
        marked=None if marked < 2 else "titled" if titled * 2 > marked else "bare",
        stamped=stamped,
        reported=reported >= max(2, 0.5 * strong),
        capitals=capitals * 2 > long,
        spaced=sum(not item.close for item in items) * 3 > len(items),
        worded=not marked and not strong and _titles_in_sentences(items) >= _WORDED_LEAST,
        regular=_is_regular(items),
        divided=_is_divided(items),
        headed=not marked and _is_headed(items),
        broken=_is_broken(items),
        sentences=marked >= 2 and sentences * 2 > marked - 1,
    )


def _titles_in_sentences(items: Sequence[Item]) -> int:
    """How many short lines stand above a paragraph that would be titles but for a number or a full stop."""
    short = (
        item.text
        for item, following in _followed(items)
        if item.kind is Kind.TEXT and item.text and not item.solid and following and following.solid
    )
    return sum(likeness(wording(text), capitals_usual=True) > ENOUGH for text in short)


def _is_broken(items: Sequence[Item]) -> bool:
    """Whether lines run on into the next all over the dump, not seldom into a small letter."""
    below = [(a, b) for a, b in pairwise(items) if b.close and a.text and a.text[-1] not in '.!?:;…”"']
    small = sum(item.text[:1].islower() for _, item in below)
    return len(below) >= max(2, 0.25 * len(items)) and small >= max(1, 0.3 * len(below))


def _is_headed(items: Sequence[Item]) -> bool:
    """Whether most headings that stand between paragraphs could be titles."""
    between = [
        items[at].text
        for at in range(1, len(items) - 1)
        if items[at].kind is Kind.HEADING and items[at - 1].solid and items[at + 1].solid
    ]
    likely = sum(likeness(text, capitals_usual=True) >= ENOUGH for text in between)
    return likely >= _HEADED_LEAST and likely * 2 > len(between)


def _is_divided(items: Sequence[Item]) -> bool:
    """Whether titles stand below most dividers."""
    below = [after for item, after in pairwise(items) if item.kind is Kind.DIVIDER]
    titles = [item.text for item in below if item.kind is Kind.HEADING]
    likely = sum(likeness(text, capitals_usual=True) >= ENOUGH for text in titles)
    return len(titles) >= _HEADED_LEAST and len(titles) >= 0.8 * len(below) and likely * 3 >= len(titles)


def _is_regular(items: Sequence[Item]) -> bool:
    """Whether headings and paragraphs take turns, and most headings could be titles."""
    solid = sum(item.solid for item in items)
    above = [items[at - 1] for at in range(1, len(items)) if items[at].solid]
    points = sorted(likeness(i.text, capitals_usual=True) for i in above if i.kind is Kind.HEADING)
    return len(points) >= 4 and len(points) >= 0.8 * solid and points[len(points) // 2] >= 2
