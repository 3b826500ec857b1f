"""A country's encounters are counted as they are stored, and every page is found by the counts."""

import sqlite3
from datetime import date, timedelta
from functools import partial
from importlib.resources import files
from pathlib import Path

import pytest

from storage.archive import Archive, encounters, loader
from storage.archive.answers import MeetingQuery
from storage.archive.archive import APPLICATION_ID
from storage.migrations import migrate, read_migrations
from storage.text.records import Kind
from tests.storage.archive.stored import Entry, analysis, article, met, store

STEPS = read_migrations(files("storage.archive") / "schema")
KINDS: tuple[Kind, ...] = ("meeting", "call")
RECOUNTED = """
SELECT country, start / 128, kind, count(*) FROM encounter_country GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


def tellings(first: int, count: int) -> list[Entry]:
    """Articles of one meeting each, some months apart, and each fifth without a day."""
    found = []
    for number in range(first, first + count):
        kind = KINDS[number % 3 % 2]
        start = None if number % 5 == 0 else date(2001, 1, 1) + timedelta(days=number * 37 % 1_500)
        meeting = met(f"Number {number}.", f"Person {number}", "Xi Jinping", start=start, kind=kind)
        found.append((article(f"Title {number}", f"Number {number}."), analysis(meetings=(meeting,))))
    return found


def counts(raw: sqlite3.Connection) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """What is counted by spans, and what there is."""
    counted = raw.execute("SELECT country, span, kind, encounters FROM country_span ORDER BY 1, 2, 3")
    return [tuple(row) for row in counted], [tuple(row) for row in raw.execute(RECOUNTED)]


@pytest.mark.parametrize("kind", [None, "call"])
async def test_every_page_is_a_piece_of_the_whole(empty: Archive, kind: Kind | None) -> None:
    await store(empty, "a.txt", tellings(0, 60))
    query = MeetingQuery("PK", kind=kind)
    whole = await encounters.of_country(empty, query, limit=100)
    days = [each.meeting.start or date.max for each in whole.encounters]
    assert len(days) == whole.total == (60 if kind is None else 20)
    assert days == sorted(days)
    assert whole.undated == days.count(date.max) > 0
    for offset in range(whole.total + 2):
        page = await encounters.of_country(empty, query, offset=offset, limit=7)
        assert page.encounters == whole.encounters[offset : offset + 7]
        assert page.total == whole.total


async def test_the_counts_follow_what_is_stored_and_removed(empty: Archive) -> None:
    for source, first, count in (("a.txt", 0, 30), ("b.txt", 30, 12)):
        await store(empty, source, tellings(first, count))
        counted, there = await empty.ask(counts)
        assert counted == there != []

    await loader.remove(empty, "a.txt")
    counted, there = await empty.ask(counts)
    assert counted == there
    assert sum(row[3] for row in there if row[0] == "PK" and isinstance(row[3], int)) == 12

    await loader.remove(empty, "b.txt")
    assert await empty.ask(counts) == ([], [])


def rows(raw: sqlite3.Connection, table: str, columns: str = "*") -> list[tuple[object, ...]]:
    """What a table has, in its order."""
    return [tuple(row) for row in raw.execute(f"SELECT {columns} FROM {table}")]  # noqa: S608 - of constants


def put(raw: sqlite3.Connection, table: str, found: list[tuple[object, ...]], columns: str) -> None:
    """Fill a table with them."""
    marks = ", ".join("?" * len(found[0]))
    raw.executemany(f"INSERT INTO {table} {columns} VALUES ({marks})", found)  # noqa: S608 - of constants


def archive_of(path: Path, version: int) -> sqlite3.Connection:
    """An archive of an earlier version, with nothing in it."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.create_function("indexable", 1, str)
    migrate(raw, path, APPLICATION_ID, STEPS[:version])
    return raw


SIDES = {
    "encounter_country": "country, kind, start, encounter, finish",
    "encounter_pair": "country, other, start, encounter, kind, finish",
    "encounter_key": "key, country, start, encounter, kind, finish",
}
"""Tables that say who else was there, and their columns before they did."""


async def test_an_older_archive_is_counted_and_says_who_else_was_there(
    empty: Archive, tmp_path: Path
) -> None:
    alone = met("Xi spoke.", "Xi Jinping", kind="event", countries=("CN",))
    three = met("The three met.", "Xi Jinping", "Person A", "Person B", countries=("UY", "ORG:EU", "CN"))
    many = (article("Others", "Xi spoke.", "The three met."), analysis(meetings=(alone, three)))
    await store(empty, "a.txt", [*tellings(0, 30), many])
    old = archive_of(tmp_path / "old.db", 5)
    for table, columns in {"encounter": "*", "meeting": "*", **SIDES}.items():
        there = await empty.ask(partial(rows, table=table, columns=columns))
        put(old, table, there, "" if columns == "*" else f"({columns})")

    migrate(old, tmp_path / "old.db", APPLICATION_ID, STEPS)

    assert counts(old) == await empty.ask(counts)
    for table in SIDES:
        assert rows(old, table) == await empty.ask(partial(rows, table=table))
    others = {row[5] for row in rows(old, "encounter_country") if row[0] == "CN"}
    assert others == {"PK", "", "UY ORG:EU"}
    old.close()


async def test_undated_meetings_that_outlived_their_dump_are_forgotten(
    empty: Archive, tmp_path: Path
) -> None:
    """Whoever replaced a dump that had some, before this was mended, kept them."""
    await store(empty, "a.txt", tellings(0, 20))
    tables = [*SIDES, "encounter", "meeting", "country_count", "country_span"]
    expected = {table: sorted(await empty.ask(partial(rows, table=table)), key=str) for table in tables}
    old = archive_of(tmp_path / "old.db", 7)
    for table, found in expected.items():
        put(old, table, found, "")
    for table, column in [("encounter", "number"), *((table, "encounter") for table in SIDES)]:
        (one,) = old.execute("SELECT min(number) FROM encounter WHERE start = 9999999").fetchone()
        copied = f"SELECT * FROM {table} WHERE {column} = ?"  # noqa: S608 - of constants
        old.execute(f"CREATE TEMP TABLE again AS {copied}", (one,))
        old.execute(f"UPDATE again SET {column} = 99")  # noqa: S608 - of constants
        old.execute(f"INSERT INTO {table} SELECT * FROM again")  # noqa: S608 - of constants
        old.execute("DROP TABLE again")
    old.execute("UPDATE country_count SET encounters = encounters + 1")
    old.execute("UPDATE country_span SET encounters = encounters + 1 WHERE span = 9999999 / 128")

    migrate(old, tmp_path / "old.db", APPLICATION_ID, STEPS)

    assert {table: sorted(rows(old, table), key=str) for table in tables} == expected
    old.close()
