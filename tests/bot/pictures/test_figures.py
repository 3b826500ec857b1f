"""Each chart's drawing holds what it was given, and stays within what an answer may carry."""

import struct
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from bot.pictures import Artist, Bar, Chart, Coverage, Mark, PictureError, Ranking, Timeline
from bot.pictures.charts import decode, encode
from bot.pictures.figures import figure

MARKS = (
    Mark("Ana Olivera", "meeting", "2024-08-01", "2024-08-31"),
    Mark("Ana Olivera", "visit", None, None),
    Mark("Keir Starmer", "call", "2025-02-13", "2025-02-13"),
    Mark("Keir Starmer", "call", "2025-02-13", "2025-02-13"),
    Mark("Keir Starmer", "event", "1950-01-18", "1950-01-18"),
)
TIMELINE = Timeline("Who met whom", MARKS)
RANKING = Ranking("Countries", tuple(Bar(f"Country {n}", 30 - n) for n in range(25)))
COVERAGE = Coverage("Articles by month", (("2024-12", 3), ("2025-01", 0), ("2025-02", 14)))
CROWDED = Timeline(
    "Crowded",
    tuple(
        Mark(
            f"Somebody {n % 40} With A Very Long Name Indeed",
            "meeting",
            *[date(2020 + n % 5, 1 + n % 12, 1).isoformat()] * 2,
        )
        for n in range(400)
    ),
)


FEW_LONG_AGO = Timeline(
    "Mostly in February",
    (
        Mark("Uruguay", "visit", "2022-10-01", "2022-10-31"),
        Mark("Ireland", "visit", "2024-01-01", "2024-12-31"),
        *(Mark("Pakistan", "meeting", f"2025-02-{day:02}", f"2025-02-{day:02}") for day in range(3, 23)),
    ),
)


def drawn_marks(chart: Timeline) -> int:
    axes: Any = figure(chart).axes[0]
    return sum(len(line.get_xdata()) for line in axes.lines if line.get_gid() == "mark")


@pytest.mark.parametrize("chart", [TIMELINE, CROWDED, Timeline("Empty", ())])
def test_every_meeting_has_its_mark(chart: Timeline) -> None:
    assert drawn_marks(chart) == len(chart.marks)


def test_the_days_that_most_marks_stand_on_have_most_of_the_room() -> None:
    """The few before them stand closer together, on a darker ground, in their order."""
    axes: Any = figure(FEW_LONG_AGO).axes[0]
    places = sorted(line.get_xdata()[0] for line in axes.lines if line.get_gid() == "mark")
    assert len([place for place in places if place < 0.3]) == 2
    assert places[-1] - places[2] > 0.4
    assert [label.get_text() for label in axes.get_xticklabels()][:2] == ["2023", "2024"]


@pytest.mark.parametrize("chart", [TIMELINE, CROWDED, FEW_LONG_AGO])
def test_the_names_of_days_do_not_run_into_each_other(chart: Timeline) -> None:
    drawn = figure(chart)
    drawn.canvas.draw()
    boxes = [label.get_window_extent() for label in drawn.axes[0].get_xticklabels()]
    assert len(boxes) >= 2
    assert all(one.x1 < other.x0 for one, other in pairwise(boxes))


def test_no_two_marks_hide_each_other() -> None:
    axes: Any = figure(TIMELINE).axes[0]
    places = [
        (round(line.get_xdata()[0], 3), round(line.get_ydata()[0], 3))
        for line in axes.lines
        if line.get_gid() == "mark"
    ]
    assert len(set(places)) == len(MARKS)


def test_every_bar_says_its_count() -> None:
    axes: Any = figure(RANKING).axes[0]
    assert [text.get_text() for text in axes.texts] == [str(bar.count) for bar in RANKING.bars]
    assert [patch.get_width() for patch in axes.patches] == [bar.count for bar in RANKING.bars]


def test_every_month_has_its_bar() -> None:
    axes: Any = figure(COVERAGE).axes[0]
    assert [patch.get_height() for patch in axes.patches] == [3, 0, 14]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["Dec\n2024", "Jan\n2025", "Feb\n"]


@pytest.mark.parametrize("chart", [TIMELINE, RANKING, COVERAGE])
def test_a_chart_survives_the_way_to_its_process(chart: Chart) -> None:
    assert decode(encode(chart)) == chart


@pytest.mark.parametrize("chart", [CROWDED, RANKING, COVERAGE])
async def test_the_picture_is_small_enough_for_a_phone(chart: Chart) -> None:
    """A PNG of at most 1,200 pixels across and less than 100 kB."""
    picture = await Artist().draw(chart)
    width, _height = struct.unpack(">II", picture[16:24])
    assert picture.startswith(b"\x89PNG")
    assert picture.rstrip().endswith(b"IEND\xaeB`\x82")
    assert width <= 1_200
    assert len(picture) < 100_000


async def test_equal_charts_are_drawn_once() -> None:
    artist = Artist()
    assert await artist.draw(COVERAGE) is await artist.draw(Coverage(COVERAGE.title, COVERAGE.months))


async def test_a_chart_that_cannot_be_drawn_says_why() -> None:
    with pytest.raises(PictureError, match="month"):
        await Artist().draw(Coverage("Impossible", (("2025-13", 1),)))
