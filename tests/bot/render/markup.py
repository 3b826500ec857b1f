"""Reads escaped text back, as Discord's own parser would: an independent check of `bot.render.text`."""

import re

ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
ACTIVE = (
    re.compile(r"<(?:@[!&]?|#)\d+>"),  # mentions of users, roles and channels
    re.compile(r"@(?:everyone|here)", re.IGNORECASE),
    re.compile(r"<a?:\w+:\d+>|<t:-?\d+(?::\w)?>|</[^>]+:\d+>|<id:\w+>"),  # emoji, times, commands, guides
    re.compile(r"https?://\S"),
    re.compile(r"\[[^\]]*\]\("),  # masked links
    re.compile(r"[*_~`|]"),  # emphasis, code, spoilers
    re.compile(r"^\s*(?:#{1,3}|-#|[-+*>]|\d+[.)])(?=\s|$)"),  # headings, small print, lists, quotations
)


def plain(markup: str) -> str:
    """What a reader sees of text whose only markup is escapes."""
    return ESCAPED.sub(r"\1", markup).replace("@\u200b", "@")


def acts(markup: str) -> list[str]:
    """Everything in it that Discord would not show as it stands."""
    unescaped = ESCAPED.sub("\ue000", markup)
    return [found[0] for form in ACTIVE for found in form.finditer(unescaped)]
