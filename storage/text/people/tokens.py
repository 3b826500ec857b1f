"""A sentence as classified words: what is a title, an office, a country, or perhaps a name."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

from storage.text.countries import Place, PlaceKind
from storage.text.people import sorts
from storage.text.people.titles import (
    ARTICLES,
    CAPITALISED,
    HEADLINE_VERBS,
    HEADS,
    HONORIFICS,
    INSTITUTIONS,
    MODIFIERS,
    NO_NAMES,
    PARTICLES,
    STYLES,
    SUFFIXES,
    singular,
)

__all__ = ["DETERMINERS", "FLAGS", "OPENERS", "PRONOUNS", "Token", "Tokens", "tokenise"]


@dataclass(frozen=True, slots=True)
class Token:
    """One word, one place name of any length, or one sign: what it is, but not where it stands.

    Nothing is made as often, so the same word is the same token wherever it stands; and nothing is asked as
    often, so its fields are slots, which the interpreter reads several times as fast as those of a tuple.
    """

    text: str
    low: str
    sort: int
    codes: tuple[str, ...]
    """The country of a place, demonym or organisation."""
    demonym: bool = False
    opens: bool = False
    """Whether a phrase may begin with it."""
    hinges: bool = False
    """Whether the word right before it may make something else of it."""
    marked: bool = False
    """Whether it is one of the two, as few are."""
    follows: bool = False
    """Whether a phrase that an article opens may go on with it."""


class Tokens(NamedTuple):
    """A sentence in its words, from left to right; offsets count from its line's beginning."""

    line: str
    all: list[Token]
    begins: list[int]
    """Where each of them begins in the line."""
    openers: list[int]
    """Which of them are of the sort with which a phrase may begin."""
    titles: list[int]
    """Which of those are title nouns, or delegations."""
    delegations: bool
    """Whether there is a delegation."""

    def stop(self, at: int) -> int:
        """Where a token ends in the line."""
        return self.begins[at] + len(self.all[at].text)

    def exact(self, first: int, stop: int) -> str:
        """What stands in the line from the token `first` to the one before `stop`."""
        return self.line[self.begins[first] : self.stop(stop - 1)]


PRONOUNS: Final = frozenset("he she they him them".split())
DETERMINERS: Final = ARTICLES | {"another", "both", "then", "two"}
OPENERS: Final = DETERMINERS | PRONOUNS | {"their", "delegation"}
"""Words that may open a phrase whatever sort they are of."""
_OPENING: Final = sorts.CAPITAL | sorts.HEAD | sorts.MODIFIER | sorts.INSTITUTION | sorts.HONORIFIC
"""A word of another sort begins nothing."""
_OF_ROLES: Final = (
    sorts.INSTITUTION | sorts.MODIFIER | sorts.PLACE | sorts.ACRONYM | sorts.HEAD | sorts.CAPITAL
)
"""No role begins with a word of another sort."""
_AFTER_ARTICLES: Final = DETERMINERS | {style[1] for style in STYLES}
"""Words of any sort with which a phrase goes on behind an article."""
_TITLES: Final = sorts.HEAD | sorts.DELEGATION
FLAGS: Final = "\U0001f1e5"
"""Letters of flags come behind it."""
_PIECE: Final = re.compile(
    # A plain word behind which nothing of these can go on, as most are: letters alone are found faster.
    r"""(?:[A-Za-z]++(?=[ ,])|"""
    # What is tried next opens with a letter, which is quicker to rule out than the beginning of a word.
    r"""a\.i\.(?<!\wa\.i\.)|[^\W_]+(?:[-–’'‘ʼ](?![sS]\b)[^\W_]+)*(?:(?=\.)(?:"""
    r"""(?<=\b[A-Z])(?:\.[A-Z])*\.|(?<=\b(?:Mr|Ms|Dr|Lt|Jr|Sr|Rt|St))\."""
    r"""|(?<=\b(?:Mrs|Gen|Col|Sen|Rep|Gov|Amb|Adm|Hon|Maj|Sgt|Rev|Eng))\.|(?<=\b(?:Prof|Brig|Capt|Cmdr))\.))?"""
    r"""|[’'](?:s\b|(?=[\s,.;:)]|$))"""
    # With the white space behind it, so that the pieces of a sentence are all of it.
    r"""|[^\s])\s*+"""
)
"""A token as it stands in a sentence."""
# The sorts of a word by its lower-case form, worked out once for the whole vocabulary.
_SORTS: Final[dict[str, int]] = {}
for _set, _sort in (
    (HEADS, sorts.HEAD),
    (MODIFIERS, sorts.MODIFIER),
    (INSTITUTIONS, sorts.INSTITUTION),
    (HONORIFICS, sorts.HONORIFIC),
    (PARTICLES, sorts.PARTICLE),
    (SUFFIXES, sorts.SUFFIX),
    (NO_NAMES, sorts.NO_NAME),
    (HEADLINE_VERBS, sorts.VERB),
):
    for _word in _set:
        _SORTS[_word] = _SORTS.get(_word, sorts.NONE) | _sort
for _word in HEADS:
    for _plural in (_word + "s",):
        _SORTS[_plural] = _SORTS.get(_plural, sorts.NONE) | sorts.HEAD | sorts.PLURAL

# `General` after one of these is a part of the title: `Attorney General`.
_GENERAL: Final = frozenset(["general", "generals"])
_NUMBERS: Final = {"number": sorts.HEAD, "numbers": sorts.HEAD | sorts.PLURAL}
"""`opposite number`: a counterpart."""
_SEATED: Final = {"MP": sorts.HEAD, "MPs": sorts.HEAD | sorts.PLURAL}
"""`Irish MP N`; behind a name they are letters."""
_DASHES: Final = frozenset("-–")
_BY_WHAT_IS_BEFORE: Final = frozenset([*_GENERAL, *_NUMBERS, *_DASHES, "mp", "mps", "delegation"])
_COMPOUND: Final = sorts.WORD | sorts.INSTITUTION | sorts.CAPITAL
_GENERAL_AFTER: Final = frozenset(
    "attorney secretary director consul governor inspector auditor prosecutor solicitor surgeon".split()
)
_MOST_WORDS: Final = 1 << 14
"""Words that are kept, more than a text has that is not very long."""


def tokenise(line: str, begin: int, stop: int, places: Sequence[Place]) -> Tokens:
    """The tokens of `line[begin:stop]`, with offsets into the line.

    `places` are the countries and organisations found in the line, in order; a place that covers whole words
    becomes one token, one inside a hyphenated word (`China-Uruguay relations`) does not.
    """
    pieces = _PIECE.findall(line, begin, stop)
    # Nothing but white space stands before the first, and nothing behind the last.
    first = begin if not line[begin : begin + 1].isspace() else stop - sum(map(len, pieces))
    begins = list(accumulate(map(len, pieces), initial=first))
    del begins[-1]
    found = list(map(_known.__getitem__, pieces))
    hits = [hit for hit in places if hit.stop > begin and hit.begin < stop]
    if hits:
        _put_places(line, stop, found, begins, hits)
    openers = [at for at, token in enumerate(found) if token.marked]
    hinges = [at for at in openers if found[at].hinges]
    if hinges:
        for at in hinges if hinges[0] else hinges[1:]:
            before = found[at - 1]
            found[at] = _beside(before, found[at], apart=begins[at] > begins[at - 1] + len(before.text))
        openers = [at for at in openers if found[at].opens]
    titles = [at for at in openers if found[at].sort & _TITLES]
    delegations = any(found[at].sort & sorts.DELEGATION for at in titles)
    return Tokens(line, found, begins, openers, titles, delegations)


def _put_places(line: str, stop: int, found: list[Token], begins: list[int], hits: Iterable[Place]) -> None:
    """Puts the tokens of places, and of the words that one begins in, where the words stood."""
    at = 0
    for hit in hits:
        spot = bisect_left(begins, hit.begin, at)
        if spot < len(begins) and begins[spot] == hit.begin:
            text = found[spot].text
            if len(text) == hit.stop - hit.begin and not _cuts_word(line, hit.stop, stop):
                found[spot] = _place(text, hit.code, hit.kind)  # one word, as most are
                at = spot + 1
                continue
        at = max(at, bisect_right(begins, hit.begin) - 1)
        if at < len(found) and begins[at] + len(found[at].text) <= hit.begin:
            at += 1
        while at < len(found) and begins[at] < hit.stop:
            token = _at_place(line, found[at].text, begins[at], stop, hit)
            begin = begins[at] if token is None else min(begins[at], hit.begin)
            covered = hit.stop if token is None else begin + len(token.text)
            behind = at + 1
            while behind < len(found) and begins[behind] < covered:
                behind += 1
            if token is None:
                del found[at:behind], begins[at:behind]
                continue
            found[at], begins[at] = token, begin
            at += 1
            if behind > at:
                del found[at:behind], begins[at:behind]


def _at_place(line: str, text: str, start: int, stop: int, hit: Place) -> Token | None:
    """The token of a word that a place begins with or in."""
    if start == hit.begin and text > FLAGS:
        return None  # a flag names a country, but nobody's role
    if hit.begin > start or _cuts_word(line, hit.stop, stop):
        return Token(text, text.lower(), _COMPOUND, (), opens=True, marked=True, follows=True)
    return _place(line[hit.begin : hit.stop], hit.code, hit.kind)


def _beside(before: Token, token: Token, *, apart: bool) -> Token:
    """What a word is, where the one right before it decides; `apart`: with white space between them."""
    text, low, sort = token.text, token.low, token.sort
    if low in _DASHES:
        sort |= sorts.APART if apart else sorts.NONE
    elif low in _GENERAL and before.low in _GENERAL_AFTER:
        sort |= sorts.HEAD
    elif low in _NUMBERS and before.low == "opposite":
        sort |= _NUMBERS[low]
    elif text == "Delegation" and before.codes and before.sort & sorts.INSTITUTION:
        sort |= sorts.INSTITUTION  # `Head of the EU Delegation`
    elif text in _SEATED and before.demonym:
        sort = sort & ~sorts.ACRONYM | _SEATED[text]
    return _plain(text, low, sort)


def _cuts_word(line: str, at: int, stop: int) -> bool:
    """Whether the word goes on at `at`: a hyphenated compound rather than the place alone."""
    if at >= stop:
        return False
    if line[at] in "-–" and at + 1 < stop and line[at + 1].isalnum() and line[at - 1] != " ":
        return True
    return line[at].isalnum()


@lru_cache(maxsize=8192)
def _place(text: str, code: str, kind: PlaceKind) -> Token:
    sort = sorts.PLACE | sorts.CAPITAL | sorts.WORD
    if kind == "organisation":
        sort |= sorts.INSTITUTION
    return Token(text, text.lower(), sort, (code,), kind == "demonym", opens=True, marked=True, follows=True)


class _Vocabulary(dict[str, Token]):
    """The words met so far, begun anew where they are many: it is asked for every word."""

    def __missing__(self, piece: str) -> Token:
        if len(self) >= _MOST_WORDS:
            self.clear()
        token = self[piece] = _classify(piece)
        return token


_known: Final = _Vocabulary()


def _classify(piece: str) -> Token:
    """A word, with or without white space behind it, and all that it can be by itself."""
    text = piece.rstrip()
    low = text.lower() if text != "HE" else "h.e."
    return _plain(text, low, _sort_of(text, low))


@lru_cache(maxsize=1024)
def _plain(text: str, low: str, sort: int) -> Token:
    opens, hinges = bool(sort & _OPENING) or low in OPENERS, low in _BY_WHAT_IS_BEFORE
    follows = bool(sort & _OF_ROLES) or low in _AFTER_ARTICLES
    return Token(text, low, sort, (), opens=opens, hinges=hinges, marked=opens or hinges, follows=follows)


def _sort_of(text: str, low: str) -> int:
    """All that a word can be by itself."""
    first = text[0]
    if not first.isalnum():
        return sorts.POSSESSIVE if first in "’'" else sorts.NONE
    sort = sorts.WORD | _SORTS.get(low, sorts.NONE)
    if first.isupper():
        sort |= sorts.CAPITAL
        if len(text) > 1 and text.isupper() and "." not in text and not sort & (sorts.SUFFIX | sorts.HEAD):
            sort |= sorts.ACRONYM
    elif low in CAPITALISED:
        sort &= ~sorts.INSTITUTION
    if singular(low):
        sort |= sorts.HEAD | sorts.PLURAL
    return sort | sorts.DELEGATION if low == "delegation" else sort
