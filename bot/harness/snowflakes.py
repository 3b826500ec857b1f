"""Discord's ids: milliseconds since its epoch in the upper bits, a count in the lower 22."""

from datetime import UTC, datetime, timedelta

from storage.clock import Clock

__all__ = ["FIRST", "LAST", "Snowflakes", "instant_of"]

_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
FIRST = _EPOCH + timedelta(days=1)
"""No local Discord shows an earlier time: a guild is made an hour before."""
LAST = _EPOCH + (1 << 41) * _MILLISECOND - timedelta(days=2)
"""Nor a later one: from then on ids have more than 63 bits, and SQLite's numbers do not."""


class Snowflakes:
    """Gives out ids by a clock: no id twice, and rising for as long as the clock is not turned back."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._count = 0
        self._guilds = 0
        self._born = (clock() - _EPOCH) // _MILLISECOND

    def next(self) -> int:
        """An id of this instant."""
        self._count += 1
        return ((self._clock() - _EPOCH) // _MILLISECOND) << 22 | self._count & 0x3FFFFF

    def guild(self) -> int:
        """An id for a guild, created one hour or more ago.

        Each has a millisecond of its own: a guild's shard is `(id >> 22) % shards`, and guilds
        that were all made in the same millisecond would all fall to the same shard.
        """
        self._guilds += 1
        return (self._born - 3_600_000 - self._guilds) << 22


def instant_of(snowflake: int) -> datetime:
    """When an id was given out, in UTC."""
    return _EPOCH + timedelta(milliseconds=snowflake >> 22)
