"""The limit of 50 requests in any one second, kept by spacing, also after the process stood still."""

import asyncio
from itertools import pairwise

import pytest

from bot.digest.pacing import Pacer
from tests import virtual_time


def _most_in_a_second(began: list[float]) -> int:
    return max(sum(at <= each < at + 1.0 for each in began) for at in began)


@pytest.mark.parametrize(("share", "most", "rate"), [(1.0, 50, 47.0), (0.5, 25, 23.5), (0.25, 12, 11.4)])
def test_a_crowd_goes_through_at_its_share_of_the_limit(share: float, most: int, rate: float) -> None:
    async def main() -> list[float]:
        pacer = Pacer(share)
        began: list[float] = []

        async def request() -> None:
            await pacer.wait()
            began.append(asyncio.get_running_loop().time())

        await asyncio.gather(*(request() for _ in range(500)))
        return began

    began = virtual_time.run(main)
    assert _most_in_a_second(began) <= most
    assert (len(began) - 1) / (began[-1] - began[0]) >= rate
    assert min(later - earlier for earlier, later in pairwise(began)) > 0.01


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
        pacer = Pacer(window=1000.0)
        for _ in range(50):
            pacer._begun.append(0.0)
        waiting = [asyncio.create_task(pacer.wait()) for _ in range(3)]
        await asyncio.sleep(1)
        waiting[0].cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert waiting[1].done()
        assert waiting[1].exception() is None

    virtual_time.run(main)
