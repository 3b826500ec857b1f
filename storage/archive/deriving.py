"""All that follows from a load's rows, in its transaction: what is shown, the index, merged meetings."""

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from storage.archive import indexing, merging, twins
from storage.archive.listing import refresh_lists
from storage.archive.reports import Stage
from storage.sqlite import Connection

__all__ = ["Tell", "derive"]

Tell = Callable[[Stage, int, int], None]
"""Called with a stage, how much of it is done, and of how much."""

_DAYS_A_STEP: Final = 64


def _silent(_stage: Stage, _done: int, _total: int) -> None:
    return None


async def derive(
    connection: Connection,
    change: indexing.Change,
    dump: int | None,
    tell: Tell = _silent,
    *,
    analysed: bool = True,
) -> int:
    """Bring all that is derived up to date after `dump` was stored (None: after one was removed).

    Of a dump that was not `analysed` there are no days to merge, and no lists of best articles are made.
    Returns how many articles the change hid as duplicates.
    """
    tell("indexing", 0, 1)
    if dump is not None:
        await connection.run(lambda raw: indexing.mark(raw, change, dump))
    found = await connection.run(lambda raw: twins.settle(raw, dump, everything=change.anew))
    await connection.run(lambda raw: indexing.apply_twins(raw, change, found))
    await connection.run(lambda raw: indexing.index(raw, change))
    await connection.run(lambda raw: refresh_lists(raw, changed=change.size, listed=analysed))
    tell("indexing", 1, 1)
    if dump is not None and analysed:
        await connection.run(lambda raw: merging.touch_dump(raw, dump))
    days = await connection.run(merging.touched_days)
    for first in range(0, len(days), _DAYS_A_STEP):
        step = days[first : first + _DAYS_A_STEP]
        await connection.run(partial(_merge, step))
        tell("merging", first + len(step), len(days))
    return len(found.hide)


def _merge(days: Sequence[int], raw: sqlite3.Connection) -> None:
    merging.merge_days(raw, days)
