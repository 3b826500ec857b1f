"""The bot as a process of its own over PostgreSQL: killed by SIGKILL, and the server restarted under it."""

import asyncio
import contextlib
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

from bot.harness import LocalDiscord, TurnableClock
from storage.errors import DatabaseError
from storage.state import State, open_state
from tests.storage.state.servers import ABSENT, PostgresServer, is_installed
from tests.torture._row import Row
from tests.torture._settled import DUE, load_archive, populate
from tests.torture.process_kills import Files, judge, live, until_settled

__all__ = ["run"]

SUBSCRIPTIONS = 20
KILLS_A_DAY = 10
RESTARTS_A_DAY = 1


def run(seed: int, short: bool) -> Row:
    """200 kills and 20 restarts of the server (short: 5 and 1), ten kills and one restart a day."""
    days = 1 if short else 20
    kills = 5 if short else KILLS_A_DAY
    told = (
        f"{days * kills} SIGKILLs of the bot's process, {days * RESTARTS_A_DAY} restarts of PostgreSQL, "
        f"{SUBSCRIPTIONS} subscriptions"
    )
    must_show = "each sent once or uncertain with the reason; 0 doubles, 0 lost"
    if not is_installed():
        return Row(told, must_show, f"skipped: {ABSENT}", passed=True)
    with tempfile.TemporaryDirectory() as folder:
        outcomes = asyncio.run(_kill(Path(folder), days, kills, Random(seed)))
    expected = outcomes.pop("expected")
    measured = ", ".join(f"{number} {name}" for name, number in outcomes.items())
    settled = outcomes["sent"] + outcomes["uncertain"] == expected
    return Row(
        told,
        must_show,
        f"{expected} deliveries: {measured}",
        passed=settled and not outcomes["doubles"] and not outcomes["lost"],
    )


async def _kill(folder: Path, days: int, kills: int, random: Random) -> Counter[str]:
    outcomes: Counter[str] = Counter(sent=0, uncertain=0, doubles=0, lost=0)
    clock = TurnableClock(DUE - timedelta(hours=1), timer=time.monotonic)
    await load_archive(folder / "archive.db")
    server = await asyncio.to_thread(PostgresServer.create, fsync=True)
    try:
        files = Files(str(folder / "archive.db"), await server.make_schema("torture"))
        state = await open_state(files.state, clock)
        async with LocalDiscord(clock=clock) as discord:
            served = await populate(discord, state, clock, SUBSCRIPTIONS)
            for day in range(days):
                clock.turn(DUE + timedelta(days=day) - timedelta(seconds=1))
                restart = random.randrange(kills)
                for number in range(kills):
                    restarting = asyncio.create_task(_restart(server, random, wanted=number == restart))
                    await live(discord, files, clock, random, ends=False)
                    await restarting
                    # Soon enough for the nonce, or too late for it.
                    clock.advance(random.choice((0.5, 5.0, 90.0)))
                await _back(state)
                await live(discord, files, clock, random, ends=True, state=state)
            await until_settled(state, clock)
            await judge(discord, state, served, days, outcomes)
        await state.close()
    finally:
        await asyncio.to_thread(server.remove)
    return outcomes


async def _restart(server: PostgresServer, random: Random, *, wanted: bool) -> None:
    """Take the server away while the bot lives, in good order or as a crash, for a moment."""
    if wanted:
        await asyncio.sleep(random.uniform(0.5, 3.0))
        await asyncio.to_thread(server.stop, random.choice(("fast", "immediate")))
        await asyncio.sleep(random.uniform(0, 1.5))
        await asyncio.to_thread(server.start)


async def _back(state: State) -> None:
    """Wait until our own connections are there again."""
    async with asyncio.timeout(30):
        while True:
            with contextlib.suppress(DatabaseError):
                await state.ping()
                return
            await asyncio.sleep(0.2)
