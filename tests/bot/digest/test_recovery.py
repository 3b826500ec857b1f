"""Several processes on one database: what one leaves behind another settles, and two never both send."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.digest.subscribing import put
from storage.clock import Clock
from storage.state import Process, Settings, open_state
from storage.state.sqlite import open_sqlite
from tests import virtual_time
from tests.bot.digest.fakes import PostOffice
from tests.bot.digest.worlds import SETTINGS, make_task
from tests.virtual_time import START, virtual_clock


async def _subscribe(path: Path, clock: Clock, channels: range) -> None:
    state = await open_state(str(path), clock)
    for channel in channels:
        await put(state, clock, Settings(1, channel, SETTINGS.local_time, "UTC", "nearest"), 5)
    await state.close()


def test_two_processes_on_one_database_never_both_send(tmp_path: Path) -> None:
    async def main() -> list[int]:
        clock = virtual_clock(START)
        await _subscribe(tmp_path / "s.db", clock, range(1, 101))
        office = PostOffice(clock)
        states = [await open_sqlite(str(tmp_path / "s.db"), clock, bytes) for _ in range(2)]
        tasks = [
            make_task(state, office, clock, Process(name, name, 1))
            for name, state in zip(("one", "two"), states, strict=True)
        ]
        running = [asyncio.create_task(task.run()) for task in tasks]
        await asyncio.sleep(9 * 3600)
        for task in tasks:
            await task.stop()
        await asyncio.gather(*running)
        owners = {(await states[0].deliveries.recent(number, 1))[0].owner for number in range(1, 101)}
        assert owners == {"one", "two"}
        for state in states:
            await state.close()
        # Every request, not only every message: the nonce is not what kept them apart.
        assert len(office.began) == 100
        return [each.channel_id for each in office.messages]

    assert sorted(virtual_time.run(main)) == list(range(1, 101))


@pytest.mark.parametrize(
    ("host", "pid", "running", "taken_after"),
    [
        # Another machine: only its silence tells, after a minute.
        ("elsewhere", 9, (), 60),
        # This machine: the process is known to be gone, or our own process id was its.
        ("here", 9, (), 0),
        ("here", 1, (1,), 0),
        # This machine, and it still runs.
        ("here", 9, (9,), 60),
    ],
)
def test_a_claim_is_taken_over_when_its_process_is_gone(
    tmp_path: Path, host: str, pid: int, running: tuple[int, ...], taken_after: int
) -> None:
    async def main() -> float:
        clock = virtual_clock(START)
        await _subscribe(tmp_path / "s.db", clock, range(1, 2))
        office = PostOffice(clock)
        state = await open_sqlite(str(tmp_path / "s.db"), clock, bytes)
        (subscription,) = await state.subscriptions.of_guild(1)
        await state.processes.beat(Process("old", host, pid))
        assert await state.deliveries.claim(subscription, subscription.due, ("e0",), "old")
        task = make_task(
            state, office, clock, Process("new", "here", 1), running=running, heartbeat=timedelta(seconds=20)
        )
        running_task = asyncio.create_task(task.run())
        await asyncio.sleep(300)
        await task.stop()
        await running_task
        assert await state.processes.others(Process("nobody", "", 0)) == []
        await state.close()
        assert len(office.messages) == 1
        return (office.messages[0].at - START).total_seconds()

    after = virtual_time.run(main)
    assert taken_after <= after <= taken_after + 21


def test_a_claim_of_a_channel_that_was_unsubscribed_is_settled_and_not_sent(tmp_path: Path) -> None:
    async def main() -> None:
        clock = virtual_clock(START)
        await _subscribe(tmp_path / "s.db", clock, range(1, 2))
        office = PostOffice(clock)
        state = await open_sqlite(str(tmp_path / "s.db"), clock, bytes)
        (subscription,) = await state.subscriptions.of_guild(1)
        assert await state.deliveries.claim(subscription, subscription.due, (), "old")
        await state.subscriptions.end(1)
        task = make_task(state, office, clock, Process("new", "here", 1))
        await task.tick()
        row = await state.deliveries.get(subscription.id, subscription.due.local_date)
        await state.close()
        assert row is not None
        assert (row.state, row.reason) == ("failed", "unsubscribed before it was sent")
        assert office.messages == []

    virtual_time.run(main)
