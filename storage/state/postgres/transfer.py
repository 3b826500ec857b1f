"""All of the state in PostgreSQL, read as of one instant and written in one transaction."""

import json
from collections.abc import AsyncGenerator, AsyncIterable

from storage.state.postgres.deliveries import delivery_of
from storage.state.postgres.server import Connection, Server
from storage.state.postgres.subscriptions import subscription_of
from storage.state.records import Delivery, Stored, StoredSubscription, StoredView

__all__ = ["contents", "fill"]

_PAGE = 500

_SUBSCRIPTIONS = "SELECT * FROM subscription ORDER BY id"
_LEDGER = "SELECT * FROM ledger ORDER BY subscription_id, local_date"
_VIEWS = 'SELECT * FROM view ORDER BY key COLLATE "C"'

_EMPTY = "TRUNCATE subscription, delivery, view RESTART IDENTITY"

_PUT_SUBSCRIPTION = """
INSERT INTO subscription (
    id, guild_id, channel_id, local_time, zone, empty_days, created_by, created_at, due_date, next_due,
    wake_at, suspended_cause, suspended_detail, suspended_at, ended_at, revision
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
"""

_PUT_DELIVERY = """
INSERT INTO delivery (
    subscription_id, local_date, due_at, state, reason, nonce, owner, claimed_at, attempts, message_id,
    settled_at, entries
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
"""

_PUT_VIEW = "INSERT INTO view (key, payload, owner, used_at) VALUES ($1, $2, $3, $4)"

# Ids are given out after the highest that came.
_COUNT_ON = """
SELECT setval(pg_get_serial_sequence('subscription', 'id'), max(id)) FROM subscription HAVING max(id) > 0
"""


async def contents(server: Server) -> AsyncGenerator[Stored, None]:
    """Everything that is kept; see `storage.state.interface.State.contents`."""
    async with server.transaction(snapshot=True) as connection:
        async for row in connection.cursor(_SUBSCRIPTIONS, prefetch=_PAGE):
            yield StoredSubscription(subscription_of(row), row["ended_at"])
        async for row in connection.cursor(_LEDGER, prefetch=_PAGE):
            yield delivery_of(row)
        async for row in connection.cursor(_VIEWS, prefetch=_PAGE):
            yield StoredView(row["key"], json.loads(row["payload"]), row["owner"], row["used_at"])


async def fill(server: Server, stored: AsyncIterable[Stored]) -> None:
    """Replace everything; see `storage.state.interface.State.fill`."""
    async with server.transaction() as connection:
        await connection.execute(_EMPTY)
        async for each in stored:
            await _put(connection, each)
        await connection.execute(_COUNT_ON)


async def _put(connection: Connection, each: Stored) -> None:
    match each:
        case StoredSubscription(kept, ended_at):
            settings, paused = kept.settings, kept.suspended
            why = (paused.cause, paused.detail, paused.since) if paused else (None, None, None)
            await connection.execute(
                _PUT_SUBSCRIPTION,
                kept.id,
                settings.guild_id,
                settings.channel_id,
                settings.local_time,
                settings.zone,
                settings.empty_days,
                kept.created_by,
                kept.created_at,
                kept.due.local_date,
                kept.due.at,
                kept.wake_at,
                *why,
                ended_at,
                kept.revision,
            )
        case Delivery():
            await connection.execute(
                _PUT_DELIVERY,
                each.subscription_id,
                each.local_date,
                each.due_at,
                each.state,
                each.reason,
                each.nonce,
                each.owner,
                each.claimed_at,
                each.attempts,
                each.message_id,
                each.settled_at,
                list(each.entries),
            )
        case StoredView(key, payload, owner, used_at):
            written = json.dumps(payload, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
            await connection.execute(_PUT_VIEW, key, written, owner, used_at)
