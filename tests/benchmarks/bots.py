"""The whole bot beside a bare one: start, latency, bursts and memory, through the same local Discord.

Each bot runs as a process of its own and is told by its settings alone where Discord is; the local Discord
and whoever asks live in this process, the same for both. Each is installed with its own dependencies: the
bare bot is discord.py and what it needs, on asyncio's event loop; Dateline brings uvloop, and orjson, which
discord.py uses for both.
"""

import asyncio
import os
import statistics
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from bot.harness import Channel, LocalDiscord, TurnableClock, User
from tests.benchmarks.tables import Row, at_least, at_most

__all__ = ["BARE", "BotFigures", "Memory", "Running", "compare", "measure", "memory", "ours", "running"]

ROOT = Path(__file__).parents[2]
BARE = ("-m", "tests.benchmarks.bare")
OURS = ("-m", "bot", "run")
WARM_UP = 50
ASKED = 400
BURSTS = 20
BURST = 50
PAIRS = 3
"""How often both are measured in turn: a burst takes a moment, and a shared machine has bad ones."""
START_GUARD = 60.0


@dataclass(frozen=True, slots=True)
class BotFigures:
    """Seconds, seconds, answers a second, bytes."""

    start: float
    p50: float
    p99: float
    rate: float
    memory: int


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that is online."""

    local: LocalDiscord
    user: User
    channel: Channel
    pid: int
    started: float
    """When its process was started, by `time.perf_counter`."""

    @property
    def memory(self) -> int:
        """Resident bytes of the bot's process."""
        return _resident(self.pid)

    @property
    def drawing(self) -> int:
        """Resident bytes of the processes that draw for it at the moment."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii")
        return sum(map(_resident, map(int, children.split())))

    @property
    def pictures(self) -> int:
        """How many were added to answers so far, of the latest requests."""
        return sum(bool(each.files) and each.status == 200 for each in self.local.exchanges)


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident bytes of a bot, and at most of what drew its pictures."""

    bot: int
    drawing: int


def _resident(pid: int) -> int:
    """Resident bytes of a process; 0 where there is none any more."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    found = (int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS"))
    return next(found, 0)


def ours(archive: Path, folder: Path) -> tuple[tuple[str, ...], dict[str, str]]:
    """How to start Dateline itself on an archive: arguments and settings."""
    return OURS, {"DATELINE_ARCHIVE": str(archive), "DATELINE_STATE": str(folder / "bench-state.db")}


@asynccontextmanager
async def running(
    arguments: tuple[str, ...], settings: Mapping[str, str], *, guilds: int = 1
) -> AsyncIterator[Running]:
    """Starts a bot in a world of so many guilds; the block begins as soon as it can be asked."""
    clock = TurnableClock(datetime.now(UTC), timer=time.monotonic)
    async with LocalDiscord(clock=clock, keep=200) as local:
        user = local.add_user("Ana")
        channel = None
        for number in range(guilds):
            guild = local.add_guild(f"Guild {number}")
            first = local.add_channel(guild, "general")
            channel = channel or first
            if number == 0:
                local.join(guild, user)
        assert channel is not None
        environment = {
            **os.environ,
            **settings,
            "DISCORD_TOKEN": local.token,
            "DATELINE_DISCORD_API": local.api_base,
        }
        started = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *arguments,
            cwd=ROOT,
            env=environment,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(START_GUARD):
                await local.gateway.changed(lambda gateway: len(gateway.online) >= gateway.recommended)
                await local.settled()
            yield Running(local, user, channel, process.pid, started)
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


async def measure(arguments: tuple[str, ...], settings: Mapping[str, str], texts: list[str]) -> BotFigures:
    """Start, latency one by one, and rate in bursts, asking `texts` in turn.

    Cooldowns would be measured instead of answers, so every question is asked by a user of its own.
    """
    async with running(arguments, settings) as bot:
        await bot.local.command(bot.user, bot.channel, texts[0])
        start = time.perf_counter() - bot.started
        guild = bot.channel.guild
        assert guild is not None
        crowd = []
        for number in range(200):
            crowd.append(bot.local.add_user(f"user {number}"))
            bot.local.join(guild, crowd[-1])
        taken = []
        for number in range(WARM_UP + ASKED):
            before = time.perf_counter()
            await bot.local.command(crowd[number % 200], bot.channel, texts[number % len(texts)])
            if number >= WARM_UP:
                taken.append(time.perf_counter() - before)
            bot.channel.messages.clear()
        before = time.perf_counter()
        for turn in range(BURSTS):
            await asyncio.gather(
                *(
                    bot.local.command(
                        crowd[(turn * BURST + number) % 200], bot.channel, texts[number % len(texts)]
                    )
                    for number in range(BURST)
                )
            )
            bot.channel.messages.clear()
        rate = BURSTS * BURST / (time.perf_counter() - before)
        taken.sort()
        return BotFigures(start, statistics.median(taken), taken[int(len(taken) * 0.99)], rate, bot.memory)


async def memory(
    arguments: tuple[str, ...], settings: Mapping[str, str], guilds: int, texts: list[str]
) -> Memory:
    """What a bot keeps in a world of so many guilds, after `texts` were asked and pictures drawn for them."""
    wanted = sum(text in PICTURED for text in texts)
    drawing = 0
    async with running(arguments, settings, guilds=guilds) as bot:
        for text in texts:
            await bot.local.command(bot.user, bot.channel, text)
        async with asyncio.timeout(START_GUARD):
            while bot.pictures < wanted:
                drawing = max(drawing, bot.drawing)
                await asyncio.sleep(0.02)
        return Memory(bot.memory, drawing)


ASKING = [
    "/search query:Pakistan",
    '/search query:"community with a shared future"',
    "/search query:cooperation country:Vietnam",
    "/search query:zardari since:2025",
]
PICTURED = ["/meetings country:Pakistan", "/meetings", "/about"]
CONSTANT = ["/search query:Pakistan"]
MANY = 10_000


def _median(figures: list[tuple[float, float]]) -> tuple[float, float, float]:
    """The pair with the median ratio, the ratio before it."""
    return statistics.median_low([(own / bare, own, bare) for own, bare in figures])


async def compare(
    archive: Path, folder: Path, console: Console, *, quick: bool, large: Path | None = None
) -> list[Row]:
    """Dateline on the shipped dumps beside the bare bot; `large` is an archive of a million articles."""
    console.print("[bold]bot[/bold]: Dateline beside a bare discord.py bot")
    arguments, settings = ours(archive, folder)
    pairs = [
        (await measure(arguments, settings, ASKING), await measure(BARE, {}, CONSTANT)) for _ in range(PAIRS)
    ]
    latency, own_p50, bare_p50 = _median([(own.p50, bare.p50) for own, bare in pairs])
    rate, own_rate, bare_rate = _median([(own.rate, bare.rate) for own, bare in pairs])
    start, own_start, bare_start = _median([(own.start, bare.start) for own, bare in pairs])
    rows = [
        at_most("/search end to end, p50", f"{own_p50 * 1e3:.2f} ms", f"{bare_p50 * 1e3:.2f} ms", latency, 4),
        at_least("answers a second, bursts of 50", f"{own_rate:.0f}", f"{bare_rate:.0f}", rate, 0.4),
        at_most("start to first answer", f"{own_start:.2f} s", f"{bare_start:.2f} s", start, 3),
    ]
    one, own_one = (
        await memory(BARE, {}, 1, CONSTANT),
        await memory(arguments, settings, 1, ASKING + PICTURED),
    )
    rows.append(
        at_most("memory, 1 guild, after pictures", _mb(own_one.bot), _mb(one.bot), own_one.bot / one.bot, 2)
    )
    console.print(f"the processes that draw, for a second each: {_mb(own_one.drawing)} beside that at most")
    if not quick:
        many, own_many = (
            await memory(BARE, {}, MANY, CONSTANT),
            await memory(arguments, settings, MANY, ASKING + PICTURED),
        )
        each, own_each = (many.bot - one.bot) / MANY, (own_many.bot - own_one.bot) / MANY
        what = f"memory, each further guild of {MANY:,}, after pictures"
        rows.append(at_most(what, f"{own_each:.0f} B", f"{each:.0f} B", own_each / each, 1.2))
    if large is not None:
        arguments, settings = ours(large, folder)
        # It has no meetings to draw.
        own_large = await memory(arguments, settings, 1, [*ASKING, PICTURED[-1]])
        what = "memory, 1,000,000 articles, after a picture"
        share = own_large.bot / own_one.bot
        rows.append(at_most(what, _mb(own_large.bot), f"{_mb(own_one.bot)} (seed)", share, 1.5))
    return rows


def _mb(count: int) -> str:
    return f"{count / 2**20:.0f} MB"
