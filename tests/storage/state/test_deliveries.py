"""The ledger: claimed by one, settled once, never given out again once something may have been sent."""

import asyncio
from datetime import date, timedelta

import pytest

from bot.harness import TurnableClock
from storage.state import DeliveryState, State, nonce_of
from tests.storage.state.worlds import DAY, DUE, SETTINGS, claimed, next_day, subscribe


async def test_a_claim_stands_in_the_ledger_before_anything_is_sent(
    state: State, clock: TurnableClock
) -> None:
    subscription = await subscribe(state)
    delivery = await claimed(state, subscription, "me", "b", "a")
    assert await state.deliveries.get(subscription.id, DAY) == delivery
    assert (delivery.state, delivery.owner, delivery.claimed_at) == ("claimed", "me", clock())
    assert (delivery.attempts, delivery.entries) == (1, ("a", "b"))
    assert (delivery.guild_id, delivery.channel_id) == (SETTINGS.guild_id, SETTINGS.channel_id)


async def test_of_many_who_claim_at_once_one_gets_it(state: State, other: State) -> None:
    subscription = await subscribe(state)
    claims = await asyncio.gather(
        *(
            each.deliveries.claim(subscription, DUE, (), f"{name}{number}")
            for name, each in (("a", state), ("b", other))
            for number in range(10)
        )
    )
    assert sum(claim is not None for claim in claims) == 1


@pytest.mark.parametrize(
    ("settled", "again"),
    [("sent", False), ("uncertain", False), ("failed", True), ("skipped", True)],
)
async def test_only_what_was_certainly_not_posted_can_be_claimed_again(
    state: State, settled: DeliveryState, again: bool
) -> None:
    subscription = await subscribe(state)
    first = await claimed(state, subscription)
    await state.deliveries.settle(
        first,
        settled,
        reason=None if settled == "sent" else "so",
        message_id=1 if settled == "sent" else None,
    )
    second = await state.deliveries.claim(subscription, DUE, (), "other")
    assert (second is not None) is again
    if second is not None:
        assert (second.attempts, second.nonce) == (2, first.nonce)


async def test_a_subscription_that_ended_changed_or_paused_cannot_be_claimed(state: State) -> None:
    ended = await subscribe(state, channel_id=1)
    await state.subscriptions.end(1)
    changed = await subscribe(state, channel_id=2)
    await subscribe(state, channel_id=2)
    paused = await subscribe(state, channel_id=3)
    await state.subscriptions.suspend(paused.id, "left_guild")
    for subscription in (ended, changed, paused):
        assert await state.deliveries.claim(subscription, DUE, (), "me") is None


async def test_settling_moves_the_subscription_on(state: State, clock: TurnableClock) -> None:
    subscription = await subscribe(state)
    delivery = await claimed(state, subscription)
    assert await state.deliveries.settle(
        delivery, "sent", message_id=99, subscription=subscription, following=next_day()
    )
    row = await state.deliveries.get(subscription.id, DAY)
    assert row is not None
    assert (row.state, row.message_id, row.settled_at) == ("sent", 99, clock())
    after = await state.subscriptions.get(subscription.id)
    assert after is not None
    assert after.due == next_day()


async def test_settling_can_keep_the_date_and_wait_or_suspend(state: State) -> None:
    subscription = await subscribe(state)
    retry_at = DUE.at + timedelta(seconds=9)
    await state.deliveries.settle(
        await claimed(state, subscription),
        "failed",
        reason="500",
        subscription=subscription,
        retry_at=retry_at,
    )
    after = await state.subscriptions.get(subscription.id)
    assert after is not None
    assert (after.due, after.wake_at) == (DUE, retry_at)
    await state.deliveries.settle(
        await claimed(state, subscription),
        "failed",
        reason="403",
        subscription=subscription,
        suspend=("missing_permissions", "embed_links"),
    )
    paused = await state.subscriptions.get(subscription.id)
    assert paused is not None
    assert paused.due == DUE
    assert paused.suspended is not None
    assert paused.suspended.detail == "embed_links"


async def test_settling_does_not_undo_a_change_of_settings(state: State) -> None:
    old = await subscribe(state)
    delivery = await claimed(state, old)
    new = await subscribe(state, next_day(days=2))
    assert await state.deliveries.settle(
        delivery, "sent", message_id=1, subscription=old, following=next_day()
    )
    assert await state.subscriptions.get(new.id) == new


async def test_who_lost_a_claim_cannot_settle_it(state: State, other: State) -> None:
    subscription = await subscribe(state)
    delivery = await claimed(state, subscription, "dead")
    taken = await other.deliveries.take_over(delivery, "heir")
    assert taken is not None
    assert (taken.owner, taken.claimed_at) == ("heir", delivery.claimed_at)
    assert not await state.deliveries.settle(delivery, "sent", message_id=1)
    assert await state.deliveries.take_over(delivery, "late") is None
    assert await state.deliveries.renew(delivery) is None
    assert await other.deliveries.settle(taken, "uncertain", reason="nobody saw it")
    assert not await other.deliveries.settle(taken, "sent", message_id=1)


async def test_a_renewed_claim_counts_from_now(state: State, clock: TurnableClock) -> None:
    delivery = await claimed(state, await subscribe(state))
    clock.advance(100)
    renewed = await state.deliveries.renew(delivery)
    assert renewed is not None
    assert (renewed.claimed_at, renewed.attempts) == (clock(), 2)
    assert await state.deliveries.get(delivery.subscription_id, DAY) == renewed


async def test_orphans_are_the_claims_of_nobody_alive(state: State) -> None:
    for number, owner in enumerate(("me", "living", "dead"), start=1):
        await claimed(state, await subscribe(state, channel_id=number), owner)
    orphans = await state.deliveries.orphans({"me", "living"})
    assert [each.owner for each in orphans] == ["dead"]


async def test_a_channel_is_not_given_a_date_that_it_may_have_got(state: State) -> None:
    subscription = await subscribe(state)
    for days, outcome in enumerate(("sent", "failed", "uncertain", None)):
        due = next_day(days=days)
        delivery = await state.deliveries.claim(subscription, due, (), "me")
        assert delivery is not None
        if outcome:
            await state.deliveries.settle(delivery, outcome, reason="so", message_id=days or 7)  # type: ignore[arg-type] # the row of a table
    taken = await state.deliveries.taken(SETTINGS.channel_id, DAY)
    assert taken == {DAY, DAY + timedelta(days=2), DAY + timedelta(days=3)}
    assert await state.deliveries.taken(SETTINGS.channel_id, DAY + timedelta(days=3)) == {
        DAY + timedelta(days=3)
    }


async def test_it_knows_what_a_channel_may_have_been_shown(state: State) -> None:
    subscription = await subscribe(state)
    for days, outcome in enumerate(("sent", "failed", "uncertain")):
        delivery = await state.deliveries.claim(subscription, next_day(days=days), (outcome, "same"), "me")
        assert delivery is not None
        await state.deliveries.settle(delivery, outcome, reason="so", message_id=1)  # type: ignore[arg-type] # as above
    channel = SETTINGS.channel_id
    assert await state.deliveries.shown(channel, DAY, DAY + timedelta(days=9)) == {
        "sent",
        "uncertain",
        "same",
    }
    assert await state.deliveries.shown(channel, DAY, DAY + timedelta(days=1)) == {"sent", "same"}
    assert await state.deliveries.shown(channel, DAY + timedelta(days=3), DAY + timedelta(days=9)) == set()


async def test_claiming_again_replaces_what_it_shows(state: State) -> None:
    subscription = await subscribe(state)
    await state.deliveries.settle(await claimed(state, subscription, "me", "a", "b"), "failed", reason="500")
    assert (await claimed(state, subscription, "me", "c")).entries == ("c",)
    assert await state.deliveries.shown(SETTINGS.channel_id, DAY, DAY + timedelta(days=1)) == {"c"}


async def test_a_marker_names_its_delivery(state: State) -> None:
    delivery = await claimed(state, await subscribe(state))
    assert await state.deliveries.by_nonce(nonce_of(SETTINGS.channel_id, DAY)) == delivery
    assert await state.deliveries.by_nonce("forged") is None


async def test_status_sees_the_latest_and_the_uncertain(state: State) -> None:
    subscription = await subscribe(state)
    for days in range(3):
        delivery = await state.deliveries.claim(subscription, next_day(days=days), (), "me")
        assert delivery is not None
        await state.deliveries.settle(delivery, "uncertain", reason=f"number {days}")
    latest = await state.deliveries.recent(subscription.id, 2)
    assert [each.reason for each in latest] == ["number 2", "number 1"]
    doubtful = await state.deliveries.uncertain(SETTINGS.guild_id, DAY + timedelta(days=1))
    assert [each.reason for each in doubtful] == ["number 2", "number 1"]
    assert await state.deliveries.uncertain(1, DAY) == []
    assert await state.deliveries.tally(DAY) == {"uncertain": 3}


async def test_old_rows_are_forgotten_but_open_claims_never(state: State, clock: TurnableClock) -> None:
    subscription = await subscribe(state)
    await state.deliveries.settle(await claimed(state, subscription), "sent", message_id=1)
    open_claim = await state.deliveries.claim(subscription, next_day(), ("a",), "me")
    clock.advance(timedelta(days=402))
    assert await state.deliveries.prune() == 1
    assert await state.deliveries.recent(subscription.id) == [open_claim]


@pytest.mark.parametrize("channel", [1, 2**63 - 1])
def test_a_nonce_fits_discord_and_tells_deliveries_apart(channel: int) -> None:
    nonces = {nonce_of(channel, DAY + timedelta(days=days)) for days in range(1000)}
    assert len(nonces) == 1000
    assert all(len(nonce) <= 25 and nonce.isalnum() for nonce in nonces)


def test_a_nonce_is_the_same_on_every_machine() -> None:
    assert nonce_of(417, date(2026, 2, 1)) == "c7sw4hahaqqj6xl4cz2q"
