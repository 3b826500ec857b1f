"""The people and bodies that a sentence speaks of, from left to right."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from storage.text.people.actor import Actor
from storage.text.people.bodies import body_at, body_named, delegation_at, with_delegations
from storage.text.people.lookahead import ARTICLES
from storage.text.people.names import (
    bare_name_at,
    is_name_too,
    part_of_name,
    skip_honorifics,
    skip_ranks,
    titled_name_at,
)
from storage.text.people.persons import person, role_holder
from storage.text.people.roles import role_at
from storage.text.people.titles import NO_NAMES, RANKS
from storage.text.people.tokens import Sort, Token
from storage.text.people.wording import clean

__all__ = ["NAMES_IF_KNOWN", "actors"]

_PRONOUNS: Final = frozenset("he she they him them".split())
NAMES_IF_KNOWN: Final = NO_NAMES | _PRONOUNS
"""Words that open somebody's name only where it is known: all others do so or do not by themselves."""
_DETERMINERS: Final = ARTICLES | {"another", "both", "then", "two"}
_PERHAPS: Final = Sort.CAPITAL | Sort.HEAD | Sort.MODIFIER | Sort.INSTITUTION | Sort.HONORIFIC
"""A word of another sort begins nothing, unless it is an article or a pronoun."""
_OPENS_SENTENCES: Final = Sort.WORD | Sort.CAPITAL | Sort.NO_NAME
_AFTER_PLACE: Final = _PERHAPS | Sort.POSSESSIVE | Sort.ACRONYM
_THEY_DO: Final = frozenset(
    "held met had also then discussed agreed spoke talked exchanged signed reviewed have will later".split()
)
_FULL_NAME: Final = 2
_FAR: Final = 12
"""Tokens between a role's first word and its title noun."""
_OPENERS: Final = _DETERMINERS | _PRONOUNS | {"their", "delegation"}


def actors(line: str, tokens: Sequence[Token], known: frozenset[str] = frozenset()) -> list[Actor]:
    """Everybody that the tokens of one sentence name, from left to right.

    `known` are full names in lower case that the article introduces elsewhere.
    """
    found: list[Actor] = []
    openers = [at for at, token in enumerate(tokens) if token.sort & _PERHAPS or token.low in _OPENERS]
    titles = [at for at in openers if tokens[at].sort & Sort.HEAD or tokens[at].low == "delegation"]
    delegations = any(tokens[at].low == "delegation" for at in titles)
    free = 0
    for at in openers:
        if at < free or not _may_open(tokens, at, titles):
            continue
        # A word that only opens sentences (`During`) opens no phrase, unless it is somebody's name.
        nobody = tokens[at].sort == _OPENS_SENTENCES and tokens[at].low not in _OPENERS and not delegations
        if nobody and not _is_somebody(tokens, at, known):
            continue
        got, stop = _phrase(line, tokens, at, known, titles, delegations=delegations)
        found.extend(got)
        free = max(stop, at + 1)
    return with_delegations(line, found) if delegations else found


def _may_open(tokens: Sequence[Token], at: int, titles: Sequence[int]) -> bool:
    """Whether a phrase may begin at a word of the right sort: a quick look that spares many the reading."""
    token = tokens[at]
    follower = tokens[at + 1].sort if at + 1 < len(tokens) else Sort.NONE
    if not token.sort & Sort.CAPITAL:
        return token.low in _PRONOUNS or bool(follower & Sort.CAPITAL) or _is_near(titles, at)
    if token.sort & Sort.PLACE and _is_where(tokens, at):
        return False
    if token.sort & Sort.PLACE and not token.sort & Sort.INSTITUTION:
        return bool(follower & _AFTER_PLACE) or (at + 1 < len(tokens) and tokens[at + 1].text == "(")
    return True


def _is_near(titles: Sequence[int], at: int) -> bool:
    """Whether a title noun stands at a token or not far behind it."""
    next_ = bisect_left(titles, at)
    return next_ < len(titles) and titles[next_] - at <= _FAR


def _phrase(
    line: str,
    tokens: Sequence[Token],
    at: int,
    known: frozenset[str],
    titles: Sequence[int],
    *,
    delegations: bool,
) -> tuple[list[Actor], int]:
    """The actors of the phrase that begins at a token, and where it ends; none and the next token else.

    `titles`: where title nouns stand; `delegations`: the sentence speaks of one somewhere.
    """
    token = tokens[at]
    if token.low in _PRONOUNS and not (token.sort & Sort.CAPITAL and _is_somebody(tokens, at, known)):
        plural = token.low in {"they", "them"}
        return [Actor(token.begin, token.stop, "pronoun", head=token.low, plural=plural)], at + 1
    if token.low == "the" and _is_both(tokens, at):
        return [Actor(token.begin, tokens[at + 1].stop, "pronoun", head="they", plural=True)], at + 2
    start = at
    while start < len(tokens) and start - at < 3 and tokens[start].low in _DETERMINERS:
        start += 1
    owner = tokens[start - 1].low if start > at else ""
    styled = skip_honorifics(tokens, at)
    start = max(start, styled)
    if start >= len(tokens):
        return [], at + 1
    role = None
    got = delegation_at(line, tokens, at, start) if delegations else None
    titled = styled > at and part_of_name(tokens[start])
    if got is None and not titled and titles and titles[-1] >= start:
        role = role_at(tokens, start)
    if role is not None:
        got = role_holder(line, tokens, at, role, owner)
    if got is None and styled > at and start == styled:
        got = _named(line, tokens, at, titled_name_at(tokens, start), owner)
    if got is None and token.low in RANKS:
        got = _ranked(line, tokens, at)
    if got is None and (start == at or (token.sort & Sort.CAPITAL and part_of_name(tokens[start]))):
        got = body_at(line, tokens, at, start)
        name = None if got else bare_name_at(tokens, at, known)
        got = got or body_named(line, tokens, at, name) or _named(line, tokens, at, name, owner)
        got = got or _countrys_own(line, tokens, at)
    return got or _style(tokens, at, styled) or ([], at + 1)


def _is_both(tokens: Sequence[Token], at: int) -> bool:
    """`The two also held a working meeting`: those who met before."""
    return at + 2 < len(tokens) and tokens[at + 1].low == "two" and tokens[at + 2].low in _THEY_DO


def _countrys_own(line: str, tokens: Sequence[Token], at: int) -> tuple[list[Actor], int] | None:
    """`Malawi’s Ana Banda`: somebody of whom only the country is said."""
    token = tokens[at]
    if not token.sort & Sort.PLACE or token.sort & Sort.INSTITUTION or at + 2 >= len(tokens):
        return None
    name = titled_name_at(tokens, at + 2) if tokens[at + 1].sort & Sort.POSSESSIVE else None
    if name is None or name[1] - name[0] < _FULL_NAME:
        return None
    behind = tokens[name[1]].sort if name[1] < len(tokens) else Sort.NONE
    if behind & (Sort.CAPITAL | Sort.POSSESSIVE | Sort.INSTITUTION):
        return None
    (actor,), stop = person(line, tokens, at, None, name)
    return [actor._replace(country=actor.country or token.codes[0])], stop


def _style(tokens: Sequence[Token], at: int, stop: int) -> tuple[list[Actor], int] | None:
    """`His Highness also received …`: he of whom it was told."""
    he = {"his": "he", "her": "she"}.get(tokens[at].low)
    if he is None or stop <= at:
        return None
    return [Actor(tokens[at].begin, tokens[stop - 1].stop, "pronoun", head=he)], stop


def _is_where(tokens: Sequence[Token], at: int) -> bool:
    """`received in Riyadh Prime Minister N`: the place says where, not whose minister."""
    token = tokens[at]
    owns = at + 1 < len(tokens) and bool(tokens[at + 1].sort & Sort.POSSESSIVE)
    short = token.text.replace(".", "").isupper()
    return at > 0 and tokens[at - 1].low == "in" and not (owns or short or token.demonym)


def _ranked(line: str, tokens: Sequence[Token], at: int) -> tuple[list[Actor], int] | None:
    """`General N`: his rank is all the title he has."""
    begins = skip_ranks(tokens, at)
    name = titled_name_at(tokens, begins) if begins > at else None
    if name is None:
        return None
    (actor,), stop = person(line, tokens, at, None, name)
    rank = clean(line[tokens[at].begin : tokens[begins - 1].stop])
    return [actor._replace(form="person", role=actor.role or rank, head=actor.head or "general")], stop


def _named(
    line: str, tokens: Sequence[Token], at: int, name: tuple[int, int] | None, owner: str
) -> tuple[list[Actor], int] | None:
    return person(line, tokens, at, None, name, owner=owner) if name is not None else None


def _is_somebody(tokens: Sequence[Token], at: int, known: frozenset[str]) -> bool:
    """Whether a small word is a name here."""
    return _name_of_known(tokens, at, known) or is_name_too(tokens, at)


def _name_of_known(tokens: Sequence[Token], at: int, known: frozenset[str]) -> bool:
    return at + 1 < len(tokens) and f"{tokens[at].low} {tokens[at + 1].low}" in known
