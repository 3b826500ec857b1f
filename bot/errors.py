"""The one boundary between exceptions and words: what a reader sees when a question cannot be answered.

A `Refusal` is told with what is accepted instead. Whatever else is raised is the bot's fault: the reader gets
a short reference, the log the traceback under it.
"""

import logging
import math
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from discord import app_commands

from bot import refusals
from bot.logs import fields
from bot.questions import ForgedQuestion
from bot.render.dates import day
from bot.render.text import clean, excerpt, plural
from storage.errors import DatabaseError
from storage.state import VIEWS_KEPT

__all__ = ["Explanation", "explain", "permission_names"]

_log = logging.getLogger(__name__)

_OFFSET: Final = re.compile(r"\s*(?:utc|gmt|z)?\s*[+\-−–]\s*\d", re.IGNORECASE)
"""`UTC+2`, `-5`: no time zone, but how far from UTC one is for a part of the year."""
_PERMISSIONS: Final = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "embed_links": "Embed Links",
    "attach_files": "Attach Files",
    "read_message_history": "Read Message History",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a reader is told, and one word for logs and metrics."""

    heading: str
    text: str
    outcome: str


def explain(error: BaseException, *, reference: str | None = None) -> Explanation:
    """Turn whatever was raised into what a reader sees.

    The bot's own faults are logged with their traceback under `reference`, made up where none is given.
    """
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if isinstance(error, refusals.Refusal):
        heading, text = _refusal(error)
        return Explanation(heading, text, "slowed" if isinstance(error, refusals.TooFast) else "refused")
    told = _outdated(error)
    if told is not None:
        return Explanation(*told, "refused")
    reference = reference or secrets.token_hex(4)
    _log.error("a question failed", exc_info=error, extra=fields(reference=reference))
    if isinstance(error, DatabaseError):
        return Explanation(
            "The database is out of reach",
            "It does not answer at the moment. Try again in a minute; if it stays so, tell whoever runs this "
            f"bot: reference `{reference}`.",
            "unavailable",
        )
    return Explanation(
        "Something went wrong",
        "That was not your fault. Try again; if it happens again, tell whoever runs this bot: "
        f"reference `{reference}`.",
        "failed",
    )


def _outdated(error: BaseException) -> tuple[str, str] | None:
    """What Discord sends in an older form than the bot's, or what was forged to look like it."""
    match error:
        case ForgedQuestion():
            return (
                "This button no longer works",
                "It was made by another version of this bot. Type `/` and ask again with a command.",
            )
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return (
                "That command has changed",
                "Discord still shows an older form of it. Reload Discord (Ctrl+R) and ask again.",
            )
        case app_commands.AppCommandError():
            return (
                "That cannot be answered",
                "An option has a value that is of no use here. Pick one from the list, or leave it out.",
            )
    return None


def _refusal(error: refusals.Refusal) -> tuple[str, str]:
    """Heading and text of a refusal: what is wrong, and what is accepted."""
    told = ("", "")
    match error:
        case refusals.UnknownName():
            told = _unknown(error)
        case refusals.BadDate(option, typed):
            told = (
                "That date does not work",
                (
                    f"`{option}` is {_typed(typed)}, which does not name a date.\n"
                    "Accepted are `2025`, `Feb 2025`, `5 Feb 2025` and `2025-02-05`."
                ),
            )
        case refusals.BadDay(typed):
            told = (
                "That day does not work",
                (
                    f"{_typed(typed)} does not name one day of the year.\n"
                    "Accepted are `18 January`, `Jan 18`, `01-18`, `18 Jan 1950`, `1950-01-18`, `today` "
                    "and `tomorrow`."
                ),
            )
        case refusals.BadTime(typed):
            told = (
                "That time does not work",
                (
                    f"{_typed(typed)} is not a time of day.\n"
                    "Accepted are `09:00`, `9:30`, `21:15`, `7am` and `7:30 pm`."
                ),
            )
        case refusals.BackwardRange(since, until):
            told = (
                "The dates are the wrong way round",
                (
                    f"`since` ({day(since)}) lies after `until` ({day(until)}), so nothing lies between. "
                    "Swap them."
                ),
            )
        case refusals.CountryNeeded(person):
            told = (
                "Whose meetings?",
                (
                    f"{_typed(person)} is taken for a person. Say whose meetings as well: "
                    f"`/meetings country:China with:{clean(person)[:60].replace('`', '')}`. "
                    "If a country was meant, pick it from the list."
                ),
            )
        case refusals.EmptyQuery():
            told = (
                "Nothing to search for",
                (
                    'Type one or more words. `"Belt and Road"` in quotes finds that phrase; '
                    "`-trade` leaves out articles with that word."
                ),
            )
        case refusals.TooFast(wait):
            seconds = max(1, math.ceil(wait.total_seconds()))
            told = "One moment", f"That was a lot at once. Ask again in {plural(seconds, 'second')}."
        case refusals.Expired(command):
            told = (
                "This answer has expired",
                f"Buttons and menus work for {VIEWS_KEPT.days} days. Ask again with `{command}`.",
            )
        case _:
            told = _about_digest(error)
    return told


def _about_digest(error: refusals.Refusal) -> tuple[str, str]:
    match error:
        case refusals.ServerOnly():
            return "Only in a server", "The daily digest belongs to a server's channel. Ask there."
        case refusals.ManagersOnly():
            return "Only for managers", "The daily digest is set up by members with **Manage Server**."
        case refusals.ChannelUnseen():
            return "Not that channel", (
                "Pick a text channel, an announcement channel or a thread of this server that you can see."
            )
        case refusals.ChannelUnusable(channel_id, missing):
            return "I cannot post there", (
                f"In <#{channel_id}> I am missing {permission_names(missing)}. "
                "Allow that to my role in the channel's settings and try again."
            )
        case refusals.NotSubscribed(channel_id):
            return (
                "Nothing to end",
                f"<#{channel_id}> gets no digest. `/digest status` lists the channels that do.",
            )
    raise TypeError(error)


def _unknown(error: refusals.UnknownName) -> tuple[str, str]:
    typed = _typed(error.typed)
    near = [f"**{excerpt(each, 80)}**" for each in error.nearest]
    guess = f" Did you mean {_listed(near, 'or')}?" if near else ""
    match error.kind:
        case "country":
            return "No such country", (
                f"{typed} is not a country or organisation that I know.{guess}\n"
                "Type a name, a nationality, a two-letter code or a flag: `Pakistan`, `Pakistani`, `PK`, 🇵🇰."
            )
        case "agency":
            there = f" There are: {_listed(near, 'and')}." if near else ""
            return "No such agency", f"No reprint in the archive comes from {typed}.{there}"
        case "article":
            lines = "".join(f"\n- {each}" for each in near)
            guess = f" Did you mean one of these?{lines}" if len(near) > 1 else guess
            return "No such article", (
                f"No article is called {typed}.{guess}\n"
                "Start typing a title and pick one from the list, or find it with `/search`."
            )
        case "zone" if _OFFSET.match(error.typed):
            return "No such time zone", (
                f"{typed} does not say when clocks change, so the hour would be another in summer.\n"
                "Type a city and pick one from the list: `Lisbon`, `Karachi`, `Europe/Berlin`, `UTC`."
            )
        case "zone":
            return "No such time zone", (
                f"{typed} is not a time zone that I know.{guess}\n"
                "Type a city and pick one from the list: `Lisbon`, `Karachi`, `Europe/Berlin`, `UTC`."
            )


def _typed(text: str) -> str:
    """What somebody typed, safe to repeat."""
    return f"“{excerpt(text.strip(), 80)}”"


def permission_names(names: Sequence[str]) -> str:
    """Permissions as Discord's settings call them: `**Send Messages** and **Embed Links**`."""
    return _listed([f"**{_PERMISSIONS.get(name, name.replace('_', ' ').title())}**" for name in names], "and")


def _listed(items: Sequence[str], last: str) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"
