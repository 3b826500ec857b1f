"""`dateline backup`: consistent copies of the databases, made while the bot runs."""

import argparse
import asyncio
from pathlib import Path

from bot.cli.terminal import notices, tell
from bot.settings import Settings
from storage.archive import Archive
from storage.clock import system_clock
from storage.errors import Unwritable
from storage.state import is_server, open_state

__all__ = ["archive_copy", "configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `backup` to its parser."""
    parser.add_argument("file", metavar="FILE", type=Path, help="where the copy of the state goes")
    parser.add_argument(
        "--archive", action="store_true", help="also copy the archive, to FILE with .archive at its end"
    )


def archive_copy(file: Path) -> Path:
    """Where the archive's copy stands: beside that of the state."""
    return file.with_name(file.name + ".archive")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Copy, and return 0; what cannot be copied or written raises a `DatelineError`."""
    asyncio.run(_backup(options.file, settings, with_archive=options.archive))
    return 0


async def _backup(file: Path, settings: Settings, *, with_archive: bool) -> None:
    # Opening makes a database where there is none: a copy of nothing must not look like a backup.
    files = [] if is_server(settings.state) else [Path(settings.state)]
    missing = [path for path in (*files, *([settings.archive] * with_archive)) if not path.is_file()]
    if missing:
        raise Unwritable(missing[0], "there is nothing to copy: the file does not exist yet")
    state = await open_state(settings.state, system_clock)
    try:
        await state.backup(file)
    finally:
        await state.close()
    tell(f"The state is copied to {file}.")
    if not with_archive:
        return
    archive = await Archive.open(settings.archive)
    try:
        with notices().status("Copying the archive …"):
            await archive.backup(archive_copy(file))
    finally:
        await archive.close()
    tell(f"The archive is copied to {archive_copy(file)}.")
