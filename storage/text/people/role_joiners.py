"""What small words join to a role: `Ambassador to X`, `officers from X`, `envoy of President N`."""

import re
from typing import Final

from storage.text.people import sorts
from storage.text.people.lookahead import ROLE_WORDS
from storage.text.people.names import part_of_name, titled_name_at
from storage.text.people.role import Role
from storage.text.people.role_phrase import Phrase
from storage.text.people.titles import ARTICLES, ENVOYS, PERSONAL
from storage.text.people.tokens import Token

__all__ = ["SMALL_JOINERS", "join"]

SMALL_JOINERS: Final = frozenset(["of", "for", "to", "on", "at", "in", "from", "with"])
_BONDS: Final = frozenset("friendship relations solidarity cooperation group association league".split())
"""What may be `with` a country: `the Association of Friendship with X`."""
_TO_COUNTRY: Final = frozenset(
    "ambassador ambassadors envoy representative representatives consul delegate observer commissioner "
    "liaison mission advisor adviser assistant attache attaché secretary chargé charge nuncio "
    "delegation".split()
)
"""Who may be sent `to` a country, or be posted in one."""
_PASSED_OVER: Final = ARTICLES | frozenset("all both sisterly brotherly fraternal friendly".split())
"""What may stand before the next word: `of both the X and Y Houses`, `of the sisterly Republic of X`."""
_ORDINAL: Final = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
"""`of the 79th Session of the Assembly`."""


def join(phrase: Phrase, word: str) -> bool:
    """Whether a small word goes on with the phrase, which then stands behind it and its articles."""
    ahead = phrase.at + 1
    while phrase.low(ahead) in _PASSED_OVER or _ORDINAL.fullmatch(phrase.low(ahead)):
        ahead += 1
    sent = word == "from" and phrase.head_word() in ENVOYS
    if sent and ahead < phrase.limit and _other_person(phrase, ahead):
        return False  # `a special envoy from President N`
    if ahead >= phrase.limit or not _fits(phrase, word, phrase.tokens[ahead]):
        return False
    if word in {"of", "to"} and phrase.head_word() in ENVOYS and _other_person(phrase, ahead):
        return False
    phrase.at = ahead
    phrase.joiner = phrase.last_joiner = word
    return True


def _other_person(phrase: Phrase, at: int) -> bool:
    """`of President N`: reads the person whose envoy it is; the role ends after him."""
    if phrase.depth > 1:
        return False
    inner = phrase.role_at(at)
    if inner is None or inner.head not in PERSONAL or inner.plural:
        return False
    name = titled_name_at(phrase.tokens, inner.stop)
    if name is None:
        return False
    if phrase.tokens[at - 1].low == "the" and inner.stop - inner.first <= 2 and inner.country is None:
        # `Chief Advisor to the President N`: N is the adviser
        return False
    if phrase.tokens[at - 1].low == "the" and _is_titled(phrase, inner):
        return False
    phrase.of.extend([*inner.before, *inner.of])
    role = " ".join(token.text for token in phrase.tokens[inner.first : inner.stop])
    phrase.envoy_of = (
        " ".join(token.text for token in phrase.tokens[name[0] : name[1]]),
        role,
        inner.country,
    )
    phrase.at = name[1]
    where = name[1] + 1 + (phrase.low(name[1] + 1) == "the")
    if phrase.low(name[1]) == "of" and phrase.sort(where) & sorts.PLACE:
        phrase.of.extend(phrase.tokens[where].codes)  # `from President N of X`
        phrase.at = where + 1
    return True


def _is_titled(phrase: Phrase, inner: Role) -> bool:
    """`Special Envoy of the President of X for Peace N`: N is the envoy, in capitals."""
    before = phrase.low(phrase.first - 1) if phrase.first else ""
    capital = phrase.head is not None and bool(phrase.head.sort & sorts.CAPITAL)
    within = any(token.low == "for" for token in phrase.tokens[inner.first : inner.stop])
    return within or (capital and before not in ARTICLES and before not in {",", "as"})


def _fits(phrase: Phrase, word: str, token: Token) -> bool:
    """Whether `of`, `for`, `to`, … with what follows belongs to the role: `to the UN`, not `to Paris`."""
    sort = token.sort
    capital = bool(sort & sorts.CAPITAL)
    if word == "to":
        named = sort & (sorts.PLACE | sorts.ACRONYM | sorts.INSTITUTION | sorts.HEAD) and capital
        posted = phrase.head_word() in _TO_COUNTRY or phrase.low(phrase.at - 1) in _TO_COUNTRY
        return bool(named and (posted or sort & sorts.HEAD))
    if word in {"with", "from"}:
        bound = phrase.low(phrase.at - 1) in _BONDS
        sent = phrase.is_plural() or phrase.head_word() == "counterpart"
        return bool(sort & sorts.PLACE) and (bound if word == "with" else sent)
    if word in {"in", "at", "on"}:
        if sort & sorts.PLACE:
            return (word == "on" and bool(sort & sorts.INSTITUTION)) or _posted(phrase, word)
        office = bool(sort & (sorts.INSTITUTION | sorts.ACRONYM))
        return office and (capital or (word == "on" and not sort & sorts.NO_NAME))
    if word == "for" and not capital:
        return bool(sort & sorts.INSTITUTION)
    return bool(sort & (ROLE_WORDS | sorts.CAPITAL)) and not token.low.isdigit()


def _posted(phrase: Phrase, word: str) -> bool:
    """`Chargé d’Affaires of X in Moscow N`: where a diplomat is posted, if his name follows."""
    behind = phrase.at + 2
    return (
        word == "in"
        and phrase.head_word() in _TO_COUNTRY
        and behind < phrase.limit
        and not phrase.sort(phrase.at + 1) & sorts.INSTITUTION
        and part_of_name(phrase.tokens[behind])
    )
