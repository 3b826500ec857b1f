"""A piece of an article's exact text around the words that were found; pure."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from storage.archive.answers import Snippet
from storage.archive.query import Term
from storage.archive.spellings import look
from storage.text.fold import plainly, tokens
from storage.text.stopwords import GRAMMAR

__all__ = ["BEGINNING", "Finder", "Searchable"]

BEGINNING: Final = 8_000
"""Characters that are looked through first: most articles have there what was searched for."""

_WIDTH: Final = 240
"""Characters of a snippet, about."""
_LEAD: Final = 70
"""Characters shown before the first word found."""
_CANDIDATES: Final = 200
"""Places of a term that are looked at in one article."""
_EXACT: Final = 40_000
"""Characters that are looked through word by word."""


class Searchable:
    """A text in which terms are looked for; worth keeping, for most of the work is the same for all terms."""

    __slots__ = ("body", "letters", "whole")

    def __init__(self, body: str) -> None:
        self.body = body
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
        places = self._as_typed(text)
        variety, (begin, stop, line_begin, line_end) = _window(text.body, places)
        if variety < len(self._terms) and not (text.whole and self._are_all_in(places)):
            text = beginning if beginning.whole else whole()
            _, (begin, stop, line_begin, line_end) = _window(text.body, self._places(text))
        body = text.body
        piece = body[begin:stop]
        return Snippet(
            text=piece,
            line=body_first + body.count("\n", 0, line_begin),
            begin=begin - line_begin,
            highlights=self.highlights(piece),
            cut_before=bool(body[line_begin:begin].strip()),
            cut_after=bool(body[stop:line_end].strip()),
        )

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
        word = self._typed[number]
        if word is None:
            return []
        found: list[tuple[int, int]] = []
        body, size, goes_on = text.body, len(word), self._terms[number].prefix
        end, stop = len(body), 0
        # What lies between the places, at one go: they are as many as the text has words of a kind.
        for between in text.letters.split(word)[:-1]:
            at = stop + len(between)
            stop = at + size
            if not (at and body[at - 1].isalnum()) and (goes_on or stop == end or not body[stop].isalnum()):
                found.append((at, stop))
                if len(found) == _CANDIDATES:
                    break
        return found

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
                    return sorted(self._exact(body[:_EXACT]))
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
            stop = _token_end(text, at + len(first), goes_on=term.prefix and not rest)
        for number, token in enumerate(rest, 1):
            if stop is None:
                break
            begin = _between(text, stop)
            goes_on = term.prefix and number == len(rest)
            stop = (
                _token_end(text, begin + len(token), goes_on=goes_on)
                if text.startswith(token, begin)
                else None
            )
        if stop is not None:
            yield at, stop
        at = text.find(first, at + len(first))


def _token_end(text: str, at: int, *, goes_on: bool) -> int | None:
    """Where a token ends whose letters up to `at` are known; None where it goes on and may not."""
    end = at
    while end < len(text) and text[end].isalnum():
        end += 1
    return end if goes_on or end == at else None


def _between(text: str, at: int) -> int:
    """Where the next token begins."""
    while at < len(text) and not text[at].isalnum():
        at += 1
    return at


def _window(body: str, places: Sequence[tuple[int, int, int]]) -> tuple[int, tuple[int, int, int, int]]:
    """How many different terms the snippet holds; where it begins and stops, and where its line does."""
    most = variety = 0
    chosen = None
    line_end = -1
    count = len(places)
    # Of each term, how many places a window that begins at `index` holds: those up to `end`.
    inside = dict.fromkeys([term for _, _, term in places], 0)
    different = end = 0
    for index, (begin, _, term) in enumerate(places):
        if variety == len(inside) and count - index <= most:
            break  # no window that follows can hold more
        if begin > line_end:
            line_end = body.find("\n", begin)
            line_end = len(body) if line_end < 0 else line_end
        limit = min(begin + _WIDTH - _LEAD, line_end)
        while end < count and places[end][1] <= limit:
            other = places[end][2]
            different += not inside[other]
            inside[other] += 1
            end += 1
        if chosen is None or different > variety or (different == variety and end - index > most):
            variety, most, chosen = different, end - index, begin
        if end > index:
            inside[term] -= 1
            different -= not inside[term]
        else:
            end += 1
    if chosen is None:
        chosen = len(body) - len(body.lstrip())
    line_begin = body.rfind("\n", 0, chosen) + 1
    line_end = body.find("\n", chosen)
    line_end = len(body) if line_end < 0 else line_end
    begin = (
        line_begin
        if chosen - line_begin <= _LEAD
        else _back_to_word(body, chosen - _LEAD, line_begin, chosen)
    )
    while begin < chosen and body[begin].isspace():
        begin += 1
    stop = (
        line_end if line_end - begin <= _WIDTH else _back_to_word(body, begin + _WIDTH, chosen + 1, line_end)
    )
    stop = begin + len(body[begin:stop].rstrip())
    return variety, (begin, stop, line_begin, line_end)


def _back_to_word(body: str, at: int, least: int, most: int) -> int:
    """The last beginning of a word at or before `at`; in a run without spaces, any whole character."""
    if at - 40 <= least:
        return least
    before = at - 40
    space = max(
        body.rfind(" ", before, at), body.rfind("\u00a0", before, at), body.rfind("\u2002", before, at)
    )
    if space >= 0:
        return space + 1
    while least < at < most and unicodedata.combining(body[at]):
        at -= 1
    return at
