"""`dateline try`: the local chat page, until Ctrl-C."""

import argparse
import asyncio
import sys

from bot import logs
from bot.cli.rehearsal import rehearse
from bot.cli.terminal import complain
from bot.harness.page import Page
from bot.settings import Settings

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `try` to its parser."""
    parser.add_argument(
        "--port",
        type=_port,
        default=8011,
        help="port on 127.0.0.1 (default: %(default)s; 0 takes any free one)",
    )
    parser.epilog = "Subscriptions made here are forgotten at the end and touch no real server."


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Serve until interrupted; 1 where the port is taken."""
    logs.configure("ERROR", sys.stderr)
    try:
        asyncio.run(_serve(options.port, settings))
    except OSError as error:
        complain(f"cannot serve on port {options.port} ({error.strerror}); choose another with --port")
        return 1
    return 0


async def _serve(port: int, settings: Settings) -> None:
    async with rehearse(settings) as stage:
        people = ((stage.manager, "manager"), (stage.reader, "reader"))
        page = Page(stage.local, stage.clock, people, stage.channels)
        address = await page.start(port=port)
        try:
            sys.stdout.write(f"Dateline is at {address} (Ctrl-C ends it)\n")
            sys.stdout.flush()
            await asyncio.Event().wait()
        finally:
            await page.stop()


def _port(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and int(typed) <= 65535):
        raise argparse.ArgumentTypeError(f"{typed!r} is no port; accepted is a whole number from 0 to 65535")
    return int(typed)
