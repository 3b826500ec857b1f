"""A folder to run the command line in, as a person would have it: the shipped dumps and no settings."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import VARIABLES
from tests.conftest import SEEDS


@dataclass(frozen=True)
class Ran:
    """What a command line gave back."""

    code: int
    out: str
    err: str


Dateline = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current directory: `seeds/` and nothing else."""
    home = tmp_path / "home"
    shutil.copytree(SEEDS, home / "seeds")
    monkeypatch.chdir(home)
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    return home


@pytest.fixture
def loaded(folder: Path, archive_template: Path) -> Path:
    """The current directory with the shipped dumps loaded."""
    shutil.copyfile(archive_template, folder / "archive.db")
    return folder


@pytest.fixture
def dateline(folder: Path, capfd: pytest.CaptureFixture[str]) -> Dateline:
    """Runs a command line in this process and returns its exit code and what it wrote."""
    assert Path.cwd() == folder

    def run(*arguments: str) -> Ran:
        capfd.readouterr()
        try:
            code = main(arguments)
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
        captured = capfd.readouterr()
        return Ran(code, captured.out, captured.err)

    return run
