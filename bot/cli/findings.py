"""What `dateline doctor` finds out, one line each."""

from dataclasses import dataclass
from enum import Enum

__all__ = ["Finding", "Verdict"]


class Verdict(Enum):
    """How a check came out; the value is what is printed."""

    GOOD = "ok"
    NOTE = "note"
    """Nothing is wrong, but something is to be known or done."""
    UNCHECKED = "not checked"
    BAD = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it came out, and what to know or to do."""

    subject: str
    verdict: Verdict
    text: str
