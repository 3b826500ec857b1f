"""A clock that can be turned, and sleeping by it."""

import asyncio
import heapq
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.harness.errors import NoSuchInstant
from bot.harness.snowflakes import FIRST, LAST

__all__ = ["TurnableClock", "check_instant"]


def check_instant(instant: datetime) -> datetime:
    """The same instant (aware), if a local Discord can show it; raises `NoSuchInstant` where it cannot."""
    if not FIRST <= instant <= LAST:
        raise NoSuchInstant(FIRST, LAST)
    return instant


class TurnableClock:
    """A clock (see `storage.clock.Clock`) that stands still, or runs, and can be turned to any instant.

    Called, it returns its present instant as an aware datetime in UTC. `start` is what it shows at first.
    With `timer` (seconds on any steady scale, such as `time.monotonic`) it runs; without, it stands still
    until somebody turns it. Whoever sleeps by it wakes as soon as it is turned to or past their instant.
    """

    def __init__(self, start: datetime, *, timer: Callable[[], float] | None = None) -> None:
        self._timer = timer
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._base = start.astimezone(UTC)
        self._zero = timer() if timer else 0.0

    def __call__(self) -> datetime:
        """The present instant of this clock, in UTC."""
        if self._timer is None:
            return self._base
        return self._base + timedelta(seconds=self._timer() - self._zero)

    def turn(self, instant: datetime) -> None:
        """Turns the clock to `instant` (aware, any zone), either way; sleepers that are due wake."""
        if instant.tzinfo is None:
            raise ValueError("the instant has no time zone")
        self._base = instant.astimezone(UTC)
        self._zero = self._timer() if self._timer else 0.0
        self._wake()

    def advance(self, by: timedelta | float) -> None:
        """Turns the clock on by a duration, or by a number of seconds."""
        self.turn(self() + (by if isinstance(by, timedelta) else timedelta(seconds=by)))

    async def sleep(self, seconds: float) -> None:
        """Sleeps for so many seconds of this clock."""
        await self.sleep_until(self() + timedelta(seconds=seconds))

    async def sleep_until(self, instant: datetime) -> None:
        """Sleeps until this clock shows `instant`: by running there, or by being turned there."""
        while (left := (instant - self()).total_seconds()) > 0:
            woken = asyncio.get_running_loop().create_future()
            entry = (instant, next(self._order), woken)
            heapq.heappush(self._sleepers, entry)
            # A clock that stands still can only be turned; one that runs also gets there by itself.
            try:
                await asyncio.wait([woken], timeout=left if self._timer else None)
            finally:
                if not woken.done():
                    woken.cancel()
                    self._sleepers.remove(entry)
                    heapq.heapify(self._sleepers)
        await asyncio.sleep(0)

    @property
    def next_alarm(self) -> datetime | None:
        """The earliest instant that anybody sleeps for, or None; what a test turns a day's clock to."""
        while self._sleepers and self._sleepers[0][2].done():
            heapq.heappop(self._sleepers)
        return self._sleepers[0][0] if self._sleepers else None

    def _wake(self) -> None:
        now = self()
        while self._sleepers and self._sleepers[0][0] <= now:
            woken = heapq.heappop(self._sleepers)[2]
            if not woken.done():
                woken.set_result(None)
