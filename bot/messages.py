"""A reply on its way to Discord: limits kept, questions made custom_ids, records what Discord reads."""

import io
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypedDict

import discord

from bot.questions import Question, link, pack
from bot.render import limits
from bot.render.reply import Button, Menu, Option, Picture, Reply, Row
from bot.render.text import shorten
from storage.errors import DatabaseError
from storage.state import State

__all__ = ["Edit", "Outgoing", "Send", "prepare"]

_log = logging.getLogger(__name__)


Component = dict[str, object]
"""As Discord documents it: an action row, a button, a menu."""

_ROW, _BUTTON, _MENU = 1, 2, 3
_PRIMARY, _SECONDARY = 1, 2


class _Rows(discord.ui.View):
    """What discord.py takes for a message's components.

    It is finished and has nobody to call: presses find their answer by the custom_id alone, and a bot that
    kept every view it ever sent would grow without end.
    """

    def __init__(self, components: list[Component]) -> None:
        super().__init__(timeout=None)
        self._components = components
        self.stop()

    def to_components(self) -> list[dict[str, Any]]:
        """The components as they are sent."""
        return self._components


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
    components: list[Component]

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
        """For a new message. Files are made anew for each try: sending uses them up."""
        made = Send(embeds=list(self.embeds))
        if self.components:
            made["view"] = _Rows(self.components)
        if self.reply.pictures:
            made["files"] = self._files()
        return made

    def edit(self) -> Edit:
        """For an edited message: what the new answer lacks is taken off the old."""
        view = _Rows(self.components) if self.components else None
        return Edit(embeds=list(self.embeds), view=view, attachments=self._files())

    def payload(self) -> dict[str, Any]:
        """The body of Discord's HTTP request for a new message, for whoever posts without an interaction."""
        return {
            "embeds": [embed.to_dict() for embed in self.embeds],
            "components": self.components,
            "allowed_mentions": {"parse": []},
        }

    def _files(self) -> list[discord.File]:
        return [
            discord.File(io.BytesIO(picture.content), picture.name, description=picture.description)
            for picture in self.reply.pictures
        ]


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
    return Outgoing(tuple(limits.fit(list(reply.embeds))), reply, _components(reply.rows, ids))


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


def _components(rows: Sequence[Row], custom_ids: Iterable[str]) -> list[Component]:
    """The rows as Discord has them; `custom_ids` are those of their buttons and menus, in order."""
    ids = iter(custom_ids)
    return [
        {
            "type": _ROW,
            "components": [
                _menu(each, next(ids)) if isinstance(each, Menu) else _button(each, next(ids))
                for each in ([row] if isinstance(row, Menu) else row)
            ],
        }
        for row in rows
        if row
    ]


def _button(button: Button, custom_id: str) -> Component:
    return {
        "type": _BUTTON,
        "style": _PRIMARY if button.primary else _SECONDARY,
        "disabled": not button.enabled,
        "label": shorten(button.label, limits.BUTTON_LABEL),
        "custom_id": custom_id,
    }


def _menu(menu: Menu, custom_id: str) -> Component:
    return {
        "type": _MENU,
        "custom_id": custom_id,
        "min_values": 1,
        "max_values": 1,
        "disabled": False,
        "required": True,
        "placeholder": shorten(menu.placeholder, limits.PLACEHOLDER),
        "options": [_option(each) for each in menu.options[: limits.CHOICES]],
    }


def _option(option: Option) -> Component:
    made: Component = {
        "label": shorten(option.label, limits.OPTION_TEXT),
        "value": option.value,
        "default": False,
    }
    if option.description:
        made["description"] = shorten(option.description, limits.OPTION_TEXT)
    return made
