"""What people set and what was sent, as frozen records that name no engine.

Instants are aware datetimes in UTC; `local_date` and `local_time` are those of the subscription's zone.
"""

import hashlib
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

__all__ = [
    "Cause",
    "Delivery",
    "DeliveryState",
    "Due",
    "EmptyDays",
    "Json",
    "Process",
    "Settings",
    "ShardRange",
    "Stored",
    "StoredSubscription",
    "StoredView",
    "Subscription",
    "Suspension",
    "View",
    "nonce_of",
]

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

EmptyDays = Literal["nearest", "skip"]
"""What a channel wants on a day without entries: the nearest days' entries, or nothing."""

Cause = Literal["missing_permissions", "channel_deleted", "left_guild", "refused"]
"""Why a subscription is suspended; `refused` is Discord's no that the gateway's view does not explain."""

DeliveryState = Literal["claimed", "sent", "skipped", "failed", "uncertain"]


@dataclass(frozen=True, slots=True)
class Due:
    """The next digest of a subscription: which local date, and the instant it falls due."""

    local_date: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Settings:
    """What a manager chose for a channel."""

    guild_id: int
    channel_id: int
    local_time: time
    """Wall-clock time in `zone`, without seconds."""
    zone: str
    """An IANA name, `Europe/Berlin`."""
    empty_days: EmptyDays


@dataclass(frozen=True, slots=True)
class Suspension:
    """Why nothing is posted at present; a suspended subscription keeps all its settings."""

    cause: Cause
    detail: str
    """`missing_permissions`: Discord's names of the permissions, joined by commas
    (`embed_links,send_messages`); `refused`: Discord's message and code; otherwise empty."""
    since: datetime


@dataclass(frozen=True, slots=True)
class Subscription:
    """A channel that wants the digest."""

    id: int
    settings: Settings
    created_by: int
    """The user who subscribed the channel first, or again after it had been unsubscribed."""
    created_at: datetime
    due: Due
    """The next local date to deliver; in the past while suspended, or until the delivery task comes."""
    wake_at: datetime
    """When the delivery task must look at it: `due.at`, or the next try of a delivery that was refused."""
    suspended: Suspension | None
    revision: int
    """Counts changes of settings, so that a delivery under way does not undo one."""

    @property
    def guild_id(self) -> int:
        """The guild that the channel belongs to."""
        return self.settings.guild_id

    @property
    def channel_id(self) -> int:
        """The subscribed text channel, announcement channel or thread."""
        return self.settings.channel_id

    @property
    def zone(self) -> str:
        """The IANA name of the zone that its dates and times are told in."""
        return self.settings.zone


@dataclass(frozen=True, slots=True)
class Delivery:
    """One subscription's digest for one local date, with its state.

    `claimed` is written before anything is sent; `failed` is a refusal that proves that nothing was posted,
    and may be claimed again; `uncertain` may or may not have been posted and is never posted again.
    """

    subscription_id: int
    guild_id: int
    channel_id: int
    local_date: date
    due_at: datetime
    state: DeliveryState
    reason: str | None
    """Why it was skipped, failed or is uncertain, in words for a reader."""
    nonce: str
    """At most 25 characters, equal for every try of this delivery; also the marker in its button."""
    owner: str | None
    """The process that holds the claim."""
    claimed_at: datetime | None
    """When the present or latest try was claimed: nothing of that try was sent earlier."""
    attempts: int
    message_id: int | None
    entries: tuple[str, ...]
    """Ids of the almanac's entries that the message shows."""
    settled_at: datetime | None
    """When it got the state that it has now, if that is not `claimed`."""


@dataclass(frozen=True, slots=True)
class View:
    """What a button or menu needs to know when it is pressed, kept outside the custom_id."""

    payload: Mapping[str, Json]
    owner: int | None
    """The only user who may press; None: everybody."""


@dataclass(frozen=True, slots=True)
class ShardRange:
    """The shards `first` to `last` (both included) of `total`; a guild is on shard `(id >> 22) % total`."""

    first: int
    last: int
    total: int

    def __contains__(self, guild_id: int) -> bool:
        """Whether a guild is on one of these shards."""
        return self.first <= (guild_id >> 22) % self.total <= self.last

    def __str__(self) -> str:
        return f"{self.first}-{self.last}/{self.total}"


@dataclass(frozen=True, slots=True)
class Process:
    """A running bot, as others that share the state see it."""

    id: str
    """Random, new at every start."""
    host: str
    pid: int
    shards: ShardRange | None = None
    """The shards that it runs; None: all of them."""


@dataclass(frozen=True, slots=True)
class StoredSubscription:
    """A row of the subscriptions as it is copied from one engine to another: ended ones too."""

    subscription: Subscription
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredView:
    """A button's state as it is copied from one engine to another."""

    key: str
    payload: Mapping[str, Json]
    owner: int | None
    used_at: datetime


Stored = StoredSubscription | Delivery | StoredView
"""What a state consists of, but for the heartbeats of those who use it."""


def nonce_of(channel_id: int, local_date: date) -> str:
    """The nonce of a channel's digest for a local date: 20 letters and digits, equal on every machine.

    Made of what Discord sees rather than of a row's number, so that it is the same even after the state was
    restored from a backup or set up anew.
    """
    digest = hashlib.blake2b(f"{channel_id} {local_date.isoformat()}".encode(), digest_size=12).digest()
    return b32encode(digest).decode().rstrip("=").lower()
