"""Short ids made from content: equal on every machine and after every rebuild."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

__all__ = ["article_id", "meeting_id"]

_OPENING_WORDS: Final = 40
_OPENING_READ: Final = 600
_WORD: Final = re.compile(r"[^\W_]+")
_APART: Final = bytes(point if chr(point).isalnum() else 0x20 for point in range(128)).ljust(256)
"""Sets the words of plain text apart, many times as fast as the pattern finds them."""
_DIGITS: Final = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS: Final = tuple(first + second for first in _DIGITS for second in _DIGITS)
"""What ten bits are written as in base 32."""
_SHIFTS: Final = range(70, -10, -10)


def article_id(publisher: str, title: str, opening: str, nth: int = 0) -> str:
    """The id of an article, 16 characters of `a-z2-7`.

    `opening` is the body or its beginning: only its first 40 words count, so an article that a later dump
    cuts off elsewhere keeps its id, as it does when only case, punctuation or spacing change. `nth` tells
    apart articles of one dump that agree in all three.
    """
    return _digest("article", publisher, title, _opening_words(opening), str(nth))


def meeting_id(article: str, kind: str, evidence: str, names: Iterable[str]) -> str:
    """The id of a meeting: its article's id, its kind, the sentence that tells it and who took part."""
    return _digest("meeting", article, kind, evidence, *sorted(names))


def _opening_words(text: str) -> str:
    # Nearly every text has its words within the first characters; the last one there may be cut in two.
    words = _words(text[:_OPENING_READ])
    if len(words) <= _OPENING_WORDS and len(text) > _OPENING_READ:
        words = _words(text)
    return " ".join(words[:_OPENING_WORDS])


def _words(text: str) -> list[str]:
    return text.encode().translate(_APART).decode().split() if text.isascii() else _WORD.findall(text)


def _digest(*parts: str) -> str:
    """80 bits of a hash over the words of the parts; each part is closed, so that none runs into the next."""
    state = hashlib.blake2b(digest_size=10)
    for part in parts:
        state.update(_folded(part) + b"\x00")
    number = int.from_bytes(state.digest(), "big")
    return "".join([_PAIRS[number >> shift & 0x3FF] for shift in _SHIFTS])


def _folded(text: str) -> bytes:
    if text.isalnum() and text.isascii():
        return text.lower().encode()
    plain = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_words(plain)).encode("utf-8", "surrogatepass")
