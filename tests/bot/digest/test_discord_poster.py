"""Posting through the real client against the local Discord: what each answer proves."""

from collections.abc import AsyncIterator, Mapping
from datetime import timedelta

import discord
import pytest

from bot.digest.discord_poster import DiscordPoster, traced
from bot.digest.pacing import Pacer
from bot.digest.poster import Posted, Refused, Unknown, Unreadable
from bot.harness import LocalDiscord, TurnableClock, connect
from bot.harness.world import Channel, Guild
from storage.state import Json

NONCE = "msxtoknoepifti57alka"
POST = "POST /channels/*/messages"
PAYLOAD: Mapping[str, Json] = {
    "content": "5 Feb 2025",
    "components": [
        {
            "type": 1,
            "components": [{"type": 2, "style": 2, "label": "Sources", "custom_id": f"digest:{NONCE}:1"}],
        }
    ],
}


@pytest.fixture
def guild(local_discord: LocalDiscord) -> Guild:
    return local_discord.add_guild("News Desk")


@pytest.fixture
def channel(local_discord: LocalDiscord, guild: Guild) -> Channel:
    return local_discord.add_channel(guild, "general")


@pytest.fixture
async def client(local_discord: LocalDiscord, channel: Channel) -> AsyncIterator[discord.Client]:
    made = discord.Client(
        intents=discord.Intents(guilds=True), http_trace=traced(Pacer(window=0.001)), max_messages=None
    )
    assert channel.id
    async with connect(made, local_discord):
        yield made


@pytest.fixture
def poster(client: discord.Client) -> DiscordPoster:
    return DiscordPoster(client)


async def test_a_message_is_posted_with_its_nonce_enforced_and_mentions_nobody(
    local_discord: LocalDiscord, poster: DiscordPoster, channel: Channel
) -> None:
    outcome = await poster.post(channel.id, PAYLOAD, NONCE)
    (message,) = local_discord.messages(channel)
    assert outcome == Posted(message.id)
    assert await poster.post(channel.id, PAYLOAD, NONCE) == outcome
    assert len(local_discord.messages(channel)) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_5xx_in_discords_words_is_a_refusal_that_nobody_repeats_in_secret(
    local_discord: LocalDiscord, poster: DiscordPoster, channel: Channel, status: int
) -> None:
    fault = local_discord.faults.fail(POST, status=status, times=None)
    outcome = await poster.post(channel.id, PAYLOAD, NONCE)
    assert isinstance(outcome, Refused)
    assert (outcome.status, outcome.temporary, fault.hits) == (status, True, 1)
    assert local_discord.messages(channel) == []


@pytest.mark.parametrize("after_effect", [True, False])
async def test_a_5xx_without_a_body_proves_nothing(
    local_discord: LocalDiscord, poster: DiscordPoster, channel: Channel, after_effect: bool
) -> None:
    local_discord.faults.fail(POST, status=504, body=False, after_effect=after_effect)
    assert isinstance(await poster.post(channel.id, PAYLOAD, NONCE), Unknown)
    assert len(local_discord.messages(channel)) == after_effect


@pytest.mark.parametrize("after_effect", [True, False])
async def test_a_cut_connection_is_unknown_until_the_nonce_or_the_history_tells(
    local_discord: LocalDiscord,
    poster: DiscordPoster,
    channel: Channel,
    clock: TurnableClock,
    after_effect: bool,
) -> None:
    local_discord.faults.drop(POST, after_effect=after_effect)
    assert isinstance(await poster.post(channel.id, PAYLOAD, NONCE), Unknown)
    standing = local_discord.messages(channel)
    assert len(standing) == after_effect
    found = await poster.find(channel.id, NONCE, clock())
    assert found == (Posted(standing[0].id) if after_effect else None)
    again = await poster.post(channel.id, PAYLOAD, NONCE)
    assert len(local_discord.messages(channel)) == 1
    assert again == Posted(local_discord.messages(channel)[0].id)


async def test_an_answer_that_takes_too_long_is_unknown(
    local_discord: LocalDiscord, client: discord.Client, channel: Channel
) -> None:
    local_discord.faults.hold(POST, after_effect=True)
    outcome = await DiscordPoster(client, timeout=0.05).post(channel.id, PAYLOAD, NONCE)
    assert isinstance(outcome, Unknown)
    assert len(local_discord.messages(channel)) == 1


@pytest.mark.parametrize("after_effect", [True, False])
@pytest.mark.parametrize("body", [b'{"id": "1', b"[]", b'{"id": null}', b'{"id": "soon"}', b"<html>", b""])
async def test_an_answer_that_makes_no_sense_is_unknown(
    local_discord: LocalDiscord, poster: DiscordPoster, channel: Channel, body: bytes, after_effect: bool
) -> None:
    local_discord.faults.garble(POST, body=body, after_effect=after_effect)
    assert isinstance(await poster.post(channel.id, PAYLOAD, NONCE), Unknown)
    assert len(local_discord.messages(channel)) == after_effect


@pytest.mark.parametrize("body", [b'[{"id": "1', b"{}", b"[7]", b'[{"author": {}}]', b"<html>"])
async def test_a_history_that_makes_no_sense_is_no_proof_of_absence(
    local_discord: LocalDiscord, poster: DiscordPoster, channel: Channel, clock: TurnableClock, body: bytes
) -> None:
    local_discord.faults.garble("GET /channels/*/messages", body=body)
    sighting = await poster.find(channel.id, NONCE, clock())
    assert isinstance(sighting, Unreadable)
    assert not sighting.forever


@pytest.mark.parametrize("is_global", [True, False])
async def test_a_429_is_waited_for(
    local_discord: LocalDiscord, poster: DiscordPoster, channel: Channel, is_global: bool
) -> None:
    fault = local_discord.faults.rate_limit(POST, times=2, is_global=is_global)
    assert isinstance(await poster.post(channel.id, PAYLOAD, NONCE), Posted)
    assert fault.hits == 2


async def test_a_429_of_cloudflares_is_a_refusal_for_later(
    local_discord: LocalDiscord, poster: DiscordPoster, channel: Channel
) -> None:
    local_discord.faults.rate_limit(POST, via=False)
    outcome = await poster.post(channel.id, PAYLOAD, NONCE)
    assert isinstance(outcome, Refused)
    assert (outcome.status, outcome.temporary) == (429, True)


async def test_a_missing_permission_and_a_deleted_channel_are_told_apart(
    local_discord: LocalDiscord, poster: DiscordPoster, guild: Guild, channel: Channel, clock: TurnableClock
) -> None:
    local_discord.set_permissions(channel, None, deny=("send_messages",))
    outcome = await poster.post(channel.id, PAYLOAD, NONCE)
    assert isinstance(outcome, Refused)
    assert (outcome.status, outcome.code, outcome.denied) == (403, 50013, True)
    other = local_discord.add_channel(guild, "gone")
    local_discord.remove_channel(other)
    outcome = await poster.post(other.id, PAYLOAD, NONCE)
    assert isinstance(outcome, Refused)
    assert (outcome.status, outcome.code, outcome.denied) == (404, 10003, True)
    sighting = await poster.find(other.id, NONCE, clock())
    assert isinstance(sighting, Unreadable)
    assert sighting.forever


async def test_a_message_is_found_behind_many_others_and_only_if_it_is_ours(
    local_discord: LocalDiscord, poster: DiscordPoster, guild: Guild, channel: Channel, clock: TurnableClock
) -> None:
    reader = local_discord.add_user("Ana")
    local_discord.join(guild, reader)
    since = clock()
    for number in range(150):
        local_discord.say(reader, channel, f"{NONCE} {number}")
    assert await poster.find(channel.id, NONCE, since) is None
    clock.advance(timedelta(minutes=1))
    posted = await poster.post(channel.id, PAYLOAD, NONCE)
    assert await poster.find(channel.id, NONCE, since) == posted
    assert await poster.find(channel.id, "another", since) is None
    assert await poster.find(channel.id, NONCE, clock() + timedelta(hours=1)) is None


async def test_an_empty_history_proves_nothing_without_the_permission_to_read_it(
    local_discord: LocalDiscord, poster: DiscordPoster, channel: Channel, clock: TurnableClock
) -> None:
    since = clock()
    await poster.post(channel.id, PAYLOAD, NONCE)
    local_discord.set_permissions(channel, None, deny=("read_message_history",))
    await local_discord.settled()
    sighting = await poster.find(channel.id, NONCE, since)
    assert isinstance(sighting, Unreadable)
    assert sighting.forever


async def test_a_server_error_while_looking_is_no_proof_of_absence(
    local_discord: LocalDiscord, poster: DiscordPoster, channel: Channel, clock: TurnableClock
) -> None:
    local_discord.faults.fail("GET /channels/*/messages")
    sighting = await poster.find(channel.id, NONCE, clock())
    assert isinstance(sighting, Unreadable)
    assert not sighting.forever


async def test_where_nobody_listens_nothing_was_posted(
    local_discord: LocalDiscord, poster: DiscordPoster, channel: Channel
) -> None:
    await local_discord.stop()
    outcome = await poster.post(channel.id, PAYLOAD, NONCE)
    assert isinstance(outcome, Refused)
    assert (outcome.status, outcome.temporary) == (0, True)
    await local_discord.start()
