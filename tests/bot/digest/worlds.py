"""A running delivery task on virtual time, with a database in memory and a Discord in memory."""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any

from bot.digest.composing import Compose
from bot.digest.delivery import DeliveryTask
from bot.digest.pacing import Pacer
from bot.digest.posting import Posting
from bot.digest.subscribing import put
from storage.clock import Clock
from storage.state import Process, Settings, State, Subscription, open_state
from tests.bot.digest.fakes import PostOffice, compose
from tests.virtual_time import START, virtual_clock

__all__ = ["SETTINGS", "World", "make_task", "world"]

SETTINGS = Settings(
    guild_id=7 << 22, channel_id=70, local_time=time(8), zone="Europe/Berlin", empty_days="nearest"
)
CATCH_UP = timedelta(hours=12)


def make_task(
    state: State,
    office: PostOffice,
    clock: Clock,
    process: Process,
    *,
    composing: Compose = compose,
    seed: int = 1,
    running: tuple[int, ...] = (),
    heartbeat: timedelta = timedelta(minutes=1),
    tick: float = 60.0,
    catch_up: timedelta = CATCH_UP,
) -> DeliveryTask:
    """A delivery task; `running` are the process ids of this machine that live."""
    posting = Posting(
        state, office, office, composing, clock, asyncio.sleep, Random(seed), process.id, catch_up
    )
    return DeliveryTask(
        posting, process, lambda pid: pid in running, pacer=Pacer(), heartbeat=heartbeat, tick=tick
    )


@dataclass
class World:
    """What a test of deliveries looks at."""

    state: State
    office: PostOffice
    clock: Clock
    task: DeliveryTask

    async def subscribe(self, **changes: Any) -> Subscription:
        """Subscribe a channel with `SETTINGS` but for `changes`."""
        made = await put(self.state, self.clock, replace(SETTINGS, **changes), 5)
        self.task.nudge()
        return made

    async def until(self, instant: str) -> None:
        """Let time pass until an instant in UTC, written `2026-02-01T07:00`."""
        target = datetime.fromisoformat(instant).replace(tzinfo=UTC)
        await asyncio.sleep((target - self.clock()).total_seconds())

    async def states(self, channel_id: int = 70) -> dict[str, str]:
        """A channel's ledger: the state of each local date."""
        subscription = await self.state.subscriptions.of_channel(channel_id)
        assert subscription is not None
        rows = await self.state.deliveries.recent(subscription.id, 100)
        return {each.local_date.isoformat(): each.state for each in reversed(rows)}

    def dates(self, channel_id: int = 70) -> list[str]:
        """The local dates of what stands in a channel."""
        return [each.local_date.isoformat() for each in self.office.in_channel(channel_id)]


class world:  # noqa: N801 - it reads as the statement that it is used as
    """`async with world() as w:` a world whose delivery task runs; time begins on 1 February 2026."""

    def __init__(
        self, *, composing: Compose = compose, calm: bool = False, catch_up: timedelta = CATCH_UP
    ) -> None:
        """`calm`: for weeks in which nothing but the schedule happens, look around only every few hours."""
        self._catch_up = catch_up
        self._calm = calm
        self._composing = composing

    async def __aenter__(self) -> World:
        clock = virtual_clock(START)
        state = await open_state(":memory:", clock)
        office = PostOffice(clock)
        process = Process("me", "host", 1)
        pace: dict[str, Any] = {"heartbeat": timedelta(hours=6), "tick": 6 * 3600.0} if self._calm else {}
        task = make_task(
            state, office, clock, process, composing=self._composing, catch_up=self._catch_up, **pace
        )
        self._made = World(state, office, clock, task)
        self._task = asyncio.create_task(task.run())
        return self._made

    async def __aexit__(self, *_: object) -> None:
        await self._made.task.stop()
        await self._task
        await self._made.state.close()
