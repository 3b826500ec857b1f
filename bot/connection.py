"""Where Discord's HTTP API is: large bots put a proxy before it that shares one rate limit."""

from collections.abc import Iterator
from contextlib import contextmanager

from discord.http import Route

__all__ = ["through"]


@contextmanager
def through(base: str | None) -> Iterator[None]:
    """Send this process's requests to `base` instead of `https://discord.com/api/v10`; None changes nothing.

    discord.py has no public option for it; this attribute is all that says where the API is.
    """
    before = Route.BASE
    Route.BASE = base or before
    try:
        yield
    finally:
        Route.BASE = before
