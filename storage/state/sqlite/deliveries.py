"""The ledger in SQLite; see `storage.state.interface.Deliveries` for what each method promises."""

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from storage.clock import Clock
from storage.sqlite import Database
from storage.state.keeping import LEDGER_KEPT
from storage.state.records import Cause, Delivery, DeliveryState, Due, Subscription, nonce_of
from storage.state.sqlite.rows import instant, instant_or_none, micros

__all__ = ["SqliteDeliveries", "delivery_of"]

_CLAIM = """
INSERT INTO delivery (subscription_id, local_date, due_at, state, nonce, owner, claimed_at, attempts)
SELECT id, :local_date, :due_at, 'claimed', :nonce, :owner, :now, 1
FROM subscription
WHERE id = :id AND revision = :revision AND ended_at IS NULL AND suspended_cause IS NULL
ON CONFLICT (subscription_id, local_date) DO UPDATE SET
    state = 'claimed', reason = NULL, due_at = excluded.due_at, owner = excluded.owner,
    claimed_at = excluded.claimed_at, attempts = attempts + 1, settled_at = NULL
WHERE delivery.state IN ('failed', 'skipped')
RETURNING attempts
"""

_SETTLE = """
UPDATE delivery
SET state = :state, reason = :reason, message_id = :message, settled_at = :now
WHERE subscription_id = :id AND local_date = :local_date AND state = 'claimed' AND owner = :owner
"""

_FOLLOW = """
UPDATE subscription SET due_date = :due_date, next_due = :next_due, wake_at = :next_due
WHERE id = :id AND revision = :revision AND due_date = :delivered
"""

_RETRY = "UPDATE subscription SET wake_at = :wake_at WHERE id = :id AND revision = :revision"

_SUSPEND = """
UPDATE subscription SET suspended_cause = :cause, suspended_detail = :detail, suspended_at = :now
WHERE id = :id AND ended_at IS NULL AND suspended_cause IS NULL AND revision = :revision
"""

_TAKE_OVER = """
UPDATE delivery SET owner = :owner, attempts = attempts + 1
WHERE subscription_id = :id AND local_date = :local_date AND state = 'claimed' AND owner = :before
    AND attempts = :attempts
RETURNING attempts
"""

_RENEW = """
UPDATE delivery SET claimed_at = :now, attempts = attempts + 1
WHERE subscription_id = :id AND local_date = :local_date AND state = 'claimed' AND owner = :owner
RETURNING attempts
"""

# The ledger's row with where it goes; the entries follow in a second statement.
_CLAIMED = """
SELECT delivery.*, guild_id, channel_id FROM delivery JOIN subscription ON id = subscription_id
WHERE state = 'claimed' ORDER BY claimed_at
"""
_ONE = """
SELECT delivery.*, guild_id, channel_id FROM delivery JOIN subscription ON id = subscription_id
WHERE subscription_id = ? AND local_date = ?
"""
_BY_NONCE = """
SELECT delivery.*, guild_id, channel_id FROM delivery JOIN subscription ON id = subscription_id
WHERE nonce = ?
"""
_RECENT = """
SELECT delivery.*, guild_id, channel_id FROM delivery JOIN subscription ON id = subscription_id
WHERE subscription_id = ? ORDER BY local_date DESC LIMIT ?
"""
_UNCERTAIN = """
SELECT delivery.*, guild_id, channel_id FROM delivery JOIN subscription ON id = subscription_id
WHERE state = 'uncertain' AND local_date >= ? AND guild_id = ? ORDER BY local_date DESC
"""

_TAKEN = """
SELECT local_date FROM delivery JOIN subscription ON id = subscription_id
WHERE channel_id = ? AND local_date >= ? AND state IN ('claimed', 'sent', 'uncertain')
"""

_SHOWN = """
SELECT DISTINCT entry
FROM subscription
JOIN shown ON shown.subscription_id = subscription.id
JOIN delivery ON delivery.subscription_id = shown.subscription_id AND delivery.local_date = shown.local_date
WHERE channel_id = ? AND shown.local_date >= ? AND shown.local_date < ?
    AND state IN ('claimed', 'sent', 'uncertain')
"""

_TALLY = "SELECT state, count(*) AS number FROM delivery WHERE local_date >= ? GROUP BY state"

_ENTRIES = "SELECT entry FROM shown WHERE subscription_id = ? AND local_date = ? ORDER BY entry"


class SqliteDeliveries:
    """One row per subscription and local date."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def claim(
        self, subscription: Subscription, due: Due, entries: Sequence[str], owner: str
    ) -> Delivery | None:
        """Claim a delivery for a process; None where it is not to be had."""
        now = self._clock()
        nonce = nonce_of(subscription.channel_id, due.local_date)
        key = (subscription.id, due.local_date.isoformat())
        values = {
            "id": subscription.id,
            "revision": subscription.revision,
            "local_date": due.local_date.isoformat(),
            "due_at": micros(due.at),
            "nonce": nonce,
            "owner": owner,
            "now": micros(now),
        }
        async with self._database.write() as connection:
            rows = list(await connection.execute_fetchall(_CLAIM, values))
            if not rows:
                return None
            await connection.execute("DELETE FROM shown WHERE subscription_id = ? AND local_date = ?", key)
            await connection.executemany(
                "INSERT INTO shown (subscription_id, local_date, entry) VALUES (?, ?, ?)",
                [(*key, entry) for entry in dict.fromkeys(entries)],
            )
        return Delivery(
            subscription_id=subscription.id,
            guild_id=subscription.guild_id,
            channel_id=subscription.channel_id,
            local_date=due.local_date,
            due_at=due.at,
            state="claimed",
            reason=None,
            nonce=nonce,
            owner=owner,
            claimed_at=now,
            attempts=rows[0]["attempts"],
            message_id=None,
            entries=tuple(sorted(set(entries))),
            settled_at=None,
        )

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
        """Write what became of a claim, and what comes next."""
        now = micros(self._clock())
        values = {
            "id": claimed.subscription_id,
            "local_date": claimed.local_date.isoformat(),
            "owner": claimed.owner,
            "state": state,
            "reason": reason,
            "message": message_id,
            "now": now,
        }
        async with self._database.write() as connection:
            if (await connection.execute(_SETTLE, values)).rowcount != 1:
                return False
            if subscription is None:
                return True
            held = {"id": subscription.id, "revision": subscription.revision}
            if following is not None:
                ahead = {
                    "due_date": following.local_date.isoformat(),
                    "next_due": micros(following.at),
                    "delivered": claimed.local_date.isoformat(),
                }
                await connection.execute(_FOLLOW, held | ahead)
            if retry_at is not None:
                await connection.execute(_RETRY, held | {"wake_at": micros(retry_at)})
            if suspend is not None:
                cause, detail = suspend
                await connection.execute(_SUSPEND, held | {"cause": cause, "detail": detail, "now": now})
        return True

    async def take_over(self, delivery: Delivery, owner: str) -> Delivery | None:
        """Make a claim of a process that is gone ours; None where another was faster."""
        values = {
            "id": delivery.subscription_id,
            "local_date": delivery.local_date.isoformat(),
            "owner": owner,
            "before": delivery.owner,
            "attempts": delivery.attempts,
        }
        async with self._database.write() as connection:
            rows = await connection.execute_fetchall(_TAKE_OVER, values)
        return next((replace(delivery, owner=owner, attempts=row["attempts"]) for row in rows), None)

    async def renew(self, claimed: Delivery) -> Delivery | None:
        """Start a fresh try of our own claim."""
        now = self._clock()
        values = {
            "id": claimed.subscription_id,
            "local_date": claimed.local_date.isoformat(),
            "owner": claimed.owner,
            "now": micros(now),
        }
        async with self._database.write() as connection:
            rows = await connection.execute_fetchall(_RENEW, values)
        return next((replace(claimed, claimed_at=now, attempts=row["attempts"]) for row in rows), None)

    async def orphans(self, alive: Collection[str]) -> list[Delivery]:
        """Claims that none of the processes `alive` holds, oldest first."""
        claimed = await self._select(_CLAIMED, ())
        return [each for each in claimed if each.owner not in alive]

    async def get(self, subscription_id: int, local_date: date) -> Delivery | None:
        """One row of the ledger."""
        return next(iter(await self._select(_ONE, (subscription_id, local_date.isoformat()))), None)

    async def by_nonce(self, nonce: str) -> Delivery | None:
        """The delivery that a button's marker names."""
        return next(iter(await self._select(_BY_NONCE, (nonce,))), None)

    async def recent(self, subscription_id: int, limit: int = 10) -> list[Delivery]:
        """A subscription's latest rows, newest date first."""
        return await self._select(_RECENT, (subscription_id, limit))

    async def uncertain(self, guild_id: int, since: date) -> list[Delivery]:
        """A guild's uncertain deliveries, newest first."""
        return await self._select(_UNCERTAIN, (since.isoformat(), guild_id))

    async def taken(self, channel_id: int, since: date) -> set[date]:
        """Local dates that a channel must not get again."""
        values = (channel_id, since.isoformat())
        rows = await self._database.query(lambda raw: raw.execute(_TAKEN, values).fetchall())
        return {date.fromisoformat(row["local_date"]) for row in rows}

    async def shown(self, channel_id: int, since: date, until: date) -> set[str]:
        """Ids of entries that a channel was, or may have been, shown."""
        values = (channel_id, since.isoformat(), until.isoformat())
        rows = await self._database.query(lambda raw: raw.execute(_SHOWN, values).fetchall())
        return {row["entry"] for row in rows}

    async def tally(self, since: date) -> Mapping[DeliveryState, int]:
        """How many deliveries are in each state."""
        rows = await self._database.query(lambda raw: raw.execute(_TALLY, (since.isoformat(),)).fetchall())
        return {row["state"]: row["number"] for row in rows}

    async def prune(self) -> int:
        """Forget rows older than 400 days."""
        long_ago = (self._clock() - LEDGER_KEPT).date().isoformat()
        async with self._database.write() as connection:
            cursor = await connection.execute(
                "DELETE FROM delivery WHERE local_date < ? AND state <> 'claimed'", (long_ago,)
            )
            return cursor.rowcount

    async def _select(self, sql: str, values: tuple[int | str, ...]) -> list[Delivery]:
        return await self._database.query(lambda raw: _read(raw, sql, values))


def _read(raw: sqlite3.Connection, sql: str, values: tuple[int | str, ...]) -> list[Delivery]:
    """Rows of the ledger with the entries that they show."""
    found = []
    for row in raw.execute(sql, values).fetchall():
        entries = raw.execute(_ENTRIES, (row["subscription_id"], row["local_date"])).fetchall()
        found.append(delivery_of(row, [each["entry"] for each in entries]))
    return found


def delivery_of(row: sqlite3.Row, entries: Iterable[str]) -> Delivery:
    """A row of the ledger with its subscription's places as a record."""
    return Delivery(
        subscription_id=row["subscription_id"],
        guild_id=row["guild_id"],
        channel_id=row["channel_id"],
        local_date=date.fromisoformat(row["local_date"]),
        due_at=instant(row["due_at"]),
        state=row["state"],
        reason=row["reason"],
        nonce=row["nonce"],
        owner=row["owner"],
        claimed_at=instant_or_none(row["claimed_at"]),
        attempts=row["attempts"],
        message_id=row["message_id"],
        entries=tuple(entries),
        settled_at=instant_or_none(row["settled_at"]),
    )
