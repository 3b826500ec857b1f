"""Processes: each sees the others' heartbeats."""

from pathlib import Path

import pytest

from bot.harness import TurnableClock
from storage.errors import Closed
from storage.state import Process, State, open_state


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


async def test_a_backup_is_a_state_of_its_own(state: State, clock: TurnableClock, tmp_path: Path) -> None:
    key = await state.views.save({"kept": 1})
    await state.backup(tmp_path / "copy.db")
    copy = await open_state(str(tmp_path / "copy.db"), clock)
    assert (await copy.views.load(key)) is not None
    await copy.close()
