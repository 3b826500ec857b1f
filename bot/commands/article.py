"""`/article`: reads one article of the archive."""

import discord
from discord import app_commands

from bot.commands.asking import Choice, Frame, choices
from bot.questions import ArticleQuestion, Question
from bot.refusals import UnknownName
from bot.render import article as render
from bot.render.reply import Reply
from bot.services import Services
from storage.archive import articles

__all__ = ["answer", "register"]


async def answer(services: Services, asked: ArticleQuestion) -> Reply:
    """The article's view and page; raises `UnknownName` where there is no such article (any more)."""
    stored = await articles.read(services.archive, asked.id)
    if stored is None:
        raise UnknownName("article", asked.id)
    return render.article(asked, stored)


async def _meant(services: Services, typed: str) -> str:
    """The id of the article that was chosen, or whose title was typed; else raises `UnknownName`."""
    if await articles.read(services.archive, typed) is not None:
        return typed
    near = await articles.titles(services.archive, typed, limit=4)
    wanted = " ".join(typed.casefold().split())
    same = [each for each, title in near if " ".join(title.casefold().split()) == wanted]
    if same or len(near) == 1:
        return (same or [near[0][0]])[0]
    raise UnknownName("article", typed, tuple(title for _, title in near[:3]))


def register(frame: Frame) -> None:
    """Add the command to the tree."""
    services = frame.services

    @frame.tree.command(name="article", description="Read an article: its text, its meetings and its dates")
    @app_commands.describe(title="Start typing the title and pick the article from the list")
    async def article(interaction: discord.Interaction, title: app_commands.Range[str, 1, 300]) -> None:
        async def parse() -> Question:
            return ArticleQuestion(await _meant(services, title))

        await frame.ask(interaction, "article", parse, private=False)

    @article.autocomplete("title")
    async def title(_: discord.Interaction, typed: str) -> list[Choice]:
        found = await articles.titles(services.archive, typed, limit=25)
        return choices([(title, article_id) for article_id, title in found])
