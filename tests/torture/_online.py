"""The whole bot online in a local Discord that admits any number of requests, and what goes wrong in it."""

import asyncio
import logging
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.client import build_client
from bot.desk import PATIENCE
from bot.harness import Channel, LocalDiscord, TurnableClock, User, connect
from bot.settings import Settings
from storage.archive import Archive
from storage.state import open_state
from tests.torture._settled import load_archive

__all__ = ["Faults", "online"]

USERS = 2000
"""So many that none of them is slowed down as one who asks too much."""


class Faults(logging.Handler):
    """Counts errors in the log and exceptions that nobody handles."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.count = 0
        self.first = ""

    def emit(self, record: logging.LogRecord) -> None:
        """One more error."""
        error = record.exc_info[1] if record.exc_info else None
        self.note(f"{record.name}: {record.getMessage()} {error!r}")

    def unhandled(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """One more exception that ended a task."""
        self.note(f"{context.get('message')} {context.get('exception')!r}")

    def note(self, told: str) -> None:
        """Keep the first of them."""
        self.count += 1
        self.first = self.first or f" (first: {told[:300]})"

    async def quiet(self, seconds: float = 150.0) -> None:
        """Wait until every question is answered; an answer to be filled in is tried for two minutes."""
        loop = asyncio.get_running_loop()
        limit = loop.time() + seconds
        own = {"discord.py: on_interaction", "CommandTree-invoker"}
        while loop.time() < limit:
            if not any(task.get_name() in own for task in asyncio.all_tasks()):
                return
            await asyncio.sleep(0.005)
        self.note("questions stay open")


@asynccontextmanager
async def online(
    folder: Path, *, patience: float = PATIENCE
) -> AsyncIterator[tuple[LocalDiscord, Channel, list[User], Faults]]:
    """A server with one channel and many people in it; `patience` as in `build_client`.

    All time is the running loop's.
    """
    loop = asyncio.get_running_loop()
    await load_archive(folder / "archive.db")
    clock = TurnableClock(datetime(2026, 11, 23, 12, tzinfo=UTC), timer=loop.time)
    archive = await Archive.open(folder / "archive.db")
    state = await open_state(str(folder / "state.db"), clock)
    settings = Settings.read(
        {"DATELINE_ARCHIVE": str(folder / "archive.db"), "DATELINE_STATE": str(folder / "state.db")}
    )
    client = build_client(settings, archive, state, clock, sleep=clock.sleep, patience=patience)
    # A thread of discord.py's looks at the machine's clock: it would take a halted process for a dead line.
    client._connection.heartbeat_timeout = math.inf
    faults = Faults()
    try:
        async with LocalDiscord(clock=clock, global_limit=None, keep=5_000) as local:
            guild = local.add_guild("torture")
            channel = local.add_channel(guild, "news")
            users = [local.add_user(f"reader {number}") for number in range(USERS)]
            for user in users:
                local.join(guild, user)
            async with connect(client, local):
                loop.set_exception_handler(faults.unhandled)
                logging.getLogger().addHandler(faults)
                try:
                    yield local, channel, users, faults
                finally:
                    logging.getLogger().removeHandler(faults)
                    loop.set_exception_handler(None)
    finally:
        await state.close()
        await archive.close()
