"""The people and bodies that a sentence speaks of, each with the words that say who they are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from storage.text.people.names import bare_name_at, part_of_name, skip_honorifics, titled_name_at
from storage.text.people.roles import ARTICLES, Role, role_at
from storage.text.people.titles import singular
from storage.text.people.tokens import Sort, Token

__all__ = ["Actor", "actors"]

Form = Literal["person", "role", "name", "body", "pronoun"]


@dataclass(frozen=True, slots=True)
class Actor:
    """One person, role, body or pronoun of a sentence; offsets count from the line's beginning."""

    begin: int
    stop: int
    form: Form
    name: str | None = None
    role: str | None = None
    country: str | None = None
    """As its own words say."""
    countries: tuple[str, ...] = ()
    """All that its words name, for groups (`presidents of Brazil, Colombia and Chile`)."""
    head: str = ""
    plural: bool = False
    owner: str = ""
    """The article or pronoun before it, in lower case: `his` in `his Czech counterpart`."""
    envoy_of: tuple[str, str, str | None] | None = None
    """Name, role and country of the person whose envoy this one is."""


_PRONOUNS: Final = frozenset("he she they him them".split())
_PAIRS: Final = re.compile(
    r"\b(?:the|both|their)\s+(?:two\s+)?(?:heads\s+of\s+state|heads\s+of\s+government|leaders|presidents|ministers"
    r"|sides|foreign\s+ministers|prime\s+ministers|parties|officials|diplomats)\b",
    re.I,
)
_BODY_HEADS: Final = frozenset(
    """committee party government ministry front parliament politburo council union movement commission congress
    league alliance assembly senate department delegation embassy organisation organization""".split()
)
_DETERMINERS: Final = ARTICLES | {"another", "both", "then", "two"}
_AFTER_APPOSITION: Final = frozenset(
    "and or in on at of to for with from by during after before as who which while today yesterday here".split()
)
_PERHAPS: Final = Sort.CAPITAL | Sort.HEAD | Sort.MODIFIER | Sort.INSTITUTION | Sort.HONORIFIC
"""A word of another sort begins nothing, unless it is an article or a pronoun."""
_OPENERS: Final = _DETERMINERS | _PRONOUNS | {"their", "delegation"}
_TRIM: Final = re.compile(r"^(?:the|an?|his|her|its|their|our|another|both)\s+", re.I)
_SPACES: Final = re.compile(r"\s+")
_LED_BY: Final = re.compile(r"\b(?:led|headed|chaired)\s+by\s*(?:the\s+|its\s+|an?\s+)?$")
_APART: Final = re.compile(r";|\b(?:was|were|had|has|visited|met|is)\b")
_DELEGATION: Final = re.compile(
    r"(?:\b(?:an?|the|its|his|her|their)\s+(?:(?!(?:with|by|of|met|an?|the)\s)[\w’'-]+\s+){0,4})?\bdelegation\b",
    re.I,
)


def actors(line: str, tokens: Sequence[Token], known: frozenset[str] = frozenset()) -> list[Actor]:
    """Everybody that the tokens of one sentence name, from left to right.

    `known` are full names in lower case that the article introduces elsewhere.
    """
    found: list[Actor] = []
    at = 0
    while at < len(tokens):
        if not tokens[at].sort & _PERHAPS and tokens[at].low not in _OPENERS:
            at += 1
            continue
        got, stop = _phrase(line, tokens, at, known)
        if got:
            found.extend(got)
        at = max(stop, at + 1)
    return _with_delegations(line, found)


def _phrase(line: str, tokens: Sequence[Token], at: int, known: frozenset[str]) -> tuple[list[Actor], int]:
    token = tokens[at]
    if token.low in _PRONOUNS and not (token.sort & Sort.CAPITAL and _name_of_known(tokens, at, known)):
        plural = token.low in {"they", "them"}
        return [Actor(token.begin, token.stop, "pronoun", head=token.low, plural=plural)], at + 1
    start = at
    while start < len(tokens) and start - at < 3 and tokens[start].low in _DETERMINERS:
        start += 1
    owner = tokens[start - 1].low if start > at else ""
    styled = skip_honorifics(tokens, at)
    if styled > start:
        start = styled
    if start >= len(tokens):
        return [], at + 1
    group = _delegation(line, tokens, at, start)
    if group is not None:
        return group
    role = role_at(tokens, start)
    if role is not None:
        return _after_role(line, tokens, at, role, owner)
    if styled > at and start == styled:
        name = titled_name_at(tokens, start)
        if name is not None:
            return _person(line, tokens, at, None, name, owner)
    if start > at and not part_of_name(tokens[start]):
        return [], at + 1
    body = _body(line, tokens, at, start)
    if body is not None:
        return body
    name = bare_name_at(tokens, at, known)
    if name is not None:
        return _person(line, tokens, at, None, name, owner)
    return [], at + 1


def _delegation(line: str, tokens: Sequence[Token], at: int, start: int) -> tuple[list[Actor], int] | None:
    """`the CPC delegation`, `a delegation of the Front`: who leads it may be said elsewhere."""
    word = start
    while word < len(tokens) and word - start < 8 and tokens[word].low != "delegation":
        if not tokens[word].sort & (Sort.CAPITAL | Sort.MODIFIER | Sort.INSTITUTION | Sort.POSSESSIVE) and (
            "-" not in tokens[word].text
        ):
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
            and (tokens[ahead].sort & Sort.CAPITAL or tokens[ahead].low in {"the", "of", "and"})
        ):
            ahead += 1
        stop = ahead
    codes = [code for token in tokens[start:stop] for code in token.codes]
    country = next(iter(codes), None)
    begin, end = tokens[at].begin, tokens[stop - 1].stop
    actor = Actor(begin, end, "role", None, _clean(line[begin:end]), country, tuple(codes), "delegation")
    return [actor], stop


def _name_of_known(tokens: Sequence[Token], at: int, known: frozenset[str]) -> bool:
    return at + 1 < len(tokens) and f"{tokens[at].low} {tokens[at + 1].low}" in known


def _after_role(
    line: str, tokens: Sequence[Token], at: int, role: Role, owner: str
) -> tuple[list[Actor], int]:
    name = titled_name_at(tokens, role.stop)
    if name is not None and role.plural:
        return _shared(line, tokens, at, role, name)
    if name is None:
        # `China’s Ambassador to Colombia, N told` and `Politburo member, President of the Academy N`
        after = role.stop + 1
        if role.stop < len(tokens) and tokens[role.stop].text == "," and after < len(tokens):
            first = tokens[at].low not in {"the", "both"}
            joined = role_at(tokens, after) if role.head != "counterpart" else None
            if joined is not None and not first and joined.stop - joined.first > 1:
                joined = None
            if joined is not None and joined.plural == role.plural:
                named = titled_name_at(tokens, joined.stop)
                if named is not None:
                    both = replace(
                        joined,
                        first=role.first,
                        before=role.before + joined.before,
                        of=role.of + joined.of,
                        envoy_of=role.envoy_of or joined.envoy_of,
                    )
                    if role.plural:
                        return _shared(line, tokens, at, both, named)
                    return _person(line, tokens, at, both, named, owner)
            apposed = titled_name_at(tokens, after)
            if apposed is not None and apposed[1] - apposed[0] >= 2 and not role.plural:
                end = tokens[apposed[1]] if apposed[1] < len(tokens) else None
                if end is None or end.text in ",.;:" or not end.sort & (Sort.CAPITAL | Sort.POSSESSIVE):
                    return _person(line, tokens, at, role, apposed, owner)
        begin, stop = tokens[at].begin, tokens[role.stop - 1].stop
        codes = tuple(dict.fromkeys(role.before + role.of))
        text = _clean(line[tokens[role.first].begin : stop])
        actor = Actor(
            begin, stop, "role", None, text, role.country, codes, role.head, role.plural, owner, role.envoy_of
        )
        return [actor], role.stop
    return _person(line, tokens, at, role, name, owner)


def _person(
    line: str, tokens: Sequence[Token], at: int, role: Role | None, name: tuple[int, int], owner: str
) -> tuple[list[Actor], int]:
    begin, stop = tokens[at].begin, tokens[name[1] - 1].stop
    text = line[tokens[name[0]].begin : stop]
    roles: list[str] = []
    codes: list[str] = []
    country = envoy_of = None
    head = ""
    if role is not None:
        roles.append(_role_text(line, tokens, role, name[0]))
        country, head, envoy_of = role.country, role.head, role.envoy_of
        codes.extend(role.before + role.of)
    end = name[1]
    after = _place_after(tokens, end)
    if after is not None:
        end, codes_after = after
        codes.extend(codes_after)
        country = country or codes_after[0]
    if end < len(tokens) and tokens[end].sort & Sort.POSSESSIVE:
        owned = role_at(tokens, end + 1)
        if owned is not None:
            # `Chinese President N’s special envoy M`: the role's owner, then the one it is about
            named = titled_name_at(tokens, owned.stop)
            if named is not None:
                whole = replace(
                    owned,
                    first=role.first if role else at,
                    envoy_of=(text, roles[0] if roles else "", country),
                    before=tuple(codes),
                )
                return _person(line, tokens, at, whole, named, owner)
    end, more = _appositions(line, tokens, end, country)
    for extra, words in more:
        roles.append(words)
        country = country or extra.country
        head = head or extra.head
        envoy_of = envoy_of or extra.envoy_of
        codes.extend(extra.before + extra.of)
    if head in {"pope", "king", "queen", "emperor"} and role is not None and role.stop - role.first <= 2:
        text = line[tokens[role.stop - 1].begin : stop]
    actor = Actor(
        begin,
        max(stop, tokens[end - 1].stop),
        "person" if roles or role is not None or tokens[at].sort & Sort.HONORIFIC else "name",
        _SPACES.sub(" ", text),
        "; ".join(roles) or None,
        country,
        tuple(dict.fromkeys(codes)),
        head,
        False,
        owner,
        envoy_of,
    )
    return [actor], end


def _role_text(line: str, tokens: Sequence[Token], role: Role, until: int) -> str:
    """The role as written, without articles, honorifics and what stands between it and the name."""
    stop = role.stop
    while stop > role.first + 1 and (
        tokens[stop - 1].sort & Sort.HONORIFIC
        and not tokens[stop - 1].sort & Sort.HEAD
        and tokens[stop - 1].text.endswith(".")
    ):
        stop -= 1
    text = line[tokens[role.first].begin : tokens[min(stop, until) - 1].stop]
    return _clean(text)


def _clean(text: str) -> str:
    return _TRIM.sub("", _SPACES.sub(" ", text)).strip(" ,")


def _place_after(tokens: Sequence[Token], at: int) -> tuple[int, list[str]] | None:
    """`President N of Ukraine`, `Foreign Minister N (Latvia)`."""
    if at + 1 >= len(tokens):
        return None
    if tokens[at].low == "of":
        ahead = at + 1 + (tokens[at + 1].low == "the")
        if ahead < len(tokens) and tokens[ahead].sort & Sort.PLACE and not tokens[ahead].demonym:
            end = ahead + 1
            if end + 2 < len(tokens) and tokens[end].text == "(" and tokens[end + 2].text == ")":
                end += 3
            return end, list(tokens[ahead].codes)
    if tokens[at].text == "(" and at + 2 < len(tokens) and tokens[at + 2].text == ")":
        token = tokens[at + 1]
        if token.sort & Sort.PLACE:
            return at + 3, list(token.codes)
    return None


def _appositions(
    line: str, tokens: Sequence[Token], end: int, country: str | None
) -> tuple[int, list[tuple[Role, str]]]:
    """Roles after a name, between commas: `, Minister of X, Secretary of Y and Chairman of Z,`."""
    found: list[tuple[Role, str]] = []
    while end + 1 < len(tokens) and tokens[end].text == "," and len(found) < 5:
        at = end + 1
        named = tokens[at].low == "the"
        then = ""
        while at < len(tokens) and (
            tokens[at].low
            in {"also", "who", "is", "then", "now", "formerly", "himself", "herself", "currently"}
            or (tokens[at].low in {"a", "an", "the", "his", "her", "its"})
        ):
            if tokens[at].low in {"then", "formerly"}:
                then = tokens[at].low + " "
            at += 1
        role = role_at(tokens, at)
        if role is None or role.plural or titled_name_at(tokens, role.stop) is not None:
            break
        other = role.country
        if other and country and other != country and not other.startswith("ORG:"):
            break
        closing = tokens[role.stop] if role.stop < len(tokens) else None
        if closing is not None and (
            closing.sort & Sort.POSSESSIVE
            or (named and closing.low not in _AFTER_APPOSITION and closing.text.isalpha())
        ):
            break
        found.append((role, then + _clean(line[tokens[role.first].begin : tokens[role.stop - 1].stop])))
        end = role.stop
    return end, found


def _shared(
    line: str, tokens: Sequence[Token], at: int, role: Role, name: tuple[int, int]
) -> tuple[list[Actor], int]:
    """`Presidents N and M`, `Representatives of Kuwait and the Netherlands to the UN N and M`."""
    names = [name]
    end = name[1]
    own: list[str | None] = []
    while True:
        after = _place_after(tokens, end)
        own.append(after[1][0] if after else None)
        end = after[0] if after else end
        ahead = end
        while ahead < len(tokens) and tokens[ahead].low in {",", "and", "&"}:
            ahead += 1
        if ahead == end or ahead >= len(tokens) or role_at(tokens, ahead) is not None or len(names) > 12:
            break
        following = titled_name_at(tokens, ahead)
        if following is None:
            break
        names.append(following)
        end = following[1]
    codes = [code for code in role.before + role.of if not code.startswith("ORG:")]
    shared = len(codes) == len(names) > 1
    text = _singular_role(_role_text(line, tokens, role, name[0]))
    found = []
    for n, (first, stop) in enumerate(names):
        country = own[n] or (codes[n] if shared else (role.country if len(set(codes)) <= 1 else None))
        begin = tokens[at].begin if n == 0 else tokens[first].begin
        found.append(
            Actor(
                begin,
                tokens[stop - 1].stop if n + 1 < len(names) else tokens[end - 1].stop,
                "person",
                _SPACES.sub(" ", line[tokens[first].begin : tokens[stop - 1].stop]),
                text,
                country,
                (country,) if country else (),
                role.head,
            )
        )
    return found, end


def _singular_role(text: str) -> str:
    """`Presidents` → `President`, `Foreign Ministers` → `Foreign Minister`: one of several who share a title."""
    words = []
    for word in text.split(" "):
        one = singular(word.lower().strip(","))
        words.append(word[: len(one)] if one and word.lower().startswith(one) else word)
    return " ".join(words)


def _body(line: str, tokens: Sequence[Token], at: int, start: int) -> tuple[list[Actor], int] | None:
    """A party, committee or government that may act itself."""
    stop, head, codes = start, "", list[str]()
    while stop < len(tokens) and stop - start < 20:
        token, sort = tokens[stop], tokens[stop].sort
        if sort & Sort.HEAD and not sort & Sort.INSTITUTION:
            return None
        if sort & Sort.PLACE:
            codes.extend(token.codes)
        elif sort & (Sort.INSTITUTION | Sort.MODIFIER) and sort & Sort.CAPITAL:
            head = token.low if token.low in _BODY_HEADS else head
        elif sort & Sort.ACRONYM:
            head = head or "acronym"
        elif stop > start and token.low in {"of", "the", "for", "and"}:
            pass
        elif not (stop > start and sort & Sort.POSSESSIVE) and not (
            stop > start and part_of_name(token) and tokens[stop - 1].low in {"of", "the", "and"}
        ):
            break
        stop += 1
    while stop > start and tokens[stop - 1].low in {"of", "the", "for", "and"}:
        stop -= 1
    if stop == start or not head:
        return None
    end = stop
    if end + 2 < len(tokens) and tokens[end].text == "(" and tokens[end + 2].text == ")":
        end += 3
    elif tokens[stop - 1].sort & Sort.POSSESSIVE:
        stop -= 1
        end = stop
    name = _SPACES.sub(" ", line[tokens[start].begin : tokens[end - 1].stop])
    country = next((code for code in codes if not code.startswith("ORG:")), codes[0] if codes else None)
    actor = Actor(
        tokens[at].begin, tokens[end - 1].stop, "body", name, None, country, tuple(dict.fromkeys(codes)), head
    )
    return [actor], end


def _with_delegations(line: str, found: list[Actor]) -> list[Actor]:
    """`a delegation of the Front led by N`: N stands for it, and speaks of it from its first word on."""
    out: list[Actor] = []
    for actor in found:
        before = line[max(0, actor.begin - 160) : actor.begin]
        if actor.form in {"person", "name", "role"} and _LED_BY.search(before[-24:]):
            hits = [hit for hit in _DELEGATION.finditer(before) if not _APART.search(before, hit.end())]
            if hits:
                begin = max(0, actor.begin - 160) + hits[-1].start()
                inside = [other for other in out if other.begin >= begin]
                out = [other for other in out if other.begin < begin]
                country = actor.country or next((other.country for other in inside if other.country), None)
                actor = replace(actor, begin=begin, country=country)
        out.append(actor)
    return out


def pairs(line: str, begin: int, stop: int) -> list[tuple[int, int]]:
    """Where a sentence says `the two leaders` or the like."""
    return [match.span() for match in _PAIRS.finditer(line, begin, stop)]
