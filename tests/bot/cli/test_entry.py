"""The way in: what cannot be understood is refused in words, and nothing foreseeable ends in a traceback."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from bot.cli.entry import COMMANDS
from tests.bot.cli.conftest import Dateline

ROOT = Path(__file__).parents[3]


def test_nothing_typed_shows_what_there_is(dateline: Dateline) -> None:
    ran = dateline()

    assert ran.code == 2
    assert all(name in ran.err for name in COMMANDS)


def test_an_unknown_command_is_refused_with_those_there_are(dateline: Dateline) -> None:
    ran = dateline("frobnicate")

    assert ran.code == 2
    assert ran.err.splitlines()[0] == (
        "dateline: there is no command 'frobnicate'; there are: "
        "load, export, ask, try, run, doctor, backup, restore, state"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["load", "--nope"], "unrecognized arguments: --nope"),
        (["ask"], "COMMAND"),
        (["backup"], "FILE"),
        (["ask", "/about", "--at", "tomorrow"], "accepted are 2025-02-05"),
        (["try", "--port", "99999"], "from 0 to 65535"),
        (["try", "--port", "http"], "from 0 to 65535"),
    ],
)
def test_a_command_line_that_is_wrong_says_what_is_accepted(
    dateline: Dateline, arguments: list[str], said: str
) -> None:
    ran = dateline(*arguments)

    assert ran.code == 2
    assert said in ran.err
    assert "--help" in ran.err
    assert ran.out == ""


def test_the_version_is_that_of_the_project(dateline: Dateline) -> None:
    assert dateline("--version").out == "dateline 0.1.0\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_says_what_it_does(dateline: Dateline, name: str) -> None:
    ran = dateline(name, "--help")

    assert ran.code == 0
    assert ran.out.startswith(f"usage: dateline {name}")
    assert "show this help" in ran.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_s_module_offers_what_the_way_in_calls(name: str) -> None:
    module = import_module(COMMANDS[name][0])

    assert {"configure", "run"} <= set(module.__all__)


def test_all_bad_settings_are_named_at_once(dateline: Dateline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_LOG_LEVEL", "LOUD")
    monkeypatch.setenv("DATELINE_METRICS_PORT", "many")
    monkeypatch.setenv("DISCORD_TOKEN", "Bot hunter2")

    ran = dateline("export")

    assert ran.code == 2
    assert ran.err.splitlines() == [
        (
            "dateline: DISCORD_TOKEN is a value that is not shown here, but has to be "
            "the bot's token alone: one word, without 'Bot ' before it."
        ),
        "dateline: DATELINE_LOG_LEVEL is 'LOUD', but has to be one of DEBUG, INFO, WARNING, ERROR, CRITICAL.",
        "dateline: DATELINE_METRICS_PORT is 'many', but has to be a whole number from 1 to 65535.",
    ]


def test_settings_are_read_from_a_file_beside(dateline: Dateline, folder: Path) -> None:
    (folder / ".env").write_text("DATELINE_ARCHIVE=elsewhere.db\n", encoding="utf-8")

    assert dateline("load").code == 0
    assert (folder / "elsewhere.db").is_file()
    assert not (folder / "archive.db").exists()


def test_python_m_bot_is_the_same_program() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "--version"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert ran.stdout == "dateline 0.1.0\n"


def test_a_reader_that_goes_away_is_no_error(loaded: Path) -> None:
    """As in `dateline export | head -1`, where the pipe breaks long before everything is written."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "export"],
        cwd=ROOT,
        env={"DATELINE_ARCHIVE": str(loaded / "archive.db")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b'{"type": "article"')
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_text("not a database, but a text of some length " * 50), "not a database"),
        (lambda path: path.mkdir(), "it is a folder"),
        (lambda path: path.symlink_to("/nowhere/archive.db"), "cannot be opened"),
    ],
    ids=["another file", "a folder", "a folder that is missing"],
)
def test_an_archive_that_cannot_be_used_is_a_sentence(
    dateline: Dateline, folder: Path, make: object, said: str
) -> None:
    assert callable(make)
    make(folder / "archive.db")
    before = sorted(folder.iterdir())

    for command in (["load"], ["ask", "/about"]):
        ran = dateline(*command)
        assert ran.code == 1
        assert said in ran.err
        assert "Traceback" not in ran.err
    assert sorted(folder.iterdir()) == before
