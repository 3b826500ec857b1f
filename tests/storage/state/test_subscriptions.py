"""Subscriptions: one a channel, suspended rather than deleted, found by one indexed query."""

from datetime import time, timedelta
from pathlib import Path

import aiosqlite
import pytest

from bot.harness import TurnableClock
from storage.state import ShardRange, State, open_state
from storage.state.sqlite import subscriptions as sqlite_engine
from tests.storage.state.worlds import DUE, SETTINGS, claimed, next_day, subscribe


async def test_a_subscription_comes_back_as_it_was_put(state: State, clock: TurnableClock) -> None:
    put = await subscribe(state, zone="Asia/Kathmandu", local_time=time(23, 59), empty_days="skip", user=11)
    assert await state.subscriptions.get(put.id) == put
    assert await state.subscriptions.of_channel(70) == put
    assert (put.zone, put.settings.local_time, put.settings.empty_days) == (
        "Asia/Kathmandu",
        time(23, 59),
        "skip",
    )
    assert (put.created_by, put.created_at, put.due, put.wake_at) == (11, clock(), DUE, DUE.at)
    assert put.suspended is None


async def test_it_survives_closing_and_opening(address: str, clock: TurnableClock) -> None:
    first = await open_state(address, clock)
    put = await subscribe(first)
    await first.close()
    second = await open_state(address, clock)
    assert await second.subscriptions.get(put.id) == put
    await second.close()


async def test_subscribing_again_changes_the_one_subscription(state: State) -> None:
    before = await subscribe(state, user=5)
    after = await subscribe(state, next_day(), user=6, local_time=time(9), zone="UTC")
    assert after.id == before.id
    assert (after.settings.local_time, after.zone, after.due) == (time(9), "UTC", next_day())
    assert after.created_by == 5
    assert after.revision > before.revision
    assert await state.subscriptions.of_guild(SETTINGS.guild_id) == [after]


async def test_an_ended_subscription_is_gone_but_its_ledger_is_not(state: State) -> None:
    subscription = await subscribe(state)
    delivery = await claimed(state, subscription)
    await state.deliveries.settle(delivery, "sent", message_id=1)
    assert await state.subscriptions.end(70) is not None
    assert await state.subscriptions.of_channel(70) is None
    assert await state.subscriptions.of_guild(SETTINGS.guild_id) == []
    assert await state.subscriptions.due(DUE.at, limit=9) == []
    assert await state.subscriptions.end(70) is None
    again = await subscribe(state, user=8)
    assert (again.id, again.created_by) == (subscription.id, 8)
    assert await state.deliveries.claim(again, DUE, (), "me") is None
    assert await state.deliveries.taken(70, DUE.local_date) == {DUE.local_date}


async def test_what_is_due_comes_earliest_first_and_nothing_else(state: State) -> None:
    later = await subscribe(state, next_day(), channel_id=1)
    second = await subscribe(state, DUE, channel_id=2)
    first = await subscribe(state, next_day(days=-1), channel_id=3)
    paused = await subscribe(state, DUE, channel_id=4)
    await state.subscriptions.suspend(paused.id, "channel_deleted")
    assert await state.subscriptions.due(DUE.at, limit=9) == [first, second]
    assert await state.subscriptions.due(DUE.at, limit=1) == [first]
    assert await state.subscriptions.due(DUE.at - timedelta(microseconds=1), limit=9) == [first]
    assert await state.subscriptions.next_wake() == first.due.at
    assert later.due.at > DUE.at


async def test_a_process_sees_only_what_is_due_on_its_shards(state: State) -> None:
    mine = await subscribe(state, guild_id=(16 * 3 + 2) << 22, channel_id=1)
    await subscribe(state, guild_id=(16 * 3 + 4) << 22, channel_id=2)
    shards = ShardRange(0, 3, 16)
    assert await state.subscriptions.due(DUE.at, limit=9, shards=shards) == [mine]
    assert await state.subscriptions.next_wake(shards) == DUE.at
    assert await state.subscriptions.next_wake(ShardRange(5, 15, 16)) is None


async def test_what_is_due_is_one_search_of_one_index(tmp_path: Path, clock: TurnableClock) -> None:
    address = str(tmp_path / "state.db")
    await (await open_state(address, clock)).close()
    async with aiosqlite.connect(address) as connection:
        values = {"now": 0, "limit": 1, "total": 0, "first": 0, "last": 0}
        for statement in (sqlite_engine._DUE, sqlite_engine._NEXT_WAKE):
            rows = await connection.execute_fetchall(f"EXPLAIN QUERY PLAN {statement}", values)
            (step,) = [row[3] for row in rows]
            assert "USING INDEX subscription_wake" in step
    # Only the index's order serves the earliest first: no step of its own sorts.


async def test_suspending_keeps_everything_and_says_why(state: State, clock: TurnableClock) -> None:
    subscription = await subscribe(state)
    assert await state.subscriptions.suspend(subscription.id, "missing_permissions", "send_messages")
    since = clock()
    clock.advance(60)
    assert not await state.subscriptions.suspend(subscription.id, "missing_permissions", "send_messages")
    (paused,) = await state.subscriptions.suspended()
    assert paused.suspended is not None
    assert (paused.suspended.cause, paused.suspended.detail) == ("missing_permissions", "send_messages")
    assert paused.suspended.since == since
    assert (paused.settings, paused.due) == (subscription.settings, subscription.due)
    assert await state.subscriptions.suspended(guild_id=1) == []
    assert await state.subscriptions.resume(subscription.id)
    assert await state.subscriptions.get(subscription.id) == subscription
    assert not await state.subscriptions.resume(subscription.id)


async def test_subscribing_again_ends_a_suspension(state: State) -> None:
    subscription = await subscribe(state)
    await state.subscriptions.suspend(subscription.id, "refused", "no (50013)")
    assert (await subscribe(state)).suspended is None


async def test_advancing_records_what_was_passed_over(state: State) -> None:
    subscription = await subscribe(state)
    assert await state.subscriptions.advance(subscription, next_day(), skipped=[(DUE, "too late")])
    row = await state.deliveries.get(subscription.id, DUE.local_date)
    assert row is not None
    assert (row.state, row.reason, row.due_at) == ("skipped", "too late", DUE.at)
    after = await state.subscriptions.get(subscription.id)
    assert after is not None
    assert (after.due, after.wake_at) == (next_day(), next_day().at)


async def test_advancing_leaves_the_ledger_as_it_stands(state: State) -> None:
    subscription = await subscribe(state)
    await state.deliveries.settle(await claimed(state, subscription), "failed", reason="Discord answered 500")
    await state.subscriptions.advance(subscription, next_day(), skipped=[(DUE, "too late")])
    row = await state.deliveries.get(subscription.id, DUE.local_date)
    assert row is not None
    assert (row.state, row.reason) == ("failed", "Discord answered 500")


async def test_a_change_of_settings_is_not_undone_by_who_saw_the_old_ones(state: State) -> None:
    old = await subscribe(state)
    new = await subscribe(state, next_day(days=3), local_time=time(20))
    assert not await state.subscriptions.advance(old, next_day(), skipped=[(DUE, "too late")])
    await state.subscriptions.postpone(old, DUE.at + timedelta(hours=1))
    assert await state.subscriptions.get(new.id) == new
    assert await state.deliveries.get(old.id, DUE.local_date) is None


async def test_postponing_keeps_the_date(state: State) -> None:
    subscription = await subscribe(state)
    later = DUE.at + timedelta(minutes=1)
    await state.subscriptions.postpone(subscription, later)
    assert await state.subscriptions.due(DUE.at, limit=9) == []
    (due,) = await state.subscriptions.due(later, limit=9)
    assert due.due == DUE


@pytest.mark.parametrize(("days", "kept"), [(29, True), (31, False)])
async def test_settings_outlive_an_end_by_30_days(
    state: State, clock: TurnableClock, days: int, kept: bool
) -> None:
    ended = await subscribe(state, channel_id=1)
    left = await subscribe(state, channel_id=2)
    deleted = await subscribe(state, channel_id=3)
    refused = await subscribe(state, channel_id=4)
    barred = await subscribe(state, channel_id=5)
    await state.subscriptions.end(1)
    await state.subscriptions.suspend(left.id, "left_guild")
    await state.subscriptions.suspend(deleted.id, "channel_deleted")
    await state.subscriptions.suspend(refused.id, "refused", "Missing Access (50001)")
    await state.subscriptions.suspend(barred.id, "missing_permissions", "send_messages")
    clock.advance(timedelta(days=days))
    assert await state.subscriptions.prune() == (0 if kept else 3)
    assert (await state.subscriptions.get(left.id) is not None) is kept
    assert (await state.subscriptions.get(deleted.id) is not None) is kept
    # Their channels are still there: who manages the server can mend or end these.
    assert await state.subscriptions.get(refused.id) is not None
    assert await state.subscriptions.get(barred.id) is not None
    assert ((await subscribe(state, channel_id=1)).id == ended.id) is kept


async def test_it_knows_which_guilds_it_serves(state: State) -> None:
    await subscribe(state, guild_id=1, channel_id=1)
    await subscribe(state, guild_id=1, channel_id=2)
    await subscribe(state, guild_id=2, channel_id=3)
    await state.subscriptions.end(3)
    assert await state.subscriptions.guilds() == {1}


async def test_a_commit_is_on_the_disk_before_anything_is_sent(tmp_path: Path, clock: TurnableClock) -> None:
    """SQLite in WAL mode syncs at every commit only with synchronous=FULL (2)."""
    from storage.state.sqlite import open_sqlite  # noqa: PLC0415 - this test alone looks at the engine

    state = await open_sqlite(str(tmp_path / "state.db"), clock, bytes)
    async with state._database.write() as connection:
        rows = list(await connection.execute_fetchall("PRAGMA synchronous"))
        assert [tuple(row) for row in rows] == [(2,)]
    await state.close()
