"""The real bot in a local Discord, with a state that ends with it: no real server is touched."""

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from bot.cli.corpus import open_archive
from bot.client import DatelineClient, build_client
from bot.harness import Channel, LocalDiscord, TurnableClock, User, connect
from bot.settings import Settings
from storage.clock import system_clock
from storage.state import open_state

__all__ = ["Rehearsal", "rehearse"]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A local Discord with one server, where the bot is online."""

    local: LocalDiscord
    clock: TurnableClock
    client: DatelineClient
    channels: tuple[Channel, ...]
    manager: User
    """May manage the server, and so subscribe channels."""
    reader: User


@asynccontextmanager
async def rehearse(settings: Settings, at: datetime | None = None) -> AsyncIterator[Rehearsal]:
    """Open the archive (loading the dumps where there is none yet), boot the bot, and end both afterwards.

    The clock runs from `at` on, or from the present.
    """
    clock = TurnableClock(at or system_clock(), timer=time.monotonic)
    async with AsyncExitStack() as stack:
        archive = await stack.enter_async_context(open_archive(settings))
        state = await open_state(":memory:", clock)
        stack.push_async_callback(state.close)
        local = await stack.enter_async_context(LocalDiscord(clock=clock))
        guild = local.add_guild("Dateline")
        channels = (local.add_channel(guild, "general"), local.add_channel(guild, "on-this-date"))
        manager, reader = local.add_user("Ana"), local.add_user("Ben")
        local.join(guild, manager, permissions=["manage_guild"])
        local.join(guild, reader)
        # Ports and development servers belong to the bot that runs for real.
        local_settings = replace(settings, metrics_port=None, dev_guild=None)
        client = build_client(local_settings, archive, state, clock, sleep=clock.sleep)
        await stack.enter_async_context(connect(client, local))
        yield Rehearsal(local, clock, client, channels, manager, reader)
