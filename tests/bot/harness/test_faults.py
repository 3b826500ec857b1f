"""Injected faults, as the wire and as discord.py meet them."""

import asyncio

import aiohttp
import discord
import pytest

from bot.harness import LocalDiscord
from tests.bot.harness.sample import Place, Sample
from tests.bot.harness.wire import Wire


def path(place: Place) -> str:
    return f"/channels/{place.channel.id}/messages"


def contents(local: LocalDiscord, place: Place) -> list[str]:
    return [message.content for message in local.messages(place.channel)]


@pytest.mark.parametrize(
    ("body", "after", "left"), [(True, False, []), (False, False, []), (True, True, ["x"])]
)
async def test_a_failure_does_what_was_asked_or_nothing(
    *, local_discord: LocalDiscord, place: Place, wire: Wire, body: bool, after: bool, left: list[str]
) -> None:
    fault = local_discord.faults.fail("POST /channels/*", status=502, body=body, after_effect=after)
    status, answer = await wire.call("POST", path(place), {"content": "x"})
    assert (status, answer) == (502, {"message": "Internal Server Error", "code": 0} if body else None)
    assert contents(local_discord, place) == left
    assert (fault.hits, local_discord.exchanges.violations) == (1, {})
    assert (await wire.call("POST", path(place), {"content": "y"}))[0] == 200


@pytest.mark.parametrize(("after", "left"), [(False, []), (True, ["x"])])
async def test_a_dropped_connection_loses_the_request_or_the_reply(
    local_discord: LocalDiscord, place: Place, wire: Wire, after: bool, left: list[str]
) -> None:
    local_discord.faults.drop("POST *", after_effect=after)
    with pytest.raises((aiohttp.ClientError, OSError)):
        await wire.call("POST", path(place), {"content": "x"})
    assert contents(local_discord, place) == left
    assert (await wire.call("POST", path(place), {"content": "y"}))[0] == 200


@pytest.mark.parametrize("after", [False, True])
async def test_a_held_request_waits_until_it_is_released(
    local_discord: LocalDiscord, place: Place, wire: Wire, after: bool
) -> None:
    hold = local_discord.faults.hold("POST *", after_effect=after)
    sending = asyncio.create_task(wire.call("POST", path(place), {"content": "x"}))
    await hold.reached.wait()
    assert contents(local_discord, place) == (["x"] if after else [])
    assert not sending.done()
    hold.release()
    assert (await sending)[0] == 200


@pytest.mark.parametrize("after", [False, True])
async def test_a_slow_answer_is_an_answer(
    local_discord: LocalDiscord, place: Place, wire: Wire, after: bool
) -> None:
    fault = local_discord.faults.delay("POST *", seconds=0.001, after_effect=after)
    assert (await wire.call("POST", path(place), {"content": "x"}))[0] == 200
    assert (fault.hits, contents(local_discord, place)) == (1, ["x"])


async def test_faults_are_met_by_route_and_number(
    local_discord: LocalDiscord, place: Place, wire: Wire
) -> None:
    fault = local_discord.faults.fail("GET /channels/*", times=2)
    got = [
        (await wire.call("GET", ending))[0]
        for ending in ("/users/@me", path(place), path(place), path(place))
    ]
    assert got == [200, 500, 500, 200]
    lasting = local_discord.faults.fail("GET *", times=None)
    assert [(await wire.call("GET", "/users/@me"))[0] for _ in range(3)] == [500] * 3
    local_discord.faults.remove(lasting)
    assert (await wire.call("GET", "/users/@me"))[0] == 200
    assert (fault.hits, lasting.hits) == (2, 3)


async def test_chance_is_drawn_from_the_random_source(local_discord: LocalDiscord, wire: Wire) -> None:
    fault = local_discord.faults.fail("GET /users/@me", times=None, probability=0.3)
    local_discord.limits.global_limit = None
    statuses = [(await wire.call("GET", "/users/@me"))[0] for _ in range(100)]
    assert statuses.count(500) == fault.hits
    assert 15 <= fault.hits <= 45


async def test_a_429_is_waited_for_by_the_library(
    local_discord: LocalDiscord, place: Place, client: Sample
) -> None:
    local_discord.faults.rate_limit("POST /channels/*", retry_after=0.001, times=2)
    channel = client.get_partial_messageable(place.channel.id)
    await channel.send("through")
    assert contents(local_discord, place) == ["through"]
    assert [each.status for each in local_discord.exchanges.to("POST", "/messages")] == [429, 429, 200]


async def test_a_429_without_via_is_taken_for_a_ban(
    local_discord: LocalDiscord, place: Place, client: Sample
) -> None:
    local_discord.faults.rate_limit("POST /channels/*", via=False)
    with pytest.raises(discord.HTTPException) as refused:
        await client.get_partial_messageable(place.channel.id).send("x")
    assert refused.value.status == 429


async def test_a_nonce_saves_a_lost_reply(local_discord: LocalDiscord, place: Place, client: Sample) -> None:
    local_discord.faults.drop("POST /channels/*", after_effect=True)
    channel = client.get_partial_messageable(place.channel.id)
    with pytest.raises((aiohttp.ClientError, OSError)):
        await channel.send("digest", nonce="2026-11-23-1")
    assert (await channel.send("digest", nonce="2026-11-23-1")).content == "digest"
    assert contents(local_discord, place) == ["digest"]
