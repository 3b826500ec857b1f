"""The limit of 50 requests in any one second, as Discord sees them arrive, also when lines or we are slow."""

import asyncio
from collections.abc import Callable
from itertools import pairwise
from random import Random

import pytest

from bot.digest.pacing import Pacer, limit_of
from storage.state import ShardRange
from tests import virtual_time

Travel = Callable[[Random], tuple[float, float]]
"""How long a request and its answer take, in seconds."""


def _most_in_a_second(arrived: list[float]) -> int:
    arrived = sorted(arrived)
    return max(sum(at <= each < at + 1.0 for each in arrived[i : i + 99]) for i, at in enumerate(arrived))


def _crowd(pacer: Callable[[], Pacer], number: int, travel: Travel) -> tuple[list[float], list[float]]:
    """When requests of a crowd began, and when they arrived."""

    async def main() -> tuple[list[float], list[float]]:
        random, made, loop = Random(7), pacer(), asyncio.get_running_loop()
        began: list[float] = []
        arrived: list[float] = []

        async def request() -> None:
            there, back = travel(random)
            turn = await made.begin()
            began.append(loop.time())
            await asyncio.sleep(there)
            arrived.append(loop.time())
            await asyncio.sleep(back)
            turn.end()

        await asyncio.gather(*(request() for _ in range(number)))
        return began, arrived

    return virtual_time.run(main)


@pytest.mark.parametrize(("limit", "rate"), [(50, 47.0), (25, 23.5), (12, 11.4)])
def test_a_crowd_goes_through_at_its_share_of_the_limit(limit: int, rate: float) -> None:
    began, arrived = _crowd(lambda: Pacer(limit), 1000, lambda random: (random.uniform(0.002, 0.01), 0.005))
    assert _most_in_a_second(arrived) <= limit
    assert (len(began) - 1) / (began[-1] - began[0]) >= rate
    assert min(later - earlier for earlier, later in pairwise(began)) > 0.01


@pytest.mark.parametrize(
    "travel",
    [
        # A distant Discord, with an uneven line.
        lambda random: (0.08 + random.uniform(0, 0.02), 0.08),
        # One request in ten is held up for most of a second.
        lambda random: (0.9 if random.random() < 0.1 else 0.01, 0.01),
        # Anything.
        lambda random: (random.expovariate(5), random.expovariate(5)),
    ],
)
def test_an_uneven_line_does_not_bring_more_than_50_into_a_second(travel: Travel) -> None:
    _, arrived = _crowd(Pacer, 1000, travel)
    assert _most_in_a_second(arrived) <= 50


def test_a_distant_discord_costs_no_speed() -> None:
    began, _ = _crowd(Pacer, 1000, lambda random: (0.1 + random.uniform(0, 0.005), 0.1))
    assert (len(began) - 1) / (began[-1] - began[0]) >= 47


def test_what_waited_while_the_process_stood_still_does_not_burst_out() -> None:
    async def main() -> list[float]:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, virtual_time.VirtualTimeLoop)
        pacer = Pacer()
        began: list[float] = []
        for number in range(200):
            if number in {30, 31, 90}:
                loop.jump(0.7)
            await pacer.wait()
            began.append(loop.time())
        return began

    assert _most_in_a_second(virtual_time.run(main)) <= 50


def test_a_waiter_that_gives_up_holds_up_nobody() -> None:
    async def main() -> None:
        pacer = Pacer()
        turns = [await pacer.begin() for _ in range(50)]
        waiting = [asyncio.create_task(pacer.begin()) for _ in range(3)]
        await asyncio.sleep(1)
        waiting[0].cancel()
        for turn in turns:
            turn.end()
            turn.end()
        await asyncio.sleep(5)
        assert [each.done() for each in waiting] == [True, True, True]
        assert not waiting[1].cancelled()

    virtual_time.run(main)


def test_one_process_has_the_whole_limit() -> None:
    assert limit_of(None) == 50


@pytest.mark.parametrize(("processes", "total"), [(1, 16), (3, 16), (4, 16), (7, 49), (16, 16), (48, 48)])
def test_the_shares_of_all_processes_stay_below_the_limit(processes: int, total: int) -> None:
    bounds = [number * total // processes for number in range(processes + 1)]
    limits = [limit_of(ShardRange(first, after - 1, total)) for first, after in pairwise(bounds)]
    assert sum(limits) == 48
    assert min(limits) > 0
