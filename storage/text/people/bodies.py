"""Bodies that act themselves, and delegations: `the Central Committee`, `a delegation led by N`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from storage.text.people import sorts
from storage.text.people.actor import Actor
from storage.text.people.names import part_of_name
from storage.text.people.tokens import Token, Tokens
from storage.text.people.wording import clean, single_spaced

__all__ = ["body_at", "body_named", "delegation_at", "with_delegations"]

_BODY_HEADS: Final = frozenset(
    """committee party government ministry front parliament politburo council union movement commission
    congress league alliance assembly senate department delegation embassy organisation
    organization""".split()
)
_SMALL: Final = frozenset(["of", "the", "for", "and"])
_LONGEST: Final = 20
_REACH: Final = 160
_LED_BY: Final = re.compile(r"\b(?:led|headed|chaired)\s+by\s*(?:the\s+|its\s+|an?\s+)?$")
_APART: Final = re.compile(r";|\b(?:was|were|had|has|visited|met|is)\b")
_DELEGATION: Final = re.compile(
    r"(?:\b(?:an?|the|its|his|her|their)\s+(?:(?!(?:with|by|of|met|an?|the)\s)[\w’'.-]+\s+){0,4})?\bdelegation\b",
    re.IGNORECASE,
)


def body_at(sentence: Tokens, at: int, start: int) -> tuple[list[Actor], int] | None:
    """A party, committee or government that may act itself: its article at `at`, its name at `start`."""
    tokens = sentence.all
    stop, head = start, ""
    while stop < len(tokens) and stop - start < _LONGEST:
        token, sort = tokens[stop], tokens[stop].sort
        if sort & sorts.HEAD and not sort & sorts.INSTITUTION:
            return None
        if not _in_body(tokens, start, stop):
            break
        if token.low in _BODY_HEADS and sort & sorts.CAPITAL:
            head = token.low
        elif sort & sorts.ACRONYM and not head:
            head = "acronym"
        stop += 1
    while stop > start and (tokens[stop - 1].low in _SMALL or tokens[stop - 1].sort & sorts.POSSESSIVE):
        stop -= 1
    if stop == start or not head:
        return None
    codes = tuple(dict.fromkeys(code for token in tokens[start:stop] for code in token.codes))
    if stop + 2 < len(tokens) and tokens[stop].text == "(" and tokens[stop + 2].text == ")":
        stop += 3
    name = single_spaced(sentence.exact(start, stop))
    country = next((code for code in codes if not code.startswith("ORG:")), codes[0] if codes else None)
    begin, end = sentence.begins[at], sentence.stop(stop - 1)
    return [Actor(begin, end, "body", name, None, country, codes, head)], stop


def body_named(sentence: Tokens, at: int, name: tuple[int, int] | None) -> tuple[list[Actor], int] | None:
    """`the Arab-Islamic Ministerial Committee`: what looked like a name is a body's."""
    if name is None or name[1] >= len(sentence.all) or name[0] != at:
        return None
    stop = name[1] + 1
    last = sentence.all[name[1]]
    if last.low not in _BODY_HEADS or not last.sort & sorts.CAPITAL:
        return None
    text = single_spaced(sentence.exact(at, stop))
    begin, end = sentence.begins[at], sentence.stop(name[1])
    return [Actor(begin, end, "body", text, None, None, (), last.low)], stop


def _in_body(tokens: Sequence[Token], start: int, at: int) -> bool:
    token, sort = tokens[at], tokens[at].sort
    if sort & (sorts.PLACE | sorts.ACRONYM):
        return True
    if sort & (sorts.INSTITUTION | sorts.MODIFIER) and sort & sorts.CAPITAL:
        return True
    if at == start:
        return False
    unknown = part_of_name(token) and tokens[at - 1].low in {"of", "the", "and"}
    return token.low in _SMALL or bool(sort & sorts.POSSESSIVE) or unknown


def delegation_at(sentence: Tokens, at: int, start: int) -> tuple[list[Actor], int] | None:
    """`the CPC delegation`, `a delegation of the Front`: who leads it may be said elsewhere."""
    tokens = sentence.all
    word = start
    while word < len(tokens) and word - start < 8 and tokens[word].low != "delegation":
        if not tokens[word].sort & (
            sorts.CAPITAL | sorts.MODIFIER | sorts.INSTITUTION | sorts.POSSESSIVE
        ) and ("-" not in tokens[word].text):
            return None
        word += 1
    if word >= len(tokens) or tokens[word].low != "delegation":
        return None
    stop = word + 1
    if stop + 1 < len(tokens) and tokens[stop].low in {"of", "from"}:
        ahead = stop + 1
        while (
            ahead < len(tokens)
            and ahead - stop < 8
            and (tokens[ahead].sort & sorts.CAPITAL or tokens[ahead].low in {"the", "of", "and"})
        ):
            ahead += 1
        stop = ahead
    codes = [code for token in tokens[start:stop] for code in token.codes]
    country = next(iter(codes), None)
    begin, end = sentence.begins[at], sentence.stop(stop - 1)
    text = clean(sentence.line[begin:end])
    actor = Actor(begin, end, "role", None, text, country, tuple(codes), "delegation")
    return [actor], stop


def with_delegations(line: str, found: list[Actor]) -> list[Actor]:
    """`a delegation of the Front led by N`: N stands for it, and speaks of it from its first word on."""
    out: list[Actor] = []
    for actor in found:
        begin = _delegation_of(line, actor)
        if begin is None:
            out.append(actor)
            continue
        country = actor.country
        while out and out[-1].begin >= begin:
            country = country or out[-1].country
            out.pop()
        out.append(replace(actor, begin=begin, country=country, guide=True))
    return out


def _delegation_of(line: str, actor: Actor) -> int | None:
    """Where the delegation begins that somebody is said to lead."""
    first = max(0, actor.begin - _REACH)
    before = line[first : actor.begin]
    if actor.form not in {"person", "name", "role"} or not _LED_BY.search(before[-24:]):
        return None
    hits = [hit for hit in _DELEGATION.finditer(before) if not _APART.search(before, hit.end())]
    return first + hits[-1].start() if hits else None
