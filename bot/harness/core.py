"""What all parts of the local Discord share, and how a message comes to be in a channel."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from bot.harness import compose
from bot.harness.commands import Registry
from bot.harness.compose import Upload
from bot.harness.exchanges import Exchanges
from bot.harness.faults import Faults
from bot.harness.gateway import Gateway
from bot.harness.interactions import Interactions
from bot.harness.payloads import member
from bot.harness.ratelimits import RateLimits
from bot.harness.world import Channel, Json, Message, User, World
from storage.clock import Clock

__all__ = ["Core", "Watcher"]

Watcher = Callable[[str, Message], None]
"""Called with `create`, `update` or `delete`, and the message."""

_NONCE_WINDOW = timedelta(minutes=5)
_MESSAGES, _DIRECT_MESSAGES = 1 << 9, 1 << 12  # gateway intents


class Core:
    """The state of one local Discord; the routes, the gateway and those who act work on it.

    `clock` tells the time of messages, interactions and tokens. Rate limits count seconds of the event loop,
    by which the bot sleeps too.
    """

    def __init__(
        self, clock: Clock, random: Random, *, name: str, token: str, shards: int, max_concurrency: int,
        identify_interval: float, global_limit: int | None, keep: int | None,
    ) -> None:  # fmt: skip
        self.clock = clock
        self.random = random
        self.token = token
        self.world = World(clock, name)
        self.gateway = Gateway(
            self.world,
            token=token,
            shards=shards,
            max_concurrency=max_concurrency,
            identify_interval=identify_interval,
        )
        self.registry = Registry(self.world)
        self.interactions = Interactions(self.world)
        self.faults = Faults(random)
        self.limits = RateLimits(lambda: asyncio.get_running_loop().time(), global_limit=global_limit)
        self.exchanges = Exchanges(keep)
        self._watchers: list[Watcher] = []
        self._nonces: dict[tuple[int, str], tuple[datetime, Message]] = {}

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Calls `watcher` for every message sent, changed or deleted from now on; returns what ends that."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def post(
        self, channel: Channel, author: User, body: Json, uploads: list[Upload], *,
        viewer: User | None = None, extra: Json | None = None,
    ) -> Message:  # fmt: skip
        """Puts a message into a channel and tells everybody concerned."""
        message = compose.compose(self.world, channel, author, body, uploads, viewer=viewer)
        if extra:
            message.payload.update(extra)
        self._tell("create", message)
        return message

    def edit(self, message: Message, body: Json, uploads: list[Upload], *, edited: bool = True) -> None:
        """Changes a message and tells everybody concerned."""
        compose.amend(self.world, message, body, uploads, edited=edited)
        self._tell("update", message)

    def delete(self, message: Message) -> None:
        """Takes a message out of its channel and tells everybody concerned."""
        message.channel.messages.pop(message.id, None)
        self._tell("delete", message)

    def sent_before(self, channel: Channel, nonce: str) -> Message | None:
        """The message that was sent to the channel with this nonce within the last minutes."""
        found = self._nonces.get((channel.id, nonce))
        return found[1] if found and self.clock() - found[0] <= _NONCE_WINDOW else None

    def note_nonce(self, channel: Channel, nonce: str, message: Message) -> None:
        """Remembers a nonce, and forgets those whose time is over."""
        now = self.clock()
        if len(self._nonces) > 20_000:
            self._nonces = {key: kept for key, kept in self._nonces.items() if now - kept[0] <= _NONCE_WINDOW}
        self._nonces[channel.id, nonce] = (now, message)

    def _tell(self, what: str, message: Message) -> None:
        for watcher in tuple(self._watchers):
            watcher(what, message)
        if message.viewer is not None:
            return
        channel = message.channel
        intent = _MESSAGES if channel.guild else _DIRECT_MESSAGES
        if not self.gateway.wants(intent):
            return
        event: Json = {"id": str(message.id), "channel_id": str(channel.id)}
        if what != "delete":
            event = {**message.payload}
        if channel.guild:
            event["guild_id"] = str(channel.guild.id)
            belonging = channel.guild.members.get(message.author.id)
            if belonging and what != "delete":
                event["member"] = member(belonging, with_user=False)
        self.gateway.dispatch(f"MESSAGE_{what.upper()}", event, channel.guild, intent=intent)
