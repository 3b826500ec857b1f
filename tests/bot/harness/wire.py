"""A bot without a library: speaks the protocol by hand, so that each answer can be looked at."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.harness import LocalDiscord, Reply


class Wire:
    """One gateway connection and one HTTP session."""

    def __init__(self, local: LocalDiscord, session: aiohttp.ClientSession) -> None:
        self.local = local
        self.session = session
        self.headers = {"Authorization": f"Bot {local.token}"}

    async def call(self, method: str, path: str, body: object = None, **options: Any) -> tuple[int, Any]:
        """Status and decoded body of an answer."""
        options.setdefault("headers", self.headers)
        if body is not None:
            options["json"] = body
        async with self.session.request(method, self.local.api_base + path, **options) as answer:
            return answer.status, await answer.json() if await answer.read() else None

    async def acknowledge(self, reply: Reply, kind: int, data: object = None) -> tuple[int, Any]:
        """Answers an interaction."""
        path = f"/interactions/{reply.payload['id']}/{reply.payload['token']}/callback?with_response=1"
        return await self.call("POST", path, {"type": kind, "data": data or {}}, headers={})

    def webhook(self, reply: Reply) -> str:
        """The path of what follows an interaction."""
        return f"/webhooks/{reply.payload['application_id']}/{reply.payload['token']}"

    @asynccontextmanager
    async def gateway(self, url: str = "") -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
        """A gateway connection, after its hello."""
        async with self.session.ws_connect(url or self.local.gateway_url) as socket:
            assert (await socket.receive_json())["op"] == 10
            yield socket

    def identity(self, **fields: object) -> dict[str, Any]:
        """An identify's data."""
        return {"token": self.local.token, "intents": 1, "properties": {}, "shard": [0, 1], **fields}


@asynccontextmanager
async def wired(local: LocalDiscord) -> AsyncIterator[Wire]:
    """A bot that is online and answers nothing by itself."""
    async with aiohttp.ClientSession() as session:
        wire = Wire(local, session)
        async with wire.gateway() as socket:
            await socket.send_json({"op": 2, "d": wire.identity()})
            await local.gateway.changed(lambda gateway: bool(gateway.online))
            yield wire


def places(tree: Any, path: str = "") -> dict[str, str]:
    """Discord's tree of errors as `where: code`."""
    found = {}
    for key, below in tree.items():
        if key == "_errors":
            found[path] = below[0]["code"]
        else:
            found.update(places(below, f"{path}.{key}" if path else key))
    return found
