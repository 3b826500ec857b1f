"""What all commands share: the frame that they are registered in, and their common options."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import discord
from discord import app_commands

from bot.composer import Composer
from bot.desk import Desk, Place
from bot.questions import Question
from bot.render.limits import CHOICE_TEXT, CHOICES
from bot.render.reply import Reply
from bot.render.text import shorten
from bot.services import Services

__all__ = ["QUERY_LENGTH", "Choice", "Frame", "Tree", "choices", "place_of"]

Tree: TypeAlias = app_commands.CommandTree[discord.Client]
Choice: TypeAlias = app_commands.Choice[str]

QUERY_LENGTH: Final = 500


@dataclass(frozen=True, slots=True)
class Frame:
    """What a command is registered with."""

    tree: Tree
    services: Services
    desk: Desk
    answer: Callable[[Question, discord.Interaction], Awaitable[Reply]]
    composer: Composer
    nudge: Callable[[], None]
    """Tells the delivery task that a subscription was made or changed."""

    async def ask(
        self,
        interaction: discord.Interaction,
        name: str,
        parse: Callable[[], Awaitable[Question]],
        *,
        private: bool,
        expensive: bool = False,
    ) -> None:
        """Parse the options into a question and answer it; what is wrong with them is told as a refusal."""

        async def work() -> Reply:
            return await self.answer(await parse(), interaction)

        await self.desk.serve(interaction, name, work, place_of(private=private), expensive=expensive)


def place_of(*, private: bool) -> Place:
    """Where an answer goes by the option `private`."""
    return Place.PRIVATE if private else Place.PUBLIC


def choices(pairs: list[tuple[str, str]]) -> list[Choice]:
    """Autocomplete's choices of (shown, value), within Discord's limits.

    Too long values are left out, and what shows nothing: Discord refuses the whole list for one empty label.
    """
    made = [
        app_commands.Choice(name=label, value=value)
        for shown, value in pairs
        if len(value) <= CHOICE_TEXT and (label := shorten(shown, CHOICE_TEXT).strip())
    ]
    return made[:CHOICES]
