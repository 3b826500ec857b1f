"""Makes the lists that `best` reads: one pass through every place of every word in the index.

The index gives the places in the order of the words, so words that begin alike come one after the other: what
is gathered for a beginning is added to the beginning that is shorter by a letter once it is complete.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from storage.archive.bm25 import TITLE, Lengthening, weight
from storage.archive.storing import DAY_BITS

__all__ = ["make_lists"]

Integers: TypeAlias = NDArray[np.int64]
Counts: TypeAlias = NDArray[np.uint16]
Found: TypeAlias = tuple[Integers, Counts]
"""Slots, ascending, and how often a word stands in each."""

_SHARE: Final = 100
"""In a large archive a word has a list if it stands in one of so many articles."""
_RANKABLE: Final = 1_000
"""Articles of a list, for that many can be paged to."""
_LISTED: Final = 10_000
"""Articles of the list of a word with more matches: those of several words are looked for among them."""
_LETTERS: Final = 8
"""A longer beginning is rarely common."""
_FACETS: Final = "\ue000"
"""Facets are words from here on; they have no beginnings."""
_DENSE: Final = 5
"""A word in one of so many articles takes less room with a place for every slot."""
_CHUNK: Final = 2**20
"""Places of one word that are read at once, so that memory does not grow with the archive."""
_TOGETHER: Final = 2**18
"""Places of several words that are read at once: with more, what is counted leaves the processor's cache."""
_MOST: Final = 255
_LONGEST: Final = 65_535

_LOW: Final = (1 << DAY_BITS) - 1

_SIZES: Final = "SELECT id, sz FROM article_words_docsize ORDER BY id"
_WORDS: Final = "SELECT term, doc, cnt FROM article_vocabulary"
# A place in a title is handed over as its article's number with a minus, which numbers do not have.
_PLACES: Final = "SELECT iif(col = 'title', -doc, doc) FROM article_places WHERE term = ?"
# One text of many numbers is handed over and read in half of the time of as many rows.
_PLACES_BETWEEN: Final = """
SELECT group_concat(iif(col = 'title', -doc, doc)) FROM article_places WHERE term BETWEEN ? AND ?
"""
_INSERT_LISTING: Final = """
INSERT INTO listing (id, articles, length, days, firsts, lows, lengths) VALUES (1, ?, ?, ?, ?, ?, ?)
"""
_INSERT_WORD: Final = """
INSERT INTO best_of_word (word, articles, slots, often, lengths) VALUES (?, ?, ?, ?, ?)
"""
_INSERT_BEGINNING: Final = """
INSERT INTO best_of_beginning (beginning, articles, slots, often, lengths) VALUES (?, ?, ?, ?, ?)
"""
_INSERT_PLACES: Final = "INSERT INTO places_of_word (word, slots, often) VALUES (?, ?, ?)"


def make_lists(raw: sqlite3.Connection, articles: int, least: int) -> None:
    """Make all lists; there are none yet. `least`: articles of a word that has one, in a small archive."""
    _Making(raw, max(least, articles // _SHARE)).run()


@dataclass(slots=True)
class _Beginning:
    """What is gathered for one beginning."""

    letters: str
    words: int = 0
    places: int = 0
    found: list[Found] = field(default_factory=list)
    total: Counts | None = None
    """Of every slot, once there is much."""


class _Making:
    def __init__(self, raw: sqlite3.Connection, least: int) -> None:
        self._raw = raw
        self._least = least
        numbers, lengths = self._articles()
        days = numbers >> DAY_BITS
        low = numbers & _LOW
        starts = np.flatnonzero(np.diff(days, prepend=-1))
        ends = np.append(starts[1:], len(days)) - 1
        lows = low[starts]
        spans = low[ends] - lows + 1
        firsts = np.cumsum(spans) - spans
        self._slots = int(spans.sum())
        self._base = np.zeros(int(days[-1]) + 1, dtype=np.int64)
        self._base[days[starts]] = firsts - lows
        self._lengths = np.zeros(self._slots, dtype=np.uint16)
        self._lengths[self._slot(numbers)] = np.minimum(lengths, _LONGEST)
        average = float(lengths.sum()) / len(lengths)
        table = Lengthening(average)
        self._lengthening = np.array([table[length] for length in range(int(self._lengths.max()) + 1)])
        blobs = [each.astype(np.uint32).tobytes() for each in (days[starts], firsts, lows)]
        raw.execute(_INSERT_LISTING, (len(numbers), average, *blobs, self._lengths.tobytes()))

    def _articles(self) -> tuple[Integers, Integers]:
        """The number of each article, ascending, and its words."""
        numbers, lengths = [], []
        for number, sizes in self._raw.execute(_SIZES):
            numbers.append(number)
            lengths.append(_words(sizes))
        return np.array(numbers, dtype=np.int64), np.array(lengths, dtype=np.int64)

    def _slot(self, numbers: Integers) -> Integers:
        slots: Integers = self._base[numbers >> DAY_BITS] + (numbers & _LOW)
        return slots

    def run(self) -> None:
        """Go through the index once."""
        open_: list[_Beginning] = []
        for word, articles, found in self._every_word():
            while open_ and not word.startswith(open_[-1].letters):
                self._close(open_)
            if articles >= self._least:
                self._raw.execute(_INSERT_WORD, (word, articles, *self._best(found)))
                self._raw.execute(_INSERT_PLACES, (word, *self._everywhere(found)))
            if word < _FACETS:
                longest = min(len(word), _LETTERS)
                open_ += [_Beginning(word[:letters]) for letters in range(len(open_) + 1, longest + 1)]
                self._gather(open_[-1], [found], 1, len(found[0]))
        while open_:
            self._close(open_)

    def _every_word(self) -> Iterator[tuple[str, int, Found]]:
        """Every word in order, in how many articles it stands, and where: read many words at once."""
        together: list[tuple[str, int, int]] = []
        places = 0
        for word, articles, count in self._raw.execute(_WORDS):
            if together and places + count > _TOGETHER:
                yield from self._read(together)
                together, places = [], 0
            together.append((word, articles, count))
            places += count
        if together:
            yield from self._read(together)

    def _read(self, words: Sequence[tuple[str, int, int]]) -> Iterator[tuple[str, int, Found]]:
        """Where some words stand that follow each other in the index."""
        (first, articles, count), (last, *_) = words[0], words[-1]
        if count > _CHUNK:
            yield first, articles, self._in_parts(first, count)
            return
        (listed,) = self._raw.execute(_PLACES_BETWEEN, (first, last)).fetchone()
        ends = np.cumsum([count for _, _, count in words])
        slots, often, stops = self._counted(np.fromstring(listed, np.int64, sep=","), ends)
        at = 0
        for (word, articles, _), end in zip(words, stops.tolist(), strict=True):
            yield word, articles, (slots[at:end], often[at:end])
            at = end

    def _in_parts(self, word: str, count: int) -> Found:
        """Where a word stands of which not all places are read at once."""
        plain = self._raw.cursor()
        plain.row_factory = None
        places = chain.from_iterable(plain.execute(_PLACES, (word,)))
        total = np.zeros(self._slots, dtype=np.uint16)
        while count:
            taken = min(count, _CHUNK)
            slots, often, _ = self._counted(np.fromiter(places, np.int64, taken), np.array([taken]))
            total[slots] += often
            count -= taken
        return _listed(total)

    def _counted(self, places: Integers, ends: Integers) -> tuple[Integers, Counts, Integers]:
        """The slots of some words one after the other, how often each stands there, and where each ends.

        `ends`: where the places of each do.
        """
        slots = self._slot(np.abs(places))
        another = np.diff(slots, prepend=-1) != 0
        another[ends[:-1]] = True
        starts = np.flatnonzero(another)
        often = np.add.reduceat(1 + (TITLE - 1) * (places < 0), starts)
        return slots[starts], often.astype(np.uint16), np.searchsorted(starts, ends)

    def _gather(self, beginning: _Beginning, found: list[Found], words: int, places: int) -> None:
        beginning.found += found
        beginning.words += words
        beginning.places += places
        if beginning.places < self._least:
            return
        if beginning.total is None:
            beginning.total = np.zeros(self._slots, dtype=np.uint16)
        for slots, often in beginning.found:
            beginning.total[slots] += often
        beginning.found.clear()

    def _close(self, open_: list[_Beginning]) -> None:
        """The last beginning is complete: list it, and add it to the one before."""
        done = open_.pop()
        found = done.found
        if done.total is not None:
            found = [_listed(done.total)]
            articles = len(found[0][0])
            if done.words > 1 and articles >= 2 * self._least:
                best = self._best(found[0])
                self._raw.execute(_INSERT_BEGINNING, (done.letters, articles, *best))
        if open_:
            self._gather(open_[-1], found, done.words, sum(len(slots) for slots, _ in found))

    def _best(self, found: Found) -> tuple[bytes, bytes, bytes]:
        """Slots, counts and lengths of the best, best first; of equally good ones the newest."""
        slots, counts = found
        often = counts.astype(np.float64)
        weights = weight(often, self._lengthening[self._lengths[slots]])
        most = _RANKABLE if len(slots) <= _LISTED else _LISTED
        if len(slots) > most:
            kept = np.argpartition(-weights, most - 1)[:most]
            slots, counts, weights = slots[kept], counts[kept], weights[kept]
        order = np.lexsort((-slots, -weights))
        slots, counts = slots[order], counts[order]
        return (
            slots.astype(np.uint32).tobytes(),
            np.minimum(counts, _MOST).astype(np.uint8).tobytes(),
            self._lengths[slots].tobytes(),
        )

    def _everywhere(self, found: Found) -> tuple[bytes | None, bytes]:
        slots, counts = found
        often = np.minimum(counts, _MOST).astype(np.uint8)
        if len(slots) * _DENSE < self._slots:
            return slots.astype(np.uint32).tobytes(), often.tobytes()
        every = np.zeros(self._slots, dtype=np.uint8)
        every[slots] = often
        return None, every.tobytes()


def _listed(total: Counts) -> Found:
    slots = np.flatnonzero(total)
    return slots, total[slots]


def _words(sizes: bytes) -> int:
    """The words of all columns together, from SQLite's variable-length integers."""
    total = value = 0
    for byte in sizes:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            total += value
            value = 0
    return total
