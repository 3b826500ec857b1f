"""Four processes of four shards each over one PostgreSQL, in real time; then one of them is killed."""

import asyncio
import signal
import sys
import tempfile
import time
from asyncio.subprocess import Process as Child
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.digest.subscribing import put
from bot.harness import LocalDiscord, TurnableClock
from bot.harness.world import Channel, Message
from storage.clock import Clock
from storage.state import Settings, ShardRange, State, open_state
from tests.storage.state.servers import ABSENT, PostgresServer, is_installed
from tests.torture._row import Row
from tests.torture._settled import DUE, TIME, load_archive

__all__ = ["run"]

SPANS = tuple(ShardRange(first, first + 3, 16) for first in (0, 4, 8, 12))
START = timedelta(seconds=60)
"""What the processes have to come up: 16 shards identify, four at a time, five seconds apart."""


@dataclass
class Round:
    """One day's digests as Discord saw them."""

    expected: int
    posts: list[tuple[float, int]] = field(default_factory=list)
    """When each came, and in which channel."""
    killed_at: float | None = None
    peak: int = 0
    refused: int = 0
    early: int = 0
    """Shards that identified too soon."""

    @property
    def served(self) -> Counter[int]:
        """How often each channel was posted to."""
        return Counter(channel for _, channel in self.posts)

    @property
    def once(self) -> bool:
        """Whether every channel got its digest, and none got two."""
        return len(self.posts) == len(self.served) == self.expected

    @property
    def rate(self) -> float:
        """Posts a second from the first to the last."""
        return (len(self.posts) - 1) / (self.posts[-1][0] - self.posts[0][0]) if len(self.posts) > 1 else 0.0


def run(seed: int, short: bool) -> Row:  # noqa: ARG001 - nothing here is left to chance
    """10,000 guilds and then 3,000 of them with a process killed (short: 800 and 400)."""
    guilds, later = (800, 400) if short else (10_000, 3_000)
    told = f"4 processes × 4 shards, {guilds:,} guilds due in one minute; then {later:,}, one process killed"
    must_show = "every guild once, ≥ 45 posts/s in total, 0 429s; after the kill every guild once"
    if not is_installed():
        return Row(told, must_show, f"skipped: {ABSENT}", passed=True)
    with tempfile.TemporaryDirectory() as folder:
        calm, killed = asyncio.run(_play(Path(folder), guilds, later))
    waited = killed.posts[-1][0] - killed.killed_at if killed.killed_at and killed.posts else 0.0
    return Row(
        told,
        must_show,
        f"{len(calm.served):,} served by {len(calm.posts):,} posts, {calm.rate:.1f} posts/s, "
        f"at most {calm.peak} in a second, {calm.refused} 429s, {calm.early} identifies too soon; "
        f"with the kill {len(killed.served):,} served by {len(killed.posts):,} posts, {killed.refused} 429s, "
        f"the last {waited:.0f} s after it",
        passed=calm.once
        and calm.rate >= 45
        and not calm.refused + calm.early
        and killed.once
        and not killed.refused
        and killed.killed_at is not None,
    )


async def _play(folder: Path, guilds: int, later: int) -> tuple[Round, Round]:
    await load_archive(folder / "archive.db")
    clock = TurnableClock(DUE - timedelta(hours=1), timer=time.monotonic)
    server = await asyncio.to_thread(PostgresServer.create, fsync=True)
    try:
        address = await server.make_schema("cluster")
        state = await open_state(address, clock)
        async with LocalDiscord(
            clock=clock, keep=1000, shards=16, max_concurrency=4, identify_interval=5.0
        ) as discord:
            channels = await _populate(discord, state, clock, guilds)
            calm = await _round(discord, (folder, address), clock, DUE, channels, kill=False)
            for channel in channels[later:]:
                await state.subscriptions.end(channel.id)
            day = DUE + timedelta(days=1)
            killed = await _round(discord, (folder, address), clock, day, channels[:later], kill=True)
        await state.close()
    finally:
        await asyncio.to_thread(server.remove)
    return calm, killed


async def _populate(discord: LocalDiscord, state: State, clock: Clock, guilds: int) -> list[Channel]:
    channels = []
    for number in range(guilds):
        guild = discord.add_guild(f"server {number}")
        channel = discord.add_channel(guild, "news")
        await put(state, clock, Settings(guild.id, channel.id, TIME, "UTC", "nearest"), 5)
        channels.append(channel)
    return channels


async def _round(
    discord: LocalDiscord,
    databases: tuple[Path, str],
    clock: TurnableClock,
    due: datetime,
    channels: Sequence[Channel],
    *,
    kill: bool,
) -> Round:
    """One day: all processes start, everything falls due, and perhaps one is killed after a third of it."""
    clock.turn(due - START)
    result = Round(len(channels))
    done, third = asyncio.Event(), asyncio.Event()

    def watch(_what: str, message: Message) -> None:
        result.posts.append((time.monotonic(), message.channel.id))
        if len(result.posts) >= len(channels):
            done.set()
        if len(result.posts) >= len(channels) // 3:
            third.set()

    refused, early = discord.exchanges.violations[429], discord.gateway.violations[9]
    stop = discord.watch(watch)
    async with _processes(discord, databases, clock) as children:
        # What the start asks of Discord is not part of the peak.
        await asyncio.sleep((due - clock()).total_seconds() - 1)
        discord.limits.peak = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(240 + len(channels) / 20):
                if kill:
                    await third.wait()
                    children[1].kill()
                    result.killed_at = time.monotonic()
                await done.wait()
        # A double would come now.
        await asyncio.sleep(5)
        result.peak = discord.limits.peak
    stop()
    result.refused = discord.exchanges.violations[429] - refused
    result.early = discord.gateway.violations[9] - early
    return result


@asynccontextmanager
async def _processes(
    discord: LocalDiscord, databases: tuple[Path, str], clock: Clock
) -> AsyncIterator[list[Child]]:
    folder, address = databases
    with (folder / "children.log").open("ab") as log:
        children = [
            await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.torture._child",
                *(str(folder / "archive.db"), address, discord.api_base, discord.gateway_url),
                *(clock().isoformat(), str(time.monotonic()), str(span)),
                stdout=asyncio.subprocess.DEVNULL,
                stderr=log,
            )
            for span in SPANS
        ]
        try:
            yield children
        finally:
            for each in children:
                with suppress(ProcessLookupError):
                    each.send_signal(signal.SIGTERM)
            await asyncio.gather(*(each.wait() for each in children))
