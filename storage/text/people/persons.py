"""People as a sentence names them: role, name and what is apposed to it, on either side."""

from collections.abc import Sequence
from typing import Final

from storage.text.people import sorts
from storage.text.people.actor import Actor
from storage.text.people.names import skip_letters, titled_name_at
from storage.text.people.role import Role
from storage.text.people.roles import role_at
from storage.text.people.tokens import Token, Tokens
from storage.text.people.wording import clean, role_text, single_spaced, singular_role

__all__ = ["person", "role_holder"]

_FULL_NAME: Final = 2
_DASHES: Final = frozenset("–—:")
_MOST_SHARED: Final = 12
"""Names that one plural title is shared out to."""
_AFTER_APPOSITION: Final = frozenset(
    """and or in on at of to for with from by during after before as who which while today yesterday
    here""".split()
)


def role_holder(sentence: Tokens, at: int, role: Role, owner: str) -> tuple[list[Actor], int]:
    """Who holds a role: named right behind it or after a comma, several who share it, or nobody named.

    `at` is the token where the phrase begins, its article included; `owner` that article or pronoun.
    """
    tokens = sentence.all
    name = titled_name_at(tokens, role.stop)
    if name is not None and role.plural:
        return _shared(sentence, at, role, name)
    if name is None:
        named = _named_after_comma(sentence, at, role, owner) or _listed(sentence, at, role)
        if named is not None:
            return named
        begin, stop = sentence.begins[at], sentence.stop(role.stop - 1)
        codes = tuple(dict.fromkeys(role.before + role.of))
        text = clean(sentence.exact(role.first, role.stop))
        actor = Actor(
            begin, stop, "role", None, text, role.country, codes, role.head, role.plural, owner, role.envoy_of
        )
        return [actor], role.stop
    return person(sentence, at, role, name, owner=owner)


def _named_after_comma(sentence: Tokens, at: int, role: Role, owner: str) -> tuple[list[Actor], int] | None:
    """Who holds a role that a comma parts from the name, perhaps behind a second role."""
    tokens = sentence.all
    after = role.stop + 1
    if after >= len(tokens) or tokens[role.stop].text != ",":
        return None
    return _after_second_role(sentence, at, role, owner) or _apposed(sentence, at, role, owner)


def _listed(sentence: Tokens, at: int, role: Role) -> tuple[list[Actor], int] | None:
    """`the Foreign Ministers of the Alliance – A of Mali, B of Niger`: each with his own country."""
    tokens = sentence.all
    if not role.plural or role.stop >= len(tokens) or tokens[role.stop].text not in _DASHES:
        return None
    name = titled_name_at(tokens, role.stop + 1)
    if name is None:
        return None
    found, stop = _shared(sentence, at, role, name)
    return (found, stop) if len(found) > 1 and all(one.country for one in found) else None


def _after_second_role(sentence: Tokens, at: int, role: Role, owner: str) -> tuple[list[Actor], int] | None:
    """`China’s Ambassador to Colombia, N told` and `Politburo member, President of the Academy N`."""
    tokens = sentence.all
    first = tokens[at].low not in {"the", "both"}
    joined = role_at(tokens, role.stop + 1) if role.head != "counterpart" else None
    if joined is None or joined.plural != role.plural:
        return None
    both = _together(role, joined)
    if not first and joined.stop - joined.first > 1:
        return None if role.plural else _between_commas(sentence, at, both, owner)
    named = titled_name_at(tokens, both.stop)
    while named is None and both.stop + 2 < len(tokens) and tokens[both.stop].text == ",":
        # `Politburo Member, Director of the Office, and Foreign Minister N`
        further = role_at(tokens, both.stop + 1 + (tokens[both.stop + 1].low == "and"))
        if further is None or further.plural != role.plural:
            break
        both = _together(both, further)
        named = titled_name_at(tokens, both.stop)
    if named is None:
        return None
    if role.plural:
        return _shared(sentence, at, both, named)
    return person(sentence, at, both, named, owner=owner)


def _between_commas(sentence: Tokens, at: int, both: Role, owner: str) -> tuple[list[Actor], int] | None:
    """`the Minister of State, Minister of Trade of Chile, N, met`: two offices, then who holds both."""
    tokens = sentence.all
    if both.stop + 1 >= len(tokens) or tokens[both.stop].text != "," or not both.country:
        return None
    name = titled_name_at(tokens, both.stop + 1)
    if name is None or name[1] - name[0] < _FULL_NAME:
        return None
    end = skip_letters(tokens, name[1])
    closed = end >= len(tokens) or tokens[end].text in ",.;:"
    return person(sentence, at, both, name, owner=owner) if closed else None


def _together(role: Role, joined: Role) -> Role:
    """Two roles of one person as one; whose first says, not the organisation that the second is for."""
    own = role.country is not None and not role.country.startswith("ORG:")
    before = tuple(code for code in joined.before if not (own and code.startswith("ORG:")))
    return joined._replace(
        first=role.first,
        before=role.before + before,
        of=role.of + joined.of,
        envoy_of=role.envoy_of or joined.envoy_of,
        seat=role.seat or joined.seat,
    )


def _apposed(sentence: Tokens, at: int, role: Role, owner: str) -> tuple[list[Actor], int] | None:
    """`the President of Chile, N`, and `her counterparts from Canada and Bangladesh, N and M`."""
    tokens = sentence.all
    name = titled_name_at(tokens, role.stop + 1)
    if name is None:
        return None
    if role.plural:
        shared, stop = _shared(sentence, at, role, name)
        codes = len(set(role.before + role.of))
        # `The Presidents of the Council and the Commission, N and M, met`: of one organisation
        alike = codes == 1 and len(shared) > 1 and all(" " in (one.name or "") for one in shared)
        return (shared, stop) if alike or len(shared) == codes > 1 else None
    behind = skip_letters(tokens, name[1])
    end = tokens[behind] if behind < len(tokens) else None
    closed = end is None or end.text in ",.;:" or not end.sort & (sorts.CAPITAL | sorts.POSSESSIVE)
    return person(sentence, at, role, name, owner=owner) if closed and name[1] - name[0] >= 2 else None


def person(
    sentence: Tokens, at: int, role: Role | None, name: tuple[int, int], *, owner: str = ""
) -> tuple[list[Actor], int]:
    """The person whose name stands at the tokens `name`, with the role before it and all that is apposed."""
    tokens = sentence.all
    begin, stop = sentence.begins[at], sentence.stop(name[1] - 1)
    text = sentence.exact(*name)
    roles: list[str] = []
    codes: list[str] = []
    country = envoy_of = None
    head = ""
    if role is not None:
        roles.append(role_text(sentence, role, name[0]))
        country, head, envoy_of = role.country, role.head, role.envoy_of
        codes.extend(role.before + role.of)
    end = skip_letters(tokens, name[1])
    after = _place_after(tokens, end)
    if after is not None:
        end, codes_after = after
        codes.extend(codes_after)
        country = country or codes_after[0]
    if end < len(tokens) and tokens[end].sort & sorts.POSSESSIVE:
        owned = role_at(tokens, end + 1)
        if owned is not None:
            # `Chinese President N’s special envoy M`: the role's owner, then the one it is about
            named = titled_name_at(tokens, owned.stop)
            if named is not None:
                whole = owned._replace(
                    first=role.first if role else at,
                    envoy_of=(text, roles[0] if roles else "", country),
                    before=tuple(codes),
                )
                return person(sentence, at, whole, named, owner=owner)
    more: list[tuple[Role, str]] = []
    if end < len(tokens) and tokens[end].text == ",":
        end, more = _appositions(sentence, end, country, head)
    for extra, words in more:
        roles.append(words)
        country = country or extra.country
        head = head or extra.head
        envoy_of = envoy_of or extra.envoy_of
        codes.extend(extra.before + extra.of)
    if (
        head in {"pope", "king", "queen", "emperor", "sultan"}
        and role is not None
        and role.stop - role.first <= 2
    ):
        text = sentence.exact(role.stop - 1, name[1])
    actor = Actor(
        begin,
        max(stop, sentence.stop(end - 1)),
        "person" if roles or role is not None or tokens[at].sort & sorts.HONORIFIC else "name",
        single_spaced(text),
        "; ".join(roles) or None,
        country,
        tuple(dict.fromkeys(codes)),
        head,
        False,
        owner,
        envoy_of,
    )
    return [actor], end


def _place_after(tokens: Sequence[Token], at: int) -> tuple[int, list[str]] | None:
    """`President N of Ukraine`, `Foreign Minister N (Latvia)`."""
    if at + 1 >= len(tokens):
        return None
    if tokens[at].low == "of":
        ahead = at + 1 + (tokens[at + 1].low == "the")
        if ahead < len(tokens) and tokens[ahead].sort & sorts.PLACE and not tokens[ahead].demonym:
            end = ahead + 1
            if end + 2 < len(tokens) and tokens[end].text == "(" and tokens[end + 2].text == ")":
                end += 3
            return end, list(tokens[ahead].codes)
    if tokens[at].text == "(" and at + 2 < len(tokens) and tokens[at + 2].text == ")":
        token = tokens[at + 1]
        if token.sort & sorts.PLACE:
            return at + 3, list(token.codes)
    return None


def _appositions(
    sentence: Tokens, end: int, country: str | None, head: str
) -> tuple[int, list[tuple[Role, str]]]:
    """Roles after a name, between commas: `, Minister of X, Secretary of Y and Chairman of Z,`."""
    tokens = sentence.all
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
        if head and role.head == head and role.before and not named:
            break  # `President A, Bulgarian president hold talks`: somebody else
        if other and country and other != country and not other.startswith("ORG:"):
            break
        closing = tokens[role.stop] if role.stop < len(tokens) else None
        if closing is not None and (
            closing.sort & sorts.POSSESSIVE
            or (named and closing.low not in _AFTER_APPOSITION and closing.text.isalpha())
        ):
            break
        found.append((role, then + clean(sentence.exact(role.first, role.stop))))
        end = role.stop
    return end, found


def _shared(sentence: Tokens, at: int, role: Role, name: tuple[int, int]) -> tuple[list[Actor], int]:
    """`Presidents N and M`, `Representatives of Kuwait and the Netherlands to the UN N and M`."""
    tokens = sentence.all
    names = [name]
    end = name[1]
    own: list[str | None] = []
    ends: list[int] = []
    while True:
        after = _place_after(tokens, end)
        own.append(after[1][0] if after else None)
        end = after[0] if after else end
        ends.append(end)
        ahead = end
        while ahead < len(tokens) and tokens[ahead].low in {",", "and", "&"}:
            ahead += 1
        if (
            ahead == end
            or ahead >= len(tokens)
            or role_at(tokens, ahead) is not None
            or len(names) >= _MOST_SHARED
        ):
            break
        following = titled_name_at(tokens, ahead)
        if following is None:
            break
        names.append(following)
        end = following[1]
    codes = [code for code in role.before + role.of if not code.startswith("ORG:")]
    shared = len(codes) == len(names) > 1
    text = singular_role(role_text(sentence, role, name[0]))
    found = []
    for n, (first, stop) in enumerate(names):
        country = own[n] or (codes[n] if shared else (role.country if len(set(codes)) <= 1 else None))
        begin = sentence.begins[at if n == 0 else first]
        found.append(
            Actor(
                begin,
                sentence.stop(ends[n] - 1),
                "person",
                single_spaced(sentence.exact(first, stop)),
                text,
                country,
                (country,) if country else (),
                role.head,
            )
        )
    return found, end
