"""Interactions that no client of Discord's would send, thrown at the whole bot."""

import asyncio
import json
import random
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import hypothesis
from hypothesis import strategies as st

from bot.harness import Channel, User
from bot.harness.errors import NotAnswered
from bot.harness.exchanges import Exchange
from bot.harness.local import LocalDiscord
from tests.torture import _steady
from tests.torture._interactions import Json, interactions
from tests.torture._online import Faults, online
from tests.torture._row import Row

__all__ = ["run"]

NUMBER, SHORT_NUMBER = 100_000, 500
BATCH = 50
"""Interactions of one example, sent together."""
ROUND = 10_000
"""Interactions of one search of hypothesis's, which remembers all that it has drawn."""
INVALID_FORM = 50035
"""What the local Discord refuses an answer with that is over a limit."""
OWN_FIELDS = frozenset({"id", "token"})
"""What each interaction has of its own."""


FIELDS = (
    "application_id", "type", "version", "data", "channel_id", "channel", "locale", "entitlements", "user",
    "authorizing_integration_owners", "context", "attachment_size_limit", "guild_id", "guild", "member",
    "guild_locale", "app_permissions", "message",
)  # fmt: skip
"""What the local Discord fills in; a payload that lacks one is sent without."""


class Broken(AssertionError):
    """The bot did what it must not."""


def run(seed: int, short: bool) -> Row:
    """100,000 interactions (short: 500)."""
    number = SHORT_NUMBER if short else NUMBER
    with tempfile.TemporaryDirectory() as folder:
        fuzz, alive = _steady.run(lambda: _play(Path(folder), number, seed))
    return Row(
        f"{number:,} fuzzed interactions, drawn by hypothesis",
        "0 crashes, 0 answers over Discord's limits, 0 mentions",
        f"{fuzz.sent:,} sent, {fuzz.answered:,} answered, {fuzz.faults.count} crashes{fuzz.faults.first}, "
        f"{fuzz.over} over limits, {fuzz.mentions} mentions; "
        f"the bot {'answers' if alive else 'does NOT answer'} afterwards{fuzz.broken}",
        passed=fuzz.sent >= number
        and fuzz.answered > number / 4
        and not (fuzz.faults.count or fuzz.over or fuzz.mentions or fuzz.broken)
        and alive,
    )


class _Fuzz:
    """Throws batches at a bot and judges what comes back."""

    def __init__(self, local: LocalDiscord, channel: Channel, users: list[User], faults: Faults) -> None:
        self._local = local
        self._channel = channel
        self._users = users
        self.faults = faults
        self.sent = self.answered = self.over = self.mentions = 0
        self.broken = ""
        """The first interaction that broke the bot, if one did."""

    async def batches(self) -> st.SearchStrategy[list[Json]]:
        """Batches made of what this local Discord sends, so that ids and permissions are real ones."""
        local, channel, manager = self._local, self._channel, self._users[0]
        assert channel.guild is not None
        local.join(channel.guild, manager, ["manage_guild"])
        shown = await local.command(manager, channel, "/search query:Pakistan")
        asked = [
            shown,
            await local.command(self._users[1], channel, "/about"),
            await local.command(manager, local.add_dm(manager), "/about"),
        ]
        assert shown.message is not None
        templates = [
            {key: value for key, value in each.payload.items() if key not in OWN_FIELDS} for each in asked
        ]
        buttons = [each for row in shown.components for each in row["components"]]
        pressable = [each["custom_id"] for each in buttons if "custom_id" in each]
        one = interactions(templates, shown.message.payload, pressable)
        return st.lists(one, min_size=BATCH, max_size=BATCH)

    async def judge(self, batch: list[Json]) -> None:
        """Throw a batch; which of it broke the bot, if any did, is found by throwing each alone."""
        try:
            await self.throw(batch)
        except Broken as broken:
            self.broken = f"; broken: {broken}"
            for each in batch:
                try:
                    await self.throw([each])
                except Broken:
                    self.broken += f" by type {each.get('type')!r} with {str(each.get('data'))[:200]}"
                    sys.stderr.write(f"this broke the bot: {json.dumps(each)}\n")
                    break
            raise

    async def throw(self, batch: list[Json]) -> None:
        """Send a batch and wait until all is answered; raises `Broken`."""
        exchanges, faults = self._local.exchanges, self.faults
        crashes, over, seen = faults.count, exchanges.violations[INVALID_FORM], exchanges.total
        for payload in batch:
            # Another person each time, so that nobody is told to slow down.
            user = self._users[self.sent % len(self._users)]
            _sign(payload, user)
            kind = payload.get("type")
            absent = dict.fromkeys(FIELDS, ...)
            self._local.interact(
                user, self._channel, kind if isinstance(kind, int) else 2, None, **{**absent, **payload}
            )
            self.sent += 1
        # Events come in order: when this one is answered, all before it have been taken in. (A heartbeat
        # would tell the same, but only 110 a minute.)
        asker = self._users[self.sent % len(self._users)]
        try:
            await self._local.command(asker, self._channel, "/about")
        except NotAnswered:
            faults.note("the bot answers nobody any more")
        await faults.quiet()
        fresh = list(exchanges)[len(exchanges) - min(len(exchanges), exchanges.total - seen) :]
        self.answered += sum(each.status in {200, 204} and each.path.endswith("/callback") for each in fresh)
        self.answered -= 1
        mentions = sum(map(_mentions, fresh))
        over = exchanges.violations[INVALID_FORM] - over
        self.over += over
        self.mentions += mentions
        self._channel.messages.clear()
        if faults.count > crashes or over or mentions:
            raise Broken(
                f"{faults.count - crashes} crashes{faults.first}, {over} over limits, {mentions} mentions"
            )


def _hunt(
    throw: Callable[[list[Json]], None], batches: st.SearchStrategy[list[Json]], examples: int, seed: int
) -> Callable[[], None]:
    """A search through that many batches, drawn from a seed."""

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=examples,
        database=None,
        deadline=None,
        # What breaks is found among its batch: shrinking would throw thousands of others.
        phases=(hypothesis.Phase.generate,),
        suppress_health_check=list(hypothesis.HealthCheck),
        print_blob=False,
        verbosity=hypothesis.Verbosity.quiet,
    )
    @hypothesis.given(batches)
    def hunt(batch: list[Json]) -> None:
        throw(batch)

    return hunt


async def _play(folder: Path, number: int, seed: int) -> tuple[_Fuzz, bool]:
    async with online(folder) as (local, channel, users, faults):
        fuzz = _Fuzz(local, channel, users, faults)
        batches = await fuzz.batches()
        loop = asyncio.get_running_loop()

        def throw(batch: list[Json]) -> None:
            if fuzz.broken:
                # Hypothesis throws the batch once more, which need not break the bot each time.
                raise Broken(fuzz.broken)
            # Hypothesis is not asynchronous: it runs in a thread beside the loop that the bot runs on.
            asyncio.run_coroutine_threadsafe(fuzz.judge(batch), loop).result()

        rng = random.Random(seed)
        # What breaks the bot only by chance is told by `fuzz.broken` as well.
        with suppress(Broken, hypothesis.errors.Flaky):
            for begun in range(0, number, ROUND):
                hunt = _hunt(throw, batches, min(ROUND, number - begun) // BATCH, rng.getrandbits(32))
                await asyncio.to_thread(hunt)
        reply = await local.command(users[0], channel, "/about")
        return fuzz, bool(reply.embeds)


def _sign(payload: Json, user: User) -> None:
    """Put a user's id where the template's was, unless that is what was changed."""
    member = payload.get("member")
    holder = member if isinstance(member, dict) else payload
    asker = holder.get("user")
    if isinstance(asker, dict) and str(asker.get("id")).isdecimal():
        asker["id"] = str(user.id)


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
