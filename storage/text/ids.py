"""Short ids made from content: equal on every machine and after every rebuild."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from storage.text.fold import APART

__all__ = ["article_id", "meeting_id"]

_OPENING_WORDS: Final = 40
_OPENING_READ: Final = 600
_WORD: Final = re.compile(r"[^\W_]+")
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
    return _digest(b"article", _publisher(publisher), _folded(title), _opening_words(opening), b"%d" % nth)


def meeting_id(article: str, kind: str, evidence: str, names: Iterable[str]) -> str:
    """The id of a meeting: its article's id, its kind, the sentence that tells it and who took part."""
    return _digest(b"meeting", *map(_folded, (article, kind, evidence, *sorted(names))))


def _opening_words(text: str) -> bytes:
    """The first words, folded."""
    # Nearly every text has them within the first characters; the last one there may be cut in two.
    head = text[:_OPENING_READ]
    if head.isascii():
        words = head.encode().translate(APART).split(None, _OPENING_WORDS)
        if len(words) > _OPENING_WORDS or len(text) <= _OPENING_READ:
            return b" ".join(words[:_OPENING_WORDS])
    found = _WORD.findall(head)
    if len(found) <= _OPENING_WORDS and len(text) > _OPENING_READ:
        found = _WORD.findall(text)
    return _folded(" ".join(found[:_OPENING_WORDS]))


def _digest(*parts: bytes) -> str:
    """80 bits of a hash over folded parts; each part is closed, so that none runs into the next."""
    hashed = hashlib.blake2b(b"\x00".join((*parts, b"")), digest_size=10).digest()
    number = int.from_bytes(hashed, "big")
    return "".join([_PAIRS[number >> shift & 0x3FF] for shift in _SHIFTS])


@lru_cache(maxsize=16)
def _publisher(name: str) -> bytes:
    """Folded; all articles of a dump have one."""
    return _folded(name)


def _folded(text: str) -> bytes:
    """The words of a text in small letters, a space between two."""
    if text.isascii():
        return b" ".join(text.encode().translate(APART).split())
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_WORD.findall(plain)).encode("utf-8", "surrogatepass")
