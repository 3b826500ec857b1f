"""A reply on its way to Discord: limits kept, questions made custom_ids, records made discord.py's views."""

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypedDict

import discord

from bot.questions import Question, link, pack
from bot.render import limits
from bot.render.reply import Button, Menu, Picture, Reply
from bot.render.text import shorten
from storage.errors import DatabaseError
from storage.state import State

__all__ = ["Edit", "Outgoing", "Send", "prepare"]

_log = logging.getLogger(__name__)


class Send(TypedDict, total=False):
    """Arguments of discord.py for a new message."""

    embeds: list[discord.Embed]
    view: discord.ui.View
    files: list[discord.File]


class Edit(TypedDict):
    """Arguments of discord.py for an edited message."""

    embeds: list[discord.Embed]
    view: discord.ui.View | None
    attachments: list[discord.File]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A reply whose buttons have their custom_ids; may be sent again after a lost reply."""

    embeds: tuple[discord.Embed, ...]
    reply: Reply
    custom_ids: tuple[str, ...]
    """Of its buttons and menus, in order."""

    @property
    def private(self) -> bool:
        """Whether only the asker may see it."""
        return self.reply.private

    def illustrated(self, picture: Picture) -> "Outgoing":
        """The same with a picture under its first embed."""
        first = self.embeds[0].copy().set_image(url=f"attachment://{picture.name}")
        return replace(
            self,
            embeds=(first, *self.embeds[1:]),
            reply=replace(self.reply, pictures=(picture,), sketch=None),
        )

    def send(self) -> Send:
        """For a new message. Views and files are made anew for each try: sending uses them up."""
        made = Send(embeds=list(self.embeds))
        if self.reply.rows:
            made["view"] = self._view()
        if self.reply.pictures:
            made["files"] = self._files()
        return made

    def edit(self) -> Edit:
        """For an edited message: what the new answer lacks is taken off the old."""
        view = self._view() if self.reply.rows else None
        return Edit(embeds=list(self.embeds), view=view, attachments=self._files())

    def payload(self) -> dict[str, Any]:
        """The body of Discord's HTTP request for a new message, for whoever posts without an interaction."""
        return {
            "embeds": [embed.to_dict() for embed in self.embeds],
            "components": self._view().to_components(),
            "allowed_mentions": {"parse": []},
        }

    def _files(self) -> list[discord.File]:
        return [
            discord.File(io.BytesIO(picture.content), picture.name, description=picture.description)
            for picture in self.reply.pictures
        ]

    def _view(self) -> discord.ui.View:
        view = discord.ui.View(timeout=None)
        ids = iter(self.custom_ids)
        for number, row in enumerate(self.reply.rows):
            for item in [row] if isinstance(row, Menu) else row:
                made = (
                    _menu(item, next(ids), number)
                    if isinstance(item, Menu)
                    else _button(item, next(ids), number)
                )
                view.add_item(made)
        # A view that is finished is not kept: presses find their answer by the custom_id alone, and a bot
        # that kept every view it ever sent would grow without end.
        view.stop()
        return view


async def prepare(reply: Reply, state: State, owner: int | None) -> Outgoing:
    """Keep Discord's limits and give every button and menu its custom_id.

    A question that is too long for a custom_id is kept in the state, once for all pages of it. While the
    state is away the answer goes out without those buttons: it came out of the archive, which is not.
    """
    try:
        ids = await _custom_ids(reply, state, owner)
    except DatabaseError as error:
        _log.warning("an answer goes out without some of its buttons: %s", error)
        reply = replace(reply, rows=tuple(row for row in reply.rows if _fits(row)))
        ids = await _custom_ids(reply, state, owner)
    return Outgoing(tuple(limits.fit(list(reply.embeds))), reply, ids)


async def _custom_ids(reply: Reply, state: State, owner: int | None) -> tuple[str, ...]:
    kept: dict[Question, str] = {}
    ids = []
    for slot, asks in enumerate(_questions(reply)):
        made = link(asks, slot)
        if made is None:
            whole = replace(asks, page=0)
            if whole not in kept:
                kept[whole] = await state.views.save(pack(whole), owner)
            made = link(asks, slot, kept[whole])
        ids.append(made or "")
    return tuple(ids)


def _fits(row: Menu | Sequence[Button]) -> bool:
    """Whether all of a row's questions stand in their custom_ids."""
    return all(link(item.asks, 0) is not None for item in ([row] if isinstance(row, Menu) else row))


def _questions(reply: Reply) -> list[Question]:
    return [item.asks for row in reply.rows for item in ([row] if isinstance(row, Menu) else row)]


def _button(button: Button, custom_id: str, row: int) -> discord.ui.Button[discord.ui.View]:
    return discord.ui.Button(
        label=shorten(button.label, limits.BUTTON_LABEL),
        custom_id=custom_id,
        disabled=not button.enabled,
        style=discord.ButtonStyle.primary if button.primary else discord.ButtonStyle.secondary,
        row=row,
    )


def _menu(menu: Menu, custom_id: str, row: int) -> discord.ui.Select[discord.ui.View]:
    options = [
        discord.SelectOption(
            label=shorten(option.label, limits.OPTION_TEXT),
            value=option.value,
            description=shorten(option.description, limits.OPTION_TEXT) if option.description else None,
            emoji=option.emoji,
        )
        for option in menu.options[: limits.CHOICES]
    ]
    placeholder = shorten(menu.placeholder, limits.PLACEHOLDER)
    return discord.ui.Select(custom_id=custom_id, placeholder=placeholder, options=options, row=row)
