"""Loading from the command line: the report, what is refused, and the export of what was loaded."""

import json
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Dateline

NAME = "000_cb0a8e21444615b1.txt"


def test_the_shipped_dump_is_loaded_and_counted(dateline: Dateline) -> None:
    ran = dateline("load")

    assert ran.code == 0
    name, counts = ran.out.splitlines()[:2]
    assert name == f"{NAME}  loaded"
    assert counts.startswith("  20 articles, 21 reprints, ")
    assert counts.endswith("0 lines that belong to no article")


@pytest.mark.usefixtures("loaded")
def test_loading_again_changes_nothing(dateline: Dateline) -> None:
    ran = dateline("load")

    assert (ran.code, ran.out) == (0, f"{NAME}  unchanged\n")


def test_a_dump_is_taken_out_again(dateline: Dateline, folder: Path) -> None:
    other = folder / "seeds" / "other.txt"
    other.write_text("A title\n\nSomething happened.\n\nContinue reading A title\n", encoding="utf-8")
    dateline("load")

    ran = dateline("load", "--remove", "other.txt", "--remove", "nothing.txt")

    assert (ran.code, ran.out) == (1, "other.txt  removed\n")
    assert f"there is no dump nothing.txt in the archive; it holds {NAME}" in ran.err
    assert dateline("load").out.startswith(f"{NAME}  unchanged\nother.txt  loaded\n")


def test_nothing_is_removed_from_an_archive_that_is_not_there(dateline: Dateline, folder: Path) -> None:
    ran = dateline("load", "--remove", NAME)

    assert (ran.code, ran.out) == (1, "")
    assert "there is no archive archive.db" in ran.err
    assert not (folder / "archive.db").exists()


def test_loading_and_removing_at_once_is_refused(dateline: Dateline) -> None:
    ran = dateline("load", "seeds", "--remove", NAME)

    assert (ran.code, ran.out) == (2, "")
    assert "not both" in ran.err


def test_what_is_refused_is_named_with_its_reason_and_the_rest_is_loaded(
    dateline: Dateline, folder: Path
) -> None:
    (folder / "seeds" / "empty.txt").touch()
    (folder / "seeds" / "binary.txt").write_bytes(b"\x00\x01\x02" * 100)
    (folder / "seeds" / "latin.txt").write_bytes("Título\n\nCafé\n".encode("latin-1"))

    ran = dateline("load", "seeds", "missing.txt")

    assert ran.code == 1
    assert f"{NAME}  loaded" in ran.out
    refused = {line.split(" is refused: ")[0].rpartition("/")[2] for line in ran.err.splitlines()}
    assert refused == {"dateline: missing.txt", "empty.txt", "binary.txt", "latin.txt"}
    assert "latin.txt is refused: line 1: it is not UTF-8" in ran.err


def test_a_file_name_cannot_steer_the_terminal(dateline: Dateline, folder: Path) -> None:
    (folder / "evil\x1b[2J.txt").touch()

    ran = dateline("load", "evil\x1b[2J.txt")

    assert ran.code == 1
    assert "\x1b" not in ran.out + ran.err


@pytest.mark.usefixtures("loaded")
def test_an_export_is_json_lines_of_what_was_loaded(dateline: Dateline) -> None:
    rows = [json.loads(line) for line in dateline("export").out.splitlines()]

    assert [row["type"] for row in rows].count("article") == 20
    assert {row["type"] for row in rows} == {"article", "reprint", "date", "meeting"}
    assert rows[0]["source"] == NAME


def test_without_an_archive_there_is_nothing_to_export_and_none_is_made(
    dateline: Dateline, folder: Path
) -> None:
    ran = dateline("export")

    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert not (folder / "archive.db").exists()
