"""How instants are written in the tables: whole microseconds since 1970 in UTC, exact and ordered."""

from datetime import UTC, datetime, timedelta

__all__ = ["instant", "instant_or_none", "micros"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """An aware datetime as microseconds since 1970."""
    return (at - _EPOCH) // _MICROSECOND


def instant(written: int) -> datetime:
    """What `micros` wrote, in UTC."""
    return _EPOCH + written * _MICROSECOND


def instant_or_none(written: int | None) -> datetime | None:
    """What `micros` wrote, where a column may be empty."""
    return None if written is None else instant(written)
