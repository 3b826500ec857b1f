"""Processes: each sees the others' heartbeats."""

import asyncio
from pathlib import Path

import pytest

from bot.harness import TurnableClock
from storage.errors import Closed
from storage.state import Process, ShardRange, State, open_state


async def test_a_process_sees_the_last_beat_of_the_others(
    state: State, other: State, clock: TurnableClock
) -> None:
    one, two = Process("one", "host", 1), Process("two", "host", 2)
    await state.processes.beat(one)
    await other.processes.beat(two)
    clock.advance(15)
    await other.processes.beat(two)
    assert await state.processes.others(one) == [(two, clock())]
    await state.processes.forget("two")
    assert await state.processes.others(one) == []


async def test_a_closed_state_says_so(address: str, clock: TurnableClock) -> None:
    state = await open_state(address, clock)
    await state.ping()
    await state.close()
    with pytest.raises(Closed):
        await state.ping()


async def test_a_process_tells_which_shards_it_runs(state: State, other: State) -> None:
    me = Process("one", "host", 1)
    await other.processes.beat(Process("two", "host", 2, ShardRange(4, 7, 16)))
    ((seen, _),) = await state.processes.others(me)
    assert seen.shards == ShardRange(4, 7, 16)


async def test_a_turn_is_one_processs_at_a_time(state: State, other: State) -> None:
    happened: list[str] = []
    entered = asyncio.Event()

    async def take(each: State, name: str, leaves: asyncio.Event) -> None:
        async with each.processes.turn("identify 0"):
            happened.append(f"{name} begins")
            entered.set()
            await leaves.wait()
            happened.append(f"{name} ends")

    first, second = asyncio.Event(), asyncio.Event()
    second.set()
    one = asyncio.create_task(take(state, "one", first))
    await entered.wait()
    two = asyncio.create_task(take(other, "two", second))
    async with other.processes.turn("identify 1"):
        happened.append("another turn is free")
    first.set()
    await asyncio.gather(one, two)
    assert happened == ["one begins", "another turn is free", "one ends", "two begins", "two ends"]


async def test_a_turn_ends_with_a_process_that_dies_in_it(
    address: str, other: State, clock: TurnableClock
) -> None:
    dying = await open_state(address, clock)
    entered = asyncio.Event()

    async def die() -> None:
        async with dying.processes.turn("identify 0"):
            entered.set()
            await asyncio.Event().wait()

    holder = asyncio.create_task(die())
    await entered.wait()
    waiting = asyncio.create_task(_take(other))
    holder.cancel()
    await asyncio.gather(holder, return_exceptions=True)
    await dying.close()
    await asyncio.wait_for(waiting, 10)


async def _take(state: State) -> None:
    async with state.processes.turn("identify 0"):
        pass


async def test_a_turn_in_a_file_is_taken_from_a_process_that_was_killed(
    tmp_path: Path, clock: TurnableClock
) -> None:
    """In PostgreSQL the lock ends with the connection; in a file only time can tell."""
    killed = await open_state(str(tmp_path / "state.db"), clock)
    turn = killed.processes.turn("identify 0")
    await turn.__aenter__()
    heir = await open_state(str(tmp_path / "state.db"), clock)
    waiting = asyncio.create_task(_take(heir))
    clock.advance(14)
    assert not (await asyncio.wait([waiting], timeout=0.5))[0]
    clock.advance(2)
    await asyncio.wait_for(waiting, 10)
    await killed.close()
    await heir.close()


async def test_a_backup_is_a_state_of_its_own(clock: TurnableClock, tmp_path: Path) -> None:
    state = await open_state(str(tmp_path / "state.db"), clock)
    key = await state.views.save({"kept": 1})
    await state.backup(tmp_path / "copy.db")
    copy = await open_state(str(tmp_path / "copy.db"), clock)
    assert (await copy.views.load(key)) is not None
    await copy.close()
    await state.close()
