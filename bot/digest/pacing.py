"""Keeps the bot within Discord's limit of 50 requests a second, over everything but interactions.

A bucket of 50 that refills lets 99 requests through in one second, and even requests that begin evenly may
arrive unevenly. So each request holds one of 50 places from its beginning until a second after it must have
arrived: its answer tells when that was, less what the quickest answers take for their way. In no second,
wherever it begins, can Discord then see more than 50.
"""

import asyncio
from collections import deque
from types import SimpleNamespace

import aiohttp

from storage.state import ShardRange

__all__ = ["GLOBAL_LIMIT", "Pacer", "Turn", "limit_of", "paced"]

GLOBAL_LIMIT = 50
"""Requests that Discord allows in any one second for one token."""

_WINDOW = 1.005
"""Seconds that a place stays taken after its request arrived: Discord's second and a little more."""

_SLOWER = 1.02
"""Who only waits for a turn goes this much slower than requests may, so that none queue up behind it."""

_SHARED_LIMIT = 48
"""What several processes share: none sees how late the others' requests arrive, so two stay unused."""

_EXEMPT = ("/interactions/", "/webhooks/")
"""Answers and followups to interactions do not count, and must not wait behind digests."""


class Turn:
    """One request's place."""

    def __init__(self, pacer: "Pacer", began: float) -> None:
        self._pacer = pacer
        self._began: float | None = began

    def end(self) -> None:
        """The answer has come, or none will; a second call does nothing."""
        if self._began is not None:
            self._pacer.ended(self._began)
            self._began = None


class Pacer:
    """Lets requests begin in order, spaced, and at most `limit` in any second."""

    def __init__(self, limit: int = GLOBAL_LIMIT, *, window: float = _WINDOW) -> None:
        """`limit` is this process's part of the token's limit; see `limit_of`."""
        self._limit = limit
        self._window = window
        # Two thirds of an even spacing: what a stall cost can be made up for, without a burst.
        self._gap = window / self._limit * 2 / 3
        self._places = asyncio.Semaphore(self._limit)
        self._order = asyncio.Lock()
        self._latest = float("-inf")
        self._took: deque[float] = deque([0.0], maxlen=self._limit)

    async def begin(self) -> Turn:
        """Returns when one more request may begin; its turn must be ended when its answer has come."""
        loop = asyncio.get_running_loop()
        async with self._order:
            await self._places.acquire()
            try:
                await asyncio.sleep(max(0.0, self._latest + self._gap - loop.time()))
            except asyncio.CancelledError:
                self._places.release()
                raise
            self._latest = loop.time()
            return Turn(self, self._latest)

    async def wait(self) -> None:
        """Returns at most as often as requests may begin, for what comes before a request."""
        await self.begin()
        asyncio.get_running_loop().call_later(self._window * _SLOWER, self._places.release)

    def ended(self, began: float) -> None:
        """A request that began then has ended now: its place is free a second after it arrived."""
        loop = asyncio.get_running_loop()
        self._took.append(loop.time() - began)
        loop.call_later(max(0.0, self._window - min(self._took)), self._places.release)


def limit_of(shards: ShardRange | None) -> int:
    """The requests a second of a process that runs these shards; those of all processes add up to 48.

    Of more processes than that some would have none: they get one, and need a proxy before Discord's API.
    """
    if shards is None:
        return GLOBAL_LIMIT
    before = _SHARED_LIMIT * shards.first // shards.total
    return max(1, _SHARED_LIMIT * (shards.last + 1) // shards.total - before)


def paced(pacer: Pacer) -> aiohttp.TraceConfig:
    """For `discord.Client(http_trace=…)`: every request to the API waits for its turn."""

    async def begin(
        _session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestStartParams
    ) -> None:
        path = params.url.path
        if "/api/" in path and not any(part in path for part in _EXEMPT):
            context.turn = await pacer.begin()

    async def end(
        _session: aiohttp.ClientSession,
        context: SimpleNamespace,
        _params: aiohttp.TraceRequestEndParams | aiohttp.TraceRequestExceptionParams,
    ) -> None:
        turn: Turn | None = getattr(context, "turn", None)
        if turn is not None:
            turn.end()

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(begin)
    trace.on_request_end.append(end)
    trace.on_request_exception.append(end)
    return trace
