"""The real client against the local Discord: logging in, dropping out, coming back, leaving nothing."""

import asyncio
import threading

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.harness import ChannelType, LocalDiscord, NotAnswered, TurnableClock, connect
from tests.bot.harness.sample import Place, Sample


async def test_a_client_knows_its_guilds_when_the_block_begins(
    local_discord: LocalDiscord, place: Place
) -> None:
    async with connect(Sample(), local_discord) as client:
        (guild,) = client.guilds
        assert (guild.id, guild.name, {each.name for each in guild.channels}) == (
            place.guild.id,
            "News desk",
            {"general", "reports"},
        )
        assert client.user is not None
        assert client.user.id == local_discord.world.bot.id
        channel = guild.get_channel(place.channel.id)
        assert channel is not None
        assert channel.permissions_for(guild.me).send_messages


async def test_nothing_is_left_when_the_block_ends(local_discord: LocalDiscord, place: Place) -> None:
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    tasks = asyncio.all_tasks()
    for _ in range(3):
        async with connect(Sample(), local_discord):
            assert local_discord.api_base == Route.BASE
            await local_discord.command(place.reader, place.channel, "/answer")
        await local_discord.gateway.changed(lambda gateway: not gateway.sessions)
        assert before == (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)
    left = {task for task in asyncio.all_tasks() - tasks if "RequestHandler" not in repr(task)}
    assert left == set()
    keepers = [each for each in threading.enumerate() if each.name.startswith("keep-alive")]
    for each in keepers:
        await asyncio.to_thread(each.join, 5)
    assert not any(each.is_alive() for each in keepers)
    assert not local_discord.exchanges.violations


async def test_a_plain_client_connects_too(local_discord: LocalDiscord, place: Place) -> None:
    client = discord.Client(intents=discord.Intents(guilds=True), guild_ready_timeout=0.0)
    async with connect(client, local_discord, until_ready=True):
        assert client.is_ready()
        assert client.get_channel(place.channel.id) is not None


async def test_a_wrong_token_is_refused(local_discord: LocalDiscord) -> None:
    with pytest.raises(discord.LoginFailure):
        async with connect(Sample(), local_discord, token="wrong"):
            pytest.fail("it must not log in")
    assert local_discord.exchanges.violations == {401: 1}


async def test_several_local_discords_follow_each_other(clock: TurnableClock) -> None:
    for _ in range(2):
        async with LocalDiscord(clock=clock) as local:
            place = Place(local)
            async with connect(Sample(), local):
                assert (await local.command(place.reader, place.channel, "/answer")).content == "Hello"


@pytest.mark.parametrize("how", ["drop", "ask_reconnect"])
async def test_a_dropped_connection_is_resumed_without_missing_a_command(
    local_discord: LocalDiscord, place: Place, client: Sample, how: str
) -> None:
    getattr(local_discord.gateway, how)()
    await local_discord.gateway.changed(lambda gateway: not gateway.online)
    reply = await local_discord.command(place.reader, place.channel, "/answer text:missed")
    assert reply.content == "missed"
    assert (local_discord.gateway.identifies, local_discord.gateway.resumes) == (1, 1)
    assert len(client.guilds) == 1


async def test_an_invalid_session_is_begun_anew(
    local_discord: LocalDiscord, place: Place, client: Sample
) -> None:
    local_discord.gateway.invalidate()
    await local_discord.gateway.changed(lambda gateway: gateway.identifies == 2)
    reply = await local_discord.command(place.reader, place.channel, "/answer")
    assert (reply.content, local_discord.gateway.resumes, len(client.guilds)) == ("Hello", 0, 1)


async def test_a_resumable_invalid_session_is_resumed(
    local_discord: LocalDiscord, place: Place, client: Sample
) -> None:
    local_discord.gateway.invalidate(resumable=True)
    await local_discord.gateway.changed(lambda gateway: gateway.resumes == 1)
    assert (await local_discord.command(place.reader, place.channel, "/answer")).content == "Hello"
    assert len(client.shards) == 1


async def test_each_shard_serves_its_guilds(clock: TurnableClock) -> None:
    async with LocalDiscord(clock=clock, shards=3, global_limit=None) as local:
        reader = local.add_user("Ana")
        channels = []
        for at in range(6):
            guild = local.add_guild(f"guild {at}")
            local.join(guild, reader)
            channels.append(local.add_channel(guild, "general"))
        async with connect(Sample(), local) as client:
            assert len(client.shards) == 3
            assert sorted(guild.shard_id for guild in client.guilds) == [0, 0, 1, 1, 2, 2]
            replies = await asyncio.gather(*(local.command(reader, each, "/answer") for each in channels))
            assert [reply.content for reply in replies] == ["Hello"] * 6


async def test_a_process_may_run_some_of_the_shards(clock: TurnableClock) -> None:
    async with LocalDiscord(clock=clock, shards=4) as local:
        for at in range(8):
            local.add_guild(f"guild {at}")
        async with connect(Sample(shard_ids=[1, 2], shard_count=4), local) as client:
            assert {guild.shard_id for guild in client.guilds} == {1, 2}
            assert len(client.guilds) == 4


async def test_two_clients_share_the_shards_and_each_guild_is_served_once(clock: TurnableClock) -> None:
    async with LocalDiscord(clock=clock, shards=4) as local:
        reader = local.add_user("Ana")
        channels = []
        for at in range(8):
            guild = local.add_guild(f"guild {at}")
            local.join(guild, reader)
            channels.append(local.add_channel(guild, "general"))
        first, second = (Sample(shard_ids=shards, shard_count=4) for shards in ([0, 1], [2, 3]))
        async with connect(first, local), connect(second, local):
            assert {guild.id for guild in first.guilds} | {guild.id for guild in second.guilds} == set(
                local.world.guilds
            )
            assert len(first.guilds) == len(second.guilds) == 4
            replies = await asyncio.gather(*(local.command(reader, each, "/answer") for each in channels))
            assert [len(reply.raw) for reply in replies] == [1] * 8
            # One process gone: its guilds are not served, the others' are.
            await second.close()
            await local.gateway.changed(lambda gateway: len(gateway.sessions) == 2)
            for guild, channel in zip(local.world.guilds.values(), channels, strict=True):
                if first.get_guild(guild.id):
                    await local.command(reader, channel, "/answer")
                else:
                    with pytest.raises(NotAnswered, match="not connected"):
                        await local.command(reader, channel, "/answer")


async def test_the_bot_hears_of_changes(local_discord: LocalDiscord, place: Place, client: Sample) -> None:
    local_discord.set_permissions(place.channel, None, deny=["send_messages"])
    local_discord.outage(place.guild)
    await local_discord.settled()
    (guild,) = client.guilds
    assert guild.unavailable
    local_discord.recover(place.guild)
    local_discord.remove_channel(place.other)
    await local_discord.settled()
    (guild,) = client.guilds
    channel = guild.get_channel(place.channel.id)
    assert channel is not None
    assert not channel.permissions_for(guild.me).send_messages
    assert not guild.unavailable
    assert guild.get_channel(place.other.id) is None
    local_discord.remove_bot(place.guild)
    await local_discord.settled()
    assert not client.guilds


async def test_the_bot_hears_of_its_own_permissions(
    local_discord: LocalDiscord, place: Place, client: Sample
) -> None:
    for names, expected in ((["manage_guild"], True), ([], False)):
        local_discord.set_bot_permissions(place.guild, names)
        await local_discord.settled()
        (guild,) = client.guilds
        assert guild.me.guild_permissions.manage_guild is expected


async def test_the_bot_knows_channels_of_every_kind(
    local_discord: LocalDiscord, place: Place, client: Sample
) -> None:
    kinds = [
        kind for kind in ChannelType if not kind.is_thread and kind not in {ChannelType.DM, ChannelType.GROUP}
    ]
    for kind in kinds:
        local_discord.add_channel(place.guild, kind.name.lower(), kind)
    local_discord.add_thread(place.channel, "private", private=True)
    await local_discord.settled()
    (guild,) = client.guilds
    assert {channel.type.value for channel in guild.channels} == {int(kind) for kind in kinds}
    assert [thread.name for thread in guild.threads] == ["private"]


async def test_channels_threads_and_messages_are_reached_by_the_library(
    local_discord: LocalDiscord, place: Place, client: Sample
) -> None:
    channel = client.get_channel(place.channel.id)
    assert isinstance(channel, discord.TextChannel)
    sent = await channel.send("hello", embed=discord.Embed(title="t"))
    await sent.edit(content="edited")
    fetched = await channel.fetch_message(sent.id)
    assert (fetched.content, fetched.embeds[0].title) == ("edited", "t")
    thread = await channel.create_thread(name="talk", type=discord.ChannelType.public_thread)
    await thread.send("in a thread")
    assert [message.content async for message in thread.history()] == ["in a thread"]
    await sent.delete()
    with pytest.raises(discord.NotFound) as gone:
        await channel.fetch_message(sent.id)
    assert gone.value.code == 10008
    user = await client.fetch_user(place.reader.id)
    assert (await user.send("privately")).content == "privately"
    assert [each.content for each in local_discord.messages(local_discord.add_dm(place.reader))] == [
        "privately"
    ]


async def test_commands_can_be_made_for_one_guild(
    local_discord: LocalDiscord, place: Place, client: Sample
) -> None:
    guild = discord.Object(place.guild.id)
    client.tree.copy_global_to(guild=guild)
    synced = await client.tree.sync(guild=guild)
    assert {each.name for each in synced} >= {"answer", "digest", "Search the archive"}
    again = await client.tree.sync(guild=guild)
    assert [each.id for each in again] == [each.id for each in synced], "a command that stays keeps its id"
    assert [each.name for each in await client.tree.fetch_commands()]
    assert (await local_discord.command(place.reader, place.channel, "/answer")).payload["data"]["guild_id"]
