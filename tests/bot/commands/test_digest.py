"""`/digest`, end to end: who may, where it may go, and what managers are told."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.harness import Channel, ChannelType, Reply, TurnableClock
from storage.state import State
from tests.bot.commands.newsroom import Newsroom, description, title

SUBSCRIBE = "/digest subscribe channel:general time:09:00 timezone:Europe/Berlin"


async def forged(newsroom: Newsroom, channel: Channel, command: str = "subscribe", **fields: object) -> Reply:
    """A command for a channel that Discord's client would not have offered."""
    shown = {
        "id": str(channel.id),
        "name": channel.name,
        "type": channel.type.value,
        "permissions": "0",
        "guild_id": str(newsroom.guild.id),
    } | fields
    options = [{"name": "channel", "type": 7, "value": str(channel.id)}]
    if command == "subscribe":
        options += [
            {"name": "time", "type": 3, "value": "09:00"},
            {"name": "timezone", "type": 3, "value": "UTC"},
        ]
    data = {
        "name": "digest",
        "type": 1,
        "id": "1",
        "resolved": {"channels": {str(channel.id): shown}},
        "options": [{"name": command, "type": 1, "options": options}],
    }
    reply = newsroom.local.interact(newsroom.manager, newsroom.channel, 2, data)
    return await reply.until(lambda each: each.complete)


async def test_a_channel_is_subscribed_and_told_its_next_post_in_both_zones(
    newsroom: Newsroom, state: State
) -> None:
    reply = await newsroom.manage(SUBSCRIBE)
    assert reply.ephemeral
    assert title(reply) == "Subscribed"
    assert description(reply) == (
        f"<#{newsroom.channel.id}> gets the digest at **09:00** (Europe/Berlin).\n"
        "On a day without entries it shows those of the nearest days, within two weeks and none twice in "
        "30 days.\n"
        "Next post: Tue 24 Nov 2026, 09:00 (Europe/Berlin), which is Tue 24 Nov 2026, 08:00 (UTC)."
    )
    stored = await state.subscriptions.of_channel(newsroom.channel.id)
    assert stored is not None
    assert (stored.zone, stored.created_by) == ("Europe/Berlin", newsroom.manager.id)


async def test_subscribing_again_changes_it(newsroom: Newsroom, state: State) -> None:
    await newsroom.manage(SUBSCRIBE)
    reply = await newsroom.manage(
        '/digest subscribe channel:general time:"7:30 pm" timezone:Lisbon empty_days:skip'
    )
    assert title(reply) == "Subscription changed"
    (stored,) = await state.subscriptions.of_guild(newsroom.guild.id)
    assert (f"{stored.settings.local_time:%H:%M}", stored.zone, stored.settings.empty_days) == (
        "19:30",
        "Europe/Lisbon",
        "skip",
    )


async def test_unsubscribing_ends_it(newsroom: Newsroom, state: State) -> None:
    await newsroom.manage(SUBSCRIBE)
    assert title(await newsroom.manage("/digest unsubscribe channel:general")) == "Unsubscribed"
    assert await state.subscriptions.of_guild(newsroom.guild.id) == []
    assert title(await newsroom.manage("/digest unsubscribe channel:general")) == "Nothing to end"


async def test_threads_and_announcement_channels_are_accepted(newsroom: Newsroom, state: State) -> None:
    newsroom.local.add_thread(newsroom.channel, "daily")
    newsroom.local.add_channel(newsroom.guild, "news", ChannelType.ANNOUNCEMENT)
    await newsroom.local.settled()
    for name in ("daily", "news"):
        reply = await newsroom.manage(f"/digest subscribe channel:{name} time:09:00 timezone:UTC")
        assert title(reply) == "Subscribed"
    assert len(await state.subscriptions.of_guild(newsroom.guild.id)) == 2


@pytest.mark.parametrize(
    "command", [SUBSCRIBE, "/digest unsubscribe channel:general", "/digest status", "/digest preview"]
)
async def test_only_managers_may_though_others_get_the_command_through(
    newsroom: Newsroom, state: State, command: str
) -> None:
    reply = await newsroom.local.command(newsroom.reader, newsroom.channel, command, hidden=True)
    assert title(reply) == "Only for managers"
    assert reply.ephemeral
    assert await state.subscriptions.of_guild(newsroom.guild.id) == []


async def test_it_is_not_offered_in_direct_messages(newsroom: Newsroom) -> None:
    offered = newsroom.local.offered(newsroom.manager, newsroom.local.add_dm(newsroom.manager))
    assert "digest" not in [each["name"] for each in offered]
    assert "search" in [each["name"] for each in offered]


async def test_a_channel_that_the_asker_does_not_see_is_refused(newsroom: Newsroom, state: State) -> None:
    hidden = newsroom.local.add_channel(newsroom.guild, "secret")
    assert title(await forged(newsroom, hidden)) == "Not that channel"
    assert await state.subscriptions.of_channel(hidden.id) is None


async def test_a_channel_of_another_server_is_refused(newsroom: Newsroom, state: State) -> None:
    elsewhere = newsroom.local.add_guild("Elsewhere")
    foreign = newsroom.local.add_channel(elsewhere, "general")
    await newsroom.local.settled()
    seen = str(1 << 10)
    told = await forged(newsroom, foreign, permissions=seen, guild_id=str(elsewhere.id))
    assert title(told) == "Not that channel"
    assert title(await forged(newsroom, foreign, permissions=seen)) == "Not that channel"
    assert await state.subscriptions.of_channel(foreign.id) is None


async def test_nobody_ends_another_servers_subscription(newsroom: Newsroom, state: State) -> None:
    elsewhere = newsroom.local.add_guild("Elsewhere")
    foreign = newsroom.local.add_channel(elsewhere, "general")
    newsroom.local.join(elsewhere, newsroom.reader, permissions=["manage_guild"])
    await newsroom.local.settled()
    there = "/digest subscribe channel:general time:09:00 timezone:UTC"
    await newsroom.local.command(newsroom.reader, foreign, there)
    for command in ("unsubscribe", "preview"):
        reply = await forged(newsroom, foreign, command, permissions=str(1 << 10))
        assert title(reply) in {"Nothing to end", "On this date: 23 Nov 2026"}
    assert await state.subscriptions.of_channel(foreign.id) is not None


async def test_a_channel_where_the_bot_may_not_post_is_refused_with_what_is_missing(
    newsroom: Newsroom, state: State
) -> None:
    newsroom.local.set_permissions(
        newsroom.channel, newsroom.local.world.bot, deny=["embed_links", "read_message_history"]
    )
    await newsroom.local.settled()
    reply = await newsroom.manage(SUBSCRIBE)
    assert title(reply) == "I cannot post there"
    assert "**Embed Links** and **Read Message History**" in description(reply)
    assert await state.subscriptions.of_channel(newsroom.channel.id) is None


@pytest.mark.parametrize(
    ("options", "heading"),
    [
        ("time:25:00 timezone:UTC", "That time does not work"),
        ("time:09:00 timezone:Atlantis", "No such time zone"),
    ],
)
async def test_what_cannot_be_set_is_told(newsroom: Newsroom, options: str, heading: str) -> None:
    assert title(await newsroom.manage(f"/digest subscribe channel:general {options}")) == heading


async def test_status_shows_what_comes_next_and_what_was_last(
    newsroom: Newsroom, clock: TurnableClock
) -> None:
    assert "No channel of this server gets the digest." in description(
        await newsroom.manage("/digest status")
    )
    await newsroom.manage(SUBSCRIBE)
    clock.turn(datetime(2026, 11, 24, 8, 0, 1, tzinfo=UTC))
    await newsroom.bot.digest.tick()
    text = description(await newsroom.manage("/digest status"))
    assert f"### <#{newsroom.channel.id}>" in text
    assert "Next post: Wed 25 Nov 2026, 09:00 (Europe/Berlin), which is Wed 25 Nov 2026, 08:00 (UTC)" in text
    assert "Last result: 24 Nov 2026, sent" in text


async def test_status_shows_what_nobody_knows_and_it_is_not_posted_again(
    newsroom: Newsroom, clock: TurnableClock
) -> None:
    await newsroom.manage(SUBSCRIBE)
    bot = newsroom.local.world.bot
    newsroom.local.set_permissions(newsroom.channel, bot, deny=["read_message_history"])
    await newsroom.local.settled()
    clock.turn(datetime(2026, 11, 24, 8, 0, 1, tzinfo=UTC))
    route = f"POST /channels/{newsroom.channel.id}/messages"
    newsroom.local.faults.drop(route, after_effect=True, times=None)
    posting = asyncio.create_task(newsroom.bot.digest.tick())
    while not posting.done():
        clock.advance(5)
        await asyncio.sleep(0.001)
    newsroom.local.faults.clear()
    clock.advance(600)
    await newsroom.bot.digest.tick()
    assert len(newsroom.local.messages(newsroom.channel)) == 1
    text = description(await newsroom.manage("/digest status"))
    assert "24 Nov 2026, posted or not, nobody knows (" in text
    assert "Read Message History" in text
    assert "it is not posted again" in text


async def test_status_shows_why_nothing_is_posted(newsroom: Newsroom, clock: TurnableClock) -> None:
    await newsroom.manage(SUBSCRIBE)
    newsroom.local.set_permissions(newsroom.channel, newsroom.local.world.bot, deny=["send_messages"])
    await newsroom.local.settled()
    clock.turn(datetime(2026, 11, 24, 8, 0, 1, tzinfo=UTC))
    await newsroom.bot.digest.tick()
    text = description(await newsroom.manage("/digest status"))
    assert "**Suspended**: I am missing **Send Messages**" in text
    assert newsroom.local.messages(newsroom.channel) == []


@pytest.mark.parametrize(("living", "more"), [(1, "and 1 more channel"), (2, "and 2 more channels")])
async def test_status_shows_living_channels_before_deleted_ones_which_are_forgotten_in_the_end(
    newsroom: Newsroom, state: State, clock: TurnableClock, living: int, more: str
) -> None:
    deleted = [newsroom.local.add_channel(newsroom.guild, f"old-{number}") for number in range(12)]
    kept = [newsroom.local.add_channel(newsroom.guild, f"new-{number}") for number in range(living)]
    await newsroom.local.settled()
    for channel in (*deleted, *kept):
        await newsroom.manage(f"/digest subscribe channel:{channel.name} time:09:00 timezone:UTC")
        clock.advance(60)
    for channel in deleted:
        newsroom.local.remove_channel(channel)
    await newsroom.local.settled()
    clock.advance(timedelta(days=1))
    await newsroom.bot.digest.tick()
    lines = description(await newsroom.manage("/digest status")).splitlines()
    shown = [line for line in lines if line.startswith("### ")]
    assert shown == [f"### <#{each.id}>" for each in (*kept, *deleted)][:12]
    assert lines[-1] == more
    assert any("this one is forgotten after 30 days." in line for line in lines)
    clock.advance(timedelta(days=31))
    await newsroom.bot.digest.tick()
    left = await state.subscriptions.of_guild(newsroom.guild.id)
    assert [each.channel_id for each in left] == [each.id for each in kept]


async def test_the_digest_arrives_and_its_button_answers_whoever_presses(
    newsroom: Newsroom, clock: TurnableClock
) -> None:
    clock.turn(datetime(2027, 1, 17, 12, tzinfo=UTC))
    await newsroom.manage(SUBSCRIBE)
    clock.advance(timedelta(days=1))
    await newsroom.bot.digest.tick()
    (posted,) = newsroom.local.messages(newsroom.channel)
    assert posted.embeds[0]["title"] == "On this date: 18 Jan 2027"
    assert "### 1950 · 77 years ago" in posted.embeds[0]["description"]
    pressed = await newsroom.local.press(posted, "All of this day", newsroom.reader)
    assert pressed.ephemeral
    assert title(pressed).startswith("On this date: 18 Jan")


async def test_on_an_empty_day_the_nearest_days_are_headed_with_their_own_dates(
    newsroom: Newsroom, clock: TurnableClock
) -> None:
    await newsroom.manage("/digest subscribe channel:general time:13:00 timezone:UTC")
    clock.turn(datetime(2026, 11, 23, 13, 0, 1, tzinfo=UTC))
    await newsroom.bot.digest.tick()
    (posted,) = newsroom.local.messages(newsroom.channel)
    text = posted.embeds[0]["description"]
    assert posted.embeds[0]["title"] == "On this date: 23 Nov 2026"
    assert text.startswith("The archive has nothing for 23 Nov.")
    assert "## 24 Nov, 1 day later" in text


async def test_preview_shows_the_next_digest_and_posts_nothing(newsroom: Newsroom) -> None:
    await newsroom.manage(SUBSCRIBE)
    reply = await newsroom.manage("/digest preview channel:general")
    assert reply.ephemeral
    assert title(reply) == "On this date: 24 Nov 2026"
    assert newsroom.local.messages(newsroom.channel) == []


async def test_preview_of_an_empty_day_that_is_skipped_says_so(
    newsroom: Newsroom, clock: TurnableClock
) -> None:
    await newsroom.manage("/digest subscribe channel:general time:13:00 timezone:UTC empty_days:skip")
    reply = await newsroom.manage("/digest preview")
    assert description(reply) == "On 23 Nov 2026 nothing would be posted: the archive has no entries for it."
    assert clock().date().isoformat() == "2026-11-23"


async def test_time_zones_are_completed_by_city(newsroom: Newsroom) -> None:
    found = await newsroom.local.autocomplete(
        newsroom.manager, newsroom.channel, "/digest subscribe timezone:lisb", "timezone"
    )
    assert [(each.name, each.value) for each in found] == [
        ("Lisbon, Portugal · UTC+00:00 now", "Europe/Lisbon")
    ]
