"""Subscribing and status: what is next, what was last, what is owed."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.digest.subscribing import put, status
from bot.harness import TurnableClock
from storage.state import Due, Settings, State

SETTINGS = Settings(7, 70, time(8), "Europe/Berlin", "nearest")
FIRST = Due(date(2026, 11, 24), datetime(2026, 11, 24, 7, tzinfo=UTC))


async def test_a_new_subscription_is_due_at_the_next_occurrence(state: State, clock: TurnableClock) -> None:
    assert (await put(state, clock, SETTINGS, 5)).due == FIRST
    later = await put(state, clock, replace(SETTINGS, local_time=time(13, 1)), 5)
    assert later.due.local_date == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("at", "zone", "expected"),
    [
        # The new time is over for today: what is owed stays owed, at the instant that it was due.
        (time(9), "Europe/Berlin", FIRST),
        # The new time is still to come today: then the digest comes there.
        (time(20), "Europe/Berlin", Due(date(2026, 11, 24), datetime(2026, 11, 24, 19, tzinfo=UTC))),
        # Where it is yesterday still, yesterday's comes first: nothing was lost.
        (time(23), "America/New_York", Due(date(2026, 11, 24), datetime(2026, 11, 25, 4, tzinfo=UTC))),
    ],
)
async def test_a_change_loses_no_digest_that_is_owed(
    state: State, clock: TurnableClock, at: time, zone: str, expected: Due
) -> None:
    await put(state, clock, SETTINGS, 5)
    clock.turn(FIRST.at + timedelta(hours=3))
    changed = await put(state, clock, replace(SETTINGS, local_time=at, zone=zone), 5)
    assert changed.due == expected


async def test_a_channel_that_was_unsubscribed_is_owed_nothing(state: State, clock: TurnableClock) -> None:
    await put(state, clock, SETTINGS, 5)
    await state.subscriptions.end(70)
    clock.turn(FIRST.at + timedelta(hours=3))
    assert (await put(state, clock, SETTINGS, 5)).due.local_date == date(2026, 11, 25)


async def test_status_tells_the_last_result_and_what_is_uncertain(state: State, clock: TurnableClock) -> None:
    subscription = await put(state, clock, SETTINGS, 5)
    await put(state, clock, replace(SETTINGS, channel_id=71), 5)
    await put(state, clock, replace(SETTINGS, guild_id=8, channel_id=80), 5)
    for days, outcome in ((0, "uncertain"), (1, "sent")):
        due = Due(FIRST.local_date + timedelta(days=days), FIRST.at + timedelta(days=days))
        delivery = await state.deliveries.claim(subscription, due, (), "me")
        assert delivery is not None
        await state.deliveries.settle(delivery, outcome, reason="cut off", message_id=1)  # type: ignore[arg-type] # the row of a table
    clock.turn(FIRST.at + timedelta(days=2))
    first, second = await status(state, clock, 7)
    assert first.subscription.channel_id == 70
    assert first.last is not None
    assert (first.last.state, first.last.local_date) == ("sent", date(2026, 11, 25))
    assert [each.local_date for each in first.uncertain] == [date(2026, 11, 24)]
    assert (second.last, second.uncertain) == (None, ())
    clock.turn(FIRST.at + timedelta(days=40))
    assert (await status(state, clock, 7))[0].uncertain == ()
