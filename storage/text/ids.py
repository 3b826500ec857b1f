"""Short ids made from content, and what equal articles share: the same everywhere and after every rebuild."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from storage.text.fold import APART, plainly

__all__ = ["identify", "meeting_id", "twin"]

_OPENING_WORDS: Final = 40
_OPENING_READ: Final = 600
_OPENING_LINES: Final = 20
"""Of the body, which have the words of nearly every opening."""
_WORD: Final = re.compile(r"[^\W_]+")
_TWIN_READ: Final = 400
"""Characters of a body of which the first are compared."""
_TWIN_COMPARED: Final = 120
"""So many of them, without case, punctuation and spacing."""
_TWIN_WORDS: Final = 8
"""With fewer words in its body an article is too short to be told from another publisher's."""
_BARE: Final = re.compile(r"[\W_]+")
_DIGITS: Final = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS: Final = tuple(first + second for first in _DIGITS for second in _DIGITS)
"""What ten bits are written as in base 32."""
_SHIFTS: Final = range(70, -10, -10)


def twin(title: str, body: str, own: str) -> bytes:
    """Equal for articles that agree in title and opening words, whoever published them.

    A body too short to tell is nobody's twin: it has its article's `own` id.
    """
    opening = _bare(body[:_TWIN_READ])
    if opening.count(" ") < _TWIN_WORDS:
        return own.encode()
    text = f"{_bare(title).strip()}\x00{opening.strip()[:_TWIN_COMPARED]}"
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def identify(publisher: str, title: str, body: Sequence[str], nth: int = 0) -> tuple[str, bytes]:
    """The id of an article, 16 characters of `a-z2-7`, and its `twin`: both from one look at most openings.

    Of the body only the first 40 words count, so an article that a later dump cuts off elsewhere keeps its
    id, as it does when only case, punctuation or spacing change. `nth` tells apart articles of one dump that
    agree in publisher, title and these words.
    """
    opening = "\n".join(body[:_OPENING_LINES])
    name, words = _folded(title), _opening_words(opening)
    identity = _digest(b"article", _publisher(publisher), name, words, b"%d" % nth)
    if (
        len(words) > _TWIN_COMPARED
        and words.count(b" ", 0, _TWIN_COMPARED) >= _TWIN_WORDS
        and opening[:_OPENING_READ].isascii()
        and title.isascii()
    ):
        shared = name + b"\x00" + words[:_TWIN_COMPARED]
        return identity, hashlib.blake2b(shared, digest_size=8).digest()
    return identity, twin(title, "\n".join(body), identity)


def _bare(text: str) -> str:
    """Without case and punctuation, one space for whatever stands between words, before and behind them."""
    plain = plainly(text)
    if plain is not None:
        spaced = plain.encode().translate(APART).decode()
        before, behind = " " * spaced[:1].isspace(), " " * spaced[-1:].isspace()
        return before + " ".join(spaced.split()) + behind
    return _BARE.sub(" ", unicodedata.normalize("NFKC", text).casefold())


def meeting_id(article: str, kind: str, evidence: str, names: Iterable[str]) -> str:
    """The id of a meeting: its article's id, its kind, the sentence that tells it and who took part."""
    return _digest(b"meeting", *map(_folded, (article, kind, evidence, *sorted(names))))


def _opening_words(text: str) -> bytes:
    """The first words, folded."""
    # Nearly every text has them within the first characters; the last one there may be cut in two.
    head = text[:_OPENING_READ]
    plain = plainly(head)
    if plain is not None:
        words = plain.encode().translate(APART).split(None, _OPENING_WORDS)
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
    plain = plainly(text)
    if plain is not None:
        return b" ".join(plain.encode().translate(APART).split())
    whole = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_WORD.findall(whole)).encode("utf-8", "surrogatepass")
