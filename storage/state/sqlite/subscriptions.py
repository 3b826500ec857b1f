"""Subscriptions in SQLite; see `storage.state.interface.Subscriptions` for what each method promises."""

from collections.abc import Sequence
from datetime import date, datetime, time
from sqlite3 import Row
from typing import Any

from storage.clock import Clock
from storage.sqlite import Database
from storage.state.keeping import ENDED_KEPT
from storage.state.records import Cause, Due, Settings, ShardRange, Subscription, Suspension, nonce_of
from storage.state.sqlite.rows import instant, micros

__all__ = ["SqliteSubscriptions", "subscription_of"]

_EVERY = 0
"""A shard count of 0 stands for every guild, so that one statement serves both."""

_PUT = """
INSERT INTO subscription
    (guild_id, channel_id, local_time, zone, empty_days, created_by, created_at, due_date, next_due, wake_at)
VALUES (:guild, :channel, :time, :zone, :empty_days, :user, :now, :due_date, :next_due, :next_due)
ON CONFLICT (channel_id) DO UPDATE SET
    guild_id = excluded.guild_id, local_time = excluded.local_time, zone = excluded.zone,
    empty_days = excluded.empty_days,
    created_by = CASE WHEN ended_at IS NULL THEN created_by ELSE excluded.created_by END,
    created_at = CASE WHEN ended_at IS NULL THEN created_at ELSE excluded.created_at END,
    due_date = excluded.due_date, next_due = excluded.next_due, wake_at = excluded.wake_at,
    suspended_cause = NULL, suspended_detail = NULL, suspended_at = NULL, ended_at = NULL,
    revision = revision + 1
RETURNING *
"""

_DUE = """
SELECT * FROM subscription
WHERE ended_at IS NULL AND suspended_cause IS NULL AND wake_at <= :now
    AND (:total = 0 OR (guild_id >> 22) % :total BETWEEN :first AND :last)
ORDER BY wake_at LIMIT :limit
"""

_NEXT_WAKE = """
SELECT wake_at FROM subscription
WHERE ended_at IS NULL AND suspended_cause IS NULL
    AND (:total = 0 OR (guild_id >> 22) % :total BETWEEN :first AND :last)
ORDER BY wake_at LIMIT 1
"""

_GUILDS = "SELECT DISTINCT guild_id FROM subscription WHERE ended_at IS NULL"

_SUSPENDED = """
SELECT * FROM subscription
WHERE suspended_cause IS NOT NULL AND ended_at IS NULL AND (:guild IS NULL OR guild_id = :guild)
ORDER BY suspended_at
"""

_SUSPEND = """
UPDATE subscription SET suspended_cause = :cause, suspended_detail = :detail, suspended_at = :now
WHERE id = :id AND ended_at IS NULL
    AND (suspended_cause IS NOT :cause OR suspended_detail IS NOT :detail)
"""

_RESUME = """
UPDATE subscription
SET suspended_cause = NULL, suspended_detail = NULL, suspended_at = NULL, wake_at = next_due
WHERE id = :id AND suspended_cause IS NOT NULL AND ended_at IS NULL
"""

_ADVANCE = """
UPDATE subscription SET due_date = :due_date, next_due = :next_due, wake_at = :next_due
WHERE id = :id AND revision = :revision AND ended_at IS NULL
"""

_SKIP = """
INSERT INTO delivery (subscription_id, local_date, due_at, state, reason, nonce, settled_at)
VALUES (?, ?, ?, 'skipped', ?, ?, ?) ON CONFLICT (subscription_id, local_date) DO NOTHING
"""

_PRUNE = """
DELETE FROM subscription
WHERE ended_at <= :long_ago
    OR (suspended_cause IN ('left_guild', 'channel_deleted') AND suspended_at <= :long_ago)
"""


class SqliteSubscriptions:
    """The channels that want the digest."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def put(self, settings: Settings, due: Due, created_by: int) -> Subscription:
        """Subscribe a channel, or change its subscription."""
        values = {
            "guild": settings.guild_id,
            "channel": settings.channel_id,
            "time": settings.local_time.isoformat("minutes"),
            "zone": settings.zone,
            "empty_days": settings.empty_days,
            "user": created_by,
            "now": micros(self._clock()),
            "due_date": due.local_date.isoformat(),
            "next_due": micros(due.at),
        }
        async with self._database.write() as connection:
            rows = await connection.execute_fetchall(_PUT, values)
        (row,) = rows
        return subscription_of(row)

    async def end(self, channel_id: int) -> Subscription | None:
        """Unsubscribe a channel."""
        async with self._database.write() as connection:
            rows = await connection.execute_fetchall(
                "UPDATE subscription SET ended_at = ?, revision = revision + 1"
                " WHERE channel_id = ? AND ended_at IS NULL RETURNING *",
                (micros(self._clock()), channel_id),
            )
        return next(map(subscription_of, rows), None)

    async def get(self, subscription_id: int) -> Subscription | None:
        """A live subscription by its id."""
        found = await self._select(
            "SELECT * FROM subscription WHERE id = ? AND ended_at IS NULL", (subscription_id,)
        )
        return next(iter(found), None)

    async def of_channel(self, channel_id: int) -> Subscription | None:
        """A channel's live subscription."""
        found = await self._select(
            "SELECT * FROM subscription WHERE channel_id = ? AND ended_at IS NULL", (channel_id,)
        )
        return next(iter(found), None)

    async def of_guild(self, guild_id: int) -> list[Subscription]:
        """A guild's live subscriptions, oldest first."""
        return await self._select(
            "SELECT * FROM subscription WHERE guild_id = ? AND ended_at IS NULL ORDER BY created_at, id",
            (guild_id,),
        )

    async def due(self, now: datetime, *, limit: int, shards: ShardRange | None = None) -> list[Subscription]:
        """What must be looked at, earliest first."""
        return await self._select(_DUE, {"now": micros(now), "limit": limit, **_share(shards)})

    async def next_wake(self, shards: ShardRange | None = None) -> datetime | None:
        """The earliest `wake_at` of those not suspended."""
        share = _share(shards)
        rows = await self._database.query(lambda raw: raw.execute(_NEXT_WAKE, share).fetchall())
        return next((instant(row["wake_at"]) for row in rows), None)

    async def suspended(self, *, guild_id: int | None = None) -> list[Subscription]:
        """Suspended subscriptions, of one guild or of all, longest suspended first."""
        return await self._select(_SUSPENDED, {"guild": guild_id})

    async def guilds(self) -> set[int]:
        """Guilds that have a live subscription."""
        rows = await self._database.query(lambda raw: raw.execute(_GUILDS).fetchall())
        return {row["guild_id"] for row in rows}

    async def suspend(self, subscription_id: int, cause: Cause, detail: str = "") -> bool:
        """Stop posting, keeping everything."""
        values = {"id": subscription_id, "cause": cause, "detail": detail, "now": micros(self._clock())}
        return await self._change(_SUSPEND, values)

    async def resume(self, subscription_id: int) -> bool:
        """Post again."""
        return await self._change(_RESUME, {"id": subscription_id})

    async def advance(
        self, subscription: Subscription, due: Due, *, skipped: Sequence[tuple[Due, str]] = ()
    ) -> bool:
        """Move on to another date, recording what is not delivered."""
        now = micros(self._clock())
        values = {
            "id": subscription.id,
            "revision": subscription.revision,
            "due_date": due.local_date.isoformat(),
            "next_due": micros(due.at),
        }
        channel_id = subscription.channel_id
        rows = [
            (
                subscription.id,
                each.local_date.isoformat(),
                micros(each.at),
                reason,
                nonce_of(channel_id, each.local_date),
                now,
            )
            for each, reason in skipped
        ]
        async with self._database.write() as connection:
            cursor = await connection.execute(_ADVANCE, values)
            if cursor.rowcount != 1:
                return False
            await connection.executemany(_SKIP, rows)
        return True

    async def postpone(self, subscription: Subscription, wake_at: datetime) -> None:
        """Look at it again later."""
        await self._change(
            "UPDATE subscription SET wake_at = :wake_at WHERE id = :id AND revision = :revision",
            {"wake_at": micros(wake_at), "id": subscription.id, "revision": subscription.revision},
        )

    async def prune(self) -> int:
        """Forget what ended, whose guild was left or whose channel was deleted, 30 days ago or longer."""
        async with self._database.write() as connection:
            cursor = await connection.execute(_PRUNE, {"long_ago": micros(self._clock() - ENDED_KEPT)})
            return cursor.rowcount

    async def _select(self, sql: str, values: tuple[int, ...] | dict[str, Any]) -> list[Subscription]:
        rows = await self._database.query(lambda raw: raw.execute(sql, values).fetchall())
        return [subscription_of(row) for row in rows]

    async def _change(self, sql: str, values: dict[str, Any]) -> bool:
        async with self._database.write() as connection:
            cursor = await connection.execute(sql, values)
            return cursor.rowcount == 1


def subscription_of(row: Row) -> Subscription:
    """A row of the table as a record."""
    cause = row["suspended_cause"]
    return Subscription(
        id=row["id"],
        settings=Settings(
            guild_id=row["guild_id"],
            channel_id=row["channel_id"],
            local_time=time.fromisoformat(row["local_time"]),
            zone=row["zone"],
            empty_days=row["empty_days"],
        ),
        created_by=row["created_by"],
        created_at=instant(row["created_at"]),
        due=Due(date.fromisoformat(row["due_date"]), instant(row["next_due"])),
        wake_at=instant(row["wake_at"]),
        suspended=None
        if cause is None
        else Suspension(cause, row["suspended_detail"], instant(row["suspended_at"])),
        revision=row["revision"],
    )


def _share(shards: ShardRange | None) -> dict[str, int]:
    if shards is None:
        return {"total": _EVERY, "first": 0, "last": 0}
    return {"total": shards.total, "first": shards.first, "last": shards.last}
