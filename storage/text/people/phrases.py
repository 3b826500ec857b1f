"""The people and bodies that a sentence speaks of, from left to right."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from storage.text.people import sorts
from storage.text.people.actor import Actor
from storage.text.people.bodies import body_at, body_named, delegation_at, with_delegations
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
from storage.text.people.tokens import DETERMINERS, OPENERS, PRONOUNS, Token, Tokens
from storage.text.people.wording import clean

__all__ = ["NAMES_IF_KNOWN", "actors"]

NAMES_IF_KNOWN: Final = NO_NAMES | PRONOUNS
"""Words that open somebody's name only where it is known: all others do so or do not by themselves."""
_OPENS_SENTENCES: Final = sorts.WORD | sorts.CAPITAL | sorts.NO_NAME
_AFTER_PLACE: Final = (
    sorts.CAPITAL
    | sorts.HEAD
    | sorts.MODIFIER
    | sorts.INSTITUTION
    | sorts.HONORIFIC
    | sorts.POSSESSIVE
    | sorts.ACRONYM
)
_THEY_DO: Final = frozenset(
    "held met had also then discussed agreed spoke talked exchanged signed reviewed have will later".split()
)
_FULL_NAME: Final = 2
_FAR: Final = 12
"""Tokens between a role's first word and its title noun."""


def actors(line: str, sentence: Tokens, known: frozenset[str] = frozenset()) -> list[Actor]:
    """Everybody that the words of one sentence of a line name, from left to right.

    `known` are full names in lower case that the article introduces elsewhere.
    """
    _, tokens, _, openers, titles, delegations = sentence
    found: list[Actor] = []
    free = 0
    ahead = iter(titles)
    title = -1
    """The next title noun from where the phrase may begin."""
    for at in openers:
        if at < free:
            continue
        while title < at:
            title = next(ahead, sys.maxsize)
        sort = tokens[at].sort
        if not sort & sorts.CAPITAL:
            # A quick look, which spares many the reading: where no title noun is near, a small word opens
            # no phrase unless it is a pronoun or a word with a capital stands behind it.
            if title - at > _FAR and not (
                tokens[at].low in PRONOUNS or (at + 1 < len(tokens) and tokens[at + 1].sort & sorts.CAPITAL)
            ):
                continue
            if not delegations and _stands_alone(tokens, at):
                continue
        elif sort & sorts.PLACE:
            if not _may_open_place(tokens, at):
                continue
        elif (
            # A word that only opens sentences (`During`) opens no phrase, unless it is somebody's name.
            sort == _OPENS_SENTENCES
            and not delegations
            and tokens[at].low not in OPENERS
            and not _is_somebody(tokens, at, known)
        ):
            continue
        got, stop = _phrase(sentence, at, known)
        found.extend(got)
        free = stop if stop > at else at + 1
    return with_delegations(line, found) if delegations else found


def _stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """Whether an article is followed by nothing with which a role or a style may begin: `the development`."""
    if tokens[at].low not in DETERMINERS:
        return False
    return at + 1 >= len(tokens) or not tokens[at + 1].follows


def _may_open_place(tokens: Sequence[Token], at: int) -> bool:
    """Whether a phrase may begin at a place: a quick look too."""
    if _is_where(tokens, at):
        return False
    if tokens[at].sort & sorts.INSTITUTION:
        return True
    return at + 1 < len(tokens) and (bool(tokens[at + 1].sort & _AFTER_PLACE) or tokens[at + 1].text == "(")


def _phrase(sentence: Tokens, at: int, known: frozenset[str]) -> tuple[list[Actor], int]:
    """The actors of the phrase that begins at a token, and where it ends; none and the next token else."""
    _, tokens, begins, _, titles, delegations = sentence
    token = tokens[at]
    if token.low in PRONOUNS and not (token.sort & sorts.CAPITAL and _is_somebody(tokens, at, known)):
        plural = token.low in {"they", "them"}
        return [Actor(begins[at], sentence.stop(at), "pronoun", head=token.low, plural=plural)], at + 1
    if token.low == "the" and _is_both(tokens, at):
        return [Actor(begins[at], sentence.stop(at + 1), "pronoun", head="they", plural=True)], at + 2
    start = at
    while start < len(tokens) and start - at < 3 and tokens[start].low in DETERMINERS:
        start += 1
    owner = tokens[start - 1].low if start > at else ""
    styled = skip_honorifics(tokens, at)
    start = max(start, styled)
    if start >= len(tokens):
        return [], at + 1
    role = None
    got = delegation_at(sentence, at, start) if delegations else None
    unknown = part_of_name(tokens[start])
    titled = styled > at and unknown
    if got is None and not titled and titles and titles[-1] >= start:
        role = role_at(tokens, start)
    if role is not None:
        got = role_holder(sentence, at, role, owner)
    if got is None and styled > at and start == styled:
        got = _named(sentence, at, titled_name_at(tokens, start), owner)
    if got is None and token.low in RANKS:
        got = _ranked(sentence, at)
    if got is None and (start == at or (unknown and token.sort & sorts.CAPITAL)):
        got = None if unknown else body_at(sentence, at, start)
        name = None if got else bare_name_at(tokens, at, known)
        got = got or body_named(sentence, at, name) or _named(sentence, at, name, owner)
        got = got or _countrys_own(sentence, at)
    return got or _style(sentence, at, styled) or ([], at + 1)


def _is_both(tokens: Sequence[Token], at: int) -> bool:
    """`The two also held a working meeting`: those who met before."""
    return at + 2 < len(tokens) and tokens[at + 1].low == "two" and tokens[at + 2].low in _THEY_DO


def _countrys_own(sentence: Tokens, at: int) -> tuple[list[Actor], int] | None:
    """`Malawi’s Ana Banda`: somebody of whom only the country is said."""
    tokens = sentence.all
    token = tokens[at]
    if not token.sort & sorts.PLACE or token.sort & sorts.INSTITUTION or at + 2 >= len(tokens):
        return None
    name = titled_name_at(tokens, at + 2) if tokens[at + 1].sort & sorts.POSSESSIVE else None
    if name is None or name[1] - name[0] < _FULL_NAME:
        return None
    behind = tokens[name[1]].sort if name[1] < len(tokens) else sorts.NONE
    if behind & (sorts.CAPITAL | sorts.POSSESSIVE | sorts.INSTITUTION):
        return None
    (actor,), stop = person(sentence, at, None, name)
    return [replace(actor, country=actor.country or token.codes[0])], stop


def _style(sentence: Tokens, at: int, stop: int) -> tuple[list[Actor], int] | None:
    """`His Highness also received …`: he of whom it was told."""
    he = {"his": "he", "her": "she"}.get(sentence.all[at].low)
    if he is None or stop <= at:
        return None
    return [Actor(sentence.begins[at], sentence.stop(stop - 1), "pronoun", head=he)], stop


def _is_where(tokens: Sequence[Token], at: int) -> bool:
    """`received in Riyadh Prime Minister N`: the place says where, not whose minister."""
    if at == 0 or tokens[at - 1].low != "in":
        return False
    token = tokens[at]
    owns = at + 1 < len(tokens) and bool(tokens[at + 1].sort & sorts.POSSESSIVE)
    short = token.text.replace(".", "").isupper()
    return not (owns or short or token.demonym)


def _ranked(sentence: Tokens, at: int) -> tuple[list[Actor], int] | None:
    """`General N`: his rank is all the title he has."""
    tokens = sentence.all
    begins = skip_ranks(tokens, at)
    name = titled_name_at(tokens, begins) if begins > at else None
    if name is None:
        return None
    (actor,), stop = person(sentence, at, None, name)
    rank = clean(sentence.exact(at, begins))
    return [replace(actor, form="person", role=actor.role or rank, head=actor.head or "general")], stop


def _named(
    sentence: Tokens, at: int, name: tuple[int, int] | None, owner: str
) -> tuple[list[Actor], int] | None:
    return person(sentence, at, None, name, owner=owner) if name is not None else None


def _is_somebody(tokens: Sequence[Token], at: int, known: frozenset[str]) -> bool:
    """Whether a small word is a name here."""
    return _name_of_known(tokens, at, known) or is_name_too(tokens, at)


def _name_of_known(tokens: Sequence[Token], at: int, known: frozenset[str]) -> bool:
    return at + 1 < len(tokens) and f"{tokens[at].low} {tokens[at + 1].low}" in known
