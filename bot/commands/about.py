"""`/about`: what the archive holds, how the bot is, and how to ask."""

import math
from dataclasses import replace
from importlib.metadata import version

import discord

from bot.commands.asking import Frame
from bot.questions import AboutQuestion, Question
from bot.render import about as render
from bot.render import sketches
from bot.render.reply import Reply
from bot.services import Services
from storage.archive import articles, coverage
from storage.errors import DatabaseError

__all__ = ["answer", "register"]


async def answer(services: Services, interaction: discord.Interaction) -> Reply:
    """The one page."""
    overview = await articles.overview(services.archive)
    latency = interaction.client.latency
    health = render.Wellbeing(
        version=version("dateline"),
        latency=latency if math.isfinite(latency) else None,
        state_reachable=await reachable(services),
    )
    months = await coverage.by_month(services.archive)
    return replace(render.about(overview, health), sketch=sketches.coverage(months))


async def reachable(services: Services) -> bool:
    """Whether the state's database answers."""
    try:
        await services.state.ping()
    except DatabaseError:
        return False
    return True


def register(frame: Frame) -> None:
    """Add the command to the tree."""

    @frame.tree.command(name="about", description="What the archive holds, how to ask, and how the bot is")
    async def about(interaction: discord.Interaction) -> None:
        async def parse() -> Question:
            return AboutQuestion()

        await frame.ask(interaction, "about", parse, private=False)
