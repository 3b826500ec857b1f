"""A message as Discord holds it, laid out for a terminal: embeds, files, buttons and menus as text."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.style import Style
from rich.text import Text

from bot.cli.markup import Barred, laid_out, styled
from bot.cli.terminal import visible

__all__ = ["message", "modal"]

Raw = Mapping[str, Any]
"""JSON as it came over the wire."""

_NOBODY: Final[Mapping[str, str]] = MappingProxyType({})
_EPHEMERAL: Final = 1 << 6
_ROW, _BUTTON, _LINK, _INPUT, _LABEL = 1, 2, 5, 4, 18
_SELECTS: Final = frozenset({3, 5, 6, 7, 8})


def message(raw: Raw, names: Mapping[str, str] = _NOBODY) -> RenderableType:
    """A message: its content, embeds, files, buttons and menus, in the order in which Discord shows them.

    `names` has what a mention shows, by its mark and id: `#general` for `#1234`.
    """
    parts: list[RenderableType] = []
    if raw.get("flags", 0) & _EPHEMERAL:
        parts.append(Text("Only you can see this", style="dim italic"))
    if raw.get("content"):
        parts.append(laid_out(raw["content"], names))
    for number, embed in enumerate(raw.get("embeds", ())):
        if number:
            parts.append(Text())
        colour = embed.get("color")
        stripe = Style(color=f"#{colour:06x}") if colour else Style(dim=True)
        parts.append(Barred(_embed(embed, names), "▌", stripe))
    parts.extend(
        Text(visible(f"[file: {file['filename']}{_described(file)}]"), style="dim")
        for file in raw.get("attachments", ())
    )
    parts.extend(_components(raw.get("components", ())))
    return Group(*parts)


def modal(raw: Raw) -> RenderableType:
    """A form that asks for something: its title and inputs."""
    parts: list[RenderableType] = [Text(visible(raw.get("title", "")), style="bold")]
    for row in raw.get("components", ()):
        inner = row.get("components") or [row.get("component", {})]
        for one in inner:
            label = one.get("label") or row.get("label") or one.get("custom_id", "")
            needed = "" if one.get("required", True) else " (optional)"
            parts.append(Text(visible(f"{label}{needed}: {one.get('placeholder') or '…'}")))
    return Group(*parts)


def _described(file: Raw) -> str:
    return f": {file['description']}" if file.get("description") else ""


def _embed(embed: Raw, names: Mapping[str, str]) -> RenderableType:
    parts: list[RenderableType] = []
    if embed.get("author"):
        parts.append(Text(visible(embed["author"]["name"]), style="dim"))
    if embed.get("title"):
        title = styled(embed["title"], names)
        title.stylize("bold")
        parts.append(title)
    if embed.get("url"):
        parts.append(Text(visible(embed["url"]), style="dim underline"))
    if embed.get("description"):
        parts.append(laid_out(embed["description"], names))
    for field in embed.get("fields", ()):
        name = styled(field["name"], names)
        name.stylize("bold")
        parts += [Text(), name, laid_out(field["value"], names)]
    if embed.get("footer"):
        parts += [Text(), Text(visible(embed["footer"]["text"]), style="dim")]
    return Group(*parts)


def _components(rows: Sequence[Raw]) -> Iterator[RenderableType]:
    for row in rows:
        inner: Sequence[Raw] = row.get("components", ()) if row["type"] == _ROW else [row]
        buttons = [_button(one) for one in inner if one["type"] == _BUTTON]
        if buttons:
            yield Text("  ").join(buttons)
        for one in inner:
            if one["type"] in _SELECTS:
                yield from _menu(one)


def _button(button: Raw) -> Text:
    label = " ".join(filter(None, [(button.get("emoji") or {}).get("name"), button.get("label")]))
    text = Text(f"[ {visible(label)} ]", style="dim strike" if button.get("disabled") else "bold")
    if button.get("style") == _LINK:
        text.append(f" {visible(button['url'])}", style="dim")
    return text


def _menu(menu: Raw) -> Iterator[RenderableType]:
    yield Text(f"▾ {visible(menu.get('placeholder') or 'Choose')}", style="bold")
    for option in menu.get("options", ()):
        line = Text(f"  • {visible(option['label'])}")
        if option.get("description"):
            line.append(f" ({visible(option['description'])})", style="dim")
        yield line
