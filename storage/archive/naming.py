"""Meetings by the names of who took part.

A name is looked up by one of its words, or by two of them together, so that the words are one person's. Only
where nobody has all the words that were typed may they be several people's who took part together.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from storage.text.fold import words

__all__ = ["STATEMENTS", "keys_of", "of_keys", "spelled_like", "ways_to_look_up", "words_of"]

_LINKING: Final = {"and", "for", "of", "the"}
"""Words that are no use together with another. The table's migration has them too."""
_PAIRED: Final = 8
"""Of a longer name, as bodies have, so many words are paired."""
_COUNTED: Final = 20_000
"""Up to so many meetings tell which key is the rarest."""
_TYPED: Final = 3
"""Words of a name for which others like them are looked for, and so many at most of each."""

_OF_KEY: Final = """
SELECT encounter, kind, start, finish, others FROM encounter_key AS k
WHERE key = :key0 AND country = :country AND start BETWEEN :first AND :last AND finish >= :since
AND (:kind IS NULL OR kind = :kind)"""
_AND_OF_KEY: Final = """
AND EXISTS (
    SELECT 1 FROM encounter_key AS o
    WHERE o.key = :key{} AND o.country = k.country AND o.start = k.start AND o.encounter = k.encounter
)"""
_IN_ORDER: Final = """
ORDER BY start, encounter LIMIT :most OFFSET :offset
"""
_COUNT: Final = """
SELECT count(*) FROM (SELECT 1 FROM encounter_key WHERE key = ? AND country = ? LIMIT ?)
"""
_WORDS: Final = """
WITH RECURSIVE known (word) AS (
    SELECT min(key) FROM encounter_key WHERE key >= :first AND key < :last
    UNION ALL
    SELECT (SELECT min(n.key) FROM encounter_key AS n WHERE n.key > known.word || '!' AND n.key < :last)
    FROM known WHERE known.word IS NOT NULL
)
SELECT word FROM known WHERE word IS NOT NULL LIMIT 10000
"""
"""From one word to the next, past all its pairs and the meetings of each: `!` follows the space."""


def of_keys(raw: sqlite3.Connection, keys: Sequence[str], country: object) -> tuple[str, dict[str, object]]:
    """The statement for a country's meetings that have all of some keys, and its parameters for them.

    Of two it looks through those of the rarer.
    """
    if len(keys) > 1:
        counts = {key: raw.execute(_COUNT, (key, country, _COUNTED)).fetchone()[0] for key in keys}
        keys = sorted(keys, key=lambda key: counts[key])
    return _statement(len(keys)), {f"key{at}": key for at, key in enumerate(keys)}


@cache
def _statement(keys: int) -> str:
    return _OF_KEY + "".join(map(_AND_OF_KEY.format, range(1, keys))) + _IN_ORDER


STATEMENTS: Final = tuple(map(_statement, range(1, 4)))
"""Each is answered through an index alone."""


def keys_of(names: Iterable[str]) -> list[str]:
    """What a meeting is looked up by, of those who took part: words of names, and pairs of one's words."""
    keys: set[str] = set()
    for name in names:
        keys.update(_keys(name))
    return sorted(keys)


@lru_cache(maxsize=4096)
def _keys(name: str) -> list[str]:
    """Those of one name: an archive tells of the same people again and again."""
    found = list(dict.fromkeys(words(name)))
    return found + list(_pairs([word for word in found if word not in _LINKING][:_PAIRED]))


@lru_cache(maxsize=4096)
def words_of(name: str) -> frozenset[str]:
    """The words of a name."""
    return frozenset(words(name))


def ways_to_look_up(typed: str) -> list[list[str]]:
    """The keys that a meeting must have all of, the stricter way first; none for nothing that is a name."""
    found = list(dict.fromkeys(words(typed)))
    telling = [word for word in found if word not in _LINKING]
    ways = [list(_pairs(telling))] if 1 < len(telling) <= _PAIRED else []
    return [*ways, found] if found else []


def _pairs(of_words: Sequence[str]) -> Iterable[str]:
    return (" ".join(sorted(pair)) for pair in combinations(of_words, 2))


def spelled_like(raw: sqlite3.Connection, typed: str) -> list[str]:
    """Words of participants' names near to what was typed, the nearest first for each word."""
    near: list[str] = []
    for word in [word for word in words(typed) if len(word) > 3][:_TYPED]:
        span: Mapping[str, str] = {"first": word[0], "last": word[0] + "\U0010ffff"}
        known = [row[0] for row in raw.execute(_WORDS, span)]
        found = process.extract(word, known, scorer=DamerauLevenshtein.distance, score_cutoff=2, limit=_TYPED)
        near.extend(name for name, distance, _ in found if distance)
    return list(dict.fromkeys(name.title() for name in near))
