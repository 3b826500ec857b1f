"""The first reading of a dump: where its articles begin and end.

What the dump itself says decides: a marker that repeats a title, a marker at all, a date under or over
each title. Only what is left is decided by what a line looks like (`storage.text.titles`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from storage.text.markers import key
from storage.text.outline import Item, Kind, outline
from storage.text.titles import ENOUGH, likeness

__all__ = ["Cut", "Layout", "read_layout"]


class Cut(NamedTuple):
    """The lines of one article, counted from 1."""

    first: int
    last: int
    body_first: int
    body_last: int
    titled: bool
    """Whether the first line is a title; if not, the article opens with its first sentence."""
    truncated: bool
    published: date | None
    reprints: bool
    """Whether any line of the body announces a reprint or opens like an agency's report."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the first reading found; a few numbers for each article, in order."""

    cuts: tuple[Cut, ...]


class _Run(NamedTuple):
    """Items up to a marker, or up to the end of the dump: one article or several."""

    first: int
    stop: int
    marker: int | None
    title: int | None
    """Of the article that the marker ends, where the marker repeats it."""


class _Habits(NamedTuple):
    """What most articles of this dump have."""

    marked: bool
    stamped: Literal["under", "over"] | None
    reported: bool
    capitals: bool
    spaced: bool
    """Blank lines stand between paragraphs."""
    sentences: bool
    """Titles are sentences, with a full stop."""


_BESIDES = frozenset({Kind.FURNITURE, Kind.DIVIDER, Kind.STAMP})
_SHORT_TAIL = 2
"""With fewer paragraphs than this after the last marker, a footer is as likely as an article."""

_AHEAD = 6
"""A title's text begins within so many lines."""


def read_layout(lines: Iterable[str]) -> Layout:
    """Reads a dump once, without keeping it, and finds its articles.

    `lines` come without their line ends, a byte order mark removed. A dump without any text has no cuts.
    """
    items = list(outline(lines))
    runs = _runs(items)
    habits = _habits(items, runs)
    cuts: list[Cut] = []
    for run in runs:
        starts = list(_starts(items, run, habits))
        stops = [*starts[1:], run.stop]
        for start, stop in zip(starts, stops, strict=False):
            cuts.append(_cut(items, start, stop, run.marker if stop == run.stop else None, habits))
    return Layout(tuple(cuts))


# Markers


def _runs(items: list[Item]) -> list[_Run]:
    """Cuts the items after each marker that ends an article."""
    ends = _ends(items)
    runs: list[_Run] = []
    first = 0
    for at in sorted(ends):
        if runs and runs[-1].marker is not None and all(i.kind in _BESIDES for i in items[first:at]):
            # `[…]`, then `Continue reading`: both end the same article.
            runs[-1] = runs[-1]._replace(marker=at, title=runs[-1].title or ends[at])
        else:
            inline = items[at].kind is not Kind.MARKER
            runs.append(_Run(first, at + inline, at, ends[at]))
        first = at + 1
    if first < len(items):
        runs.append(_Run(first, len(items), None, None))
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


# Habits


def _habits(items: list[Item], runs: list[_Run]) -> _Habits:
    """Counts what stands around the lines that could be titles."""
    marked = sum(run.marker is not None for run in runs)
    behind = [next((i for i in items[r.first : r.stop] if i.kind not in _BESIDES), None) for r in runs[1:]]
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
    return _Habits(
        marked=marked >= 2,
        stamped=stamped,
        reported=reported >= max(2, 0.5 * strong),
        capitals=capitals * 2 > long,
        spaced=sum(not item.close for item in items) * 3 > len(items),
        sentences=marked >= 2 and sentences * 2 > marked - 1,
    )


# Titles


def _starts(items: list[Item], run: _Run, habits: _Habits) -> Iterator[int]:
    """Where the articles of a run begin."""
    if run.title is None:
        yield from _found(items, run, habits, stop=run.stop)
        return
    # Before the article that the marker names may stand others, which the dump gives in full.
    yield from _found(items, run, habits, stop=run.title)
    yield run.title


def _found(items: list[Item], run: _Run, habits: _Habits, *, stop: int) -> Iterator[int]:
    first = _first_title(items, run, habits, stop=stop)
    if first is None:
        return
    yield first
    text_since = items[first].solid
    introduced = False
    for at in range(first + 1, stop):
        item = items[at]
        if text_since and _may_begin(items, at, habits) and _begins(items, at, stop, habits, introduced):
            yield at
            text_since = introduced = False
        elif item.kind in {Kind.TEXT, Kind.CLOSING, Kind.MARKER}:
            text_since = True
            introduced = introduced or item.announces


def _may_begin(items: list[Item], at: int, habits: _Habits) -> bool:
    item = items[at]
    if item.kind is Kind.HEADING:
        return True
    stamped = habits.stamped == "under" and at + 1 < len(items) and items[at + 1].kind is Kind.STAMP
    return stamped and item.kind is Kind.TEXT and bool(item.text) and not item.solid


def _first_title(items: list[Item], run: _Run, habits: _Habits, *, stop: int) -> int | None:
    """Where the first article of a run begins: its title, or its first text where it has none.

    The dump's first run may open with the page's navigation; after a marker the next line is a title.
    """
    text = next((at for at in range(run.first, stop) if items[at].solid), None)
    block = range(run.first, stop if text is None else text)
    heads = [at for at in block if items[at].kind is Kind.HEADING]
    shorts = [at for at in block if items[at].kind is Kind.TEXT and items[at].text]
    opens_dump = run.first == 0
    title = _title_among(items, heads, shorts, habits, opens_dump=opens_dump, before_text=text is not None)
    if stop == run.stop and (run.marker is not None or opens_dump):
        # Something must be there: the dump has a marker for it, or nothing else.
        if title is not None:
            return title
        return next((at for at in range(run.first, stop) if items[at].kind is Kind.TEXT), None)
    if title is None or (text is None and not shorts):
        return None
    return title if _carries_article(items, title, stop, habits, opens_dump=opens_dump) else None


def _title_among(
    items: list[Item],
    heads: list[int],
    shorts: list[int],
    habits: _Habits,
    *,
    opens_dump: bool,
    before_text: bool,
) -> int | None:
    """The title among the short lines above the first paragraph."""
    if habits.stamped != "over":
        below = (at + 1 for at in sorted(heads + shorts) if at + 1 < len(items))
        stamped = next((at - 1 for at in below if items[at].kind is Kind.STAMP), None)
        if stamped is not None:
            return _best(items, _together(stamped, heads), habits, last=opens_dump)
    if shorts and before_text and habits.sentences:
        return shorts[-1] if opens_dump else shorts[0]
    if not heads:
        # After a marker even a line that reads like a sentence is the title.
        return shorts[0] if shorts and before_text and not opens_dump else None
    if opens_dump and likeness(items[heads[0]].text, capitals_usual=habits.capitals) >= ENOUGH:
        return heads[0]
    return _best(items, heads, habits, last=opens_dump)


def _carries_article(items: list[Item], title: int, stop: int, habits: _Habits, *, opens_dump: bool) -> bool:
    """Whether an article follows that nothing in the dump closes, rather than navigation or a footer."""
    if habits.stamped == "under" and items[title + 1].kind is Kind.STAMP:
        return True
    texts = sum(item.solid for item in items[title:stop])
    if not texts:
        return False
    points = likeness(items[title].text, capitals_usual=habits.capitals)
    return points >= (ENOUGH if opens_dump or texts < _SHORT_TAIL else 1)


def _together(at: int, heads: list[int]) -> list[int]:
    """The headings that stand right above each other, the last at `at`: a kicker, a title, a second title."""
    known = set(heads)
    first = at
    while first - 1 in known:
        first -= 1
    return list(range(first, at + 1))


def _best(items: list[Item], heads: list[int], habits: _Habits, *, last: bool) -> int:
    """The heading that looks most like a title; among equals the first, or the last below navigation."""
    points = {at: likeness(items[at].text, capitals_usual=habits.capitals) for at in heads}
    if not last and points[heads[0]] >= 0:
        return heads[0]
    return max(heads, key=lambda at: (points[at], at if last else -at))


def _begins(items: list[Item], at: int, stop: int, habits: _Habits, introduced: bool) -> bool:
    """Whether a heading after some text begins a new article; `introduced`: a reprint was announced."""
    item, before = items[at], items[at - 1]
    ahead = next((i for i in items[at + 1 : min(stop, at + _AHEAD)] if i.kind is Kind.TEXT), None)
    stamped = at + 1 < stop and items[at + 1].kind is Kind.STAMP
    if (ahead is None and not stamped) or _is_signature(items, at):
        return False
    if item.close and habits.spaced and before.kind is Kind.TEXT:
        return False
    reported = ahead is not None and ahead.reported
    if introduced and (reported or before.announces) and not (stamped and habits.stamped):
        return False
    points = likeness(item.text, capitals_usual=habits.capitals)
    return points + _support(before, habits, stamped=stamped, reported=reported) >= ENOUGH


def _support(before: Item, habits: _Habits, *, stamped: bool, reported: bool) -> int:
    """What the lines around a heading say for (or against) its being a title, in points of likeness."""
    points = -3 if habits.marked else 0
    if habits.stamped:
        points += 6 if (stamped if habits.stamped == "under" else before.kind is Kind.STAMP) else -5
    elif stamped:
        points += 2
    if habits.reported:
        points += 3 if reported else -1
    if before.kind is Kind.CLOSING:
        points += 3
    elif before.kind in {Kind.DIVIDER, Kind.FURNITURE}:
        points += 1
    return points


def _is_signature(items: list[Item], at: int) -> bool:
    """A name (and then a post) below `Sincerely,`; the end mark of a press release is followed by none."""
    for back in (1, 2):
        if at >= back and items[at - back].kind is Kind.CLOSING:
            valediction = any(map(str.isalpha, items[at - back].text)) and len(items[at - back].text) > 4
            return valediction and len(items[at].text.split()) <= (6 if back == 1 else 10)
    return False


# Cuts


def _cut(items: list[Item], start: int, stop: int, marker: int | None, habits: _Habits) -> Cut:
    """The lines of the article that begins at item `start`; `stop` is the next article or the marker."""
    titled = not items[start].solid and not items[start].text.startswith("#")
    if marker is None:
        stop = _without_footer(items, start, stop, habits)
    top = start + titled
    while top < stop and titled and items[top].kind in _BESIDES:
        top += 1
    end = stop
    while end > top and (items[end - 1].kind in {Kind.FURNITURE, Kind.DIVIDER} or _only_cuts(items[end - 1])):
        end -= 1
    last = items[marker if marker is not None else stop - 1].number
    body_first = items[top].number if top < end else items[start].number + 1
    body = items[top:end]
    stamps = [*items[start + 1 : top], *items[max(0, start - 1) : start]]
    return Cut(
        first=items[start].number,
        last=max(last, items[start].number),
        body_first=body_first,
        body_last=items[end - 1].number if top < end else body_first - 1,
        titled=titled,
        truncated=any(item.cut for item in items[max(start, stop - 2) : stop])
        or (marker is not None and items[marker].cut),
        published=next((item.day for item in stamps if item.kind is Kind.STAMP and item.day), None),
        reprints=any(item.introduces or item.reported for item in body),
    )


def _only_cuts(item: Item) -> bool:
    return item.kind is Kind.MARKER and item.marked is None


def _without_footer(items: list[Item], start: int, stop: int, habits: _Habits) -> int:
    """Where the page's own lines begin after the article's last text, or the next article's date."""
    text = stop
    while text > start + 1 and not (items[text - 1].solid or items[text - 1].kind is Kind.CLOSING):
        text -= 1
    footer = next((at for at in range(text, stop) if items[at].kind is Kind.FURNITURE), stop)
    while footer > start + 1 and (
        items[footer - 1].kind is Kind.DIVIDER
        or (items[footer - 1].kind is Kind.STAMP and habits.stamped == "over")
    ):
        footer -= 1
    return footer
