"""The database: what it refuses to open, one writer at a time, many readers, each at one instant."""

import asyncio
import math
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.errors import Closed, DatabaseError, DiskFull, Locked, NewerVersion, NotADatabase, Unwritable
from storage.sqlite import Connection, Database, Lane

OURS = 0x7465_7374


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    folder = tmp_path / "schema"
    folder.mkdir()
    (folder / "001_words.sql").write_text(
        "-- one; comment\nCREATE TABLE word (text TEXT PRIMARY KEY);\nINSERT INTO word VALUES ('first;');\n"
    )
    (folder / "002_loud.sql").write_text(
        "CREATE TRIGGER loud AFTER INSERT ON word BEGIN\n  UPDATE word SET text = upper(text);\nEND;\n"
    )
    (folder / "README").write_text("no step")
    return folder


@pytest.fixture
async def database(tmp_path: Path, migrations: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "a.db", migrations, OURS, readers=2, slow_readers=1)
    yield opened
    await opened.close()


def beside(path: Path) -> list[str]:
    """The database's file and whatever SQLite laid beside it."""
    return sorted(entry.name for entry in path.parent.glob(f"{path.name}*"))


async def texts(database: Database) -> list[str]:
    return await database.query(
        lambda raw: [row[0] for row in raw.execute("SELECT text FROM word ORDER BY 1")]
    )


async def add(connection: Connection, text: str) -> None:
    await connection.execute("INSERT INTO word VALUES (?)", (text,))


async def test_migrations_run_in_order_once_and_are_recorded(tmp_path: Path, migrations: Path) -> None:
    path = tmp_path / "a.db"
    for _ in range(2):
        database = await Database.open(path, migrations, OURS)
        assert await texts(database) == ["first;"]
        await database.close()

    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA application_id").fetchone() == (OURS,)
        assert raw.execute("PRAGMA user_version").fetchone() == (2,)
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)


async def test_a_failing_migration_leaves_the_version_before(tmp_path: Path, migrations: Path) -> None:
    path = tmp_path / "a.db"
    await (await Database.open(path, migrations, OURS)).close()
    bad = migrations / "003_bad.sql"
    bad.write_text("CREATE TABLE half (a);\nCREATE TABLE word (again);\n")

    with pytest.raises(sqlite3.OperationalError):
        await Database.open(path, migrations, OURS)

    bad.unlink()
    database = await Database.open(path, migrations, OURS)
    tables = await database.query(
        lambda raw: [row[0] for row in raw.execute("SELECT name FROM sqlite_schema")]
    )
    await database.close()
    assert "half" not in tables


async def test_two_processes_may_make_the_same_file_at_once(tmp_path: Path, migrations: Path) -> None:
    path = tmp_path / "a.db"
    opened = await asyncio.gather(*(Database.open(path, migrations, OURS, patience=60) for _ in range(6)))

    assert [await texts(database) for database in opened] == [["first;"]] * 6
    for database in opened:
        await database.close()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"just some text", NotADatabase),
        (b"SQLite format 3\x00", NotADatabase),
        (os.urandom(4096), NotADatabase),
    ],
)
async def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(
    tmp_path: Path, migrations: Path, content: bytes, error: type[DatabaseError]
) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)

    with pytest.raises(error) as caught:
        await Database.open(path, migrations, OURS)

    assert caught.value.path == path
    assert path.read_bytes() == content
    assert beside(path) == ["a.db"]


@pytest.mark.parametrize(
    ("application_id", "version", "error"),
    [(0, 0, NotADatabase), (1, 2, NotADatabase), (OURS, 3, NewerVersion)],
)
async def test_a_database_of_another_program_or_a_later_version_is_left_as_it_was(
    tmp_path: Path, migrations: Path, application_id: int, version: int, error: type[DatabaseError]
) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE theirs (a)")
        raw.execute(f"PRAGMA application_id = {application_id:d}")
        raw.execute(f"PRAGMA user_version = {version:d}")
        raw.commit()
    before = path.read_bytes()

    with pytest.raises(error):
        await Database.open(path, migrations, OURS)

    assert path.read_bytes() == before


async def test_a_missing_folder_and_a_folder_in_its_place_are_unwritable(
    tmp_path: Path, migrations: Path
) -> None:
    with pytest.raises(Unwritable, match="does not exist"):
        await Database.open(tmp_path / "no" / "a.db", migrations, OURS)
    with pytest.raises(Unwritable, match="folder"):
        await Database.open(tmp_path, migrations, OURS)


async def test_a_file_that_may_only_be_read_is_read_but_not_written(
    tmp_path: Path, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.db"
    await (await Database.open(path, migrations, OURS)).close()
    monkeypatch.setattr(os, "access", lambda *_: False)

    database = await Database.open(path, migrations, OURS)

    assert await texts(database) == ["first;"]
    with pytest.raises(Unwritable, match="only be read"):
        async with database.write():
            pytest.fail("it was writable")
    await database.close()


async def test_what_a_block_wrote_is_kept_when_it_ends_and_undone_when_it_raises(database: Database) -> None:
    async with database.write() as connection:
        await add(connection, "kept")

    async def fail() -> None:
        async with database.write() as connection:
            await add(connection, "undone")
            raise LookupError

    with pytest.raises(LookupError):
        await fail()

    assert await texts(database) == ["FIRST;", "KEPT"]


async def test_what_a_cancelled_block_wrote_is_undone(database: Database) -> None:
    written = asyncio.Event()

    async def write() -> None:
        async with database.write() as connection:
            await add(connection, "undone")
            written.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await written.wait()
    task.cancel()
    await asyncio.wait({task})
    async with database.write() as connection:
        await add(connection, "after")

    assert "UNDONE" not in await texts(database)


async def test_a_write_that_is_cancelled_while_it_begins_leaves_no_transaction_open(
    database: Database,
) -> None:
    loop = asyncio.get_running_loop()

    async def write() -> None:
        async with database.write() as connection:
            await add(connection, "undone")

    task = asyncio.create_task(write())

    def cancel(statement: str) -> None:
        """Called on the writer's thread, which goes on to begin the transaction."""
        if statement.startswith("BEGIN"):
            loop.call_soon_threadsafe(task.cancel)

    await database._writer.set_trace_callback(cancel)
    await asyncio.wait({task})
    await database._writer.set_trace_callback(lambda _: None)

    assert task.cancelled()
    async with database.write() as connection:
        await add(connection, "after")
    assert await texts(database) == ["AFTER", "FIRST;"]


async def test_a_reader_sees_one_instant_while_others_write(database: Database) -> None:
    async with database.read() as reader:
        before = list(await reader.execute_fetchall("SELECT count(*) FROM word"))
        async with database.write() as connection:
            await add(connection, "new")
        during = list(await reader.execute_fetchall("SELECT count(*) FROM word"))

    assert [tuple(row) for row in before + during] == [(1,), (1,)]
    assert await texts(database) == ["FIRST;", "NEW"]


async def test_readers_cannot_write(database: Database) -> None:
    async with database.read() as reader:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            await add(reader, "sneaked in")


async def test_readers_are_handed_out_in_the_order_of_asking(database: Database) -> None:
    """Whoever releases a reader and asks at once again does not overtake those who wait."""
    order: list[int] = []

    async def ask(who: int) -> None:
        for _ in range(3):
            async with database.read(Lane.SLOW):
                order.append(who)
                await asyncio.sleep(0)

    await asyncio.gather(*(ask(who) for who in range(4)))

    assert order == [0, 1, 2, 3] * 3


async def test_a_slow_question_does_not_hold_up_the_quick_lane(database: Database) -> None:
    async with database.read(Lane.SLOW):
        waiting = asyncio.create_task(database.query(lambda _: 1, Lane.SLOW))
        assert await texts(database) == ["first;"]
        assert not waiting.done()
    assert await waiting == 1


async def test_a_cancelled_waiter_does_not_lose_the_reader(database: Database) -> None:
    async with database.read(Lane.SLOW):
        waiting = asyncio.create_task(database.query(lambda _: 1, Lane.SLOW))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait({waiting})
    assert await database.query(lambda _: 2, Lane.SLOW) == 2


async def test_another_process_that_writes_is_waited_for(database: Database) -> None:
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Locked) as caught:
            async with database.write(patience=0.0):
                pytest.fail("it was not locked")
        assert caught.value.waited == 0.0

        async def wait_and_write() -> None:
            async with database.write(math.inf) as connection:
                await add(connection, "patient")

        task = asyncio.create_task(wait_and_write())
        await asyncio.sleep(0)
        other.execute("COMMIT")
        await task

    assert "PATIENT" in await texts(database)


async def test_alone_a_block_can_write_into_the_file_itself(tmp_path: Path, migrations: Path) -> None:
    alone = await Database.open(tmp_path / "a.db", migrations, OURS, readers=0, synchronous="NORMAL")
    async with alone.unlogged():
        async with alone.write() as connection:
            await add(connection, "kept")
            # Others wait, before anything of it is in the file.
            with pytest.raises(Locked):
                await Database.open(alone.path, migrations, OURS, patience=0.0)
        assert beside(alone.path) == ["a.db", "a.db-journal"]
    assert await texts(alone) == ["FIRST;", "KEPT"]
    assert beside(alone.path) == ["a.db", "a.db-shm", "a.db-wal"]
    other = await Database.open(alone.path, migrations, OURS)
    assert await texts(other) == ["FIRST;", "KEPT"]
    (settings,) = await alone.query(lambda raw: [tuple(row) for row in raw.execute("PRAGMA synchronous")])
    assert settings == (1,)
    await other.close()
    await alone.close()


async def test_with_others_about_it_writes_through_the_log(database: Database, migrations: Path) -> None:
    alone = await Database.open(database.path, migrations, OURS, readers=0)
    async with alone.unlogged(), alone.write() as connection:
        await add(connection, "kept")
        assert await texts(database) == ["first;"]
    assert await texts(database) == ["FIRST;", "KEPT"]
    await alone.close()

    async with database.unlogged(), database.write() as connection:
        await add(connection, "later")
        assert await texts(database) == ["FIRST;", "KEPT"]


FILL = """
import asyncio, os, signal, sys
from pathlib import Path
from storage.sqlite import Database

async def fill(path, migrations, application):
    alone = await Database.open(Path(path), Path(migrations), int(application), readers=0)
    async with alone.unlogged(), alone.write() as connection:
        # More than the cache holds: the file is in the middle of it.
        await connection.executemany(
            "INSERT INTO word VALUES (?)", ((f"{number}" * 1000,) for number in range(2000))
        )
        assert os.path.getsize(path) > 2**20
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(fill(*sys.argv[1:]))
"""


async def test_whoever_is_killed_while_writing_into_the_file_leaves_it_as_it_was(
    tmp_path: Path, migrations: Path
) -> None:
    (migrations / "002_loud.sql").write_text("CREATE TABLE other (number INTEGER);\n")
    path = tmp_path / "a.db"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", FILL, path, migrations, f"{OURS}", cwd=Path(__file__).parents[2]
    )
    assert await process.wait() == -signal.SIGKILL
    assert path.stat().st_size > 2**20

    database = await Database.open(path, migrations, OURS)
    assert await texts(database) == ["first;"]
    await database.close()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)


async def test_a_full_disk_undoes_the_write_and_leaves_the_rest_readable(database: Database) -> None:
    async with database.write() as connection:
        pages = next(iter(await connection.execute_fetchall("PRAGMA page_count")))[0]
        await connection.execute(f"PRAGMA max_page_count = {pages + 1:d}")

    with pytest.raises(DiskFull):
        async with database.write() as connection:
            await add(connection, "x" * 100_000)

    assert await texts(database) == ["first;"]
    async with database.write() as connection:
        await add(connection, "small")


async def test_once_closed_it_says_so(tmp_path: Path, migrations: Path) -> None:
    database = await Database.open(tmp_path / "a.db", migrations, OURS)
    await database.close()
    await database.close()

    with pytest.raises(Closed):
        await texts(database)
    with pytest.raises(Closed):
        async with database.write():
            pytest.fail("it was open")
    assert not (tmp_path / "a.db-wal").exists()


async def test_in_memory_everything_works_in_turn(migrations: Path) -> None:
    database = await Database.open(":memory:", migrations, OURS)
    async with database.write() as connection:
        await add(connection, "here")
    assert await texts(database) == ["FIRST;", "HERE"]
    await database.close()
