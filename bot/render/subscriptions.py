"""What `/digest` tells managers: what was set, what comes next, and what went wrong."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.digest.subscribing import ChannelStatus
from bot.errors import permission_names
from bot.render import dates
from bot.render.reply import QUIET, Reply, card
from bot.render.text import escape, excerpt, plural
from storage.state import Delivery, EmptyDays, Subscription, Suspension

__all__ = ["ended", "nothing_to_post", "status", "subscribed"]

_EMPTY_DAYS = {
    "nearest": (
        "On a day without entries it shows those of the nearest days, "
        "within two weeks and none twice in 30 days."
    ),
    "skip": "On a day without entries nothing is posted.",
}
_SHOWN = 12


def subscribed(subscription: Subscription, *, changed: bool) -> Reply:
    """The confirmation, with the first post."""
    settings = subscription.settings
    lines = [
        f"<#{settings.channel_id}> gets the digest at **{settings.local_time:%H:%M}** ({settings.zone}).",
        _EMPTY_DAYS[settings.empty_days],
        f"Next post: {_both_zones(subscription)}.",
    ]
    return Reply((card("Subscription changed" if changed else "Subscribed", lines),))


def ended(subscription: Subscription) -> Reply:
    """The confirmation that nothing more is posted."""
    text = f"<#{subscription.channel_id}> gets no digest any more. `/digest subscribe` starts it again."
    return Reply((card("Unsubscribed", [text]),))


def nothing_to_post(day: date, empty_days: EmptyDays) -> Reply:
    """The preview of a day on which no digest goes out."""
    text = f"On {dates.day(day)} nothing would be posted: the archive has no entries for it"
    if empty_days == "nearest":
        text += ", and none within two weeks of it that were not shown there in the last 30 days"
    text += "."
    return Reply((card("Nothing to post", [text], colour=QUIET),))


def status(channels: Sequence[ChannelStatus], now: datetime) -> Reply:
    """A server's subscriptions, those of channels that still exist first."""
    if not channels:
        text = "No channel of this server gets the digest. `/digest subscribe` starts it."
        return Reply((card("Daily digest", [text], colour=QUIET),))
    lines: list[str] = []
    # What was deleted cannot be mended: it must not push out what can.
    for channel in sorted(channels, key=_is_deleted)[:_SHOWN]:
        lines += [*_channel(channel), ""]
    if len(channels) > _SHOWN:
        lines.append(f"and {plural(len(channels) - _SHOWN, 'more channel')}")
    footer = f"Now {dates.instant(now, 'UTC')}"
    return Reply((card("Daily digest", lines, footer=footer),))


def _is_deleted(channel: ChannelStatus) -> bool:
    suspended = channel.subscription.suspended
    return suspended is not None and suspended.cause == "channel_deleted"


def _channel(channel: ChannelStatus) -> list[str]:
    subscription = channel.subscription
    settings = subscription.settings
    lines = [
        f"### <#{settings.channel_id}>",
        f"Every day at **{settings.local_time:%H:%M}** ({settings.zone}). {_EMPTY_DAYS[settings.empty_days]}",
    ]
    if subscription.suspended is None:
        lines.append(f"Next post: {_both_zones(subscription)}")
    else:
        lines.append(f"**Suspended**: {_reason(subscription.suspended)} {_way_back(subscription.suspended)}")
    if channel.last is not None:
        lines.append(f"Last result: {_result(channel.last)}")
    lines += [
        f"**Uncertain**: {_result(each)}"
        for each in channel.uncertain[:3]
        if channel.last is None or each.local_date != channel.last.local_date
    ]
    return lines


def _both_zones(subscription: Subscription) -> str:
    """The next post in the subscription's zone and in UTC."""
    at = subscription.due.at
    local = dates.instant(at.astimezone(ZoneInfo(subscription.zone)), subscription.zone)
    if subscription.zone == "UTC":
        return local
    return f"{local}, which is {dates.instant(at, 'UTC')}"


def _reason(suspension: Suspension) -> str:
    match suspension.cause:
        case "missing_permissions":
            return f"I am missing {permission_names(suspension.detail.split(','))} in that channel."
        case "channel_deleted":
            return "the channel was deleted."
        case "left_guild":
            return "I was removed from the server."
        case "refused":
            return f"Discord refused the post ({excerpt(suspension.detail, 200)})."


def _way_back(suspension: Suspension) -> str:
    if suspension.cause == "channel_deleted":
        return "`/digest subscribe` picks another channel; this one is forgotten after 30 days."
    return "It resumes by itself once that is mended."


def _result(delivery: Delivery) -> str:
    day = dates.day(delivery.local_date)
    why = f" ({escape(delivery.reason)})" if delivery.reason else ""
    match delivery.state:
        case "sent":
            return f"{day}, sent"
        case "claimed":
            return f"{day}, being sent"
        case "skipped":
            return f"{day}, skipped{why}"
        case "failed":
            return f"{day}, not posted{why}"
        case "uncertain":
            return f"{day}, posted or not, nobody knows{why}; it is not posted again"
