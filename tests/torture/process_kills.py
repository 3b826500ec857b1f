"""The whole bot as a process of its own, killed by SIGKILL in the middle of its deliveries, in real time."""

import asyncio
import contextlib
import signal
import sys
import tempfile
import time
from asyncio.subprocess import Process as Child
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

import aiosqlite

from bot.harness import LocalDiscord, TurnableClock
from bot.harness.world import Message
from storage.state import State, open_state
from tests.torture._row import Row
from tests.torture._settled import DUE, Served, load_archive, populate

__all__ = ["Files", "judge", "live", "run", "start", "until_settled"]

SUBSCRIPTIONS = 20
KILLS_A_DAY = 5


def run(seed: int, short: bool) -> Row:
    """50 kills (short: 5), each day up to five of them."""
    kills = 5 if short else 50
    with tempfile.TemporaryDirectory() as folder:
        outcomes, done, starts = asyncio.run(_kill(Path(folder), kills, Random(seed)))
    expected = outcomes.pop("expected")
    told = ", ".join(f"{number} {name}" for name, number in outcomes.items())
    settled = outcomes["sent"] + outcomes["uncertain"] == expected
    return Row(
        f"{done} SIGKILLs of the bot's process while it delivers, {SUBSCRIPTIONS} subscriptions",
        "each sent once or uncertain with the reason; 0 doubles, 0 lost; the database whole",
        f"{expected} deliveries: {told}; {starts} starts",
        passed=done >= kills and settled and not outcomes["doubles"] and not outcomes["damaged"],
    )


async def _kill(folder: Path, kills: int, random: Random) -> tuple[Counter[str], int, int]:
    await load_archive(folder / "archive.db")
    clock = TurnableClock(DUE - timedelta(hours=1), timer=time.monotonic)
    state = await open_state(str(folder / "state.db"), clock)
    done = starts = days = 0
    outcomes: Counter[str] = Counter(sent=0, uncertain=0, doubles=0, lost=0, damaged=0)
    try:
        async with LocalDiscord(clock=clock) as discord:
            served = await populate(discord, state, clock, SUBSCRIPTIONS)
            files = Files(str(folder / "archive.db"), str(folder / "state.db"))
            while done < kills:
                # The deliveries of one day: started over and over, and killed but for the last time.
                clock.turn(DUE + timedelta(days=days) - timedelta(seconds=1))
                for _ in range(min(KILLS_A_DAY, kills - done)):
                    await live(discord, files, clock, random, ends=False)
                    outcomes["damaged"] += not await _is_whole(folder / "state.db")
                    done += 1
                    # Soon enough for the nonce, or too late for it.
                    clock.advance(random.choice((0.5, 5.0, 90.0)))
                await live(discord, files, clock, random, ends=True, state=state)
                starts += KILLS_A_DAY + 1
                days += 1
            await judge(discord, state, served, days, outcomes)
    finally:
        await state.close()
    return outcomes, done, starts


@dataclass(frozen=True)
class Files:
    """The databases of a life; the state's may be an address."""

    archive: str
    state: str


async def live(
    discord: LocalDiscord,
    files: Files,
    clock: TurnableClock,
    random: Random,
    *,
    ends: bool,
    state: State | None = None,
) -> None:
    """Start the bot; kill it after some posts or some time, or let it finish what is due."""
    arrived = asyncio.Event()
    count = random.randint(1, 6)

    def watch(_what: str, _message: Message) -> None:
        nonlocal count
        count -= 1
        if count <= 0:
            arrived.set()

    stop = discord.watch(watch)
    child = await start(discord, files, clock)
    try:
        if ends and state is not None:
            await until_settled(state, clock)
        else:
            # At a post, before its answer is read; or a moment later, in the middle of whatever it does.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(arrived.wait(), random.uniform(1.5, 4.0))
            if random.random() < 0.5:
                await asyncio.sleep(random.uniform(0, 0.05))
    finally:
        stop()
        await _end(child, signal.SIGTERM if ends else signal.SIGKILL)


async def start(discord: LocalDiscord, files: Files, clock: TurnableClock) -> Child:
    """A bot in a process of its own, whose clock goes with `clock`."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.torture._child",
        *(files.archive, files.state, discord.api_base, discord.gateway_url),
        *(clock().isoformat(), str(time.monotonic())),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )


async def _end(child: Child, how: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        child.send_signal(how)
    try:
        await asyncio.wait_for(child.wait(), 10)
    except TimeoutError:
        child.kill()
        await child.wait()


async def until_settled(state: State, clock: TurnableClock) -> None:
    """Wait until nothing is due and nothing claimed; the minute that a nonce holds is passed over."""
    limit = time.monotonic() + 120
    while time.monotonic() < limit:
        open_claims = await state.deliveries.orphans(())
        guilds = [await state.subscriptions.of_guild(each) for each in await state.subscriptions.guilds()]
        if not open_claims and all(each.due.at > clock() for guild in guilds for each in guild):
            return
        await asyncio.sleep(0.2)


async def _is_whole(path: Path) -> bool:
    async with aiosqlite.connect(path) as connection:
        rows = list(await connection.execute_fetchall("PRAGMA integrity_check"))
    return [tuple(row) for row in rows] == [("ok",)]


async def judge(
    discord: LocalDiscord, state: State, served: Served, days: int, outcomes: Counter[str]
) -> None:
    for channel in served.channels:
        posted = Counter(message.content or str(message.embeds) for message in discord.messages(channel))
        outcomes["doubles"] += sum(number - 1 for number in posted.values())
        subscription = await state.subscriptions.of_channel(channel.id)
        assert subscription is not None
        rows = {row.local_date: row for row in await state.deliveries.recent(subscription.id, 1000)}
        ids = {message.id for message in discord.messages(channel)}
        for day in range(days):
            row = rows.get((DUE + timedelta(days=day)).date())
            outcomes["expected"] += 1
            if row is None or (row.state == "sent" and row.message_id not in ids):
                outcomes["lost"] += 1
            elif row.state in {"sent", "skipped"}:
                # A day of which the archive has nothing to tell within two weeks is settled too.
                outcomes["sent"] += 1
            else:
                outcomes["uncertain" if row.state == "uncertain" and row.reason else "lost"] += 1
