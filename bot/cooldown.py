"""How often one person may ask for expensive answers: a token bucket each, by a clock that is passed in."""

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Final

from storage.clock import Clock

__all__ = ["BURST", "REFILL", "Cooldown"]

BURST: Final = 60
"""So many questions at once: more than a person can type, less than a script sends."""
REFILL: Final = timedelta(seconds=1)
"""One more question each second."""
_REMEMBERED: Final = 10_000
"""People kept in memory; one who was forgotten starts with a full bucket."""


class Cooldown:
    """One bucket of `burst` questions per user, which gains one every `refill`."""

    def __init__(self, clock: Clock, *, burst: int = BURST, refill: timedelta = REFILL) -> None:
        self._clock = clock
        self._refill = refill
        self._full = burst * refill
        # When each user's bucket will be full again. An absent user's is full.
        self._full_at: OrderedDict[int, datetime] = OrderedDict()

    def take(self, user_id: int) -> timedelta | None:
        """Take a question out of a user's bucket: None, or how long to wait where it is empty."""
        now = self._clock()
        known = self._full_at.pop(user_id, now)
        if known > now + self._full:
            known = now  # no bucket is so empty: the clock was turned back since
        full_at = max(known, now) + self._refill
        wait = full_at - now - self._full
        if wait > timedelta():
            self._full_at[user_id] = full_at - self._refill
            return wait
        self._full_at[user_id] = full_at
        if len(self._full_at) > _REMEMBERED:
            self._full_at.popitem(last=False)
        return None
