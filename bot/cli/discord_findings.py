"""What only Discord can tell the doctor: whether the token is right, what the bot may do where it posts."""

import asyncio
import base64
from typing import Final

import aiohttp
import discord

from bot.cli.findings import Finding, Verdict
from bot.connection import through
from bot.digest.standing import missing_permissions
from bot.render.text import plural
from bot.settings import Secret
from storage.state import Subscription

__all__ = ["WHERE_TOKENS_ARE", "application_of", "examine", "size_of"]

WHERE_TOKENS_ARE: Final = (
    "Get one at https://discord.com/developers/applications: your application, Bot, Reset Token. "
    "Put it into DISCORD_TOKEN, in the environment or in .env."
)
_MANY: Final = 20_000
"""Servers from which on it is time to think of several processes: one serves some tens of thousands."""
_PATIENCE: Final = 8.0
"""Seconds for all questions to Discord together: offline, the doctor must not hang."""


def application_of(token: Secret) -> int | None:
    """The application's id, which a bot token begins with; None where this one does not."""
    begin = token.reveal().partition(".")[0]
    try:
        text = base64.urlsafe_b64decode(begin + "=" * (-len(begin) % 4)).decode("ascii")
    except ValueError:
        return None
    return int(text) if text.isdigit() and 17 <= len(text) <= 20 else None


async def examine(token: Secret, subscriptions: list[Subscription], api: str | None) -> list[Finding]:
    """Log in without connecting, then compare what the digest needs with what the bot has in each channel.

    `api` is another base of Discord's API. What cannot be reached within a few seconds is not checked.
    """
    found: list[Finding] = []
    client = discord.Client(intents=discord.Intents(guilds=True), max_messages=None)
    try:
        async with asyncio.timeout(_PATIENCE), client:
            with through(api):
                await client.login(token.reveal())
                found.append(Finding("Token", Verdict.GOOD, f"Discord knows it as {client.user}"))
                if client.application is not None:
                    found.append(size_of(client.application.approximate_guild_count))
                found += await _channels(client, subscriptions)
    except discord.LoginFailure:
        # Its message and context hold no token, but nobody is helped by them either.
        found.append(Finding("Token", Verdict.BAD, f"Discord does not accept it. {WHERE_TOKENS_ARE}"))
    except (TimeoutError, aiohttp.ClientError, OSError, discord.HTTPException) as error:
        text = f"Discord is out of reach at the moment ({type(error).__name__})"
        found.append(Finding("Permissions" if found else "Token", Verdict.UNCHECKED, text))
    return found


def size_of(servers: int) -> Finding:
    """In how many servers the bot is, about, and whether that is much for one process."""
    told = f"the bot is in about {plural(servers, 'server')}"
    if servers < _MANY:
        return Finding("Servers", Verdict.GOOD, told)
    told += ": several processes may share them; see “When one machine is not enough” in the README"
    return Finding("Servers", Verdict.NOTE, told)


async def _channels(client: discord.Client, subscriptions: list[Subscription]) -> list[Finding]:
    """One finding for each subscribed channel where something is in the way of the digest."""
    problems: list[Finding] = []
    for guild_id in sorted({each.guild_id for each in subscriptions}):
        here = [each.channel_id for each in subscriptions if each.guild_id == guild_id]
        problems += await _guild(client, guild_id, here)
    if problems:
        return problems
    told = (
        f"the digest may be posted wherever it is subscribed, in {plural(len(subscriptions), 'channel')}"
        if subscriptions
        else "no channel is subscribed yet; /digest subscribe checks the channel that it is given"
    )
    return [Finding("Permissions", Verdict.GOOD, told)]


async def _guild(client: discord.Client, guild_id: int, channel_ids: list[int]) -> list[Finding]:
    try:
        guild = await client.fetch_guild(guild_id, with_counts=False)
    except (discord.NotFound, discord.Forbidden):
        return [
            Finding("Permissions", Verdict.BAD, f"the bot is not in the server {guild_id}; invite it again")
        ]
    # Unlike a gateway's guild, a fetched one knows its roles but neither its channels nor the bot itself.
    if client.user is None:
        raise RuntimeError("a client that is logged in knows who it is")
    me = await guild.fetch_member(client.user.id)
    channels: dict[int, discord.abc.GuildChannel | discord.Thread] = {
        each.id: each for each in await guild.fetch_channels()
    }
    channels |= {each.id: each for each in await guild.active_threads()}
    problems = []
    for channel_id in channel_ids:
        channel = channels.get(channel_id)
        if channel is None:
            # An archived thread is in neither list; posting opens it again.
            text = f"{guild.name}: the channel {channel_id} is archived, deleted or hidden from the bot"
            problems.append(Finding("Permissions", Verdict.NOTE, text))
        elif missing := missing_permissions(channel, me):
            names = ", ".join(name.replace("_", " ").title() for name in missing)
            problems.append(
                Finding("Permissions", Verdict.BAD, f"{guild.name}, #{channel.name}: lacks {names}")
            )
    return problems
