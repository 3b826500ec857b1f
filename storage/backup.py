"""Consistent copies of a database while it is in use, and the way back.

A copy is made beside its target and takes the target's name only when it is whole and on the disk.
"""

import asyncio
import os
import re
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing, suppress
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final
from urllib.parse import quote

from storage.errors import DatabaseError, NotADatabase, Unwritable, translate
from storage.migrations import check_version, read_header, read_migrations

__all__ = ["Replace", "backup", "restoring"]

_PAGES: Final = 1_024
"""Pages copied between two looks at whether to stop: 4 MB."""

_PATIENCE: Final = 10.0
"""Seconds to wait for whoever is writing when the old database is to be replaced."""

_ABANDONED: Final = 3_600.0
"""Seconds without a write after which an unfinished copy is taken for one whose process was killed."""

_PART: Final = re.compile(r"[a-z0-9_]{8}\.part(?:-journal|-wal|-shm)?")
"""How the name of an unfinished copy ends, and those of SQLite's files beside it."""

Stopped = Callable[[], bool]

Replace = Callable[[], Awaitable[None]]
"""Puts what is proven in its place. Raises `Unwritable`, `DiskFull` or `Locked`; all is then as before."""


async def backup(source: Path, target: Path) -> None:
    """Copy the database `source` into the one file `target`, as it was at one instant.

    Readers and writers of any process go on. An older copy of the same kind is replaced, atomically; any
    other file is refused. Raises `Unwritable`, `NotADatabase` or `DiskFull`; the target is then as before.
    """
    await _off_the_loop(lambda stopped: _backup(source, target, stopped), target)


@asynccontextmanager
async def restoring(
    copy: Path, target: Path, migrations: Traversable, application_id: int
) -> AsyncIterator[Replace]:
    """What puts the database `copy` in the place of `target`, for those who prove several before any.

    `copy` is proven first: it is ours, not of a later version, whole (`integrity_check`), and its references
    hold. Raises `NotADatabase`, `NewerVersion`, `Unwritable`, `DiskFull` or `Locked`. Nothing is replaced
    before the block asks for it, and then in one transaction, so that processes which have the target open
    see either all of the old or all of the new.
    """
    made: list[Path] = []

    def prove(stopped: Stopped) -> None:
        _check_restorable(copy, target)
        # What is proven is our own copy of it: nobody changes that one between the proof and its use.
        made.append(_beside(target))
        _copy_proven(copy, made[0], migrations, application_id, stopped)

    async def replace() -> None:
        await _off_the_loop(lambda stopped: _replace(made[0], target, application_id, stopped), target)

    try:
        await _off_the_loop(prove, target)
        yield replace
    finally:
        for temporary in made:
            temporary.unlink(missing_ok=True)


async def _off_the_loop(work: Callable[[Stopped], None], path: Path) -> None:
    """Run `work` on a thread; where the caller is cancelled, it stops at its next look."""
    cancelled = False

    def stopped() -> bool:
        return cancelled

    def translated() -> None:
        try:
            work(stopped)
        except _StoppedError:
            pass
        except sqlite3.Error as error:
            raise translate(error, path, _PATIENCE) or error from error
        except OSError as error:
            raise Unwritable(path, f"it cannot be written ({error.strerror})") from error

    task = asyncio.ensure_future(asyncio.to_thread(translated))
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        cancelled = True
        await asyncio.wait({task})
        raise


class _StoppedError(Exception):
    """Raised out of SQLite's copying to stop it."""


def _backup(source: Path, target: Path, stopped: Stopped) -> None:
    if not source.is_file() or read_header(source) is None:
        raise NotADatabase(source, "there is no database to copy")
    if target.exists():
        _check_replaceable(target, source)
    folder = target.absolute().parent
    if not folder.is_dir():
        raise Unwritable(target, f"its folder {folder} does not exist")
    temporary = _beside(target)
    try:
        _copy(source, temporary, stopped)
        _sync(temporary)
        temporary.replace(target)
        _sync(folder)
    finally:
        temporary.unlink(missing_ok=True)


def _application_id(path: Path) -> int:
    """What marks a database; asked of SQLite, for the file's own bytes may be older than its log."""
    with closing(_open(path, "ro")) as raw:
        return int(raw.execute("PRAGMA application_id").fetchone()[0])


def _check_replaceable(target: Path, source: Path) -> None:
    if target.samefile(source):
        raise Unwritable(target, "it is the database itself; name another file for the copy")
    try:
        header = read_header(target)
    except DatabaseError as error:
        raise Unwritable(target, "it exists and is not an older copy; name another file") from error
    if header is not None and _application_id(target) != _application_id(source):
        raise Unwritable(target, "it exists and is not an older copy; name another file")


def _beside(target: Path) -> Path:
    """A new file for an unfinished copy; those that killed processes left there are removed."""
    folder, prefix = target.absolute().parent, f".{target.name}."
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=".part", dir=folder)
    # The folder's own clock: the new file was written just now.
    now = os.fstat(handle).st_mtime
    os.close(handle)
    for other in folder.iterdir():
        if other.name.startswith(prefix) and _PART.fullmatch(other.name[len(prefix) :]):
            with suppress(FileNotFoundError):
                if now - other.stat().st_mtime > _ABANDONED:
                    other.unlink()
    return Path(name)


def _copy(source: Path, temporary: Path, stopped: Stopped) -> None:
    """All pages as of one instant: a read transaction holds the instant, so that writers never restart it."""

    def look(_status: int, _remaining: int, _total: int) -> None:
        if stopped():
            raise _StoppedError

    with closing(_open(source, "ro")) as old, closing(_open(temporary, "rw")) as new:
        old.execute("BEGIN")
        old.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        old.backup(new, pages=_PAGES, progress=look)
        # The copy is one file that needs no log beside it.
        new.execute("PRAGMA journal_mode = DELETE")


def _open(path: Path, mode: str) -> sqlite3.Connection:
    name = f"file:{quote(os.fspath(path.absolute()))}?mode={mode}"
    return sqlite3.connect(name, uri=True, isolation_level=None, timeout=_PATIENCE, check_same_thread=False)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _check_restorable(copy: Path, target: Path) -> None:
    if not copy.is_file():
        raise NotADatabase(copy, "there is no such file")
    if target.exists() and target.samefile(copy):
        raise Unwritable(target, "it is the copy itself")
    if read_header(copy) is None:
        raise NotADatabase(copy, "it is empty")
    folder = target.absolute().parent
    if not folder.is_dir():
        raise Unwritable(target, f"its folder {folder} does not exist")


def _copy_proven(
    copy: Path, temporary: Path, migrations: Traversable, application_id: int, stopped: Stopped
) -> None:
    try:
        _copy(copy, temporary, stopped)
        _prove(temporary, copy, migrations, application_id)
    except sqlite3.Error as error:
        raise translate(error, copy, _PATIENCE) or error from error
    _sync(temporary)


def _replace(temporary: Path, target: Path, application_id: int, stopped: Stopped) -> None:
    if _is_ours(target, application_id):
        _replace_content(temporary, target, stopped)
    else:
        _replace_file(temporary, target)


def _prove(temporary: Path, shown: Path, migrations: Traversable, application_id: int) -> None:
    known = len(read_migrations(migrations))
    with closing(_open(temporary, "ro")) as database:
        if check_version(database, shown, application_id, known) == 0:
            raise NotADatabase(shown, "it is a database without tables")
        findings = [row[0] for row in database.execute("PRAGMA integrity_check(3)")]
        if findings != ["ok"]:
            raise NotADatabase(shown, f"it is damaged ({findings[0]})")
        if database.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise NotADatabase(shown, "it is damaged (rows refer to others that are missing)")


def _is_ours(target: Path, application_id: int) -> bool:
    try:
        header = read_header(target) if target.exists() else None
    except DatabaseError:
        return False
    return header is not None and _application_id(target) == application_id


def _replace_content(temporary: Path, target: Path, stopped: Stopped) -> None:
    """Write the pages into the old file as one transaction: whoever has it open goes on with the new content.

    Giving the file another inode would leave running processes with the old one, and the old log beside the
    new file.
    """

    def look(_status: int, _remaining: int, _total: int) -> None:
        if stopped():
            raise _StoppedError

    with closing(_open(temporary, "ro")) as new, closing(_open(target, "rw")) as old:
        new.backup(old, pages=_PAGES, progress=look, sleep=0.1)
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _replace_file(temporary: Path, target: Path) -> None:
    """Take the place of a file that is no database of ours, or of none: its log, if any, means nothing."""
    for ending in ("-wal", "-shm", "-journal"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    temporary.replace(target)
    _sync(target.absolute().parent)
