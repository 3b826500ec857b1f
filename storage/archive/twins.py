"""The same article in two dumps: every copy keeps its row, one of them is shown.

Which one does not depend on the order of loading: of equal articles the one in the dump that is first by
name is shown and carries the id made from the content; the others carry ids of their own.
"""

import sqlite3
from collections.abc import Sequence
from itertools import groupby
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from storage.archive.storing import copy_id
from storage.text.fold import words

__all__ = ["Twins", "settle"]

_TOUCH_ALL: Final = """
INSERT OR IGNORE INTO touched_twin SELECT twin FROM article GROUP BY twin HAVING count(*) > 1
"""
_TOUCH_NEW: Final = """
INSERT OR IGNORE INTO touched_twin
SELECT new.twin FROM article AS new
WHERE new.dump = ?
AND EXISTS (SELECT 1 FROM article AS other WHERE other.twin = new.twin AND other.number <> new.number)
"""

_GROUPS: Final = """
SELECT a.number, a.twin, a.id, a.own_id, a.shown, a.leader, a.position, d.source,
       substr(a.body, 1, 4000) AS opening, a.truncated
FROM touched_twin AS t JOIN article AS a ON a.twin = t.twin JOIN dump AS d ON d.id = a.dump
ORDER BY a.twin, d.source, a.position
"""

_COMPARED_WORDS: Final = 300
_COMPARED_LEADERS: Final = 20
"""Of many articles with one opening, a new one is compared with so many of the latest."""

_ALIKE: Final = 95.0
"""Per cent of equal characters; two dumps of one page differ in a typo that was mended, or a link's words."""


class Twins(NamedTuple):
    """What must change so that one of each group of equal articles is shown."""

    hide: tuple[int, ...]
    """Numbers of articles that were shown."""
    show: tuple[int, ...]
    lead: tuple[tuple[int | None, int], ...]
    """(number of the shown one, number); None for a shown one."""
    rename: tuple[tuple[str, int], ...]
    """(id, number)."""


def settle(raw: sqlite3.Connection, dump: int | None, *, everything: bool) -> Twins:
    """Which articles to hide, show and rename after `dump` was stored (None: after one was removed).

    `everything` looks through the whole archive, which costs less than looking up each article of a dump
    that makes up most of it.
    """
    if everything:
        raw.execute(_TOUCH_ALL)
    elif dump is not None:
        raw.execute(_TOUCH_NEW, (dump,))
    hide: list[int] = []
    show: list[int] = []
    lead: list[tuple[int | None, int]] = []
    rename: list[tuple[str, int]] = []
    for _, group in groupby(raw.execute(_GROUPS), key=lambda row: row["twin"]):
        rows = list(group)
        leaders = _leaders(rows)
        for row, leader in zip(rows, leaders, strict=True):
            if row["shown"] and leader is not None:
                hide.append(row["number"])
            elif not row["shown"] and leader is None:
                show.append(row["number"])
            if row["leader"] != leader:
                lead.append((leader, row["number"]))
        rename.extend(_names(rows))
    return Twins(tuple(hide), tuple(show), tuple(lead), tuple(rename))


def _leaders(rows: Sequence[sqlite3.Row]) -> list[int | None]:
    """For each article the first that it equals; None where it is the first itself."""
    if len(rows) == 1:
        return [None]
    leaders: list[tuple[int, list[str], bool]] = []
    found: list[int | None] = []
    for row in rows:
        opening = words(row["opening"])[:_COMPARED_WORDS]
        cut = bool(row["truncated"])
        latest = leaders[-_COMPARED_LEADERS:]
        leader = next((number for number, other, cut2 in latest if _same(opening, cut, other, cut2)), None)
        if leader is None:
            leaders.append((row["number"], opening, cut))
        found.append(leader)
    return found


def _same(one: Sequence[str], one_cut: bool, other: Sequence[str], other_cut: bool) -> bool:
    """Whether two openings are of one article; one that a dump cut off ends earlier than the other."""
    if len(one) > len(other):
        one, one_cut, other, other_cut = other, other_cut, one, one_cut
    if len(one) < len(other) and not one_cut:
        return False
    return fuzz.ratio(" ".join(one), " ".join(other[: len(one)]), score_cutoff=_ALIKE) > 0


def _names(rows: Sequence[sqlite3.Row]) -> list[tuple[str, int]]:
    """New ids where equal own ids are not carried by the first, in an order that never has two alike."""
    changed: list[tuple[str, int]] = []
    firsts: list[tuple[str, int]] = []
    taken: set[str] = set()
    for row in rows:
        wanted = row["own_id"]
        if wanted in taken:
            wanted = copy_id(row["own_id"], row["source"], row["position"])
            if wanted != row["id"]:
                changed.append((wanted, row["number"]))
        else:
            taken.add(wanted)
            if wanted != row["id"]:
                firsts.append((wanted, row["number"]))
    return changed + firsts
