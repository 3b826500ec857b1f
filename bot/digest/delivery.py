"""The delivery task: asks the database what is due and sees to it, side by side but within Discord's limit.

No channel has a task or a timer of its own: the database says what is due next, for all of them, and the
task sleeps until then (a minute at most). Beside it runs the housekeeping: the heartbeat, the claims of
processes that died, suspended subscriptions whose cause is gone, and what is old enough to forget.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.digest import schedule
from bot.digest.examining import Examining
from bot.digest.pacing import Pacer
from bot.digest.poster import Outcome, Posted, Refused, Unknown
from bot.digest.posting import Posting
from bot.digest.shares import Shares
from bot.digest.standing import Obstacle
from bot.logs import fields
from bot.render.text import plural
from storage.errors import DatabaseError
from storage.state import Delivery, Due, EmptyDays, Process, Subscription

__all__ = ["DeliveryTask"]

_log = logging.getLogger(__name__)

_TICK = 60.0
"""Seconds after which the database is asked at the latest: another process may have changed something."""

_LONGEST_PAUSE = 60.0
_LEAST_SLEEP = 1.0

_HEARTBEAT = timedelta(seconds=20)
_LEASE = 3
"""A process that was silent for so many heartbeats, a minute, is taken for dead."""

_AGAIN = timedelta(minutes=1)
_DATABASE_PAUSE = timedelta(seconds=5)
_PRUNING = timedelta(days=1)

_NOTHING: Mapping[EmptyDays, str] = {
    "nearest": (
        "the archive has nothing for this day, and nothing within two weeks of it that was not shown here "
        "in the last 30 days"
    ),
    "skip": "the archive has nothing for this day",
}
"""Why nothing is posted."""

_TROUBLES = 8
"""So many deliveries in a row without an answer, and new ones wait: Discord or the line is down."""


class DeliveryTask:
    """Delivers every digest that falls due, until it is stopped."""

    def __init__(
        self,
        posting: Posting,
        process: Process,
        is_running: Callable[[int], bool],
        *,
        pacer: Pacer,
        shares: Shares | None = None,
        places: int = 128,
        heartbeat: timedelta = _HEARTBEAT,
        tick: float = _TICK,
    ) -> None:
        """`is_running` tells of a process id of this machine whether it lives; `pacer` spaces the claims.

        The pacer is not the client's: that one counts requests. `places` is how many deliveries run side by
        side: 47 a second, each of which may take two seconds and a half.
        """
        self._posting = posting
        self._state = posting.state
        self._clock = posting.clock
        self._examining = Examining(posting.state, posting.directory, posting.clock, posting.catch_up)
        self._process = process
        self._is_running = is_running
        self._pacer = pacer
        self._shares = shares or Shares()
        self._places = places
        self._heartbeat = heartbeat
        self._tick = tick
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._nudged = asyncio.Event()
        self._stopping = False
        self._troubles = 0
        self._paused_until: datetime | None = None
        self._pruned_at: datetime | None = None
        self._beaten_at: datetime | None = None
        # All that the database showed as due by then was taken up: what turns up later, though it fell due
        # before, was not there. Who waits in a queue, however long, was.
        self._seen_until = self._clock()

    async def run(self) -> None:
        """Deliver until cancelled or stopped; what the database or Discord do only delays it."""
        async with asyncio.TaskGroup() as group:
            keeping = group.create_task(self._keep_house())
            while not self._stopping:
                # Cleared before looking: whoever nudges while we look is not overheard.
                self._nudged.clear()
                await self._guard(self._dispatch())
                await self._rest(await self._until_next())
            keeping.cancel()

    async def tick(self) -> None:
        """Do now everything that is to be done now, and wait until it is done."""
        await self.keep_house()
        while await self._dispatch() or self._busy:
            if self._busy:
                await asyncio.wait(self._busy.values(), return_when=asyncio.FIRST_COMPLETED)

    async def stop(self, grace: float = 3.0) -> None:
        """Claim nothing more, let what is under way finish for `grace` seconds, and release the rest.

        A claim whose message was already on its way stays in the ledger; the next process finds out.
        """
        self._stopping = True
        self._nudged.set()
        if self._busy:
            await asyncio.wait(self._busy.values(), timeout=grace)
        remaining = list(self._busy.values())
        for task in remaining:
            task.cancel()
        await asyncio.gather(*remaining, return_exceptions=True)
        await self._guard(self._state.processes.forget(self._process.id))

    def nudge(self) -> None:
        """Look at once: a subscription was made, changed or resumed."""
        self._nudged.set()

    async def keep_house(self) -> None:
        """Heartbeat, claims of dead processes, suspended subscriptions; once a day forget what is old."""
        before, now = self._beaten_at, self._clock()
        await self._state.processes.beat(self._process)
        self._beaten_at = now
        # Where we could not beat, the others could not either: their silence means nothing yet.
        if before is None or now - before <= self._heartbeat * _LEASE:
            await self._recover()
        if await self._examining.recheck():
            self.nudge()
        if self._pruned_at is None or now - self._pruned_at >= _PRUNING:
            self._pruned_at = now
            await self._state.views.prune()
            await self._state.subscriptions.prune()
            await self._state.deliveries.prune()

    async def _keep_house(self) -> None:
        while True:
            await self._guard(self.keep_house())
            await self._posting.sleep(self._heartbeat.total_seconds())

    async def _dispatch(self) -> int:
        """Fill the free places with what is due; how many were filled."""
        now = self._clock()
        room = self._places - len(self._busy)
        if self._stopping or room <= 0 or (self._paused_until is not None and now < self._paused_until):
            return 0
        due = await self._due(now)
        fresh = [each for each in due if each.id not in self._busy][:room]
        for each in fresh:
            self._start(each.id, self._attend(each, unexpected=each.due.at <= self._seen_until))
        if len(fresh) < room:
            self._seen_until = now
        return len(fresh)

    async def _due(self, now: datetime) -> list[Subscription]:
        """What is due on our shards and those that we have adopted, earliest first."""
        due = self._state.subscriptions.due
        parts = [await due(now, limit=self._places, shards=each) for each in self._shares.ranges()]
        return sorted((each for part in parts for each in part), key=lambda each: each.wake_at)

    def _start(self, subscription_id: int, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(self._guard(work))
        self._busy[subscription_id] = task

        def done(_: asyncio.Task[None]) -> None:
            del self._busy[subscription_id]
            # Asking again for every free place would ask 47 times a second.
            if len(self._busy) <= self._places // 2:
                self._nudged.set()

        task.add_done_callback(done)

    async def _guard(self, work: Coroutine[Any, Any, object]) -> None:
        """One delivery's trouble is not another's: what is raised is logged, and tried again later."""
        try:
            await work
        except DatabaseError as error:
            _log.warning("a database cannot be used at present: %s", error)
            # It would fail for the others too; reading may work where writing does not.
            self._paused_until = self._clock() + _DATABASE_PAUSE
        except Exception:  # noqa: BLE001 - the boundary of a task that nobody awaits
            _log.exception("the delivery task met an error of its own")

    async def _until_next(self) -> float:
        """Seconds to sleep: until the next digest, but a minute at most."""
        try:
            wakes = [await self._state.subscriptions.next_wake(each) for each in self._shares.ranges()]
        except DatabaseError:
            return _LEAST_SLEEP
        wake = min((each for each in wakes if each is not None), default=None)
        if wake is None:
            return self._tick
        # What is under way already looks due: ask for the others once a second.
        left = (wake - self._clock()).total_seconds()
        return min(self._tick, left) if left > 0 else _LEAST_SLEEP

    async def _rest(self, seconds: float) -> None:
        sleeping = asyncio.ensure_future(self._posting.sleep(seconds))
        nudged = asyncio.ensure_future(self._nudged.wait())
        try:
            await asyncio.wait([sleeping, nudged], return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            nudged.cancel()

    async def _attend(self, subscription: Subscription, *, unexpected: bool) -> None:
        """See to one subscription that is due; whatever happens, it is not due any more afterwards."""
        try:
            await self._deliver(subscription, unexpected=unexpected)
        except Exception:
            await self._state.subscriptions.postpone(subscription, self._clock() + _AGAIN)
            raise

    async def _deliver(self, subscription: Subscription, *, unexpected: bool) -> None:
        subscriptions = self._state.subscriptions
        now = self._clock()
        plan = await self._examining.plan(subscription)
        if plan.too_late:
            minutes = schedule.patience(self._posting.catch_up) // timedelta(minutes=1)
            late = plural(minutes // 60, "hour") if minutes >= 60 else plural(minutes, "minute")
            reason = f"it would have come more than {late} late"
            await subscriptions.advance(
                subscription, plan.upcoming, skipped=[(due, reason) for due in plan.too_late]
            )
            return
        due = plan.upcoming
        if due.at > now:
            await subscriptions.advance(subscription, due)
            return
        standing = self._posting.directory.standing(subscription.guild_id, subscription.channel_id)
        if isinstance(standing, Obstacle):
            await subscriptions.suspend(subscription.id, standing.cause, standing.detail)
        elif standing == "connecting":
            # Seconds, and the same for all: nothing is written for it.
            self._paused_until = now + timedelta(seconds=_LEAST_SLEEP)
        elif standing in {"wait", "elsewhere"}:
            await subscriptions.postpone(subscription, now + _AGAIN)
        else:
            await self._claim_and_send(subscription, due, unexpected=unexpected)

    async def _claim_and_send(self, subscription: Subscription, due: Due, *, unexpected: bool) -> None:
        state, owner = self._state, self._process.id
        digest = await self._posting.compose_for(subscription, due)
        settings = subscription.settings
        if digest is None:
            following = schedule.following(due.local_date, settings.local_time, ZoneInfo(settings.zone))
            reason = _NOTHING[settings.empty_days]
            await state.subscriptions.advance(subscription, following, skipped=[(due, reason)])
            return
        await self._pacer.wait()
        if self._stopping:
            return
        claimed = await state.deliveries.claim(subscription, due, digest.entries, owner)
        if claimed is not None:
            self._note(await self._posting.send(subscription, claimed, digest, unexpected=unexpected))
            return
        standing = await state.deliveries.get(subscription.id, due.local_date)
        if standing is not None and standing.state in {"sent", "uncertain"}:
            following = schedule.following(due.local_date, settings.local_time, ZoneInfo(settings.zone))
            await state.subscriptions.advance(subscription, following)
        else:
            await state.subscriptions.postpone(subscription, self._clock() + _AGAIN)

    def _note(self, outcome: Outcome | None) -> None:
        """Count what went unanswered in a row, and pause new deliveries while it lasts."""
        if isinstance(outcome, Posted):
            self._troubles = 0
            self._paused_until = None
        elif isinstance(outcome, Unknown) or (isinstance(outcome, Refused) and outcome.temporary):
            self._troubles += 1
            if self._troubles >= _TROUBLES:
                seconds = min(_LONGEST_PAUSE, 2.0 ** (self._troubles - _TROUBLES))
                self._paused_until = self._clock() + timedelta(seconds=seconds)

    async def _recover(self) -> None:
        """Take over what dead processes had claimed, and claims of our own that could not be settled."""
        now = self._clock()
        alive: set[str] = set()
        dead: set[str] = set()
        others = await self._state.processes.others(self._process)
        for process, beat in others:
            (alive if self._lives(process, now - beat) else dead).add(process.id)
        if adopted := self._shares.look(now, self._process, others, self._heartbeat * _LEASE):
            _log.warning("sending the digests of shards that nobody runs: %s", sorted(adopted))
            self.nudge()
        orphans = await self._state.deliveries.orphans(alive)
        for orphan in orphans:
            if orphan.subscription_id not in self._busy:
                self._start(orphan.subscription_id, self._settle_orphan(orphan))
        for gone in dead - {orphan.owner for orphan in orphans}:
            await self._state.processes.forget(gone)

    def _lives(self, process: Process, silent: timedelta) -> bool:
        """A process of this machine is known to be gone at once; our own process id was its, if it had it."""
        if process.host == self._process.host and (
            process.pid == self._process.pid or not self._is_running(process.pid)
        ):
            return False
        return silent <= self._heartbeat * _LEASE

    async def _settle_orphan(self, orphan: Delivery) -> None:
        taken = await self._state.deliveries.take_over(orphan, self._process.id)
        if taken is None:
            return
        _log.info(
            "taking over a delivery that was not settled",
            extra=fields(channel=taken.channel_id, date=taken.local_date.isoformat()),
        )
        subscription = await self._state.subscriptions.get(taken.subscription_id)
        digest = None
        if subscription is not None:
            digest = await self._posting.compose_for(subscription, Due(taken.local_date, taken.due_at))
        await self._posting.take_up(subscription, taken, digest)
