"""State of buttons in SQLite; see `storage.state.interface.Views` for what each method promises."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping

from storage.clock import Clock
from storage.sqlite import Database
from storage.state.keeping import TOUCH_AFTER, VIEWS_KEPT
from storage.state.records import Json, View
from storage.state.sqlite.rows import instant, micros

__all__ = ["SqliteViews"]

_LOAD = "SELECT payload, owner, used_at FROM view WHERE key = ?"


class SqliteViews:
    """Payloads under unguessable keys."""

    def __init__(self, database: Database, clock: Clock, token: Callable[[int], bytes]) -> None:
        self._database = database
        self._clock = clock
        self._token = token

    async def save(self, payload: Mapping[str, Json], owner: int | None = None) -> str:
        """Keep a payload and return its key."""
        # 96 bits: guessing one of a billion live keys takes 10**19 presses.
        key = urlsafe_b64encode(self._token(12)).decode()
        written = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        async with self._database.write() as connection:
            await connection.execute(
                "INSERT INTO view (key, payload, owner, used_at) VALUES (?, ?, ?, ?)",
                (key, written, owner, micros(self._clock())),
            )
        return key

    async def load(self, key: str) -> View | None:
        """What was saved, and a note that it was used."""
        now = self._clock()
        rows = await self._database.query(lambda raw: raw.execute(_LOAD, (key,)).fetchall())
        if not rows or instant(rows[0]["used_at"]) <= now - VIEWS_KEPT:
            return None
        if instant(rows[0]["used_at"]) <= now - TOUCH_AFTER:
            async with self._database.write() as connection:
                await connection.execute("UPDATE view SET used_at = ? WHERE key = ?", (micros(now), key))
        return View(json.loads(rows[0]["payload"]), rows[0]["owner"])

    async def prune(self) -> int:
        """Forget what was not used for 90 days."""
        async with self._database.write() as connection:
            cursor = await connection.execute(
                "DELETE FROM view WHERE used_at <= ?", (micros(self._clock() - VIEWS_KEPT),)
            )
            return cursor.rowcount
