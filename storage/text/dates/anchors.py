"""When the articles of a dump were written, from what all of them say together.

Archives rarely state dates and run in order, newest first as a rule. Each article gives a little evidence:
whole dates, days without a year, weekdays beside days, years. A year is chosen for every article so that the
dump as a whole is most in order and contradicts its evidence least (a shortest path over the articles);
articles without a day of their own take the time of their neighbours. Nothing here knows the present day.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Literal

from storage.text.dates.days import make_day, shift_days
from storage.text.dates.forms import Day, DayRange, DayShift, Month, Numeric, Weekday, YearRange
from storage.text.dates.placing import numeric_day
from storage.text.dates.reading import Found, read
from storage.text.dates.resolve import is_background
from storage.text.records import Anchor, Article, Sidecar

__all__ = ["Clue", "Evidence", "anchors", "evidence"]

ClueKind = Literal["dateline", "past", "plan", "open", "year"]

_MOST_CLUES: Final = 120
_CONTEMPORARY: Final = 45
"""Years before the newest evidence in which an article can still have been written."""


@dataclass(frozen=True, slots=True)
class Clue:
    """A day without or with a year, or a year alone."""

    kind: ClueKind
    year: int | None
    month: int
    day: int
    weekday: int | None = None
    """The weekday stated with it, or for a dateline the first one told in its report."""
    beside: bool = False
    """The weekday stands beside the day itself (`Saturday February 1`)."""
    later: int = 0
    """Days after it that the text goes on to tell (`The next day …`)."""
    background: bool = False
    """Told of a founding or an anniversary: says nothing of when the article was written."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one article says of its own time; small, so that a dump's can be held together."""

    published: date | None
    clues: tuple[Clue, ...]


def evidence(article: Article) -> Evidence:
    """Collects an article's clues, in the order of its text."""
    clues: list[Clue] = []
    dateline: int | None = None
    for found in read(article):
        form = found.expression.form
        match form:
            case Weekday(weekday, None, False) if dateline is not None and clues[dateline].weekday is None:
                clues[dateline] = _with(clues[dateline], weekday=weekday)
            case DayShift(days, "told") if clues and days > 0 and clues[-1].kind == "past":
                clues[-1] = _with(clues[-1], later=clues[-1].later + days)
            case _:
                clue = _clue(found)
                if clue is not None and len(clues) < _MOST_CLUES:
                    if clue.kind == "dateline":
                        dateline = len(clues)
                    clues.append(clue)
    return Evidence(article.published, tuple(clues))


def _with(clue: Clue, *, weekday: int | None = None, later: int = 0) -> Clue:
    return Clue(
        clue.kind, clue.year, clue.month, clue.day, clue.weekday if weekday is None else weekday, clue.beside,
        later or clue.later, clue.background,
    )  # fmt: skip


def _clue(found: Found) -> Clue | None:
    form = found.expression.form
    kind: ClueKind = "dateline" if found.dateline else _KINDS[found.outlook]
    background = is_background(found)
    match form:
        case Day(month, day, year, weekday):
            return Clue(kind, year, month, day, weekday, weekday is not None, 0, background)
        case DayRange(_, Day(month, day, year)):
            return Clue(kind, year, month, day, background=background)
        case Numeric():
            whole = numeric_day(form, None)
            return Clue(kind, whole.year, whole.month, whole.day) if whole else None
        case Month(month, year) if year is not None:
            # Its first day: the article is not older than that where the month is past.
            return Clue(kind, year, month, 1, background=background)
        case YearRange(first, last) if first == last and kind != "plan" and not background:
            return Clue("year", first, 0, 0)
        case _:
            return None


_KINDS: Final[dict[str, ClueKind]] = {"past": "past", "future": "plan", "present": "open", "open": "open"}


@dataclass(frozen=True, slots=True)
class _Face:
    """The day (of a year still to be chosen) on which an article seems to have been written."""

    exact: date | None
    month: int = 0
    day: int = 0

    @property
    def loose(self) -> bool:
        """It shows no day at all; the middle of a year stands for the year."""
        return self.exact is None and not self.month

    def within(self, year: int) -> date:
        """The day in a year; 29 February is 1 March in a common one."""
        return make_day(year, self.month or 7, self.day or 1) or date(year, 3, 1)


def anchors(evidence_list: Sequence[Evidence], sidecar: Sidecar) -> list[Anchor]:
    """An anchor for each article, in the dump's order, whichever way that runs.

    A single report is dated by its sidecar's `as_of`; for an archive that is only the latest day possible.
    """
    if not evidence_list:
        return []
    as_of = sidecar.as_of
    if len(evidence_list) == 1 and as_of is not None and evidence_list[0].published is None:
        return [Anchor(as_of, _not_before(evidence_list[0], as_of, as_of) or as_of, dated=True)]
    faces = [_face(item) for item in evidence_list]
    years = _years(evidence_list, as_of)
    forward = _choose(evidence_list, faces, years, as_of)
    backward = _choose(evidence_list[::-1], faces[::-1], years, as_of)
    newest_first = forward.cost <= backward.cost + _USUAL
    path = forward if newest_first else backward
    ordered = path.disorder <= max(1, len(evidence_list) // 4)
    references = path.days if newest_first else path.days[::-1]
    return _bounded(evidence_list, references, as_of, newest_first=newest_first, ordered=ordered)


def _face(item: Evidence) -> _Face:
    """The publication day, else the newest whole dateline, else the newest day of the datelines or events."""
    if item.published is not None:
        return _Face(item.published)
    whole = [
        day
        for clue in item.clues
        if clue.kind == "dateline" and clue.year and (day := make_day(clue.year, clue.month, clue.day))
    ]
    if whole:
        return _Face(max(whole))
    datelines = [clue for clue in item.clues if clue.kind == "dateline"]
    told = [clue for clue in item.clues if clue.kind == "past" and clue.year is None and not clue.background]
    loose = [clue for clue in item.clues if clue.kind == "open" and clue.year is None and not clue.background]
    newest = _newest(datelines or told or loose, datelines + told)
    return _Face(None, newest.month, newest.day) if newest else _Face(None)


def _newest(clues: list[Clue], all_clues: list[Clue]) -> Clue | None:
    """The last of some days on the circle of the year: the one before the widest empty stretch."""
    if not clues:
        return None
    points = sorted({(clue.month - 1) * 31 + clue.day for clue in all_clues or clues})
    gaps = [(points[(i + 1) % len(points)] - point) % 372 or 372 for i, point in enumerate(points)]
    last = points[gaps.index(max(gaps))]
    return min(clues, key=lambda clue: (last - ((clue.month - 1) * 31 + clue.day)) % 372)


def _years(items: Sequence[Evidence], as_of: date | None) -> list[int]:
    """The years in which articles of this dump can have been written, from all that it states."""
    seen: Counter[int] = Counter()
    for item in items:
        if item.published is not None:
            seen[item.published.year] += 3
        for clue in item.clues:
            if clue.year is not None and not clue.background and clue.kind != "plan":
                seen[clue.year] += 1 if clue.kind == "year" else 2
    if as_of is not None:
        seen[as_of.year] += 3
    if not seen:
        return []
    newest = as_of.year if as_of is not None else max(seen)
    recent = [year for year in seen if newest - _CONTEMPORARY <= year <= newest]
    chosen = sorted(recent, key=lambda year: (-seen[year], -year))[:5]
    around = {year + step for year in [*chosen, newest] for step in (-1, 0, 1)}
    return sorted(year for year in around if 1 <= year <= (newest if as_of else newest + 1))


@dataclass(frozen=True, slots=True)
class _Option:
    """One choice of year for one article, with the cheapest way to it from the articles above."""

    day: date
    cost: float
    before: int
    """Which option of the article above."""
    loose: bool
    """Only the year is meant."""


@dataclass(frozen=True, slots=True)
class _Path:
    cost: float
    days: list[date | None]
    disorder: int
    """How many neighbours stand in the wrong order by more than some weeks."""


_USUAL: Final = 0.05
"""By how much the other order must fit better: nearly all archives run newest first."""
_HALF_YEAR: Final = 200
_SLIP: Final = 14
"""Days by which neighbours may stand in the wrong order: reports are posted late."""


def _choose(items: Sequence[Evidence], faces: list[_Face], years: list[int], as_of: date | None) -> _Path:
    """The cheapest choice of years for a dump that runs newest first."""
    chosen: list[date | None] = [None] * len(items)
    steps: list[tuple[int, list[_Option]]] = []
    top = [_Option(as_of, 0.0, -1, loose=True)] if as_of is not None else []
    for i, (item, face) in enumerate(zip(items, faces, strict=True)):
        if face.exact is None and not face.month and not item.clues:
            continue
        options: list[_Option] = []
        for day in [face.exact] if face.exact else [face.within(year) for year in years]:
            own = _contradictions(item, date(day.year, 12, 31) if face.loose else day, as_of)
            before = steps[-1][1] if steps else top
            if not before:
                options.append(_Option(day, own, -1, face.loose))
                continue
            costs = [above.cost + _step(above, day, loose=face.loose) for above in before]
            best = min(range(len(costs)), key=costs.__getitem__)
            options.append(_Option(day, own + costs[best], best, face.loose))
        if options:
            steps.append((i, options))
    if not steps:
        return _Path(0.0, chosen, 0)
    last = steps[-1][1]
    at = min(range(len(last)), key=lambda k: (last[k].cost, last[k].day))
    cost = last[at].cost
    for i, options in reversed(steps):
        chosen[i] = None if options[at].loose else options[at].day
        at = options[at].before
    known = [day for day in chosen if day is not None]
    disorder = sum(b - a > timedelta(days=45) for a, b in pairwise(known))
    return _Path(cost, chosen, disorder)


def _step(above: _Option, below: date, *, loose: bool) -> float:
    """What it costs that one article stands above another: little in order, much against it."""
    days = (above.day - below).days
    if above.loose or loose:
        days = 0 if abs(days) <= _HALF_YEAR else days
    if days >= 0:
        return days / 365 * 0.7
    return -days * 0.02 if days >= -_SLIP else min(4.0, 0.5 - days / 60)


def _contradictions(item: Evidence, day: date, as_of: date | None) -> float:
    """What an article's own evidence has against its having been written about that day."""
    cost = 0.0
    if as_of is not None and (
        day.year > as_of.year or as_of + timedelta(days=2) < day < date(day.year, 12, 31)
    ):
        cost += 10
    newest: int | None = None
    for clue in item.clues:
        if clue.kind == "year" and clue.year is not None:
            cost += 1.0 if clue.year > day.year else 0.0
            newest = max(newest or 0, clue.year)
            continue
        whole = make_day(clue.year, clue.month, clue.day) if clue.year is not None else None
        if whole is not None and not clue.background:
            if clue.kind == "plan":
                cost += 2 if whole < day - timedelta(days=31) else 0
            else:
                cost += 3 if whole > day + timedelta(days=3) and clue.kind != "open" else 0
                newest = max(newest or 0, whole.year)
        elif clue.year is None and clue.weekday is not None:
            cost += _weekday_cost(clue, day)
    if newest is not None:
        cost += min(1.5, 0.3 * max(0, day.year - newest))
    return min(cost, 12.0)


def _weekday_cost(clue: Clue, day: date) -> float:
    """A weekday beside its day must agree; one told in a report lies a day or two before its dateline."""
    near = _about(clue, day)
    if near is None or clue.weekday is None:
        return 0.5
    if clue.beside:
        return 0.0 if near.weekday() == clue.weekday else 3.0
    return (0.0, 0.0, 0.4)[back] if (back := (near.weekday() - clue.weekday) % 7) <= 2 else 0.8


def _about(clue: Clue, day: date) -> date | None:
    """The clue's day in the year in which it lies nearest."""
    days = [d for step in (-1, 0, 1) if (d := make_day(day.year + step, clue.month, clue.day))]
    return min(days, key=lambda d: abs((d - day).days), default=None)


def _not_before(item: Evidence, reference: date | None, limit: date | None) -> date | None:
    """The newest past day that the article tells, with the year that its reference gives it."""
    days: list[date] = []
    for clue in item.clues:
        if clue.kind not in {"dateline", "past"} or not clue.month:
            continue
        if clue.year is not None:
            day = make_day(clue.year, clue.month, clue.day)
        elif reference is not None:
            day = _about(clue, reference)
            if day is not None and day > reference + timedelta(days=1):
                day = make_day(day.year - 1, clue.month, clue.day)
        else:
            day = None
        day = shift_days(day, clue.later) if day else None
        if day is not None and (limit is None or day <= limit):
            days.append(day)
    return max(days, default=None)


def _bounded(
    items: Sequence[Evidence],
    references: list[date | None],
    as_of: date | None,
    *,
    newest_first: bool,
    ordered: bool,
) -> list[Anchor]:
    """Carries the earliest possible day upwards, and lends a time to articles that show none of their own."""
    made: list[Anchor] = []
    earliest: date | None = None
    older: date | None = None
    order = range(len(items) - 1, -1, -1) if newest_first else range(len(items))
    newer = _times_above(references, order, as_of) if ordered else dict.fromkeys(order, as_of)
    for i in order:
        own, published = references[i], items[i].published
        if published is not None:
            made.append(Anchor(published, published, dated=True))
        else:
            reference = own or (older if ordered else None) or newer[i]
            # A day well after the reference is a plan told as if it were past, or another year's.
            limit = shift_days(reference, 31) if reference else as_of
            newest = _not_before(items[i], reference, limit)
            if ordered and earliest is not None and (newest is None or earliest > newest):
                newest = earliest
            if reference is not None and own is None and newest is not None and newest > reference:
                reference = newest
            made.append(Anchor(reference, newest))
        earliest = max(filter(None, (earliest, made[-1].not_before)), default=None)
        older = own or older
    return made[::-1] if newest_first else made


def _times_above(references: list[date | None], order: range, as_of: date | None) -> dict[int, date | None]:
    """For each article the time of the nearest newer one that has a time, else `as_of`."""
    times: dict[int, date | None] = {}
    newer = as_of
    for i in reversed(order):
        times[i] = newer
        newer = references[i] or newer
    return times
