"""The archive as the bot wants it: open, with the dumps in it, analysed by this version."""

import logging
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Final

from bot.cli.terminal import complain, tell
from bot.logs import fields
from bot.settings import Settings
from storage.archive import Archive, articles
from storage.archive.answers import Overview
from storage.errors import Locked
from storage.nearby import NEARBY
from storage.text.version import VERSION

__all__ = ["PATIENCE", "once_filled", "open_archive", "outdated"]

_log = logging.getLogger(__name__)

PATIENCE: Final = 2.0
"""For how many seconds another process is waited for before a line says so."""


@asynccontextmanager
async def open_archive(settings: Settings, *, patience: float = PATIENCE) -> AsyncIterator[Archive]:
    """The archive that the settings name.

    Where nothing was ever loaded into it, the dumps in `settings.seeds` are loaded first; those that an
    earlier version of the analysis read are loaded again. One that another process is filling is waited for.
    A line on standard error says so. Of outdated dumps that lie elsewhere only the log tells.
    """
    opening = partial(Archive.open, settings.archive, search_deadline=settings.search_deadline, nearby=NEARBY)
    archive = await once_filled(settings.archive, opening, patience)
    try:
        overview = await articles.overview(archive)
        dumps = sorted(settings.seeds.glob("*.txt"))
        if not overview.dumps:
            await _first_load(archive, settings, dumps)
        elif old := outdated(overview):
            again = [path for path in dumps if path.name in old]
            if len(again) < len(old):
                _log.warning(
                    "dumps that an earlier version read are not in the folder of dumps; "
                    "`dateline doctor` names them",
                    extra=fields(dumps=len(old) - len(again)),
                )
            if again:
                tell("This version understands the dumps better than the last: loading them again …")
                await _load(archive, again)
        yield archive
    finally:
        await archive.close()


def outdated(overview: Overview) -> set[str]:
    """The file names of the dumps that an earlier version of the analysis read."""
    return {each.source for each in overview.dumps if each.analysis < VERSION}


async def once_filled(
    path: Path, opening: Callable[..., Awaitable[Archive]], patience: float = PATIENCE
) -> Archive:
    """What `opening` opens, however long another process fills it; after `patience` a line says so."""
    try:
        return await opening(patience=patience)
    except Locked:
        tell(f"Another process is filling {path}: waiting until it is done …")
        return await opening(patience=math.inf)


async def _first_load(archive: Archive, settings: Settings, dumps: list[Path]) -> None:
    if not dumps:
        complain(
            f"the archive {settings.archive} is empty, and there is no dump (*.txt) in {settings.seeds}; "
            "name another folder in DATELINE_SEEDS, or load dumps with `dateline load PATH`"
        )
        return
    tell(f"There is no archive yet: loading {settings.seeds} into {settings.archive} …")
    await _load(archive, dumps)


async def _load(archive: Archive, dumps: list[Path]) -> None:
    # The whole analysis comes with it: a third of the time to an answer, where there is nothing to load.
    from storage.archive import loader  # noqa: PLC0415 - as said above

    report = await loader.load(archive, dumps)
    for each in report.refused:
        complain(f"{each.path} is refused: {each.reason}")
