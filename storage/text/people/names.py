"""Names of people: `Lloyd J. Austin III`, `Mohammed bin Salman`, `Lise Gregoire van Haaren`, `To Lam`."""

import re
from collections.abc import Sequence
from typing import Final

from storage.text.people import sorts
from storage.text.people.titles import LETTERS, RANKS, STYLES
from storage.text.people.tokens import Token

__all__ = [
    "bare_name_at",
    "ends_name",
    "is_given_name",
    "is_initials",
    "is_name_too",
    "is_shouted",
    "part_of_name",
    "skip_honorifics",
    "skip_letters",
    "skip_ranks",
    "titled_name_at",
]

_NOT_UNKNOWN: Final = (
    sorts.HEAD
    | sorts.INSTITUTION
    | sorts.PLACE
    | sorts.ACRONYM
    | sorts.NO_NAME
    | sorts.POSSESSIVE
    | sorts.VERB
)
_TELLING: Final = sorts.CAPITAL | sorts.MODIFIER | sorts.HONORIFIC | _NOT_UNKNOWN
"""What tells a word of a name from others."""
_PREFIXED: Final = re.compile(r"(?:[a-z]{1,5}|A[dlnrstz]|Ash|El)[-’'][A-Z]")
"""`al-Abadi`, `el-Sisi`, `d’Estaing`, `Al-Sabah` though a place is named Sabah."""
_GIVEN: Final = frozenset("amir king dean".split())
"""Titles that are given names right behind another title."""
_GIVEN_AFTER_DR: Final = _GIVEN | {"sultan", "prince", "rector", "major"}
_PLAIN: Final = frozenset("mr mr. dr dr. eng. prof prof.".split())
"""Honorifics that stand before no monarch's title: `Dr. Sultan N` is no sultan."""
_SMALL_TOO: Final = frozenset(["comrade"])
"""Honorifics that are written small as well."""
_RETIRED: Final = frozenset("retd ret retired".split())
_INITIALS: Final = 2
"""Capitals that stand for given names: `JD`."""
_MOST_LETTERS: Final = 3
"""Honours and seats that stand behind one name: `KC MP`."""
_STYLED: Final = {first: [style for style in STYLES if style[0] == first] for first, *_ in STYLES}
_SECOND: Final = frozenset(style[1] for style in STYLES)
_NAMES_TOO: Final = frozenset("to he an do so no may will but".split())
"""Small words that are surnames or given names as well."""
_BEFORE_PEOPLE: Final = frozenset("with and by of from between met received welcomed greeted for".split())
_SON_OF: Final = frozenset("bin ibn ben bint ould".split())
_SURNAME: Final = 4
"""Letters of the shortest surname in capitals that is not taken for an acronym."""
_LONGEST: Final = 9
"""Words of the longest name."""


def part_of_name(token: Token) -> bool:
    """Whether the word is capitalised and nothing else that is known: the stuff of names."""
    return token.sort & _TELLING == sorts.CAPITAL


def ends_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether the place at `at` is rather the end of a name: `Enrique Santiago`, no comma between."""
    return (
        at > 0
        and part_of_name(tokens[at - 1])
        and not tokens[at].demonym
        and tokens[at].sort & sorts.PLACE != 0
        and " " not in tokens[at].text
    )


def skip_honorifics(tokens: Sequence[Token], at: int) -> int:
    """The first token after styles and honorifics: `His Excellency Mr. Wesley` → at `Wesley`."""
    size = len(tokens)
    if not tokens[at].sort & sorts.HONORIFIC and not (
        tokens[at].low in _STYLED and at + 1 < size and tokens[at + 1].low in _SECOND
    ):
        return at
    moved = True
    while moved and at < size:
        moved = False
        for style in _STYLED.get(tokens[at].low, ()):
            if at + len(style) < size and all(tokens[at + n].low == word for n, word in enumerate(style)):
                at += len(style)
                moved = True
                break
        if (
            not moved
            and at + 1 < size
            and tokens[at].sort & sorts.HONORIFIC
            and (tokens[at].sort & sorts.CAPITAL or tokens[at].low in _SMALL_TOO)
        ):
            at += 1
            moved = True
    return at


def skip_letters(tokens: Sequence[Token], at: int) -> int:
    """The first token after the letters behind a name: `TD`, `KC MP`."""
    stop = at
    while stop < len(tokens) and stop - at < _MOST_LETTERS and tokens[stop].text in LETTERS:
        stop += 1
    return stop


def is_given_name(tokens: Sequence[Token], at: int) -> bool:
    """`Foreign Minister Amir Gul Zadran`: what would be a title elsewhere, with a surname behind it."""
    token = tokens[at]
    if at == 0 or at + 1 >= len(tokens) or not token.sort & sorts.CAPITAL:
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    if before.low in _PLAIN:
        return token.low in _GIVEN_AFTER_DR and bool(part_of_name(after) or after.sort & sorts.PARTICLE)
    titled = before.sort & (sorts.HEAD | sorts.CAPITAL) == sorts.HEAD | sorts.CAPITAL
    if token.low == "sultan" and after.sort & sorts.PARTICLE and before.sort & sorts.CAPITAL:
        return bool(before.sort & sorts.INSTITUTION)
    return titled and token.low in _GIVEN and part_of_name(after)


def is_initials(tokens: Sequence[Token], at: int) -> bool:
    """`JD` in `JD Vance`: two capitals right before a surname, no office."""
    text = tokens[at].text
    return (
        tokens[at].sort & (sorts.ACRONYM | sorts.PLACE) == sorts.ACRONYM
        and len(text) == _INITIALS
        and text not in LETTERS
        and at + 1 < len(tokens)
        and part_of_name(tokens[at + 1])
    )


def skip_ranks(tokens: Sequence[Token], at: int) -> int:
    """The first token after ranks before a name: `Lieutenant General (Retd.) Dr N` → at `N`."""
    stop = at
    while stop < len(tokens) and tokens[stop].low in RANKS and tokens[stop].sort & sorts.CAPITAL:
        stop += 1
    ranked = stop > at or (at > 0 and bool(tokens[at - 1].sort & sorts.HONORIFIC))
    if ranked and stop + 2 < len(tokens) and tokens[stop].text == "(" and tokens[stop + 1].low in _RETIRED:
        stop += 3 + (tokens[stop + 2].text == ".")
    if stop == at or stop >= len(tokens):
        return at
    stop = skip_honorifics(tokens, stop)
    return stop if stop < len(tokens) and part_of_name(tokens[stop]) else at


def titled_name_at(tokens: Sequence[Token], at: int, most: int = _LONGEST) -> tuple[int, int] | None:
    """The name right after a role or honorific, as token range; honorifics before it are skipped."""
    if at >= len(tokens):
        return None
    start = skip_ranks(tokens, skip_honorifics(tokens, at))
    if start >= len(tokens) or not tokens[start].sort & sorts.CAPITAL:
        return None
    token = tokens[start]
    if part_of_name(token) or token.sort & sorts.PARTICLE:
        return start, _end_of_name(tokens, start, most)
    if not (is_given_name(tokens, start) or is_initials(tokens, start) or is_shouted(tokens, start)):
        follower = tokens[start + 1] if start + 1 < len(tokens) else None
        goes_on = follower is not None and (part_of_name(follower) or bool(follower.sort & sorts.PARTICLE))
        # `Foreign Minister Israel Katz`, `Monday Simaya Kumba`, `To Lam`
        odd = token.sort & (sorts.NO_NAME | sorts.PLACE | sorts.MODIFIER | sorts.HONORIFIC)
        if not (odd and goes_on) or token.demonym or token.sort & (sorts.HEAD | sorts.INSTITUTION):
            return None
    return start, _end_of_name(tokens, start, most)


def is_shouted(tokens: Sequence[Token], at: int) -> bool:
    """`KAMIKAWA Yoko`: a surname in capitals before a single given name."""
    token = tokens[at]
    if not token.sort & sorts.ACRONYM or len(token.text) < _SURNAME or not token.text.isalpha():
        return False
    if at + 1 >= len(tokens) or not (part_of_name(tokens[at + 1]) or tokens[at + 1].text == "Gen"):
        return False
    return at + 2 >= len(tokens) or not part_of_name(tokens[at + 2])


def bare_name_at(tokens: Sequence[Token], at: int, known: frozenset[str]) -> tuple[int, int] | None:
    """A name without a title, as token range.

    `known` holds full names in lower case that the article gives with a title: only those may open with a
    word that also opens sentences (`To Lam said`, `He Wei praised`).
    """
    token = tokens[at]
    if not token.sort & sorts.CAPITAL:
        return None
    if not part_of_name(token):
        follower = f"{token.low} {tokens[at + 1].low}" if at + 1 < len(tokens) else ""
        if token.sort & sorts.NO_NAME and (follower in known or is_name_too(tokens, at)):
            return at, _end_of_name(tokens, at, _LONGEST) if follower not in known else at + 2
        if not (token.sort & sorts.PARTICLE and at + 1 < len(tokens) and part_of_name(tokens[at + 1])):
            return None
        if token.sort & sorts.NO_NAME:
            return None
    return at, _end_of_name(tokens, at, _LONGEST)


def is_name_too(tokens: Sequence[Token], at: int) -> bool:
    """`talks with To Lam`, `received by He Wei`: a small word with a capital that opens no sentence here."""
    return (
        0 < at < len(tokens) - 1
        and tokens[at].low in _NAMES_TOO
        and bool(tokens[at].sort & sorts.CAPITAL)
        and tokens[at - 1].low in _BEFORE_PEOPLE
        and part_of_name(tokens[at + 1])
    )


def _end_of_name(tokens: Sequence[Token], start: int, most: int) -> int:
    at = start + 1
    size = min(len(tokens), start + most)
    while at < size:
        token, sort = tokens[at], tokens[at].sort
        if part_of_name(token) or _PREFIXED.match(token.text) or _is_surname(token):
            at += 1
        elif sort & sorts.SUFFIX and sort & sorts.CAPITAL:
            return at + 1
        elif (
            token.low == ","
            and at + 1 < len(tokens)
            and tokens[at + 1].low in {"jr.", "sr.", "jr", "sr"}
            and tokens[at + 1].sort & sorts.CAPITAL
        ):
            return at + 2
        elif sort & sorts.PARTICLE and _particle_inside(tokens, at):
            at += 1
        elif (
            sort & sorts.CAPITAL
            and sort & (sorts.NO_NAME | sorts.MODIFIER | sorts.HONORIFIC)
            and not sort & (sorts.HEAD | sorts.PLACE | sorts.INSTITUTION)
        ):
            # `Theresa May`, `Do Van Chien`; not `Xi On Friday`, which no text writes.
            at += 1
        elif ends_name(tokens, at) or _is_titles_namesake(tokens, at):
            at += 1
        else:
            break
    return at


def _is_titles_namesake(tokens: Sequence[Token], at: int) -> bool:
    """`Jon Dean`, `Angus King`: a surname that would be a title elsewhere, where no name goes on."""
    if tokens[at].low not in _GIVEN or not tokens[at].sort & sorts.CAPITAL:
        return False
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    goes_on = behind is not None and (behind.low == "of" or bool(behind.sort & sorts.CAPITAL))
    return part_of_name(tokens[at - 1]) and not goes_on


def _is_surname(token: Token) -> bool:
    """A surname in capitals: `Alberto VAN DOREN`."""
    return bool(token.sort & sorts.ACRONYM) and len(token.text) >= _SURNAME and token.text.isalpha()


def _particle_inside(tokens: Sequence[Token], at: int) -> bool:
    """`bin`, `van der`, `al`: a name must follow, at most three particles on."""
    follower = tokens[at + 1] if at + 1 < len(tokens) else None
    if tokens[at].low in _SON_OF and follower is not None and follower.sort & sorts.CAPITAL:
        return True  # `Haitham bin Said`, whatever that word is elsewhere
    for ahead in range(at + 1, min(at + 4, len(tokens))):
        if part_of_name(tokens[ahead]) or _is_surname(tokens[ahead]):
            return True
        if tokens[ahead].low == "-" or tokens[ahead].sort & sorts.HONORIFIC:
            continue  # `bin Haji Hasan`
        if not tokens[ahead].sort & sorts.PARTICLE:
            return False
    return False
