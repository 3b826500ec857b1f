"""Interactions whose acknowledgements meet refusals, rate limits and cut connections one time in ten."""

import asyncio
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from bot.harness.exchanges import Exchange
from bot.harness.faults import Kind
from bot.harness.local import LocalDiscord
from bot.harness.reply import Reply
from tests.torture._online import Faults, online
from tests.torture._row import Row

__all__ = ["run"]

NUMBER, SHORT_NUMBER = 10_000, 300
BATCH = 100
CALLBACKS = "POST /interactions/*/callback"
SHARE = 0.1
"""Of the callbacks meet a fault."""
EACH = 5
"""So many kinds of faults share that."""
PRESSES = ("1s0=Pakistan|||||0", "1d0=1|18|||0", "1m0=PK|||||0", "1i0=0", "forged")
QUERIES = ("Pakistan", "belt and road", '"foreign minister"', "no such thing at all")
LET_THROUGH = frozenset({"", Kind.STATUS_AFTER.value, Kind.DROP_AFTER.value})
"""What a callback met that Discord took nevertheless, whether or not its answer came back."""


def run(seed: int, short: bool) -> Row:
    """10,000 interactions (short: 300)."""
    number = SHORT_NUMBER if short else NUMBER
    with tempfile.TemporaryDirectory() as folder:
        found, faults = asyncio.run(_play(Path(folder), number, Random(seed)))
    return Row(
        f"{number:,} interactions, {SHARE:.0%} of their callbacks meet 429, 500 or a dropped connection",
        "never acknowledged twice; always where a try within 3 s was let through; 0 unhandled exceptions",
        f"{found['injected']:,} faults, {found['acknowledged']:,} acknowledged, {found['twice']} twice, "
        f"{found['missed']} missed, {found['never through']} never let through, "
        f"{faults.count} exceptions{faults.first}",
        passed=not (found["twice"] or found["missed"] or faults.count)
        and found["injected"] > number * SHARE / 2
        and found["acknowledged"] + found["never through"] == number,
    )


async def _play(folder: Path, number: int, random: Random) -> tuple[Counter[str], Faults]:
    found: Counter[str] = Counter()
    async with online(folder) as (local, channel, users, faults):
        _inject(local)
        for first in range(0, number, BATCH):
            replies = []
            for _ in range(min(BATCH, number - first)):
                if random.random() < 0.5:
                    option = {"name": "query", "type": 3, "value": random.choice(QUERIES)}
                    kind = 2
                    data: object = {"id": "1", "name": "search", "type": 1, "options": [option]}
                else:
                    kind, data = 3, {"custom_id": random.choice(PRESSES), "component_type": 2}
                replies.append(local.interact(random.choice(users), channel, kind, data))
            await local.settled()
            await faults.quiet()
            tried: dict[str, list[Exchange]] = {}
            for each in local.exchanges.to("POST", "/callback"):
                tried.setdefault(each.path.split("/")[-2], []).append(each)
            for reply in replies:
                _judge(reply, tried.get(reply.payload["token"], []), found)
            channel.messages.clear()
    return found, faults


def _inject(local: LocalDiscord) -> None:
    """Five kinds, each with its share of what the ones before it leave."""
    chance = SHARE / EACH
    local.faults.rate_limit(CALLBACKS, retry_after=0.2, times=None, probability=chance)
    local.faults.fail(CALLBACKS, times=None, probability=chance)
    local.faults.fail(CALLBACKS, after_effect=True, times=None, probability=chance)
    local.faults.drop(CALLBACKS, after_effect=False, times=None, probability=chance)
    local.faults.drop(CALLBACKS, after_effect=True, times=None, probability=chance)


def _judge(reply: Reply, callbacks: list[Exchange], found: Counter[str]) -> None:
    """What Discord saw of one interaction."""
    found["injected"] += sum(bool(each.fault) for each in callbacks)
    # Discord refuses a second one; only after an answer that was lost may the bot have tried it.
    sure = [each for each in callbacks if each.status in {200, 204} and not each.fault]
    found["twice"] += len(sure) > 1
    if reply.acknowledged_after is not None:
        found["acknowledged"] += 1
        found["twice"] += len(reply.followups) > 0
    elif any(each.fault in LET_THROUGH for each in callbacks) or not callbacks:
        found["missed"] += 1
    else:
        found["never through"] += 1
