"""What `and`, `&` and commas add to a role: a second role, a further country or portfolio, or nothing."""

from typing import Final

from storage.text.people import sorts
from storage.text.people.lookahead import ROLE_WORDS, portfolio_follows
from storage.text.people.names import part_of_name, titled_name_at
from storage.text.people.role import Role
from storage.text.people.role_phrase import Phrase
from storage.text.people.titles import ARTICLES

__all__ = ["go_on"]


_ABROAD: Final = frozenset(
    "abroad expatriates diaspora citizens nationals residents workers community communities".split()
)
"""Those whom a minister for foreign affairs may be for, too: `and Malians Abroad`."""


def go_on(phrase: Phrase, word: str) -> bool:
    """Whether the phrase goes on behind an `and` or a comma, and then goes on there."""
    ahead = phrase.at + 1
    if phrase.joiner or ahead >= phrase.limit or (word == "," and phrase.low(ahead) == "and"):
        return not phrase.joiner and _last_place(phrase, ahead + 1)
    if phrase.low(ahead) == "of" and phrase.is_plural() and phrase.last_joiner == "of":
        return _second_of(phrase, ahead + 1)
    behind = phrase.tokens[phrase.at - 1].sort
    if behind & sorts.PLACE and phrase.last_joiner:
        place = ahead + (phrase.low(ahead) == "the" and phrase.is_plural())
        if phrase.sort(place) & sorts.PLACE:
            return _place(phrase, word, place)
    if word == ",":
        goes_on = bool(phrase.last_joiner) and portfolio_follows(phrase.tokens, ahead, phrase.limit)
        phrase.at += goes_on
        return goes_on
    nested = phrase.role_at(ahead)
    if nested is not None and phrase.is_plural() and not nested.plural:
        return False  # `Israeli leaders and Egyptian President N`: several, then one
    return _second_role(phrase, nested) or _further_word(phrase, ahead)


def _last_place(phrase: Phrase, at: int) -> bool:
    """`of Kuwait, Oman, and the Netherlands`: the last of several countries, if no title begins there."""
    at += phrase.low(at) == "the"
    listed = phrase.is_plural() and phrase.last_joiner and phrase.tokens[phrase.at - 1].sort & sorts.PLACE
    goes_on = phrase.sort(at + 1) & (sorts.POSSESSIVE | sorts.HEAD | sorts.INSTITUTION | sorts.CAPITAL)
    if not listed or goes_on or not phrase.sort(at) & sorts.PLACE:
        return False
    phrase.at = at
    phrase.joiner = phrase.last_joiner
    return True


def _second_of(phrase: Phrase, at: int) -> bool:
    """`The Presidents of the Council and of the Commission`."""
    while phrase.low(at) in ARTICLES:
        at += 1
    goes_on = bool(phrase.sort(at) & (sorts.PLACE | sorts.INSTITUTION))
    if goes_on:
        phrase.at, phrase.joiner = at, "of"
    return goes_on


def _second_role(phrase: Phrase, nested: Role | None) -> bool:
    """`Chairman of X and President of Y`: a second role of the same person."""
    if nested is None or (nested.plural and not phrase.is_plural()):
        return False
    small = phrase.head is not None and not phrase.head.sort & sorts.CAPITAL
    if small and nested.before and phrase.sort(nested.first) & sorts.PLACE:
        return False  # `the head of state and Bulgarian President N`: two people
    phrase.take(nested)
    return True


def _further_word(phrase: Phrase, ahead: int) -> bool:
    """`Foreign Affairs and Trade`; `of Bohemia and Moravia`, but not the next person after `and`."""
    token = phrase.tokens[ahead]
    capital = phrase.tokens[phrase.at - 1].sort & sorts.CAPITAL
    if phrase.last_joiner and capital and _begins_portfolio(phrase, ahead):
        phrase.at = ahead + 1
        return True
    if token.sort & (sorts.INSTITUTION | sorts.MODIFIER) and not token.sort & sorts.PLACE:
        same = capital == token.sort & sorts.CAPITAL
        phrase.at += same
        return same
    alone = ahead + 1 >= phrase.limit or not part_of_name(phrase.tokens[ahead + 1])
    named = titled_name_at(phrase.tokens, phrase.at - 1, most=1) is not None
    if not (phrase.last_joiner and part_of_name(token) and alone and named):
        return False
    phrase.at = ahead
    phrase.joiner = "and"
    return True


def _begins_portfolio(phrase: Phrase, at: int) -> bool:
    """`and Peacebuilding Affairs`, `and Malians Abroad`: an unknown word before an office's."""
    after = phrase.sort(at + 1)
    if after & (sorts.INSTITUTION | sorts.CAPITAL | sorts.HEAD) != sorts.INSTITUTION | sorts.CAPITAL:
        return False
    return part_of_name(phrase.tokens[at]) or (
        bool(phrase.sort(at) & sorts.PLACE) and phrase.low(at + 1) in _ABROAD
    )


def _place(phrase: Phrase, word: str, at: int) -> bool:
    """`of Kuwait and the Netherlands` for several; for one person only a second role can follow."""
    if not phrase.is_plural():
        behind = phrase.sort(at + 1)
        if phrase.last_joiner in {"for", "to"} and not behind & (ROLE_WORDS | sorts.POSSESSIVE):
            phrase.at, phrase.joiner = at, phrase.last_joiner
            return word == "and"  # `Special Envoy for Ukraine and Russia`
        nested = phrase.role_at(phrase.at + 1) if word == "and" else None
        if nested is None or nested.plural:
            return False
        phrase.before.extend(nested.before)
        phrase.of.extend(nested.of)
        phrase.at = nested.stop
        return True
    phrase.at = at
    phrase.joiner = phrase.last_joiner or "of"
    return True
