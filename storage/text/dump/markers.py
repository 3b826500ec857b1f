"""Lines that end an article in a dump: `Continue reading …`, `[…]`, `The post … appeared first on …`."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from storage.text.fold import fold

__all__ = ["Marker", "is_cut_off", "key", "marker"]


class Marker(NamedTuple):
    """A line that ends an article in the dump."""

    title: str | None
    cuts: bool
    """It stands where the article was cut off; otherwise it only names the article again."""


_MORE: Final = (
    r"(?:(?:please\s|click\s(?:here\s)?to\s)?(?:continue|keep)\sreading"
    r"|(?:click\s(?:here\s)?(?:to|for)\s)?read\s(?:more|on|the\srest|"
    r"(?:the\s)?(?:full|whole|entire|rest\sof\s(?:the|this))\s(?:article|story|post|entry|text|news|release|press\srelease))"
    r"|view\s(?:full\s)?(?:post|article|entry)|see\smore|learn\smore|full\s(?:story|article))"
)
_BY_ITSELF: Final = (
    r"(?:(?:read|see|view)\s(?:the\s|this\s)?(?:(?:full|whole|entire|complete)\s)?(?:article|story|post|entry|essay)"
    r"|read\snow|continue\sto\s(?:the\s)?(?:full|rest)\s.{2,20}|continued?|view\soriginal\spost(?:\s\d[\d,]*\smore\swords)?)"
)
"""`Read the report` is none: a press release says so of what it links to."""
_BARE_MARKER: Final = re.compile(
    rf"[\[(…. »>→›]{{0,6}}(?:{_MORE}|{_BY_ITSELF}|more)"
    r"(?:\s(?:of\s)?(?:this|the)\s(?:post|article|story|entry)|\shere)?"
    r"[\s.…:→»›>\])\u2192\u21d2-]{0,8}|[\[(]\s?(?:…|\.{3}|&(?:#8230|hellip);)\s?[\])]\W{0,4}",
    re.IGNORECASE,
)
_TITLED: Final = (
    rf"[….»>→›\s]{{0,5}}{_MORE}\b(?:\s(?-i:about|on))?\s?[:–—→-]?\s?(?P<title>[“\"‘']?\S.{{2,400}}"
)
_TITLED_MARKER: Final = re.compile(rf"{_TITLED})", re.IGNORECASE)
_POINTED_MARKER: Final = re.compile(rf"{_TITLED}?)\s?(?:→|»|›|>|…|\.{{3}})?", re.IGNORECASE)
_POINTS: Final = ("→", "»", "›", ">", "…", "...")
_TRAILER: Final = re.compile(
    # A sentence that introduces a reprint says so of a text, not of a title.
    r"(?!(?:we|i|it|in|an?|our|below|here|the\s(?:post|article|entry)\s(?:below|above|by|here|that|which)|(?:the|this|these)\s(?:following|below|above|full|report|text|speech|essay|interview|piece|item|story))\b"
    r"(?!.{0,80}[”\"’'],?\s\w+\s(?:first|originally)))"
    r"(?:the\s(?:post|article|entry)|this\s(?:post|article))?\s?(?P<title>\S.{0,400}?)\s"
    r"(?:appeared\sfirst\son|first\sappeared\son|originally\sappeared\son|was\sfirst\spublished\son)\s.{1,120}",
    re.IGNORECASE,
)
_CUT_OFF: Final = re.compile(
    r"(?:[\[(]\s?(?:…|\.{3}|&(?:#8230|hellip);)\s?[\])]|\(more(?:…|\.{3})?\)"
    rf"|(?:…|\.{{3}})\s?(?:{_MORE}|more)[\s.…→»>\])]{{0,6}}|(?<=[\w,’])\s?(?:…|\.{{3}}))\s*$",
    re.IGNORECASE,
)
_TAIL: Final = 60

_HINTS: Final = (
    "read",
    "more",
    "full ",
    "continue",
    " article",
    " story",
    " post",
    " entry",
    " essay",
    "view ",
    "…",
    "...",
    "&#8230;",
    "&hellip;",
    "appeared on",
    "appeared first on",
    "published on",
)
"""A marker holds one of these, in small letters; one by one is quicker than a pattern."""
_OPENS: Final = re.compile(
    r"[\[(…. »>→›\s]{0,6}(?:[…&.]|c(?:lick|ontinue)|full|keep|learn|more|please|read|see|view)", re.IGNORECASE
)
"""So opens every marker but those that say where the article appeared first."""
_LONGEST: Final = 500


@lru_cache(maxsize=256)
def key(title: str) -> str:
    """What two spellings of one title share. Mostly asked twice: for the title, and for its marker."""
    return fold(title).strip(" \"'“”‘’.…→»")


def marker(text: str) -> Marker | None:
    """The marker that a stripped line may be; whether its title is one of the dump's is not yet known."""
    if len(text) > _LONGEST:
        return None
    lower = text.lower()
    appeared = "appeared" in lower or "published" in lower
    if not (appeared or _OPENS.match(text)) or not _hinted(lower):
        return None
    if _BARE_MARKER.fullmatch(text):
        return Marker(None, cuts=True)
    # The pattern is tried at every word, which few lines are worth.
    trailer = _TRAILER.fullmatch(text) if appeared else None
    if trailer:
        return Marker(trailer["title"], cuts=False)
    titled = (_POINTED_MARKER if text.endswith(_POINTS) else _TITLED_MARKER).fullmatch(text)
    return Marker(titled["title"], cuts=True) if titled else None


def _hinted(lower: str) -> bool:
    for hint in _HINTS:  # noqa: SIM110 - a generator takes twice as long
        if hint in lower:
            return True
    return False


def is_cut_off(text: str) -> bool:
    """Whether a line ends where the dump cut its article off: `marks the first meeting with new […]`.

    The ellipsis may also be as a feed writes it that was saved as it came.
    """
    tail = text[-_TAIL:]
    hinted = "…" in tail or "..." in tail or "(more" in tail
    if not hinted and "&" in tail:
        hinted = "&#8230;" in tail or "&hellip;" in tail
    return hinted and _CUT_OFF.search(tail) is not None
