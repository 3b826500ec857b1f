"""Where articles begin: by markers, by dates beside titles, at last by what a line looks like."""

from collections.abc import Iterator
from typing import Final

from storage.text.dump.habits import Habits
from storage.text.dump.headers import stamp_below, tells
from storage.text.dump.lists import named
from storage.text.dump.looks import is_stacked
from storage.text.dump.openings import first_title, fitness
from storage.text.dump.outline import Item, Kind
from storage.text.dump.runs import Run
from storage.text.dump.surroundings import (
    AHEAD,
    dates_the_end,
    is_above_dateline,
    is_above_salutation,
    is_asked,
    is_below_signature,
    is_signature,
    is_spoken,
    text_ahead,
)
from storage.text.dump.titles import ANNOUNCED, ENOUGH, wording

__all__ = ["last_start", "starts_in"]

_TITLE_LINES: Final = 3
"""As many lines below a title are its text; one less without blank lines between them."""

_NO_TITLE: Final = 1
"""A heading of at most so much likeness above a day may be who signs, rather than a title."""


def starts_in(run: Run, habits: Habits) -> Iterator[int]:
    """Where the articles of a run begin."""
    if run.title is None:
        yield from _found(run, habits, stop=run.stop)
        return
    # Before the article that the marker names may stand others, which the dump gives in full; not where it
    # opens the run.
    if run.title not in {0, run.begins}:
        yield from _found(run, habits, stop=run.title)
    yield run.title


def last_start(run: Run, habits: Habits) -> int:
    """Where the last article begins of which enough is held to be sure; 0 where no article stands above."""
    starts = list(starts_in(run, habits))
    return max((at for at in starts[1:] if at + AHEAD < run.stop), default=0)


def _found(run: Run, habits: Habits, *, stop: int) -> Iterator[int]:
    items = run.items
    first = first_title(run, habits, stop=stop) if run.begins is None else run.begins
    if first is None:
        return
    yield first
    text_since = items[first].solid
    introduced = several = False
    awaited, begun = 0, first
    for at in range(first + 1, stop):
        item = items[at]
        if text_since and _may_begin(items, at, habits):
            if introduced and _opens_reprint(items, at, stop, habits, awaited=awaited > 0, several=several):
                awaited -= 1
                continue
            if _begins(items, at, stop, habits, begun):
                yield at
                begun = at
                text_since = introduced = several = False
                awaited = 0
                continue
        if item.kind is Kind.STAMP and habits.depth > 1:
            # All that stands between a title and its date may be short.
            text_since = True
        elif item.kind is Kind.HEADING:
            # A list of names, say: none of its lines is a text.
            lines = at - begun + (item.close and items[at - 1].close)
            text_since = text_since or (habits.spaced and lines >= _TITLE_LINES)
        elif item.kind in {Kind.TEXT, Kind.CLOSING, Kind.MARKER}:
            text_since = True
            introduced = introduced or _announces(item, habits)
            several = several or (item.several and item.announced == 1)
            awaited = item.announced or awaited - items[at - 1].announces


def _may_begin(items: list[Item], at: int, habits: Habits) -> bool:
    item = items[at]
    if item.kind is Kind.HEADING:
        return True
    stamped = habits.stamped == "under" and stamp_below(items, at, len(items), habits.depth) is not None
    if not (
        stamped
        or habits.worded
        or habits.listed.whole
        or (habits.divided and items[at - 1].kind is Kind.DIVIDER)
    ):
        return False
    return item.kind is Kind.TEXT and bool(item.text) and not item.solid


def _announces(item: Item, habits: Habits) -> bool:
    """Whether a reprint stands below: where markers end the articles, also if the line does not say so."""
    return item.announces or (item.introduces and habits.marked is not None)


def _opens_reprint(
    items: list[Item], at: int, stop: int, habits: Habits, *, awaited: bool, several: bool
) -> bool:
    """Whether a heading below an introduction is a reprint's title.

    `awaited`: fewer came than it announced; `several`: it announced more than one without their number.
    It is not where it is dated as the dump's own articles are.
    """
    item, before = items[at], items[at - 1]
    stamp = stamp_below(items, at, stop, habits.depth)
    if habits.stamped is not None and stamp is not None and not items[stamp].reported:
        return False
    if habits.stamped == "over" and before.kind is Kind.STAMP and not before.reported:
        return False
    ahead = text_ahead(items, at, stop)
    if _announces(before, habits) or before.kind is Kind.HEADING:
        return True
    if ahead is not None and ahead.reported and (awaited or several):
        return True
    likely = awaited and before.kind is Kind.TEXT and not item.close and not habits.stamped
    return likely and fitness(item.text, habits) >= ANNOUNCED


def _before(items: list[Item], at: int, habits: Habits) -> Item:
    """What stands over a line and the kicker above it."""
    return items[at - 2] if at > 1 and items[at - 1].text in habits.kickers else items[at - 1]


def _is_barred(items: list[Item], at: int, stop: int, habits: Habits, *, stamped: bool) -> bool:
    """Whether what stands right around a line bars it from being a title, however much it looks like one."""
    item = items[at]
    ahead = text_ahead(items, at, stop)
    dated = stamped or (habits.stamped == "over" and _before(items, at, habits).kind is Kind.STAMP)
    if (ahead is None and not dated) or is_signature(items, at):
        return True
    if stamped and habits.told and habits.depth == 1 and not tells(items, at, stop):
        return True
    if item.close and habits.spaced and items[at - 1].kind is Kind.TEXT:
        return True
    if habits.broken and (item.close or (at + 1 < stop and items[at + 1].close)):
        return True
    return at + 1 < stop and not stamped and items[at + 1].text[:1].islower()


def _begins(items: list[Item], at: int, stop: int, habits: Habits, begun: int) -> bool:
    """Whether a heading after some text begins a new article; the one above began at item `begun`."""
    item, before = items[at], _before(items, at, habits)
    stamped = stamp_below(items, at, stop, habits.depth) is not None
    if _is_barred(items, at, stop, habits, stamped=stamped):
        return False
    reported = is_above_dateline(items, at, stop)
    text = wording(item.text) if habits.worded else item.text
    points = fitness(text, habits)
    if not stamped:
        points -= 4 * is_asked(items, at, begun) + 6 * is_spoken(items, at)
    elif habits.stamped is None and points <= _NO_TITLE and dates_the_end(items, at):
        points -= 6
    if habits.listed.names and (habits.listed.whole or named(item) in habits.listed.names):
        return named(item) in habits.listed.names
    points += habits.looks.humble + (habits.looks.stacked if is_stacked(items, at) else 0)
    points += 3 * (at + 1 < stop and items[at + 1].announces)
    points += 3 * is_below_signature(items, at)
    points += 8 * is_above_salutation(items, at, stop)
    return points + _support(before, habits, stamped=stamped, reported=reported) >= ENOUGH


def _support(before: Item, habits: Habits, *, stamped: bool, reported: bool) -> int:
    """What the lines around a heading say for (or against) its being a title, in points of likeness."""
    # Where markers close most articles, a further title before one must look the part; less so where the
    # marker names its article, for then those before it are in full.
    points = {"bare": -1, "titled": -1, None: 0}[habits.marked]
    points += _dated(before, habits, stamped=stamped)
    if habits.reported and not reported:
        # That headings are few or regular elsewhere says nothing for one without a dateline.
        points -= 1
    elif habits.regular:
        points += 3
    elif habits.headed and not habits.stamped:
        points += 2
    points += 6 * (habits.reported and reported)
    if before.kind is Kind.CLOSING:
        points += 3
    elif before.kind is Kind.DIVIDER:
        points += 7 if habits.divided else 1
    elif before.kind is Kind.FURNITURE:
        points += 1
    return points


def _dated(before: Item, habits: Habits, *, stamped: bool) -> int:
    """What a date above or below says."""
    dated = before.kind is Kind.STAMP
    if habits.stamped == "under":
        # Enough for a title of one word, a question too.
        return 10 if stamped else habits.unstamped
    if habits.stamped == "over":
        return 8 if dated else habits.unstamped
    # Elsewhere a day above a line is the head of a letter.
    return 2 if stamped else -3 * dated
