"""`dateline state copy`: moves the state between SQLite and PostgreSQL."""

import argparse
import asyncio
from pathlib import Path

from bot.cli.terminal import notices, tell
from bot.settings import Settings
from storage.clock import system_clock
from storage.errors import Unwritable
from storage.state import is_server, open_state
from storage.state.copying import copy

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what `state` can do to its parser."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="copy")
    copying = actions.add_parser(
        "copy",
        help="copy everything from one database to another and prove that it arrived",
        description=(
            "Copies subscriptions, the ledger of deliveries and the state of buttons, in either direction. "
            "Stop the bot first; afterwards set DATELINE_STATE to TO."
        ),
        allow_abbrev=False,
    )
    kinds = "the path of an SQLite file, or a postgresql:// address"
    copying.add_argument("source", metavar="FROM", help=kinds)
    copying.add_argument("target", metavar="TO", help=f"{kinds}; made where it is not there yet")
    copying.add_argument("--replace", action="store_true", help="replace what TO already holds")


def run(options: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001 - every command is called so
    """Copy, and return 0; what cannot be read, written or proven raises a `DatelineError`."""
    asyncio.run(_copy(options.source, options.target, replace=options.replace))
    return 0


async def _copy(source: str, target: str, *, replace: bool) -> None:
    # Opening makes a database where there is none: a copy of nothing must not look like a move.
    if not is_server(source) and not await asyncio.to_thread(Path(source).is_file):
        raise Unwritable(source, "there is nothing to copy: the file does not exist")
    if source == target:
        raise Unwritable("FROM and TO", "they are the same database")
    before = await open_state(source, system_clock)
    try:
        after = await open_state(target, system_clock)
        try:
            with notices().status("Copying the state …"):
                copied = await copy(before, after, system_clock, replace=replace)
        finally:
            await after.close()
    finally:
        await before.close()
    tell(f"Copied and read back: {copied}.")
