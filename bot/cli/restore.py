"""`dateline restore`: puts a backup back, once it is proven to be whole."""

import argparse
import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from bot.cli.backup import archive_copy
from bot.cli.terminal import notices, tell
from bot.settings import Settings
from storage.archive import Archive
from storage.errors import NotADatabase
from storage.state import restoring_state

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `restore` to its parser."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the copy that `dateline backup` made")
    parser.add_argument(
        "--archive", action="store_true", help="also restore the archive, from FILE with .archive at its end"
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Restore, and return 0; a copy that is refused raises a `DatelineError` and changes nothing."""
    asyncio.run(_restore(options.file, settings, with_archive=options.archive))
    return 0


async def _restore(file: Path, settings: Settings, *, with_archive: bool) -> None:
    copies = [file, *([archive_copy(file)] * with_archive)]
    missing = [copy for copy in copies if not copy.is_file()]
    if missing:
        raise NotADatabase(missing[0], "there is no such file")
    # Both are proven before either is replaced: half of a restore would be worse than none.
    async with AsyncExitStack() as proven:
        replace_state = await proven.enter_async_context(restoring_state(file, settings.state))
        if with_archive:
            with notices().status("Restoring the archive …"):
                restoring = Archive.restoring(archive_copy(file), settings.archive)
                replace_archive = await proven.enter_async_context(restoring)
                # First what could be loaded anew: a disk may still be full.
                await replace_archive()
            tell(f"The archive is as it was in {archive_copy(file)}.")
        await replace_state()
        tell(f"The state is as it was in {file}.")
