"""The digest through the whole bot and the local Discord, by a clock that is turned."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

import bot.client
from bot.client import DatelineClient
from bot.harness import LocalDiscord, TurnableClock
from bot.harness.world import Channel, Guild, Message
from storage.state import Delivery, State, Stored, Subscription

SUBSCRIBE = "/digest subscribe channel:#general time:08:00 timezone:Europe/Berlin"
DUE = datetime(2027, 1, 18, 7, tzinfo=UTC)
"""08:00 in Berlin on a day of which the shipped archive tells something."""


@dataclass
class Desk:
    """A server with one channel, subscribed at noon of the day before."""

    discord: LocalDiscord
    bot: DatelineClient
    guild: Guild
    channel: Channel
    clock: TurnableClock
    state: State

    async def turn(self, instant: datetime) -> None:
        """Turn the clock and do what is due."""
        await self.discord.settled()
        self.clock.turn(instant)
        await self.bot.digest.tick()

    def posted(self) -> list[Message]:
        """The digests that stand in the channel."""
        return [each for each in self.discord.messages(self.channel) if each.components]

    async def subscription(self) -> Subscription:
        """The channel's."""
        found = await self.state.subscriptions.of_channel(self.channel.id)
        assert found is not None
        return found

    async def ledger(self) -> list[Delivery]:
        """The channel's rows, newest first."""
        return await self.state.deliveries.recent((await self.subscription()).id)


@pytest.fixture
async def desk(local_discord: LocalDiscord, bot: DatelineClient, state: State, clock: TurnableClock) -> Desk:
    guild = local_discord.add_guild("News Desk")
    channel = local_discord.add_channel(guild, "general")
    manager = local_discord.add_user("Ana")
    local_discord.join(guild, manager, permissions=("manage_guild",))
    await local_discord.settled()
    clock.turn(DUE - timedelta(hours=19))
    await local_discord.command(manager, channel, SUBSCRIBE)
    return Desk(local_discord, bot, guild, channel, clock, state)


async def test_the_digest_arrives_at_its_time_once_and_is_in_the_ledger(desk: Desk) -> None:
    await desk.turn(DUE - timedelta(seconds=1))
    assert desk.posted() == []
    for seconds in (0, 60, 3600):
        await desk.turn(DUE + timedelta(seconds=seconds))
    (message,) = desk.posted()
    (row,) = await desk.ledger()
    assert (row.state, row.message_id, row.local_date) == ("sent", message.id, DUE.date())
    assert row.nonce in str(message.components)
    assert row.entries


async def test_a_lost_reply_is_found_out_and_not_posted_twice(desk: Desk) -> None:
    desk.discord.faults.drop(f"POST /channels/{desk.channel.id}/messages", after_effect=True)
    await desk.turn(DUE)
    (message,) = desk.posted()
    (row,) = await desk.ledger()
    assert (row.state, row.message_id) == ("sent", message.id)


async def test_what_was_sent_since_a_backup_is_found_after_its_restoration(desk: Desk) -> None:
    stored = [each async for each in desk.state.contents()]
    await desk.turn(DUE)

    async def contents() -> AsyncIterator[Stored]:
        for each in stored:
            yield each

    await desk.state.fill(contents())
    assert await desk.ledger() == []
    await desk.turn(DUE + timedelta(hours=2))
    (message,) = desk.posted()
    (row,) = await desk.ledger()
    assert (row.state, row.message_id) == ("sent", message.id)


async def test_a_digest_is_late_rather_than_lost_where_no_history_can_be_read(desk: Desk) -> None:
    desk.discord.set_permissions(desk.channel, None, deny=("send_messages", "read_message_history"))
    await desk.turn(DUE)
    desk.discord.set_permissions(desk.channel, None, deny=("read_message_history",))
    await desk.turn(DUE + timedelta(hours=2))
    assert len(desk.posted()) == 1
    assert [row.state for row in await desk.ledger()] == ["sent"]


@pytest.mark.parametrize("permission", ["send_messages", "view_channel", "embed_links"])
async def test_a_lost_permission_suspends_with_its_name_and_its_return_resumes(
    desk: Desk, permission: str
) -> None:
    desk.discord.set_permissions(desk.channel, None, deny=(permission,))
    await desk.turn(DUE)
    suspended = (await desk.subscription()).suspended
    assert suspended is not None
    assert permission in suspended.detail.split(",")
    assert desk.posted() == []
    desk.discord.set_permissions(desk.channel, None)
    await desk.turn(DUE + timedelta(minutes=5))
    assert len(desk.posted()) == 1
    assert (await desk.subscription()).suspended is None


BASE = ("view_channel", "read_message_history", "send_messages", "embed_links")
"""What everybody may do, as far as the digest needs it."""


def everyone_loses(desk: Desk) -> None:
    desk.discord.set_everyone_permissions(desk.guild, BASE[:2])


def everyone_regains(desk: Desk) -> None:
    desk.discord.set_everyone_permissions(desk.guild, BASE)


def own_role_grants(desk: Desk) -> None:
    desk.discord.set_bot_permissions(desk.guild, BASE)


def own_name_is_denied(desk: Desk) -> None:
    desk.discord.set_permissions(desk.channel, desk.discord.world.bot, deny=("embed_links",))


def own_name_is_freed(desk: Desk) -> None:
    desk.discord.set_permissions(desk.channel, desk.discord.world.bot)


def thrown_out(desk: Desk) -> None:
    desk.discord.remove_bot(desk.guild)


def invited_again(desk: Desk) -> None:
    desk.discord.invite_bot(desk.guild)


@pytest.mark.parametrize(
    ("lose", "mend", "cause"),
    [
        (everyone_loses, everyone_regains, "missing_permissions"),
        (everyone_loses, own_role_grants, "missing_permissions"),
        (own_name_is_denied, own_name_is_freed, "missing_permissions"),
        (thrown_out, invited_again, "left_guild"),
    ],
)
async def test_a_digest_goes_out_once_whatever_stood_in_its_way_is_gone(
    desk: Desk, lose: Callable[[Desk], None], mend: Callable[[Desk], None], cause: str
) -> None:
    if cause == "left_guild":
        # Before that a guild that is not there may be one of which the gateway has not told yet.
        await desk.bot.wait_until_ready()
    lose(desk)
    await desk.turn(DUE)
    suspended = (await desk.subscription()).suspended
    assert suspended is not None
    assert suspended.cause == cause
    mend(desk)
    await desk.turn(DUE + timedelta(seconds=30))
    assert len(desk.posted()) == 1
    assert (await desk.subscription()).suspended is None


async def test_an_overdue_digest_goes_out_as_soon_as_the_gateway_tells_that_it_may(desk: Desk) -> None:
    everyone_loses(desk)
    await desk.turn(DUE)
    posted = asyncio.create_task(desk.discord.next_message(desk.channel))
    await asyncio.sleep(0)
    # The clock stands still: nothing but the event can tell.
    everyone_regains(desk)
    assert (await posted).components


async def test_a_refusal_that_nothing_explains_is_tried_again_an_hour_later(desk: Desk) -> None:
    route = f"POST /channels/{desk.channel.id}/messages"
    desk.discord.faults.fail(route, status=403)
    await desk.turn(DUE)
    suspended = (await desk.subscription()).suspended
    assert suspended is not None
    assert suspended.cause == "refused"
    await desk.turn(DUE + timedelta(minutes=59))
    assert desk.posted() == []
    await desk.turn(DUE + timedelta(minutes=61))
    assert len(desk.posted()) == 1
    assert (await desk.subscription()).suspended is None


async def test_a_deleted_channel_suspends_and_keeps_its_settings(desk: Desk) -> None:
    before = await desk.subscription()
    desk.discord.remove_channel(desk.channel)
    await desk.turn(DUE)
    after = await desk.subscription()
    assert after.suspended is not None
    assert after.suspended.cause == "channel_deleted"
    assert after.settings == before.settings


async def test_outages_that_come_and_go_around_its_time_bring_one_digest(desk: Desk) -> None:
    for seconds in range(-30, 30, 10):
        desk.discord.outage(desk.guild)
        await desk.turn(DUE + timedelta(seconds=seconds))
        desk.discord.recover(desk.guild)
        await desk.discord.settled()
    await desk.turn(DUE + timedelta(minutes=5))
    assert len(desk.posted()) == 1
    assert [row.state for row in await desk.ledger()] == ["sent"]
    assert (await desk.subscription()).suspended is None


@pytest.mark.parametrize("sent_before", [True, False])
async def test_a_machine_clock_set_back_an_hour_neither_doubles_nor_loses_a_digest(
    desk: Desk, sent_before: bool
) -> None:
    await desk.turn(DUE + timedelta(seconds=1 if sent_before else -1))
    for minutes in (-60, -30, 0, 1, 60, 24 * 60 - 1):
        await desk.turn(DUE + timedelta(minutes=minutes))
        assert len(desk.posted()) == (sent_before or minutes >= 0)
    await desk.turn(DUE + timedelta(days=1))
    assert [row.local_date for row in await desk.ledger()] == [
        (DUE + timedelta(days=1)).date(),
        DUE.date(),
    ]


async def test_a_stop_within_five_seconds_lets_go_of_a_digest_that_hangs(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bot.client._GRACE < 4, "the rest of five seconds is for the gateway and the databases"
    monkeypatch.setattr("bot.client._GRACE", 0.05)
    hold = desk.discord.faults.hold(f"POST /channels/{desk.channel.id}/messages", after_effect=True)
    desk.clock.turn(DUE)
    desk.bot.digest.nudge()
    await hold.reached.wait()
    await asyncio.wait_for(desk.bot.close(), 2)
    # It was on its way: what became of it the next process finds out.
    assert [row.state for row in await desk.ledger()] == ["claimed"]
    assert not [task for task in asyncio.all_tasks() if task.get_name() == "digest delivery"]
    hold.release()


async def test_an_outage_is_waited_for_and_suspends_nothing(desk: Desk) -> None:
    desk.discord.outage(desk.guild)
    await desk.turn(DUE)
    assert (await desk.subscription()).suspended is None
    assert desk.posted() == []
    desk.discord.recover(desk.guild)
    await desk.turn(DUE + timedelta(minutes=5))
    assert len(desk.posted()) == 1
