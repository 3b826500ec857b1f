"""What a dump does everywhere: the markers that cut it into runs, and the habits of its titles."""

from typing import Final, Literal, NamedTuple

from storage.text.dump.markers import key
from storage.text.dump.outline import Item, Kind
from storage.text.dump.titles import ENOUGH, likeness

__all__ = ["BESIDES", "Habits", "Run", "habits_of", "runs_of"]

BESIDES: Final = frozenset({Kind.FURNITURE, Kind.DIVIDER, Kind.STAMP})
"""What may stand around a title and a text without being either."""


class Run(NamedTuple):
    """Items up to a marker, or up to the end of the dump: one article or several."""

    first: int
    stop: int
    marker: int | None
    title: int | None
    """Of the article that the marker ends, where the marker repeats it."""


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
    regular: bool
    """Each title has one paragraph: a list of excerpts."""
    broken: bool
    """Lines are broken at a fixed width, so that sentences run on from line to line."""


def runs_of(items: list[Item]) -> list[Run]:
    """Cuts the items after each marker that ends an article."""
    ends = _ends(items)
    runs: list[Run] = []
    first = 0
    for at in sorted(ends):
        if runs and runs[-1].marker is not None and all(i.kind in BESIDES for i in items[first:at]):
            # `[…]`, then `Continue reading`: both end the same article.
            runs[-1] = runs[-1]._replace(marker=at)
        else:
            inline = items[at].kind is not Kind.MARKER
            title = ends[at]
            runs.append(Run(first, at + inline, at, title if title is not None and title >= first else None))
        first = at + 1
    if first < len(items):
        runs.append(Run(first, len(items), None, None))
    return runs


def _ends(items: list[Item]) -> dict[int, int | None]:
    """The items that end an article, each with the title that it repeats."""
    titled: dict[int, int | None] = {}
    worded: dict[int, int | None] = {}
    elided: dict[int, int | None] = {}
    inline: dict[int, int | None] = {}
    seen: dict[str, int] = {}
    for at, item in enumerate(items):
        if item.kind is Kind.MARKER:
            title = seen.get(key(item.marked)) if item.marked else None
            if title is not None:
                titled[at] = title
                seen.clear()
            elif item.marked is None:
                (worded if any(map(str.isalpha, item.text)) else elided)[at] = None
            elif item.cut and not item.solid and item.text.lower().startswith(("continue", "keep")):
                worded[at] = None
        elif item.text and item.kind in {Kind.HEADING, Kind.TEXT}:
            seen.setdefault(key(item.text), at)
        if (
            item.cut
            and item.kind is Kind.TEXT
            and (at + 1 == len(items) or items[at + 1].kind is Kind.HEADING)
        ):
            inline[at] = None
    if len(titled) >= 2 and len(titled) >= len(worded):
        return titled
    if titled or worded:
        return titled | worded
    return elided if len(elided) >= len(inline) else inline if len(inline) >= 2 else {}


def habits_of(items: list[Item], runs: list[Run]) -> Habits:
    """Counts what stands around the lines that could be titles."""
    marked = sum(run.marker is not None for run in runs)
    titled = sum(run.title is not None for run in runs)
    behind = [next((i for i in items[r.first : r.stop] if i.kind not in BESIDES), None) for r in runs[1:]]
    sentences = sum(i is not None and i.kind is Kind.TEXT and bool(i.text) and not i.solid for i in behind)
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
        regular=_is_regular(items),
        broken=sum(item.close and item.text[:1].islower() for item in items) >= max(2, 0.2 * len(items)),
        sentences=marked >= 2 and sentences * 2 > marked - 1,
    )


def _is_regular(items: list[Item]) -> bool:
    """Whether headings and paragraphs take turns, and most headings could be titles."""
    solid = sum(item.solid for item in items)
    above = [items[at - 1] for at in range(1, len(items)) if items[at].solid]
    points = sorted(likeness(i.text, capitals_usual=True) for i in above if i.kind is Kind.HEADING)
    return len(points) >= 4 and len(points) >= 0.8 * solid and points[len(points) // 2] >= 2
