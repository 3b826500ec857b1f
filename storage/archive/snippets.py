"""A piece of an article's exact text around the words that were found; pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, islice
from typing import Final

from storage.archive.answers import Snippet
from storage.archive.query import Term
from storage.archive.spellings import look
from storage.archive.windows import FITS, around, densest, window
from storage.text.fold import plainly, tokens
from storage.text.stopwords import GRAMMAR

__all__ = ["BEGINNING", "Finder", "Searchable"]

BEGINNING: Final = 8_000
"""Characters that are looked through first: most articles have there what was searched for."""

_CANDIDATES: Final = 200
"""Places of a term that are looked at in one article."""
_EXACT: Final = 40_000
"""Characters that are looked through word by word."""


class Searchable:
    """A text in which terms are looked for; worth keeping, for most of the work is the same for all terms."""

    __slots__ = ("body", "letters", "padded", "whole")

    def __init__(self, body: str) -> None:
        self.body = body
        self.padded = body + " "
        """With a space before it, at -1, and behind it."""
        self.letters = _ascii_letters(body)
        self.whole = True
        """Nothing follows it."""

    @classmethod
    def beginning(cls, text: str) -> "Searchable":
        """Of the first `BEGINNING` characters of a body, or of more; a shorter one is all there is."""
        if len(text) < BEGINNING:
            return cls(text)
        # The last line may go on.
        made = cls(text[: max(text.rfind("\n", 0, BEGINNING), 0)])
        made.whole = False
        return made


class Finder:
    """Finds the terms of one query in text, in any spelling that folds to them."""

    def __init__(self, terms: Sequence[Term]) -> None:
        telling = [term for term in terms if len(term.tokens) > 1 or term.tokens[0] not in GRAMMAR]
        self._terms = tuple(telling or terms)
        typed = [" ".join(term.tokens) for term in self._terms]
        self._typed = [text.encode() if text.isascii() else None for text in typed]
        """The terms as small ASCII letters, where they have no others."""
        word = self._typed[0] if len(self._typed) == 1 else None
        self._alone = len(word) if word and len(word) <= FITS else 0
        """How long the only term is, where it stands in a piece whole."""

    def highlights(self, text: str) -> tuple[tuple[int, int], ...]:
        """(begin, stop) of each place of a term; places that touch or overlap are one."""
        spans = sorted([(begin, stop) for begin, stop, _ in self._exact(text)])
        merged: list[tuple[int, int]] = []
        for begin, stop in spans:
            if merged and begin <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
            else:
                merged.append((begin, stop))
        return tuple(merged)

    def snippet(self, beginning: Searchable, body_first: int, whole: Callable[[], Searchable]) -> Snippet:
        """The piece of one line of a body that holds most of the terms; its beginning where there is none.

        `body_first` is the number of the body's first line. A piece of its `beginning` that holds all terms
        will do: only without one is the `whole` of it looked through, and for other spellings.
        """
        text = beginning
        stops = self._typed_stops(text, 0) if self._alone else ()
        if stops:
            begin, stop, line_begin, line_end = around(text.body, densest(text.body, stops, self._alone))
        else:
            places = self._as_typed(text)
            variety, (begin, stop, line_begin, line_end) = window(text.body, places)
            if variety < len(self._terms) and not (text.whole and self._are_all_in(places)):
                text = beginning if beginning.whole else whole()
                _, (begin, stop, line_begin, line_end) = window(text.body, self._places(text))
        body = text.body
        piece = body[begin:stop]
        spans = self._known(text, stops, begin, stop, piece) if stops else None
        return Snippet(
            piece,
            body_first + body.count("\n", 0, line_begin),
            begin - line_begin,
            self.highlights(piece) if spans is None else spans,
            begin != line_begin and bool(body[line_begin:begin].strip()),
            stop != line_end and bool(body[stop:line_end].strip()),
        )

    def _known(
        self, text: Searchable, stops: Sequence[int], begin: int, stop: int, piece: str
    ) -> tuple[tuple[int, int], ...] | None:
        """The highlights of a piece by the places of the only term; None where they do not tell.

        They tell of one word in plain text, if the piece cuts none in two.
        """
        padded, size = text.padded, self._alone
        if (
            len(self._terms[0].tokens) > 1
            or len(stops) >= _CANDIDATES
            or not piece.isascii()
            or (padded[begin - 1].isalnum() and padded[begin].isalnum())
            or (padded[stop - 1].isalnum() and padded[stop].isalnum())
        ):
            return None
        inside = stops[bisect_left(stops, begin + size) : bisect_right(stops, stop)]
        if not self._terms[0].prefix:
            return tuple([(at - size - begin, at - begin) for at in inside])
        return tuple([(at - size - begin, _token_end(piece, at - begin)) for at in inside])

    def _as_typed(self, text: Searchable) -> list[tuple[int, int, int]]:
        """(begin, stop, term) of some places, ascending, where a term stands as it was typed."""
        found: list[tuple[int, int, int]] = []
        for number in range(len(self._terms)):
            found += [(begin, stop, number) for begin, stop in self._typed_places(text, number)]
        found.sort()
        return found

    def _are_all_in(self, places: Sequence[tuple[int, int, int]]) -> bool:
        return len({number for _, _, number in places}) == len(self._terms)

    def _typed_places(self, text: Searchable, number: int) -> list[tuple[int, int]]:
        """Places of one term where it stands as it was typed."""
        size = len(self._typed[number] or b"")
        return [(stop - size, stop) for stop in self._typed_stops(text, number)]

    def _typed_stops(self, text: Searchable, number: int) -> list[int]:
        """Where such places stop."""
        word = self._typed[number]
        if word is None:
            return []
        padded, size = text.padded, len(word)
        # What lies between the places, at one go: they are as many as the text has words of a kind.
        between = text.letters.split(word)
        del between[-1]
        stops = accumulate([len(piece) + size for piece in between])
        if self._terms[number].prefix:
            found = [stop for stop in stops if not padded[stop - size - 1].isalnum()]
        else:
            found = [
                stop for stop in stops if not padded[stop].isalnum() and not padded[stop - size - 1].isalnum()
            ]
        return found[:_CANDIDATES]

    def _places(self, text: Searchable) -> list[tuple[int, int, int]]:
        """(begin, stop, term) of some places, ascending.

        Quick where all are spelled as they were typed, or with other accents; else word by word.
        """
        body = text.body
        # The one letter that becomes two when it is lowered: all after it would be found one place too late.
        if "\u0130" in body:
            return sorted(self._exact(body[:_EXACT]))
        plain = body.isascii()
        lowered: str | None = None
        exact: list[tuple[int, int, int]] | None = None
        found: list[tuple[int, int, int]] = []
        for number, term in enumerate(self._terms):
            places = self._typed_places(text, number)
            # In plain text a word has no other spelling; a phrase may stand there with other spaces.
            if not places and not (plain and len(term.tokens) == 1):
                lowered = body.lower() if lowered is None else lowered
                places = [
                    (match.start(), match.end())
                    for match in islice(look(term, accents=not plain).finditer(lowered), _CANDIDATES)
                ]
                if not places and not plain:
                    exact = self._exact(body[:_EXACT]) if exact is None else exact
                    places = [(begin, stop) for begin, stop, other in exact if other == number]
            found += [(begin, stop, number) for begin, stop in places]
        return sorted(found)

    def _exact(self, text: str) -> list[tuple[int, int, int]]:
        """(begin, stop, term) of every place of a term, by the tokens that the index has."""
        plain = plainly(text)
        if plain is None:
            return self._word_by_word(text)
        return [
            (begin, stop, number)
            for number, term in enumerate(self._terms)
            for begin, stop in _in_plain(plain, term)
        ]

    def _word_by_word(self, text: str) -> list[tuple[int, int, int]]:
        """The same in any text."""
        found: list[tuple[int, int, int]] = []
        there = tokens(text)
        by_token: dict[str, list[int]] = {}
        for position, (token, _, _) in enumerate(there):
            by_token.setdefault(token, []).append(position)
        for number, term in enumerate(self._terms):
            first, rest = term.tokens[0], term.tokens[1:]
            starts = by_token.get(first, [])
            if term.prefix and not rest:
                starts = [
                    at for token, places in by_token.items() if token.startswith(first) for at in places
                ]
            for at in starts:
                last = at + len(rest)
                if last < len(there) and all(
                    there[at + step][0] == token
                    or (term.prefix and step == len(rest) and there[at + step][0].startswith(token))
                    for step, token in enumerate(rest, 1)
                ):
                    found.append((there[at][1], there[last][2], number))
        return found


def _ascii_letters(body: str) -> bytes:
    """The small ASCII letters of a text, each in its place, with something else for all others.

    Lowering the text itself takes twenty times as long where it has a single curly quote.
    """
    # The one sign beyond ASCII whose small letter is in it: that of kelvins.
    return body.replace("\u212a", "k").encode("ascii", "replace").lower()


def _in_plain(text: str, term: Term) -> Iterator[tuple[int, int]]:
    """Every place of a term in the text that `plainly` makes."""
    first, rest = term.tokens[0], term.tokens[1:]
    at = text.find(first)
    while at >= 0:
        stop: int | None = None
        if not at or not text[at - 1].isalnum():
            stop = _token_stop(text, at + len(first), goes_on=term.prefix and not rest)
        for number, token in enumerate(rest, 1):
            if stop is None:
                break
            begin = _between(text, stop)
            goes_on = term.prefix and number == len(rest)
            stop = (
                _token_stop(text, begin + len(token), goes_on=goes_on)
                if text.startswith(token, begin)
                else None
            )
        if stop is not None:
            yield at, stop
        at = text.find(first, at + len(first))


def _token_stop(text: str, at: int, *, goes_on: bool) -> int | None:
    """Where a token ends whose letters up to `at` are known; None where it goes on and may not."""
    end = _token_end(text, at)
    return end if goes_on or end == at else None


def _token_end(text: str, at: int) -> int:
    """Where a token ends whose letters up to `at` are known."""
    while at < len(text) and text[at].isalnum():
        at += 1
    return at


def _between(text: str, at: int) -> int:
    """Where the next token begins."""
    while at < len(text) and not text[at].isalnum():
        at += 1
    return at
