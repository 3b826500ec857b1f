"""Copies of a database in use, and the way back."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.backup import restoring
from storage.errors import DatabaseError, NewerVersion, NotADatabase, Unwritable
from storage.sqlite import Database

OURS = 0x7465_7374


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    folder = tmp_path / "schema"
    folder.mkdir()
    (folder / "001_pair.sql").write_text("CREATE TABLE pair (a INTEGER, b INTEGER, filler BLOB);\n")
    return folder


@pytest.fixture
async def database(tmp_path: Path, migrations: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "live.db", migrations, OURS)
    async with opened.write() as connection:
        await connection.executemany(
            "INSERT INTO pair VALUES (?, ?, zeroblob(4000))", [(number, 0) for number in range(500)]
        )
    yield opened
    await opened.close()


async def restore(copy: Path, target: Path, migrations: Path, application_id: int) -> None:
    async with restoring(copy, target, migrations, application_id) as replace:
        await replace()


def sums(path: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(path)) as raw:
        row: tuple[int, int] = raw.execute("SELECT count(*), sum(b) FROM pair").fetchone()
    return row


def parts(folder: Path) -> list[Path]:
    """Unfinished copies that were left behind."""
    return list(folder.glob(".*.part"))


async def test_a_copy_made_while_others_write_is_of_one_instant(database: Database, tmp_path: Path) -> None:
    """Every write adds one to all rows: a copy that mixed two instants would have unequal rows."""
    stop = False

    async def write() -> int:
        rounds = 0
        while not stop:
            async with database.write() as connection:
                await connection.execute("UPDATE pair SET b = b + 1")
            rounds += 1
        return rounds

    writer = asyncio.create_task(write())
    for number in range(5):
        await database.backup(tmp_path / f"copy{number}.db")
    stop = True
    assert await writer > 0

    for number in range(5):
        with closing(sqlite3.connect(tmp_path / f"copy{number}.db")) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert copy.execute("SELECT count(DISTINCT b), count(*) FROM pair").fetchone() == (1, 500)


async def test_a_copy_is_one_file_and_replaces_an_older_copy_alone(
    database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    await database.backup(folder / "copy.db")
    async with database.write() as connection:
        await connection.execute("DELETE FROM pair WHERE a >= 10")
    await database.backup(folder / "copy.db")

    assert [entry.name for entry in folder.iterdir()] == ["copy.db"]
    assert sums(folder / "copy.db") == (10, 0)


async def test_a_copy_never_overwrites_what_is_no_copy(database: Database, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("dear all")
    for target in (letter, database.path, tmp_path / "no" / "copy.db"):
        with pytest.raises(Unwritable):
            await database.backup(target)
    assert letter.read_text() == "dear all"
    assert parts(tmp_path) == []


async def test_what_is_restored_is_seen_by_those_who_have_it_open(
    database: Database, tmp_path: Path, migrations: Path
) -> None:
    await database.backup(tmp_path / "copy.db")
    async with database.write() as connection:
        await connection.execute("DELETE FROM pair")

    await restore(tmp_path / "copy.db", database.path, migrations, OURS)

    assert await database.query(lambda raw: raw.execute("SELECT count(*) FROM pair").fetchone()[0]) == 500
    async with database.write() as connection:
        await connection.execute("INSERT INTO pair VALUES (1, 1, NULL)")


async def test_a_copy_can_be_restored_where_nothing_or_a_broken_file_is(
    database: Database, tmp_path: Path, migrations: Path
) -> None:
    await database.backup(tmp_path / "copy.db")
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database at all")
    broken.with_name("broken.db-wal").write_bytes(b"left over")
    for target in (tmp_path / "new.db", broken):
        await restore(tmp_path / "copy.db", target, migrations, OURS)
        assert sums(target) == (500, 0)


async def test_what_is_proven_replaces_nothing_until_it_is_asked_to(
    database: Database, tmp_path: Path, migrations: Path
) -> None:
    await database.backup(tmp_path / "copy.db")
    async with database.write() as connection:
        await connection.execute("DELETE FROM pair WHERE rowid > 1")

    async with restoring(tmp_path / "copy.db", database.path, migrations, OURS):
        assert len(parts(tmp_path)) == 1

    assert sums(database.path) == (1, 0)
    assert parts(tmp_path) == []


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE pair (a, b)")
        raw.commit()


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE pair (a, b)")
        raw.execute(f"PRAGMA application_id = {OURS:d}")
        raw.execute("PRAGMA user_version = 9")
        raw.commit()


def text(path: Path) -> None:
    path.write_text("no database")


def empty(path: Path) -> None:
    path.touch()


def missing(_path: Path) -> None:
    return None


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (foreign, NotADatabase),
        (newer, NewerVersion),
        (text, NotADatabase),
        (empty, NotADatabase),
        (missing, NotADatabase),
    ],
)
async def test_what_is_no_copy_of_ours_is_refused_and_the_old_file_kept(
    database: Database, tmp_path: Path, migrations: Path, make: object, error: type[DatabaseError]
) -> None:
    assert callable(make)
    make(tmp_path / "bad.db")

    with pytest.raises(error):
        await restore(tmp_path / "bad.db", database.path, migrations, OURS)

    assert sums(database.path) == (500, 0)
    assert parts(tmp_path) == []


async def test_a_damaged_copy_is_refused(database: Database, tmp_path: Path, migrations: Path) -> None:
    copy = tmp_path / "copy.db"
    await database.backup(copy)
    content = bytearray(copy.read_bytes())
    for at in range(8192, len(content) - 4096, 4096):
        content[at : at + 64] = b"\xff" * 64
    copy.write_bytes(content)

    with pytest.raises(NotADatabase):
        await restore(copy, database.path, migrations, OURS)

    assert sums(database.path) == (500, 0)


async def test_an_unfinished_copy_of_a_killed_process_is_removed_by_the_next(
    database: Database, tmp_path: Path
) -> None:
    """One that is still being written stays, and so does whatever else lies there."""
    folder = tmp_path / "copies"
    folder.mkdir()
    now = folder.stat().st_mtime
    ages = {
        ".copy.db.k2j_x81q.part": 7_200,
        ".copy.db.k2j_x81q.part-journal": 7_200,
        ".copy.db.aaaaaaaa.part": 60,
        ".other.db.k2j_x81q.part": 7_200,
        ".copy.db.my own notes.part": 7_200,
    }
    for name, age in ages.items():
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (now - age, now - age))

    await database.backup(folder / "copy.db")

    assert {path.name for path in folder.iterdir()} == {
        "copy.db",
        ".copy.db.aaaaaaaa.part",
        ".other.db.k2j_x81q.part",
        ".copy.db.my own notes.part",
    }
