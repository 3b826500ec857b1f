"""What people set and what was sent: small, precious, durable, and the same behind every engine."""

import secrets
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from storage.backup import Replace
from storage.clock import Clock
from storage.errors import Unwritable
from storage.state.interface import Deliveries, Processes, State, Subscriptions, Views
from storage.state.keeping import VIEWS_KEPT
from storage.state.records import (
    Cause,
    Delivery,
    DeliveryState,
    Due,
    EmptyDays,
    Json,
    Process,
    Settings,
    ShardRange,
    Stored,
    StoredSubscription,
    StoredView,
    Subscription,
    Suspension,
    View,
    nonce_of,
)

__all__ = [
    "VIEWS_KEPT",
    "Cause",
    "Deliveries",
    "Delivery",
    "DeliveryState",
    "Due",
    "EmptyDays",
    "Json",
    "Process",
    "Processes",
    "Settings",
    "ShardRange",
    "State",
    "Stored",
    "StoredSubscription",
    "StoredView",
    "Subscription",
    "Subscriptions",
    "Suspension",
    "View",
    "Views",
    "is_server",
    "nonce_of",
    "open_state",
    "restoring_state",
]

_SERVER_SCHEMES = ("postgresql://", "postgres://")
"""How the address of a PostgreSQL database begins; both are the driver's own."""


async def open_state(
    address: str, clock: Clock, *, token: Callable[[int], bytes] = secrets.token_bytes
) -> State:
    """Open the state, making it where there is none yet, and bring its tables up to date.

    `address` is the path of an SQLite file, `:memory:`, or a `postgresql://` address; `token` gives the
    random bytes of keys that must not be guessed. Raises `storage.errors.DatabaseError` where the database
    cannot be used.
    """
    if is_server(address):
        return await _open_server(address, clock, token)
    from storage.state.sqlite import open_sqlite  # noqa: PLC0415 - an engine is loaded when it is asked for

    return await open_sqlite(address, clock, token)


def is_server(address: str) -> bool:
    """Whether an address names a PostgreSQL database rather than a file."""
    return address.startswith(_SERVER_SCHEMES)


async def _open_server(address: str, clock: Clock, token: Callable[[int], bytes]) -> State:
    try:
        from storage.state.postgres import open_postgres  # noqa: PLC0415 - an optional extra
    except ModuleNotFoundError as error:
        raise Unwritable(
            "PostgreSQL", "the driver is missing; install it with: pip install 'dateline[postgres]'"
        ) from error
    return await open_postgres(address, clock, token)


def restoring_state(copy: Path, address: str) -> AbstractAsyncContextManager[Replace]:
    """What puts a backup in the place of the state at `address`, which may be in use or not exist yet.

    Raises a `storage.errors.DatabaseError` where the copy is not a whole state of this or an earlier version,
    or cannot be written, or `address` is a server's; see `storage.backup.restoring`.
    """
    if is_server(address):
        raise Unwritable(
            copy,
            "it is put into PostgreSQL with `dateline state copy`, as its own backups are with pg_restore",
        )
    from storage.state.sqlite import restoring_sqlite  # noqa: PLC0415 - as above

    return restoring_sqlite(copy, address)
