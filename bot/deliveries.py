"""The digest's delivery task put together for a running client, and told what happens on the gateway."""

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import Awaitable
from random import Random

import discord

from bot.composer import Composer
from bot.digest.delivery import DeliveryTask
from bot.digest.discord_poster import DiscordPoster
from bot.digest.examining import Examining
from bot.digest.pacing import Pacer
from bot.digest.posting import Posting, Sleep
from bot.digest.shares import Shares
from bot.digest.standing import DiscordDirectory
from bot.services import Services
from storage.errors import DatabaseError
from storage.state import Process

__all__ = ["Deliveries"]

_log = logging.getLogger(__name__)


class Deliveries:
    """Starts, stops and wakes the delivery task of one client."""

    def __init__(
        self,
        client: discord.Client,
        services: Services,
        composer: Composer,
        rng: Random,
        sleep: Sleep,
        *,
        limit: int,
        host: str | None = None,
    ) -> None:
        """`limit`: how many digests may begin a second; `host`: this machine's name, if not its own."""
        shards = services.settings.shards
        shares = Shares(shards)
        directory = DiscordDirectory(client, shares)
        process = Process(secrets.token_hex(8), host or socket.gethostname(), os.getpid(), shards)
        catch_up = services.settings.catch_up
        posting = Posting(
            services.state,
            DiscordPoster(client),
            directory,
            composer,
            services.clock,
            sleep,
            rng,
            process.id,
            catch_up,
        )
        # A pacer of its own: the client's counts requests, this one spaces claims.
        self._task = DeliveryTask(posting, process, _is_running, pacer=Pacer(limit), shares=shares)
        self._examining = Examining(services.state, directory, services.clock, catch_up, shards)
        self._running: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Deliver from now on."""
        self._running = asyncio.create_task(self._task.run(), name="digest delivery")

    async def stop(self, grace: float) -> None:
        """Claim nothing more and give what is under way `grace` seconds."""
        if self._running is None:
            return
        await self._task.stop(grace)
        # What sleeps or waits for a housekeeping that is far away has nothing in its hands.
        self._running.cancel()
        await asyncio.wait({self._running})

    def nudge(self) -> None:
        """Look at once: a subscription was made or changed, or the clock was turned."""
        self._task.nudge()

    async def tick(self) -> None:
        """Do now what is to be done now, and wait until it is done; for clocks that are turned by hand."""
        await self._task.tick()

    async def guild_changed(self, guild_id: int) -> None:
        """Channels, roles or threads of a server changed: what was suspended may go on."""
        await self._look(self._examining.guild(guild_id))

    async def all_guilds_known(self) -> None:
        """The gateway has told of every server: compare all of them."""
        await self._look(self._examining.everything())

    async def channel_deleted(self, guild_id: int, channel_id: int) -> None:
        """A channel or thread is gone."""
        await self._look(self._examining.channel_deleted(guild_id, channel_id))

    async def _look(self, examined: Awaitable[int | None]) -> None:
        try:
            if await examined:
                self.nudge()
        except DatabaseError as error:
            _log.warning("subscriptions could not be compared with their servers: %s", error)


def _is_running(pid: int) -> bool:
    """Whether a process of this machine lives; one of another user does too."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
