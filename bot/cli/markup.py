r"""Discord's message markup as text for a terminal.

Emphasis, code, quotations, headings, lists, masked links, timestamps and backslash escapes; what is not
closed stays as it was typed, as in Discord. A message holds the id of whom it mentions;
the names come along, and where one is missing the id is shown.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from bot.cli.terminal import visible

__all__ = ["Barred", "laid_out", "styled"]

_TOKEN: Final = re.compile(
    r"\\(?P<escaped>[^\w\s]|_)"
    r"|```(?:[\w+-]*\n)?(?P<block>.+?)```"
    r"|``(?P<double>[^`]+)``|`(?P<code>[^`]+)`"
    r"|\[(?P<label>[^\[\]\n]{1,300})\]\(<?(?P<url>https?://[^\s<>)]{1,500})>?(?:\s+\"[^\"\n]*\")?\)"
    r"|<t:(?P<at>-?\d{1,12})(?::(?P<form>[tTdDfFsSR]))?>"
    r"|<(?P<who>@[!&]?|\#)(?P<id>\d{1,20})>"
    r"|</(?P<command>[^:<>\n]{1,100}):\d{1,20}>"
    r"|<a?(?P<emoji>:\w{1,40}:)\d{1,20}>"
    r"|(?P<mark>\*\*\*|\*\*|\*|__|(?<!\w)_|_(?!\w)|~~|\|\|)",
    re.DOTALL,
)
_STYLES: Final = {
    "***": "bold italic",
    "**": "bold",
    "*": "italic",
    "__": "underline",
    "_": "italic",
    "~~": "strike",
    "||": "dim",
}
_NOBODY: Final[Mapping[str, str]] = MappingProxyType({})
_LINE: Final = re.compile(r"(?P<quote>>>> |> )|(?P<small>-# )|#{1,3} ", re.ASCII)


class Barred:
    """Something with a bar on its left, down all its lines however narrow they are."""

    def __init__(self, inner: RenderableType, bar: str, style: Style) -> None:
        self._inner = inner
        self._bar = bar
        self._style = style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The inner lines, each behind the bar and without white space at its end."""
        width = max(options.max_width - len(self._bar) - 1, 10)
        for line in console.render_lines(self._inner, options.update(width=width), pad=False):
            while line and not line[-1].text.rstrip():
                line.pop()
            if line:
                line[-1] = line[-1]._replace(text=line[-1].text.rstrip())
            yield Segment(f"{self._bar} " if line else self._bar, self._style)
            yield from line
            yield Segment.line()


def styled(markup: str, names: Mapping[str, str] = _NOBODY) -> Text:
    """Markup of one paragraph, such as a title, as rich text; control characters are made visible.

    `names` has what a mention shows, by its mark and id: `#general` for `#1234`.
    """
    return _inline(visible(markup), names)


def laid_out(markup: str, names: Mapping[str, str] = _NOBODY) -> RenderableType:
    """Markup of several lines; quotations have a bar, which wrapped lines keep. `names` as for `styled`."""
    parts: list[RenderableType] = []
    quoting = False
    for line in _joined_blocks(visible(markup)):
        begins = _LINE.match(line)
        quoting = quoting or bool(begins and begins["quote"] == ">>> ")
        text = _inline(line[begins.end() :] if begins else line, names)
        if begins and begins["quote"] is None:
            text.stylize("dim" if begins["small"] else "bold")
        quoted = quoting or bool(begins and begins["quote"])
        parts.append(Barred(text, "▏", Style(dim=True)) if quoted else text)
    return Group(*parts)


def _joined_blocks(markup: str) -> list[str]:
    """The lines of the markup; a code block of several lines stays one."""
    lines: list[str] = []
    open_block = False
    for line in markup.split("\n"):
        if open_block:
            lines[-1] += "\n" + line
        else:
            lines.append(line)
        if line.count("```") % 2:
            open_block = not open_block
    return lines


def _inline(line: str, names: Mapping[str, str]) -> Text:
    tokens = list(_TOKEN.finditer(line))
    partner = _pairs(line, tokens)
    text = Text()
    opened: dict[int, int] = {}
    position = 0
    for number, token in enumerate(tokens):
        text.append(line[position : token.start()])
        position = token.end()
        if token["mark"] is None:
            _append(text, token, names)
        elif number not in partner:
            text.append(token["mark"])
        elif partner[number] > number:
            opened[number] = len(text)
        else:
            text.stylize(_STYLES[token["mark"]], opened[partner[number]], len(text))
    text.append(line[position:])
    return text


def _pairs(line: str, tokens: list[re.Match[str]]) -> dict[int, int]:
    """Which marks open and close each other, by their numbers; nested, never crossing."""
    partner: dict[int, int] = {}
    waiting: list[int] = []
    for number, token in enumerate(tokens):
        mark = token["mark"]
        if mark is None:
            continue
        after_text = token.start() > 0 and not line[token.start() - 1].isspace()
        before_text = token.end() < len(line) and not line[token.end()].isspace()
        opener = next((one for one in reversed(waiting) if tokens[one]["mark"] == mark), None)
        if opener is not None and after_text and token.start() > tokens[opener].end():
            partner |= {number: opener, opener: number}
            del waiting[waiting.index(opener) :]
        elif before_text:
            waiting.append(number)
    return partner


def _append(text: Text, token: re.Match[str], names: Mapping[str, str]) -> None:
    found = token.groupdict()
    code = found["block"] or found["double"] or found["code"]
    if code is not None:
        text.append(code.strip("\n"), style="cyan")
    elif found["escaped"] is not None:
        text.append(found["escaped"])
    elif found["label"] is not None:
        label = _inline(found["label"], names)
        label.stylize(f"underline link {found['url']}")
        text.append_text(label)
        text.append(f" ({found['url']})", style="dim")
    elif found["at"] is not None:
        text.append(_instant(int(found["at"]), found["form"] or "f"), style="italic")
    elif found["who"] is not None:
        mention = f"{found['who'][0]}{found['id']}"
        text.append(visible(names.get(mention, mention)), style="blue")
    elif found["command"] is not None:
        text.append(f"/{found['command']}", style="blue")
    else:
        text.append(found["emoji"])


def _instant(seconds: int, form: str) -> str:
    """A timestamp in UTC: a terminal does not know how long its reader will look at `in 5 minutes`."""
    try:
        at = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return f"<t:{seconds}>"
    if form in ("d", "D"):
        return f"{at.day} {at:%b %Y}"
    if form in ("t", "T"):
        return f"{at:%H:%M} UTC"
    return f"{at.day} {at:%b %Y %H:%M} UTC"
