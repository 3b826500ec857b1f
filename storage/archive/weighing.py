"""Ranks by the lists made at load, without the index's own ranking, which looks at all matches of every word.

- One common word or beginning: the first articles of its list are the best.
- Up to `COUNT_CAP` matches of several words are all weighed.
- Of more, those among the best of each word are.
- A phrase stands in an article no more often than any of its words: articles are read in the order of that
  bound, until none that follows can be better.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from heapq import heappush, heappushpop
from itertools import chain, islice
from typing import Final

from storage.archive.answers import COUNT_CAP
from storage.archive.best import (
    Best,
    Listing,
    best_of_beginning,
    best_of_word,
    first_of_beginning,
    first_of_word,
    lengths_of,
    listing_of,
    pick,
    places_of,
)
from storage.archive.bm25 import TITLE, rarity, weight
from storage.archive.deadline import Deadline
from storage.archive.matches import RANKABLE, Scores, Wanted, count, matching
from storage.archive.vocabulary import frequencies
from storage.text.fold import words

__all__ = ["weigh"]

_QUICK: Final = 20_000
_FEW: Final = 1_000
"""Words in so few articles together, the rarest in so few, are ranked by the index in about a millisecond."""
_READ: Final = 600
"""Articles that are read for a phrase: some ten milliseconds."""
_SHARED: Final = 2_000
"""Articles of each other word's list that are weighed beside those of the rarest word."""
_ENOUGH: Final = 500
"""Articles of the lists that have all the words: the best of them are the best of all, or nearly."""
_MATCHING: Final = 0.05
"""Seconds for listing the matches, which takes long for some phrases and conditions."""
_UNREAD: Final = 1 - 1e-9
"""An article that was not read ranks behind one that is certainly as good."""

_TEXT: Final = "SELECT title, body FROM article WHERE number = ?"
_RANK_CHANGED: Final = """
SELECT rowid, bm25(article_words, 5.0, 1.0, 0.0) FROM article_words
WHERE article_words MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT number FROM unlisted)
"""


def weigh(raw: sqlite3.Connection, wanted: Wanted, needed: int, scores: Scores, deadline: Deadline) -> bool:
    """Rank what matches, the first `needed` with certainty; false where the lists cannot answer."""
    listing = listing_of(raw)
    if listing is None:
        return False
    if not _by_one_list(raw, wanted, listing, scores, needed):
        known = _known(raw, wanted, scores)
        if known is None:
            return False
        _Weighing(raw, wanted, listing, known, scores=scores, deadline=deadline).run(needed)
    if listing.changed:
        with deadline.part(_MATCHING):
            scores.found.update(raw.execute(_RANK_CHANGED, (wanted.expression, *wanted.window)))
    return True


def _by_one_list(
    raw: sqlite3.Connection, wanted: Wanted, listing: Listing, scores: Scores, needed: int
) -> bool:
    """Rank by the list of the only word or beginning; false where there is none, or more is asked for."""
    term = wanted.terms[0]
    if len(wanted.terms) > 1 or not wanted.bare or len(term.tokens) > 1:
        return False
    word = term.tokens[0]
    if listing.changed:
        best = (best_of_beginning if term.prefix else best_of_word)(raw, word)
        if best is None:
            return False
        _first(listing, best, scores, needed=needed)
        scores.count(count(raw, wanted.expression))
        return True
    first = (first_of_beginning if term.prefix else first_of_word)(raw, word, needed)
    if first is None:
        return False
    # Nothing is ranked beside them: their places tell as much as their scores.
    for place, slot in enumerate(first.slots):
        scores.found[listing.number_of(slot)] = place
    scores.rankable = min(first.listed, RANKABLE)
    scores.count(first.articles)
    return True


def _known(raw: sqlite3.Connection, wanted: Wanted, scores: Scores) -> dict[str, int] | None:
    """In how many articles each word stands; None where the index ranks quicker or must."""
    single = len(wanted.terms) == 1 or all(len(each.tokens) == 1 for each in wanted.terms)
    if not single or any(each.prefix for each in wanted.terms):
        return None
    known = frequencies(raw, [token for each in wanted.terms for token in each.tokens])
    rarest = min(known.values())
    quick = sum(known.values()) <= _QUICK and rarest <= _FEW
    scores.few = quick and not wanted.excluded and not wanted.facets
    return None if quick or not any(best_of_word(raw, word) for word in known) else known


def _first(listing: Listing, best: Best, scores: Scores, *, needed: int) -> None:
    """Rank the first of a list, with scores that those of other articles can be compared with."""
    rare = rarity(listing.articles, best.articles)
    for slot, often, length in zip(best.slots, best.often, best.lengths, strict=True):
        number = listing.number_of(slot)
        if number not in listing.changed:
            scores.found[number] = -rare * weight(often, listing.lengthening[length])
            if len(scores.found) >= needed:
                break
    scores.rankable = min(len(best.slots), RANKABLE)


class _Weighing:
    """One query for words, or for a phrase, with whatever conditions."""

    def __init__(
        self,
        raw: sqlite3.Connection,
        wanted: Wanted,
        listing: Listing,
        known: dict[str, int],
        *,
        scores: Scores,
        deadline: Deadline,
    ) -> None:
        self._raw = raw
        self._wanted = wanted
        self._listing = listing
        self._known = known
        self._scores = scores
        self._phrase = wanted.terms[0] if len(wanted.terms[0].tokens) > 1 else None
        self._deadline = deadline

    def run(self, needed: int) -> None:
        """Weigh all matches where they are few, else those of the lists."""
        scores = self._scores
        numbers: list[int] = []
        complete = False
        with self._deadline.part(_MATCHING):
            for (number,) in matching(self._raw, self._wanted, COUNT_CAP + 1):
                numbers.append(number)
            complete = len(numbers) <= COUNT_CAP
        # The newest first: so they stay where they are equally good.
        numbers.reverse()
        scores.unranked = numbers
        scores.count(len(numbers))
        scores.capped = not complete
        if complete:
            self._weigh(self._slots_of(numbers), needed, certain=True)
            return
        # Among all the matches there may be better ones than among those that were found.
        scores.limited = "those that were found in time"
        slots = self._listed()
        if slots:
            self._weigh(slots, needed, certain=False)
            scores.limited = "those that have the words most"
        # So many of the words' best articles leave nothing for those that were merely found first.
        if len(scores.found) < needed or len(slots) < _ENOUGH:
            self._weigh(self._slots_of(numbers), needed, certain=True)

    def _slots_of(self, numbers: Sequence[int]) -> Sequence[int]:
        return self._listing.slots_of([each for each in numbers if each not in self._listing.changed])

    def _listed(self) -> Sequence[int]:
        """Slots of the words' lists that meet the conditions; none where those cannot be told."""
        if any(term.prefix or len(term.tokens) > 1 for term in self._wanted.excluded):
            return ()
        rarest = sorted(self._known, key=self._known.__getitem__)
        lists = [best.slots for word in rarest if (best := best_of_word(self._raw, word)) is not None]
        first, last = map(self._listing.first_slot, (self._wanted.window[0], self._wanted.window[1] + 1))
        some = chain(lists[0], *(islice(slots, _SHARED) for slots in lists[1:]))
        slots = [slot for slot in dict.fromkeys(some) if first <= slot < last]
        for facet in self._wanted.facets:
            slots = [slot for slot, there in zip(slots, self._often(facet, slots), strict=True) if there]
        for term in self._wanted.excluded:
            there = self._often(term.tokens[0], slots)
            slots = [slot for slot, often in zip(slots, there, strict=True) if not often]
        for word in rarest:
            slots = [slot for slot, often in zip(slots, self._often(word, slots), strict=True) if often]
        return sorted(slots, reverse=True)

    def _often(self, word: str, slots: Sequence[int]) -> Iterable[int]:
        self._deadline.look()
        return places_of(self._raw, word, self._listing, slots)

    def _weigh(self, slots: Sequence[int], needed: int, *, certain: bool) -> None:
        """Weigh the articles in these slots; `certain` ones are known to match."""
        if not slots:
            return
        lengthening = [self._listing.lengthening[each] for each in pick(lengths_of(self._raw), slots)]
        found = {word: self._often(word, slots) for word in self._known}
        if self._phrase is not None:
            often = list(map(min, *found.values())) if len(found) > 1 else list(*found.values())
            self._read(slots, lengthening, often, needed, certain=certain)
            return
        total = [0.0] * len(slots)
        for word, often_there in found.items():
            rare = rarity(self._listing.articles, self._known[word])
            total = [
                before + rare * weight(often, long)
                for before, often, long in zip(total, often_there, lengthening, strict=True)
            ]
        # The sort is stable: of equally good ones the newest stay first.
        order = sorted(range(len(slots)), key=total.__getitem__, reverse=True)
        for at in order[: needed + len(self._listing.changed)]:
            self._note(slots[at], total[at])
        self._scores.rankable = max(self._scores.rankable, min(len(slots), RANKABLE))

    def _note(self, slot: int, worth: float) -> None:
        number = self._listing.number_of(slot)
        if number not in self._listing.changed:
            self._scores.found[number] = -worth

    def _read(
        self,
        slots: Sequence[int],
        lengthening: Sequence[float],
        bounds: Sequence[int],
        needed: int,
        *,
        certain: bool,
    ) -> None:
        """Weigh articles by how often the phrase stands in each, which is at most its bound."""
        assert self._phrase is not None  # noqa: S101 - the caller has looked
        most = [weight(bound, long) for bound, long in zip(bounds, lengthening, strict=True)]
        order = sorted(range(len(slots)), key=most.__getitem__, reverse=True)
        best: list[float] = []
        read = 0
        for at in order[:RANKABLE] if certain else order:
            worth = most[at]
            sure = certain and bounds[at] == 1
            if not sure:
                if read >= _READ or (len(best) >= needed and worth <= best[0]):
                    if not certain:
                        break
                    worth *= _UNREAD
                else:
                    self._deadline.look()
                    read += 1
                    often = self._occurrences(self._listing.number_of(slots[at]), self._phrase.tokens)
                    worth = weight(often, lengthening[at])
            if worth:
                self._note(slots[at], worth)
                if len(best) < needed:
                    heappush(best, worth)
                else:
                    heappushpop(best, worth)

    def _occurrences(self, number: int, phrase: tuple[str, ...]) -> int:
        row = self._raw.execute(_TEXT, (number,)).fetchone()
        if row is None:
            return 0
        return TITLE * _times(phrase, words(row["title"])) + _times(phrase, words(row["body"]))


def _times(phrase: tuple[str, ...], tokens: Sequence[str]) -> int:
    """How often a phrase stands in a text."""
    first, size = phrase[0], len(phrase)
    return sum(token == first and tuple(tokens[at : at + size]) == phrase for at, token in enumerate(tokens))
