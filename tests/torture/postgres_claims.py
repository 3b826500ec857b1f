"""How long a claim takes on PostgreSQL while four processes claim at once, each in its own shards."""

import asyncio
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta

from bot.digest.subscribing import put
from bot.harness import TurnableClock
from storage.state import Settings, ShardRange, State, open_state
from tests.storage.state.servers import ABSENT, PostgresServer, is_installed
from tests.torture._row import Row
from tests.torture._settled import DUE, TIME

__all__ = ["run"]

SPANS = tuple(ShardRange(first, first + 3, 16) for first in (0, 4, 8, 12))
PACE = 1 / 50
"""Seconds between the claims of one process: four times what Discord lets all of them send."""


def run(seed: int, short: bool) -> Row:  # noqa: ARG001 - nothing here is left to chance
    """10,000 claims (short: 800), each synced to the disk, of 10,000 that are due."""
    due, each = 10_000, 200 if short else 2500
    told = f"{4 * each:,} claims by 4 processes of {due:,} that are due, PostgreSQL with fsync"
    must_show = "p99 ≤ 20 ms, every claim once"
    if not is_installed():
        return Row(told, must_show, f"skipped: {ABSENT}", passed=True)
    took, claimed = asyncio.run(_measure(due, each))
    took.sort()
    p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    return Row(
        told,
        must_show,
        f"p50 {p50 * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms, {claimed:,} claimed",
        passed=p99 <= 0.02 and claimed == len(took) == 4 * each,
    )


async def _measure(due: int, each: int) -> tuple[list[float], int]:
    server = await asyncio.to_thread(PostgresServer.create, fsync=True)
    try:
        address = await server.make_schema("claims")
        clock = TurnableClock(DUE - timedelta(hours=1))
        state = await open_state(address, clock)
        await _subscribe(state, clock, due)
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(len(SPANS)) as pool:
            parts = await asyncio.gather(
                *(loop.run_in_executor(pool, _claims, address, span, each) for span in SPANS)
            )
        claimed = (await state.deliveries.tally(DUE.date())).get("claimed", 0)
        await state.close()
        return [took for part in parts for took in part], claimed
    finally:
        await asyncio.to_thread(server.remove)


async def _subscribe(state: State, clock: TurnableClock, number: int) -> None:
    for guild in range(1, number + 1):
        await put(state, clock, Settings(guild << 22, guild, TIME, "UTC", "nearest"), 5)


def _claims(address: str, span: ShardRange, number: int) -> list[float]:
    return asyncio.run(_claim(address, span, number))


async def _claim(address: str, span: ShardRange, number: int) -> list[float]:
    """How long each claim took, in seconds; as in the bot, each goes with its own due subscription."""
    state = await open_state(address, lambda: DUE)
    took: list[float] = []
    subscriptions = await state.subscriptions.due(DUE, limit=number, shards=span)
    for each in subscriptions:
        began = time.perf_counter()
        if await state.deliveries.claim(each, each.due, ("entry",), str(span)) is not None:
            took.append(time.perf_counter() - began)
        await asyncio.sleep(PACE)
    await state.close()
    return took
