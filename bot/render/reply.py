"""An answer before it is Discord's: embeds, and under them rows of buttons and menus that carry questions.

Templates make these records and stay pure. Who sends them turns each question into a custom_id (see
`bot.questions`), because a long one has to be kept in the state first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import discord

from bot.pictures import Chart
from bot.questions import Question

__all__ = ["ACCENT", "QUIET", "Button", "Menu", "Option", "Picture", "Reply", "Row", "Sketch", "card"]

ACCENT: Final = 0x2F6F9F
"""The stripe beside an answer: readable on Discord's dark and light themes."""
QUIET: Final = 0x8A8F98
"""The stripe beside an empty answer or a refusal."""

Row: TypeAlias = "Sequence[Button] | Menu"


@dataclass(frozen=True, slots=True)
class Button:
    """Asks a question when it is pressed."""

    label: str
    """Plain text; at most 80 characters."""
    asks: Question
    enabled: bool = True
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a menu."""

    label: str
    value: str
    """Takes the place of the field that the menu's question lacks."""
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Menu:
    """Asks a question that lacks one field, which the chosen option's value fills; see `bot.presses`."""

    placeholder: str
    asks: Question
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that goes with an answer; every answer is complete without it."""

    name: str
    """The attachment's file name; an embed shows it as `attachment://name`."""
    content: bytes
    description: str
    """What a screen reader reads."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A picture that is yet to be drawn: the answer does not wait for it."""

    name: str
    """As a picture's."""
    chart: Chart
    description: str
    """As a picture's."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a reader is answered."""

    embeds: tuple[discord.Embed, ...]
    rows: tuple[Row, ...] = ()
    pictures: tuple[Picture, ...] = ()
    sketch: Sketch | None = None
    """Added to the first embed once it is drawn."""
    private: bool = field(default=False)
    """Shown to the asker alone, even if the question was asked in public: refusals and errors."""


def card(
    title: str, lines: Sequence[str], *, footer: str | None = None, colour: int = ACCENT
) -> discord.Embed:
    """An embed of a title, lines of markup and a footer; a line that is empty makes a gap."""
    embed = discord.Embed(title=title, description="\n".join(lines).strip("\n") or None, colour=colour)
    if footer:
        embed.set_footer(text=footer)
    return embed
