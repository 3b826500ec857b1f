"""Buttons and menus: a press asks the question that its custom_id carries, also after a restart.

Presses are taken from the interaction event rather than from discord.py's views and `DynamicItem`s: those
rebuild the message's whole view for each press, and drop without a word what they do not find in it, whereas
here every press gets an answer, a forged one too. Nothing is kept in memory between two presses.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

import discord

from bot.desk import Desk, Place
from bot.questions import (
    AboutQuestion,
    ArticleQuestion,
    DayQuestion,
    ForgedQuestion,
    Link,
    MeetingsQuestion,
    Question,
    RelatedQuestion,
    SearchQuestion,
    unlink,
    unpack,
)
from bot.refusals import Expired
from bot.render.reply import Reply
from storage.clock import Clock
from storage.state import VIEWS_KEPT, State

__all__ = ["Answer", "Presses"]

Answer = Callable[[Question, discord.Interaction], Awaitable[Reply]]
"""Answers any question, for whoever asked it."""

_COMMANDS: Final[dict[type[Question], str]] = {
    SearchQuestion: "/search",
    RelatedQuestion: "Search the archive",
    ArticleQuestion: "/article",
    MeetingsQuestion: "/meetings",
    DayQuestion: "/onthisdate",
    AboutQuestion: "/about",
}
_VALUE: Final = re.compile(r"[A-Za-z0-9:_-]{1,64}")
"""What the options of our menus carry: ids and codes."""


class Presses:
    """Answers presses of buttons and choices in menus."""

    def __init__(self, desk: Desk, state: State, clock: Clock, answer: Answer) -> None:
        self._desk = desk
        self._state = state
        self._clock = clock
        self._answer = answer

    async def pressed(self, press: discord.Interaction) -> None:
        """Answer a press: in place for whoever asked, as a private copy for anybody else.

        A menu opens what was chosen in a private message, so that the list stays where it is.
        """
        data = dict(press.data or {})
        custom_id, values = data.get("custom_id"), data.get("values") or []
        chosen = isinstance(values, list) and bool(values)
        place = Place.HERE if _own(press) and not chosen else Place.PRIVATE

        async def work() -> Reply:
            if not isinstance(custom_id, str) or not isinstance(values, list):
                raise ForgedQuestion
            carried = unlink(custom_id)
            self._refuse_old(press, carried)
            asked = await self._question(carried)
            return await self._answer(_filled(asked, [str(value) for value in values]), press)

        await self._desk.serve(press, "press", work, place, expensive=True)

    async def _question(self, carried: Link) -> Question:
        if carried.question is not None:
            return carried.question
        view = await self._state.views.load(carried.key or "")
        if view is None:
            raise Expired(_COMMANDS[carried.kind])
        asked = unpack(view.payload, carried.page)
        if type(asked) is not carried.kind:
            raise ForgedQuestion
        return asked

    def _refuse_old(self, press: discord.Interaction, carried: Link) -> None:
        """What a custom_id carries lasts as long as what the state keeps after its last use."""
        message = press.message
        if message is None:
            raise ForgedQuestion
        used = message.edited_at or message.created_at
        if self._clock() - used > VIEWS_KEPT:
            raise Expired(_COMMANDS[carried.kind])


def _own(press: discord.Interaction) -> bool:
    """Whether the message with the button answers the very person who pressed it."""
    message = press.message
    if message is None:
        return False
    asked = message.interaction_metadata
    return message.flags.ephemeral or (asked is not None and asked.user.id == press.user.id)


def _filled(asked: Question, values: list[str]) -> Question:
    """A menu's question with what was chosen in it; a button's as it is."""
    if not values:
        return asked
    if len(values) != 1 or not _VALUE.fullmatch(values[0]):
        raise ForgedQuestion
    match asked:
        case ArticleQuestion():
            return ArticleQuestion(values[0])
        case MeetingsQuestion():
            return replace(asked, country=values[0], page=0)
        case _:
            raise ForgedQuestion
