"""Getting an answer's first word to Discord within its three seconds, once.

Discord takes one acknowledgement of an interaction, within 3 s. When the reply to ours is lost, it may or may
not have arrived: it is sent again, and `40060` (already acknowledged) then says that it had. discord.py
waits 1 s and 3 s between its own tries after a server error, which is once too late, so each try gets a
share of the time here instead.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Final

import aiohttp
import discord

from bot.logs import fields

__all__ = ["acknowledge", "deliver"]

_log = logging.getLogger(__name__)

_TIME: Final = 2.8
"""Seconds from the first try to giving up; Discord's three, less the way here."""
_TRY: Final = 0.9
"""Seconds for one try: three fit, and none hangs on a connection that is dead."""

_SOON: Final = 0.05
_ALREADY: Final = 40060
_OVER: Final = frozenset({10062, 10015, 10008, 50027})
"""Nobody is left to answer: unknown interaction, webhook or message; a token that is no longer valid."""
_LOST: Final = (TimeoutError, aiohttp.ClientError, OSError, json.JSONDecodeError)
"""No reply, or one that nobody can read: what it answers may have arrived or not."""


async def acknowledge(send: Callable[[], Awaitable[object]]) -> bool:
    """Try `send` until it is through: whether the interaction is acknowledged.

    False, logged quietly, where its time was over. Other refusals of Discord are raised.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + _TIME
    while loop.time() < deadline:
        try:
            async with asyncio.timeout_at(min(loop.time() + _TRY, deadline)):
                await send()
        except discord.InteractionResponded:
            return True
        except discord.HTTPException as refusal:
            if refusal.code == _ALREADY:
                return True
            pause = _pause(refusal)
            if pause is None:
                return False
        except _LOST as lost:
            _log.info("a reply of Discord was lost", extra=fields(error=type(lost).__name__))
            pause = _SOON
        else:
            return True
        await asyncio.sleep(pause)
    _log.warning("Discord did not take the answer in time")
    return False


async def deliver(edit: Callable[[], Awaitable[object]]) -> bool:
    """Try an `edit` that may be repeated, such as filling in a deferred answer; whether it went through."""
    for wait in (0.5, 2.0, 5.0, 0.0):
        try:
            async with asyncio.timeout(30):
                await edit()
        except discord.HTTPException as refusal:
            if _pause(refusal) is None:
                return False
        except _LOST as lost:
            _log.info("a reply of Discord was lost", extra=fields(error=type(lost).__name__))
        else:
            return True
        await asyncio.sleep(wait)
    _log.warning("Discord did not take the answer")
    return False


def _pause(refusal: discord.HTTPException) -> float | None:
    """Seconds until the next try; None where there is nobody left to answer; raises what no try mends."""
    if refusal.code in _OVER:
        _log.info("too late to answer", extra=fields(code=refusal.code))
        return None
    if refusal.status == 429:
        # discord.py raises it only where no `Via` header vouches for it, and waits itself otherwise.
        return max(_number(refusal.response.headers.get("Retry-After")), _SOON)
    if refusal.status < 500:
        raise refusal
    return _SOON


def _number(header: str | None) -> float:
    try:
        return float(header or 1)
    except ValueError:
        return 1.0
