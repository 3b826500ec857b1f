"""The HTTP server on the loopback interface: who may come in, limits, faults, the record of everything."""

import asyncio
import json
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import StreamReader, web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http_parser import RawRequestMessage

from bot.harness.compose import Upload
from bot.harness.core import Core
from bot.harness.errors import ApiError, ForeignAddress
from bot.harness.exchanges import Exchange
from bot.harness.faults import Fault, Kind
from bot.harness.routes import ROUTES
from bot.harness.routing import Call, Route, Router
from bot.harness.rules.messages import FILE_LIMIT

__all__ = ["Server", "is_local"]

_PREFIX = "/api/v10"
_JSON = "application/json"
_BODY_LIMIT = 10 * FILE_LIMIT + 2**20


def is_local(request: web.BaseRequest) -> bool:
    """Whether a request comes from this machine, and is meant for it.

    The peer, the `Host` that was asked for and the `Origin` of the page that asked have to be the loopback
    interface's, so that no page of another site reaches in, by another name for 127.0.0.1 either.
    """
    if not _is_loopback(request.remote or ""):
        return False
    if not _is_loopback(urlsplit(f"//{request.headers.get('Host', '')}").hostname or ""):
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    here = urlsplit(f"//{request.headers.get('Host', '')}")
    there = urlsplit(origin)
    return there.scheme == "http" and _is_loopback(there.hostname or "") and there.port == here.port


def _roomy(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: web.RequestHandler,
    writer: AbstractStreamWriter,
    task: "asyncio.Task[None]",
) -> web.BaseRequest:
    """A request that may bring files: aiohttp itself would take a megabyte."""
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=_BODY_LIMIT)


@lru_cache(maxsize=64)
def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Server:
    """Serves the API below `/api/v10`, attachments below `/attachments`, and the gateway at `/`."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._router = Router(ROUTES)
        self._runner: web.ServerRunner | None = None

    async def start(self, host: str, port: int) -> int:
        """Listens on a loopback address, 0 for any free port; returns the port. ForeignAddress otherwise."""
        if not _is_loopback(host):
            raise ForeignAddress(host)
        server = web.Server(self._serve, request_factory=_roomy, access_log=None)
        runner = web.ServerRunner(server, shutdown_timeout=1.0)
        await runner.setup()
        try:
            site = web.TCPSite(runner, host, port)
            await site.start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        return int(runner.addresses[0][1])

    async def stop(self) -> None:
        """Closes all connections and stops listening."""
        await self._core.gateway.close_all()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        if not is_local(request):
            return web.Response(status=403, text="The local Discord answers this machine alone.")
        if request.path.startswith(_PREFIX):
            return await self._serve_api(request)
        if request.path.startswith("/attachments/"):
            return self._serve_file(request.path)
        if request.headers.get("Upgrade", "").lower() == "websocket":
            return await self._core.gateway.serve(request)
        return web.Response(status=404, text="There is nothing here.")

    def _serve_file(self, path: str) -> web.Response:
        file_id = path.split("/")[3] if path.count("/") >= 4 else ""
        data = self._core.world.files.get(int(file_id)) if file_id.isdecimal() else None
        return web.Response(body=data) if data is not None else web.Response(status=404)

    async def _serve_api(self, request: web.BaseRequest) -> web.StreamResponse:
        core = self._core
        path = request.path.removeprefix(_PREFIX)
        exchange = Exchange(request.method, path, core.clock())
        core.exchanges.begin(exchange)
        fault = core.faults.meet(request.method, path)
        if fault:
            exchange.fault = fault.kind.value
            refused = await self._before(request, exchange, fault)
            if refused is not None:
                return refused
        try:
            call_body = await self._read(request, exchange)
            status, content, headers = self._answer(request, path, exchange, *call_body)
        except ApiError as error:
            status, content, headers = error.status, error.body(), {}
        core.limits.note(status)
        body = (
            b""
            if content is None
            else content
            if isinstance(content, bytes)
            else json.dumps(content).encode()
        )
        core.exchanges.finish(exchange, status, body)
        response = web.Response(status=status, body=body, headers=headers)
        if body:
            # Exactly this: with a charset after it discord.py would not parse the body.
            response.headers["Content-Type"] = "text/html" if isinstance(content, bytes) else _JSON
        if fault:
            return await self._after(request, fault, response)
        return response

    def _answer(
        self, request: web.BaseRequest, path: str, exchange: Exchange, body: object, uploads: list[Upload]
    ) -> tuple[int, object, dict[str, str]]:
        """Status, content and headers of the answer."""
        core = self._core
        found = self._router.find(request.method, path)
        if found is None:
            return 404, {"message": "404: Not Found", "code": 0}, {}
        route, values = found
        if not route.open_ and request.headers.get("Authorization") != f"Bot {core.token}":
            return 401, {"message": "401: Unauthorized", "code": 0}, {}
        verdict = core.limits.admit(route.bucket, _major(route, values), counts_globally=not route.open_)
        if verdict.blocked:
            return 429, b"error code: 1015", verdict.headers
        if verdict.retry_after:
            message = {
                "message": "You are being rate limited.",
                "retry_after": verdict.retry_after,
                "global": verdict.is_global,
            }
            return 429, message, {**verdict.headers, "Via": "1.1 google"}
        try:
            status, content = route.handler(core, Call(values, request.query, exchange, body, uploads))
        except ApiError as error:
            return error.status, error.body(), verdict.headers
        return status, content, verdict.headers

    async def _read(self, request: web.BaseRequest, exchange: Exchange) -> tuple[object, list[Upload]]:
        """The decoded JSON body, and the uploaded files."""
        if not request.can_read_body:
            return None, []
        if request.content_length and request.content_length > _BODY_LIMIT:
            raise ApiError(413, 40005, "Request entity too large")
        uploads: list[Upload] = []
        if request.content_type == "multipart/form-data":
            reader = await request.multipart()
            while (part := await reader.next()) is not None:
                data = bytes(await part.read())  # type: ignore[union-attr] # the form's parts are not nested
                name = part.name or ""  # type: ignore[union-attr] # as above
                if name == "payload_json":
                    exchange.request = data
                elif name.startswith("files[") and name[6:-1].isdecimal():
                    uploads.append(Upload(int(name[6:-1]), part.filename or "file", data))  # type: ignore[union-attr] # as above
            exchange.files = tuple(upload.name for upload in uploads)
        else:
            exchange.request = await request.read()
        if any(len(upload.data) > FILE_LIMIT for upload in uploads):
            raise ApiError(413, 40005, "Request entity too large")
        if not exchange.request:
            return None, uploads
        try:
            return json.loads(exchange.request), uploads
        except ValueError:
            raise ApiError(400, 50109, "The request body contains invalid JSON.") from None

    async def _before(
        self, request: web.BaseRequest, exchange: Exchange, fault: Fault
    ) -> web.Response | None:
        """What a fault does instead of the request, or None to go on with it."""
        if fault.kind is Kind.DELAY_BEFORE:
            await _pause(fault)
            return None
        if fault.kind not in {Kind.STATUS, Kind.RATE_LIMIT, Kind.DROP_BEFORE}:
            return None
        await self._read(request, exchange)
        if fault.kind is Kind.DROP_BEFORE:
            return _cut(request)
        if fault.kind is Kind.STATUS:
            response = _failure(fault)
        else:
            body = {
                "message": "You are being rate limited.",
                "retry_after": fault.retry_after,
                "global": fault.is_global,
            }
            headers = {"Retry-After": f"{fault.retry_after:.3f}"} | (
                {"Via": "1.1 google"} if fault.via else {}
            )
            response = web.Response(
                status=429, body=json.dumps(body).encode(), headers=headers, content_type=_JSON
            )
        self._core.exchanges.finish(exchange, response.status, bytes(response.body or b""))  # type: ignore[arg-type] # only bytes are set above
        return response

    async def _after(self, request: web.BaseRequest, fault: Fault, response: web.Response) -> web.Response:
        """What a fault does to the answer of a request whose effect stands."""
        if fault.kind is Kind.DROP_AFTER:
            return _cut(request)
        if fault.kind is Kind.STATUS_AFTER:
            return _failure(fault)
        if fault.kind is Kind.DELAY_AFTER:
            await _pause(fault)
        return response


def _major(route: Route, values: tuple[str, ...]) -> str:
    """What a route's bucket is kept apart by: the channel or guild, or a webhook with its token."""
    return "/".join(values[:2]) if route.open_ else "".join(values[:1])


def _failure(fault: Fault) -> web.Response:
    if fault.body is None:
        return web.Response(status=fault.status)
    return web.Response(status=fault.status, body=fault.body, content_type=_JSON)


def _cut(request: web.BaseRequest) -> web.Response:
    """Cuts the connection; what is returned reaches nobody."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


async def _pause(fault: Fault) -> None:
    if fault.hold:
        await fault.hold.wait()
    else:
        await asyncio.sleep(fault.seconds)
