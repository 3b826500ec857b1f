"""Role phrases: `Minister of Foreign Affairs and International Cooperation of the Republic of X`."""

from collections.abc import Sequence
from typing import Final

from storage.text.people import sorts
from storage.text.people.lookahead import (
    ROLE_WORDS,
    bracket_end,
    is_no_head,
    office_follows,
    part_of_office,
)
from storage.text.people.names import (
    ends_name,
    is_given_name,
    is_initials,
    is_shouted,
    part_of_name,
    skip_ranks,
)
from storage.text.people.role import Role
from storage.text.people.role_joiners import SMALL_JOINERS, join
from storage.text.people.role_lists import go_on
from storage.text.people.role_phrase import Phrase
from storage.text.people.titles import ARTICLES
from storage.text.people.tokens import Token

__all__ = ["role_at"]

_DASHES: Final = frozenset("–—-")
_SIGNS: Final = _DASHES | {"(", "/"}
_NO_END: Final = SMALL_JOINERS | {"and", ",", "the", "&"}
"""With none of these a role ends."""
_OF_BODIES: Final = {
    ("european", "commissioner"): ("ORG:EU",),
    ("commonwealth", "secretary-general"): ("ORG:COMMONWEALTH",),
}
"""Titles of organisations that go by an adjective there."""


def role_at(tokens: Sequence[Token], at: int, depth: int = 0) -> Role | None:
    """The longest role phrase that begins at token `at`, without an article before it, or None."""
    if at >= len(tokens) or not tokens[at].sort & (ROLE_WORDS | sorts.CAPITAL) or tokens[at].low in ARTICLES:
        return None
    if part_of_name(tokens[at]) and not office_follows(tokens, at + 1):
        return None  # a name, as most words with a capital are
    role = _read(Phrase(tokens, at, depth, role_at))
    if role is None:
        return None
    stop = role.stop
    while stop > at + 1 and tokens[stop - 1].low in _NO_END:
        stop -= 1
    if stop == role.stop:
        return role
    return Role(at, stop, role.head, role.plural, role.before, role.of, role.envoy_of, role.seat)


def _read(phrase: Phrase) -> Role | None:
    while phrase.at < phrase.limit and (_before_head(phrase) if phrase.head is None else _after_head(phrase)):
        pass
    return phrase.role()


def _before_head(phrase: Phrase) -> bool:
    token = phrase.tokens[phrase.at]
    sort = token.sort
    if sort & sorts.HEAD and not is_no_head(phrase.tokens, phrase.at):
        phrase.head = token
        if phrase.at > phrase.first:
            phrase.before.extend(_OF_BODIES.get((phrase.low(phrase.at - 1), token.low), ()))
    elif (
        token.text == "("
        and phrase.at > phrase.first
        and phrase.sort(phrase.at + 1) & (sorts.ACRONYM | sorts.PLACE)
    ):
        # `State Planning Commission (SPC) Vice Chairman`
        if phrase.at + 2 >= phrase.limit or phrase.tokens[phrase.at + 2].text != ")":
            return False
        phrase.at += 2
    elif sort & sorts.PLACE:
        phrase.before.extend(token.codes)
    elif not (
        sort & (sorts.MODIFIER | sorts.INSTITUTION | sorts.ACRONYM)
        or _links(phrase, token)
        or (
            phrase.at - phrase.first < 2
            and part_of_name(token)
            and office_follows(phrase.tokens, phrase.at + 1)
        )
    ):
        return False
    phrase.at += 1
    return True


def _links(phrase: Phrase, token: Token) -> bool:
    """A small word inside what stands before the head: `Ministry of the Interior Spokesman`."""
    if phrase.at == phrase.first:
        return False
    return bool(
        token.sort & sorts.POSSESSIVE
        or (
            token.low in {"and", "&", "-", "–"}
            and phrase.sort(phrase.at + 1) & ROLE_WORDS
            # `DAMASCUS, SANA – Syrian Foreign Minister`: a dateline's dash parts
            and not token.sort & sorts.APART
        )
        or (token.low in {"of", "for"} and phrase.sort(phrase.at - 1) & sorts.INSTITUTION)
        or (token.low == "the" and phrase.low(phrase.at - 1) in {"of", "for"})
    )


def _after_head(phrase: Phrase) -> bool:
    token = phrase.tokens[phrase.at]
    sort = token.sort
    if token.low in SMALL_JOINERS:
        return join(phrase, token.low)
    if token.low in {"and", "&", ","}:
        return go_on(phrase, token.low)
    if token.text in _SIGNS:
        return _sign(phrase, token.text)
    if sort & sorts.POSSESSIVE:
        return _possessive(phrase)
    if sort & sorts.HEAD:
        return _second_head(phrase)
    return _word(phrase, token, sort)


def _sign(phrase: Phrase, sign: str) -> bool:
    """`(IDCPC)`; `High Representative/Vice-President`; `Deputy Premier – Minister of Finance`."""
    end: int | None = phrase.at + 1
    if sign == "(":
        end = bracket_end(phrase.tokens, phrase.at, phrase.limit)
    elif sign in _DASHES:
        nested = phrase.role_at(phrase.at + 1) if phrase.sort(phrase.at + 1) & sorts.CAPITAL else None
        if nested is None or nested.plural or not phrase.is_capital():
            return False
        phrase.take(nested)
        return True
    elif not phrase.sort(phrase.at + 1) & (sorts.HEAD | sorts.INSTITUTION | sorts.MODIFIER):
        end = None
    phrase.at = end or phrase.at
    return end is not None


def _word(phrase: Phrase, token: Token, sort: int) -> bool:
    """A word of an institution's or country's name behind the head."""
    joined = bool(phrase.joiner)
    if sort & sorts.PLACE and (phrase.last_joiner or sort & sorts.INSTITUTION):
        if not joined and ends_name(phrase.tokens, phrase.at):
            return False
        if phrase.last_joiner in {"of", "from", ""}:
            phrase.of.extend(token.codes)
    elif not joined and (is_shouted(phrase.tokens, phrase.at) or is_initials(phrase.tokens, phrase.at)):
        return False
    elif sort & (sorts.INSTITUTION | sorts.ACRONYM | sorts.MODIFIER):
        small = not sort & (sorts.CAPITAL | sorts.ACRONYM)
        behind = phrase.tokens[phrase.at - 1].sort
        owned = bool(phrase.last_joiner) and phrase.tokens[phrase.at - 1].demonym
        modified = owned or (
            bool(phrase.last_joiner) and behind & (sorts.MODIFIER | sorts.CAPITAL) == sorts.MODIFIER
        )
        if small and not (joined or behind & sorts.INSTITUTION or modified or token.low.startswith("d")):
            return False
    elif not (
        part_of_name(token)
        and phrase.last_joiner
        and part_of_office(phrase.tokens, phrase.at, phrase.limit, phrase.joiner)
    ):
        return False
    phrase.joiner = ""
    phrase.at += 1
    return True


def _possessive(phrase: Phrase) -> bool:
    """`the Mayor’s Office` inside a role; `the British prime minister’s national security adviser`."""
    nested = phrase.role_at(phrase.at + 1)
    if nested is not None:
        phrase.take(nested)
        return True
    inside = bool(phrase.last_joiner) and bool(phrase.sort(phrase.at + 1) & ROLE_WORDS)
    phrase.at += inside
    return inside


def _second_head(phrase: Phrase) -> bool:
    """`Minister Counsellor`, `Office of the President`; but a small `leader` after `President` is new."""
    token = phrase.tokens[phrase.at]
    if not token.sort & (sorts.CAPITAL | sorts.ACRONYM) and not phrase.joiner:
        return False
    if not phrase.joiner and (is_given_name(phrase.tokens, phrase.at) or _is_rank(phrase.tokens, phrase.at)):
        return False
    if not phrase.last_joiner and token.low not in {"general", "generals"}:
        phrase.head = token
    phrase.joiner = ""
    phrase.at += 1
    return True


def _is_rank(tokens: Sequence[Token], at: int) -> bool:
    """`Foreign Minister Senator N`: what stands before his name like a rank is no part of the office."""
    return tokens[at].low == "senator" and skip_ranks(tokens, at) > at
