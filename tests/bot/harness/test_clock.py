"""The clock that can be turned, and ids by it."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.harness import TurnableClock
from bot.harness.snowflakes import Snowflakes, instant_of

NOON = datetime(2025, 2, 5, 12, tzinfo=UTC)


def test_it_stands_until_it_is_turned() -> None:
    clock = TurnableClock(NOON)
    assert clock() == clock() == NOON
    clock.advance(90)
    clock.advance(timedelta(hours=1))
    assert clock() == datetime(2025, 2, 5, 13, 1, 30, tzinfo=UTC)
    clock.turn(datetime(2025, 1, 1, 1, tzinfo=timezone(timedelta(hours=1))))
    assert clock() == datetime(2025, 1, 1, tzinfo=UTC)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        TurnableClock(NOON).turn(NOON.replace(tzinfo=None))


def test_it_runs_by_a_timer() -> None:
    now = 100.0
    clock = TurnableClock(NOON, timer=lambda: now)
    now = 105.5
    assert clock() == NOON + timedelta(seconds=5.5)
    clock.turn(NOON)
    now = 106.5
    assert clock() == NOON + timedelta(seconds=1)


async def test_a_sleeper_wakes_when_it_is_turned_there() -> None:
    clock = TurnableClock(NOON)
    woken: list[str] = []

    async def sleep(name: str, seconds: float) -> None:
        await clock.sleep(seconds)
        woken.append(name)

    async with asyncio.TaskGroup() as group:
        for name, seconds in (("late", 60), ("early", 10), ("at once", 0)):
            group.create_task(sleep(name, seconds))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert (woken, clock.next_alarm) == (["at once"], NOON + timedelta(seconds=10))
        clock.advance(59)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert woken == ["at once", "early"]
        clock.advance(1)
    assert woken == ["at once", "early", "late"]
    assert clock.next_alarm is None


async def test_a_cancelled_sleeper_is_forgotten() -> None:
    clock = TurnableClock(NOON)
    sleeping = asyncio.create_task(clock.sleep(10))
    await asyncio.sleep(0)
    sleeping.cancel()
    await asyncio.gather(sleeping, return_exceptions=True)
    assert clock.next_alarm is None


def test_ids_rise_and_tell_their_instant() -> None:
    clock = TurnableClock(NOON)
    ids = Snowflakes(clock)
    given = []
    for _ in range(1000):
        given.append(ids.next())
        clock.advance(0.0005)
    assert given == sorted(set(given))
    assert instant_of(given[0]) == NOON
