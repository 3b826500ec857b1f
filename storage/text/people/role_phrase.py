"""How far a role phrase has been read: what is known of the role, and where its next token stands."""

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from storage.text.people import sorts
from storage.text.people.role import Role
from storage.text.people.titles import SEATS, singular
from storage.text.people.tokens import Token

__all__ = ["Phrase", "RoleAt"]

RoleAt: TypeAlias = "Callable[[Sequence[Token], int, int], Role | None]"
"""Reads the role phrase that begins at a token, so many roles deep inside another."""

_LONGEST: Final = 60
"""Tokens of the longest role that is read; what is longer is cut."""
_DEEPEST: Final = 3
"""Roles inside roles."""
_OPPOSITE: Final = frozenset(["number", "numbers", "peer"])
"""`his Omani opposite number`, `his Omani peer` is his counterpart."""


class Phrase:
    """One role phrase, read from left to right; every token is looked at a bounded number of times."""

    __slots__ = (
        "_role_at",
        "at",
        "before",
        "depth",
        "envoy_of",
        "first",
        "head",
        "joiner",
        "last_joiner",
        "limit",
        "of",
        "tokens",
    )

    def __init__(self, tokens: Sequence[Token], first: int, depth: int, role_at: RoleAt) -> None:
        self.tokens = tokens
        self.first = first
        self.at = first
        self.limit = min(len(tokens), first + _LONGEST)
        self.depth = depth
        self.head: Token | None = None
        self.before: list[str] = []
        self.of: list[str] = []
        self.joiner = ""
        """The small word right before the next token."""
        self.last_joiner = ""
        self.envoy_of: tuple[str, str, str | None] | None = None
        self._role_at = role_at

    def sort(self, at: int) -> int:
        """What a token may be, nothing behind the end."""
        return self.tokens[at].sort if at < self.limit else sorts.NONE

    def low(self, at: int) -> str:
        """A token in small letters, nothing behind the end."""
        return self.tokens[at].low if at < self.limit else ""

    def head_word(self) -> str:
        """The head noun as it stands, in small letters; nothing before it."""
        return self.head.low if self.head is not None else ""

    def is_capital(self) -> bool:
        """Whether its head noun is written with a capital."""
        return self.head is not None and bool(self.head.sort & sorts.CAPITAL)

    def is_plural(self) -> bool:
        """Whether it is the role of several."""
        return self.head is not None and bool(self.head.sort & sorts.PLURAL)

    def role_at(self, at: int) -> Role | None:
        """The role inside this one that begins at a token, unless this one is deep inside others already."""
        return self._role_at(self.tokens, at, self.depth + 1) if self.depth < _DEEPEST else None

    def take(self, nested: Role) -> None:
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

    def role(self) -> Role | None:
        """What was read; None where it has no head noun."""
        if self.head is None:
            return None
        head = singular(self.head.low) or self.head.low
        seats = [SEATS[token.low] for token in self.tokens[self.first : self.at] if token.low in SEATS]
        return Role(
            self.first,
            self.at,
            "counterpart" if head in _OPPOSITE else head,
            bool(self.head.sort & sorts.PLURAL),
            tuple(dict.fromkeys(self.before)) if self.before else (),
            tuple(dict.fromkeys(self.of)) if self.of else (),
            self.envoy_of,
            seats[0] if seats else None,
        )

    def _head_of(self, role: Role) -> int:
        for at in range(role.stop - 1, role.first - 1, -1):
            low = self.tokens[at].low
            if low == role.head or singular(low) == role.head:
                return at
        return role.first
