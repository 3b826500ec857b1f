"""What all charts share: the card that they stand on, their letters, and axes of time.

A card of its own is dark and reads on Discord's dark and light themes alike; its letters are still legible
when a phone shows it a third as wide.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from bot.render.dates import MONTHS

__all__ = [
    "BLUE",
    "CARD",
    "DPI",
    "FAINT",
    "GRID",
    "INK",
    "WIDTH",
    "canvas",
    "first_days",
    "label_days",
    "shortened",
    "ticks",
]

DPI: Final = 140
WIDTH: Final = 7.5
"""Inches; 1,050 pixels. On a phone of 360 pixels the letters are still nine or ten of them high."""

CARD: Final = "#23262d"
INK: Final = "#eceff4"
FAINT: Final = "#8b93a1"
GRID: Final = "#3a3f4a"
BLUE: Final = "#56b4e9"
_MONTHS_APART: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12000)
_DAYS_OF_MONTH: Final = ((1, 8, 15, 22), (1, 15))
_FEW_DAYS: Final = 12
_LABEL: Final = 24
"""Characters of a row's label."""


def canvas(title: str, height: float) -> tuple[Figure, Axes]:
    """A card of this height in inches, with its title on the left and axes without a frame."""
    drawn = Figure(
        figsize=(WIDTH, height),
        dpi=DPI,
        facecolor=CARD,
        layout=ConstrainedLayoutEngine(w_pad=0.22, h_pad=0.18),
    )
    drawn.suptitle(title, x=0.03, ha="left", color=INK, fontsize=17, fontweight="bold")
    axes = drawn.add_subplot(facecolor=CARD)
    axes.tick_params(colors=INK, labelsize=14, length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_axisbelow(True)
    return drawn, axes


def shortened(label: str) -> str:
    """A row's label, short enough to leave room for the row."""
    return label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "…"


def ticks(first: date, last: date, most: int) -> list[date]:
    """Up to `most` days from `first` to `last` to name on an axis.

    Days where they are few, else days on which weeks, halves of months, months or years begin.
    """
    if (last - first).days <= _FEW_DAYS:
        step = -(-((last - first).days + 1) // most)
        return [first + timedelta(days=each) for each in range(0, (last - first).days + 1, step)]
    months = list(_months(first, last))
    for chosen in _DAYS_OF_MONTH:
        days = [month.replace(day=day) for month in months for day in chosen]
        within = [day for day in days if first <= day <= last]
        if 2 <= len(within) <= most:
            return within
    return first_days(first, last, most)


def first_days(first: date, last: date, most: int) -> list[date]:
    """Up to `most` firsts of months from `first` to `last`, evenly apart."""
    months = list(_months(first, last))
    for apart in _MONTHS_APART:
        begun = [each for each in months if (each.year * 12 + each.month - 1) % apart == 0]
        within = [day for day in begun if first <= day <= last]
        if len(within) <= most:
            return within
    return []


def _months(first: date, last: date) -> Iterator[date]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield date(number // 12, number % 12 + 1, 1)


def label_days(days: Sequence[date]) -> list[str]:
    """What stands under an axis: `8 Feb`, or `Feb` for firsts of months; the year where it changes."""
    firsts = all(day.day == 1 for day in days)
    if firsts and all(day.month == 1 for day in days):
        return [str(day.year) for day in days]
    labels, year = [], None
    for day in days:
        named = MONTHS[day.month - 1] if firsts else f"{day.day} {MONTHS[day.month - 1]}"
        # The second line, even if empty, keeps all labels on one height.
        labels.append(f"{named}\n{'' if day.year == year else day.year}")
        year = day.year
    return labels
