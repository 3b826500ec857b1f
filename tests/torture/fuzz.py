"""Interactions that no client of Discord's would send, thrown at the whole bot."""

import asyncio
import json
import tempfile
from pathlib import Path
from random import Random
from typing import Any

from bot.harness import Channel, User
from bot.harness.exchanges import Exchange
from bot.harness.local import LocalDiscord
from tests.torture._online import Faults, online
from tests.torture._row import Row

__all__ = ["run"]

NUMBER, SHORT_NUMBER = 100_000, 1_500
BATCH = 100
INVALID_FORM = 50035
"""What the local Discord refuses an answer with that is over a limit."""

NAMES = ("search", "article", "meetings", "onthisdate", "digest", "about", "Search the archive", "rm -rf", "")
OPTIONS = ("query", "country", "since", "until", "agency", "page", "title", "with", "kind", "day", "channel")
COMMANDS = ("subscribe", "status", "unsubscribe", "time", "zone", "at", "timezone", "x")
WORDS = (
    "Pakistan", "belt and road", '"', "-trade", "*" * 90, "@everyone", "<@1>", "[x](http://a.b)", "\u202e",
    "\0", "\ud83c", "🇵🇰" * 40, "5 Feb 2025", "0000-00-00", "29 Feb", "9" * 400, "' OR 1=1 --", "NEAR(", "",
)  # fmt: skip
FORGED = (
    "1s0=Pakistan||||", "1s0=Pakistan||||||999999", "1s0=Pakistan|PK||||0", "1a0=x|text|0", "1m0=PK|||||0",
    "1d0=2|30|||0", "1d0=1|18|||0", "1i0=0", "9s0=|0", "1s0@key|0", "1r0=\\p|0", "s", "1d0=1|18||x|1",
)  # fmt: skip


FIELDS = (
    "member", "guild_id", "channel", "channel_id", "type", "locale", "message", "guild",
    "app_permissions", "entitlements", "version", "context",
)  # fmt: skip


def run(seed: int, short: bool) -> Row:
    """100,000 interactions (short: 1,500)."""
    number = SHORT_NUMBER if short else NUMBER
    with tempfile.TemporaryDirectory() as folder:
        sent, answered, over, mentions, alive, faults = asyncio.run(_fuzz(Path(folder), number, Random(seed)))
    return Row(
        f"{sent:,} fuzzed interactions",
        "0 crashes, 0 answers over Discord's limits, 0 mentions",
        f"{answered:,} answered, {faults.count} crashes{faults.first}, {over} over limits, "
        f"{mentions} mentions; the bot {'answers' if alive else 'does NOT answer'} afterwards",
        passed=sent == number and answered > number / 10 and not (faults.count or over or mentions) and alive,
    )


async def _fuzz(folder: Path, number: int, random: Random) -> tuple[int, int, int, int, bool, Faults]:
    async with online(folder) as (local, channel, users, faults):
        answered = mentions = 0
        for first in range(0, number, BATCH):
            seen = local.exchanges.total
            for _ in range(min(BATCH, number - first)):
                _throw(local, random.choice(users), channel, random)
            await local.settled()
            await faults.quiet()
            fresh = (
                list(local.exchanges)[seen - local.exchanges.total :] if local.exchanges.total > seen else []
            )
            answered += sum(each.status in {200, 204} and each.path.endswith("/callback") for each in fresh)
            mentions += sum(map(_mentions, fresh))
            channel.messages.clear()
        over = local.exchanges.violations[INVALID_FORM]
        reply = await local.command(users[0], channel, "/about")
        return number, answered, over, mentions, bool(reply.embeds), faults


def _throw(local: LocalDiscord, user: User, channel: Channel, random: Random) -> None:
    """Send one interaction: most are nearly right, for those get furthest."""
    kind = random.choice((2, 2, 2, 3, 3, 4, 4, 5, random.randrange(-2, 9)))
    data: Any = {"id": "1", **(_component(random) if kind in {3, 5} else _command(random, kind))}
    for key in list(data):
        if random.random() < 0.02:
            data[key] = _junk(random)
        elif random.random() < 0.02:
            del data[key]
    if random.random() < 0.01:
        data = _junk(random)
    overrides: dict[str, object] = {}
    if random.random() < 0.1:
        field = random.choice(FIELDS)
        overrides[field] = random.choice((..., _junk(random)))
    local.interact(user, channel, kind, data, source=None, **overrides)


def _command(random: Random, kind: int) -> dict[str, Any]:
    options = [_option(random, kind) for _ in range(random.choice((0, 1, 1, 1, 2, 5, 30)))]
    name = random.choice(NAMES)
    if name == "digest" and random.random() < 0.8:
        options = [{"name": random.choice(COMMANDS), "type": 1, "options": options}]
    made: dict[str, Any] = {"name": name, "type": random.choice((1, 1, 1, 1, 3, 2)), "options": options}
    if made["type"] != 1:
        made |= {
            "target_id": "5",
            "resolved": random.choice(({}, {"messages": {"5": {"id": "5"}}}, _junk(random))),
        }
    return made


def _option(random: Random, kind: int) -> dict[str, Any]:
    value = _text(random) if random.random() < 0.9 else _junk(random)
    option: dict[str, Any] = {
        "name": random.choice(OPTIONS),
        "type": random.choice((3, 3, 3, 3, 4, 5, 7, 99)),
        "value": value,
    }
    if kind == 4 and random.random() < 0.7:
        option["focused"] = True
    return option


def _component(random: Random) -> dict[str, Any]:
    custom_id = random.choice(FORGED) if random.random() < 0.7 else _text(random)
    if custom_id and random.random() < 0.3:
        at = random.randrange(len(custom_id))
        custom_id = custom_id[:at] + random.choice("|=@\\09az\u202e") + custom_id[at + 1 :]
    made: dict[str, Any] = {
        "custom_id": custom_id,
        "component_type": random.choice((2, 2, 3, 3, 5, 77)),
        "components": [],
    }
    if made["component_type"] != 2:
        made["values"] = [_text(random) for _ in range(random.randrange(4))]
    return made


def _text(random: Random) -> str:
    text = " ".join(random.choices(WORDS, k=random.randint(1, 3)))
    return text * random.choice((1, 1, 1, 1, 1, 50, 2000)) if len(text) < 60 else text


def _junk(random: Random) -> Any:
    return random.choice(
        (None, True, -1, 2**70, 1.5, "", "x" * 100_000, [], [[]], {}, {"id": "x"}, [None], _text(random))
    )


def _mentions(exchange: Exchange) -> bool:
    """Whether an answer may mention anybody: it has text of its own and does not forbid it."""
    if not exchange.request.startswith(b"{"):
        return False
    body = json.loads(exchange.request)
    data = body.get("data", body) if isinstance(body, dict) else None
    if not isinstance(data, dict) or not {"content", "embeds"} & data.keys():
        return False
    allowed = data.get("allowed_mentions") or {}
    return allowed.get("parse") != [] or bool(allowed.get("users") or allowed.get("roles"))
