"""What a torture measured."""

from dataclasses import dataclass

__all__ = ["Row"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    torture: str
    """What was done, how often."""
    must_show: str
    measured: str
    passed: bool
