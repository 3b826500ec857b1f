"""What a person typed → what is searched for. Nothing that can be typed is an error; pure.

Words are searched for together; "quoted words" stand next to each other; `-word` and `-"words"` leave
articles out; `word*` is any word that begins so. Everything else is a word or means nothing.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from storage.text.fold import words

__all__ = ["ParsedQuery", "Term", "match_all", "match_any", "parse"]

_LENGTH: Final = 1_000
"""Characters that are read; nobody types more."""
_TERMS: Final = 24
"""Words and phrases that are searched for."""
_TOKENS: Final = 16
"""Words of one phrase."""

_QUOTES: Final = '"“”„‟«»「」『』〝〞″＂'
_MINUSES: Final = "-−–—"
_STARS: Final = "*＊∗"
# Between these, parts of one piece are words of their own; `.`, `-` and apostrophes stay inside a word.
_BREAKS: Final = re.compile(r"[\s/\\|,;:!?()\[\]{}<>=+~^…。、，；：！？（）]+")
_PIECE: Final = re.compile(
    rf"(?P<minus>(?<!\S)[{_MINUSES}])?(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}](?P<phrase_star>[{_STARS}])?"
    rf"|(?P<word>[^\s{_QUOTES}]+)|[{_QUOTES}])"
)


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand next to each other; most are one word."""

    tokens: tuple[str, ...]
    """As the index has them."""
    shown: str
    """As typed, without quotes."""
    phrase: bool = False
    """It was quoted."""
    prefix: bool = False
    """The last word may go on."""

    @property
    def plain(self) -> str:
        """The term for a reader: phrases in quotation marks, prefixes with an ellipsis."""
        text = f"{self.shown}…" if self.prefix else self.shown
        return f"“{text}”" if self.phrase else text

    @property
    def typed(self) -> str:
        """The term as it can be typed again."""
        text = f'"{self.shown}"' if self.phrase else self.shown
        return f"{text}*" if self.prefix else text


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """What was understood."""

    terms: tuple[Term, ...]
    excluded: tuple[Term, ...] = ()
    cut: bool = False
    """More was typed than is searched for."""

    @property
    def plain(self) -> str:
        """The query in words, for a reader."""
        parts = [term.plain for term in self.terms]
        parts += [f"without {term.plain}" for term in self.excluded]
        return ", ".join(parts)

    @property
    def typed(self) -> str:
        """The query as it can be typed again."""
        return " ".join([term.typed for term in self.terms] + [f"-{term.typed}" for term in self.excluded])

    def with_term(self, old: Term, new: Term) -> "ParsedQuery":
        """The query with one term in the place of another."""
        return replace(self, terms=tuple(new if term == old else term for term in self.terms))


def parse(text: str) -> ParsedQuery:
    """Understand `text`, whatever it is."""
    clean = _visible(text[:_LENGTH])
    terms: dict[tuple[tuple[str, ...], bool], Term] = {}
    excluded: dict[tuple[tuple[str, ...], bool], Term] = {}
    cut = len(text) > _LENGTH
    for match in _PIECE.finditer(clean):
        target = excluded if match["minus"] else terms
        if match["phrase"] is not None:
            found = [_term(match["phrase"], phrase=True, prefix=match["phrase_star"] is not None)]
        else:
            found = _words(match["word"] or "")
        for term in found:
            if term is None:
                continue
            if len(terms) + len(excluded) >= _TERMS:
                cut = True
                break
            target.setdefault((term.tokens, term.prefix), term)
    return ParsedQuery(tuple(terms.values()), tuple(excluded.values()), cut)


def _visible(text: str) -> str:
    """`text` without what cannot be seen, every kind of white space a space."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if unicodedata.category(character) in {"Cc", "Zl", "Zp", "Zs"} else character
        for character in text
        if unicodedata.category(character) not in {"Cf", "Cs", "Co", "Cn"}
    )


def _words(piece: str) -> list[Term | None]:
    if piece.isalnum():  # most are one word
        return [_term(piece, phrase=False, prefix=False)]
    found: list[Term | None] = []
    for part in _BREAKS.split(piece):
        stripped = part.rstrip(_STARS)
        found.append(_term(stripped, phrase=False, prefix=stripped != part))
    return found


def _term(text: str, *, phrase: bool, prefix: bool) -> Term | None:
    if text.isascii() and text.isalnum():
        return Term((text.lower(),), text, prefix=prefix)
    tokens = words(text)[:_TOKENS]
    if not tokens:
        return None
    shown = " ".join(text.split()).strip(".-'_&@#%$§•·") or " ".join(tokens)
    return Term(tuple(tokens), shown, phrase and len(tokens) > 1, prefix)


def _quoted(term: Term) -> str:
    """A term as the index's own language has it; tokens are letters and digits, which need no escaping."""
    text = '"' + " ".join(token.replace('"', "") for token in term.tokens) + '"'
    return f"{text} *" if term.prefix else text


def match_all(
    terms: Sequence[Term],
    excluded: Sequence[Term] = (),
    facets: Iterable[str] = (),
    beginnings: Mapping[Term, Sequence[str]] | None = None,
) -> str:
    """The index's expression for articles with all terms and facets and none of the excluded terms.

    `beginnings`: words that are searched for in the place of terms that are beginnings.
    """
    expanded = beginnings or {}
    wanted = [*(f'"{facet}"' for facet in facets), *(_any_of(term, expanded.get(term)) for term in terms)]
    return _without(wanted, [_any_of(term, expanded.get(term)) for term in excluded])


def match_any(terms: Sequence[Term], excluded: Sequence[Term] = (), facets: Iterable[str] = ()) -> str:
    """The same for articles with any of the terms."""
    some = "(" + " OR ".join(map(_quoted, terms)) + ")"
    return _without([*(f'"{facet}"' for facet in facets), some], [_quoted(term) for term in excluded])


def _any_of(term: Term, words: Sequence[str] | None) -> str:
    """A term, or a phrase for each word that its last one stands for."""
    if not words:
        return _quoted(term)
    ends = [replace(term, tokens=(*term.tokens[:-1], word), prefix=False) for word in words]
    return "(" + " OR ".join(map(_quoted, ends)) + ")"


def _without(parts: Sequence[str], excluded: Sequence[str]) -> str:
    wanted = "(" + " AND ".join(parts) + ")"
    return f"{wanted} NOT (" + " OR ".join(excluded) + ")" if excluded else wanted
