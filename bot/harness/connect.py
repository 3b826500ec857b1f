"""Running the unmodified discord.py client against a local Discord."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TypeVar

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.harness.local import LocalDiscord

__all__ = ["connect", "pointed_at"]

ClientT = TypeVar("ClientT", bound=discord.Client)

_LIBRARY = str(Path(discord.__file__).parent)


@contextmanager
def pointed_at(api_base: str, gateway_url: str) -> Iterator[None]:
    """Points all of this process's discord.py at another Discord, and back afterwards.

    There is no public option; these two attributes are all that say where Discord is.
    """
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = api_base, yarl.URL(gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


@asynccontextmanager
async def connect(
    client: ClientT, local: LocalDiscord, *, token: str | None = None, until_ready: bool = False
) -> AsyncIterator[ClientT]:
    """Logs a client in and runs it until the block ends; then closes it and leaves no task behind.

    The block begins when every shard has identified and has handled all its guilds. That is not yet
    discord.py's own `ready`, which comes `guild_ready_timeout` (2 s by default) later; `until_ready` waits
    for that too. Raises what the login raised, such as `discord.LoginFailure`.
    """
    before = asyncio.all_tasks()
    with pointed_at(local.api_base, local.gateway_url):
        running = asyncio.create_task(client.start(local.token if token is None else token), name="client")
        try:
            await _online(client, local, running)
            if until_ready:
                await client.wait_until_ready()
            yield client
        finally:
            await client.close()
            results = await asyncio.gather(running, return_exceptions=True)
            await _end_tasks(before)
        if isinstance(results[0], Exception):
            raise results[0]


async def _online(client: discord.Client, local: LocalDiscord, running: "asyncio.Task[None]") -> None:
    """Waits until all shards of the client are online; raises what ended the client before that."""
    known = set(local.gateway.sessions)
    shards = getattr(client, "shard_ids", None)
    count = len(shards) if shards else client.shard_count or 1
    if isinstance(client, discord.AutoShardedClient) and not shards and client.shard_count is None:
        count = local.gateway.recommended

    async def identified() -> None:
        await local.gateway.changed(lambda gateway: len(gateway.sessions.keys() - known) >= count)
        await local.gateway.settled()

    waiting = asyncio.create_task(identified())
    try:
        await asyncio.wait([waiting, running], return_when=asyncio.FIRST_COMPLETED)
        if not waiting.done():
            await running
    finally:
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)


async def _end_tasks(before: "set[asyncio.Task[object]]") -> None:
    """Ends what a closed client leaves running: its wait for guilds after READY goes on otherwise."""
    left = [
        task
        for task in asyncio.all_tasks() - before
        if inspect.iscoroutine(coroutine := task.get_coro())
        and coroutine.cr_code.co_filename.startswith(_LIBRARY)
        and task is not asyncio.current_task()
    ]
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
