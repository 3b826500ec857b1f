"""Tells which tellings are of one meeting or one event: tables `encounter` and `entry`, made day by day.

A day that a load touches is made anew from all its rows, so that the result does not depend on the order
of loading. A meeting is told again by another article where the kind agrees, the dates are equal and the
participants of one telling are among those of the other. Inside one article the analysis has decided.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from storage.archive import counted
from storage.archive.events import Event, Telling, events
from storage.archive.naming import keys_of, words_of
from storage.archive.rows import NO_DAY, dump_json, load_json

__all__ = ["merge_days", "touch_dump", "touched_days"]


_TOUCH: Final = (
    """
    INSERT OR IGNORE INTO touched_day
    SELECT start FROM meeting WHERE article IN (SELECT number FROM article WHERE dump = ?1 AND shown)
    """,
    """
    INSERT OR IGNORE INTO touched_day
    SELECT start FROM occurrence WHERE article IN (SELECT number FROM article WHERE dump = ?1 AND shown)
    """,
)

_MEETINGS: Final = """
SELECT m.number, m.id, m.article, m.start, m.finish, m.precision, m.inferred, m.kind, m.place, m.countries,
       m.participants, m.evidence, m.told_again, m.said
FROM meeting AS m JOIN article AS a ON a.number = m.article JOIN dump AS d ON d.id = a.dump
WHERE m.start = ? AND a.shown
ORDER BY d.source, a.position, m.number
"""
_OCCURRENCES: Final = """
SELECT o.number, a.own_id, o.article, o.start, o.finish, o.planned, o.quote
FROM occurrence AS o JOIN article AS a ON a.number = o.article JOIN dump AS d ON d.id = a.dump
WHERE o.start = ? AND a.shown
ORDER BY d.source, a.position, o.number
"""
_NEW_UNDATED: Final = """
SELECT m.number, m.id, m.article, m.start, m.finish, m.precision, m.inferred, m.kind, m.place, m.countries,
       m.participants, m.evidence, m.told_again, m.said
FROM meeting AS m JOIN article AS a ON a.number = m.article
WHERE m.start = ? AND m.encounter IS NULL AND a.shown
ORDER BY m.number
"""
# Not by its lead: the number of a meeting that was removed is given to another.
_GONE_UNDATED: Final = """
SELECT number, countries, names, start, kind FROM encounter AS e
WHERE start = ? AND NOT EXISTS (SELECT 1 FROM meeting AS m WHERE m.encounter = e.number)
"""

_INSERT_ENCOUNTER: Final = """
INSERT INTO encounter (number, lead, start, finish, kind, countries, names) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_COUNTRY: Final = """
INSERT INTO encounter_country (country, others, kind, start, finish, encounter) VALUES (?, ?, ?, ?, ?, ?)
"""
_INSERT_PAIR: Final = """
INSERT INTO encounter_pair (country, others, other, start, encounter, kind, finish)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_KEY: Final = """
INSERT INTO encounter_key (country, others, key, start, encounter, kind, finish) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_ENTRY: Final = """
INSERT INTO entry (number, id, month_day, start, finish, planned, encounter) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_DELETE_COUNTRY: Final = """
DELETE FROM encounter_country WHERE country = ? AND kind = ? AND start = ? AND encounter = ?
"""
_DELETE_PAIR: Final = """
DELETE FROM encounter_pair WHERE country = ? AND other = ? AND start = ? AND encounter = ?
"""

_SAME_KINDS: Final = {"video": "call"}
"""A video call is told as either."""


def touch_dump(raw: sqlite3.Connection, dump: int) -> None:
    """Note the days that a newly stored dump tells of."""
    for statement in _TOUCH:
        raw.execute(statement, (dump,))


def touched_days(raw: sqlite3.Connection) -> list[int]:
    """The days that are to be made anew."""
    return [row[0] for row in raw.execute("SELECT day FROM touched_day ORDER BY day")]


def merge_days(raw: sqlite3.Connection, days: Iterable[int]) -> None:
    """Make the encounters and entries of these days anew."""
    counts: Counter[tuple[str, str, int]] = Counter()
    made = _Made(raw)
    for day in days:
        if day == NO_DAY:
            gone = raw.execute(_GONE_UNDATED, (day,)).fetchall()
            _forget(raw, gone, counts)
            # Without a day nothing says that two tellings are of one meeting.
            made.add_encounters([[row] for row in raw.execute(_NEW_UNDATED, (day,))], counts)
            continue
        old = raw.execute(
            "SELECT number, countries, names, start, kind FROM encounter WHERE start = ?", (day,)
        ).fetchall()
        _forget(raw, old, counts)
        raw.execute("DELETE FROM entry WHERE start = ?", (day,))
        groups = _group(raw.execute(_MEETINGS, (day,)).fetchall())
        numbers = made.add_encounters(groups, counts)
        made.add_entries(day, groups, numbers, raw.execute(_OCCURRENCES, (day,)))
    made.store(raw)
    counted.add(raw, counts)


def _group(rows: Sequence[sqlite3.Row]) -> list[list[sqlite3.Row]]:
    """Meetings of one start, each with its other tellings; the fullest telling first."""
    groups: list[list[sqlite3.Row]] = []
    people: list[list[frozenset[str]]] = []
    articles: list[set[int]] = []
    by_word: defaultdict[tuple[str, int, str], list[int]] = defaultdict(list)
    for row in rows:
        persons = [words_of(name) for name, _, _ in load_json(row["participants"])]
        kind = _SAME_KINDS.get(row["kind"], row["kind"])
        keys = [(word, row["finish"], kind) for word in sorted(frozenset().union(*persons))]
        candidates = sorted({index for key in keys for index in by_word.get(key, ())})
        for index in candidates:
            apart = row["article"] not in articles[index]
            if apart and _same_meeting(row, persons, groups[index][0], people[index]):
                break
        else:
            index = len(groups)
            groups.append([])
            people.append(persons)
            articles.append(set())
        groups[index].append(row)
        articles[index].add(row["article"])
        if len(persons) > len(people[index]):
            people[index] = persons
        for key in keys:
            if index not in by_word[key]:
                by_word[key].append(index)
    return [sorted(group, key=_fullness, reverse=True) for group in groups]


def _fullness(row: sqlite3.Row) -> tuple[int, bool, bool, int]:
    return (
        len(load_json(row["participants"])),
        not row["inferred"],
        row["place"] is not None,
        len(row["said"]),
    )


def _same_meeting(
    row: sqlite3.Row, persons: Sequence[frozenset[str]], other: sqlite3.Row, others: Sequence[frozenset[str]]
) -> bool:
    fewer, more = sorted((persons, others), key=len)
    if not fewer or not all(any(_same_name(one, another) for another in more) for one in fewer):
        return False
    if len(fewer) >= 2:
        return True
    # One name alone: the same person may meet several others on one day.
    return len(more) <= 2 and set(load_json(row["countries"])) == set(load_json(other["countries"]))


def _same_name(one: frozenset[str], other: frozenset[str]) -> bool:
    """`Xi` is `Xi Jinping`; a name of no words is nobody."""
    return bool(one) and bool(other) and (one <= other or other <= one)


def _forget(
    raw: sqlite3.Connection, rows: Sequence[sqlite3.Row], counts: Counter[tuple[str, str, int]]
) -> None:
    if not rows:
        return
    for row in rows:
        countries = load_json(row["countries"])
        number, start, kind = row["number"], row["start"], row["kind"]
        raw.executemany(_DELETE_COUNTRY, [(country, kind, start, number) for country in countries])
        raw.executemany(_DELETE_PAIR, [(*pair, start, number) for pair in _pairs(countries)])
        raw.executemany(
            "DELETE FROM encounter_key WHERE key = ? AND country = ? AND start = ? AND encounter = ?",
            [(key, country, start, number) for key in load_json(row["names"]) for country in countries],
        )
        counts.subtract((country, kind, start) for country in countries)
    raw.executemany("DELETE FROM encounter WHERE number = ?", [(row["number"],) for row in rows])


def _pairs(countries: Sequence[str]) -> list[tuple[str, str]]:
    return [(one, other) for one in countries for other in countries if one != other]


class _Made:
    """What was made of some days, to be stored together: a day has few rows for many tables."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._encounter = int(raw.execute("SELECT coalesce(max(number), 0) FROM encounter").fetchone()[0])
        self._entry = int(raw.execute("SELECT coalesce(max(number), 0) FROM entry").fetchone()[0])
        self._encounters: list[tuple[object, ...]] = []
        self._in_countries: list[tuple[object, ...]] = []
        self._pairs: list[tuple[object, ...]] = []
        self._keys: list[tuple[object, ...]] = []
        self._meetings: list[tuple[int, int]] = []
        self._entries: list[tuple[object, ...]] = []
        self._occurrences: list[tuple[int, int]] = []

    def add_encounters(
        self, groups: Sequence[Sequence[sqlite3.Row]], counts: Counter[tuple[str, str, int]]
    ) -> range:
        """Take encounters, each as its tellings, the fullest first; returns their numbers."""
        numbers = range(self._encounter + 1, self._encounter + 1 + len(groups))
        self._encounter += len(groups)
        for number, group in zip(numbers, groups, strict=True):
            lead = group[0]
            start, finish, kind = lead["start"], lead["finish"], lead["kind"]
            countries = list(dict.fromkeys(code for row in group for code in load_json(row["countries"])))
            named = keys_of(name for row in group for name, _, _ in load_json(row["participants"]))
            self._encounters.append(
                (number, lead["number"], start, finish, kind, dump_json(countries), dump_json(named))
            )
            for country in countries:
                others = [other for other in countries if other != country]
                sides = (country, " ".join(others))
                self._in_countries.append((*sides, kind, start, finish, number))
                self._pairs.extend((*sides, other, start, number, kind, finish) for other in others)
                self._keys.extend((*sides, key, start, number, kind, finish) for key in named)
            self._meetings.extend((number, row["number"]) for row in group)
            counts.update((country, kind, start) for country in countries)
        return numbers

    def add_entries(
        self,
        day: int,
        groups: Sequence[Sequence[sqlite3.Row]],
        numbers: Sequence[int],
        occurrences: Iterable[sqlite3.Row],
    ) -> None:
        """Take the almanac's entries of one day: meetings dated to the day, and what else is told of it."""
        dated = [
            Event.of_meeting(number, group)
            for number, group in zip(numbers, groups, strict=True)
            # A meeting that only lies somewhere within a visit is no event of the visit's first day.
            if group[0]["precision"] == "day" and not (group[0]["inferred"] and group[0]["finish"] > day)
        ]
        calendar = date.fromordinal(day)
        month_day = calendar.month * 100 + calendar.day
        for event in events(dated, list(map(Telling.of_occurrence, occurrences))):
            self._entry += 1
            self._entries.append(
                (self._entry, event.id, month_day, day, event.finish, int(event.planned), event.encounter)
            )
            self._occurrences.extend((self._entry, occurrence) for occurrence in event.occurrences)

    def store(self, raw: sqlite3.Connection) -> None:
        """Store all of it."""
        for statement, rows in (
            (_INSERT_ENCOUNTER, self._encounters),
            (_INSERT_COUNTRY, self._in_countries),
            (_INSERT_PAIR, self._pairs),
            (_INSERT_KEY, self._keys),
            ("UPDATE meeting SET encounter = ? WHERE number = ?", self._meetings),
            (_INSERT_ENTRY, self._entries),
            ("UPDATE occurrence SET entry = ? WHERE number = ?", self._occurrences),
        ):
            raw.executemany(statement, rows)
