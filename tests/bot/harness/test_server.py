"""Who may come in, and what the server answers to anything else."""

import aiohttp
import pytest

from bot.harness import ForeignAddress, LocalDiscord, TurnableClock
from tests.bot.harness.sample import Place
from tests.bot.harness.wire import Wire


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "::", "example.org", ""])  # noqa: S104 - it is refused
async def test_only_the_loopback_interface_is_served(clock: TurnableClock, host: str) -> None:
    with pytest.raises(ForeignAddress):
        await LocalDiscord(clock=clock).start(host)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "evil.example:{port}"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Host": "192.168.1.7:{port}"}, 403),
        ({"Origin": "http://127.0.0.1:{port}"}, 200),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://localhost.evil.example:{port}"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
async def test_foreign_pages_and_names_are_kept_out(
    local_discord: LocalDiscord, place: Place, wire: Wire, headers: dict[str, str], status: int
) -> None:
    port = local_discord.api_base.split(":")[2].split("/")[0]
    sent = {name: value.format(port=port) for name, value in headers.items()}
    url = f"{local_discord.api_base}/channels/{place.channel.id}"
    async with wire.session.get(url, headers={**wire.headers, **sent}) as answer:
        assert answer.status == status
    if status == 403:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await wire.session.ws_connect(local_discord.gateway_url, headers=sent)


async def test_a_wrong_token_is_unauthorized(local_discord: LocalDiscord, wire: Wire) -> None:
    assert await wire.call("GET", "/users/@me", headers={"Authorization": "Bot x"}) == (
        401,
        {"message": "401: Unauthorized", "code": 0},
    )
    assert local_discord.exchanges.violations == {401: 1}


@pytest.mark.parametrize(
    ("method", "path", "data", "status", "code"),
    [
        ("GET", "/nowhere", None, 404, 0),
        ("POST", "/channels/1/messages", b"{", 400, 50109),
        ("POST", "/channels/1/messages", b"[]", 400, 50109),
        ("POST", "/channels/1/messages", b"{}", 404, 10003),
        ("GET", "/guilds/1", None, 404, 10004),
        ("GET", "/users/1", None, 404, 10013),
        ("PUT", "/applications/1/commands", b"[]", 403, 20012),
    ],
)
async def test_what_makes_no_sense_is_refused(
    *, wire: Wire, method: str, path: str, data: bytes | None, status: int, code: int
) -> None:
    got, body = await wire.call(
        method, path, data=data, headers={**wire.headers, "Content-Type": "application/json"}
    )
    assert (got, body["code"]) == (status, code)


async def test_every_exchange_is_recorded_raw(local_discord: LocalDiscord, place: Place, wire: Wire) -> None:
    _, sent = await wire.call("POST", f"/channels/{place.channel.id}/messages", {"content": "x"})
    (exchange,) = local_discord.exchanges.to("POST", "/messages")
    assert (exchange.request_json, exchange.status, exchange.response_json) == ({"content": "x"}, 200, sent)
    assert exchange.at == local_discord.clock()


async def test_only_the_latest_exchanges_are_kept(clock: TurnableClock) -> None:
    async with LocalDiscord(clock=clock, keep=3) as local, aiohttp.ClientSession() as session:
        for _ in range(5):
            await Wire(local, session).call("GET", "/users/@me")
        assert (len(local.exchanges), local.exchanges.total) == (3, 5)
