"""The ledger in PostgreSQL; see `storage.state.interface.Deliveries` for what each method promises."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from storage.clock import Clock
from storage.state.keeping import LEDGER_KEPT
from storage.state.postgres.server import Row, Server, changed
from storage.state.records import Cause, Delivery, DeliveryState, Due, Subscription, nonce_of

__all__ = ["PostgresDeliveries", "delivery_of"]

# The row of the subscription is locked before its revision is compared: a change of settings comes wholly
# before the claim or wholly after it. Of two claims the second waits and then finds the first's row.
_CLAIM = """
WITH wanted AS (
    SELECT id FROM subscription
    WHERE id = $1 AND revision = $2 AND ended_at IS NULL AND suspended_cause IS NULL
    FOR NO KEY UPDATE
)
INSERT INTO delivery AS old
    (subscription_id, local_date, due_at, state, nonce, owner, claimed_at, attempts, entries)
SELECT id, $3, $4, 'claimed', $5, $6, $7, 1, $8 FROM wanted
ON CONFLICT (subscription_id, local_date) DO UPDATE SET
    state = 'claimed', reason = NULL, due_at = excluded.due_at, owner = excluded.owner,
    claimed_at = excluded.claimed_at, attempts = old.attempts + 1, settled_at = NULL,
    entries = excluded.entries
WHERE old.state IN ('failed', 'skipped')
RETURNING attempts
"""

_SETTLE = """
UPDATE delivery SET state = $4, reason = $5, message_id = $6, settled_at = $7
WHERE subscription_id = $1 AND local_date = $2 AND state = 'claimed' AND owner = $3
"""

_FOLLOW = """
UPDATE subscription SET due_date = $3, next_due = $4, wake_at = $4
WHERE id = $1 AND revision = $2 AND due_date = $5
"""

_RETRY = "UPDATE subscription SET wake_at = $3 WHERE id = $1 AND revision = $2"

_SUSPEND = """
UPDATE subscription SET suspended_cause = $3, suspended_detail = $4, suspended_at = $5
WHERE id = $1 AND revision = $2 AND ended_at IS NULL AND suspended_cause IS NULL
"""

_TAKE_OVER = """
UPDATE delivery SET owner = $4, attempts = attempts + 1
WHERE subscription_id = $1 AND local_date = $2 AND state = 'claimed' AND owner = $3 AND attempts = $5
RETURNING attempts
"""

_RENEW = """
UPDATE delivery SET claimed_at = $4, attempts = attempts + 1
WHERE subscription_id = $1 AND local_date = $2 AND state = 'claimed' AND owner = $3
RETURNING attempts
"""

_ORPHANS = """
SELECT * FROM ledger
WHERE state = 'claimed' AND owner <> ALL ($1::text[]) ORDER BY claimed_at
"""
_ONE = "SELECT * FROM ledger WHERE subscription_id = $1 AND local_date = $2"
_BY_NONCE = "SELECT * FROM ledger WHERE nonce = $1"
_RECENT = "SELECT * FROM ledger WHERE subscription_id = $1 ORDER BY local_date DESC LIMIT $2"
_UNCERTAIN = """
SELECT * FROM ledger
WHERE state = 'uncertain' AND guild_id = $1 AND local_date >= $2 ORDER BY local_date DESC
"""

_TAKEN = """
SELECT local_date FROM ledger
WHERE channel_id = $1 AND local_date >= $2 AND state IN ('claimed', 'sent', 'uncertain')
"""

_SHOWN = """
SELECT DISTINCT unnest(entries) AS entry FROM ledger
WHERE channel_id = $1 AND local_date >= $2 AND local_date < $3
    AND state IN ('claimed', 'sent', 'uncertain')
"""

_TALLY = "SELECT state, count(*) AS number FROM delivery WHERE local_date >= $1 GROUP BY state"

_PRUNE = "DELETE FROM delivery WHERE local_date < $1 AND state <> 'claimed'"


class PostgresDeliveries:
    """One row per subscription and local date."""

    def __init__(self, server: Server, clock: Clock) -> None:
        self._server = server
        self._clock = clock

    async def claim(
        self, subscription: Subscription, due: Due, entries: Sequence[str], owner: str
    ) -> Delivery | None:
        """Claim a delivery for a process; None where it is not to be had."""
        now = self._clock()
        nonce = nonce_of(subscription.channel_id, due.local_date)
        shown = sorted(set(entries))
        row = await self._server.row(
            _CLAIM,
            subscription.id,
            subscription.revision,
            due.local_date,
            due.at,
            nonce,
            owner,
            now,
            shown,
        )
        if row is None:
            return None
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
            attempts=row["attempts"],
            message_id=None,
            entries=tuple(shown),
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
        now = self._clock()
        key = (claimed.subscription_id, claimed.local_date, claimed.owner)
        async with self._server.transaction() as connection:
            # The subscription first, as a claim does: who locks in one order never waits in a circle.
            if subscription is not None:
                await connection.execute(
                    "SELECT FROM subscription WHERE id = $1 FOR NO KEY UPDATE", subscription.id
                )
            if changed(await connection.execute(_SETTLE, *key, state, reason, message_id, now)) != 1:
                return False
            if subscription is None:
                return True
            held = (subscription.id, subscription.revision)
            if following is not None:
                ahead = (following.local_date, following.at, claimed.local_date)
                await connection.execute(_FOLLOW, *held, *ahead)
            if retry_at is not None:
                await connection.execute(_RETRY, *held, retry_at)
            if suspend is not None:
                await connection.execute(_SUSPEND, *held, *suspend, now)
        return True

    async def take_over(self, delivery: Delivery, owner: str) -> Delivery | None:
        """Make a claim of a process that is gone ours; None where another was faster."""
        key = (delivery.subscription_id, delivery.local_date, delivery.owner)
        row = await self._server.row(_TAKE_OVER, *key, owner, delivery.attempts)
        return None if row is None else replace(delivery, owner=owner, attempts=row["attempts"])

    async def renew(self, claimed: Delivery) -> Delivery | None:
        """Start a fresh try of our own claim."""
        now = self._clock()
        key = (claimed.subscription_id, claimed.local_date, claimed.owner)
        row = await self._server.row(_RENEW, *key, now)
        return None if row is None else replace(claimed, claimed_at=now, attempts=row["attempts"])

    async def orphans(self, alive: Collection[str]) -> list[Delivery]:
        """Claims that none of the processes `alive` holds, oldest first."""
        return await self._select(_ORPHANS, list(alive))

    async def get(self, subscription_id: int, local_date: date) -> Delivery | None:
        """One row of the ledger."""
        return next(iter(await self._select(_ONE, subscription_id, local_date)), None)

    async def by_nonce(self, nonce: str) -> Delivery | None:
        """The delivery that a button's marker names."""
        return next(iter(await self._select(_BY_NONCE, nonce)), None)

    async def recent(self, subscription_id: int, limit: int = 10) -> list[Delivery]:
        """A subscription's latest rows, newest date first."""
        return await self._select(_RECENT, subscription_id, limit)

    async def uncertain(self, guild_id: int, since: date) -> list[Delivery]:
        """A guild's uncertain deliveries, newest first."""
        return await self._select(_UNCERTAIN, guild_id, since)

    async def taken(self, channel_id: int, since: date) -> set[date]:
        """Local dates that a channel must not get again."""
        return {row["local_date"] for row in await self._server.rows(_TAKEN, channel_id, since)}

    async def shown(self, channel_id: int, since: date, until: date) -> set[str]:
        """Ids of entries that a channel was, or may have been, shown."""
        return {row["entry"] for row in await self._server.rows(_SHOWN, channel_id, since, until)}

    async def tally(self, since: date) -> Mapping[DeliveryState, int]:
        """How many deliveries are in each state."""
        return {row["state"]: row["number"] for row in await self._server.rows(_TALLY, since)}

    async def prune(self) -> int:
        """Forget rows older than 400 days."""
        return await self._server.change(_PRUNE, (self._clock() - LEDGER_KEPT).date())

    async def _select(self, sql: str, *values: object) -> list[Delivery]:
        return [delivery_of(row) for row in await self._server.rows(sql, *values)]


def delivery_of(row: Row) -> Delivery:
    """A row of the view `ledger` as a record."""
    return Delivery(
        subscription_id=row["subscription_id"],
        guild_id=row["guild_id"],
        channel_id=row["channel_id"],
        local_date=row["local_date"],
        due_at=row["due_at"],
        state=row["state"],
        reason=row["reason"],
        nonce=row["nonce"],
        owner=row["owner"],
        claimed_at=row["claimed_at"],
        attempts=row["attempts"],
        message_id=row["message_id"],
        entries=tuple(row["entries"]),
        settled_at=row["settled_at"],
    )
