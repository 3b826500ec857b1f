"""Suspends and resumes: compares subscriptions with what the gateway knows of their channels."""

from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.digest import schedule
from bot.digest.standing import Directory, Obstacle, Standing
from storage.clock import Clock
from storage.state import ShardRange, State, Subscription, Suspension

__all__ = ["Examining", "told"]

_TRY_AGAIN = timedelta(hours=1)
"""A refusal that the gateway's view does not explain is tried again this much later, or when something
changed in the guild."""


class Examining:
    """Finds subscriptions that cannot be served, and those that can be served again."""

    def __init__(
        self,
        state: State,
        directory: Directory,
        clock: Clock,
        catch_up: timedelta,
        shards: ShardRange | None = None,
    ) -> None:
        """`shards`: those whose guilds the gateway tells us of; None: all."""
        self._state = state
        self._directory = directory
        self._clock = clock
        self._catch_up = catch_up
        self._shards = shards

    async def plan(self, subscription: Subscription) -> schedule.Plan:
        """Which dates of a subscription are too late, and which comes next."""
        settings = subscription.settings
        taken = await self._state.deliveries.taken(subscription.channel_id, subscription.due.local_date)
        return schedule.plan(
            subscription.due,
            self._clock(),
            self._catch_up,
            at=settings.local_time,
            zone=ZoneInfo(settings.zone),
            taken=taken - {subscription.due.local_date},
        )

    async def recheck(self) -> int:
        """Look at all suspended subscriptions again; how many were resumed."""
        return await self._compare(await self._state.subscriptions.suspended(), touched=False)

    async def guild(self, guild_id: int) -> int:
        """Look at a guild's subscriptions after something changed there; how many were resumed."""
        return await self._compare(await self._state.subscriptions.of_guild(guild_id), touched=True)

    async def everything(self) -> int:
        """Look at all guilds' subscriptions, after the gateway told what there is; how many were resumed."""
        resumed = 0
        for guild_id in await self._state.subscriptions.guilds():
            if self._shards is not None and guild_id not in self._shards:
                continue
            resumed += await self.guild(guild_id)
        return resumed

    async def channel_deleted(self, guild_id: int, channel_id: int) -> None:
        """A channel or thread was deleted: its subscription, and those of a channel's threads."""
        subscription = await self._state.subscriptions.of_channel(channel_id)
        if subscription is not None:
            await self._state.subscriptions.suspend(subscription.id, "channel_deleted")
        await self.guild(guild_id)

    async def _compare(self, subscriptions: Iterable[Subscription], *, touched: bool) -> int:
        resumed = 0
        for each in subscriptions:
            standing = self._directory.standing(each.guild_id, each.channel_id)
            if isinstance(standing, Obstacle):
                # What is known already is not written again: this looks at all of them, three times a minute.
                known = each.suspended
                if known is None or (known.cause, known.detail) != (standing.cause, standing.detail):
                    await self._state.subscriptions.suspend(each.id, standing.cause, standing.detail)
            elif each.suspended is not None and self._is_over(each.suspended, standing, touched=touched):
                await self._resume(each, each.suspended)
                resumed += 1
        return resumed

    def _is_over(self, suspension: Suspension, standing: Standing, *, touched: bool) -> bool:
        """Whether the cause of a suspension is gone, or it is time to try."""
        waited = touched or self._clock() - suspension.since >= _TRY_AGAIN
        if standing == "ready":
            # The gateway explains the others: where it sees no cause any more, there is none.
            return waited or suspension.cause in {"missing_permissions", "left_guild"}
        # An archived thread is not in the gateway's view; a deleted channel is not either, for good.
        return standing == "unknown" and suspension.cause != "channel_deleted" and waited

    async def _resume(self, subscription: Subscription, suspension: Suspension) -> None:
        """Post again; the dates for which it is too late by now are recorded with the cause."""
        await self._state.subscriptions.resume(subscription.id)
        plan = await self.plan(subscription)
        if plan.too_late:
            reason = f"paused: {told(suspension)}"
            await self._state.subscriptions.advance(
                subscription, plan.upcoming, skipped=[(due, reason) for due in plan.too_late]
            )


def told(suspension: Suspension) -> str:
    """A suspension in a few words, for the ledger and the log."""
    match suspension.cause:
        case "missing_permissions":
            return f"the bot lacked {suspension.detail.replace('_', ' ').replace(',', ', ')}"
        case "channel_deleted":
            return "the channel was deleted"
        case "left_guild":
            return "the bot was not in the server"
        case "refused":
            return f"Discord refused with {suspension.detail}"
