"""A dump's layout, and with it where its articles begin and end.

What the dump itself says decides: a marker that repeats a title, a marker at all, a date under or over
each title. Only what is left is decided by what a line looks like (`storage.text.dump.titles`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from storage.text.dump.digits import day_in_digits
from storage.text.dump.habits import Habits, habits_of
from storage.text.dump.headers import stamp_below
from storage.text.dump.outline import Item, Kind, outline
from storage.text.dump.rekinding import kickers, sentences_beside, with_sentences, without_kickers
from storage.text.dump.runs import BESIDES, Ends, ends_of, runs_of
from storage.text.dump.starts import last_start, starts_in

__all__ = ["Cut", "Layout", "cuts", "laid_out", "outlined", "read_layout"]


_PAGES_LEAST: Final = 3
"""With fewer lines of the page a short text among them is the article's."""


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
    body: list[Item] | None
    """What the lines of such a body are by themselves, where none is something else in this dump."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a dump does everywhere, as far as its articles' beginnings and ends depend on it."""

    ends: Ends | None
    habits: Habits


def read_layout(lines: Iterable[str]) -> Layout:
    """What a dump does everywhere, from its lines, or from a sample where it is large.

    `lines` come without their line ends, a byte order mark removed; they are held in memory.
    """
    layout, _ = laid_out(list(lines))
    return layout


def laid_out(lines: Sequence[str]) -> tuple[Layout, list[Item]]:
    """The same, and what each of the lines is in this dump."""
    items = list(outline(lines))
    side = sentences_beside(items)
    items = list(with_sentences(items, side))
    over = kickers(items)
    items = list(without_kickers(items, over))
    ends = ends_of(items)
    return Layout(ends, habits_of(items, lines, ends, side, over)), items


def outlined(lines: Iterable[str], layout: Layout) -> Iterable[Item]:
    """What each line is in a dump of this layout."""
    habits = layout.habits
    return without_kickers(with_sentences(outline(lines), habits.sentences_beside), habits.kickers)


def cuts(items: Iterable[Item], layout: Layout) -> Iterator[Cut]:
    """Where the articles of a dump lie, in order, reading a few articles ahead. Without any text: none."""
    habits = layout.habits
    for run in runs_of(items, layout.ends, lambda held: last_start(held, habits)):
        starts = list(starts_in(run, habits))
        stops = [*starts[1:], run.stop]
        for start, stop in zip(starts, stops, strict=False):
            yield _cut(run.items, start, stop, run.marker if stop == run.stop else None, habits)


def _cut(items: list[Item], start: int, stop: int, marker: int | None, habits: Habits) -> Cut:
    """The lines of the article that begins at item `start`; `stop` is the next article or the marker."""
    titled = not items[start].solid and not items[start].text.startswith("#")
    if marker is None:
        stop = _without_footer(items, start, stop, habits)
    top = start + titled
    while top < stop and titled and items[top].kind in BESIDES:
        top += 1
    end = stop
    while end > top and (items[end - 1].kind in {Kind.FURNITURE, Kind.DIVIDER} or _only_cuts(items[end - 1])):
        end -= 1
    last = items[marker if marker is not None else stop - 1].number
    reprinting = _has_reprints(items, top, end)
    body_first = items[top].number if top < end else items[start].number + 1
    return Cut(
        first=items[start].number,
        last=max(last, items[start].number),
        body_first=body_first,
        body_last=items[end - 1].number if top < end else body_first - 1,
        titled=titled,
        truncated=_is_cut(items, max(start, end - 1), stop) or (marker is not None and items[marker].cut),
        published=_published(items, start, top, stop, habits),
        reprints=reprinting,
        body=items[top:end] if reprinting and not habits.rekinds else None,
    )


def _is_cut(items: list[Item], first: int, stop: int) -> bool:
    for at in range(first, stop):  # noqa: SIM110 - a generator takes twice as long, once an article
        if items[at].cut:
            return True
    return False


def _has_reprints(items: list[Item], first: int, stop: int) -> bool:
    for at in range(first, stop):
        item = items[at]
        if item.introduces or item.reported:
            return True
    return False


def _published(items: list[Item], start: int, top: int, stop: int, habits: Habits) -> date | None:
    """What dates the article: a line below its title, above its body, or else the line over its title."""
    if habits.depth > 1:
        dated = stamp_below(items, start, stop, habits.depth)
        stamps = [] if dated is None else items[dated : dated + 2]
    else:
        stamps = items[start + 1 : top]
        if start:
            stamps.append(items[start - 1])
    for item in stamps:
        day = _day(item, habits)
        if day is not None:
            return day
    return None


def _day(item: Item, habits: Habits) -> date | None:
    """What a line beside a title dates."""
    if item.kind is not Kind.STAMP or item.day is not None or habits.month_first is None:
        return item.day
    return day_in_digits(item.text, month_first=habits.month_first)


def _only_cuts(item: Item) -> bool:
    return item.kind is Kind.MARKER and item.marked is None


def _without_tail(items: list[Item], top: int, stop: int) -> int:
    """Where lines begin that are mostly the page's, whole sentences among them; `stop` if there are few."""
    tail = stop
    pages = 0
    for at in range(stop - 1, top, -1):
        item = items[at]
        if item.solid and not item.text:
            break
        pages += item.kind is Kind.FURNITURE
        if item.kind is Kind.FURNITURE and pages >= _PAGES_LEAST and pages * 2 > stop - at:
            tail = at
    return tail if any(item.kind is Kind.TEXT for item in items[top:tail]) else stop


def _closes(items: list[Item], at: int) -> bool:
    """Whether a line is an article's end mark or valediction, rather than the pager's `End`."""
    return items[at].kind is Kind.CLOSING and items[at - 1].kind is not Kind.FURNITURE


def _without_footer(items: list[Item], start: int, stop: int, habits: Habits) -> int:
    """Where the page's own lines begin after the article's last text, or the next article's date."""
    # A date below a summary and an author's name is no part of the page's own lines.
    dated = stamp_below(items, start, stop, habits.depth) if habits.depth > 1 else None
    top = start + 1 if dated is None else dated + 1
    text = _without_tail(items, top, stop)
    while text > top and not (items[text - 1].solid or _closes(items, text - 1)):
        text -= 1
    footer = next((at for at in range(text, stop) if items[at].kind is Kind.FURNITURE), stop)
    over = habits.headed_by_days
    while footer > top and (
        items[footer - 1].kind is Kind.DIVIDER or (items[footer - 1].kind is Kind.STAMP and over)
    ):
        footer -= 1
        # One day stands over the next title; another above it is rather that of a signature.
        over = over and items[footer].day is None
    return footer
