"""What a load reports: per dump what was stored, what it could not place, and why it refused."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from storage.text.records import Quote

__all__ = ["LISTED", "DumpReport", "LoadReport", "Progress", "ProgressStep", "Stage", "StrayLine"]

LISTED: Final = 1_000
"""Of very many lines only the first are listed; the counts beside them are whole."""

Outcome = Literal["loaded", "replaced", "unchanged", "refused"]
Stage = Literal["reading", "storing", "indexing", "merging"]


@dataclass(frozen=True, slots=True)
class ProgressStep:
    """How far a load is with one dump."""

    source: str
    stage: Stage
    done: int
    total: int
    """Bytes while reading, articles while storing, days while merging; indexing is one step."""


Progress = Callable[[ProgressStep], None]
"""Called on the event loop; must return at once."""


@dataclass(frozen=True, slots=True)
class StrayLine:
    """A line that belongs to no article."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class DumpReport:
    """What became of one dump."""

    path: Path
    outcome: Outcome
    reason: str | None = None
    """Why it was refused; None otherwise."""
    articles: int = 0
    reprints: int = 0
    mentions: int = 0
    meetings: int = 0
    """Records, each of one article; `duplicates` are among them."""
    duplicates: int = 0
    """Articles that another article of the archive, or an earlier one of this dump, equals."""
    unresolved: tuple[Quote, ...] = ()
    """Date expressions that nothing dates; at most `LISTED`."""
    unresolved_count: int = 0
    stray: tuple[StrayLine, ...] = ()
    """Lines that belong to no article; at most `LISTED`."""
    stray_count: int = 0

    @property
    def source(self) -> str:
        """The dump's file name."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What became of every dump, in the order given."""

    dumps: tuple[DumpReport, ...]

    @property
    def refused(self) -> tuple[DumpReport, ...]:
        """Those that were not loaded, each with its reason."""
        return tuple(dump for dump in self.dumps if dump.outcome == "refused")

    @property
    def changed(self) -> bool:
        """Whether the archive holds something new."""
        return any(dump.outcome in {"loaded", "replaced"} for dump in self.dumps)
