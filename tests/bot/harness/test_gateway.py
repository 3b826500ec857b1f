"""The gateway, by hand: what closes it, what resumes, what is told to whom."""

from typing import Any

import aiohttp
import pytest

from bot.harness import LocalDiscord, TurnableClock
from tests.bot.harness.sample import Place
from tests.bot.harness.wire import Wire


@pytest.fixture
async def bare(local_discord: LocalDiscord, place: Place) -> Any:  # noqa: ARG001 - the guild has to be there first
    async with aiohttp.ClientSession() as session:
        yield Wire(local_discord, session)


async def closed_with(socket: aiohttp.ClientWebSocketResponse) -> int | None:
    async for _ in socket:
        pass
    return socket.close_code


@pytest.mark.parametrize(
    ("frames", "code"),
    [
        (["{"], 4002),
        (['{"op": 1}'], 4002),
        (['{"op": 1, "d": "' + "x" * 4096 + '"}'], 4002),
        ([{"op": 3, "d": {}}], 4003),
        ([{"op": 2, "d": {"token": "wrong"}}], 4004),
        ([{"op": 2, "d": {"token": "local-token", "shard": [1, 1]}}], 4010),
        ([{"op": 2, "d": {"token": "local-token", "intents": 1 << 30}}], 4013),
        ([{"op": 2, "d": {"token": "local-token"}}] * 2, 4005),
        ([{"op": 2, "d": {"token": "local-token"}}, {"op": 77, "d": None}], 4001),
        ([{"op": 1, "d": None}] * 121, 4008),
    ],
)
async def test_what_breaks_the_protocol_is_closed(
    local_discord: LocalDiscord, bare: Wire, frames: list[Any], code: int
) -> None:
    async with bare.gateway() as socket:
        for frame in frames:
            await (socket.send_str(frame) if isinstance(frame, str) else socket.send_json(frame))
        assert await closed_with(socket) == code
    assert local_discord.gateway.violations == {code: 1}


async def test_a_privileged_intent_has_to_be_switched_on(local_discord: LocalDiscord, bare: Wire) -> None:
    local_discord.gateway.privileged = 0
    async with bare.gateway() as socket:
        await socket.send_json({"op": 2, "d": bare.identity(intents=1 << 15)})
        assert await closed_with(socket) == 4014


async def test_guilds_come_after_ready(local_discord: LocalDiscord, place: Place, bare: Wire) -> None:
    async with bare.gateway() as socket:
        await socket.send_json({"op": 2, "d": bare.identity()})
        ready, created = await socket.receive_json(), await socket.receive_json()
        assert [each["t"] for each in (ready, created)] == ["READY", "GUILD_CREATE"]
        assert ready["d"]["guilds"] == [{"id": str(place.guild.id), "unavailable": True}]
        assert {each["name"] for each in created["d"]["channels"]} == {"general", "reports"}
        assert [each["user"]["id"] for each in created["d"]["members"]] == [str(local_discord.world.bot.id)]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda local, place: local.add_channel(place.guild, "new"), "CHANNEL_CREATE"),
        (lambda local, place: local.remove_channel(place.other), "CHANNEL_DELETE"),
        (lambda local, place: local.add_thread(place.channel, "new"), "THREAD_CREATE"),
        (
            lambda local, place: local.set_permissions(place.channel, None, deny=["send_messages"]),
            "CHANNEL_UPDATE",
        ),
        (lambda local, place: local.set_everyone_permissions(place.guild, []), "GUILD_ROLE_UPDATE"),
        (lambda local, place: local.set_bot_permissions(place.guild, ["manage_guild"]), "GUILD_ROLE_CREATE"),
        (lambda local, place: local.remove_bot(place.guild), "GUILD_DELETE"),
        (lambda local, place: local.outage(place.guild), "GUILD_DELETE"),
        (lambda local, _place: local.add_guild("second"), "GUILD_CREATE"),
    ],
)
async def test_the_bot_is_told_of_changes(
    local_discord: LocalDiscord, place: Place, bare: Wire, change: Any, told: str
) -> None:
    async with bare.gateway() as socket:
        await socket.send_json({"op": 2, "d": bare.identity()})
        await socket.receive_json()
        await socket.receive_json()
        change(local_discord, place)
        assert (await socket.receive_json())["t"] == told


async def test_a_session_is_resumed_with_what_was_missed(
    local_discord: LocalDiscord, place: Place, bare: Wire
) -> None:
    async with bare.gateway() as socket:
        await socket.send_json({"op": 2, "d": bare.identity()})
        ready = await socket.receive_json()
        local_discord.gateway.drop()
    await local_discord.gateway.changed(lambda gateway: not gateway.online)
    local_discord.add_channel(place.guild, "missed")
    url = ready["d"]["resume_gateway_url"]
    assert url != local_discord.gateway_url
    async with bare.gateway(url) as socket:
        resume = {"token": local_discord.token, "session_id": ready["d"]["session_id"], "seq": 2}
        await socket.send_json({"op": 6, "d": resume})
        assert [(await socket.receive_json())["t"] for _ in range(2)] == ["CHANNEL_CREATE", "RESUMED"]
    assert (local_discord.gateway.identifies, local_discord.gateway.resumes) == (1, 1)


@pytest.mark.parametrize("session_id", ["unknown", None])
async def test_an_unknown_session_is_invalid(
    local_discord: LocalDiscord, bare: Wire, session_id: object
) -> None:
    async with bare.gateway() as socket:
        resume = {"token": local_discord.token, "session_id": session_id, "seq": 2}
        await socket.send_json({"op": 6, "d": resume})
        answer = await socket.receive_json()
        assert (answer["op"], answer["d"]) == (9, False)


async def test_a_session_that_the_bot_closed_is_over(local_discord: LocalDiscord, bare: Wire) -> None:
    async with bare.gateway() as socket:
        await socket.send_json({"op": 2, "d": bare.identity()})
        await local_discord.gateway.changed(lambda gateway: bool(gateway.online))
        await socket.close(code=1000)
    await local_discord.gateway.changed(lambda gateway: not gateway.sessions)


async def test_identifies_are_spaced_for_each_lot_of_shards(clock: TurnableClock) -> None:
    async with (
        LocalDiscord(clock=clock, identify_interval=5.0, max_concurrency=2, shards=4) as local,
        aiohttp.ClientSession() as session,
    ):
        wire = Wire(local, session)
        answers = []
        for shard in range(3):
            async with wire.gateway() as socket:
                await socket.send_json({"op": 2, "d": wire.identity(shard=[shard, 4])})
                answers.append((await socket.receive_json())["op"])
        # Shards 0 and 2 are of the same lot.
        assert answers == [0, 0, 9]
        assert local.gateway.violations == {9: 1}


async def test_a_thousand_identifies_are_a_days(
    local_discord: LocalDiscord, bare: Wire, clock: TurnableClock
) -> None:
    local_discord.gateway._identified_on[clock().date()] = 999
    for expected in (0, 9):
        async with bare.gateway() as socket:
            await socket.send_json({"op": 2, "d": bare.identity()})
            assert (await socket.receive_json())["op"] == expected
    _, told = await bare.call("GET", "/gateway/bot")
    limit = told["session_start_limit"]
    assert (limit["remaining"], limit["reset_after"]) == (0, 12 * 3600 * 1000)
    clock.advance(12 * 3600)
    _, told = await bare.call("GET", "/gateway/bot")
    assert told["session_start_limit"]["remaining"] == 1000


async def test_guilds_are_spread_over_the_shards(clock: TurnableClock) -> None:
    local = LocalDiscord(clock=clock)
    guilds = [local.add_guild(f"guild {at}") for at in range(400)]
    held = [sum((guild.id >> 22) % 4 == shard for guild in guilds) for shard in range(4)]
    assert held == [100, 100, 100, 100]


async def test_too_many_guilds_for_a_shard_require_more(clock: TurnableClock) -> None:
    async with LocalDiscord(clock=clock) as local, aiohttp.ClientSession() as session:
        for at in range(2501):
            local.add_guild(f"guild {at}")
        wire = Wire(local, session)
        _, told = await wire.call("GET", "/gateway/bot")
        assert told["shards"] == 2
        async with wire.gateway() as socket:
            await socket.send_json({"op": 2, "d": wire.identity()})
            assert await closed_with(socket) == 4011
