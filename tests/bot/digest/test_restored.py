"""A ledger that was put back from a backup: what went out since is found, and not sent again."""

from collections.abc import AsyncIterator, Iterable
from datetime import date

import pytest

from storage.state import Process, Stored
from tests.bot.digest.test_delivery import on_virtual_time
from tests.bot.digest.worlds import World, make_task, world

DAY = date(2026, 2, 1)


async def restore(w: World, stored: Iterable[Stored]) -> None:
    async def contents() -> AsyncIterator[Stored]:
        for each in stored:
            yield each

    await w.state.fill(contents())


async def sent_and_restored(w: World, *, running: bool) -> None:
    """The backup is of 06:00, the digest went out at 07:00, the backup is put back at 09:00."""
    await w.subscribe()
    await w.until("2026-02-01T06:00")
    stored = [each async for each in w.state.contents()]
    await w.until("2026-02-01T09:00")
    assert w.dates() == ["2026-02-01"]
    if not running:
        await w.task.stop()
    await restore(w, stored)


@pytest.mark.parametrize("unanswered", [0, 2])
@on_virtual_time
async def test_a_digest_that_was_sent_since_the_backup_is_not_sent_again(unanswered: int) -> None:
    async with world() as w:
        await sent_and_restored(w, running=True)
        w.office.unanswered = unanswered
        await w.until("2026-02-02T12:00")
        assert w.dates() == ["2026-02-01", "2026-02-02"]
        assert await w.states() == {"2026-02-01": "sent", "2026-02-02": "sent"}


@on_virtual_time
async def test_nor_is_it_by_a_process_that_starts_afterwards() -> None:
    async with world() as w:
        await sent_and_restored(w, running=False)
        await make_task(w.state, w.office, w.clock, Process("next", "host", 2)).tick()
        assert w.dates() == ["2026-02-01"]
        assert await w.states() == {"2026-02-01": "sent"}


@on_virtual_time
async def test_nor_is_it_by_one_that_takes_up_a_claim_made_since() -> None:
    """Its process died before it could look."""
    async with world() as w:
        await sent_and_restored(w, running=False)
        subscription = await w.state.subscriptions.of_channel(70)
        assert subscription is not None
        assert await w.state.deliveries.claim(subscription, subscription.due, (), "dead")
        await make_task(w.state, w.office, w.clock, Process("next", "host", 2)).tick()
        assert w.dates() == ["2026-02-01"]
        assert await w.states() == {"2026-02-01": "sent"}


@pytest.mark.parametrize("why", ["readable", "unreadable", "unanswered"])
@on_virtual_time
async def test_what_is_only_late_is_sent_whether_its_history_can_be_read_or_not(why: str) -> None:
    async with world() as w:
        await w.subscribe()
        await w.task.stop()
        await w.until("2026-02-01T09:00")
        w.office.unreadable |= {70} if why == "unreadable" else set()
        w.office.unanswered = 1000 if why == "unanswered" else 0
        await make_task(w.state, w.office, w.clock, Process("next", "host", 2)).tick()
        assert w.dates() == ["2026-02-01"]
        assert await w.states() == {"2026-02-01": "sent"}
        assert w.office.looked == (3 if why == "unanswered" else 1)


@on_virtual_time
async def test_who_waits_in_a_queue_costs_no_look() -> None:
    """The last of them are claimed more than a minute late, by a process that was there all the time."""
    async with world() as w:
        for channel in range(1, 301):
            await w.subscribe(channel_id=channel)
        w.office.latency = lambda: 40.0
        await w.until("2026-02-01T08:00")
        assert len(w.office.messages) == 300
        late = [each.at for each in w.office.messages if each.at.minute]
        assert late
        assert w.office.looked == 0
        assert await w.state.deliveries.tally(DAY) == {"sent": 300}
