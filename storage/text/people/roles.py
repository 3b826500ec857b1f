"""Role phrases: `Minister of Foreign Affairs and International Cooperation of the Republic of X`."""

from collections.abc import Sequence
from typing import Final

from storage.text.people.lookahead import (
    ARTICLES,
    ROLE_WORDS,
    bracket_end,
    is_no_head,
    office_follows,
    part_of_office,
    portfolio_follows,
)
from storage.text.people.names import (
    ends_name,
    is_given_name,
    is_initials,
    is_shouted,
    part_of_name,
    skip_ranks,
    titled_name_at,
)
from storage.text.people.role import Role
from storage.text.people.titles import ENVOYS, PERSONAL, SEATS, singular
from storage.text.people.tokens import Sort, Token

__all__ = ["role_at"]

_LONGEST: Final = 60
"""Tokens of the longest role that is read; what is longer is cut."""
_DEEPEST: Final = 3
"""Roles inside roles."""
_TO_COUNTRY: Final = frozenset(
    "ambassador ambassadors envoy representative representatives consul delegate observer commissioner "
    "liaison mission advisor adviser assistant attache attaché secretary chargé charge nuncio".split()
)
_SMALL_JOINERS: Final = frozenset(["of", "for", "to", "on", "at", "in", "from"])
_OF_BODIES: Final = {
    ("european", "commissioner"): ("ORG:EU",),
    ("commonwealth", "secretary-general"): ("ORG:COMMONWEALTH",),
}
"""Titles of organisations that go by an adjective there."""
_OPPOSITE: Final = frozenset(["number", "numbers"])
"""`his Omani opposite number` is his counterpart."""
_KINDLY: Final = frozenset("sisterly brotherly fraternal friendly".split())
"""What governments call others' countries: `of the sisterly Republic of X`."""


class _Reader:
    """Reads one role phrase from left to right; every token is looked at a bounded number of times."""

    def __init__(self, tokens: Sequence[Token], first: int, depth: int) -> None:
        self.tokens = tokens
        self.first = first
        self.at = first
        self.limit = min(len(tokens), first + _LONGEST)
        self.depth = depth
        self.head: Token | None = None
        self.before: list[str] = []
        self.of: list[str] = []
        self.joiner = ""
        self.last_joiner = ""
        self.envoy_of: tuple[str, str, str | None] | None = None

    def sort(self, at: int) -> int:
        return self.tokens[at].sort if at < self.limit else Sort.NONE

    def low(self, at: int) -> str:
        return self.tokens[at].low if at < self.limit else ""

    def read(self) -> Role | None:
        while self.at < self.limit and (self._before_head() if self.head is None else self._after_head()):
            pass
        if self.head is None:
            return None
        head = singular(self.head.low) or self.head.low
        head = "counterpart" if head in _OPPOSITE else head
        return Role(
            self.first,
            self.at,
            head,
            bool(self.head.sort & Sort.PLURAL),
            tuple(dict.fromkeys(self.before)),
            tuple(dict.fromkeys(self.of)),
            self.envoy_of,
            next(
                (SEATS[token.low] for token in self.tokens[self.first : self.at] if token.low in SEATS), None
            ),
        )

    def _before_head(self) -> bool:
        token, sort = self.tokens[self.at], self.sort(self.at)
        if sort & Sort.HEAD and not is_no_head(self.tokens, self.at):
            self.head = token
            if self.at > self.first:
                self.before.extend(_OF_BODIES.get((self.low(self.at - 1), token.low), ()))
        elif (
            token.text == "("
            and self.at > self.first
            and self.sort(self.at + 1) & (Sort.ACRONYM | Sort.PLACE)
        ):
            # `State Planning Commission (SPC) Vice Chairman`
            if self.at + 2 >= self.limit or self.tokens[self.at + 2].text != ")":
                return False
            self.at += 2
        elif sort & Sort.PLACE:
            self.before.extend(token.codes)
        elif not (
            sort & (Sort.MODIFIER | Sort.INSTITUTION | Sort.ACRONYM)
            or self._links(token)
            or (self.at - self.first < 2 and part_of_name(token) and office_follows(self.tokens, self.at + 1))
        ):
            return False
        self.at += 1
        return True

    def _links(self, token: Token) -> bool:
        """A small word inside what stands before the head: `Ministry of the Interior Spokesman`."""
        if self.at == self.first:
            return False
        before = self.low(self.at - 1)
        return bool(
            token.sort & Sort.POSSESSIVE
            or (
                token.low in {"and", "&", "-", "–"}
                and self.sort(self.at + 1) & ROLE_WORDS
                # `DAMASCUS, SANA – Syrian Foreign Minister`: a dateline's dash parts
                and not (token.low in {"-", "–"} and token.begin > self.tokens[self.at - 1].stop)
            )
            or (token.low in {"of", "for"} and self.sort(self.at - 1) & Sort.INSTITUTION)
            or (token.low == "the" and before in {"of", "for"})
        )

    def _after_head(self) -> bool:
        token, sort = self.tokens[self.at], self.sort(self.at)
        if token.low in _SMALL_JOINERS:
            return self._join(token.low)
        if token.low in {"and", "&", ","}:
            return self._and(token.low)
        if token.text in {"(", "/"}:
            return self._sign(token.text)
        if sort & Sort.POSSESSIVE:
            return self._possessive()
        if sort & Sort.HEAD:
            return self._second_head()
        return self._word(token, sort)

    def _sign(self, sign: str) -> bool:
        """`(IDCPC)`; `High Representative/Vice-President`."""
        end: int | None = self.at + 1
        if sign == "(":
            end = bracket_end(self.tokens, self.at, self.limit)
        elif not self.sort(self.at + 1) & (Sort.HEAD | Sort.INSTITUTION | Sort.MODIFIER):
            end = None
        self.at = end or self.at
        return end is not None

    def _word(self, token: Token, sort: int) -> bool:
        """A word of an institution's or country's name behind the head."""
        joined = bool(self.joiner)
        if sort & Sort.PLACE and (self.last_joiner or sort & Sort.INSTITUTION):
            if not joined and ends_name(self.tokens, self.at):
                return False
            if self.last_joiner in {"of", "from", ""}:
                self.of.extend(token.codes)
        elif not joined and (is_shouted(self.tokens, self.at) or is_initials(self.tokens, self.at)):
            return False
        elif sort & (Sort.INSTITUTION | Sort.ACRONYM | Sort.MODIFIER):
            small = not sort & (Sort.CAPITAL | Sort.ACRONYM)
            behind = self.tokens[self.at - 1].sort
            modified = bool(self.last_joiner) and behind & (Sort.MODIFIER | Sort.CAPITAL) == Sort.MODIFIER
            if small and not (joined or behind & Sort.INSTITUTION or modified or token.low.startswith("d")):
                return False
        elif not (
            part_of_name(token)
            and self.last_joiner
            and part_of_office(self.tokens, self.at, self.limit, self.joiner)
        ):
            return False
        self.joiner = ""
        self.at += 1
        return True

    def _possessive(self) -> bool:
        """`the Mayor’s Office` inside a role; `the British prime minister’s national security adviser`."""
        nested = role_at(self.tokens, self.at + 1, self.depth + 1) if self.depth < _DEEPEST else None
        if nested is not None:
            self._take(nested)
            return True
        inside = bool(self.last_joiner) and bool(self.sort(self.at + 1) & ROLE_WORDS)
        self.at += inside
        return inside

    def _take(self, nested: Role) -> None:
        """Goes on with a role that is joined to this one; a member's organisation is not his country."""
        codes = [*nested.before, *nested.of]
        if nested.head == "member":
            codes = [code for code in codes if not code.startswith("ORG:")]
        self.of.extend(codes)
        self.head = self.tokens[self._head_of(nested)]
        self.envoy_of = self.envoy_of or nested.envoy_of
        self.at = nested.stop
        self.last_joiner = "of"
        self.joiner = ""

    def _second_head(self) -> bool:
        """`Minister Counsellor`, `Office of the President`; but a small `leader` after `President` is new."""
        token = self.tokens[self.at]
        if not token.sort & (Sort.CAPITAL | Sort.ACRONYM) and not self.joiner:
            return False
        if not self.joiner and (is_given_name(self.tokens, self.at) or _is_rank(self.tokens, self.at)):
            return False
        if not self.last_joiner and token.low not in {"general", "generals"}:
            self.head = token
        self.joiner = ""
        self.at += 1
        return True

    def _join(self, word: str) -> bool:
        ahead = self.at + 1
        while self.low(ahead) in ARTICLES or self.low(ahead) in {"all", "both"} or self.low(ahead) in _KINDLY:
            ahead += 1
        if ahead >= self.limit or not self._fits(word, self.tokens[ahead]):
            return False
        if word in {"of", "to"} and self._head_word() in ENVOYS and self._other_person(ahead):
            return False
        self.at = ahead
        self.joiner = self.last_joiner = word
        return True

    def _head_word(self) -> str:
        return self.head.low if self.head is not None else ""

    def _fits(self, word: str, token: Token) -> bool:
        """Whether `of`, `for`, `to`, … with what follows belongs to the role: `to the UN`, not `to Paris`."""
        sort = token.sort
        capital = bool(sort & Sort.CAPITAL)
        if word == "to":
            named = sort & (Sort.PLACE | Sort.ACRONYM | Sort.INSTITUTION | Sort.HEAD) and capital
            return bool(named and (self._head_word() in _TO_COUNTRY or sort & Sort.HEAD))
        if word == "from":
            return bool(sort & Sort.PLACE) and (self._is_plural() or self._head_word() == "counterpart")
        if word in {"in", "at", "on"}:
            if sort & Sort.PLACE:
                return (word == "on" and bool(sort & Sort.INSTITUTION)) or self._posted(word)
            office = bool(sort & (Sort.INSTITUTION | Sort.ACRONYM))
            return office and (capital or (word == "on" and not sort & Sort.NO_NAME))
        if word == "for" and not capital:
            return bool(sort & Sort.INSTITUTION)
        return bool(sort & (ROLE_WORDS | Sort.CAPITAL)) and not token.low.isdigit()

    def _posted(self, word: str) -> bool:
        """`Chargé d’Affaires of X in Moscow N`: where a diplomat is posted, if his name follows."""
        behind = self.at + 2
        return (
            word == "in"
            and self._head_word() in _TO_COUNTRY
            and behind < self.limit
            and not self.sort(self.at + 1) & Sort.INSTITUTION
            and part_of_name(self.tokens[behind])
        )

    def _is_plural(self) -> bool:
        return self.head is not None and bool(self.head.sort & Sort.PLURAL)

    def _other_person(self, at: int) -> bool:
        """`of President N`: reads the person whose envoy it is; the role ends after him."""
        if self.depth > 1:
            return False
        inner = role_at(self.tokens, at, self.depth + 1)
        if inner is None or inner.head not in PERSONAL or inner.plural:
            return False
        name = titled_name_at(self.tokens, inner.stop)
        if name is None:
            return False
        if self.tokens[at - 1].low == "the" and inner.stop - inner.first <= 2 and inner.country is None:
            # `Chief Advisor to the President N`: N is the adviser
            return False
        if self.tokens[at - 1].low == "the" and self._is_titled(inner):
            return False
        self.of.extend([*inner.before, *inner.of])
        role = " ".join(token.text for token in self.tokens[inner.first : inner.stop])
        self.envoy_of = (
            " ".join(token.text for token in self.tokens[name[0] : name[1]]),
            role,
            inner.country,
        )
        self.at = name[1]
        return True

    def _is_titled(self, inner: Role) -> bool:
        """`Special Envoy of the President of X for Peace N`: N is the envoy, in capitals."""
        before = self.low(self.first - 1) if self.first else ""
        capital = self.head is not None and bool(self.head.sort & Sort.CAPITAL)
        within = any(token.low == "for" for token in self.tokens[inner.first : inner.stop])
        return within or (capital and before not in ARTICLES and before not in {",", "as"})

    def _and(self, word: str) -> bool:
        ahead = self.at + 1
        if self.joiner or ahead >= self.limit or (word == "," and self.low(ahead) == "and"):
            return False
        if self.low(ahead) == "of" and self._is_plural() and self.last_joiner == "of":
            return self._and_of(ahead + 1)
        behind = self.tokens[self.at - 1].sort
        if behind & Sort.PLACE and self.last_joiner:
            place = ahead + (self.low(ahead) == "the" and self._is_plural())
            if self.sort(place) & Sort.PLACE:
                return self._and_place(word, place)
        if word == ",":
            goes_on = bool(self.last_joiner) and portfolio_follows(self.tokens, ahead, self.limit)
            self.at += goes_on
            return goes_on
        nested = role_at(self.tokens, ahead, self.depth + 1) if self.depth < _DEEPEST else None
        if nested is not None and self._is_plural() and not nested.plural:
            return False  # `Israeli leaders and Egyptian President N`: several, then one
        return self._and_role(nested) or self._and_word(ahead)

    def _and_of(self, at: int) -> bool:
        """`The Presidents of the Council and of the Commission`."""
        while self.low(at) in ARTICLES:
            at += 1
        goes_on = bool(self.sort(at) & (Sort.PLACE | Sort.INSTITUTION))
        if goes_on:
            self.at, self.joiner = at, "of"
        return goes_on

    def _and_role(self, nested: Role | None) -> bool:
        """`Chairman of X and President of Y`: a second role of the same person."""
        if nested is None or (nested.plural and not self._is_plural()):
            return False
        small = self.head is not None and not self.head.sort & Sort.CAPITAL
        if small and nested.before and self.sort(nested.first) & Sort.PLACE:
            return False  # `the head of state and Bulgarian President N`: two people
        self._take(nested)
        return True

    def _and_word(self, ahead: int) -> bool:
        """`Foreign Affairs and Trade`; `of Bohemia and Moravia`, but not the next person after `and`."""
        token = self.tokens[ahead]
        capital = self.tokens[self.at - 1].sort & Sort.CAPITAL
        if self.last_joiner and capital and self._begins_portfolio(ahead):
            self.at = ahead + 1
            return True
        if token.sort & (Sort.INSTITUTION | Sort.MODIFIER) and not token.sort & Sort.PLACE:
            same = capital == token.sort & Sort.CAPITAL
            self.at += same
            return same
        alone = ahead + 1 >= self.limit or not part_of_name(self.tokens[ahead + 1])
        named = titled_name_at(self.tokens, self.at - 1, most=1) is not None
        if not (self.last_joiner and part_of_name(token) and alone and named):
            return False
        self.at = ahead
        self.joiner = "and"
        return True

    def _begins_portfolio(self, at: int) -> bool:
        """`and Peacebuilding Affairs`, `and Malians Abroad`: an unknown word before an office's."""
        after = self.sort(at + 1)
        if after & (Sort.INSTITUTION | Sort.CAPITAL | Sort.HEAD) != Sort.INSTITUTION | Sort.CAPITAL:
            return False
        return part_of_name(self.tokens[at]) or (
            bool(self.sort(at) & Sort.PLACE) and self.low(at + 1) == "abroad"
        )

    def _and_place(self, word: str, at: int) -> bool:
        """`of Kuwait and the Netherlands` for several; for one person only a second role can follow."""
        if not self._is_plural():
            deeper = word == "and" and self.depth < _DEEPEST
            nested = role_at(self.tokens, self.at + 1, self.depth + 1) if deeper else None
            if nested is None or nested.plural:
                return False
            self.before.extend(nested.before)
            self.of.extend(nested.of)
            self.at = nested.stop
            return True
        self.at = at
        self.joiner = self.last_joiner or "of"
        return True

    def _head_of(self, role: Role) -> int:
        for at in range(role.stop - 1, role.first - 1, -1):
            low = self.tokens[at].low
            if low == role.head or singular(low) == role.head:
                return at
        return role.first


def _is_rank(tokens: Sequence[Token], at: int) -> bool:
    """`Foreign Minister Senator N`: what stands before his name like a rank is no part of the office."""
    return tokens[at].low == "senator" and skip_ranks(tokens, at) > at


def role_at(tokens: Sequence[Token], at: int, depth: int = 0) -> Role | None:
    """The longest role phrase that begins at token `at`, without an article before it, or None."""
    if at >= len(tokens) or not tokens[at].sort & (ROLE_WORDS | Sort.CAPITAL) or tokens[at].low in ARTICLES:
        return None
    role = _Reader(tokens, at, depth).read()
    if role is None:
        return None
    stop = role.stop
    while stop > at + 1 and tokens[stop - 1].low in {*_SMALL_JOINERS, "and", ",", "the", "&"}:
        stop -= 1
    if stop == role.stop:
        return role
    return Role(at, stop, role.head, role.plural, role.before, role.of, role.envoy_of, role.seat)
