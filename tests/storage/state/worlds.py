"""Records that the tests of the state start from."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from storage.state import Delivery, Due, Settings, State, Subscription

__all__ = ["DAY", "DUE", "SETTINGS", "claimed", "next_day", "subscribe"]

DAY = date(2026, 2, 1)
DUE = Due(DAY, datetime(2026, 2, 1, 7, tzinfo=UTC))
SETTINGS = Settings(
    guild_id=7 << 22, channel_id=70, local_time=time(8), zone="Europe/Berlin", empty_days="nearest"
)


async def subscribe(state: State, due: Due = DUE, user: int = 5, **changes: Any) -> Subscription:
    """A subscription with `SETTINGS` but for `changes`."""
    return await state.subscriptions.put(replace(SETTINGS, **changes), due, user)


async def claimed(state: State, subscription: Subscription, owner: str = "me", *entries: str) -> Delivery:
    """A claim on what is due."""
    delivery = await state.deliveries.claim(subscription, subscription.due, entries, owner)
    assert delivery is not None
    return delivery


def next_day(due: Due = DUE, days: int = 1) -> Due:
    """What is due some days later."""
    return Due(due.local_date + timedelta(days=days), due.at + timedelta(days=days))
