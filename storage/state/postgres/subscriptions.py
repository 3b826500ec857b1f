"""Subscriptions in PostgreSQL; see `storage.state.interface.Subscriptions` for what each method promises."""

from collections.abc import Sequence
from datetime import datetime

from storage.clock import Clock
from storage.state.keeping import ENDED_KEPT
from storage.state.postgres.server import Row, Server, changed
from storage.state.records import Cause, Due, Settings, ShardRange, Subscription, Suspension, nonce_of

__all__ = ["PostgresSubscriptions", "subscription_of"]

_PUT = """
INSERT INTO subscription AS old
    (guild_id, channel_id, local_time, zone, empty_days, created_by, created_at, due_date, next_due, wake_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
ON CONFLICT (channel_id) DO UPDATE SET
    guild_id = excluded.guild_id, local_time = excluded.local_time, zone = excluded.zone,
    empty_days = excluded.empty_days,
    created_by = CASE WHEN old.ended_at IS NULL THEN old.created_by ELSE excluded.created_by END,
    created_at = CASE WHEN old.ended_at IS NULL THEN old.created_at ELSE excluded.created_at END,
    due_date = excluded.due_date, next_due = excluded.next_due, wake_at = excluded.wake_at,
    suspended_cause = NULL, suspended_detail = NULL, suspended_at = NULL, ended_at = NULL,
    revision = old.revision + 1
RETURNING *
"""

_END = """
UPDATE subscription SET ended_at = $2, revision = revision + 1
WHERE channel_id = $1 AND ended_at IS NULL RETURNING *
"""

_GET = "SELECT * FROM subscription WHERE id = $1 AND ended_at IS NULL"
_OF_CHANNEL = "SELECT * FROM subscription WHERE channel_id = $1 AND ended_at IS NULL"
_OF_GUILD = "SELECT * FROM subscription WHERE guild_id = $1 AND ended_at IS NULL ORDER BY created_at, id"

# Two statements for each question rather than one with a switch: the planner sees what it is asked. The range
# of shards is written as one comparison (twice the distance from its middle), of which the planner supposes
# that a third of the rows pass; of `BETWEEN` it supposes one in 200, and would sort everything that is due
# rather than follow the index until there are enough.
_DUE = """
SELECT * FROM subscription
WHERE ended_at IS NULL AND suspended_cause IS NULL AND wake_at <= $1
ORDER BY wake_at LIMIT $2
"""
_DUE_ON_SHARDS = """
SELECT * FROM subscription
WHERE ended_at IS NULL AND suspended_cause IS NULL AND wake_at <= $1
    AND abs(2 * ((guild_id >> 22) % $3) - $4) <= $5
ORDER BY wake_at LIMIT $2
"""

_NEXT_WAKE = """
SELECT wake_at FROM subscription WHERE ended_at IS NULL AND suspended_cause IS NULL
ORDER BY wake_at LIMIT 1
"""
_NEXT_WAKE_ON_SHARDS = """
SELECT wake_at FROM subscription
WHERE ended_at IS NULL AND suspended_cause IS NULL AND abs(2 * ((guild_id >> 22) % $1) - $2) <= $3
ORDER BY wake_at LIMIT 1
"""

_GUILDS = "SELECT DISTINCT guild_id FROM subscription WHERE ended_at IS NULL"

_SUSPENDED = """
SELECT * FROM subscription WHERE suspended_cause IS NOT NULL AND ended_at IS NULL
ORDER BY suspended_at
"""
_SUSPENDED_OF_GUILD = """
SELECT * FROM subscription WHERE suspended_cause IS NOT NULL AND ended_at IS NULL AND guild_id = $1
ORDER BY suspended_at
"""

_SUSPEND = """
UPDATE subscription SET suspended_cause = $2, suspended_detail = $3, suspended_at = $4
WHERE id = $1 AND ended_at IS NULL
    AND (suspended_cause IS DISTINCT FROM $2 OR suspended_detail IS DISTINCT FROM $3)
"""

_RESUME = """
UPDATE subscription
SET suspended_cause = NULL, suspended_detail = NULL, suspended_at = NULL, wake_at = next_due
WHERE id = $1 AND suspended_cause IS NOT NULL AND ended_at IS NULL
"""

_ADVANCE = """
UPDATE subscription SET due_date = $3, next_due = $4, wake_at = $4
WHERE id = $1 AND revision = $2 AND ended_at IS NULL
"""

_SKIP = """
INSERT INTO delivery (subscription_id, local_date, due_at, state, reason, nonce, settled_at)
VALUES ($1, $2, $3, 'skipped', $4, $5, $6) ON CONFLICT (subscription_id, local_date) DO NOTHING
"""

_POSTPONE = "UPDATE subscription SET wake_at = $3 WHERE id = $1 AND revision = $2"

_PRUNE = """
DELETE FROM subscription
WHERE ended_at <= $1
    OR (suspended_cause IN ('left_guild', 'channel_deleted') AND suspended_at <= $1)
"""


class PostgresSubscriptions:
    """The channels that want the digest."""

    def __init__(self, server: Server, clock: Clock) -> None:
        self._server = server
        self._clock = clock

    async def put(self, settings: Settings, due: Due, created_by: int) -> Subscription:
        """Subscribe a channel, or change its subscription."""
        (row,) = await self._server.rows(
            _PUT,
            settings.guild_id,
            settings.channel_id,
            settings.local_time,
            settings.zone,
            settings.empty_days,
            created_by,
            self._clock(),
            due.local_date,
            due.at,
        )
        return subscription_of(row)

    async def end(self, channel_id: int) -> Subscription | None:
        """Unsubscribe a channel."""
        row = await self._server.row(_END, channel_id, self._clock())
        return None if row is None else subscription_of(row)

    async def get(self, subscription_id: int) -> Subscription | None:
        """A live subscription by its id."""
        row = await self._server.row(_GET, subscription_id)
        return None if row is None else subscription_of(row)

    async def of_channel(self, channel_id: int) -> Subscription | None:
        """A channel's live subscription."""
        row = await self._server.row(_OF_CHANNEL, channel_id)
        return None if row is None else subscription_of(row)

    async def of_guild(self, guild_id: int) -> list[Subscription]:
        """A guild's live subscriptions, oldest first."""
        return await self._select(_OF_GUILD, guild_id)

    async def due(self, now: datetime, *, limit: int, shards: ShardRange | None = None) -> list[Subscription]:
        """What must be looked at, earliest first."""
        if shards is None:
            return await self._select(_DUE, now, limit)
        return await self._select(_DUE_ON_SHARDS, now, limit, *_around(shards))

    async def next_wake(self, shards: ShardRange | None = None) -> datetime | None:
        """The earliest `wake_at` of those not suspended."""
        if shards is None:
            row = await self._server.row(_NEXT_WAKE)
        else:
            row = await self._server.row(_NEXT_WAKE_ON_SHARDS, *_around(shards))
        return None if row is None else row["wake_at"]

    async def suspended(self, *, guild_id: int | None = None) -> list[Subscription]:
        """Suspended subscriptions, of one guild or of all, longest suspended first."""
        if guild_id is None:
            return await self._select(_SUSPENDED)
        return await self._select(_SUSPENDED_OF_GUILD, guild_id)

    async def guilds(self) -> set[int]:
        """Guilds that have a live subscription."""
        return {row["guild_id"] for row in await self._server.rows(_GUILDS)}

    async def suspend(self, subscription_id: int, cause: Cause, detail: str = "") -> bool:
        """Stop posting, keeping everything."""
        return await self._server.change(_SUSPEND, subscription_id, cause, detail, self._clock()) == 1

    async def resume(self, subscription_id: int) -> bool:
        """Post again."""
        return await self._server.change(_RESUME, subscription_id) == 1

    async def advance(
        self, subscription: Subscription, due: Due, *, skipped: Sequence[tuple[Due, str]] = ()
    ) -> bool:
        """Move on to another date, recording what is not delivered."""
        now = self._clock()
        channel_id = subscription.channel_id
        rows = [
            (subscription.id, each.local_date, each.at, reason, nonce_of(channel_id, each.local_date), now)
            for each, reason in skipped
        ]
        async with self._server.transaction() as connection:
            status = await connection.execute(
                _ADVANCE, subscription.id, subscription.revision, due.local_date, due.at
            )
            if changed(status) != 1:
                return False
            await connection.executemany(_SKIP, rows)
        return True

    async def postpone(self, subscription: Subscription, wake_at: datetime) -> None:
        """Look at it again later."""
        await self._server.change(_POSTPONE, subscription.id, subscription.revision, wake_at)

    async def prune(self) -> int:
        """Forget what ended, whose guild was left or whose channel was deleted, 30 days ago or longer."""
        return await self._server.change(_PRUNE, self._clock() - ENDED_KEPT)

    async def _select(self, sql: str, *values: object) -> list[Subscription]:
        return [subscription_of(row) for row in await self._server.rows(sql, *values)]


def subscription_of(row: Row) -> Subscription:
    """A row of the table as a record."""
    cause = row["suspended_cause"]
    return Subscription(
        id=row["id"],
        settings=Settings(
            guild_id=row["guild_id"],
            channel_id=row["channel_id"],
            local_time=row["local_time"],
            zone=row["zone"],
            empty_days=row["empty_days"],
        ),
        created_by=row["created_by"],
        created_at=row["created_at"],
        due=Due(row["due_date"], row["next_due"]),
        wake_at=row["wake_at"],
        suspended=None if cause is None else Suspension(cause, row["suspended_detail"], row["suspended_at"]),
        revision=row["revision"],
    )


def _around(shards: ShardRange) -> tuple[int, int, int]:
    """A range as its total, twice its middle, and twice the distance of its ends from there."""
    return shards.total, shards.first + shards.last, shards.last - shards.first
