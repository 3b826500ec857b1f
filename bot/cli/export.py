"""`dateline export`: the corpus as JSON Lines on standard output."""

import argparse
import asyncio
import json
import sys

from bot.settings import Settings
from storage.archive import Archive, export

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """`export` has no options of its own."""
    parser.epilog = "One JSON object a line, UTF-8: each article, then its reprints, dates and meetings."


def run(options: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001 - every command is called so
    """Write what the archive holds, and return 0; an empty archive, or none yet, gives no lines."""
    if settings.archive.exists():
        asyncio.run(_export(settings))
    return 0


async def _export(settings: Settings) -> None:
    archive = await Archive.open(settings.archive)
    try:
        async for row in export.rows(archive):
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    finally:
        await archive.close()
