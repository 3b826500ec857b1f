"""Where articles begin: by markers, by dates beside titles, at last by what a line looks like."""

from collections.abc import Iterator
from typing import Final

from storage.text.dump.habits import Habits
from storage.text.dump.headers import stamp_below
from storage.text.dump.lists import named
from storage.text.dump.outline import Item, Kind
from storage.text.dump.runs import Run
from storage.text.dump.surroundings import (
    AHEAD,
    dates_the_end,
    goes_on,
    is_above_dateline,
    is_above_salutation,
    is_asked,
    is_signature,
    is_spoken,
    text_ahead,
)
from storage.text.dump.titles import ANNOUNCED, ENOUGH, likeness, wording

__all__ = ["last_start", "starts_in"]

_CONTENTS: Final = 400
"""A table of contents ends within so many lines."""
_SHORT_TAIL: Final = 2
"""With fewer paragraphs than this after the last marker, a footer is as likely as an article."""

_NO_TITLE: Final = 1
"""A heading of at most so much likeness above a day may be who signs, rather than a title."""


def starts_in(run: Run, habits: Habits) -> Iterator[int]:
    """Where the articles of a run begin."""
    if run.title is None:
        yield from _found(run, habits, stop=run.stop)
        return
    # Before the article that the marker names may stand others, which the dump gives in full.
    if run.title != run.begins:
        yield from _found(run, habits, stop=run.title)
    yield run.title


def last_start(run: Run, habits: Habits) -> int:
    """Where the last article begins of which enough is held to be sure; 0 where no article stands above."""
    starts = list(starts_in(run, habits))
    return max((at for at in starts[1:] if at + AHEAD < run.stop), default=0)


def _found(run: Run, habits: Habits, *, stop: int) -> Iterator[int]:
    items = run.items
    first = _first_title(run, habits, stop=stop) if run.begins is None else run.begins
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
        elif item.kind in {Kind.TEXT, Kind.CLOSING, Kind.MARKER}:
            text_since = True
            introduced = introduced or item.announces
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


def _first_title(run: Run, habits: Habits, *, stop: int) -> int | None:
    """Where the first article of a run begins: its title, or its first text where it has none.

    The dump's first run may open with the page's navigation; after a marker the next line is a title.
    """
    items = run.items
    if (
        run.opens_dump
        and stop > 1
        and habits.broken
        and items[1].close
        and items[1].kind is not Kind.FURNITURE
    ):
        # The text begins at once, in lines too short to be told from headings.
        return 0
    text = next((at for at in range(stop) if items[at].solid or goes_on(items, at, stop)), None)
    block = range(stop if text is None else text)
    heads = [at for at in block if items[at].kind is Kind.HEADING]
    shorts = [at for at in block if items[at].kind is Kind.TEXT and items[at].text]
    opens_dump = run.opens_dump
    title = _listed_title(items, stop, habits) if opens_dump else None
    if title is None:
        title = _dated_title(items, heads, shorts, habits, last=opens_dump)
    if title is None:
        title = _title_among(items, heads, shorts, habits, opens_dump=opens_dump, text=text)
    if stop == run.stop and (run.marker is not None or opens_dump):
        # Something must be there: the dump has a marker for it, or nothing else.
        if title is not None:
            return title
        return next((at for at in range(stop) if items[at].kind is Kind.TEXT), None)
    if title is None or (text is None and not shorts):
        return None
    return title if _carries_article(items, title, stop, habits, opens_dump=opens_dump) else None


def _listed_title(items: list[Item], stop: int, habits: Habits) -> int | None:
    """The line that opens the first article of a list that stands above it, or that has the first number."""
    known = habits.listed.names
    names = [named(item) for item in items[: min(stop, _CONTENTS)]] if known else []
    for at, name in enumerate(names):
        if name in known and (habits.listed.numbered or name in names[:at]):
            return at
    return None


def _dated_title(
    items: list[Item], heads: list[int], shorts: list[int], habits: Habits, *, last: bool
) -> int | None:
    """The first of the short lines that has its date where the dump has it."""
    if habits.stamped == "over":
        return next((at for at in heads if at and items[at - 1].kind is Kind.STAMP), None)
    lines = sorted(heads + shorts)
    stamped = next((at for at in lines if stamp_below(items, at, len(items), habits.depth)), None)
    if stamped is None or habits.depth > 1 or habits.single:
        return stamped
    return _best(items, _together(stamped, heads), habits, last=last)


def _title_among(
    items: list[Item],
    heads: list[int],
    shorts: list[int],
    habits: Habits,
    *,
    opens_dump: bool,
    text: int | None,
) -> int | None:
    """The title among the short lines above the first paragraph, which is item `text`."""
    if shorts and text is not None and habits.sentences:
        return shorts[-1] if opens_dump else shorts[0]
    if opens_dump and text is not None:
        above = text - 1
        # Right above the text: a title that the page itself cut short, or that stands alone everywhere else.
        if above in shorts and items[above].cut and above > max(heads, default=0):
            return above
        if above in heads and habits.single:
            return above
    if not heads:
        # After a marker even a line that reads like a sentence is the title.
        at = text - 1 if opens_dump and habits.divided and text else shorts[0] if shorts and text else None
        return at if at in shorts and (not opens_dump or habits.divided) else None
    if opens_dump and likeness(items[heads[0]].text, capitals_usual=habits.capitals) >= ENOUGH:
        return heads[0]
    return _best(items, heads, habits, last=opens_dump)


def _carries_article(items: list[Item], title: int, stop: int, habits: Habits, *, opens_dump: bool) -> bool:
    """Whether an article follows that nothing in the dump closes, rather than navigation or a footer."""
    if habits.stamped == "under" and stamp_below(items, title, stop, habits.depth):
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


def _best(items: list[Item], heads: list[int], habits: Habits, *, last: bool) -> int:
    """The heading that looks most like a title; among equals the first, or the last below navigation."""
    points = {at: likeness(items[at].text, capitals_usual=habits.capitals) for at in heads}
    if not last and points[heads[0]] >= 0:
        return heads[0]
    return max(heads, key=lambda at: (points[at], at if last else -at))


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
    if before.announces or before.kind is Kind.HEADING:
        return True
    if ahead is not None and ahead.reported and (awaited or several):
        return True
    likely = awaited and before.kind is Kind.TEXT and not item.close and not habits.stamped
    return likely and likeness(item.text, capitals_usual=habits.capitals) >= ANNOUNCED


def _begins(items: list[Item], at: int, stop: int, habits: Habits, begun: int) -> bool:
    """Whether a heading after some text begins a new article; the one above began at item `begun`."""
    item, before = items[at], items[at - 1]
    ahead = text_ahead(items, at, stop)
    stamp = stamp_below(items, at, stop, habits.depth)
    stamped = stamp is not None
    if (ahead is None and not stamped) or is_signature(items, at):
        return False
    if item.close and habits.spaced and before.kind is Kind.TEXT:
        return False
    if habits.broken and (item.close or (at + 1 < stop and items[at + 1].close)):
        return False
    if at + 1 < stop and not stamped and items[at + 1].text[:1].islower():
        return False
    reported = is_above_dateline(items, at, stop)
    text = wording(item.text) if habits.worded else item.text
    points = likeness(text, capitals_usual=habits.capitals)
    if not stamped:
        points -= 4 * is_asked(items, at, begun) + 6 * is_spoken(items, at)
    elif habits.stamped is None and points <= _NO_TITLE and dates_the_end(items, at):
        points -= 6
    if habits.listed.names and (habits.listed.whole or named(item) in habits.listed.names):
        return named(item) in habits.listed.names
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
        return 10 if stamped else -5
    if habits.stamped == "over":
        return 8 if dated else -5
    # Elsewhere a day above a line is the head of a letter.
    return 2 if stamped else -3 * dated
