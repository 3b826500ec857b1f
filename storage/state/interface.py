"""What every engine of the state offers; who calls it sees neither SQLite nor PostgreSQL.

Every method is one transaction: it happened, durably, when it returns, or it did not happen. Instants go in
and come out as aware datetimes in UTC. The state's own clock stamps what is written.
"""

from collections.abc import AsyncGenerator, AsyncIterable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from storage.state.records import (
    Cause,
    Delivery,
    DeliveryState,
    Due,
    Json,
    Process,
    Settings,
    ShardRange,
    Stored,
    Subscription,
    View,
)

__all__ = ["Deliveries", "Processes", "State", "Subscriptions", "Views"]


class Subscriptions(Protocol):
    """The channels that want the digest, one subscription each."""

    async def put(self, settings: Settings, due: Due, created_by: int) -> Subscription:
        """Subscribe a channel, or change its subscription: time, zone, `empty_days` and what is due next.

        The row of a channel that was subscribed before is used again, so that its ledger goes on counting.
        A suspension ends: the caller has just checked that the bot may post there.
        """
        ...

    async def end(self, channel_id: int) -> Subscription | None:
        """Unsubscribe a channel; what it was, or None where it was not subscribed.

        Its row and ledger stay for 30 days, so that subscribing again on the same day repeats nothing.
        """
        ...

    async def get(self, subscription_id: int) -> Subscription | None:
        """A live subscription (not unsubscribed) by its id."""
        ...

    async def of_channel(self, channel_id: int) -> Subscription | None:
        """A channel's live subscription."""
        ...

    async def of_guild(self, guild_id: int) -> list[Subscription]:
        """A guild's live subscriptions, oldest first; also says which zone the guild lives in."""
        ...

    async def due(self, now: datetime, *, limit: int, shards: ShardRange | None = None) -> list[Subscription]:
        """What must be looked at: not suspended and `wake_at <= now`, earliest first; one indexed query."""
        ...

    async def next_wake(self, shards: ShardRange | None = None) -> datetime | None:
        """The earliest `wake_at` of those not suspended: how long the delivery task may sleep."""
        ...

    async def suspended(self, *, guild_id: int | None = None) -> list[Subscription]:
        """Suspended subscriptions, of one guild or of all, to see whether the cause is gone."""
        ...

    async def guilds(self) -> set[int]:
        """Guilds that have a live subscription: compared with the bot's own after a reconnect."""
        ...

    async def suspend(self, subscription_id: int, cause: Cause, detail: str = "") -> bool:
        """Stop posting, keeping everything. Whether that changed anything: the same cause keeps `since`."""
        ...

    async def resume(self, subscription_id: int) -> bool:
        """Post again: what is due within the catch-up time goes out at once. False if not suspended."""
        ...

    async def advance(
        self, subscription: Subscription, due: Due, *, skipped: Sequence[tuple[Due, str]] = ()
    ) -> bool:
        """Move on to another date, recording dates that are not delivered as skipped with their reason.

        A date that is already in the ledger keeps what stands there. False, and nothing is written, where the
        settings were changed meanwhile (`revision`).
        """
        ...

    async def postpone(self, subscription: Subscription, wake_at: datetime) -> None:
        """Look at it again later, though nothing is claimed: an outage, or another process's claim."""
        ...

    async def prune(self) -> int:
        """Forget what was unsubscribed, whose guild the bot left, or whose channel was deleted; how many.

        All of it after 30 days. Nobody can end what a deleted channel had: Discord offers it to nobody.
        What is suspended for another cause stays: that channel is there, and a manager mends or ends it.
        """
        ...


class Deliveries(Protocol):
    """The ledger: one row per subscription and local date, claimed before anything is sent."""

    async def claim(
        self, subscription: Subscription, due: Due, entries: Sequence[str], owner: str
    ) -> Delivery | None:
        """Claim a delivery for a process; None where it is not to be had.

        To be had: a date without a row, and one that is `failed` or `skipped` (nothing was posted then).
        Not to be had: claimed by anybody, sent, or uncertain; nor once the subscription ended, was suspended
        or changed (`revision`). Of two processes that ask at the same time, one gets it.
        """
        ...

    async def settle(
        self,
        claimed: Delivery,
        state: DeliveryState,
        *,
        reason: str | None = None,
        message_id: int | None = None,
        subscription: Subscription | None = None,
        following: Due | None = None,
        retry_at: datetime | None = None,
        suspend: tuple[Cause, str] | None = None,
    ) -> bool:
        """Write what became of a claim, and in the same transaction what comes next.

        `following` moves `subscription` on to its next date; `retry_at` keeps the date and wakes the delivery
        task then; both do nothing where its settings changed meanwhile. `suspend` suspends it with cause and
        detail, keeping the date. False, and nothing is written, where the claim is no longer this owner's.
        """
        ...

    async def take_over(self, delivery: Delivery, owner: str) -> Delivery | None:
        """Make a claim of a process that is gone ours; None where another process was faster.

        `claimed_at` stays: it tells how long ago something may have been sent.
        """
        ...

    async def renew(self, claimed: Delivery) -> Delivery | None:
        """Start a fresh try of our own claim, as nothing was posted by the last: `claimed_at` is now."""
        ...

    async def orphans(self, alive: Collection[str]) -> list[Delivery]:
        """Claims that none of the processes `alive` holds, oldest first."""
        ...

    async def get(self, subscription_id: int, local_date: date) -> Delivery | None:
        """One row of the ledger."""
        ...

    async def by_nonce(self, nonce: str) -> Delivery | None:
        """The delivery that a button's marker names."""
        ...

    async def recent(self, subscription_id: int, limit: int = 10) -> list[Delivery]:
        """A subscription's latest rows, newest date first."""
        ...

    async def uncertain(self, guild_id: int, since: date) -> list[Delivery]:
        """A guild's deliveries that may or may not have been posted, newest first, for `/digest status`."""
        ...

    async def taken(self, channel_id: int, since: date) -> set[date]:
        """Local dates from `since` on that a channel must not get again: claimed, sent or uncertain."""
        ...

    async def shown(self, channel_id: int, since: date, until: date) -> set[str]:
        """Ids of entries that a channel was, or may have been, shown on local dates `since <= d < until`."""
        ...

    async def tally(self, since: date) -> Mapping[DeliveryState, int]:
        """How many deliveries of local dates from `since` on are in each state, for metrics."""
        ...

    async def prune(self) -> int:
        """Forget rows older than 400 days; how many."""
        ...


class Views(Protocol):
    """State of buttons and menus, kept until 90 days after its last use."""

    async def save(self, payload: Mapping[str, Json], owner: int | None = None) -> str:
        """Keep a payload; its unguessable key (16 characters of `[A-Za-z0-9_-]`) goes into the custom_id."""
        ...

    async def load(self, key: str) -> View | None:
        """What was saved; None where the key was never given out or its 90 days are over."""
        ...

    async def prune(self) -> int:
        """Forget what was not used for 90 days; how many."""
        ...


class Processes(Protocol):
    """The running bots that share this state, each with a heartbeat."""

    async def beat(self, process: Process) -> None:
        """Say that a process lives; the first beat announces it."""
        ...

    async def others(self, process: Process) -> list[tuple[Process, datetime]]:
        """Every other process that was not forgotten, with its last beat."""
        ...

    async def forget(self, process_id: str) -> None:
        """A process ended in good order, or its claims were all taken over."""
        ...

    def turn(self, name: str) -> AbstractAsyncContextManager[None]:
        """A block for what only one process may do at a time; the others wait before it.

        The turn ends with the block, and soon after its process if that dies inside. For seconds, not hours.
        """
        ...


class State(Protocol):
    """What people set and what was sent; shared by all processes of the bot."""

    @property
    def subscriptions(self) -> Subscriptions:
        """The channels that want the digest."""
        ...

    @property
    def deliveries(self) -> Deliveries:
        """The ledger of what was sent."""
        ...

    @property
    def views(self) -> Views:
        """State of buttons and menus."""
        ...

    @property
    def processes(self) -> Processes:
        """Who else runs."""
        ...

    async def ping(self) -> None:
        """Read one row; raises a `DatabaseError` while the database is away."""
        ...

    async def backup(self, target: Path) -> None:
        """A consistent copy as a file while everything goes on; raises where the engine has its own tools."""
        ...

    def contents(self) -> AsyncGenerator[Stored, None]:
        """Everything that is kept, as of one instant: subscriptions, the ledger, views, each by its key.

        Close it where it is not read to its end.
        """
        ...

    async def fill(self, stored: AsyncIterable[Stored]) -> None:
        """Put another state's `contents` in the place of all that is here, in one transaction."""
        ...

    async def close(self) -> None:
        """Finish what is being written and close; calls afterwards raise."""
        ...
