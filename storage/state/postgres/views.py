"""State of buttons in PostgreSQL; see `storage.state.interface.Views` for what each method promises."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping

from storage.clock import Clock
from storage.state.keeping import TOUCH_AFTER, VIEWS_KEPT
from storage.state.postgres.server import Server
from storage.state.records import Json, View

__all__ = ["PostgresViews"]

_SAVE = "INSERT INTO view (key, payload, owner, used_at) VALUES ($1, $2, $3, $4)"
_LOAD = "SELECT payload, owner, used_at FROM view WHERE key = $1"
_TOUCH = "UPDATE view SET used_at = $2 WHERE key = $1"
_PRUNE = "DELETE FROM view WHERE used_at <= $1"


class PostgresViews:
    """Payloads under unguessable keys."""

    def __init__(self, server: Server, clock: Clock, token: Callable[[int], bytes]) -> None:
        self._server = server
        self._clock = clock
        self._token = token

    async def save(self, payload: Mapping[str, Json], owner: int | None = None) -> str:
        """Keep a payload and return its key."""
        # 96 bits: guessing one of a billion live keys takes 10**19 presses.
        key = urlsafe_b64encode(self._token(12)).decode()
        written = json.dumps(payload, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
        await self._server.change(_SAVE, key, written, owner, self._clock())
        return key

    async def load(self, key: str) -> View | None:
        """What was saved, and a note that it was used."""
        now = self._clock()
        # A forged key may hold what no text of PostgreSQL can.
        row = None if "\0" in key else await self._server.row(_LOAD, key)
        if row is None or row["used_at"] <= now - VIEWS_KEPT:
            return None
        if row["used_at"] <= now - TOUCH_AFTER:
            await self._server.change(_TOUCH, key, now)
        return View(json.loads(row["payload"]), row["owner"])

    async def prune(self) -> int:
        """Forget what was not used for 90 days."""
        return await self._server.change(_PRUNE, self._clock() - VIEWS_KEPT)
