"""What the README shows, an answer and pictures: what it is, what it should be, and how to put it there.

    python -m tests.readme

writes the present answer into README.md and takes the pictures anew, after a change to the analysis, to the
page or to how an answer is laid out.
"""

import asyncio
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests import pictures

__all__ = ["README", "answer", "shown"]

ROOT: Final = Path(__file__).parent.parent
README: Final = ROOT / "README.md"
WIDTH: Final = 92
"""Columns of the terminal that the answer is laid out for."""

_SHOWN: Final = re.compile(r"(?<=```console\n\$ dateline )(?P<command>.+)\n(?P<answer>(?:(?!```).*\n)*)")


def shown() -> tuple[list[str], str]:
    """The arguments of the command in the README, and the answer below it."""
    found = _SHOWN.search(README.read_text(encoding="utf-8"))
    if found is None:
        raise LookupError("the README shows no answer")
    return shlex.split(found["command"]), found["answer"]


def answer(arguments: list[str], archive: Path) -> str:
    """What `dateline` prints in a pipe; fails where it complains."""
    environ = {**os.environ, "DATELINE_ARCHIVE": str(archive), "COLUMNS": str(WIDTH)}
    ran = subprocess.run(  # noqa: S603 - our own program, with the README's words
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return ran.stdout


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        archive = Path(scratch) / "archive.db"
        now = answer(shown()[0], archive)
        text = _SHOWN.sub(lambda found: f"{found['command']}\n{now}", README.read_text(encoding="utf-8"))
        README.write_text(text, encoding="utf-8")
        asyncio.run(pictures.take(archive))
