"""Figures as rows with a goal, printed as a table and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.table import Table

__all__ = ["Row", "at_least", "at_most", "print_rows", "save"]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside its reference; `ratio` is what the goal bounds."""

    what: str
    ours: str
    reference: str
    ratio: float
    goal: float
    sense: Literal["at most", "at least"]
    met: bool = field(init=False)

    def __post_init__(self) -> None:
        """Compare once, so that the table and the JSON say the same."""
        met = self.ratio <= self.goal if self.sense == "at most" else self.ratio >= self.goal
        object.__setattr__(self, "met", met)


def at_most(what: str, ours: str, reference: str, ratio: float, goal: float) -> Row:
    """A figure that is good if small."""
    return Row(what, ours, reference, ratio, goal, "at most")


def at_least(what: str, ours: str, reference: str, ratio: float, goal: float) -> Row:
    """A figure that is good if large."""
    return Row(what, ours, reference, ratio, goal, "at least")


def print_rows(title: str, rows: Sequence[Row], console: Console) -> None:
    """The rows as a table."""
    table = Table(title=title, title_justify="left")
    for heading in ("what", "ours", "beside", "ratio", "goal", ""):
        table.add_column(heading, overflow="fold")
    for row in rows:
        sign = "≤" if row.sense == "at most" else "≥"
        table.add_row(
            row.what,
            row.ours,
            row.reference,
            f"{row.ratio:.3g}",
            f"{sign} {row.goal:g}",
            "met" if row.met else "missed",
        )
    console.print(table)


def save(path: Path, seed: int, rows: Sequence[Row]) -> None:
    """The same as JSON."""
    content = {"seed": seed, "rows": [asdict(row) for row in rows]}
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
