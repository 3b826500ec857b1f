"""Folding: what makes two spellings equal for comparison and for search.

`fold` removes what a typist leaves out: case, accents, strokes, ligatures, widths, curly quotes, kinds of
white space, invisible characters. `indexable` prepares text for the full-text index, whose tokenizer folds
most of this by itself: it changes only what that tokenizer does not know, and sets the characters of
scripts that are written without spaces apart, so that a word inside a run is found as a phrase.
"""

import re
import unicodedata
from codecs import charmap_decode, charmap_encode
from collections.abc import Sequence
from encodings.cp1252 import decoding_table, encoding_table
from functools import lru_cache
from typing import Final

__all__ = ["APART", "apart", "fold", "indexable", "is_indexable", "plainly", "small", "tokens", "words"]

APART: Final = bytes(ord(chr(at).lower()) if chr(at).isalnum() else 0x20 for at in range(128)).ljust(256)
"""Translates plain ASCII text, as bytes: small letters, a space for all but letters and digits.

It sets words apart many times as fast as a pattern finds them.
"""

_LETTERS: Final = {
    # Letters with a stroke, a hook or a tail do not decompose; this is how they are typed without.
    "đ": "d", "ð": "d", "ɖ": "d", "ɗ": "d", "ƌ": "d", "ł": "l", "ƚ": "l", "ɫ": "l", "ø": "o", "ɵ": "o",
    "ħ": "h", "ŧ": "t", "ƭ": "t", "ƀ": "b", "ɓ": "b", "ɠ": "g", "ǥ": "g", "ƙ": "k", "ɲ": "n",
    "ŋ": "n", "ƞ": "n", "ɨ": "i", "ı": "i", "ȷ": "j", "ɉ": "j", "ʉ": "u", "ƴ": "y", "ɏ": "y", "ƶ": "z",
    "ȥ": "z", "ɍ": "r", "ƥ": "p", "ȼ": "c", "ƈ": "c", "ⱥ": "a", "ɇ": "e", "ə": "e", "ǝ": "e", "ɛ": "e",
    "ɔ": "o", "ʋ": "v", "ƒ": "f", "ĸ": "k", "æ": "ae", "œ": "oe", "þ": "th",
    "ȝ": "y", "ƿ": "w",
    # Punctuation that stands for the keyboard's own.
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "ʼ": "'", "ʻ": "'", "ʹ": "'", "`": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"', "〝": '"', "〞": '"',
    "‹": "'", "›": "'", "「": '"', "」": '"', "『": '"', "』": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "⁃": "-",
}  # fmt: skip

_ACCENTS: Final = (
    (0x0300, 0x036F), (0x0483, 0x0487), (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2),
    (0x05C4, 0x05C5), (0x05C7, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x06D6, 0x06DC), (0x06DF, 0x06E4), (0x06E7, 0x06E8), (0x06EA, 0x06ED), (0x0711, 0x0711),
    (0x0730, 0x074A), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
)  # fmt: skip
"""Marks that writers leave out: accents, Hebrew and Arabic vowel points. The vowel signs of Indic and
South-East Asian scripts are letters to their readers and stay."""

_WHOLE: Final = frozenset("йў")
"""Letters of their own whose mark nobody leaves out."""

_KANA_VOICING: Final = "\u3099\u309a\uff9e\uff9f"

_RUNS: Final = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\uaa60-\uaa7f\ua9e0-\ua9ff"  # Myanmar
    "\u1780-\u17ff"  # Khmer
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c"  # radicals and marks of Han
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # kana
    "\u3105-\u312f\u31a0-\u31bf"  # Bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"  # Han
)
"""Scripts that are written without spaces between words. Hangul has spaces."""

_MARKS: Final = (
    "\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb3-\u0ebc\u0ec8-\u0ecd"
    "\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f"
    "\u109a-\u109d\u17b4-\u17d3\u17dd\u3099\u309a"
)
"""Signs of those scripts that belong to the character before them."""

_RUN_CHARACTER: Final = re.compile(f"([{_RUNS}][{_MARKS}]*)")
_CLUSTER: Final = re.compile(f".[\u0300-\u036f{_KANA_VOICING}]*", re.DOTALL)
_NO_PLAIN_CHARACTER: Final = re.compile(
    f"([^\x00-\x7f][\u0300-\u036f{_KANA_VOICING}]*|[\x00-\x7f][\u0300-\u036f{_KANA_VOICING}]+)"
)
"""One cluster that is more than a plain character; between two stand plain characters."""
_RUN_OR_CLUSTER: Final = re.compile(
    f"([\x00-\x7f]+)(?![\u0300-\u036f{_KANA_VOICING}])|{_CLUSTER.pattern}", re.DOTALL
)
"""Plain characters as many as there are, or one cluster."""
_ASCII: Final = {**dict.fromkeys([*range(0x20), 0x7F], " "), ord("`"): "'"}
"""How plain characters are folded beside their case."""

_PLAIN_TOKEN: Final = re.compile(r"[a-z0-9]+")
_INDIC_SIGNS: Final = (
    "\u07a6-\u07b0\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09d7\u09e2\u09e3"
    "\u0a01-\u0a03\u0a3c-\u0a51\u0a70\u0a71\u0a75\u0a81-\u0a83\u0abc-\u0acd\u0ae2\u0ae3"
    "\u0b01-\u0b03\u0b3c-\u0b57\u0b62\u0b63\u0b82\u0bbe-\u0bcd\u0bd7\u0c00-\u0c04\u0c3e-\u0c56"
    "\u0c62\u0c63\u0c81-\u0c83\u0cbc-\u0cd6\u0ce2\u0ce3\u0d00-\u0d03\u0d3b-\u0d4d\u0d57\u0d62\u0d63"
    "\u0d81-\u0d83\u0dca-\u0ddf\u0f18-\u0f19\u0f35-\u0f39\u0f71-\u0f84\u0f8d-\u0fbc"
)
"""Marks that are letters to their readers, in scripts that have spaces."""

_TOKEN: Final = re.compile(f"[{_RUNS}][{_MARKS}]*|(?:[^\\W_{_RUNS}]|[{_INDIC_SIGNS}])+")

_PLAIN: Final = (
    "\x00-\x7f\u00a0-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00c0-\u00c5\u00c7-\u00cf\u00d1-\u00d7"
    "\u00d9-\u00dd\u00e0-\u00e5\u00e7-\u00ef\u00f1-\u00f7\u00f9-\u00fd\u00ff-\u010f\u0112-\u0125\u0128-\u0130"
    "\u0134-\u0137\u0139-\u013e\u0143-\u0148\u014c-\u0151\u0154-\u0165\u0168-\u017e"
    "\u2002-\u200a\u2010-\u2029\u2030-\u205e\u20ac"
)
"""Characters that the index's tokenizer folds as `fold` does; a test compares the two one by one."""

_TYPESETTERS: Final = "‘’“”«»‐‑–—―\u00a0\u2002\u2003\u2009"
_KEYBOARD: Final = {ord(mark): _LETTERS.get(mark, " ") for mark in _TYPESETTERS}
"""Marks of English typesetting with the keyboard's own, which make most texts plain."""
_TYPESETTING: Final = re.compile(f"[{_TYPESETTERS}]")
"""Marks of English typesetting that are in no token. With the keyboard's own in their place most texts are
plain, and every token stays where it was."""

_NO_WORD: Final = re.compile(r"\W")
_WESTERN: Final = "cp1252"
"""The encoding of one byte a character that has the letters and the quotation marks of most texts."""
_WESTERN_APART: Final = _NO_WORD.sub(" ", bytes(range(256)).decode(_WESTERN, "replace")).encode(_WESTERN)
"""Its characters, in their order, those that are in no word as spaces."""

_WESTERN_FOLDED: Final = (
    bytes(range(256)).decode(_WESTERN, "replace").translate(_KEYBOARD).lower().encode(_WESTERN, "replace")
)
"""Its characters in small letters, marks of typesetting as the keyboard's own."""

_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f]")
_SPECIAL: Final = re.compile(f"[^{_PLAIN}]")
_ASCII_BYTES: Final = bytes(range(128))


def _is_accent(character: str) -> bool:
    point = ord(character)
    return any(first <= point <= last for first, last in _ACCENTS)


@lru_cache(maxsize=8192)
def _fold_cluster(cluster: str) -> str:
    """One character with the marks that follow it, folded; white space and controls become a space."""
    pieces: list[str] = []
    whole = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", cluster).casefold())
    for character in whole if whole in _WHOLE else unicodedata.normalize("NFKD", whole):
        if _is_accent(character):
            continue
        category = unicodedata.category(character)
        if category in {"Cc", "Zs", "Zl", "Zp"}:
            pieces.append(" ")
        elif category not in {"Cf", "Cs", "Co", "Cn"}:  # invisible, private or unassigned: nobody types it
            pieces.append(_LETTERS.get(character, character))
    return unicodedata.normalize("NFC", "".join(pieces))


def _fold_characters(text: str) -> str:
    if text.isascii():
        return text.lower()
    try:
        # Most texts are of one byte a character, and are translated several times as fast.
        folded = charmap_encode(text, "strict", encoding_table)[0].translate(_WESTERN_FOLDED)
        if folded.isascii():
            return folded.decode()
    except UnicodeEncodeError:
        plain = text.translate(_KEYBOARD)
        if plain.isascii():
            return plain.lower()
    pieces = _NO_PLAIN_CHARACTER.split(text)
    pieces[::2] = [plain.lower().translate(_ASCII) for plain in pieces[::2]]
    pieces[1::2] = map(_fold_cluster, pieces[1::2])
    return "".join(pieces)


def fold(text: str) -> str:
    """`text` for comparison: two spellings that a reader takes for the same fold to the same string.

    Case, accents, strokes (`Đảng` → `dang`, `Łódź` → `lodz`), ligatures (`æ` → `ae`, `ß` → `ss`), widths,
    curly quotes, dashes, invisible characters and controls are gone; white space of any kind is one space,
    none at the ends. Folding again changes nothing.
    """
    folded = _fold_characters(text)
    if not folded.isprintable():
        folded = _CONTROLS.sub(" ", folded)
    # All white space is spaces by now, and nearly always single ones between words.
    single = "  " not in folded and folded == folded.strip(" ")
    return folded if single else " ".join(folded.split())


def small(text: str) -> str:
    """`text` in small letters, character by character: what is found in it stands at the same offsets."""
    if text.isascii():
        return text.lower()
    return text.replace("İ", "I").lower()  # the one capital whose small letter is two characters


def apart(text: str) -> str:
    """`text` with a space for each character that is in no word: `split` gives the words of any part of it.

    Words are of letters, digits and underscores; every one stays where it was.
    """
    # As the pattern does, several times as fast.
    if text.isascii():
        return text.encode().translate(_WESTERN_APART).decode()
    try:
        encoded, _ = charmap_encode(text, "strict", encoding_table)
        return charmap_decode(encoded.translate(_WESTERN_APART), "strict", decoding_table)[0]
    except UnicodeEncodeError:
        return _NO_WORD.sub(" ", text)


def indexable(text: str) -> str:
    """`text` for the full-text index (`unicode61 remove_diacritics 2`, marks within tokens).

    Most text passes unchanged, at the price of one look.
    """
    if is_indexable(text):
        return text
    return _RUN_CHARACTER.sub(r" \1 ", _fold_characters(text))


def is_indexable(text: str) -> bool:
    """Whether `indexable` leaves a text as it is."""
    if text.isascii():
        return True
    # All of ASCII stays, and is quicker left out as bytes than passed over by the pattern.
    beyond = text.encode("utf-8", "surrogatepass").translate(None, _ASCII_BYTES)
    return not _SPECIAL.search(beyond.decode("utf-8", "surrogatepass"))


def plainly(text: str) -> str | None:
    """`text` in small ASCII letters with every token where it stands; None where it has other letters.

    Its tokens are the longest runs of letters and digits.
    """
    if not text.isascii():
        text = _TYPESETTING.sub(" ", text)
        if not text.isascii():
            return None
    return text.lower()


def words(text: str) -> list[str]:
    """The tokens of `text` as the full-text index has them, in order.

    A character of a script without spaces is a token of its own, with its vowel and tone signs.
    """
    plain = plainly(text)
    if plain is not None:
        return plain.encode().translate(APART).decode().split()
    return [token for token, _, _ in tokens(text)]


def tokens(text: str) -> list[tuple[str, int, int]]:
    """The tokens of `text`, each with where it begins and stops in the text as given."""
    plain = plainly(text)
    if plain is not None:
        return [(match[0], match.start(), match.end()) for match in _PLAIN_TOKEN.finditer(plain)]
    folded, origins = _fold_aligned(text)
    pattern = _PLAIN_TOKEN if folded.isascii() else _TOKEN
    found: list[tuple[str, int, int]] = []
    for match in pattern.finditer(folded):
        begin, stop = match.span()
        # One character may have become several: a token ends after the whole of its last one.
        after = stop
        while after < len(folded) and origins[after] == origins[stop - 1]:
            after += 1
        found.append((match[0], origins[begin], origins[after]))
    return found


def _fold_aligned(text: str) -> tuple[str, Sequence[int]]:
    """`text` folded but for its white space, and where each character of it came from, and the end."""
    pieces: list[str] = []
    origins: list[int] = []
    for match in _RUN_OR_CLUSTER.finditer(text):
        if match[1] is not None:
            pieces.append(match[1].lower().translate(_ASCII))
            origins.extend(range(*match.span()))
            continue
        folded = _fold_cluster(match[0])
        pieces.append(folded)
        origins.extend([match.start()] * len(folded))
    origins.append(len(text))
    return "".join(pieces), origins
