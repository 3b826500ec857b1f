"""Serves the chat page on the loopback interface, and does there what a person does in Discord."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from aiohttp import web

from bot.harness import Channel, HarnessError, LocalDiscord, Message, Reply, TurnableClock, User
from bot.harness.clock import check_instant
from bot.harness.commands import MESSAGE
from bot.harness.errors import ForeignAddress
from bot.harness.page import view
from bot.harness.server import is_local
from bot.harness.world import Json

__all__ = ["Page"]

_STATIC: Final = Path(__file__).parent / "static"
_ASSETS: Final = {"/": "index.html", "/page.css": "page.css", "/page.js": "page.js"}
_TYPES: Final = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The page loads nothing from outside, and no text of the archive could make it."""
_SHOWN: Final = 100
"""Messages of a channel that the page draws."""
_KEPT: Final = 200
"""Interactions whose requests the panel can show."""


class Page:
    """A chat with the bot for several people; `people` pairs each with a word for their role."""

    def __init__(
        self,
        local: LocalDiscord,
        clock: TurnableClock,
        people: Sequence[tuple[User, str]],
        channels: Sequence[Channel],
        *,
        turned: Callable[[], None] = lambda: None,
    ) -> None:
        """`turned` is called after the clock was turned, so that what is due by then is done at once."""
        self._local = local
        self._clock = clock
        self._people = {str(user.id): (user, role) for user, role in people}
        self._channels = list(channels)
        self._turned = turned
        self._replies: dict[str, Reply] = {}
        self._asked: dict[int, Json] = {}
        self._listeners: set[asyncio.Queue[str]] = set()
        self._runner: web.AppRunner | None = None
        self._forget: Callable[[], None] = lambda: None

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Begins to serve; the page's address. Raises ForeignAddress for any host but the loopback's."""
        if host not in {"127.0.0.1", "::1", "localhost"}:
            raise ForeignAddress(host)
        app = web.Application(middlewares=[_guard])
        for path in _ASSETS:
            app.router.add_get(path, _asset)
        app.router.add_get("/favicon.ico", _nothing)
        app.router.add_get("/file/{id}/{name}", self._file)
        app.router.add_get("/api/world", self._world)
        app.router.add_get("/api/commands", self._commands)
        app.router.add_get("/api/messages", self._messages)
        app.router.add_get("/api/requests", self._requests)
        app.router.add_get("/api/events", self._events)
        for name, act in (
            ("say", self._say),
            ("command", self._command),
            ("use", self._use),
            ("complete", self._complete),
            ("press", self._press),
            ("choose", self._choose),
            ("submit", self._submit),
            ("clock", self._turn),
        ):
            app.router.add_post(f"/api/{name}", _answering(act))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        self._forget = self._local.watch(lambda *_: self._tell("messages"))
        return f"http://{host}:{self._runner.addresses[0][1]}/"

    async def stop(self) -> None:
        """Closes what is open and stops serving."""
        self._forget()
        for listener in self._listeners:
            listener.put_nowait("")
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    def _tell(self, what: str) -> None:
        for listener in self._listeners:
            listener.put_nowait(what)

    def _who(self, asked: Json) -> tuple[User, Channel]:
        """The person and the channel that a request is about; a private conversation is everybody's own."""
        user, _ = self._people[str(asked["user"])]
        if asked["channel"] == "direct":
            return user, self._local.add_dm(user)
        channel = next(each for each in self._channels if str(each.id) == str(asked["channel"]))
        return user, channel

    def _message(self, asked: Json) -> Message:
        _, channel = self._who(asked)
        return channel.messages[int(asked["message"])]

    def _shown(self, reply: Reply) -> Json:
        """What the page needs at once; the message itself comes with the next reading of the channel."""
        key = str(reply.payload.get("id", ""))
        self._replies[key] = reply
        while len(self._replies) > _KEPT:
            del self._replies[next(iter(self._replies))]
        self._tell("messages")
        return {"reply": key, "modal": view.modal_view(reply.modal) if reply.modal else None}

    async def _world(self, request: web.Request) -> web.Response:
        people = [view.user_view(user, role) for user, role in self._people.values()]
        channels = [view.channel_view(channel) for channel in self._channels]
        channels.append({"id": "direct", "name": self._local.world.bot.name, "direct": True})
        shown = {"people": people, "channels": channels, "now": self._clock().isoformat()}
        return _json(request, shown)

    async def _commands(self, request: web.Request) -> web.Response:
        user, channel = self._who(dict(request.query))
        entries = [
            entry for command in self._local.offered(user, channel) for entry in view.command_view(command)
        ]
        menu = [command["name"] for command in self._local.registry.usable(user, channel, MESSAGE)]
        return _json(request, {"typed": sorted(entries, key=lambda entry: str(entry["name"])), "menu": menu})

    async def _messages(self, request: web.Request) -> web.Response:
        user, channel = self._who(dict(request.query))
        messages = self._local.messages(channel, viewer=user)
        shown = [
            view.message_view(self._local, message, self._asked.get(message.id))
            for message in messages[-_SHOWN:]
        ]
        return _json(request, {"messages": shown, "now": self._clock().isoformat()})

    async def _requests(self, request: web.Request) -> web.Response:
        """The raw requests of the latest interactions, the newest first."""
        entries = [
            {"title": _title(reply), "exchanges": view.exchange_view(reply)}
            for reply in list(self._replies.values())[-20:]
        ]
        return _json(request, {"entries": entries[::-1]})

    async def _file(self, request: web.Request) -> web.Response:
        number = request.match_info["id"]
        data = self._local.world.files.get(int(number)) if number.isdecimal() else None
        if data is None:
            raise web.HTTPNotFound
        kind = "image/png" if request.match_info["name"].endswith(".png") else "application/octet-stream"
        return web.Response(body=data, content_type=kind, headers={"X-Content-Type-Options": "nosniff"})

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: the name of what changed."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        await response.write(b"retry: 500\n\n")
        listener: asyncio.Queue[str] = asyncio.Queue()
        self._listeners.add(listener)
        try:
            while what := await listener.get():
                await response.write(f"data: {what}\n\n".encode())
        except ConnectionResetError:
            pass
        finally:
            self._listeners.discard(listener)
        return response

    async def _say(self, asked: Json) -> Json:
        user, channel = self._who(asked)
        self._local.say(user, channel, str(asked["text"]))
        return {}

    async def _use(self, asked: Json) -> Json:
        """A command of a message's menu."""
        user, _ = self._who(asked)
        used = str(asked["command"])
        return self._answered(await self._local.message_command(user, self._message(asked), used), used)

    async def _command(self, asked: Json) -> Json:
        user, channel = self._who(asked)
        reply = await self._local.command(user, channel, str(asked["text"]))
        return self._answered(reply, str(asked["shown"]))

    def _answered(self, reply: Reply, used: str) -> Json:
        """What a command came to; above its answer stands who used it."""
        if reply.message:
            self._asked[reply.message.id] = {"who": reply.user.name, "text": used}
        return self._shown(reply)

    async def _complete(self, asked: Json) -> Json:
        user, channel = self._who(asked)
        choices = await self._local.autocomplete(user, channel, str(asked["text"]), str(asked["option"]))
        return {"choices": [{"name": each.name, "value": str(each.value)} for each in choices]}

    async def _press(self, asked: Json) -> Json:
        user, _ = self._who(asked)
        return self._shown(await self._local.press(self._message(asked), str(asked["component"]), user))

    async def _choose(self, asked: Json) -> Json:
        user, _ = self._who(asked)
        values = [str(value) for value in asked["values"]]
        return self._shown(
            await self._local.choose(self._message(asked), str(asked["component"]), values, user)
        )

    async def _submit(self, asked: Json) -> Json:
        user, _ = self._who(asked)
        reply = self._replies[str(asked["reply"])]
        values = {str(key): str(value) for key, value in asked["values"].items() if value != ""}
        return self._shown(await self._local.submit(reply, values, user))

    async def _turn(self, asked: Json) -> Json:
        self._clock.turn(check_instant(datetime.fromisoformat(str(asked["instant"]))))
        self._turned()
        self._tell("clock")
        return {"now": self._clock().isoformat()}


@web.middleware
async def _guard(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """This machine alone, and a page of this address alone; what is unknown is refused in plain words."""
    if not is_local(request):
        return web.Response(status=403, text="The page answers this machine alone.")
    try:
        return await handler(request)
    except (KeyError, StopIteration, ValueError, TypeError):
        return web.json_response({"error": "That is not here any more. Reload the page."}, status=400)


def _answering(act: Callable[[Json], Awaitable[Json]]) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        # A page of another site cannot send this type without being asked first, and it never is.
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        try:
            return web.json_response(await act(json.loads(await request.text())))
        except HarnessError as refusal:
            return web.json_response({"error": _sentence(str(refusal))}, status=409)

    return answer


def _sentence(text: str) -> str:
    shown = text[:1].upper() + text[1:]
    return shown if shown.endswith((".", "?", "!")) else f"{shown}."


def _title(reply: Reply) -> str:
    data = reply.payload.get("data") or {}
    name = data.get("name") or data.get("custom_id") or ""
    return f"{reply.user.name}: {name}"


def _json(_request: web.Request, value: object) -> web.Response:
    return web.json_response(value, headers={"Cache-Control": "no-store"})


async def _asset(request: web.Request) -> web.Response:
    path = _STATIC / _ASSETS[request.path]
    text = await asyncio.to_thread(path.read_text, encoding="utf-8")
    headers = {"Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff"}
    return web.Response(text=text, content_type=_TYPES[path.suffix], charset="utf-8", headers=headers)


async def _nothing(_request: web.Request) -> web.Response:
    return web.Response(status=204)
