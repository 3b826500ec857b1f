"""`/onthisdate`: what the archive says happened on a day and month."""

import logging
from datetime import date
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from bot.commands.asking import Frame
from bot.options import dates
from bot.questions import DayQuestion, Question
from bot.render import almanac as render
from bot.render.reply import Reply
from bot.services import Services
from storage.archive import almanac
from storage.archive.answers import NearestEntries
from storage.errors import DatabaseError

__all__ = ["answer", "register", "zone_of"]

_log = logging.getLogger(__name__)


async def zone_of(services: Services, guild_id: int | None) -> str:
    """The zone that a server lives in: its subscription's, else UTC; UTC too while the state is away."""
    if guild_id is None:
        return "UTC"
    try:
        subscriptions = await services.state.subscriptions.of_guild(guild_id)
    except DatabaseError as error:
        _log.warning("a server's zone is not known at present: %s", error)
        return "UTC"
    return subscriptions[0].zone if subscriptions else "UTC"


async def answer(services: Services, asked: DayQuestion, guild_id: int | None) -> Reply:
    """A page of a day's entries, and the nearest day that has any where it has none."""
    zone = await zone_of(services, guild_id)
    today = services.clock().astimezone(ZoneInfo(zone)).date()
    if asked.year is None:
        found = await almanac.on_day(
            services.archive,
            asked.month,
            asked.day,
            today.year,
            offset=asked.page * render.PER_PAGE,
            limit=render.PER_PAGE,
        )
    else:
        found = await almanac.in_year(
            services.archive,
            asked.month,
            asked.day,
            asked.year,
            offset=asked.page * render.PER_PAGE,
            limit=render.PER_PAGE,
        )
    near: tuple[NearestEntries, ...] = ()
    other_years = 0
    if not found.entries and not found.leap_day and asked.page == 0:
        if asked.year is not None:
            every = await almanac.on_day(services.archive, asked.month, asked.day, today.year, limit=1)
            other_years = every.total
        if not other_years:
            near = await almanac.nearest(services.archive, _in(today.year, asked), limit=1)
    return render.on_day(asked, found, today=today, zone=zone, near=near, other_years=other_years)


def _in(year: int, asked: DayQuestion) -> date:
    """The day in a year; 29 February is 28 February in a common one."""
    try:
        return date(year, asked.month, asked.day)
    except ValueError:
        return date(year, 2, 28)


def register(frame: Frame) -> None:
    """Add the command to the tree."""
    services = frame.services

    @frame.tree.command(name="onthisdate", description="What the archive says happened on this day")
    @app_commands.describe(day="Today unless you give a day: 18 January, 01-18, 18 Jan 1950")
    @app_commands.rename(day="date")
    async def onthisdate(
        interaction: discord.Interaction, day: app_commands.Range[str, 1, 100] | None = None
    ) -> None:
        async def parse() -> Question:
            zone = await zone_of(services, interaction.guild_id)
            today = services.clock().astimezone(ZoneInfo(zone)).date()
            if day is None or not day.strip():
                return DayQuestion(today.month, today.day)
            meant = dates.day_of_year(day, today)
            return DayQuestion(meant.month, meant.day, meant.year)

        await frame.ask(interaction, "onthisdate", parse, private=False)
