"""`/search` and the message menu *Search the archive*: articles by their words."""

import discord
from discord import app_commands

from bot.commands.asking import QUERY_LENGTH, Choice, Frame, choices
from bot.commands.completing import complete_country
from bot.options import countries, dates
from bot.questions import Question, RelatedQuestion, SearchQuestion
from bot.refusals import EmptyQuery, UnknownName
from bot.render import search as render
from bot.render.reply import Reply
from bot.render.text import plural
from bot.services import Services
from storage.archive import articles
from storage.archive.answers import SearchQuery
from storage.text.fold import fold

__all__ = ["answer", "register", "related"]

_TEXT = app_commands.Range[str, 1, 100]


async def answer(services: Services, asked: SearchQuestion) -> Reply:
    """The page of articles that a search asks for."""
    query = SearchQuery(asked.text, asked.country, asked.since, asked.until, asked.agency)
    result = await articles.search(
        services.archive, query, offset=asked.page * render.PER_PAGE, limit=render.PER_PAGE
    )
    if not result.searched_for:
        raise EmptyQuery
    return render.found(asked, result)


async def related(services: Services, asked: RelatedQuestion) -> Reply:
    """Articles about what a message is about."""
    return render.found(asked, await articles.related(services.archive, asked.text, limit=render.PER_PAGE))


async def _agency(services: Services, typed: str | None) -> str | None:
    """The agency that was meant, as the archive writes it; raises `UnknownName` with those that there are."""
    if typed is None or not typed.strip():
        return None
    known = {fold(name): name for name, _ in await articles.agencies(services.archive)}
    found = known.get(fold(typed).strip())
    if found is None:
        raise UnknownName("agency", typed, tuple(known.values())[:10])
    return found


def register(frame: Frame) -> None:
    """Add the command and the message menu to the tree."""
    services = frame.services

    @frame.tree.command(name="search", description="Find articles in the archive by their words")
    @app_commands.describe(
        query='Words, a "quoted phrase", or -word to leave articles with it out',
        country="Only articles about this country or organisation",
        since="Published on this day or later: 2025, Feb 2025, 5 Feb 2025",
        until="Published on this day or earlier: 2025, Feb 2025, 5 Feb 2025",
        agency="Only articles that reprint this agency",
        private="Show the answer to you alone",
    )
    async def search(
        interaction: discord.Interaction,
        *,
        query: app_commands.Range[str, 1, QUERY_LENGTH],
        country: _TEXT | None = None,
        since: _TEXT | None = None,
        until: _TEXT | None = None,
        agency: _TEXT | None = None,
        private: bool = False,
    ) -> None:
        async def parse() -> Question:
            first, last = dates.window(since, until, services.clock().date())
            return SearchQuestion(
                query, countries.code_of(country), first, last, await _agency(services, agency)
            )

        await frame.ask(interaction, "search", parse, private=private, expensive=True)

    @search.autocomplete("country")
    async def country(_: discord.Interaction, typed: str) -> list[Choice]:
        return await complete_country(services, typed)

    @search.autocomplete("agency")
    async def agency(_: discord.Interaction, typed: str) -> list[Choice]:
        wanted = fold(typed).strip()
        known = await articles.agencies(services.archive)
        return choices(
            [(f"{name} ({plural(count, 'reprint')})", name) for name, count in known if wanted in fold(name)]
        )

    @frame.tree.context_menu(name="Search the archive")
    async def search_the_archive(interaction: discord.Interaction, message: discord.Message) -> None:
        async def parse() -> Question:
            texts = [message.content, *(f"{e.title or ''} {e.description or ''}" for e in message.embeds)]
            text = " ".join(" ".join(texts).split())
            if not text:
                raise EmptyQuery
            return RelatedQuestion(text[:QUERY_LENGTH])

        await frame.ask(interaction, "Search the archive", parse, private=True, expensive=True)
