"""Keeps Python's collector of cycles from looking through everything again and again during a load."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

__all__ = ["collect_seldom", "rare_collections"]

_SELDOM: Final = 20_000
"""So many objects more than before, and the collector looks; usually 700 are enough."""


@contextmanager
def rare_collections() -> Iterator[None]:
    """Collect seldom until the end of the block.

    A load makes millions of small objects, holds those of a few batches, and hardly any stand in cycles: what
    is let go of is freed at once. The collector would find that out a hundred times a second, for a
    twenty-fifth of the load's time.
    """
    usual = gc.get_threshold()
    if not 0 < usual[0] < _SELDOM:
        # Whoever collects never or even more seldom, such as another load, has decided that.
        yield
        return
    gc.set_threshold(_SELDOM, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def collect_seldom() -> None:
    """The same for good, in a process that does nothing but read or analyse a dump."""
    gc.set_threshold(_SELDOM, *gc.get_threshold()[1:])
