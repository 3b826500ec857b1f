"""Identifying with the gateway while other processes do the same: Discord allows few shards at a time.

`max_concurrency` shards may identify within five seconds, each of another lot (`shard % max_concurrency`),
over all processes of a token. So each lot is a turn that the processes take through the state.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Final

from storage.errors import DatabaseError
from storage.state import Processes

__all__ = ["Identifying"]

_log = logging.getLogger(__name__)

_INTERVAL: Final = 5.25
"""Discord's five seconds and a little: one identify may travel slower than the next."""


class Identifying:
    """Takes turns with other processes, one lot of shards at a time."""

    def __init__(self, processes: Processes, sleep: Callable[[float], Awaitable[None]]) -> None:
        self._processes = processes
        self._sleep = sleep
        self._holding: set[asyncio.Task[None]] = set()
        self.max_concurrency = 1
        """How many lots there are, as `GET /gateway/bot` says."""

    async def wait(self, shard: int) -> None:
        """Returns when a shard may identify; nobody else of its lot may for five seconds after that.

        A database that is away must not keep the bot off the gateway: then this process keeps only its own
        distance, and at worst Discord makes one of two shards try again.
        """
        stack = AsyncExitStack()
        try:
            await stack.enter_async_context(self._processes.turn(f"identify {shard % self.max_concurrency}"))
        except DatabaseError as error:
            _log.warning("a shard identifies without asking the other processes: %s", error)
            await self._sleep(_INTERVAL)
            return
        holding = asyncio.create_task(self._hold(stack), name=f"identify {shard}")
        self._holding.add(holding)
        holding.add_done_callback(self._holding.discard)

    async def close(self) -> None:
        """Give back what is held."""
        holding = list(self._holding)
        for each in holding:
            each.cancel()
        await asyncio.gather(*holding, return_exceptions=True)

    async def _hold(self, stack: AsyncExitStack) -> None:
        try:
            async with stack:
                await self._sleep(_INTERVAL)
        except DatabaseError as error:
            _log.warning("a turn to identify could not be given back: %s", error)
