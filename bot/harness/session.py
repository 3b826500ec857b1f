"""One gateway session: what was sent in it, and the socket that it goes over at present."""

import asyncio
import json
from collections import deque
from contextlib import suppress

from aiohttp import web

from bot.harness.world import Guild

__all__ = ["Session", "Socket", "belongs"]

_REPLAYED = 3_000
"""So many of the latest events can be replayed to a bot that resumes."""


def belongs(guild: Guild | None, shard: int, shards: int) -> bool:
    """Whether a guild's events go to a shard; those of no guild go to shard 0."""
    return ((guild.id >> 22) % shards if guild else 0) == shard


class Socket:
    """A connected websocket and the one task that writes to it, so that nobody waits for the network."""

    def __init__(self, connection: web.WebSocketResponse, transport: asyncio.Transport | None) -> None:
        self.connection = connection
        self._transport = transport
        self.frames: deque[float] = deque()  # when the client sent something
        self._outgoing: asyncio.Queue[str | None] = asyncio.Queue()
        self._writer = asyncio.get_running_loop().create_task(self._write(), name="gateway-writer")

    def send(self, text: str) -> None:
        """Queues one frame."""
        self._outgoing.put_nowait(text)

    def send_op(self, op: int, data: object) -> None:
        """Queues one frame that is no event."""
        self.send(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    def abort(self) -> None:
        """Cuts the connection as a network failure would."""
        if self._transport is not None:
            self._transport.abort()

    async def close(self, code: int, reason: str = "") -> None:
        """Sends what is queued, then closes with a code."""
        self._outgoing.put_nowait(None)
        with suppress(ConnectionError):
            await self._writer
            await self.connection.close(code=code, message=reason.encode())

    async def stop(self) -> None:
        """Ends the writing task, once the connection is gone."""
        self._writer.cancel()
        await asyncio.gather(self._writer, return_exceptions=True)

    async def _write(self) -> None:
        with suppress(ConnectionError):
            while (text := await self._outgoing.get()) is not None:
                await self.connection.send_str(text)


class Session:
    """A session of one shard; it outlives its socket, so that the bot can resume it."""

    def __init__(self, session_id: str, shard: int, shards: int, intents: int) -> None:
        self.id = session_id
        self.shard = shard
        self.shards = shards
        self.intents = intents
        self.sequence = 0
        self.heard = 0  # the last sequence number that the bot's heartbeat named
        self.lost_at: float | None = None
        self.socket: Socket | None = None
        self._sent: deque[tuple[int, str]] = deque(maxlen=_REPLAYED)
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []

    @property
    def first_replayable(self) -> int:
        """The lowest sequence number after which everything can still be replayed."""
        return self._sent[0][0] - 1 if self._sent else self.sequence

    def dispatch(self, event: str, body: str) -> None:
        """Sends an event, with its data as JSON text, or keeps it for when the bot resumes."""
        self.sequence += 1
        text = f'{{"op":0,"t":"{event}","s":{self.sequence},"d":{body}}}'
        self._sent.append((self.sequence, text))
        if self.socket:
            self.socket.send(text)

    def replay(self, sequence: int) -> None:
        """Sends again all events after a sequence number."""
        for number, text in self._sent:
            if number > sequence and self.socket:
                self.socket.send(text)

    def beat(self, sequence: int | None) -> None:
        """Takes a heartbeat: the bot has handled everything up to `sequence`."""
        self.heard = max(self.heard, sequence or 0)
        still = []
        for wanted, future in self._waiting:
            if self.heard < wanted:
                still.append((wanted, future))
            elif not future.done():
                future.set_result(None)
        self._waiting = still

    async def settled(self) -> None:
        """Waits until the bot has handled every event sent so far; it is asked for a heartbeat."""
        if self.socket is None or self.heard >= self.sequence:
            return
        future = asyncio.get_running_loop().create_future()
        self._waiting.append((self.sequence, future))
        self.socket.send_op(1, None)
        await future

    def lost(self, now: float) -> None:
        """Notes that the socket is gone; nobody waits for its heartbeats any more."""
        self.socket = None
        self.lost_at = now
        self.beat(self.sequence)
