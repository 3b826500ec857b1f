"""`/meetings`: who met whom, when and where, and what was said."""

from dataclasses import replace

import discord
from discord import app_commands

from bot.commands.asking import Choice, Frame, choices
from bot.commands.completing import complete_country
from bot.options import countries, dates
from bot.questions import MeetingsQuestion, Question
from bot.refusals import CountryNeeded, UnknownName
from bot.render import meetings as render
from bot.render import sketches
from bot.render.places import KINDS
from bot.render.reply import Reply
from bot.services import Services
from storage.archive import encounters
from storage.archive.answers import MeetingQuery
from storage.text import countries as names
from storage.text.records import Kind

__all__ = ["answer", "register"]

_TEXT = app_commands.Range[str, 1, 100]
_ALL_COUNTRIES = 400
"""More than there are countries and organisations."""
_KINDS = [app_commands.Choice(name=many.capitalize(), value=kind) for kind, (_, many) in KINDS.items()]


async def answer(services: Services, asked: MeetingsQuestion) -> Reply:
    """A page of a country's meetings; without a country, of the countries ranked."""
    if asked.country is None:
        return await _ranking(services, asked)
    if not names.is_code(asked.country):
        raise UnknownName("country", asked.country)
    query = MeetingQuery(asked.country, asked.with_, asked.kind, asked.since, asked.until)
    # The picture of the first page shows the meetings of all pages, of very many the latest.
    found = await encounters.of_country(
        services.archive,
        query,
        offset=asked.page * render.PER_PAGE,
        limit=render.PER_PAGE,
        latest=0 if asked.page else sketches.MARKS,
    )
    reply = render.of_country(asked, found)
    return reply if asked.page else replace(reply, sketch=sketches.timeline(found))


async def _ranking(services: Services, asked: MeetingsQuestion) -> Reply:
    ranked = await encounters.ranking(services.archive, kind=asked.kind, limit=_ALL_COUNTRIES)
    reply = render.ranking(asked, ranked)
    first = ranked[: render.RANKED_PER_PAGE]
    return reply if asked.page else replace(reply, sketch=sketches.ranking(first, asked.kind))


def register(frame: Frame) -> None:
    """Add the command to the tree."""
    services = frame.services

    @frame.tree.command(name="meetings", description="Who met whom, when and where, and what was said")
    @app_commands.rename(with_="with")
    @app_commands.choices(kind=_KINDS)
    @app_commands.describe(
        country="Whose meetings; leave it out to see the countries ranked",
        with_="Only meetings with this country, organisation or person",
        kind="Only contacts of this kind",
        since="On this day or later: 2025, Feb 2025, 5 Feb 2025",
        until="On this day or earlier: 2025, Feb 2025, 5 Feb 2025",
        private="Show the answer to you alone",
    )
    async def meetings(
        interaction: discord.Interaction,
        *,
        country: _TEXT | None = None,
        with_: _TEXT | None = None,
        kind: Kind | None = None,
        since: _TEXT | None = None,
        until: _TEXT | None = None,
        private: bool = False,
    ) -> None:
        async def parse() -> Question:
            first, last = dates.window(since, until, services.clock().date())
            whose, other = countries.code_of(country), countries.country_or_name(with_)
            asked = MeetingsQuestion(whose, other, kind, first, last)
            if whose is None and other is not None:
                # Meetings with a country are that country's meetings.
                if not names.is_code(other):
                    raise CountryNeeded(other)
                return replace(asked, country=other, with_=None)
            return asked

        await frame.ask(interaction, "meetings", parse, private=private, expensive=True)

    @meetings.autocomplete("country")
    async def country(_: discord.Interaction, typed: str) -> list[Choice]:
        return await complete_country(services, typed)

    @meetings.autocomplete("with_")
    async def with_(_: discord.Interaction, typed: str) -> list[Choice]:
        offered = await complete_country(services, typed)
        # Persons are accepted as typed; the list is of countries alone.
        return offered or choices([(typed, typed)])
