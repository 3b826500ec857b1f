"""One delivery: claimed in the ledger, then sent, then recorded, even if nobody knows what became of it.

The order is what keeps the promise. Nothing is sent without a claim that is on the disk. An answer that
proves something settles the claim. After any other end (timeout, lost reply, a killed process) the claim
stays, and whoever holds it finds out: within a minute the same request with the same nonce brings back the
first message; later the channel's history is searched for the button that carries the marker; and where it
cannot be read the delivery is uncertain, and is never posted again.

The ledger itself may have been put back from a backup: then it owes what was sent since. What turns up long
after its time is therefore looked for before it is posted, the first time too.
"""

import itertools
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.digest import schedule
from bot.digest.composing import NO_REPEAT, Compose, Composed
from bot.digest.poster import Outcome, Posted, Poster, Refused, Unknown, Unreadable
from bot.digest.standing import Directory, Obstacle
from bot.logs import fields
from storage.clock import Clock
from storage.state import Delivery, Due, State, Subscription, nonce_of

__all__ = ["Posting", "Sleep"]

_log = logging.getLogger(__name__)

Sleep = Callable[[float], Awaitable[None]]

_NONCE_HOLDS = timedelta(seconds=60)
"""For how long after the first try a repeat is trusted to bring back the first message."""

_POST_MARGIN = timedelta(seconds=15)
"""A repeat must begin this long before the nonce's time is over, as it may take that long."""

_STALE = timedelta(seconds=20)
"""A claim that is older than this when its message is about to go out is made anew: we may have been asleep,
and another process may have taken it over."""

_LOOKS = 3
"""How often the history is asked, while no answer comes, for what the ledger may have forgotten."""

_FIRST_WAIT = 2.0
_LONGEST_WAIT = 300.0


@dataclass(frozen=True, slots=True)
class Posting:
    """Delivers one digest at a time; any number may run side by side."""

    state: State
    poster: Poster
    directory: Directory
    compose: Compose
    clock: Clock
    sleep: Sleep
    random: Random
    owner: str
    """This process."""
    catch_up: timedelta
    """For how long a missed digest still goes out late; see `schedule.patience`."""

    async def compose_for(self, subscription: Subscription, due: Due) -> Composed | None:
        """The digest of a date; what the channel was shown in the 30 days before is not repeated."""
        since = due.local_date - NO_REPEAT
        shown = await self.state.deliveries.shown(subscription.channel_id, since, due.local_date)
        marker = nonce_of(subscription.channel_id, due.local_date)
        return await self.compose(subscription, due.local_date, shown, marker)

    async def send(
        self, subscription: Subscription, claimed: Delivery, digest: Composed, *, unexpected: bool = False
    ) -> Outcome | None:
        """Post what was claimed and record what became of it; what the request proved, if one was made.

        `unexpected`: it was not in the database when it fell due, as far as this process knows.
        """
        looks = 0
        if claimed.attempts > 1:
            looks = 1
        elif unexpected and _is_late(claimed):
            looks = _LOOKS
        if await self._stands(subscription, claimed, looks):
            return None
        current = claimed
        if self.clock() - _since(claimed) > _STALE:
            renewed = await self.state.deliveries.renew(claimed)
            if renewed is None:
                return None
            current = renewed
        outcome = await self.poster.post(current.channel_id, digest.payload, current.nonce)
        match outcome:
            case Posted(message_id):
                await self._sent(subscription, current, message_id)
            case Refused():
                await self._refused(subscription, current, outcome)
            case Unknown(why):
                _log.warning("the outcome of a digest is not known yet: %s", why, extra=_fields(current))
                await self.find_out(subscription, current, digest)
        return outcome

    async def take_up(
        self, subscription: Subscription | None, orphan: Delivery, digest: Composed | None
    ) -> None:
        """Settle a claim that a process left behind; `subscription` as in `find_out`.

        It may have died before it looked for an earlier message, whose nonce is forgotten by now.
        """
        if _is_late(orphan) and await self._stands(subscription, orphan, 1):
            return
        await self.find_out(subscription, orphan, digest)

    async def find_out(
        self, subscription: Subscription | None, claimed: Delivery, digest: Composed | None
    ) -> None:
        """Settle a claim of which nobody knows whether its message was posted.

        `subscription` is None where the channel was unsubscribed meanwhile: then it is not sent any more.
        """
        waits = self._waits()
        while digest is not None and self.clock() - _since(claimed) < _NONCE_HOLDS - _POST_MARGIN:
            outcome = await self.poster.post(claimed.channel_id, digest.payload, claimed.nonce)
            if isinstance(outcome, Posted):
                await self._sent(subscription, claimed, outcome.message_id)
                return
            # A refusal now says nothing of the first request: only the history can.
            if isinstance(outcome, Refused) and not outcome.temporary:
                break
            await self.sleep(next(waits))
        # Whatever is still on its way has arrived when the nonce's time is over.
        while (left := (_since(claimed) + _NONCE_HOLDS - self.clock()).total_seconds()) > 0:
            await self.sleep(left)
        await self._search(subscription, claimed, digest)

    async def _search(
        self, subscription: Subscription | None, claimed: Delivery, digest: Composed | None
    ) -> None:
        waits = self._waits()
        while True:
            sighting = await self.poster.find(claimed.channel_id, claimed.nonce, _since(claimed))
            if isinstance(sighting, Posted):
                await self._sent(subscription, claimed, sighting.message_id)
                return
            if sighting is None:
                await self._absent(subscription, claimed, digest)
                return
            if sighting.forever or self.clock() - _since(claimed) > schedule.patience(self.catch_up):
                await self._uncertain(subscription, claimed, sighting)
                return
            await self.sleep(next(waits))

    async def _absent(
        self, subscription: Subscription | None, claimed: Delivery, digest: Composed | None
    ) -> None:
        """It is proven that nothing was posted: post it, while it is not too late."""
        if subscription is None:
            await self.state.deliveries.settle(claimed, "failed", reason="unsubscribed before it was sent")
            return
        if digest is None or self.clock() - claimed.due_at > schedule.patience(self.catch_up):
            # Waking at once settles whether the date is skipped or too late.
            await self.state.deliveries.settle(
                claimed,
                "failed",
                reason="interrupted before it was sent",
                subscription=subscription,
                retry_at=self.clock(),
            )
            return
        renewed = await self.state.deliveries.renew(claimed)
        if renewed is None:
            return
        outcome = await self.poster.post(renewed.channel_id, digest.payload, renewed.nonce)
        match outcome:
            case Posted(message_id):
                await self._sent(subscription, renewed, message_id)
            case Refused():
                await self._refused(subscription, renewed, outcome)
            case Unknown():
                await self.find_out(subscription, renewed, digest)

    async def _stands(self, subscription: Subscription | None, claimed: Delivery, looks: int) -> bool:
        """Whether an earlier try stands in the channel after all, though the ledger knows of none.

        Where the history cannot be read, or does not answer `looks` times, it counts as absent: a refusal
        proved that, and a digest that is late for the first time is nearly always one that was never sent.
        """
        for look in range(looks):
            if look:
                await self.sleep(self._wait(look))
            sighting = await self.poster.find(claimed.channel_id, claimed.nonce, claimed.due_at)
            if isinstance(sighting, Posted):
                await self._sent(subscription, claimed, sighting.message_id)
                return True
            if sighting is None or sighting.forever:
                return False
        return False

    async def _sent(self, subscription: Subscription | None, claimed: Delivery, message_id: int) -> None:
        await self.state.deliveries.settle(
            claimed,
            "sent",
            message_id=message_id,
            subscription=subscription,
            following=await self._following(subscription, claimed),
        )
        _log.info("a digest was sent", extra=_fields(claimed))

    async def _uncertain(
        self, subscription: Subscription | None, claimed: Delivery, unreadable: Unreadable
    ) -> None:
        await self.state.deliveries.settle(
            claimed,
            "uncertain",
            reason=f"interrupted while it was sent, and {unreadable.why}",
            subscription=subscription,
            following=await self._following(subscription, claimed),
        )
        _log.warning("a digest is uncertain: %s", unreadable.why, extra=_fields(claimed))

    async def _refused(self, subscription: Subscription, claimed: Delivery, refused: Refused) -> None:
        settle = self.state.deliveries.settle
        reason = str(refused)
        if refused.denied:
            obstacle = self._obstacle(claimed, refused)
            await settle(
                claimed,
                "failed",
                reason=reason,
                subscription=subscription,
                suspend=(obstacle.cause, obstacle.detail),
            )
        elif refused.temporary:
            wait = max(self._wait(claimed.attempts), refused.retry_after)
            retry_at = self.clock() + timedelta(seconds=wait)
            await settle(claimed, "failed", reason=reason, subscription=subscription, retry_at=retry_at)
        else:
            following = await self._following(subscription, claimed)
            await settle(claimed, "failed", reason=reason, subscription=subscription, following=following)
        _log.warning("a digest was refused: %s", reason, extra=_fields(claimed))

    def _obstacle(self, claimed: Delivery, refused: Refused) -> Obstacle:
        """The cause that the gateway's view gives for a 403 or 404, else Discord's own words."""
        standing = self.directory.standing(claimed.guild_id, claimed.channel_id)
        if isinstance(standing, Obstacle):
            return standing
        if refused.code == 10003:
            return Obstacle("channel_deleted")
        return Obstacle("refused", f"{refused.message} ({refused.code})")

    async def _following(self, subscription: Subscription | None, claimed: Delivery) -> Due | None:
        if subscription is None:
            return None
        settings = subscription.settings
        taken = await self.state.deliveries.taken(subscription.channel_id, claimed.local_date)
        return schedule.following(
            claimed.local_date, settings.local_time, ZoneInfo(settings.zone), taken | {claimed.local_date}
        )

    def _wait(self, attempt: int) -> float:
        """Seconds before the next try: doubled each time, with full jitter over its upper half."""
        longest = min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(attempt - 1, 16))
        return longest * (0.5 + self.random.random() / 2)

    def _waits(self) -> Iterator[float]:
        return map(self._wait, itertools.count(1))


def _since(claimed: Delivery) -> datetime:
    """Since when something may have been sent."""
    return claimed.claimed_at or claimed.due_at


def _is_late(claimed: Delivery) -> bool:
    """Whether a message that was sent when it fell due may be older than its nonce."""
    return _since(claimed) - claimed.due_at >= _NONCE_HOLDS - _POST_MARGIN


def _fields(claimed: Delivery) -> dict[str, dict[str, str | float | None]]:
    return fields(
        guild=claimed.guild_id,
        channel=claimed.channel_id,
        date=claimed.local_date.isoformat(),
        attempt=claimed.attempts,
    )
