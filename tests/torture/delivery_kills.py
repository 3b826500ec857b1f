"""Deliveries of a month under kills: at every step and at random instants, with lost requests and replies."""

import asyncio
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from bot.digest.subscribing import put
from storage.clock import Clock
from storage.state import Delivery, Process, Settings, Subscription
from storage.state.sqlite import SqliteState, open_sqlite
from tests import virtual_time
from tests.bot.digest.fakes import PostOffice
from tests.bot.digest.oracle import walk
from tests.torture._lives import Killed, Life
from tests.torture._row import Row

__all__ = ["run"]

# In these 30 days the clocks of all but one of them change, some forward and some back.
START = datetime(2026, 3, 7, 12, tzinfo=UTC)
ZONES = (
    "America/New_York",
    "America/Nuuk",
    "Africa/Casablanca",
    "Asia/Gaza",
    "Europe/Berlin",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
)
TIMES = (time(2, 30), time(8), time(23, 45), time(1, 45), time(0, 15))
SUBSCRIPTIONS = 20
UNREADABLE = {1003, 1011}
"""Channels whose history cannot be read: only there may a delivery be uncertain."""


@dataclass
class Tally:
    """What was done and what came of it."""

    kills: int = 0
    starts: int = 0
    expected: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def run(seed: int, short: bool) -> Row:
    """500 kills in 30 days (short: 60 in 4)."""
    kills, days = (60, 4) if short else (500, 30)
    with tempfile.TemporaryDirectory() as folder:
        tally = virtual_time.run(lambda: _month(Path(folder) / "state.db", Random(seed), kills, days))
    readable, unreadable = tally.outcomes["uncertain, readable"], tally.outcomes["uncertain, unreadable"]
    doubles, lost = tally.outcomes["double"], tally.outcomes["lost"]
    for problem in tally.problems[:20]:
        print(problem)  # noqa: T201 - this is a program that reports
    return Row(
        f"{tally.kills} kills of the delivery at every step and at random instants, {days} virtual days, "
        f"{SUBSCRIPTIONS} subscriptions in {len(ZONES)} zones",
        "each sent once or uncertain with the reason (< 1% of kills where history can be read); "
        "0 doubles, 0 lost silently",
        f"{tally.expected} deliveries, {tally.outcomes['sent']} sent once, {doubles} doubles, {lost} lost, "
        f"uncertain: {readable} readable, {unreadable} unreadable; {tally.starts} starts",
        passed=not tally.problems
        and tally.kills >= kills
        and readable < 0.01 * tally.kills
        and tally.outcomes["sent"] > 0.9 * tally.expected,
    )


async def _month(path: Path, random: Random, kills: int, days: int) -> Tally:
    clock = virtual_time.virtual_clock(START)
    end = START + timedelta(days=days)
    office = PostOffice(clock)
    office.unreadable |= UNREADABLE
    office.latency = lambda: random.uniform(0.02, 1.0)
    tally = Tally()
    asyncio.get_running_loop().set_exception_handler(_but_for_kills)
    await _subscribe(path, clock)
    while clock() < end:
        _inject(office, random)
        # Kills keep pace with the days.
        killed = tally.kills < kills * ((clock() - START) / (end - START)) + 3
        by_step = killed and random.random() < 0.5
        process = Process(f"p{tally.starts}", random.choice(("a", "a", "b")), tally.starts + 2)
        life = Life(path, office, clock, process, dies_at_step=random.randint(1, 40) if by_step else None)
        tally.starts += 1
        seconds = random.uniform(0, 30) if killed and not by_step else 3600.0
        await life.run(seconds, killed=killed, idle=_is_idle, seed=random.randrange(2**32))
        tally.kills += killed
        office.step = _nobody
        await _pause(path, clock, random, killed=killed)
    await _finish(path, office, clock)
    await _judge(path, office, clock, tally, end)
    return tally


def _but_for_kills(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """A killed process reports nothing."""
    if not isinstance(context.get("exception"), Killed):
        loop.default_exception_handler(context)


def _nobody(_name: str) -> None:
    """No process runs: nothing to kill."""


async def _subscribe(path: Path, clock: Clock) -> None:
    state = await open_sqlite(str(path), clock, bytes)
    for number in range(SUBSCRIPTIONS):
        zone = ZONES[number % len(ZONES)]
        settings = Settings(number + 1, 1000 + number, TIMES[number % len(TIMES)], zone, "nearest")
        await put(state, clock, settings, 5)
    await state.close()


def _inject(office: PostOffice, random: Random) -> None:
    """Some requests of the next life go wrong."""
    office.faults = {0: []}
    while random.random() < 0.4:
        office.faults[0].append(random.choice(("lost reply", "lost request", "503", "unreachable")))


async def _is_idle(state: SqliteState, now: datetime) -> bool:
    """Nothing is claimed, and nothing comes within ten minutes."""
    wake = await state.subscriptions.next_wake()
    claimed = await state.deliveries.orphans(())
    return not claimed and (wake is None or wake - now > timedelta(minutes=10))


async def _pause(path: Path, clock: Clock, random: Random, *, killed: bool) -> None:
    """Nothing runs for a while: up to an hour after a kill, else until shortly before the next digest."""
    if killed:
        seconds = random.choice(((1.0, 20.0), (20.0, 90.0), (90.0, 3600.0)))
        await asyncio.sleep(random.uniform(*seconds))
        return
    state = await open_sqlite(str(path), clock, bytes)
    wake = await state.subscriptions.next_wake()
    await state.close()
    if wake is not None:
        await asyncio.sleep(max(1.0, (wake - clock()).total_seconds() - random.uniform(0, 40)))


async def _finish(path: Path, office: PostOffice, clock: Clock) -> None:
    """A last life without faults settles what is open."""
    office.faults.clear()
    life = Life(path, office, clock, Process("last", "c", 1), dies_at_step=None)
    await life.run(300.0, killed=False, idle=_never, seed=0)
    office.step = _nobody


async def _never(_state: SqliteState, _now: datetime) -> bool:
    return False


async def _judge(path: Path, office: PostOffice, clock: Clock, tally: Tally, end: datetime) -> None:
    """Compare what stands in the channels with the ledger, and both with what a walk through time expects."""
    state = await open_sqlite(str(path), clock, bytes)
    for number in range(SUBSCRIPTIONS):
        subscription = await state.subscriptions.of_channel(1000 + number)
        assert subscription is not None
        ledger = {each.local_date: each for each in await state.deliveries.recent(subscription.id, 1000)}
        posted = Counter(each.local_date for each in office.in_channel(subscription.channel_id))
        expected = _expected(subscription, end)
        for day in sorted(expected | posted.keys()):
            if day > max(expected) and posted[day] == 1:
                # It fell due after the end, while the last life settled what was open.
                continue
            outcome = _outcome(ledger.get(day), posted[day], day in expected, subscription.channel_id)
            tally.expected += day in expected
            tally.outcomes[outcome] += 1
            if outcome in {"double", "lost", "unexpected"}:
                tally.problems.append(
                    f"{outcome}: channel {subscription.channel_id}, {day}, {ledger.get(day)}"
                )
    await state.close()


def _outcome(row: Delivery | None, posted: int, expected: bool, channel_id: int) -> str:
    if posted > 1:
        return "double"
    if row is None:
        return "lost" if expected else "unexpected"
    if row.state == "uncertain" and row.reason:
        return "uncertain, unreadable" if channel_id in UNREADABLE else "uncertain, readable"
    if row.state == "sent" and posted == 1:
        return "sent"
    # The office's composer has nothing to show on the 13th.
    if row.state == "skipped" and posted == 0 and row.local_date.day == 13:
        return "empty day"
    return "lost"


def _expected(subscription: Subscription, end: datetime) -> set[date]:
    """The local dates whose digest fell due after the start and at least a moment before the end."""
    settings = subscription.settings
    walked = walk(ZoneInfo(settings.zone), START.date() - timedelta(days=2), end.date() + timedelta(days=2))
    return {
        day
        for day in walked.days
        if START < walked.reached[datetime.combine(day, settings.local_time)] <= end
    }
