"""A bot that dies and is started again, over one database on disk and one Discord that lives on.

A step is whatever leaves the process or reaches the disk: a request, an answer, a transaction's begin, its
last moment before the commit, and the moment after it. A killed process does nothing more: each of its
later steps raises, and its open transaction is undone, as the operating system's closing of its file would.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from storage.clock import Clock
from storage.sqlite import PATIENCE, Connection, Database
from storage.state import Process
from storage.state.sqlite import SqliteState, open_sqlite
from tests.bot.digest.fakes import PostOffice
from tests.bot.digest.worlds import make_task

__all__ = ["Killed", "Life"]

Idle = Callable[[SqliteState, datetime], Awaitable[bool]]


class Killed(BaseException):
    """The process is dead here."""


class Life:
    """One process from its start to its end."""

    def __init__(
        self, path: Path, office: PostOffice, clock: Clock, process: Process, *, dies_at_step: int | None
    ) -> None:
        self._path = path
        self._office = office
        self._clock = clock
        self._process = process
        self._dies_at = dies_at_step
        self._dead = asyncio.Event()
        self.steps = 0

    @property
    def dead(self) -> bool:
        """Whether it was killed."""
        return self._dead.is_set()

    def step(self, _name: str) -> None:
        """One more step; the one at which it is to die does not happen, nor any later one."""
        self.steps += 1
        if self._dies_at is not None and self.steps >= self._dies_at:
            self._dead.set()
        if self.dead:
            raise Killed

    async def run(
        self,
        seconds: float,
        *,
        killed: bool,
        idle: Callable[[SqliteState, datetime], Awaitable[bool]],
        seed: int,
    ) -> None:
        """Live for `seconds`, or until dead or idle; `killed`: it ends by a kill, else in good order."""
        state = await open_sqlite(str(self._path), self._clock, bytes)
        task = make_task(
            state, self._office, self._clock, self._process, seed=seed, heartbeat=timedelta(seconds=20)
        )
        self._office.step = self.step
        _watch_writes(state._database, self.step)
        running = asyncio.create_task(task.run())
        try:
            loop = asyncio.get_running_loop()
            end = loop.time() + seconds
            while loop.time() < end and not self.dead:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._dead.wait(), min(5.0, end - loop.time()))
                if not self.dead and not killed and await idle(state, self._clock()):
                    break
            if not killed and not self.dead:
                await task.stop()
        finally:
            self._dead.set()
            doomed = [running, *task._busy.values()]
            for each in doomed:
                each.cancel()
            await asyncio.gather(*doomed, return_exceptions=True)
            await state.close()


def _watch_writes(database: Database, step: Callable[[str], None]) -> None:
    """Make every transaction of a database three steps."""
    write = database.write

    @asynccontextmanager
    async def watched(patience: float = PATIENCE) -> AsyncIterator[Connection]:
        step("before a transaction")
        async with write(patience) as connection:
            yield connection
            step("before the commit")
        step("after the commit")

    database.write = watched  # type: ignore[method-assign] # the seam between the process and its disk
