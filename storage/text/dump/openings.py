"""Where the first article of a run begins: the title among the short lines above its text."""

from typing import Final

from storage.text.dump.habits import Habits
from storage.text.dump.headers import stamp_below
from storage.text.dump.lists import named
from storage.text.dump.outline import Item, Kind
from storage.text.dump.runs import Run
from storage.text.dump.surroundings import goes_on
from storage.text.dump.titles import ENOUGH, likeness

__all__ = ["first_title", "fitness"]

_CONTENTS: Final = 400
"""A table of contents ends within so many lines."""
_SHORT_TAIL: Final = 2
"""With fewer paragraphs than this after the last marker, a footer is as likely as an article."""
_SMALL: Final = 3
"""Points that small letters cost where titles are in capitals."""


def first_title(run: Run, habits: Habits, *, stop: int) -> int | None:
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
    if stop < run.stop and not opens_dump:
        # Between two markers stands no footer: another article, given in full, or the rest of the one above.
        points = fitness(items[title].text, habits)
        return title if text is not None or points >= ENOUGH else None
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
    if habits.headed_by_days:
        kickers = {at + 1 for at in range(heads[-1] if heads else 0) if items[at].text in habits.kickers}
        return next((at for at in heads if at and items[at - 1 - (at in kickers)].kind is Kind.STAMP), None)
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
    if opens_dump and fitness(items[heads[0]].text, habits) >= ENOUGH:
        return heads[0]
    return _best(items, heads, habits, last=opens_dump)


def _carries_article(items: list[Item], title: int, stop: int, habits: Habits, *, opens_dump: bool) -> bool:
    """Whether an article follows that nothing in the dump closes, rather than navigation or a footer."""
    if habits.stamped == "under" and stamp_below(items, title, stop, habits.depth):
        return True
    texts = sum(item.solid for item in items[title:stop])
    if not texts:
        return False
    points = fitness(items[title].text, habits)
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
    points = {at: fitness(items[at].text, habits) for at in heads}
    if not last and points[heads[0]] >= 0:
        return heads[0]
    return max(heads, key=lambda at: (points[at], at if last else -at))


def fitness(text: str, habits: Habits) -> int:
    """How much a line looks like a title of this dump."""
    points = likeness(text, capitals_usual=habits.capitals)
    return points - _SMALL * (habits.capitals and not text.isupper())
