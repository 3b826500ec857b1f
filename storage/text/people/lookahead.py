"""What the words ahead say of one that could belong to a role or not. All look a bounded number ahead."""

from collections.abc import Sequence
from typing import Final

from storage.text.people import sorts
from storage.text.people.names import part_of_name
from storage.text.people.titles import ARTICLES
from storage.text.people.tokens import Token

__all__ = [
    "ROLE_WORDS",
    "bracket_end",
    "is_no_head",
    "office_follows",
    "part_of_office",
    "portfolio_follows",
]

ROLE_WORDS: Final = sorts.INSTITUTION | sorts.MODIFIER | sorts.PLACE | sorts.ACRONYM | sorts.HEAD
_OFFICE: Final = sorts.HEAD | sorts.INSTITUTION | sorts.MODIFIER
_ALSO_VERBS: Final = frozenset("head heads chair chairs lead charge".split())
_BEFORE_VERBS: Final = frozenset("to will would who and he she".split())
_ALSO_ADJECTIVES: Final = frozenset("official deputy candidate".split())
_VERBS: Final = frozenset(
    """said says began met held told spoke also then later was is has had will would expressed noted stressed
    thanked added arrived visited conveyed welcomed highlighted recalled received""".split()
)
"""What an official does: there he is no `official visit`."""
_AFTER_NOUNS: Final = frozenset("of from in for who at and".split())
_GUESTS: Final = frozenset(["guest", "guests", "peer", "peers"])
_GUEST_OF: Final = frozenset("of house list room book houses".split())
_BRACKET: Final = 8
"""Tokens of the longest bracket that is read as a part of a role."""
_PORTFOLIO: Final = 5
_OFFICE_WORDS: Final = 3


def is_no_head(tokens: Sequence[Token], at: int) -> bool:
    """Whether a small title word is a verb or an adjective here: `to chair`, `an official visit`."""
    token = tokens[at]
    if token.low in _GUESTS:
        # `the Lao guest`, `the guests`, but no `guest of honour` and no `State Guest House`
        behind = tokens[at + 1].low if at + 1 < len(tokens) else ""
        whose = at > 0 and (
            tokens[at - 1].demonym or tokens[at - 1].low in {"the", "his", "her", "distinguished"}
        )
        return bool(token.sort & sorts.CAPITAL) or not whose or behind in _GUEST_OF
    if token.sort & sorts.CAPITAL:
        return False
    if token.low in _ALSO_ADJECTIVES:
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.low == "deputy" and _small_office_follows(tokens, at + 1):
            return True
        return (
            after is not None
            and after.low not in _VERBS
            and after.text.isalpha()
            and not after.sort & (sorts.CAPITAL | ROLE_WORDS)
            and after.low not in _AFTER_NOUNS
        )
    of = at + 1 < len(tokens) and tokens[at + 1].low == "of"  # `and head of the Office`
    return token.low in _ALSO_VERBS and not of and (at == 0 or tokens[at - 1].low in _BEFORE_VERBS)


def _small_office_follows(tokens: Sequence[Token], at: int) -> bool:
    """`first deputy foreign minister`: the title goes on in small letters to its noun."""
    for token in tokens[at : at + _OFFICE_WORDS]:
        if token.sort & (sorts.CAPITAL | sorts.PLURAL):
            return False
        if token.sort & sorts.HEAD:
            return True
        if not token.sort & (sorts.INSTITUTION | sorts.MODIFIER):
            return False
    return False


def office_follows(tokens: Sequence[Token], at: int) -> bool:
    """Whether `Guangxi Party Secretary` goes on like a role, at most two words on."""
    for token in tokens[at : at + 2]:
        if not token.sort & sorts.CAPITAL:
            return False
        if token.sort & _OFFICE:
            return True
    return False


def portfolio_follows(tokens: Sequence[Token], at: int, limit: int) -> bool:
    """Whether a list inside a portfolio goes on: `Foreign Affairs, Cooperation and Diaspora`."""
    if at >= limit or not tokens[at].sort & sorts.INSTITUTION or not tokens[at].sort & sorts.CAPITAL:
        return False
    for token in tokens[at : min(at + _PORTFOLIO, limit)]:
        if token.sort & sorts.HEAD:
            return False
        if token.low in {"and", "of", "for"}:
            return True
        if not token.sort & (sorts.INSTITUTION | sorts.MODIFIER):
            return False
    return False


def bracket_end(tokens: Sequence[Token], at: int, limit: int) -> int | None:
    """The end of `(IDCPC)` or `(Prime Minister)`: an acronym or another word for it, no date."""
    for ahead in range(at + 1, min(at + _BRACKET, limit)):
        token = tokens[ahead]
        if token.text == ")":
            return ahead + 1
        if token.text[0].isdigit() or token.sort & sorts.NO_NAME:
            return None
    return None


def part_of_office(tokens: Sequence[Token], at: int, limit: int, joiner: str) -> bool:
    """Whether an unknown word belongs to an institution's name rather than beginning a person's.

    `joiner` is the `of` or `for` right before it, or nothing.
    """
    run = at
    while run < limit and (part_of_name(tokens[run]) or tokens[run].low in {"de", "del", "y"}):
        run += 1
    short = tokens[run + 1] if run + 2 < limit and tokens[run].text == "(" else None
    if short is not None and short.sort & sorts.ACRONYM and tokens[run + 2].text == ")":
        return True  # `of the Janatha Vimukthi Peramuna (JVP)`
    if (
        run < limit
        and tokens[run].sort & (sorts.INSTITUTION | sorts.HEAD)
        and tokens[run].sort & sorts.CAPITAL
    ):
        return True
    # Right after `of` or `of the`: the whole run where nothing is left for a name, else one word.
    return bool(joiner) and (tokens[at - 1].low in ARTICLES or run - at != 2 or joiner == "and")
