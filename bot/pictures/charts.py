"""What a chart shows, as plain records that travel as JSON to the process that draws."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

__all__ = ["KINDS", "Bar", "Chart", "Coverage", "Mark", "Ranking", "Timeline", "decode", "encode"]

KINDS: Final = ("meeting", "call", "video", "message", "visit", "event")


@dataclass(frozen=True, slots=True)
class Mark:
    """One meeting on a timeline."""

    who: str
    """The other side, the label of its row: a name or a country."""
    kind: str
    start: str | None
    """ISO day; None where nothing dates it."""
    end: str | None
    """ISO day, the last one: a mark of a month or a year stands in its middle, with a line over all of it."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Who was met when: a row for each of those met most, the others together in one row."""

    title: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One country of a ranking."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Countries by the number of their meetings, the most first."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many articles each month has; the months follow each other without a gap."""

    title: str
    months: tuple[tuple[str, int], ...]
    """`("2025-02", 14)`."""


Chart = Timeline | Ranking | Coverage


def encode(chart: Chart) -> bytes:
    """As JSON, equal for equal charts: also what a drawing is cached by."""
    return json.dumps({"chart": type(chart).__name__, **asdict(chart)}, sort_keys=True).encode()


def decode(text: bytes) -> Chart:
    """The chart that was encoded.

    Raises ValueError for anything else.
    """
    fields: Mapping[str, Any] = json.loads(text)
    title = str(fields["title"])
    match fields["chart"]:
        case "Timeline":
            return Timeline(title, tuple(Mark(**mark) for mark in fields["marks"]))
        case "Ranking":
            return Ranking(title, tuple(Bar(**bar) for bar in fields["bars"]))
        case "Coverage":
            return Coverage(title, tuple((str(month), int(count)) for month, count in fields["months"]))
        case other:
            raise ValueError(other)
