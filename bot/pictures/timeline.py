"""A timeline: who was met when, a row for each of those met most.

Kinds differ by colour (Okabe and Ito's palette, safe for the colour-blind) and by shape.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from bot.pictures.canvas import BLUE, CARD, FAINT, GRID, INK, canvas, label_days, shortened, ticks
from bot.pictures.charts import KINDS, Mark, Timeline

__all__ = ["draw", "rows_of"]

_STYLE: Final = {
    "meeting": ("o", BLUE),
    "call": ("^", "#e69f00"),
    "video": ("s", "#009e73"),
    "message": ("D", "#cc79a7"),
    "visit": ("P", "#f0e442"),
    "event": ("*", "#ff7a4d"),
}
_PLURAL: Final = {
    "meeting": "meetings",
    "call": "calls",
    "video": "video meetings",
    "message": "messages",
    "visit": "visits",
    "event": "events",
}
_ROWS: Final = 11
"""Rows of names that still read on a phone."""
_OTHERS: Final = "others"
_NEAR: Final = 0.024
"""Of the axis: marks that are nearer hide each other, and are set apart up and down."""
_APART: Final = 0.17
"""Inches from one such mark to the next."""
_ROW: Final = 0.5
_TALLEST: Final = 2.2
"""Inches of a row."""
_LONG: Final = timedelta(days=150)
_PAST: Final = 0.3
"""Of the axis, for a long past before the days that most of the marks stand on."""
_UNDATED: Final = 1.1
"""Where on the axis marks without a date stand."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Places days on the axis, 0 to 1. What lies before `turn` is drawn closer together."""

    first: date
    turn: date
    last: date

    def place(self, day: float) -> float:
        """Where a day (an ordinal, with its part) stands."""
        first, turn, last = self.first.toordinal(), self.turn.toordinal(), self.last.toordinal()
        if day < turn and first < turn:
            return _PAST * (day - first) / (turn - first)
        begin = _PAST if turn > first else 0.0
        return begin + (1 - begin) * (day - turn) / max(last - turn, 1)

    def named(self) -> tuple[list[float], list[str]]:
        """The days to name, with their places: fewer where there is less room."""
        present = ticks(self.turn, self.last, 5 if self.turn > self.first else 6)
        # Labels on either side of the turn would run into each other.
        past = [
            day
            for day in (ticks(self.first, self.turn, 3) if self.turn > self.first else [])
            if self.place(day.toordinal()) < _PAST - 0.07
        ]
        places = [self.place(day.toordinal()) for day in (*past, *present)]
        return places, [*label_days(past), *label_days(present)]


def scale_of(marks: Sequence[Mark]) -> Scale:
    """A scale for these marks: in two parts where few of them lie long before the rest."""
    days = sorted(date.fromordinal(int(day)) for mark in marks if (day := _middle(mark)) is not None)
    if not days:
        return Scale(date(2000, 1, 1), date(2000, 1, 1), date(2000, 2, 1))
    ends = [day for mark in marks for day in (mark.start, mark.end) if day]
    first, last = date.fromisoformat(min(ends)), date.fromisoformat(max(ends))
    most = days[len(days) // 4]
    # Most marks begin here, at the first of a month, so that the axis can name it.
    turn = most.replace(day=1)
    if last - first > _LONG and first < turn and (last - turn) < (last - first) * 0.25:
        return Scale(first, turn, last)
    if last - first < timedelta(days=6):
        first, last = _moved(first, -3), _moved(last, 3)
    return Scale(first, first, last)


def _moved(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def rows_of(marks: Sequence[Mark]) -> list[tuple[str, list[Mark]]]:
    """Who is shown on a row of their own: those met most; the rest share the last row."""
    counts = Counter(mark.who for mark in marks)
    named = [who for who, _ in counts.most_common()]
    if len(named) > _ROWS:
        named = named[: _ROWS - 1]
    rows: dict[str, list[Mark]] = {who: [] for who in named}
    for mark in marks:
        rows.setdefault(mark.who if mark.who in rows else _OTHERS, []).append(mark)
    return list(rows.items())


def _middle(mark: Mark) -> float | None:
    if mark.start is None:
        return None
    first = date.fromisoformat(mark.start)
    last = date.fromisoformat(mark.end or mark.start)
    return (first.toordinal() + last.toordinal()) / 2


def draw(chart: Timeline) -> Figure:
    """The drawing of a timeline: every mark of it, those without a date in a column of their own."""
    rows = rows_of(chart.marks)
    scale = scale_of(chart.marks)
    stacked = [_stacks(marks, scale) for _, marks in rows]
    heights = [min(max(_ROW, _APART * max(map(len, stacks)) + 0.2), _TALLEST) for stacks in stacked]
    drawn, axes = canvas(chart.title, 1.75 + max(sum(heights), 3 * _ROW))
    undated = any(mark.start is None for mark in chart.marks)
    axes.set_xlim(-0.04, _UNDATED + 0.06 if undated else 1.04)
    centres = [sum(heights[:row]) + height / 2 for row, height in enumerate(heights)]
    axes.hlines(centres, *axes.get_xlim(), color=GRID, linewidth=1, zorder=0)
    for centre, height, stacks in zip(centres, heights, stacked, strict=True):
        for stack in stacks:
            _draw_stack(axes, centre, height, stack, scale)
    axes.set_yticks(centres, [shortened(who) for who, _ in rows])
    axes.set_ylim(max(sum(heights), 0.1), 0)
    _name_days(axes, scale, undated=undated)
    _legend(drawn, {mark.kind for mark in chart.marks})
    return drawn


def _name_days(axes: Axes, scale: Scale, *, undated: bool) -> None:
    places, labels = scale.named()
    for place in places:
        axes.axvline(place, color=GRID, linewidth=1, zorder=0)
    if scale.turn > scale.first:
        axes.axvspan(axes.get_xlim()[0], _PAST, color="#1b1d22", zorder=-1)
        axes.axvline(_PAST, color=FAINT, linestyle=":", linewidth=1.5)
    if undated:
        axes.axvline((1 + _UNDATED) / 2, color=FAINT, linestyle=":", linewidth=1.5)
        places, labels = [*places, _UNDATED], [*labels, "date not\nstated"]
    axes.set_xticks(places, labels)


def _stacks(marks: Sequence[Mark], scale: Scale) -> list[list[tuple[float, Mark]]]:
    """A row's marks with their places, those that would hide each other together."""
    placed = [(_UNDATED if (day := _middle(mark)) is None else scale.place(day), mark) for mark in marks]
    stacks: list[list[tuple[float, Mark]]] = []
    for at, mark in sorted(placed, key=lambda each: each[0]):
        if stacks and at - stacks[-1][-1][0] < _NEAR:
            stacks[-1].append((at, mark))
        else:
            stacks.append([(at, mark)])
    return stacks


def _draw_stack(
    axes: Axes, centre: float, height: float, stack: Sequence[tuple[float, Mark]], scale: Scale
) -> None:
    step = min(_APART, (height - 0.2) / len(stack))
    for place, (at, mark) in enumerate(stack):
        y = centre + (place - (len(stack) - 1) / 2) * step
        shape, colour = _STYLE.get(mark.kind, ("o", INK))
        if mark.start and mark.end and mark.start != mark.end:
            ends = [scale.place(date.fromisoformat(day).toordinal()) for day in (mark.start, mark.end)]
            axes.plot(ends, [y, y], color=colour, linewidth=3, alpha=0.45, zorder=2, gid="span")
        axes.plot(
            [at],
            [y],
            marker=shape,
            color=colour,
            markersize=15 if shape == "*" else 11,
            markeredgecolor=CARD,
            linestyle="none",
            zorder=3,
            gid="mark",
        )


def _legend(drawn: Figure, kinds: set[str]) -> None:
    shown = [kind for kind in KINDS if kind in kinds]
    handles = [
        Line2D([], [], marker=_STYLE[kind][0], color=_STYLE[kind][1], linestyle="none", markersize=11)
        for kind in shown
    ]
    drawn.legend(
        handles,
        [_PLURAL[kind] for kind in shown],
        loc="outside lower center",
        ncols=3 if len(shown) > 4 else len(KINDS),
        frameon=False,
        labelcolor=INK,
        fontsize=13,
        handletextpad=0.2,
        columnspacing=1.2,
    )
