"""Charts as matplotlib figures. Imported only by the process that draws: matplotlib is large."""

from datetime import date

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from bot.pictures import timeline
from bot.pictures.canvas import BLUE, DPI, GRID, INK, WIDTH, canvas, first_days, label_days, shortened
from bot.pictures.charts import Bar, Chart, Coverage, Ranking, Timeline

__all__ = ["DPI", "WIDTH", "figure"]


def figure(chart: Chart) -> Figure:
    """The drawing of a chart, ready to be saved at `DPI`."""
    match chart:
        case Timeline():
            return timeline.draw(chart)
        case Ranking():
            return _ranking(chart)
        case Coverage():
            return _coverage(chart)


def _ranking(chart: Ranking) -> Figure:
    bars: tuple[Bar, ...] = chart.bars or (Bar("none", 0),)
    drawn, axes = canvas(chart.title, 1.2 + 0.46 * len(bars))
    places = range(len(bars))
    axes.barh(places, [bar.count for bar in bars], color=BLUE, height=0.68)
    axes.set_yticks(places, [shortened(bar.label) for bar in bars])
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
            color=INK,
            fontsize=14,
        )
    return drawn


def _coverage(chart: Coverage) -> Figure:
    drawn, axes = canvas(chart.title, 3.4)
    days = [date.fromisoformat(f"{month}-01") for month, _ in chart.months]
    counts = [count for _, count in chart.months]
    centres = [day.toordinal() + 14 for day in days]
    axes.bar(centres, counts, width=24 if len(days) < 60 else 31, color=BLUE)
    if days:
        named = first_days(days[0], days[-1], 7)
        axes.set_xticks([day.toordinal() + 14 for day in named], label_days(named))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    axes.grid(axis="y", color=GRID)
    return drawn
