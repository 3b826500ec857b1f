"""Lists made at load: the best articles for common words and beginnings, and how often words stand where.

With them no search has to look at all matches of a common word: the score of an article for several words is
the sum of its scores for each, and a list in descending order says when nothing better can follow. `listing`
makes them; here they are read. An article's slot is its place among the listed ones, ascending by number.
"""

import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Final

from storage.archive.bm25 import TITLE, Lengthening
from storage.archive.storing import DAY_BITS
from storage.nearby import once

__all__ = [
    "Best",
    "First",
    "Listing",
    "best_of_beginning",
    "best_of_word",
    "first_of_beginning",
    "first_of_word",
    "lengths_of",
    "listing_of",
    "pick",
    "places_of",
]

_LOW: Final = (1 << DAY_BITS) - 1

_BISECTED: Final = 5
"""Where fewer than one in so many of a word's places are asked for, each is looked up in the list."""

_LISTING: Final = "SELECT articles, length, days, firsts, lows FROM listing"
_LENGTHS: Final = "SELECT lengths FROM listing"
_BEST_OF_WORD: Final = "SELECT articles, slots, often, lengths FROM best_of_word WHERE word = ?"
_BEST_OF_BEGINNING: Final = (
    "SELECT articles, slots, often, lengths FROM best_of_beginning WHERE beginning = ?"
)
_FIRST_OF_WORD: Final = "SELECT rowid, articles, length(slots) FROM best_of_word WHERE word = ?"
_FIRST_OF_BEGINNING: Final = (
    "SELECT rowid, articles, length(slots) FROM best_of_beginning WHERE beginning = ?"
)
_PLACES: Final = "SELECT slots, often FROM places_of_word WHERE word = ?"
# In a title: odd.
_SINGLE_PLACES: Final = "SELECT doc * 2 + (col = 'title') FROM article_places WHERE term = ?"
_CHANGED: Final = "SELECT EXISTS (SELECT 1 FROM unlisted) OR EXISTS (SELECT 1 FROM delisted)"
_EITHER: Final = "SELECT number FROM unlisted UNION ALL SELECT number FROM delisted"


@dataclass(frozen=True, slots=True)
class Best:
    """The best articles for a word or a beginning, best first."""

    articles: int
    """How many have it."""
    slots: "array[int]"
    often: bytes
    """How often each has it; once in the title counts five."""
    lengths: "array[int]"
    """The words of each."""


@dataclass(frozen=True, slots=True)
class First:
    """The first articles of such a list."""

    articles: int
    """How many have the word or beginning."""
    listed: int
    """How many the whole list has."""
    slots: "array[int]"


@dataclass(frozen=True, slots=True)
class Listing:
    """Which articles the lists were made of."""

    articles: int
    lengthening: Lengthening
    days: "array[int]"
    """The days that have articles, ascending."""
    firsts: "array[int]"
    """The first slot of each day."""
    lows: "array[int]"
    """The lowest number of each day, within the day."""
    changed: frozenset[int]
    """Numbers that stand for other articles, or for none, since then."""

    def slots_of(self, numbers: Sequence[int]) -> list[int]:
        """The slots of listed articles."""
        bases: dict[int, int] = {}
        slots = []
        for number in numbers:
            day = number >> DAY_BITS
            base = bases.get(day)
            if base is None:
                at = bisect_left(self.days, day)
                base = bases[day] = self.firsts[at] - self.lows[at]
            slots.append(base + (number & _LOW))
        return slots

    def number_of(self, slot: int) -> int:
        """The number of the article in a slot."""
        at = bisect_right(self.firsts, slot) - 1
        return (self.days[at] << DAY_BITS) + self.lows[at] + slot - self.firsts[at]

    def numbers(self, raw: sqlite3.Connection) -> Iterator[int]:
        """The numbers of all listed articles, ascending."""
        lengths = lengths_of(raw)
        ends = [*self.firsts[1:], len(lengths)]
        for day, first, low, end in zip(self.days, self.firsts, self.lows, ends, strict=True):
            number = (day << DAY_BITS) + low - first
            yield from (number + slot for slot in range(first, end) if lengths[slot])

    def first_slot(self, number: int) -> int:
        """The slot of the first listed article with this number or a higher one."""
        if number < 0:
            return 0
        day = number >> DAY_BITS
        at = bisect_left(self.days, day)
        end = self.firsts[at + 1] if at + 1 < len(self.firsts) else 1 << 32
        if at == len(self.days):
            return 1 << 32
        if self.days[at] != day:
            return self.firsts[at]
        return min(end, self.firsts[at] + max(0, (number & _LOW) - self.lows[at]))


def _numbers(code: str, content: bytes) -> "array[int]":
    made = array(code)
    made.frombytes(content)
    return made


def listing_of(raw: sqlite3.Connection) -> Listing | None:
    """What is listed; None where nothing is."""
    return once(raw, _listing)


def _listing(raw: sqlite3.Connection) -> Listing | None:
    row = raw.execute(_LISTING).fetchone()
    if row is None:
        return None
    changed: frozenset[int] = frozenset()
    if raw.execute(_CHANGED).fetchone()[0]:
        changed = frozenset(number for (number,) in raw.execute(_EITHER))
    return Listing(
        row["articles"],
        Lengthening(row["length"]),
        _numbers("I", row["days"]),
        _numbers("I", row["firsts"]),
        _numbers("I", row["lows"]),
        changed,
    )


def lengths_of(raw: sqlite3.Connection) -> "array[int]":
    """The words of the article in each slot."""
    return once(raw, _lengths)


def _lengths(raw: sqlite3.Connection) -> "array[int]":
    return _numbers("H", raw.execute(_LENGTHS).fetchone()["lengths"])


def best_of_word(raw: sqlite3.Connection, word: str) -> Best | None:
    """The list of a word; None where it has none."""
    return _best(raw.execute(_BEST_OF_WORD, (word,)).fetchone())


def best_of_beginning(raw: sqlite3.Connection, beginning: str) -> Best | None:
    """The list of all words that begin so, taken for one; None where it has none."""
    return _best(raw.execute(_BEST_OF_BEGINNING, (beginning,)).fetchone())


def _best(row: sqlite3.Row | None) -> Best | None:
    if row is None:
        return None
    return Best(row["articles"], _numbers("I", row["slots"]), row["often"], _numbers("H", row["lengths"]))


def first_of_word(raw: sqlite3.Connection, word: str, most: int) -> First | None:
    """The first `most` of the list of a word; None where it has none."""
    return _first(raw, "best_of_word", raw.execute(_FIRST_OF_WORD, (word,)).fetchone(), most)


def first_of_beginning(raw: sqlite3.Connection, beginning: str, most: int) -> First | None:
    """The same of all words that begin so, taken for one."""
    row = raw.execute(_FIRST_OF_BEGINNING, (beginning,)).fetchone()
    return _first(raw, "best_of_beginning", row, most)


def _first(raw: sqlite3.Connection, table: str, row: sqlite3.Row | None, most: int) -> First | None:
    if row is None:
        return None
    number, articles, size = row
    # A list fills ten pages of the file, and its first articles stand on the first: a statement reads all.
    with raw.blobopen(table, "slots", number, readonly=True) as slots:
        return First(articles, size // 4, _numbers("I", slots.read(4 * most)))


def places_of(raw: sqlite3.Connection, word: str, listing: Listing, slots: Sequence[int]) -> Iterable[int]:
    """How often a word stands in the article of each slot, 0 where it does not.

    From its list, or from the index where it has none, being rare.
    """
    row = raw.execute(_PLACES, (word,)).fetchone()
    if row is None:
        plain = raw.cursor()
        plain.row_factory = None
        counted = Counter(chain.from_iterable(plain.execute(_SINGLE_PLACES, (word,))))
        numbers = map(listing.number_of, slots)
        return [counted[number * 2] + TITLE * counted[number * 2 + 1] for number in numbers]
    often: bytes = row["often"]
    if row["slots"] is None:
        return pick(often, slots)
    there = _numbers("I", row["slots"])
    last = len(there)
    if len(slots) * _BISECTED > last:
        counts = dict(zip(there, often, strict=True))
        return [counts.get(slot, 0) for slot in slots]
    places = [bisect_left(there, slot) for slot in slots]
    return [
        often[place] if place < last and there[place] == slot else 0
        for place, slot in zip(places, slots, strict=True)
    ]


def pick(values: Sequence[int], places: Sequence[int]) -> Sequence[int]:
    """`values` at many places, at once."""
    if len(places) < 2:
        return [values[place] for place in places]
    picked: tuple[int, ...] = itemgetter(*places)(values)
    return picked
