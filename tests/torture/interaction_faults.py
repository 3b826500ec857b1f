"""Interactions whose answers meet refusals, rate limits and cut connections one time in ten."""

import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from bot.harness import Channel, User
from bot.harness.exchanges import Exchange
from bot.harness.faults import Kind
from bot.harness.local import LocalDiscord
from bot.harness.reply import Reply
from bot.harness.world import Message
from tests.torture import _steady
from tests.torture._online import Faults, online
from tests.torture._row import Row

__all__ = ["run"]

NUMBER, SHORT_NUMBER = 10_000, 200
BATCH = 50
CALLBACKS = "POST /interactions/*/callback"
ANSWERS = ("PATCH /webhooks/*", "POST /webhooks/*")
"""How an answer follows where Discord was told to wait."""
PATIENCES = ((0.0, 0.25), (0.2, 0.75))
"""Seconds until it is, and for which share of the questions: a quarter of them takes this way on a machine
of any speed, and some of the others on a slow one."""
SHARE = 0.1
"""Of these requests meet a fault."""
EACH = 5
"""So many kinds of faults share that."""
PRESSES = ("1s0=Pakistan|||||0", "1s0=China|||||1", "1d0=1|18|||0", "1m0=PK|||||0", "1i0=0", "forged")
QUERIES = ("Pakistan", "belt and road", '"foreign minister"', "no such thing at all")
UNKNOWN_INTERACTION = 10062
"""What Discord says of one that is older than three seconds."""
LET_THROUGH = frozenset({"", Kind.STATUS_AFTER.value, Kind.DROP_AFTER.value})
"""What a callback met that Discord took nevertheless, whether or not its answer came back."""


def run(seed: int, short: bool) -> Row:
    """10,000 interactions (short: 200)."""
    number = SHORT_NUMBER if short else NUMBER
    with tempfile.TemporaryDirectory() as folder:
        found, faults = _steady.run(lambda: _play(Path(folder), number, Random(seed)))
    exceptions = sum(each.count for each in faults)
    first = next((each.first for each in faults if each.first), "")
    return Row(
        f"{number:,} interactions, {SHARE:.0%} of whose answers meet 429, 500 or a dropped connection",
        "never acknowledged twice; always where a try within 3 s was let through; 0 unhandled exceptions",
        f"{found['injected']:,} faults, {found['acknowledged']:,} acknowledged ({found['deferred']:,} by a "
        f"deferral), {found['twice']} twice, {found['missed']} missed, "
        f"{found['never through']} never let through, {found['unanswered']} left waiting, "
        f"{exceptions} exceptions{first}",
        passed=not (found["twice"] or found["missed"] or found["unanswered"] or exceptions)
        and found["injected"] > number * SHARE / 2
        and found["deferred"] > number / 100
        and found["acknowledged"] + found["never through"] == number,
    )


async def _play(folder: Path, number: int, random: Random) -> tuple[Counter[str], list[Faults]]:
    found: Counter[str] = Counter()
    faults = []
    for patience, share in PATIENCES:
        async with online(folder, patience=patience) as (local, channel, users, one):
            await _ask_all(local, channel, users, one, number=int(number * share), random=random, found=found)
            faults.append(one)
    return found, faults


async def _ask_all(
    local: LocalDiscord,
    channel: Channel,
    users: list[User],
    faults: Faults,
    *,
    number: int,
    random: Random,
    found: Counter[str],
) -> None:
    """Ask so much, a batch at a time, and judge what Discord saw of it."""
    shown = (await local.command(users[0], channel, "/search query:China")).message
    assert shown is not None
    _inject(local)
    for first in range(0, number, BATCH):
        replies = [_ask(local, channel, users, shown, random) for _ in range(min(BATCH, number - first))]
        await local.settled()
        await faults.quiet()
        tried: dict[str, list[Exchange]] = {}
        for each in local.exchanges:
            part = each.path.split("/")
            if part[1] in {"interactions", "webhooks"}:
                tried.setdefault(part[3], []).append(each)
        for reply in replies:
            _judge(reply, tried.get(reply.payload["token"], []), found)
        channel.messages.clear()
        channel.messages[shown.id] = shown


def _ask(local: LocalDiscord, channel: Channel, users: list[User], shown: Message, random: Random) -> Reply:
    """A search, or a press on the answer to one: by whoever asked it, or by somebody else."""
    if random.random() < 0.5:
        option = {"name": "query", "type": 3, "value": random.choice(QUERIES)}
        data: object = {"id": "1", "name": "search", "type": 1, "options": [option]}
        return local.interact(random.choice(users), channel, 2, data)
    user = users[0] if random.random() < 0.02 else random.choice(users)
    press = {"custom_id": random.choice(PRESSES), "component_type": 2}
    return local.interact(user, channel, 3, press, source=shown)


def _inject(local: LocalDiscord) -> None:
    """Five kinds, each with its share of what the ones before it leave."""
    chance = SHARE / EACH
    for route in (CALLBACKS, *ANSWERS):
        local.faults.rate_limit(route, retry_after=0.2, times=None, probability=chance)
        local.faults.fail(route, times=None, probability=chance)
        local.faults.fail(route, after_effect=True, times=None, probability=chance)
        local.faults.drop(route, after_effect=False, times=None, probability=chance)
        local.faults.drop(route, after_effect=True, times=None, probability=chance)


def _judge(reply: Reply, tried: list[Exchange], found: Counter[str]) -> None:
    """What Discord saw of one interaction."""
    found["injected"] += sum(bool(each.fault) for each in tried)
    callbacks = [each for each in tried if each.path.endswith("/callback")]
    found["twice"] += _twice(reply, callbacks)
    if reply.acknowledged_after is not None:
        found["acknowledged"] += 1
        found["deferred"] += reply.deferred
        # An answer that follows a deferral is tried four times; a followup, which might arrive twice, once.
        followed = [each for each in tried if each not in callbacks]
        found["unanswered"] += not reply.complete and any(not each.fault for each in followed or callbacks)
    elif _missed(callbacks):
        found["missed"] += 1
    else:
        found["never through"] += 1


def _missed(callbacks: list[Exchange]) -> bool:
    """Whether an interaction without acknowledgement could have had one: a try in time was let through.

    Where no try came in time at all, it could have had one too.
    """
    in_time = [each for each in callbacks if each.code != UNKNOWN_INTERACTION]
    return not in_time or any(each.fault in LET_THROUGH for each in in_time)


def _twice(reply: Reply, callbacks: list[Exchange]) -> bool:
    """Whether Discord took two callbacks, or two answers stand.

    After an answer that was lost or late the bot may try again: Discord refuses that, and says so.
    """
    taken = [each for each in callbacks if each.status in {200, 204}]
    new = reply.message is not None and not reply.updated
    return len(taken) > 1 or len(reply.followups) + new > 1
