"""Charts as matplotlib figures. Imported only by the process that draws: matplotlib is large.

A chart stands on a dark card of its own, which reads on Discord's dark and light themes alike, in letters
that are still legible when a phone shows it a third as wide. Kinds differ by colour (Okabe and Ito's
palette, safe for the colour-blind) and by shape.
"""

from collections import Counter
from datetime import date
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from bot.pictures.charts import KINDS, Bar, Chart, Coverage, Mark, Ranking, Timeline
from bot.render.dates import MONTHS

__all__ = ["DPI", "WIDTH", "figure"]

DPI: Final = 140
WIDTH: Final = 7.5
"""Inches; 1,050 pixels. On a phone of 360 pixels the letters are still nine or ten of them high."""

_CARD: Final = "#23262d"
_INK: Final = "#eceff4"
_FAINT: Final = "#8b93a1"
_GRID: Final = "#3a3f4a"
_STYLE: Final = {
    "meeting": ("o", "#56b4e9"),
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
_TICKS: Final = 7
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12000)
"""Months from one tick to the next."""
_OTHERS: Final = "others"
_LABEL: Final = 24
"""Characters of a row's label."""


def figure(chart: Chart) -> Figure:
    """The drawing of a chart, ready to be saved at `DPI`."""
    match chart:
        case Timeline():
            return _timeline(chart)
        case Ranking():
            return _ranking(chart)
        case Coverage():
            return _coverage(chart)


def _canvas(title: str, height: float) -> tuple[Figure, Axes]:
    drawn = Figure(
        figsize=(WIDTH, height),
        dpi=DPI,
        facecolor=_CARD,
        layout=ConstrainedLayoutEngine(w_pad=0.22, h_pad=0.2),
    )
    axes = drawn.add_subplot(facecolor=_CARD)
    axes.set_title(title, loc="left", color=_INK, fontsize=17, fontweight="bold", pad=14)
    axes.tick_params(colors=_INK, labelsize=14, length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_axisbelow(True)
    return drawn, axes


def _month_axis(axes: Axes, first: date, last: date, *, centred: bool = False) -> None:
    """Ticks at the beginning of months (under the middle of a bar if `centred`), seven at the most."""
    months = [(first.year * 12 + first.month - 1) + n for n in range(_months_between(first, last) + 1)]
    step = next(size for size in _STEPS if sum(month % size == 0 for month in months) <= _TICKS)
    places, labels, year = [], [], None
    for month in months:
        if month % step == 0:
            day = date(month // 12, month % 12 + 1, 15 if centred else 1)
            places.append(day.toordinal())
            named = str(day.year) if step >= 12 else MONTHS[day.month - 1]
            # The second line, even if empty, keeps all labels on one height.
            labels.append(named if step >= 12 else f"{named}\n{'' if day.year == year else day.year}")
            year = day.year
    axes.set_xticks(places, labels)


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _short(label: str) -> str:
    return label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "…"


def rows_of(marks: tuple[Mark, ...]) -> list[tuple[str, list[Mark]]]:
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


def _timeline(chart: Timeline) -> Figure:
    rows = rows_of(chart.marks)
    drawn, axes = _canvas(chart.title, 2.1 + 0.52 * max(len(rows), 3))
    days = [day for mark in chart.marks if (day := _middle(mark)) is not None]
    first = min(days, default=float(date(2000, 1, 1).toordinal()))
    last = max(days, default=first)
    span = max(last - first, 28.0)
    undated = last + span * 0.12
    axes.set_xlim(first - span * 0.05, (undated if len(days) < len(chart.marks) else last) + span * 0.06)
    for row, (_, marks) in enumerate(rows):
        _mark_row(axes, row, marks, undated, span)
    axes.set_yticks(range(len(rows)), [_short(who) for who, _ in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    _month_axis(axes, date.fromordinal(round(first)), date.fromordinal(round(last)))
    axes.grid(axis="x", color=_GRID)
    axes.hlines(range(len(rows)), *axes.get_xlim(), color=_GRID, linewidth=1, zorder=0)
    if len(days) < len(chart.marks):
        axes.axvline(last + span * 0.06, color=_FAINT, linestyle=":", linewidth=1.5)
        axes.annotate(
            "date not\nstated",
            (undated, 1.0),
            xycoords=("data", "axes fraction"),
            ha="center",
            va="bottom",
            color=_FAINT,
            fontsize=11,
        )
    _legend(axes, {mark.kind for mark in chart.marks})
    return drawn


def _mark_row(axes: Axes, row: int, marks: list[Mark], undated: float, span: float) -> None:
    """Each mark on its day; those that would hide each other are set apart, up and down."""
    placed = sorted(((undated if (day := _middle(mark)) is None else day, mark) for mark in marks), key=_day)
    stacks: list[list[tuple[float, Mark]]] = []
    for at, mark in placed:
        if stacks and at - stacks[-1][-1][0] < span * 0.018:
            stacks[-1].append((at, mark))
        else:
            stacks.append([(at, mark)])
    for stack in stacks:
        step = min(0.26, 0.7 / len(stack))
        for place, (at, mark) in enumerate(stack):
            height = row + (place - (len(stack) - 1) / 2) * step
            shape, colour = _STYLE.get(mark.kind, ("o", _INK))
            if mark.start and mark.end and mark.start != mark.end:
                ends = [date.fromisoformat(day).toordinal() for day in (mark.start, mark.end)]
                axes.plot(ends, [height, height], color=colour, linewidth=3, alpha=0.45, zorder=2, gid="span")
            axes.plot(
                [at],
                [height],
                marker=shape,
                color=colour,
                markersize=15 if shape == "*" else 11,
                markeredgecolor=_CARD,
                linestyle="none",
                zorder=3,
                gid="mark",
            )


def _day(placed: tuple[float, Mark]) -> float:
    return placed[0]


def _legend(axes: Axes, kinds: set[str]) -> None:
    shown = [kind for kind in KINDS if kind in kinds]
    handles = [
        Line2D([], [], marker=_STYLE[kind][0], color=_STYLE[kind][1], linestyle="none", markersize=11)
        for kind in shown
    ]
    axes.legend(
        handles,
        [_PLURAL[kind] for kind in shown],
        loc="upper center",
        bbox_to_anchor=(0.45, -0.12),
        ncols=3 if len(shown) > 4 else len(KINDS),
        frameon=False,
        labelcolor=_INK,
        fontsize=13,
        handletextpad=0.2,
        columnspacing=1.2,
    )


def _ranking(chart: Ranking) -> Figure:
    bars: tuple[Bar, ...] = chart.bars or (Bar("none", 0),)
    drawn, axes = _canvas(chart.title, 1.2 + 0.46 * len(bars))
    places = range(len(bars))
    axes.barh(places, [bar.count for bar in bars], color=_STYLE["meeting"][1], height=0.68)
    axes.set_yticks(places, [_short(bar.label) for bar in bars])
    axes.invert_yaxis()
    axes.set_xticks([])
    axes.margins(x=0.1, y=0.02)
    for place, bar in enumerate(bars):
        axes.annotate(
            f"{bar.count:,}",
            (bar.count, place),
            xytext=(7, 0),
            textcoords="offset points",
            va="center",
            color=_INK,
            fontsize=14,
        )
    return drawn


def _coverage(chart: Coverage) -> Figure:
    drawn, axes = _canvas(chart.title, 3.4)
    days = [date.fromisoformat(f"{month}-01") for month, _ in chart.months]
    counts = [count for _, count in chart.months]
    centres = [day.toordinal() + 14 for day in days]
    axes.bar(centres, counts, width=24 if len(days) < 60 else 31, color=_STYLE["meeting"][1])
    if days:
        _month_axis(axes, days[0], days[-1], centred=True)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    axes.grid(axis="y", color=_GRID)
    return drawn
