"""What Dateline is, what it holds, how it is, and how to ask."""

import math
from dataclasses import dataclass
from typing import Final

from bot.render import dates
from bot.render.reply import Reply, card
from bot.render.text import escape, excerpt, plural
from storage.archive.answers import DumpInfo, Overview

__all__ = ["Wellbeing", "about"]

_PROMISE: Final = (
    "I answer from a news archive. Every line I show is quoted exactly and names its article and line; "
    "what the text does not say, I do not know."
)
_HINTS: Final = (
    "Add `private:True` to a question whose answer only you should see. In a search, "
    '`"two words"` in quotes finds the phrase and `-word` leaves a word out.'
)
_DUMPS: Final = 8
_EXAMPLES: Final = (
    ("Find articles", '`/search query:"Belt and Road" country:Pakistan`'),
    ("Read one", "`/article` and start typing its title"),
    ("See who met whom", "`/meetings country:Pakistan`, or without a country to compare them"),
    ("See what happened on a day", "`/onthisdate date:18 January`"),
    ("Get that every day", "`/digest subscribe`, for managers of a server"),
    ("Find what a message is about", "right-click it, Apps, *Search the archive*"),
)


@dataclass(frozen=True, slots=True)
class Wellbeing:
    """How the bot is at the moment."""

    version: str
    latency: float | None
    """Seconds of the gateway's round trip; None where it is not known yet."""
    state_reachable: bool


def about(overview: Overview, health: Wellbeing) -> Reply:
    """The one page of `/about`."""
    lines = [
        _PROMISE,
        "",
        *_holdings(overview),
        "",
        "### How to ask",
        *(f"**{what}**: {how}" for what, how in _EXAMPLES),
        "",
        _HINTS,
        "",
        _health(health),
    ]
    return Reply((card("Dateline", lines, footer=f"Version {health.version}"),))


def _holdings(overview: Overview) -> list[str]:
    if not overview.articles:
        return ["**The archive is empty.** Whoever runs this bot fills it with `dateline load`."]
    span = ""
    if overview.first and overview.last:
        span = f", published from about {dates.day(overview.first)} to about {dates.day(overview.last)}"
    within = (
        plural(overview.reprints, "reprint"),
        plural(overview.meetings, "meeting"),
        plural(overview.mentions, "date"),
    )
    head = f"**{plural(overview.articles, 'article')}**{span}"
    lines = ["### What the archive holds", head, f"In them: {', '.join(within)}"]
    lines += [_dump(dump) for dump in overview.dumps[:_DUMPS]]
    if len(overview.dumps) > _DUMPS:
        lines.append(f"and {plural(len(overview.dumps) - _DUMPS, 'more dump')}")
    return lines


def _dump(dump: DumpInfo) -> str:
    return f"{excerpt(dump.publisher, 100)} ({escape(dump.source)}): {plural(dump.articles, 'article')}"


def _health(health: Wellbeing) -> str:
    told = []
    if health.latency is not None:
        told.append(f"Discord answers within {math.ceil(health.latency * 1000)} ms")
    told.append(
        "settings and digests are within reach"
        if health.state_reachable
        else "**settings and digests are out of reach**"
    )
    text = "; ".join(told)
    return f"**Health**: {text}."
