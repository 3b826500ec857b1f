"""All of the state in SQLite, read as of one instant and written in one transaction."""

import json
from collections.abc import AsyncGenerator, AsyncIterable

from storage.sqlite import Connection, Database
from storage.state.records import Delivery, Stored, StoredSubscription, StoredView
from storage.state.sqlite.deliveries import delivery_of
from storage.state.sqlite.rows import instant, instant_or_none, micros
from storage.state.sqlite.subscriptions import subscription_of

__all__ = ["contents", "fill"]

_PAGE = 500

# Page by page after the last key, all inside one transaction.
_SUBSCRIPTIONS = "SELECT * FROM subscription WHERE id > ? ORDER BY id LIMIT ?"
_LEDGER = """
SELECT delivery.*, guild_id, channel_id,
    (SELECT json_group_array(entry) FROM (
        SELECT entry FROM shown
        WHERE shown.subscription_id = delivery.subscription_id AND shown.local_date = delivery.local_date
        ORDER BY entry
    )) AS entries
FROM delivery JOIN subscription ON id = subscription_id
WHERE (subscription_id, local_date) > (?, ?) ORDER BY subscription_id, local_date LIMIT ?
"""
_VIEWS = "SELECT * FROM view WHERE key > ? ORDER BY key LIMIT ?"

_EMPTY = ("DELETE FROM shown", "DELETE FROM delivery", "DELETE FROM subscription", "DELETE FROM view")

_PUT_SUBSCRIPTION = """
INSERT INTO subscription (
    id, guild_id, channel_id, local_time, zone, empty_days, created_by, created_at, due_date, next_due,
    wake_at, suspended_cause, suspended_detail, suspended_at, ended_at, revision
)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

_PUT_DELIVERY = """
INSERT INTO delivery (
    subscription_id, local_date, due_at, state, reason, nonce, owner, claimed_at, attempts, message_id,
    settled_at
)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


async def contents(database: Database) -> AsyncGenerator[Stored, None]:
    """Everything that is kept; see `storage.state.interface.State.contents`."""
    async with database.read() as connection:
        after = 0
        while rows := list(await connection.execute_fetchall(_SUBSCRIPTIONS, (after, _PAGE))):
            for row in rows:
                yield StoredSubscription(subscription_of(row), instant_or_none(row["ended_at"]))
            after = rows[-1]["id"]
        last = (0, "")
        while rows := list(await connection.execute_fetchall(_LEDGER, (*last, _PAGE))):
            for row in rows:
                yield delivery_of(row, json.loads(row["entries"]))
            last = (rows[-1]["subscription_id"], rows[-1]["local_date"])
        key = ""
        while rows := list(await connection.execute_fetchall(_VIEWS, (key, _PAGE))):
            for row in rows:
                payload = json.loads(row["payload"])
                yield StoredView(row["key"], payload, row["owner"], instant(row["used_at"]))
            key = rows[-1]["key"]


async def fill(database: Database, stored: AsyncIterable[Stored]) -> None:
    """Replace everything; see `storage.state.interface.State.fill`."""
    async with database.write() as connection:
        for statement in _EMPTY:
            await connection.execute(statement)
        async for each in stored:
            await _put(connection, each)


async def _put(connection: Connection, each: Stored) -> None:
    match each:
        case StoredSubscription(kept, ended_at):
            settings, paused = kept.settings, kept.suspended
            why = (paused.cause, paused.detail, micros(paused.since)) if paused else (None, None, None)
            values = (
                kept.id,
                settings.guild_id,
                settings.channel_id,
                settings.local_time.isoformat("minutes"),
                settings.zone,
                settings.empty_days,
                kept.created_by,
                micros(kept.created_at),
                kept.due.local_date.isoformat(),
                micros(kept.due.at),
                micros(kept.wake_at),
                *why,
                None if ended_at is None else micros(ended_at),
                kept.revision,
            )
            await connection.execute(_PUT_SUBSCRIPTION, values)
        case Delivery():
            await _put_delivery(connection, each)
        case StoredView(key, payload, owner, used_at):
            written = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
            await connection.execute(
                "INSERT INTO view (key, payload, owner, used_at) VALUES (?, ?, ?, ?)",
                (key, written, owner, micros(used_at)),
            )


async def _put_delivery(connection: Connection, each: Delivery) -> None:
    key = (each.subscription_id, each.local_date.isoformat())
    claimed_at, settled_at = (None if at is None else micros(at) for at in (each.claimed_at, each.settled_at))
    await connection.execute(
        _PUT_DELIVERY,
        (
            *key,
            micros(each.due_at),
            each.state,
            each.reason,
            each.nonce,
            each.owner,
            claimed_at,
            each.attempts,
            each.message_id,
            settled_at,
        ),
    )
    await connection.executemany(
        "INSERT INTO shown (subscription_id, local_date, entry) VALUES (?, ?, ?)",
        [(*key, entry) for entry in each.entries],
    )
