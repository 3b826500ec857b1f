"""One module for each slash command: parse → one storage call → render."""

import discord

from bot.commands import about, article, digest, meetings, onthisdate, search
from bot.commands.asking import Frame, Tree
from bot.questions import (
    ArticleQuestion,
    DayQuestion,
    MeetingsQuestion,
    Question,
    RelatedQuestion,
    SearchQuestion,
)
from bot.render.reply import Reply
from bot.services import Services

__all__ = ["Frame", "Tree", "answer", "register"]


def register(frame: Frame) -> None:
    """Add every command to the tree, in the order of the design's table."""
    for command in (search, article, meetings, onthisdate, digest, about):
        command.register(frame)


async def answer(services: Services, asked: Question, interaction: discord.Interaction) -> Reply:
    """The answer to any question, whether it was typed or pressed."""
    match asked:
        case SearchQuestion():
            return await search.answer(services, asked)
        case RelatedQuestion():
            return await search.related(services, asked)
        case ArticleQuestion():
            return await article.answer(services, asked)
        case MeetingsQuestion():
            return await meetings.answer(services, asked)
        case DayQuestion():
            return await onthisdate.answer(services, asked, interaction.guild_id)
        case _:
            return await about.answer(services, interaction)
