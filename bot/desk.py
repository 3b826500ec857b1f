"""How a question is served: once, in time, to the right eyes, counted and logged.

Every command, button and menu comes through here. The work starts at once; if it takes longer than
`PATIENCE`, Discord is told to wait and the answer is filled in afterwards. Whatever is raised becomes words
(see `bot.errors`), which the asker alone sees where that is still possible.

A picture follows the answer: drawing takes the better part of a second, so the text goes out at once and the
picture is added to it when it is drawn. Without it the answer stands as it is.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

import aiohttp
import discord

from bot.acknowledge import acknowledge, deliver
from bot.cooldown import Cooldown
from bot.errors import explain
from bot.logs import fields
from bot.messages import Outgoing, prepare
from bot.metrics import Metrics
from bot.pictures import Artist, PictureError
from bot.refusals import TooFast
from bot.render.reply import QUIET, Picture, Reply, card
from storage.clock import Clock
from storage.state import State

__all__ = ["PATIENCE", "Desk", "Place", "Work"]

_log = logging.getLogger(__name__)

PATIENCE: Final = 1.0
"""Seconds that an asker is left without any sign; Discord allows three."""

Work = Callable[[], Awaitable[Reply]]


class Place(Enum):
    """Where an answer appears."""

    PUBLIC = auto()
    """As a new message that everybody in the channel sees."""
    PRIVATE = auto()
    """As a new message that the asker alone sees."""
    HERE = auto()
    """In place of the message whose button was pressed."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    reply: Outgoing
    word: str
    """For logs and metrics: `answered`, `refused`, `slowed`, `failed`, `unavailable`."""


class Desk:
    """Serves questions; one for each running bot."""

    def __init__(
        self, state: State, clock: Clock, cooldown: Cooldown, metrics: Metrics, *, patience: float = PATIENCE
    ) -> None:
        self._metrics = metrics
        self._state = state
        self._clock = clock
        self._cooldown = cooldown
        self._patience = patience
        self._open: set[asyncio.Task[object]] = set()
        self._artist = Artist()
        self._drawing: dict[int, asyncio.Task[None]] = {}
        """By what names the message that the picture is for, whichever press of its buttons asked for it."""

    async def serve(
        self, asked: discord.Interaction, name: str, work: Work, place: Place, *, expensive: bool = False
    ) -> None:
        """Answer an interaction with what `work` returns or raises; never raises itself.

        `name` is the command's, for logs and metrics; `expensive` ones count against the asker's cooldown.
        """
        loop = asyncio.get_running_loop()
        began = loop.time()
        word = "failed"
        with self._counted():
            try:
                word = await self._answer(asked, work, place, expensive=expensive)
            except (discord.DiscordException, aiohttp.ClientError, OSError) as trouble:
                code = getattr(trouble, "code", None)
                kind = type(trouble).__name__
                _log.warning("an answer was not delivered", extra=fields(command=name, error=kind, code=code))
                word = "undelivered"
        took = loop.time() - began
        self._metrics.answered(name, word, took)
        _log.info(
            "answered",
            extra=fields(command=name, guild=asked.guild_id, duration_ms=round(took * 1000), outcome=word),
        )

    async def drain(self, seconds: float) -> int:
        """Wait up to `seconds` until what was asked is answered; how many questions were still open then."""
        waiting = self._open - {asyncio.current_task()}
        late = (await asyncio.wait(waiting, timeout=seconds))[1] if waiting else set()
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        # What was answered stands without its picture.
        drawings = list(self._drawing.values())
        for drawing in drawings:
            drawing.cancel()
        await asyncio.gather(*drawings, return_exceptions=True)
        return len(late)

    async def pictured(self) -> None:
        """Wait until every question is answered, and its answer has its picture or goes without."""
        await asyncio.gather(*self._open, return_exceptions=True)
        await asyncio.gather(*self._drawing.values(), return_exceptions=True)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine that runs is run by a task
        self._open.add(task)
        try:
            yield
        finally:
            self._open.discard(task)

    async def _answer(self, asked: discord.Interaction, work: Work, place: Place, *, expensive: bool) -> str:
        task = asyncio.ensure_future(self._attempt(asked, work, expensive=expensive))
        try:
            done, _ = await asyncio.wait({task}, timeout=self._patience)
            if not done and not await acknowledge(lambda: _defer(asked, place)):
                return "late"
            outcome = await task
        finally:
            # Nobody is left to answer, or the bot stops: the work is of no use any more.
            task.cancel()
        if place is Place.HERE and not outcome.reply.private:
            await self._forget_picture(asked)
        if done:
            sent = await acknowledge(lambda: _respond(asked, outcome.reply, place))
        else:
            sent = await _fill_in(asked, outcome.reply, place)
        if sent:
            self._illustrate(asked, outcome.reply, place)
        return outcome.word if sent else "late"

    def _illustrate(self, asked: discord.Interaction, reply: Outgoing, place: Place) -> None:
        """Begin to draw what the answer asks for."""
        if reply.private:
            return
        message = _message(asked, place)
        if other := self._drawing.pop(message, None):
            # Of two presses at a time: the message shows the answer that came last.
            other.cancel()
        if reply.reply.sketch is None:
            return
        drawing = asyncio.create_task(self._add_picture(asked, reply), name="picture")
        self._drawing[message] = drawing
        drawing.add_done_callback(lambda done: self._drawn(message, done))

    def _drawn(self, message: int, drawing: asyncio.Task[None]) -> None:
        if self._drawing.get(message) is drawing:
            del self._drawing[message]

    async def _add_picture(self, asked: discord.Interaction, reply: Outgoing) -> None:
        sketch = reply.reply.sketch
        assert sketch is not None  # noqa: S101 - the caller has looked
        try:
            drawn = await self._artist.draw(sketch.chart)
            whole = reply.illustrated(Picture(sketch.name, drawn, sketch.description))
            await deliver(lambda: asked.edit_original_response(**whole.edit(), allowed_mentions=_NOBODY))
        except PictureError as error:
            _log.warning("an answer goes without its picture: %s", error.reason)
        except discord.HTTPException as refusal:
            _log.warning("Discord refused a picture", extra=fields(code=refusal.code))

    async def _forget_picture(self, press: discord.Interaction) -> None:
        """The message is about to show something else: a picture that is still drawn would undo that."""
        drawing = self._drawing.get(_message(press, Place.HERE))
        if drawing is not None:
            drawing.cancel()
            await asyncio.wait({drawing})

    async def _attempt(self, asked: discord.Interaction, work: Work, *, expensive: bool) -> _Outcome:
        try:
            if expensive and (wait := self._cooldown.take(asked.user.id)) is not None:
                raise TooFast(wait)  # noqa: TRY301 - the boundary below tells it like any refusal
            return _Outcome(await prepare(await work(), self._state, asked.user.id), "answered")
        except Exception as error:  # noqa: BLE001 - the one boundary: whatever is raised is told and logged
            told = explain(error)
            reply = Reply((card(told.heading, [told.text], colour=QUIET),), private=True)
            return _Outcome(await prepare(reply, self._state, asked.user.id), told.outcome)


def _message(asked: discord.Interaction, place: Place) -> int:
    """What names the message that an answer is, or takes the place of: the interaction that it came from.

    The message's own id is not known when it is new (see `bot.callbacks`).
    """
    if place is not Place.HERE or asked.message is None:
        return asked.id
    origin = asked.message.interaction_metadata
    return origin.id if origin else asked.message.id


async def _defer(asked: discord.Interaction, place: Place) -> None:
    if place is Place.HERE:
        await asked.response.defer()
    else:
        await asked.response.defer(thinking=True, ephemeral=place is Place.PRIVATE)


async def _respond(asked: discord.Interaction, reply: Outgoing, place: Place) -> None:
    """The first acknowledgement is the answer itself."""
    if place is Place.HERE and not reply.private:
        await asked.response.edit_message(**reply.edit())
    else:
        await asked.response.send_message(
            **reply.send(), ephemeral=reply.private or place is not Place.PUBLIC, allowed_mentions=_NOBODY
        )


async def _fill_in(asked: discord.Interaction, reply: Outgoing, place: Place) -> bool:
    """The answer follows a deferral."""
    if place is Place.HERE and reply.private:
        # The message with the button stays as it is; a followup is not repeated, since it might arrive twice.
        await asked.followup.send(**reply.send(), ephemeral=True, allowed_mentions=_NOBODY)
        return True
    return await deliver(lambda: asked.edit_original_response(**reply.edit(), allowed_mentions=_NOBODY))


_NOBODY: Final = discord.AllowedMentions.none()
