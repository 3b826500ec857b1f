"""One person or body of an article, with all that the article says of who it is."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Optional

from storage.text.fold import fold

__all__ = ["Entity", "fold_name"]

_SUFFIXES: Final = frozenset("jr sr ii iii iv phd".split())


@lru_cache(maxsize=4096)
def fold_name(text: str) -> tuple[str, ...]:
    """A name's words for comparison: small letters, no diacritics, no punctuation, no `Jr.`."""
    cleaned = "".join(c if c.isalnum() or c in "-'" else " " for c in fold(text))
    words = [word.strip("-'") for word in cleaned.split()]
    return tuple(word for word in words if word and word not in _SUFFIXES) or tuple(words)


@dataclass(eq=False, slots=True)
class Entity:
    """One person or body of the article, with all that the article says of who it is."""

    name: str
    words: tuple[str, ...]
    body: bool = False
    country: str | None = None
    inferred: str | None = None
    """A country that no role states: from those beside whom it stands, or the publisher."""
    roles: list[tuple[str, str]] = field(default_factory=list)
    """Role as written and its head noun, in the order of the text."""
    sender: Optional["Entity"] = None
    """Whose envoy it is."""
    female: bool | None = None
    leads: bool = False
    """Some sentence has it for its subject, by its name."""

    @property
    def code(self) -> str | None:
        """Its country, stated or inferred."""
        return self.country or self.inferred

    def heads(self) -> set[str]:
        """The head nouns of its roles."""
        return {head for _, head in self.roles}
