"""The archive that commands open: one that another process is filling is waited for."""

import asyncio
from pathlib import Path

import pytest

from bot.cli import corpus
from bot.settings import Settings
from storage.archive import Archive, articles


async def test_an_archive_that_is_being_filled_is_waited_for(
    loaded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = loaded / "new.db"
    filling = await Archive.open(target, readers=0, slow_readers=0)
    settings = Settings.read({"DATELINE_ARCHIVE": "new.db", "DATELINE_SEEDS": "seeds"})

    told: asyncio.Queue[str] = asyncio.Queue()
    monkeypatch.setattr(corpus, "tell", told.put_nowait)

    async def opened() -> int:
        async with corpus.open_archive(settings, patience=0.0) as archive:
            return (await articles.overview(archive)).articles

    async with filling.change():
        waiting = asyncio.create_task(opened())
        assert await told.get() == "Another process is filling new.db: waiting until it is done …"
    await filling.close()
    assert await waiting == 20
