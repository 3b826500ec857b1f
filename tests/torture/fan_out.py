"""Thousands of digests due in the same minute, through the whole bot, in real time, while people search."""

import asyncio
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from random import Random

from bot.client import DatelineClient, build_client
from bot.harness import LocalDiscord, TurnableClock, connect
from bot.harness.world import Message
from bot.settings import Settings
from storage.archive import Archive
from storage.state import open_state
from tests.torture._row import Row
from tests.torture._settled import DUE, Served, load_archive, populate

__all__ = ["run"]

QUERIES = ("belt and road", "Pakistan", "trade -tariff", '"foreign minister"', "Vietnam railway", "BRICS")
ASKED_EVERY = 0.25


def run(seed: int, short: bool) -> Row:
    """10,000 digests (short: 200)."""
    number = 200 if short else 10_000
    with tempfile.TemporaryDirectory() as folder:
        rate, peak, refused, sent, waits = asyncio.run(_fan_out(Path(folder), number, Random(seed)))
    waits.sort()
    slowest = waits[int(len(waits) * 0.99)] if waits else float("inf")
    return Row(
        f"{number:,} subscriptions due in the same minute, 50 requests a second enforced",
        "≥ 47 posts/s, 0 429s, /search p99 meanwhile < 250 ms",
        f"{sent:,} sent, {rate:.1f} posts/s, at most {peak} in a second, {refused} 429s; "
        f"/search p50 {waits[len(waits) // 2] * 1000:.0f} ms, p99 {slowest * 1000:.0f} ms of {len(waits)}",
        passed=sent == number and rate >= 47 and refused == 0 and peak <= 50 and slowest < 0.25,
    )


async def _fan_out(folder: Path, number: int, random: Random) -> tuple[float, int, int, int, list[float]]:
    await load_archive(folder / "archive.db")
    clock = TurnableClock(DUE - timedelta(hours=1), timer=time.monotonic)
    archive = await Archive.open(folder / "archive.db")
    state = await open_state(str(folder / "state.db"), clock)
    settings = Settings.read(
        {"DATELINE_ARCHIVE": str(folder / "archive.db"), "DATELINE_STATE": str(folder / "state.db")}
    )
    try:
        async with LocalDiscord(clock=clock, keep=1000) as discord:
            served = await populate(discord, state, clock, number)
            client = build_client(settings, archive, state, clock, sleep=clock.sleep)
            async with connect(client, discord, until_ready=True):
                # What the start asked of Discord is not part of the run.
                await asyncio.sleep(1.5)
                discord.limits.peak = 0
                posts, waits = await _play(discord, client, clock, served, random)
            sent = (await state.deliveries.tally(DUE.date())).get("sent", 0)
            rate = (len(posts) - 1) / (posts[-1] - posts[0])
            return rate, discord.limits.peak, discord.exchanges.violations[429], sent, waits
    finally:
        await state.close()
        await archive.close()


async def _play(
    discord: LocalDiscord, client: DatelineClient, clock: TurnableClock, served: Served, random: Random
) -> tuple[list[float], list[float]]:
    """When each digest was posted, and how long each search took, in seconds."""
    posts: list[float] = []
    done = asyncio.Event()
    digests = {channel.id for channel in served.channels}

    def watch(_what: str, message: Message) -> None:
        # An answer to a search stands in a channel too.
        if message.channel.id in digests and "interaction_metadata" not in message.payload:
            posts.append(time.monotonic())
            if len(posts) >= len(digests):
                done.set()

    stop = discord.watch(watch)
    clock.turn(DUE)
    client.digest.nudge()
    waits: list[float] = []
    limit = time.monotonic() + 60 + len(digests) / 20
    while not done.is_set() and time.monotonic() < limit:
        reader = random.choice(served.readers)
        began = time.monotonic()
        await discord.command(reader, served.channels[0], f"/search query:{random.choice(QUERIES)!r}")
        waits.append(time.monotonic() - began)
        await asyncio.sleep(ASKED_EVERY)
    # The last rows are written after their posts.
    await asyncio.sleep(1.0)
    stop()
    return posts, waits
