"""A folder to run the command line in, as a person would have it: the shipped dumps and no settings."""

import logging
import shutil
from collections.abc import Callable, Iterator
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


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    """A command sets logging up for its process, which here goes on with other tests."""
    loggers = [logging.getLogger(), *map(logging.getLogger, ("discord", "aiohttp", "asyncio", "aiosqlite"))]
    before = [(logger, logger.level, logger.handlers[:]) for logger in loggers]
    yield
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers[:] = handlers


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
