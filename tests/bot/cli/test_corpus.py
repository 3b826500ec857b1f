"""The archive that commands open: one that another process is filling is waited for."""

import asyncio
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli import corpus
from bot.settings import Settings
from storage.archive import Archive, articles
from storage.archive.loader import load
from storage.text.version import VERSION


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


def outdate(archive: Path) -> None:
    """Let every dump be one that an earlier version of the analysis read."""
    with closing(sqlite3.connect(archive)) as raw, raw:
        raw.execute("UPDATE dump SET analysis = ?, fingerprint = x'00'", (VERSION - 1,))


async def load_from_elsewhere(loaded: Path) -> None:
    """Put `other.txt` into the archive, which does not lie among the seeds."""
    (loaded / "other.txt").write_text("Title\n\nBody.\n\nContinue reading Title\n", encoding="utf-8")
    archive = await Archive.open(loaded / "archive.db", readers=0, slow_readers=0)
    await load(archive, [loaded / "other.txt"], processes=0)
    await archive.close()


async def test_outdated_dumps_are_loaded_again_once_though_others_cannot_be(
    loaded: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    await load_from_elsewhere(loaded)
    outdate(loaded / "archive.db")
    settings = Settings.read({"DATELINE_ARCHIVE": "archive.db", "DATELINE_SEEDS": "seeds"})

    said = []
    for _ in range(2):
        caplog.clear()
        with caplog.at_level(logging.INFO, "bot"):
            async with corpus.open_archive(settings) as archive:
                assert corpus.outdated(await articles.overview(archive)) == {"other.txt"}
        said.append(capsys.readouterr().err)
        assert [(each.levelname, each.fields) for each in caplog.records] == [("WARNING", {"dumps": 1})]  # type: ignore[attr-defined]  # of `bot.logs.fields`

    assert said == ["This version understands the dumps better than the last: loading them again …\n", ""]
