"""BM25 as the full-text index computes it, so that lists made at load rank as the index does; pure."""

import math
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["TITLE", "Lengthening", "rarity", "weight"]

TITLE: Final = 5
"""A word in a title counts as five in the body, as in the statements of `ranking`."""

_K1: Final = 1.2
_B: Final = 0.75
_LEAST_RARITY: Final = 1e-6
"""What FTS5 gives to what stands in more than half of the articles."""


def rarity(articles: int, having: int) -> float:
    """The inverse document frequency of what `having` of so many articles have."""
    found = math.log((articles - having + 0.5) / (having + 0.5))
    return found if found > 0 else _LEAST_RARITY


class Lengthening(dict[int, float]):
    """What an article's length in words adds to the denominator, for each length; made as it is asked for."""

    def __init__(self, average: float) -> None:
        super().__init__()
        self._average = average

    def __missing__(self, length: int) -> float:
        self[length] = made = _K1 * (1 - _B + _B * length / self._average)
        return made


Number = TypeVar("Number", float, "NDArray[np.float64]")


def weight(often: Number, lengthening: Number) -> Number:
    """What standing so often in an article of that length is worth, before rarity; 0 to 2.2."""
    return often * (_K1 + 1) / (often + lengthening)
