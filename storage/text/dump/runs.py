"""The markers that cut a dump into runs."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from operator import attrgetter
from typing import Final, Literal, NamedTuple

from storage.text.dump.markers import key
from storage.text.dump.outline import Item, Kind

__all__ = ["BESIDES", "Ends", "Run", "ends_of", "followed", "runs_of"]

BESIDES: Final = frozenset({Kind.FURNITURE, Kind.DIVIDER, Kind.STAMP})
"""What may stand around a title and a text without being either."""


Ends = Literal["titled", "worded", "elided", "inline"]
"""Which lines end the articles of a dump: markers with a title, with words, `[…]`, a text that breaks off."""

_NUMBER: Final = attrgetter("number")

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


def runs_of(items: Iterable[Item], ends: Ends | None, last_start: Callable[[Run], int]) -> Iterator[Run]:
    """Cuts the items after each marker that ends an article, holding one run in memory.

    A run that no marker ends grows with the dump; `last_start` tells where the last article of what is held
    begins (0: it cannot tell yet), so that those before can go.
    """
    held: list[Item] = []
    titles = _Titles()
    run = Run(held, 0, None, None, opens_dump=True, begins=None)
    unmarked = Run(held, 0, None, None, opens_dump=False, begins=None)
    check = _WINDOW
    # Only a text that breaks off asks what follows it.
    pairs = followed(items) if ends == "inline" else zip(items, repeat(None), strict=False)
    for item, following in pairs:
        # Most lines are paragraphs, which end an article only where a text that breaks off does.
        ending, title = (
            _ending(item, following, ends, titles) if item.text or ends == "inline" else (False, 0)
        )
        if run.marker is not None and not ending and item.kind not in BESIDES:
            yield run
            del held[: run.marker + 1]
            run = unmarked
            check = _WINDOW
        held.append(item)
        if ending and run.marker is not None:
            # `[…]`, then `Continue reading`: both end the same article.
            run = run._replace(marker=len(held) - 1)
        elif ending:
            marker = len(held) - 1
            known = bisect_left(held, title, key=_NUMBER) if title >= held[0].number else None
            stop = marker + (item.kind is not Kind.MARKER)
            run = Run(held, stop, marker, known, run.opens_dump, run.begins)
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
        run = unmarked
    if held:
        yield run._replace(stop=len(held))


def followed(items: Iterable[Item]) -> Iterator[tuple[Item, Item | None]]:
    """Each item with the next one; the last with None."""
    before: Item | None = None
    for item in items:
        if before is not None:
            yield before, item
        before = item
    if before is not None:
        yield before, None


class _Titles:
    """The short lines since a marker named one of them."""

    def __init__(self) -> None:
        self._new: list[Item] = []
        self._known: dict[str, int] = {}
        """Those that were compared before, by what two spellings of one share."""

    def add(self, item: Item) -> None:
        if len(self._new) >= _WINDOW:
            self._settle()
        self._new.append(item)

    def named(self, title: str) -> int:
        """The first line that a marker names, or 0; then all before the marker are forgotten."""
        if len(self._new) + len(self._known) >= _WINDOW:
            self._settle()
        shared = key(title)
        number = self._known.get(shared, 0) or self._among_new(title, shared)
        if number:
            self._new.clear()
            self._known.clear()
        return number

    def _among_new(self, title: str, shared: str) -> int:
        # Mostly it is the very first of them, and what the others share with any title is not worked out.
        for item in self._new:
            if item.text == title or (one := key(item.text)) == shared:
                return item.number
            self._known.setdefault(one, item.number)
        self._new.clear()
        return 0

    def _settle(self) -> None:
        for item in self._new:
            if len(self._known) >= _WINDOW:
                self._known.clear()
            self._known.setdefault(key(item.text), item.number)
        self._new.clear()


def _ending(item: Item, following: Item | None, ends: Ends | None, titles: _Titles) -> tuple[bool, int]:
    """Whether an item ends an article here, and the line of the title that it repeats, or 0."""
    named = ends in {"titled", "worded"}
    if item.kind is Kind.MARKER:
        title = titles.named(item.marked) if named and item.marked else 0
        if title:
            return True, title
        return ends in {"worded", "elided"} and _is_bare(item) == ends, 0
    if named and item.text and (item.kind is Kind.HEADING or item.kind is Kind.TEXT):
        titles.add(item)
    return ends == "inline" and _breaks_off(item, following), 0


def _is_bare(item: Item) -> Literal["worded", "elided"] | None:
    """What kind of marker without a known title this is, if it may end an article."""
    if item.marked is None:
        return "worded" if any(map(str.isalpha, item.text)) else "elided"
    unknown = item.cut and not item.solid and item.text.lower().startswith(("continue", "keep"))
    return "worded" if unknown else None


def _breaks_off(item: Item, following: Item | None) -> bool:
    last = following is None or following.kind is Kind.HEADING or following.kind in BESIDES
    return item.cut and item.kind is Kind.TEXT and last


def ends_of(items: Sequence[Item]) -> Ends | None:
    """Which lines end the articles, counted over a dump or a sample of it."""
    counts = dict.fromkeys(("titled", "worded", "elided", "inline"), 0)
    titles = _Titles()
    for item, following in followed(items):
        titled, _ = _ending(item, following, "titled", titles) if item.text else (False, 0)
        bare = _is_bare(item) if item.kind is Kind.MARKER and not titled else None
        counts["titled"] += titled
        if bare:
            counts[bare] += 1
        if item.cut:
            counts["inline"] += _breaks_off(item, following)
    if counts["titled"] >= 2 and counts["titled"] >= counts["worded"]:
        return "titled"
    if counts["titled"] or counts["worded"]:
        return "worded"
    if counts["elided"] >= counts["inline"]:
        return "elided" if counts["elided"] else None
    return "inline" if counts["inline"] >= 2 else None
