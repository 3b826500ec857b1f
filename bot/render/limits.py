"""Discord's limits on a message, in one place.

`fit` is the last thing that happens to every embed: whatever a template did, what goes out is within the
limits. It is a net, not a layout: templates page at sensible places long before it catches anything.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import discord

from bot.render.text import ELLIPSIS, shorten, size

__all__ = [
    "ALT_TEXT",
    "BUTTON_LABEL",
    "CHOICES",
    "CHOICE_TEXT",
    "DESCRIPTION",
    "EMBED_TOTAL",
    "OPTION_TEXT",
    "PLACEHOLDER",
    "TITLE",
    "cut_markup",
    "first_that_fits",
    "fit",
    "fits",
    "length",
]

TITLE: Final = 256
DESCRIPTION: Final = 4096
FIELDS: Final = 25
FIELD_NAME: Final = 256
FIELD_VALUE: Final = 1024
ALT_TEXT: Final = 1024
FOOTER: Final = 2048
EMBED_TOTAL: Final = 6000
EMBEDS: Final = 10
BUTTON_LABEL: Final = 80
PLACEHOLDER: Final = 150
OPTION_TEXT: Final = 100
"""Of a menu's option: label, description and value alike."""
CHOICES: Final = 25
"""Of an autocomplete, and options of a menu."""
CHOICE_TEXT: Final = 100
_LEAST: Final = 100
"""Where less room is left over, the rest is left out rather than shown in shreds."""


def length(embeds: list[discord.Embed]) -> int:
    """What counts towards the 6,000 characters over all embeds of a message."""
    return sum(
        size(embed.title or "")
        + size(embed.description or "")
        + size(embed.footer.text or "")
        + size(embed.author.name or "")
        + sum(size(field.name or "") + size(field.value or "") for field in embed.fields)
        for embed in embeds
    )


def fits(lines: Sequence[str], room: int = DESCRIPTION) -> bool:
    """Whether the lines of an embed fit into `room`."""
    return size("\n".join(lines)) <= room


def first_that_fits(drafts: Iterable[Sequence[str]], room: int = DESCRIPTION) -> Sequence[str]:
    """The first draft of an embed's lines that fits into `room`, else the last: the fullest come first."""
    lines: Sequence[str] = ()
    for lines in drafts:
        if fits(lines, room):
            break
    return lines


def cut_markup(text: str, limit: int) -> str:
    """Text that is markup already, cut at the end of a line, or else of a word, so that it fits.

    A half line would leave marks open; where the first line alone is too long, its marks are given up.
    """
    if size(text) <= limit:
        return text
    kept: list[str] = []
    room = limit - size(ELLIPSIS)
    for line in text.split("\n"):
        room -= size(line) + 1
        if room < 0:
            break
        kept.append(line)
    if any(line.strip() for line in kept):
        return "\n".join([*kept, ELLIPSIS])
    words = text.strip()
    if size(words) <= limit:
        return words
    cut = shorten(words, limit)
    head = cut.removesuffix(ELLIPSIS)
    # An escape that lost the character it stands for would escape the ellipsis.
    trailing = len(head) - len(head.rstrip("\\"))
    return head[: len(head) - trailing % 2] + ELLIPSIS


def fit(embeds: list[discord.Embed]) -> list[discord.Embed]:
    """The same embeds, mended in place so that none of Discord's limits is broken."""
    del embeds[EMBEDS:]
    room = EMBED_TOTAL
    for number, embed in enumerate(embeds):
        if room < _LEAST:
            del embeds[number:]
            break
        if embed.title:
            embed.title = cut_markup(embed.title, min(TITLE, room))
            room -= size(embed.title)
        if footer := embed.footer.text:
            footer = shorten(footer, max(min(FOOTER, room), 1))
            embed.set_footer(text=footer)
            room -= size(footer)
        while len(embed.fields) > FIELDS:
            embed.remove_field(FIELDS)
        if embed.description:
            embed.description = cut_markup(embed.description, max(min(DESCRIPTION, room), 2))
            room -= size(embed.description)
        for index, field in enumerate(list(embed.fields)):
            name = cut_markup(field.name or "", FIELD_NAME)
            value = cut_markup(field.value or "", FIELD_VALUE)
            if (room := room - size(name) - size(value)) < 0:
                for _ in range(len(embed.fields) - index):
                    embed.remove_field(index)
                break
            embed.set_field_at(index, name=name, value=value, inline=field.inline)
    return embeds
