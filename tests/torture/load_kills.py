"""Loads, migrations and backups as processes of their own, killed by SIGKILL at random instants."""

import asyncio
import signal
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from storage.archive import Archive, export, loader
from storage.clock import system_clock
from storage.state import open_state
from tests.torture._row import Row
from tests.torture._settled import SEEDS

__all__ = ["run"]

KILLS, SHORT_KILLS = 200, 12
ACTIONS = ("load", "load", "first load", "migration", "load", "backup")
"""What is killed, in turn."""
VARIANTS = 4
"""So many texts each dump changes between."""
LINES = 24

Export = tuple[str, ...]
"""A dump's records of the export, in order."""

CONTEXT = get_context("forkserver")


def run(seed: int, short: bool) -> Row:
    """200 kills (short: 12): of each six, four while dumps load, one in a migration, one in a backup.

    One of those loads is the first of an empty archive, which is written without a log.
    """
    wanted = SHORT_KILLS if short else KILLS
    CONTEXT.set_forkserver_preload([__name__])
    with tempfile.TemporaryDirectory() as folder:
        torment = _Torment(Path(folder), Random(seed))
        torment.prepare()
        for number in range(wanted):
            torment.kill(ACTIONS[number % len(ACTIONS)])
        torment.finish()
    found = torment.found
    done = ", ".join(f"{found[each]} in a {each}" for each in dict.fromkeys(ACTIONS))
    bad = ("damaged", "half-loaded", "half-copied", "unusable")
    return Row(
        f"{wanted} SIGKILLs of a load of changing dumps, a migration of an empty file, a backup",
        "every file opens and passes integrity_check, every dump wholly old or wholly new",
        f"{done}; of their dumps {found['old']} old, {found['new']} new; "
        + ", ".join(f"{found[it]} {it}" for it in bad),
        passed=not any(found[each] for each in bad)
        and sum(found[each] for each in set(ACTIONS)) == wanted
        # A few kills may all come before, or all after, the one instant that makes a dump new.
        and (short or (found["old"] > 0 and found["new"] > 0)),
    )


class _Torment:
    """An archive whose two dumps change all the time, and whoever works on it is killed."""

    def __init__(self, folder: Path, random: Random) -> None:
        self._random = random
        self._dumps = folder / "dumps"
        self._archive = folder / "archive.db"
        self._copy = folder / "copy.db"
        self._first = folder / "first.db"
        self._fresh = folder / "fresh.db"
        self._folder = folder
        self._texts: dict[str, list[str]] = {}
        self._exports: dict[tuple[str, int], Export] = {}
        self._stored: dict[str, int] = {}
        self._lasts: dict[str, float] = {}
        self.found: Counter[str] = Counter()

    def prepare(self) -> None:
        """Cut the texts, note what each is exported as, and load the first of them."""
        self._dumps.mkdir()
        lines = next(SEEDS.glob("*.txt")).read_text(encoding="utf-8").splitlines(keepends=True)
        for place, source in enumerate(("east.txt", "west.txt")):
            self._texts[source] = []
            for variant in range(VARIANTS):
                begin = (place * VARIANTS + variant) * LINES
                self._texts[source].append("".join(lines[begin : begin + LINES]))
                alone = self._folder / "alone" / str(variant) / source
                alone.parent.mkdir(parents=True, exist_ok=True)
                alone.write_text(self._texts[source][variant], encoding="utf-8")
                database = alone.with_suffix(".db")
                _load(str(database), str(alone))
                self._exports[source, variant] = _exported(database)[source]
            assert len(set(self._texts[source])) == VARIANTS
            self._put(source, 0)
        _load(str(self._archive), str(self._dumps))
        self._stored = dict.fromkeys(self._texts, 0)

    def kill(self, action: str) -> None:
        """Kill one process that does `action`, and look at what it left."""
        for _ in range(50):
            wanted = self._change()
            begun, arguments = self._begin(action)
            process = CONTEXT.Process(target=begun, args=arguments)
            began = time.monotonic()
            process.start()
            process.join(self._random.uniform(0, 1.1 * self._lasts.get(action, 0.6)))
            process.kill()
            process.join()
            killed = process.exitcode is not None and process.exitcode < 0
            if not killed:
                self._lasts[action] = time.monotonic() - began
            # Whatever else it ends with is an error of its own.
            self.found["unusable"] += process.exitcode not in {0, -signal.SIGKILL}
            self._judge(action, wanted, killed=killed)
            if killed:
                self.found[action] += 1
                return
        raise RuntimeError(f"a {action} ends before it can be killed")

    def finish(self) -> None:
        """Without kills everything goes through: nothing that they left is in the way."""
        wanted = self._change()
        _load(str(self._archive), str(self._dumps))
        self.found["unusable"] += self._look(self._archive) != {
            source: self._exports[source, variant] for source, variant in wanted.items()
        }

    def _change(self) -> dict[str, int]:
        """Other texts for both dumps than those that are stored."""
        wanted = {}
        for source, stored in self._stored.items():
            wanted[source] = (stored + self._random.randrange(1, VARIANTS)) % VARIANTS
            self._put(source, wanted[source])
        return wanted

    def _put(self, source: str, variant: int) -> None:
        (self._dumps / source).write_text(self._texts[source][variant], encoding="utf-8")

    def _begin(self, action: str) -> tuple[Callable[..., None], tuple[str, ...]]:
        """What the process runs."""
        if action == "load":
            return _load, (str(self._archive), str(self._dumps))
        made = {"migration": self._fresh, "backup": self._copy, "first load": self._first}[action]
        for path in self._folder.glob(f"{made.name}*"):
            path.unlink()
        if action == "first load":
            return _load, (str(self._first), str(self._dumps))
        if action == "backup":
            return _back_up, (str(self._archive), str(self._copy))
        self._fresh.touch()
        return _migrate, (str(self._fresh), str(self._fresh) + ".state")

    def _judge(self, action: str, wanted: dict[str, int], *, killed: bool) -> None:
        stored = {source: self._exports[source, variant] for source, variant in self._stored.items()}
        if action == "migration":
            self._look(self._fresh)
            self.found["damaged"] += not _is_whole(Path(str(self._fresh) + ".state"))
        if action == "backup" and self._copy.exists():
            self.found["half-copied"] += self._look(self._copy) != stored
        if action == "first load":
            for source, got in self._look(self._first).items():
                self.found["half-loaded"] += got != self._exports[source, wanted[source]]
        now = self._look(self._archive)
        for source, variant in self._stored.items():
            got = now.get(source, ())
            if action == "load" and got == self._exports[source, wanted[source]]:
                self.found["new"] += killed
                self._stored[source] = wanted[source]
            elif got == self._exports[source, variant]:
                self.found["old"] += killed and action == "load"
            else:
                self.found["half-loaded"] += 1

    def _look(self, path: Path) -> dict[str, Export]:
        """What a database holds, after it was proven."""
        self.found["damaged"] += not _is_whole(path)
        return _exported(path)


def _load(archive: str, dumps: str) -> None:
    async def work() -> None:
        # As `dateline load` opens it.
        opened = await Archive.open(Path(archive), readers=0, slow_readers=0)
        await loader.load(opened, [Path(dumps)])
        await opened.close()

    asyncio.run(work())


def _migrate(archive: str, state: str) -> None:
    async def work() -> None:
        await (await open_state(state, system_clock)).close()
        await (await Archive.open(Path(archive))).close()

    asyncio.run(work())


def _back_up(archive: str, target: str) -> None:
    async def work() -> None:
        opened = await Archive.open(Path(archive))
        await opened.backup(Path(target))
        await opened.close()

    asyncio.run(work())


def _exported(path: Path) -> dict[str, Export]:
    """What is stored of each dump."""

    async def work() -> list[dict[str, Any]]:
        archive = await Archive.open(path)
        try:
            return [record async for record in export.rows(archive)]
        finally:
            await archive.close()

    found: dict[str, list[str]] = {}
    for record in asyncio.run(work()):
        if record["type"] == "article":
            current = found.setdefault(record["source"], [])
        current.append(repr(record))
    return {source: tuple(records) for source, records in found.items()}


def _is_whole(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with the file; one that was never made is as it was."""
    if not path.exists():
        return True
    with closing(sqlite3.connect(path)) as connection:
        return list(chain(*connection.execute("PRAGMA integrity_check"))) == ["ok"]
