"""Copies go where they are told, come back whole, and what is no copy changes nothing."""

import asyncio
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bot.harness import TurnableClock
from storage.state import Due, Settings, open_state
from tests.bot.cli.conftest import Dateline

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def subscribe(path: Path, channel: int, guild: int = 1) -> None:
    """Subscribe a channel in the state at `path`, as a manager would in Discord."""

    async def put() -> None:
        state = await open_state(str(path), TurnableClock(NOW))
        settings = Settings(
            guild_id=guild, channel_id=channel, local_time=time(8), zone="Europe/Berlin", empty_days="nearest"
        )
        await state.subscriptions.put(settings, Due(NOW.date(), NOW), created_by=7)
        await state.close()

    asyncio.run(put())


def subscribed(path: Path) -> list[int]:
    async def get() -> list[int]:
        state = await open_state(str(path), TurnableClock(NOW))
        found = await state.subscriptions.of_guild(1)
        await state.close()
        return [each.channel_id for each in found]

    return asyncio.run(get())


def test_the_state_comes_back_as_it_was(dateline: Dateline, folder: Path) -> None:
    subscribe(folder / "state.db", 11)
    assert dateline("backup", "copy.db").code == 0
    subscribe(folder / "state.db", 12)

    ran = dateline("restore", "copy.db")

    assert (ran.code, ran.err) == (0, "The state is as it was in copy.db.\n")
    assert subscribed(folder / "state.db") == [11]


def test_the_archive_is_copied_and_restored_where_that_is_asked_for(dateline: Dateline, loaded: Path) -> None:
    subscribe(loaded / "state.db", 11)
    assert dateline("backup", "copy.db", "--archive").code == 0
    (loaded / "archive.db").unlink()

    assert dateline("restore", "copy.db", "--archive").code == 0
    assert "20 articles" in dateline("ask", "/about").out


def test_a_copy_of_nothing_is_refused(dateline: Dateline, folder: Path) -> None:
    ran = dateline("backup", "copy.db")

    assert ran.code == 1
    assert "state.db: there is nothing to copy" in ran.err
    assert [path.name for path in folder.iterdir()] == ["seeds"]


def test_what_is_no_copy_of_a_state_is_refused_and_changes_nothing(dateline: Dateline, loaded: Path) -> None:
    subscribe(loaded / "state.db", 11)
    (loaded / "text.db").write_text("no database " * 1000, encoding="utf-8")

    for name in ("text.db", "archive.db", "missing.db", "state.db"):
        ran = dateline("restore", name)
        assert ran.code == 1, name
        assert name in ran.err
        assert "Traceback" not in ran.err
    assert subscribed(loaded / "state.db") == [11]


def test_a_restore_of_both_needs_both_before_it_begins(dateline: Dateline, loaded: Path) -> None:
    subscribe(loaded / "state.db", 11)
    assert dateline("backup", "copy.db").code == 0
    subscribe(loaded / "state.db", 12)

    ran = dateline("restore", "copy.db", "--archive")

    assert ran.code == 1
    assert "copy.db.archive: there is no such file" in ran.err
    assert sorted(subscribed(loaded / "state.db")) == [11, 12]


@pytest.mark.parametrize("refused", ["copy.db", "copy.db.archive", "postgresql://db.example/dateline"])
def test_a_restore_of_both_changes_neither_where_one_is_refused(
    dateline: Dateline, loaded: Path, refused: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(loaded / "state.db", 11)
    assert dateline("backup", "copy.db", "--archive").code == 0
    subscribe(loaded / "state.db", 12)
    (loaded / "more.txt").write_text("Title\n\nBody.\n\nContinue reading Title\n", encoding="utf-8")
    assert dateline("load", "more.txt").code == 0
    if "://" in refused:
        monkeypatch.setenv("DATELINE_STATE", refused)
    else:
        (loaded / refused).write_text("no database " * 1000, encoding="utf-8")

    ran = dateline("restore", "copy.db", "--archive")

    assert (ran.code, ran.out) == (1, "")
    assert " is as it was in " not in ran.err
    assert "21 articles" in dateline("ask", "/about").out
    assert sorted(subscribed(loaded / "state.db")) == [11, 12]
    assert [path.name for path in loaded.iterdir() if path.suffix == ".part"] == []


def test_another_file_is_not_written_over(dateline: Dateline, folder: Path) -> None:
    subscribe(folder / "state.db", 11)
    (folder / "precious.txt").write_text("mine", encoding="utf-8")

    ran = dateline("backup", "precious.txt")

    assert ran.code == 1
    assert (folder / "precious.txt").read_text(encoding="utf-8") == "mine"
