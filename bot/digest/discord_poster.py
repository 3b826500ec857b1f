"""Posting through discord.py's own HTTP client, whose hidden repeats are taken out of its hands.

discord.py repeats a request up to four times after a 5xx, and after a connection reset on some systems. The
nonce makes that harmless, but it would hide what happened and go on for 25 seconds; so the first answer to
a request of ours that is a 5xx ends it here. What happens on a 429 stays discord.py's: it knows the buckets.
"""

import asyncio
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
from discord.http import Route

from bot.digest.pacing import Pacer, paced
from bot.digest.poster import Outcome, Posted, Refused, Sighting, Unknown, Unreadable
from bot.digest.standing import missing_permissions
from storage.state import Json

__all__ = ["DiscordPoster", "traced"]

_POST_TIMEOUT = 15.0
_FIND_TIMEOUT = 30.0

_SKEW = timedelta(minutes=15)
"""How far our clock may be ahead of Discord's, in whose time message ids are made."""

_PAGE = 100
_MOST_PAGES = 50


@dataclass(slots=True)
class _Try:
    """What became of a request, told by the connection rather than by discord.py."""

    begun: bool = False


class _ServerAnswer(Exception):
    """Carries a 5xx out of discord.py, before it repeats the request."""

    def __init__(self, outcome: Refused | Unknown) -> None:
        self.outcome = outcome


def traced(pacer: Pacer) -> aiohttp.TraceConfig:
    """The `http_trace` that a client needs: paces all requests, and watches those that post digests."""
    trace = paced(pacer)

    async def begin(
        _session: aiohttp.ClientSession, context: SimpleNamespace, _params: aiohttp.TraceRequestStartParams
    ) -> None:
        if isinstance(context.trace_request_ctx, _Try):
            context.trace_request_ctx.begun = True

    async def end(
        _session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        response = params.response
        if isinstance(context.trace_request_ctx, _Try) and response.status >= 500:
            raise _ServerAnswer(_judge(response.status, await response.read()))

    trace.on_request_start.append(begin)
    trace.on_request_end.append(end)
    return trace


class DiscordPoster:
    """Posts through a client that was built with `http_trace=traced(pacer)`."""

    def __init__(self, client: discord.Client, *, timeout: float = _POST_TIMEOUT) -> None:
        """`timeout`: seconds after which a post counts as unanswered."""
        self._client = client
        self._timeout = timeout

    async def post(self, channel_id: int, payload: Mapping[str, Json], nonce: str) -> Outcome:
        """Post a message once; see `Poster.post`."""
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel_id)
        body: dict[str, Json] = {
            **payload,
            "nonce": nonce,
            "enforce_nonce": True,
            "allowed_mentions": {"parse": []},
        }
        attempt = _Try()
        try:
            async with asyncio.timeout(self._timeout):
                answer = await self._client.http.request(route, json=body, trace_request_ctx=attempt)
            return Posted(int(answer["id"]))
        except (KeyError, TypeError, ValueError):
            return Unknown("an answer that is no message")
        except Exception as error:
            outcome = _proved(error, begun=attempt.begun)
            if outcome is None:
                raise
            return outcome

    async def find(self, channel_id: int, marker: str, since: datetime) -> Sighting:
        """Look for our own message; see `Poster.find`."""
        try:
            async with asyncio.timeout(_FIND_TIMEOUT):
                return await self._look_through(channel_id, marker, since)
        except _ServerAnswer as answered:
            return Unreadable(str(answered.outcome), forever=False)
        except (discord.Forbidden, discord.NotFound) as error:
            return Unreadable(f"its history cannot be read: {error.text} ({error.code})", forever=True)
        except (TimeoutError, OSError, aiohttp.ClientError, discord.DiscordException) as error:
            return Unreadable(str(error) or type(error).__name__, forever=False)
        except (KeyError, TypeError, ValueError):
            return Unreadable("its history came as something that is none", forever=False)

    async def _look_through(self, channel_id: int, marker: str, since: datetime) -> Sighting:
        after = discord.utils.time_snowflake(since - _SKEW)
        for _ in range(_MOST_PAGES):
            messages = await self._history(channel_id, limit=_PAGE, after=after)
            for message in messages:
                if self._is_ours(message) and any(marker in each for each in _custom_ids(message)):
                    return Posted(int(message["id"]))
            if len(messages) < _PAGE:
                if messages or await self._may_read(channel_id):
                    return None
                return Unreadable("its history cannot be read: Read Message History is missing", forever=True)
            after = max(int(message["id"]) for message in messages)
        return Unreadable("too many messages were written since", forever=True)

    async def _history(self, channel_id: int, **query: int) -> list[dict[str, Any]]:
        route = Route("GET", "/channels/{channel_id}/messages", channel_id=channel_id)
        found = await self._client.http.request(route, params=query, trace_request_ctx=_Try())
        # Whatever else is empty is no proof that nothing was written.
        if not isinstance(found, list):
            raise TypeError("a history is a list of messages")
        return found

    async def _may_read(self, channel_id: int) -> bool:
        """Whether an empty history says that nothing was written.

        Without the permission to read it Discord shows an empty history and no error.
        """
        channel = self._client.get_channel(channel_id)
        if isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            return not missing_permissions(channel, channel.guild.me, ("read_message_history",))
        # An archived thread is not in the gateway's view; any message in it proves the permission.
        return bool(await self._history(channel_id, limit=1))

    def _is_ours(self, message: Mapping[str, Any]) -> bool:
        user = self._client.user
        return user is not None and int(message["author"]["id"]) == user.id


def _custom_ids(message: Mapping[str, Any]) -> Iterator[str]:
    """The custom_ids of a message's components, however deep they are nested."""
    waiting = list(message.get("components", ()))
    while waiting:
        component = waiting.pop()
        if "custom_id" in component:
            yield component["custom_id"]
        waiting.extend(component.get("components", ()))
        if "accessory" in component:
            waiting.append(component["accessory"])


def _proved(error: Exception, *, begun: bool) -> Outcome | None:
    """What an exception says of the request; None where it has nothing to do with Discord or the network."""
    match error:
        case _ServerAnswer():
            return error.outcome
        case discord.HTTPException():
            return _refusal_of(error)
        case aiohttp.ClientConnectorError():
            return Refused(0, 0, str(error))
        case TimeoutError() | OSError() | aiohttp.ClientError() | discord.RateLimited():
            if begun:
                return Unknown(str(error) or type(error).__name__)
            return Refused(0, 0, str(error) or "the request waited too long for its turn")
        case _:
            return None


def _judge(status: int, body: bytes) -> Refused | Unknown:
    """What a 5xx proves: Discord's own words that nothing was posted; a proxy that gave up knows nothing."""
    try:
        told = json.loads(body)
        return Refused(status, int(told["code"]), str(told["message"]))
    except (ValueError, KeyError, TypeError):
        return Unknown(f"an answer {status} that is not Discord's own")


def _refusal_of(error: discord.HTTPException) -> Outcome:
    wait = error.response.headers.get("Retry-After", "0") if error.status == 429 else "0"
    text = error.text.partition("\n")[0] or "no reason given"
    return Refused(error.status, error.code, text, float(wait) if wait.replace(".", "", 1).isdigit() else 0.0)
