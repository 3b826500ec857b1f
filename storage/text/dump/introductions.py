"""Lines that say of a text that it was first published elsewhere."""

import re
from typing import Final

__all__ = ["announces", "introduces"]

_INTRODUCTION: Final = re.compile(
    r"""
    \b(?:the\s)?(?:following|below)\b.{0,90}?\b(?:published|appeared|reprinted|carried|released|issued|posted|delivered|made|given|taken)\b
    |\b(?:article|report|text|speech|interview|piece|story|statement|remarks|essay|post|it|they|letter|transcript|which)s?\b[^.]{0,80}?
        \b(?:was|were|is|are|has\sbeen|have\sbeen)?\s?(?:originally|first|also|previously)\s(?:published|appeared|ran|posted|printed|carried|released|broadcast)\b
    |\b(?:originally|first)\s(?:published|appeared|posted|printed)\s(?:in|on|by|at)\b
    |\bre-?print(?:ed|ing)?\b.{0,60}\b(?:below|from|here|text|article|speech|statement|report|with|courtesy|interview|letter|it|this|the)\b
    |\brepublish(?:ed|ing)?\b
    |\b(?:we|i)\b.{0,30}\b(?:re)?(?:publish|reproduce|carry|present|post|share)\b.{0,40}\b(?:below|here|following|text|report|article|speech|statement|letter|message)\b
    |\b(?:reproduced|published|reprinted|printed|carried|given)\s(?:in\sfull\s)?(?:below|here)\b
    |\b(?:full\stext|text|transcript|translation)\s(?:of\s[^.]{2,80}\s)?(?:is|follows|below|appears)\b
    """,
    re.VERBOSE,
)
"""Read in small letters."""

_POINTS_DOWN: Final = re.compile(
    r"\b(?:following|below|reprint\w*|reproduc\w+|republish\w*|herewith|we\s(?:publish|carry|present|share))\b",
    re.IGNORECASE,
)

_STEMS: Final = (
    "publish",
    "print",
    "reprod",
    "appeared",
    "below",
    "following",
    "full text",
    "herewith",
    " here",
    "posted",
)
_LONGEST: Final = 1000


def introduces(text: str) -> bool:
    """Whether a line says so: `The following article was originally published by …`."""
    if len(text) > _LONGEST:
        return False
    lower = text.lower()
    return any(map(lower.__contains__, _STEMS)) and _INTRODUCTION.search(lower) is not None


def announces(text: str) -> bool:
    """Whether such a line also says that the text stands below; `It first appeared in …` does not."""
    return _POINTS_DOWN.search(text) is not None
