"""`dateline run`: connects to Discord, until SIGTERM or Ctrl-C."""

import argparse
import asyncio
import gc
import signal
import sys
from collections.abc import Callable
from typing import Final

import aiohttp
import discord

from bot import logs
from bot.cli.corpus import open_archive
from bot.cli.discord_findings import WHERE_TOKENS_ARE
from bot.cli.terminal import complain
from bot.client import build_client
from bot.connection import through
from bot.settings import Secret, Settings
from storage.clock import Clock, system_clock
from storage.state import open_state

__all__ = ["configure", "run", "serve"]

_FAILED: Final = 1
_WRONG_USE: Final = 2
_RARELY: Final = 20_000
"""New objects between two looks for garbage; Python's own number is made for scripts."""
_WITHOUT: Final = "`dateline ask` and `dateline try` need no token."


def configure(parser: argparse.ArgumentParser) -> None:
    """`run` has no options of its own."""
    parser.epilog = "Needs DISCORD_TOKEN. Logs go to standard error."


def run(options: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001 - every command is called so
    """Serve until the process is told to stop, and return 0; 2 where the token is missing or wrong."""
    if settings.token is None:
        complain(f"DISCORD_TOKEN is not set. {WHERE_TOKENS_ARE}\n{_WITHOUT}")
        return _WRONG_USE
    logs.configure(settings.log_level, sys.stderr)
    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(serve(settings, settings.token, system_clock))
    except discord.LoginFailure:
        complain(f"Discord does not accept DISCORD_TOKEN. {WHERE_TOKENS_ARE}\n{_WITHOUT}")
        return _WRONG_USE
    except (aiohttp.ClientConnectionError, TimeoutError) as error:
        complain(f"Discord cannot be reached ({type(error).__name__}); is this machine online?")
        return _FAILED
    return 0


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop's, which answers in less time; asyncio's own where there is none, as on Windows."""
    try:
        import uvloop  # noqa: PLC0415 - there may be none
    except ImportError:
        return None
    return uvloop.new_event_loop


async def serve(settings: Settings, token: Secret, clock: Clock) -> None:
    """Be on Discord until SIGTERM or SIGINT; raises what ends the client otherwise."""
    async with open_archive(settings) as archive:
        state = await open_state(settings.state, clock)
        try:
            client = build_client(settings, archive, state, clock)
            loop = asyncio.get_running_loop()
            stopping = asyncio.Event()
            for each in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(each, stopping.set)
            _spare_what_stays()
            with through(settings.discord_api):
                await _until(stopping, client, token)
        finally:
            await state.close()


def _spare_what_stays() -> None:
    """Let no look for garbage go through modules and tables again, which stay as long as the process.

    Such looks are a tenth of what an answer costs. What is no longer needed is freed without them; they are
    for what refers to itself.
    """
    gc.freeze()
    gc.set_threshold(_RARELY)


async def _until(stopping: asyncio.Event, client: discord.Client, token: Secret) -> None:
    """Run the client until it ends by itself, raising what ended it, or until it is to stop."""
    running = asyncio.create_task(client.start(token.reveal()), name="client")
    waiting = asyncio.create_task(stopping.wait(), name="stop")
    try:
        await asyncio.wait([running, waiting], return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()
        await client.close()
        # A client that was closed while it connected may still be waiting: its connection is gone.
        if not running.done():
            running.cancel()
        await asyncio.wait([running])
    if not running.cancelled():
        running.result()
