"""`/digest`: the daily digest of a server's channels, for its managers."""

from collections.abc import Awaitable, Callable
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from bot.commands.asking import Choice, Frame, choices, place_of
from bot.commands.onthisdate import zone_of
from bot.digest import subscribing
from bot.digest.composing import NO_REPEAT
from bot.digest.standing import missing_permissions
from bot.options import dates, zones
from bot.refusals import ChannelUnseen, ChannelUnusable, ManagersOnly, NotSubscribed, ServerOnly
from bot.render import subscriptions as render
from bot.render.reply import Reply
from storage.state import Settings

__all__ = ["register"]

_KINDS: Final = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
]

Channel: TypeAlias = app_commands.AppCommandChannel | app_commands.AppCommandThread


class DigestChannel(app_commands.Transformer):
    """A text channel, announcement channel or thread, with the asker's permissions in it."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Discord offers channels."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Of these kinds."""
        return list(_KINDS)

    async def transform(self, interaction: discord.Interaction, value: object, /) -> Channel:  # noqa: ARG002 - discord.py calls it so
        """What Discord resolved; anything else was forged."""
        if not isinstance(value, (app_commands.AppCommandChannel, app_commands.AppCommandThread)):
            raise ChannelUnseen
        return value


DigestChannelOption: TypeAlias = app_commands.Transform[Channel, DigestChannel]


def manager_of(interaction: discord.Interaction) -> discord.Guild:
    """The server, once it is sure that the asker may manage it; raises `ServerOnly` and `ManagersOnly`.

    Discord hides the commands from others, but servers can change that, and requests can be forged.
    """
    guild = interaction.guild
    if guild is None:
        raise ServerOnly
    if not interaction.permissions.manage_guild:
        raise ManagersOnly
    return guild


def usable(guild: discord.Guild, chosen: Channel) -> int:
    """The id of a channel that the asker sees and the bot may post in.

    Raises `ChannelUnseen` and `ChannelUnusable`. The asker's permissions come with the interaction; that the
    channel is of this server, and what the bot may do in it, is what the gateway tells.
    """
    if chosen.type not in _KINDS or not chosen.permissions.view_channel:
        raise ChannelUnseen
    channel = guild.get_channel_or_thread(chosen.id)
    if channel is None and isinstance(chosen, app_commands.AppCommandThread):
        # An archived thread is not in the gateway's view: its parent's permissions hold, posting wakes it.
        channel = guild.get_channel(chosen.parent_id)
        if channel is not None and chosen.type is discord.ChannelType.private_thread:
            raise ChannelUnusable(chosen.id, ("view_channel",))
    if channel is None:
        raise ChannelUnseen
    if missing := missing_permissions(channel, guild.me):
        raise ChannelUnusable(chosen.id, missing)
    return chosen.id


def register(frame: Frame) -> None:
    """Add the group of commands to the tree."""
    digest = app_commands.Group(
        name="digest",
        description="The daily digest of what happened on this date",
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )
    _subscribing(frame, digest)
    _looking(frame, digest)
    frame.tree.add_command(digest)


async def _serve(
    frame: Frame, interaction: discord.Interaction, name: str, work: Callable[[], Awaitable[Reply]]
) -> None:
    await frame.desk.serve(interaction, f"digest {name}", work, place_of(private=True))


def _subscribing(frame: Frame, digest: app_commands.Group) -> None:
    services = frame.services

    @digest.command(name="subscribe", description="Post the digest in a channel every day")
    @app_commands.describe(
        channel="The channel or thread that gets the digest",
        time="When, in the time zone you pick: 09:00, 7:30 pm",
        timezone="Type a city and pick it from the list",
        empty_days="What to do on a day without entries: the nearest day's (default) or nothing",
    )
    async def subscribe(
        interaction: discord.Interaction,
        channel: DigestChannelOption,
        time: app_commands.Range[str, 1, 20],
        timezone: app_commands.Range[str, 1, 100],
        empty_days: Literal["nearest", "skip"] = "nearest",
    ) -> None:
        async def work() -> Reply:
            guild = manager_of(interaction)
            channel_id = usable(guild, channel)
            settings = Settings(
                guild.id, channel_id, dates.time_of_day(time), zones.named(timezone), empty_days
            )
            before = await services.state.subscriptions.of_channel(channel_id)
            made = await subscribing.put(services.state, services.clock, settings, interaction.user.id)
            frame.nudge()
            return render.subscribed(made, changed=before is not None)

        await _serve(frame, interaction, "subscribe", work)

    @subscribe.autocomplete("timezone")
    async def timezone(_: discord.Interaction, typed: str) -> list[Choice]:
        return choices([(zone.label, zone.name) for zone in zones.suggest(typed, services.clock())])

    @digest.command(name="unsubscribe", description="Stop posting the digest in a channel")
    @app_commands.describe(channel="The channel or thread that gets it now")
    async def unsubscribe(interaction: discord.Interaction, channel: DigestChannelOption) -> None:
        async def work() -> Reply:
            guild = manager_of(interaction)
            if not channel.permissions.view_channel:
                raise ChannelUnseen
            before = await services.state.subscriptions.of_channel(channel.id)
            # Whoever manages a server ends the subscriptions of that server, whatever id was sent.
            if before is None or before.guild_id != guild.id:
                raise NotSubscribed(channel.id)
            return render.ended(await services.state.subscriptions.end(channel.id) or before)

        await _serve(frame, interaction, "unsubscribe", work)


def _looking(frame: Frame, digest: app_commands.Group) -> None:
    services = frame.services

    @digest.command(name="status", description="See what comes next, what was posted and what went wrong")
    async def status(interaction: discord.Interaction) -> None:
        async def work() -> Reply:
            guild = manager_of(interaction)
            channels = await subscribing.status(services.state, services.clock, guild.id)
            return render.status(channels, services.clock())

        await _serve(frame, interaction, "status", work)

    @digest.command(name="preview", description="See the next digest without posting it")
    @app_commands.describe(channel="Whose digest; this channel's if you leave it out")
    async def preview(interaction: discord.Interaction, channel: DigestChannelOption | None = None) -> None:
        async def work() -> Reply:
            guild = manager_of(interaction)
            if channel is not None and not channel.permissions.view_channel:
                raise ChannelUnseen
            return await _preview(frame, guild.id, channel.id if channel else interaction.channel_id)

        await _serve(frame, interaction, "preview", work)


async def _preview(frame: Frame, guild_id: int, channel_id: int | None) -> Reply:
    """A subscribed channel's next digest; for any other channel today's."""
    state = frame.services.state
    subscription = await state.subscriptions.of_channel(channel_id) if channel_id else None
    if subscription is not None and subscription.guild_id == guild_id:
        day = subscription.due.local_date
        empty_days = subscription.settings.empty_days
        shown = await state.deliveries.shown(subscription.channel_id, day - NO_REPEAT, day)
    else:
        zone = ZoneInfo(await zone_of(frame.services, guild_id))
        day, empty_days, shown = frame.services.clock().astimezone(zone).date(), "nearest", set()
    made = await frame.composer.digest(day, empty_days, shown, "preview")
    return made[0] if made else render.nothing_to_post(day, empty_days)
