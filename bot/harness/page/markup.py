"""Discord's message markup as HTML that is safe to show.

markdown-it-py does the parsing, with raw HTML off, so that whatever a message says stays text. What Discord
has beside Markdown (underline, small print, timestamps, mentions) is added as rules of its own.
"""

import re
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from datetime import UTC, datetime
from html import escape
from itertools import groupby
from types import MappingProxyType

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

__all__ = ["inline", "message"]

_MENTION = re.compile(r"<(?P<what>@&|@!|@|#|t:)(?P<id>-?\d{1,20})(?::[tTdDfFR])?>")
_MENTION_LONGEST = 28
_KINDS = {"> ": "quote", "- ": "list", "* ": "list"}
_NOBODY: Mapping[str, str] = MappingProxyType({})


def _mention(state: StateInline, silent: bool) -> bool:
    """`<@1>`, `<#1>`, `<t:1>`: shown by the names that came along, else as what they would be."""
    if state.src[state.pos] != "<":
        return False
    found = _MENTION.match(state.src, state.pos, state.pos + _MENTION_LONGEST)
    if not found:
        return False
    if not silent:
        token = state.push("mention", "span", 0)
        token.content = _named(found["what"], found["id"], state.env["names"])
    state.pos = found.end()
    return True


def _named(what: str, number: str, names: Mapping[str, str]) -> str:
    if what != "t:":
        unknown = {"#": "#unknown", "@&": "@role"}.get(what, "@user")
        return unknown if what == "@&" else names.get(f"{what[0]}{number}", unknown)
    try:
        instant = datetime.fromtimestamp(int(number), UTC)
    except (ValueError, OverflowError, OSError):
        return number
    return f"{instant.day} {instant:%b %Y, %H:%M} UTC"


def _show_mention(
    _self: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    _options: OptionsDict,
    _env: MutableMapping[str, object],
) -> str:
    return f'<span class="mention">{escape(tokens[index].content)}</span>'


def _show_strong(
    self: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: MutableMapping[str, object],  # noqa: ARG001 - the renderer calls its rules so
) -> str:
    """Two underscores are Discord's underline."""
    token = tokens[index]
    if token.markup == "__":
        token.tag = "u"
    return self.renderToken(tokens, index, options, {})


def _show_link(
    self: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: MutableMapping[str, object],  # noqa: ARG001 - as above
) -> str:
    """Links leave the page in a tab of their own and take nothing along."""
    tokens[index].attrSet("target", "_blank")
    tokens[index].attrSet("rel", "noopener noreferrer")
    return self.renderToken(tokens, index, options, {})


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "breaks": True, "linkify": False})
    # No rule for entities: they would let a text show what it does not say, and Discord leaves them alone.
    parser.enable(["emphasis", "strikethrough", "link", "backticks", "escape", "newline"])
    parser.enable(["fence", "blockquote", "list", "heading"])
    parser.inline.ruler.before("link", "mention", _mention)
    parser.add_render_rule("mention", _show_mention)
    parser.add_render_rule("strong_open", _show_strong)
    parser.add_render_rule("strong_close", _show_strong)
    parser.add_render_rule("link_open", _show_link)
    return parser


_PARSER = _parser()


def message(text: str, names: Mapping[str, str] = _NOBODY) -> str:
    """The HTML of a message's or an embed's text; `names` has what a mention shows, by its mark and id.

    Lines that begin with `-#` are small print, and a quotation or a list ends with its last line that is
    marked so: none goes on in the next line, as it would in Markdown.
    """
    parts: list[str] = []
    for kind, group in groupby(_lines(text), key=lambda line: line[0]):
        lines = [line for _, line in group]
        if kind == "small":
            parts += [f'<p class="small">{inline(line[3:], names)}</p>' for line in lines]
            continue
        if parts and not lines[0].strip():
            parts.append('<div class="gap"></div>')
        parts.append(_PARSER.render("\n".join(lines), {"names": names}))
        if not lines[-1].strip() and len(lines) > 1:
            parts.append('<div class="gap"></div>')
    return "".join(parts)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Each line with how it is read: `small`, `quote`, `list` or `plain`; what a fence holds is plain."""
    fenced = False
    for line in text.split("\n"):
        if line.count("```") % 2:
            fenced = not fenced
            yield "plain", line
        elif fenced:
            yield "plain", line
        elif line.startswith("-# "):
            yield "small", line
        else:
            yield _KINDS.get(line[:2], "plain"), line


def inline(text: str, names: Mapping[str, str] = _NOBODY) -> str:
    """The HTML of a title or a field's name, without paragraphs."""
    return str(_PARSER.renderInline(text, {"names": names}))
