"""Fixtures for all tests: a clock to turn, a local Discord, and the archive and state of a test's own."""

import asyncio
import fcntl
import shutil
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.harness import LocalDiscord, TurnableClock, connect

if TYPE_CHECKING:
    from bot.client import DatelineClient
    from storage.archive import Archive
    from storage.state import State

SEEDS = Path(__file__).parent.parent / "seeds"
NO_HURRY = timedelta(minutes=1)
"""How long a search may take where many tests share the machine: what it finds must not depend on that."""


@pytest.fixture
def clock() -> TurnableClock:
    """A clock that stands at noon of 23 November 2026, UTC, until the test turns it."""
    return TurnableClock(datetime(2026, 11, 23, 12, tzinfo=UTC))


@pytest.fixture
async def local_discord(clock: TurnableClock) -> AsyncIterator[LocalDiscord]:
    """A local Discord with nothing in it, by the test's clock."""
    async with LocalDiscord(clock=clock) as local:
        yield local


@pytest.fixture(scope="session")
def archive_template(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The file of an archive with the shipped dumps loaded; made once for all workers, never opened again."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    template = shared / "template.db"
    with (shared / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            # In a thread, whose event loop is its own: the tests' loop is not ours to run.
            with ThreadPoolExecutor(1) as pool:
                pool.submit(asyncio.run, _load(shared / "loading.db")).result()
            (shared / "loading.db").rename(template)
    return template


@pytest.fixture
async def archive(archive_template: Path, tmp_path: Path) -> "AsyncIterator[Archive]":
    """An archive of the test's own, with the shipped dumps."""
    from storage.archive import Archive  # noqa: PLC0415 - only tests that use it pay for loading it

    path = tmp_path / "archive.db"
    await asyncio.to_thread(shutil.copyfile, archive_template, path)
    opened = await Archive.open(path, search_deadline=NO_HURRY)
    yield opened
    await opened.close()


@pytest.fixture
async def state(tmp_path: Path, clock: TurnableClock) -> "AsyncIterator[State]":
    """An empty state of the test's own, by the test's clock."""
    from storage.state import open_state  # noqa: PLC0415 - as above

    opened = await open_state(str(tmp_path / "state.db"), clock)
    yield opened
    await opened.close()


@pytest.fixture
async def bot(
    local_discord: LocalDiscord, archive: "Archive", state: "State", clock: TurnableClock, tmp_path: Path
) -> "AsyncIterator[DatelineClient]":
    """Dateline itself, online in the local Discord; it sleeps by the test's clock."""
    from bot.client import build_client  # noqa: PLC0415 - as above
    from bot.settings import Settings  # noqa: PLC0415 - as above

    files = {"DATELINE_ARCHIVE": str(tmp_path / "archive.db"), "DATELINE_STATE": str(tmp_path / "state.db")}
    client = build_client(Settings.read(files), archive, state, clock, sleep=clock.sleep)
    async with connect(client, local_discord):
        yield client


async def _load(path: Path) -> None:
    """Loads the shipped dumps into a new archive."""
    from storage.archive import Archive, loader  # noqa: PLC0415 - as above

    archive = await Archive.open(path)
    await loader.load(archive, sorted(SEEDS.glob("*.txt")))
    await archive.close()
