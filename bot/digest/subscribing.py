"""What `/digest subscribe` and `/digest status` ask for: subscriptions put, changed and looked at."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.digest import schedule
from storage.clock import Clock
from storage.state import Delivery, Settings, State, Subscription

__all__ = ["ChannelStatus", "put", "status"]

UNCERTAIN_FOR = timedelta(days=30)
"""For how long `/digest status` goes on showing a delivery that may or may not have been posted."""


@dataclass(frozen=True, slots=True)
class ChannelStatus:
    """One channel's part of `/digest status`."""

    subscription: Subscription
    """`due` is the next post (its instant in UTC and its local date), `suspended` why there is none."""
    last: Delivery | None
    """The latest delivery that was claimed, sent, skipped, failed or is uncertain."""
    uncertain: tuple[Delivery, ...]
    """Deliveries of the last 30 days that may or may not have been posted, newest first."""


async def put(state: State, clock: Clock, settings: Settings, user_id: int) -> Subscription:
    """Subscribe a channel, or change what it has; the next digest comes at the next occurrence of its time.

    The caller has checked the zone's name, that the asker sees the channel, and that the bot may post there.
    A local date that the channel already got is passed over; one that is owed to it, because Discord refused
    or the bot was down, stays owed unless it comes again at the new time.
    """
    now = clock()
    zone = ZoneInfo(settings.zone)
    # Two days back: the dates of two zones differ by at most one, and a gap may reach into the next day.
    since = schedule.local_date(now, zone) - timedelta(days=2)
    taken = await state.deliveries.taken(settings.channel_id, since)
    due = schedule.next_due(now, settings.local_time, zone, taken)
    before = await state.subscriptions.of_channel(settings.channel_id)
    if before is not None and before.due.at <= now and before.due.local_date < due.local_date:
        due = before.due
    return await state.subscriptions.put(settings, due, user_id)


async def status(state: State, clock: Clock, guild_id: int) -> list[ChannelStatus]:
    """Every subscription of a guild with what is next, what was last, and what is uncertain; oldest first."""
    since = clock().date() - UNCERTAIN_FOR
    doubtful = await state.deliveries.uncertain(guild_id, since)
    found = []
    for subscription in await state.subscriptions.of_guild(guild_id):
        latest = await state.deliveries.recent(subscription.id, 1)
        mine = tuple(each for each in doubtful if each.subscription_id == subscription.id)
        found.append(ChannelStatus(subscription, latest[0] if latest else None, mine))
    return found
