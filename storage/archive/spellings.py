"""A quick look for a term in text as it is written, in any accents; pure."""

import re
from functools import cache, lru_cache
from typing import Final

from storage.archive.query import Term
from storage.text.fold import fold

__all__ = ["look"]

_LONG: Final = 40
"""Letters of a word that is looked for in any accents."""


@lru_cache(maxsize=256)
def look(term: Term, *, accents: bool) -> re.Pattern[str]:
    """A quick look for a term in lower-case text, in any accents or none."""
    pattern = ""
    for before, token in zip(("", *term.tokens), term.tokens, strict=False):
        if before:
            pattern += r"\W{1,8}" if before.isascii() and token.isascii() else r"\W{0,8}"
        elif token.isascii():
            pattern += r"\b"
        # A pattern of hundreds of letters, each in any accent, takes long to make: nobody looks for that.
        pattern += _any_spelling(token) if accents and len(token) <= _LONG else re.escape(token)
    if not term.prefix and term.tokens[-1].isascii():
        pattern += r"\b"
    return re.compile(pattern)


def _any_spelling(token: str) -> str:
    """A pattern for every lower-case spelling that folds to an ASCII token."""
    pattern = ""
    letters, ligatures = _spellings()
    at = 0
    while at < len(token):
        pair = ligatures.get(token[at : at + 2])
        if pair:
            pattern += f"(?:{token[at : at + 2]}|[{pair}])"
            at += 2
            continue
        others = letters.get(token[at], "")
        pattern += f"[{token[at]}{others}]" if others else re.escape(token[at])
        pattern += "[\u0300-\u036f]{0,3}"
        at += 1
    return pattern


@cache
def _spellings() -> tuple[dict[str, str], dict[str, str]]:
    """The Latin letters that fold to each ASCII letter, and to each two."""
    letters: dict[str, str] = {}
    ligatures: dict[str, str] = {}
    for character in map(chr, [*range(0xDF, 0x250), *range(0x1E00, 0x1F00)]):
        folded = fold(character)
        if character == character.lower() and folded.isalpha() and folded.isascii():
            table = letters if len(folded) == 1 else ligatures
            table[folded] = table.get(folded, "") + character
    return letters, ligatures
