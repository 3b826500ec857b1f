"""The clock, which everything that needs the time is given as an argument."""

from collections.abc import Callable
from datetime import UTC, datetime

__all__ = ["Clock", "system_clock"]

Clock = Callable[[], datetime]
"""Returns the present instant as an aware datetime in UTC."""


def system_clock() -> datetime:
    """The machine's clock, in UTC; only the command line passes it in."""
    return datetime.now(UTC)
