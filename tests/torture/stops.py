"""The whole bot as a process of its own, told to stop by SIGTERM in the middle of answers and deliveries."""

import asyncio
import contextlib
import signal
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

from bot.harness import LocalDiscord, TurnableClock
from bot.harness.errors import HarnessError
from bot.harness.world import Message
from storage.state import open_state
from tests.torture._row import Row
from tests.torture._settled import DUE, Served, load_archive, populate
from tests.torture.process_kills import Files, judge, live, start

__all__ = ["run"]

SUBSCRIPTIONS = 20
ALLOWED = 5.0
"""Seconds from the signal to the end of the process."""
ASKING = ("/search query:Pakistan", "/meetings country:Pakistan", "/onthisdate date:18 January", "/about")


def run(seed: int, short: bool) -> Row:
    """30 stops (short: 3), each on a day of its own."""
    stops = 3 if short else 30
    with tempfile.TemporaryDirectory() as folder:
        taken, codes, outcomes = asyncio.run(_stop(Path(folder), stops, Random(seed)))
    expected = outcomes.pop("expected")
    told = ", ".join(f"{number} {name}" for name, number in outcomes.items())
    slowest = max(taken)
    return Row(
        f"{stops} SIGTERMs of `dateline run` while it delivers to {SUBSCRIPTIONS} channels and answers",
        f"each ends within {ALLOWED:g} s and with code 0; each digest sent once or uncertain",
        f"slowest {slowest:.2f} s, codes {dict(codes)}; {expected} deliveries: {told}",
        passed=slowest <= ALLOWED
        and set(codes) == {0}
        and not outcomes["doubles"]
        and not outcomes["lost"]
        and outcomes["sent"] + outcomes["uncertain"] == expected,
    )


async def _stop(
    folder: Path, stops: int, random: Random
) -> tuple[list[float], Counter[int | None], Counter[str]]:
    await load_archive(folder / "archive.db")
    files = Files(str(folder / "archive.db"), str(folder / "state.db"))
    clock = TurnableClock(DUE - timedelta(hours=1), timer=time.monotonic)
    state = await open_state(files.state, clock)
    taken: list[float] = []
    codes: Counter[int | None] = Counter()
    outcomes: Counter[str] = Counter(sent=0, uncertain=0, doubles=0, lost=0)
    try:
        async with LocalDiscord(clock=clock) as discord:
            served = await populate(discord, state, clock, SUBSCRIPTIONS)
            for day in range(stops):
                clock.turn(DUE + timedelta(days=day) - timedelta(seconds=1))
                seconds, code = await _life(discord, files, clock, served, random)
                taken.append(seconds)
                codes[code] += 1
                # What it had not begun is sent by the next life.
                await live(discord, files, clock, random, ends=True, state=state)
            await judge(discord, state, served, stops, outcomes)
    finally:
        await state.close()
    return taken, codes, outcomes


async def _life(
    discord: LocalDiscord, files: Files, clock: TurnableClock, served: Served, random: Random
) -> tuple[float, int | None]:
    """Start a bot, and stop it after some posts while people ask: how many seconds it took, its exit code."""
    arrived = asyncio.Event()
    count = random.randint(1, SUBSCRIPTIONS)

    def watch(_what: str, message: Message) -> None:
        nonlocal count
        count -= message.channel in served.channels
        if count <= 0:
            arrived.set()

    ignore = discord.watch(watch)
    child = await start(discord, files, clock)
    crowd = asyncio.ensure_future(_ask(discord, served, random))
    try:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(arrived.wait(), 20)
        ignore()
        before = time.monotonic()
        child.send_signal(signal.SIGTERM)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(child.wait(), 4 * ALLOWED)
        return time.monotonic() - before, child.returncode
    finally:
        crowd.cancel()
        await asyncio.gather(crowd, return_exceptions=True)
        if child.returncode is None:
            child.kill()
            await child.wait()


async def _ask(discord: LocalDiscord, served: Served, random: Random) -> None:
    """Ten people ask one thing after another, whether they are answered or not."""
    await discord.gateway.changed(lambda gateway: bool(gateway.online))
    guild = served.channels[0].guild
    assert guild is not None
    channel = discord.add_channel(guild, "questions")

    async def person(number: int) -> None:
        while True:
            # Where the bot is gone there is no answer.
            with contextlib.suppress(TimeoutError, HarnessError):
                async with asyncio.timeout(1):
                    await discord.command(served.readers[number], channel, random.choice(ASKING))
            await asyncio.sleep(0.01)

    await asyncio.gather(*(person(number) for number in range(10)))
