"""A load that is killed takes the processes with it that worked for it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SEEDS

LOAD = """
import asyncio, sys
from pathlib import Path
from storage.archive import Archive, loader

async def work(archive, dump, analysis):
    opened = await Archive.open(Path(archive))
    await loader.load(opened, [Path(dump)], analysis=analysis == "analysed", processes=2)

if __name__ == "__main__":
    asyncio.run(work(*sys.argv[1:]))
"""
ENOUGH = 12 * 2**20
"""Bytes of a dump that is worth processes of its own, and keeps them busy."""
BEGUN = 0.7
"""Seconds of work after which a process is at its task."""


def stat(pid: int) -> tuple[str, int]:
    """A process's state and its parent; `X` when it is gone."""
    try:
        # Behind the name, which may hold anything.
        state, parent = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:2]
    except (FileNotFoundError, ProcessLookupError):
        return "X", 0
    return state, int(parent)


def has_begun(pid: int) -> bool:
    """Whether a process has done more than start and import what it needs."""
    try:
        values = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return (int(values[11]) + int(values[12])) / os.sysconf("SC_CLK_TCK") > BEGUN


def workers(pid: int) -> list[int]:
    """The processes that a process started to work for it."""
    found = [int(each.name) for each in Path("/proc").iterdir() if each.name.isdecimal()]
    return [each for each in found if stat(each)[1] == pid and b"spawn_main" in command(each)]


def command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def moments(seconds: float) -> Iterator[None]:
    """Looks again and again, for at most so long: what other processes do can only be watched."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        yield
        time.sleep(0.02)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("analysis", ["analysed", "unanalysed"])
def test_a_killed_load_leaves_no_process_behind(tmp_path: Path, analysis: str) -> None:
    text = next(SEEDS.glob("*.txt")).read_bytes()
    dump, script = tmp_path / "large.txt", tmp_path / "load.py"
    dump.write_bytes(text * (ENOUGH // len(text) + 1))
    script.write_text(LOAD, encoding="utf-8")
    words = [sys.executable, str(script), str(tmp_path / "archive.db"), str(dump), analysis]
    with subprocess.Popen(words, env={**os.environ, "PYTHONPATH": os.fspath(SEEDS.parent)}) as loading:  # noqa: S603 - our own script
        started: list[int] = []
        for _ in moments(30):
            started = workers(loading.pid)
            if any(map(has_begun, started)) or loading.poll() is not None:
                break
        loading.send_signal(signal.SIGKILL)
    assert started, "the load had processes that worked for it"
    for _ in moments(30):
        if all(stat(each)[0] in "XZ" for each in started):
            break
    assert [stat(each)[0] for each in started if stat(each)[0] not in "XZ"] == []
