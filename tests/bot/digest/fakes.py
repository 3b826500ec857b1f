"""A Discord in memory behind the `Poster` and `Directory` seams, strict about nonces and history."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from bot.digest.composing import Composed
from bot.digest.poster import Outcome, Posted, Refused, Sighting, Unknown, Unreadable
from bot.digest.standing import Obstacle, Standing
from storage.clock import Clock
from storage.state import Json, Subscription

__all__ = ["Fault", "Message", "PostOffice", "compose"]

NONCE_HOLDS = timedelta(seconds=120)
"""For how long the office remembers a nonce: longer than we trust, shorter than an outage."""

LATENCY = 0.1

Fault = Literal["lost reply", "lost request", "503", "429", "400", "unreachable"]


@dataclass(frozen=True, slots=True)
class Message:
    """What stands in a channel."""

    id: int
    channel_id: int
    nonce: str
    marker: str
    local_date: date
    at: datetime
    entries: tuple[str, ...]


@dataclass
class PostOffice:
    """Channels and what stands in them; `faults` wait for the next requests of a channel, or of any (0)."""

    clock: Clock
    messages: list[Message] = field(default_factory=list)
    faults: dict[int, list[Fault]] = field(default_factory=dict)
    unreadable: set[int] = field(default_factory=set)
    unanswered: int = 0
    """So many looks at a history get no answer."""
    refused: dict[int, Refused] = field(default_factory=dict)
    standings: dict[int, Standing] = field(default_factory=dict)
    began: list[float] = field(default_factory=list)
    looked: int = 0
    step: Callable[[str], None] = lambda _name: None
    """Told of every step of a request; raises where the process is to die there."""
    latency: Callable[[], float] = lambda: LATENCY
    _travelling: set["asyncio.Task[Outcome]"] = field(default_factory=set)

    async def post(self, channel_id: int, payload: Mapping[str, Json], nonce: str) -> Outcome:
        """Post, unless a fault says otherwise."""
        self.step("before the request")
        self.began.append(asyncio.get_running_loop().time())
        # What is on its way arrives, whatever becomes of who sent it.
        request = asyncio.create_task(self._arrive(channel_id, payload, nonce))
        self._travelling.add(request)
        request.add_done_callback(self._travelling.discard)
        outcome = await asyncio.shield(request)
        self.step("answered")
        return outcome

    async def _arrive(self, channel_id: int, payload: Mapping[str, Json], nonce: str) -> Outcome:
        fault = self._next_fault(channel_id)
        await asyncio.sleep(self.latency() / 2)
        if fault in {"lost request", "unreachable", "503", "429", "400"}:
            return await self._fail(fault)
        if channel_id in self.refused:
            return self.refused[channel_id]
        posted = Posted(self._put(channel_id, payload, nonce))
        if fault == "lost reply":
            await asyncio.sleep(15)
            return Unknown("no answer came")
        await asyncio.sleep(self.latency() / 2)
        return posted

    async def find(self, channel_id: int, marker: str, since: datetime) -> Sighting:
        """Look through a channel."""
        self.step("before looking")
        self.looked += 1
        await asyncio.sleep(self.latency())
        if self.unanswered:
            self.unanswered -= 1
            return Unreadable("no answer came", forever=False)
        if channel_id in self.unreadable:
            return Unreadable("its history cannot be read: Missing Access (50001)", forever=True)
        for each in self.messages:
            if (each.channel_id, each.marker) == (channel_id, marker) and each.at >= since - timedelta(
                minutes=15
            ):
                return Posted(each.id)
        return None

    def standing(self, guild_id: int, channel_id: int) -> Standing:
        """`ready`, or what was set for the channel or its guild."""
        return self.standings.get(channel_id, self.standings.get(guild_id, "ready"))

    def block(self, channel_id: int, *permissions: str) -> None:
        """Take permissions away, as the gateway tells it."""
        self.standings[channel_id] = Obstacle("missing_permissions", ",".join(permissions))

    def in_channel(self, channel_id: int) -> list[Message]:
        """What stands in a channel."""
        return [each for each in self.messages if each.channel_id == channel_id]

    def _put(self, channel_id: int, payload: Mapping[str, Json], nonce: str) -> int:
        now = self.clock()
        for each in reversed(self.messages):
            if (each.channel_id, each.nonce) == (channel_id, nonce) and now - each.at <= NONCE_HOLDS:
                return each.id
        local_date, marker = str(payload["date"]), str(payload["marker"])
        entries = tuple(str(payload["entries"]).split())
        message = Message(
            1000 + len(self.messages), channel_id, nonce, marker, date.fromisoformat(local_date), now, entries
        )
        self.messages.append(message)
        return message.id

    def _next_fault(self, channel_id: int) -> Fault | None:
        for key in (channel_id, 0):
            if self.faults.get(key):
                return self.faults[key].pop(0)
        return None

    async def _fail(self, fault: Fault) -> Outcome:
        match fault:
            case "lost request":
                await asyncio.sleep(15)
                return Unknown("no answer came")
            case "unreachable":
                return Refused(0, 0, "connection refused")
            case "429":
                return Refused(429, 0, "You are being rate limited.", retry_after=5.0)
            case "400":
                return Refused(400, 50035, "Invalid Form Body")
            case _:
                return Refused(503, 0, "Service Unavailable")


async def compose(
    subscription: Subscription, local_date: date, shown: Collection[str], marker: str
) -> Composed | None:
    """A digest of one entry a day, or of the first of ten that was not shown; nothing on the 13th."""
    if local_date.day == 13:
        return None
    fresh = [f"e{number}" for number in range(40) if f"e{number}" not in shown]
    payload: dict[str, Json] = {"date": local_date.isoformat(), "marker": marker, "entries": fresh[0]}
    assert subscription.channel_id
    return Composed(payload, (fresh[0],))
