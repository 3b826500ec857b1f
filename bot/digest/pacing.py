"""Keeps the bot within Discord's limit of 50 requests a second, over everything but interactions.

A bucket of 50 that refills lets 99 requests through in one second. This is a sliding window over the
instants at which requests really began, and within it they are spaced: after the event loop stalled,
what waited does not burst out.
"""

import asyncio
from collections import deque
from types import SimpleNamespace

import aiohttp

__all__ = ["Pacer", "paced"]

_GLOBAL_LIMIT = 50
"""Requests that Discord allows in any one second for one token."""

_WINDOW = 1.05
"""Seconds in which at most the limit begins, 47.6/s: one request may travel 50 ms faster than another."""

_EXEMPT = ("/interactions/", "/webhooks/")
"""Answers and followups to interactions do not count, and must not wait behind digests."""


class Pacer:
    """Lets callers through in order, at most `limit` in any window, spaced over it."""

    def __init__(self, share: float = 1.0, *, window: float = _WINDOW) -> None:
        """`share` is this process's part of the token's limit: its shards divided by all."""
        self._limit = max(1, int(_GLOBAL_LIMIT * share))
        self._window = window
        # Two thirds of an even spacing: what a stall cost can be made up for, without a burst.
        self._gap = window / self._limit * 2 / 3
        self._begun: deque[float] = deque(maxlen=self._limit)
        self._turn = asyncio.Lock()

    @property
    def rate(self) -> float:
        """Requests a second when there is no lack of them."""
        return self._limit / self._window

    async def wait(self) -> None:
        """Returns when one more request may begin; waiters go in the order in which they came."""
        loop = asyncio.get_running_loop()
        async with self._turn:
            await asyncio.sleep(max(0.0, self._earliest() - loop.time()))
            self._begun.append(loop.time())

    def _earliest(self) -> float:
        if not self._begun:
            return 0.0
        earliest = self._begun[-1] + self._gap
        if len(self._begun) == self._limit:
            earliest = max(earliest, self._begun[0] + self._window)
        return earliest


def paced(pacer: Pacer) -> aiohttp.TraceConfig:
    """For `discord.Client(http_trace=…)`: every request to the API waits for its turn."""

    async def begin(
        _session: aiohttp.ClientSession, _context: SimpleNamespace, params: aiohttp.TraceRequestStartParams
    ) -> None:
        path = params.url.path
        if "/api/" in path and not any(part in path for part in _EXEMPT):
            await pacer.wait()

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(begin)
    return trace
