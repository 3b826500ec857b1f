"""Whether two spellings may name the same person."""

from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

__all__ = ["LONG_NAME", "misspelt", "same_name"]

_SON_OF: Final = frozenset("bin ben ibn bint".split())
LONG_NAME: Final = 6
"""A surname of this many letters may be misspelt by one, from eight on by two, and still be the same."""


def misspelt(one: str, other: str) -> bool:
    """Whether two folded words are equal, or long and nearly so: `zaradari`, `zardari`."""
    allowed = 2 if len(one) >= LONG_NAME + 2 else 1
    return one == other or (
        len(one) >= LONG_NAME and DamerauLevenshtein.distance(one, other, score_cutoff=allowed) <= allowed
    )


def _is_fathers(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """`Salman bin Abdulaziz` is the father of `Mohammed bin Salman bin Abdulaziz`."""
    at = long.index(short[0])
    return len(short) > 1 and at > 0 and long[at - 1] in _SON_OF and short[0] not in _SON_OF


def same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """`Wang`, `Wang Yi`; `Joseph R. Biden` and `Biden`; not `Wang Yi` and `Wang Yajun`. Folded words."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if set(short) <= set(long):
        return not _is_fathers(short, long)
    if len(short) == 1:
        return misspelt(short[0], long[-1]) or misspelt(short[0], long[0])
    if short[-1] == long[-1] and len(short[-1]) > 2:
        # `Gustavo Petro` and `Gustavo Francisco Petro`; `Joe Biden` and `Joseph R. Biden`
        letters = 1 if len(short[0]) == 1 or len(long[0]) == 1 else 2  # `B. Petro`
        return short[0][:letters] == long[0][:letters]
    return len(short) == len(long) and all(misspelt(a, b) for a, b in zip(short, long, strict=True))
