"""Small files are asked on the event loop's own thread, large and locked ones on others."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from storage.errors import Closed, Unwritable
from storage.nearby import Elsewhere, Nearby, Remembering, once, remembered
from storage.sqlite import Database

OURS = 0x0A0B0C0D
LIMIT = 64 * 1024


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    folder = tmp_path / "schema"
    folder.mkdir()
    (folder / "001_first.sql").write_text("CREATE TABLE note (text TEXT) STRICT;")
    return folder


@pytest.fixture
async def database(tmp_path: Path, migrations: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "a.db", migrations, OURS, nearby=LIMIT)
    yield opened
    await opened.close()


def here(_: sqlite3.Connection) -> bool:
    return threading.current_thread() is threading.main_thread()


def notes(raw: sqlite3.Connection) -> list[str]:
    return [row["text"] for row in raw.execute("SELECT text FROM note")]


async def add(database: Database, text: str) -> None:
    async with database.write() as connection:
        await connection.execute("INSERT INTO note VALUES (?)", (text,))


async def test_a_small_file_is_asked_on_the_spot(database: Database) -> None:
    assert await database.query(here)


async def test_without_a_limit_every_file_is_asked_on_a_thread(tmp_path: Path, migrations: Path) -> None:
    database = await Database.open(tmp_path / "b.db", migrations, OURS)
    assert not await database.query(here)
    await database.close()


async def test_what_is_written_is_seen_at_once(database: Database) -> None:
    assert await database.query(notes) == []
    await add(database, "one")
    assert await database.query(notes) == ["one"]


async def test_a_file_that_grows_too_large_is_asked_on_a_thread_from_then_on(database: Database) -> None:
    await add(database, "x" * LIMIT)
    assert not await database.query(here)
    async with database.write() as connection:
        await connection.execute("DELETE FROM note")
    assert not await database.query(here)
    assert await database.query(notes) == []


async def test_a_question_asked_on_the_spot_cannot_write(database: Database) -> None:
    with pytest.raises(Unwritable):
        await database.query(lambda raw: raw.execute("INSERT INTO note VALUES ('x')").fetchall())
    assert await database.query(notes) == []


async def test_all_of_a_question_sees_the_same_instant(database: Database, tmp_path: Path) -> None:
    await add(database, "one")

    def twice(raw: sqlite3.Connection) -> list[list[str]]:
        before = notes(raw)
        with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as other:
            other.execute("INSERT INTO note VALUES ('two')")
        return [before, notes(raw)]

    assert await database.query(twice) == [["one"], ["one"]]
    assert await database.query(notes) == ["one", "two"]


async def test_what_a_question_raises_leaves_the_next_one_unharmed(database: Database) -> None:
    def wrong(raw: sqlite3.Connection) -> None:
        raw.execute("SELECT text FROM note").fetchall()
        raise LookupError

    with pytest.raises(LookupError):
        await database.query(wrong)
    assert await database.query(notes) == []


def test_a_locked_file_is_not_waited_for(tmp_path: Path) -> None:
    with (
        closing(sqlite3.connect(tmp_path / "c.db", isolation_level=None)) as holder,
        closing(
            sqlite3.connect(tmp_path / "c.db", isolation_level=None, timeout=0, factory=Remembering)
        ) as raw,
    ):
        holder.execute("CREATE TABLE note (text TEXT)")
        nearby = Nearby(raw, LIMIT)
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Elsewhere):
            nearby.ask(here)
        assert not nearby.outgrown
        holder.execute("COMMIT")
        assert nearby.ask(here)


class Lengths:
    """How long each note is, and for which that was worked out."""

    def __init__(self) -> None:
        self.made: list[int] = []

    def ask(self, raw: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, int]:
        known = remembered(raw, self._make, numbers)
        return {number: known[number] for number in numbers}

    def _make(self, raw: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, int]:
        self.made += numbers
        rows = raw.execute("SELECT rowid, length(text) FROM note").fetchall()
        return {number: length for number, length in rows if number in numbers}


async def test_what_was_made_of_a_row_is_made_once(database: Database) -> None:
    lengths = Lengths()
    await add(database, "one")
    await add(database, "three")
    assert await database.query(lambda raw: lengths.ask(raw, [1])) == {1: 3}
    assert await database.query(lambda raw: lengths.ask(raw, [1, 2])) == {1: 3, 2: 5}
    assert await database.query(lambda raw: lengths.ask(raw, [2, 1])) == {1: 3, 2: 5}
    assert lengths.made == [1, 2]


@pytest.mark.parametrize("elsewhere", [False, True])
async def test_it_is_made_again_once_the_file_has_changed(
    database: Database, tmp_path: Path, *, elsewhere: bool
) -> None:
    lengths = Lengths()
    await add(database, "one")
    assert await database.query(lambda raw: lengths.ask(raw, [1])) == {1: 3}
    change = "UPDATE note SET text = 'three'"
    if elsewhere:
        with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as other:
            other.execute(change)
    else:
        async with database.write() as connection:
            await connection.execute(change)
    assert await database.query(lambda raw: lengths.ask(raw, [1])) == {1: 5}
    assert lengths.made == [1, 1]


async def test_a_change_that_is_undone_is_not_remembered(database: Database) -> None:
    lengths = Lengths()
    await add(database, "one")

    async def change() -> None:
        async with database.write() as connection:
            await connection.execute("UPDATE note SET text = 'three'")
            assert await database.query(lambda raw: lengths.ask(raw, [1])) == {1: 3}
            raise LookupError

    with pytest.raises(LookupError):
        await change()
    assert await database.query(lambda raw: lengths.ask(raw, [1])) == {1: 3}


async def test_a_large_file_is_not_remembered(tmp_path: Path, migrations: Path) -> None:
    database = await Database.open(tmp_path / "b.db", migrations, OURS)
    await add(database, "one")
    lengths = Lengths()
    for _ in range(2):
        assert await database.query(lambda raw: lengths.ask(raw, [1])) == {1: 3}
    assert lengths.made == [1, 1]
    await database.close()


class Count:
    """How many notes there are, and how often they were counted."""

    def __init__(self) -> None:
        self.made = 0

    def ask(self, raw: sqlite3.Connection) -> int:
        return once(raw, self._make)

    def _make(self, raw: sqlite3.Connection) -> int:
        self.made += 1
        return int(raw.execute("SELECT count(*) FROM note").fetchone()[0])


@pytest.mark.parametrize("limit", [0, LIMIT])
@pytest.mark.parametrize("elsewhere", [False, True])
async def test_what_was_made_of_the_whole_is_made_again_once_the_file_has_changed(
    tmp_path: Path, migrations: Path, *, limit: int, elsewhere: bool
) -> None:
    database = await Database.open(tmp_path / "b.db", migrations, OURS, nearby=limit, readers=1)
    count = Count()
    for _ in range(3):
        assert await database.query(count.ask) == 0
    assert count.made == 1
    if elsewhere:
        with closing(sqlite3.connect(tmp_path / "b.db", isolation_level=None)) as other:
            other.execute("INSERT INTO note VALUES ('one')")
    else:
        await add(database, "one")
    for _ in range(3):
        assert await database.query(count.ask) == 1
    assert count.made == 2
    await database.close()


async def test_whoever_writes_makes_it_anew_each_time(database: Database) -> None:
    count = Count()
    async with database.write() as connection:
        assert await connection.run(count.ask) == 0
        await connection.execute("INSERT INTO note VALUES ('one')")
        assert await connection.run(count.ask) == 1


async def test_closed_it_says_so(database: Database) -> None:
    await database.close()
    with pytest.raises(Closed):
        await database.query(notes)


async def test_several_questions_at_once_are_all_answered(database: Database) -> None:
    await add(database, "one")
    assert await asyncio.gather(*(database.query(notes) for _ in range(20))) == [["one"]] * 20
