"""The gateway: sessions of the bot's shards, what they are told, and what can go wrong with them."""

import asyncio
import json
from collections import Counter, deque
from collections.abc import Callable
from datetime import UTC, date, timedelta
from typing import Any

from aiohttp import WSMsgType, web

from bot.harness import payloads
from bot.harness.session import Session, Socket, belongs
from bot.harness.world import Guild, Json, World

__all__ = ["Gateway"]

_HEARTBEAT_MS = 41_250
_PAYLOAD_LIMIT = 4096
_FRAMES = 120
_FRAMES_SECONDS = 60.0
_GUILDS_A_SHARD = 2500
_SESSIONS_A_DAY = 1000
_RESUMABLE_SECONDS = 120.0
_GUILDS_INTENT = 1 << 0
_ALL_INTENTS = (1 << 26) - 1
_PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15


class _Closing(Exception):
    """Ends a connection with one of Discord's close codes."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Gateway:
    """All sessions, by id.

    `shards` is what `GET /gateway/bot` recommends. With `identify_interval` (Discord's is 5 s) each of the
    `max_concurrency` lots of shards may identify once in so many seconds; 0 lets restarts follow each other
    at will. `violations` counts close codes and refused identifies.
    """

    def __init__(
        self, world: World, *, token: str, shards: int, max_concurrency: int, identify_interval: float
    ) -> None:
        self.world = world
        self.shards = shards
        self.max_concurrency = max_concurrency
        self.identify_interval = identify_interval
        self.sessions: dict[str, Session] = {}
        self.identifies = 0
        self.resumes = 0
        self.acknowledges = True  # False: heartbeats go unanswered, as on a dead connection
        self.privileged = _PRIVILEGED  # the privileged intents that are switched on in the portal
        self.url = ""
        self.violations: Counter[int] = Counter()
        self._token = token
        self._sockets: set[Socket] = set()
        self._identified: dict[int, float] = {}
        self._identified_on: Counter[date] = Counter()
        self._waiting: list[asyncio.Future[None]] = []

    @property
    def recommended(self) -> int:
        """How many shards `GET /gateway/bot` recommends, so that none has too many guilds."""
        return max(self.shards, -(-len(self.world.guilds) // _GUILDS_A_SHARD))

    @property
    def starts_left(self) -> int:
        """How many identifies are left today, by the clock's day in UTC."""
        return max(0, _SESSIONS_A_DAY - self._identified_on[self.world.clock().date()])

    @property
    def starts_renewed_after(self) -> timedelta:
        """How long it is until the next day's identifies."""
        now = self.world.clock().astimezone(UTC)
        return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1) - now

    @property
    def online(self) -> list[Session]:
        """The sessions that have a socket."""
        return [session for session in self.sessions.values() if session.socket]

    def wants(self, intent: int) -> bool:
        """Whether any session asked for this intent."""
        return any(session.intents & intent for session in self.sessions.values())

    def dispatch(self, event: str, data: Json, guild: Guild | None, *, intent: int = 0) -> bool:
        """Sends an event to the sessions of the guild's shard; whether there is any."""
        told = False
        body = json.dumps(data)
        now = asyncio.get_running_loop().time()
        for session in tuple(self.sessions.values()):
            if session.lost_at is not None and now - session.lost_at > _RESUMABLE_SECONDS:
                del self.sessions[session.id]
            elif belongs(guild, session.shard, session.shards) and (not intent or session.intents & intent):
                session.dispatch(event, body)
                told = True
        return told

    def dispatch_guild(self, event: str, data: Json, guild: Guild) -> None:
        """Sends an event about a guild that the bot is in; nothing when no bot has connected yet."""
        if self.sessions and self.world.holds_bot(guild) and guild.available:
            self.dispatch(event, data, guild, intent=_GUILDS_INTENT)

    async def settled(self) -> None:
        """Waits until every connected shard has handled all that it was told."""
        for session in self.online:
            await session.settled()

    async def changed(self, true_of: Callable[["Gateway"], bool]) -> None:
        """Waits until something is true of the sessions, such as that two are online."""
        while not true_of(self):
            future = asyncio.get_running_loop().create_future()
            self._waiting.append(future)
            await future

    def drop(self, *, shard: int | None = None) -> None:
        """Cuts the sockets of one shard, or of all, as a network failure would."""
        for session in self.online:
            if session.socket and shard in {None, session.shard}:
                session.socket.abort()

    def ask_reconnect(self, *, shard: int | None = None) -> None:
        """Asks to reconnect (op 7), as Discord does before it takes a gateway down."""
        self._send_op(7, None, shard)

    def invalidate(self, *, resumable: bool = False, shard: int | None = None) -> None:
        """Declares sessions invalid (op 9); without `resumable` they are forgotten."""
        self._send_op(9, resumable, shard)
        if not resumable:
            for session in tuple(self.sessions.values()):
                if shard in {None, session.shard}:
                    del self.sessions[session.id]
        self._notify()

    async def close_all(self, code: int = 1001) -> None:
        """Closes every connection; for the end."""
        await asyncio.gather(*(socket.close(code) for socket in tuple(self._sockets)))
        for session in self.online:
            session.lost(asyncio.get_running_loop().time())

    async def serve(self, request: web.BaseRequest) -> web.WebSocketResponse:
        """Serves one connection from its hello to its end."""
        connection = web.WebSocketResponse(max_msg_size=_PAYLOAD_LIMIT * 16, autoping=True)
        await connection.prepare(request)
        socket = Socket(connection, request.transport)
        self._sockets.add(socket)
        session: Session | None = None
        try:
            socket.send_op(10, {"heartbeat_interval": _HEARTBEAT_MS})
            async for message in connection:
                if message.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
                    break
                session = self._receive(socket, session, message.data)
        except _Closing as closing:
            self.violations[closing.code] += 1
            if session:
                self.sessions.pop(session.id, None)
            await socket.close(closing.code, closing.reason)
        finally:
            self._leave(session, socket)
            self._sockets.discard(socket)
            await socket.stop()
        return connection

    def _leave(self, session: Session | None, socket: Socket) -> None:
        if session and session.socket is socket:
            session.lost(asyncio.get_running_loop().time())
            # A client that closes with 1000 or 1001 ends its session; any other end can be resumed.
            if socket.connection.close_code in {1000, 1001}:
                self.sessions.pop(session.id, None)
            self._notify()

    def _receive(self, socket: Socket, session: Session | None, data: str | bytes) -> Session | None:
        now = asyncio.get_running_loop().time()
        op, content = self._decode(socket.frames, data, now)
        if op == 1:
            if session:
                session.beat(content)
            if self.acknowledges:
                socket.send_op(11, None)
        elif op in {2, 6}:
            if session:
                raise _Closing(4005, "Already authenticated.")
            return self._identify(socket, content, now) if op == 2 else self._resume(socket, content)
        elif session is None:
            raise _Closing(4003, "Not authenticated.")
        elif op not in {3, 4, 8, 31}:
            raise _Closing(4001, "Unknown opcode.")
        return session

    @staticmethod
    def _decode(frames: deque[float], data: str | bytes, now: float) -> tuple[int, Any]:
        """A frame's op and content, if it keeps to the limits; `frames` are the instants of the latest."""
        while frames and frames[0] <= now - _FRAMES_SECONDS:
            frames.popleft()
        frames.append(now)
        if len(frames) > _FRAMES:
            raise _Closing(4008, "Rate limited.")
        if len(data) > _PAYLOAD_LIMIT:
            raise _Closing(4002, "Error while decoding payload.")
        try:
            frame = json.loads(data)
            return frame["op"], frame["d"]
        except (ValueError, KeyError, TypeError):
            raise _Closing(4002, "Error while decoding payload.") from None

    def _identify(self, socket: Socket, content: Json, now: float) -> Session | None:
        if content.get("token") != self._token:
            raise _Closing(4004, "Authentication failed.")
        shard, shards = content.get("shard", (0, 1))
        if not 0 <= shard < shards:
            raise _Closing(4010, "Invalid shard.")
        intents = content.get("intents", 0)
        if intents & ~_ALL_INTENTS:
            raise _Closing(4013, "Invalid intent(s).")
        if intents & _PRIVILEGED & ~self.privileged:
            raise _Closing(4014, "Disallowed intent(s).")
        lot = shard % self.max_concurrency
        if (
            now - self._identified.get(lot, -self.identify_interval) < self.identify_interval
            or not self.starts_left
        ):
            self.violations[9] += 1
            socket.send_op(9, False)
            return None
        guilds = [each for each in self.world.guilds.values() if self.world.holds_bot(each)]
        mine = [guild for guild in guilds if belongs(guild, shard, shards)]
        if len(mine) > _GUILDS_A_SHARD:
            raise _Closing(4011, "Sharding required.")
        self._identified[lot] = now
        self.identifies += 1
        self._identified_on[self.world.clock().date()] += 1
        session = Session(f"session-{self.world.snowflakes.next()}", shard, shards, intents)
        session.socket = socket
        self.sessions[session.id] = session
        session.dispatch("READY", json.dumps(self._ready(session, mine)))
        for guild in mine:
            if guild.available and intents & _GUILDS_INTENT:
                session.dispatch("GUILD_CREATE", json.dumps(payloads.guild_create(guild, self.world)))
        self._notify()
        return session

    def _ready(self, session: Session, guilds: list[Guild]) -> Json:
        return {
            "v": 10,
            "user": {
                **payloads.user(self.world.bot),
                "verified": True,
                "mfa_enabled": True,
                "email": None,
                "flags": 0,
            },
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": f"{self.url}resume/",
            "session_type": "normal",
            "shard": [session.shard, session.shards],
            "application": {"id": str(self.world.bot.id), "flags": 0},
        }

    def _resume(self, socket: Socket, content: Json) -> Session | None:
        session = self.sessions.get(str(content.get("session_id")))
        if content.get("token") != self._token:
            raise _Closing(4004, "Authentication failed.")
        sequence = content.get("seq") or 0
        if session is None or sequence < session.first_replayable:
            socket.send_op(9, False)
            return None
        if sequence > session.sequence:
            raise _Closing(4007, "Invalid seq.")
        if session.socket:
            session.socket.abort()
        session.socket = socket
        session.lost_at = None
        session.replay(sequence)
        session.dispatch("RESUMED", "{}")
        self.resumes += 1
        self._notify()
        return session

    def _send_op(self, op: int, data: object, shard: int | None) -> None:
        for session in self.online:
            if session.socket and shard in {None, session.shard}:
                session.socket.send_op(op, data)

    def _notify(self) -> None:
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            if not each.done():
                each.set_result(None)
