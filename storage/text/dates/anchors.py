"""When the articles of a dump were written, from what all of them say together.

Archives rarely state dates and run in order, newest first as a rule. Each article gives a little evidence:
whole dates, days without a year, weekdays beside days, years. A year is chosen for every article so that the
dump as a whole is most in order and contradicts its evidence least (a shortest path over the articles);
articles without a day of their own take the time of their neighbours. Nothing here knows the present day.
"""

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import count, pairwise
from math import inf
from typing import Final

from storage.text.dates.days import make_day, shift_days
from storage.text.dates.evidence import Clue, Evidence
from storage.text.dates.faces import Days, Face, face_of
from storage.text.records import Anchor, Sidecar

__all__ = ["anchors"]

_CONTEMPORARY: Final = 45
"""Years before the newest evidence in which an article can still have been written."""


def anchors(evidence_list: Sequence[Evidence], sidecar: Sidecar) -> list[Anchor]:
    """An anchor for each article, in the dump's order, whichever way that runs.

    A single report is dated by its sidecar's `as_of`; for an archive that is only the latest day possible.
    """
    if not evidence_list:
        return []
    as_of = sidecar.as_of
    if len(evidence_list) == 1 and as_of is not None and evidence_list[0].published is None:
        return [Anchor(as_of, _not_before(evidence_list[0], as_of, as_of) or as_of, dated=True)]
    faces = [face_of(item) for item in evidence_list]
    years = _years(evidence_list, as_of)
    # Many articles are of one day of the year.
    known = {face: face.days(years) for face in set(faces)}
    days = [known[face] for face in faces]
    costs = [
        _own_costs(item, face, each, as_of)
        for item, face, each in zip(evidence_list, faces, days, strict=True)
    ]
    forward = _choose(faces, days, costs, as_of)
    backward = _choose(faces[::-1], days[::-1], costs[::-1], as_of)
    newest_first = forward.cost <= backward.cost + _USUAL
    path = forward if newest_first else backward
    ordered = path.disorder <= max(1, len(evidence_list) // 4)
    references = path.days if newest_first else path.days[::-1]
    return _bounded(evidence_list, references, as_of, newest_first=newest_first, ordered=ordered)


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
class _Path:
    cost: float
    days: list[date | None]
    disorder: int
    """How many neighbours stand in the wrong order by more than some weeks."""


_USUAL: Final = 0.05
"""By how much the other order must fit better: nearly all archives run newest first."""
_HALF_YEAR: Final = 200
"""Days that make no difference to an article that only shows a year."""
_LATER: Final = 31
"""Days after its reports (the datelines) of which an article may tell as past."""
_SOON: Final = 2
"""Days after the dump was taken on which an article may seem to have been written."""
_POSTED: Final = 3
"""Days after an article on which a past day may seem to lie."""
_SLIP: Final = 14
"""Days by which neighbours may stand in the wrong order: reports are posted late."""


def _own_costs(item: Evidence, face: Face, days: Days, as_of: date | None) -> "array[float]":
    """What an article's own evidence has against each of its days; empty where it shows nothing of a time."""
    costs = array("d")
    if face.exact is not None or face.month or item.clues:
        against, newest = _weighed(item)
        latest = inf if as_of is None else as_of.toordinal() + _SOON
        for day, ordinal in zip(days.days, days.ordinals, strict=True):
            first, last = ordinal, day
            if face.loose:
                first, last = date(day.year, 1, 1).toordinal(), date(day.year, 12, 31)
            cost = 10.0 if first > latest else 0.0
            costs.append(_contradictions(against, newest, cost, first, last))
    return costs


def _choose(
    faces: Sequence[Face], days: Sequence[Days], costs: Sequence["array[float]"], as_of: date | None
) -> _Path:
    """The cheapest choice of years for a dump that runs newest first."""
    chosen: list[date | None] = [None] * len(faces)
    steps: list[tuple[int, list[int]]] = []
    """Of each article that shows a time: which choice of the one above leads to each of its own."""
    above = [] if as_of is None else [(0.0, 0, as_of.toordinal())]
    loose = True
    for i, (face, each, own) in enumerate(zip(faces, days, costs, strict=True)):
        if own:
            near = _HALF_YEAR if loose or face.loose else 0
            ways, before = _cheapest(above, each.ordinals, own, near)
            above = sorted(zip(ways, count(), each.ordinals, strict=False))
            loose = face.loose
            steps.append((i, before))
    if not steps:
        return _Path(0.0, chosen, 0)
    cost = above[0][0]
    _, at = min((day, at) for way, at, day in above if way == cost)
    for i, before in reversed(steps):
        chosen[i] = None if faces[i].loose else days[i].days[at]
        at = before[at]
    known = [day for day in chosen if day is not None]
    disorder = sum(b - a > timedelta(days=45) for a, b in pairwise(known))
    return _Path(cost, chosen, disorder)


def _cheapest(
    above: Sequence[tuple[float, int, int]], days: Sequence[int], costs: Sequence[float], near: int
) -> tuple[list[float], list[int]]:
    """What the cheapest way to each choice costs, and from which of the article above; of two the first.

    `above` are the costs, numbers and days of the choices above, the cheapest first; none above the first
    article. So many days make no difference as are `near`.
    """
    if not above:
        return list(costs), [-1] * len(days)
    ways: list[float] = []
    before: list[int] = []
    for day, own in zip(days, costs, strict=True):
        best, least = 0, inf
        for cost_above, at, day_above in above:
            if cost_above > least:
                break  # no step makes it cheaper
            apart = day_above - day
            cost = cost_above if -near <= apart <= near else cost_above + _step(apart)
            if cost < least or (cost == least and at < best):
                best, least = at, cost
        ways.append(own + least)
        before.append(best)
    return ways, before


@lru_cache(maxsize=1 << 16)
def _step(days: int) -> float:
    """What it costs that one article stands above another and is so many days newer: little; older: much."""
    if days >= 0:
        return days / 365 * 0.7
    return -days * 0.02 if days >= -_SLIP else min(4.0, 0.5 - days / 60)


def _weighed(item: Evidence) -> tuple[list[tuple[Clue, int | None]], int | None]:
    """The clues that may tell against a time, each with the day that it states, and the newest year told."""
    against: list[tuple[Clue, int | None]] = []
    newest: int | None = None
    for clue in item.clues:
        if clue.year is None:
            if clue.weekday is not None:
                against.append((clue, None))
        elif clue.kind == "year":
            against.append((clue, None))
            newest = max(newest or 0, clue.year)
        elif not clue.background and (whole := make_day(clue.year, clue.month, clue.day)) is not None:
            if clue.kind != "open":
                against.append((clue, whole.toordinal()))
            if clue.kind != "plan":
                newest = max(newest or 0, clue.year)
    return against, newest


def _contradictions(
    against: Sequence[tuple[Clue, int | None]], newest: int | None, cost: float, first: int, last: date
) -> float:
    """What an article's own evidence, as it was `_weighed`, has against its having been written then.

    `cost`: what speaks against it beside that; `first`: the ordinal of the first of some days.
    """
    year, end = last.year, last.toordinal()
    for clue, whole in against:
        if whole is None:
            if clue.year is None:
                cost += _weekday_cost(clue, last)
            elif clue.year > year:
                cost += 1.0
        elif clue.kind == "plan":
            if first - whole > _LATER:
                cost += 2
        elif whole - end > _POSTED:
            cost += 3
    if newest is not None and year > newest:
        cost += min(1.5, 0.3 * (year - newest))
    return min(cost, 12.0)


def _weekday_cost(clue: Clue, day: date) -> float:
    """A weekday beside its day must agree; one told in a report lies a day or two before its dateline."""
    near = day if clue.day == day.day and clue.month == day.month else _about(clue, day)
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
        if clue.kind in {"plan", "year"}:
            continue
        if clue.year is not None:
            day = make_day(clue.year, clue.month, clue.day)
        elif reference is not None:
            day = _about(clue, reference)
            if day is not None and (day - reference).days > _LATER:
                day = make_day(day.year - 1, clue.month, clue.day)
        else:
            day = None
        day = shift_days(day, clue.later) if day else None
        # What is told in no tense is past where it does not lie ahead.
        bound = reference if clue.kind == "open" else limit
        if day is not None and (bound is None or day <= bound):
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
            limit = shift_days(reference, _LATER) if reference else as_of
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
