"""The archive as the commands want it: open, and with the dumps in it."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.cli.terminal import complain
from bot.settings import Settings
from storage.archive import Archive, articles, loader

__all__ = ["open_archive"]


@asynccontextmanager
async def open_archive(settings: Settings) -> AsyncIterator[Archive]:
    """The archive that the settings name; where nothing was ever loaded into it, the dumps are loaded first.

    A line on standard error says so. Without a folder of dumps the archive is empty, and a line says that.
    """
    archive = await Archive.open(settings.archive)
    try:
        if not (await articles.overview(archive)).dumps:
            await _first_load(archive, settings)
        yield archive
    finally:
        await archive.close()


async def _first_load(archive: Archive, settings: Settings) -> None:
    dumps = sorted(settings.seeds.glob("*.txt"))
    if not dumps:
        complain(
            f"the archive {settings.archive} is empty, and there is no dump in {settings.seeds}: "
            "set DATELINE_SEEDS, or load some with: dateline load PATH"
        )
        return
    sys.stderr.write(f"There is no archive yet: loading {settings.seeds} into {settings.archive} …\n")
    await loader.load(archive, dumps)
