"""Whose file it is, which version its tables have, and the numbered steps to ours.

Files are marked by `application_id` and `user_version`, the two numbers that SQLite keeps in a database's
header for this. Each migration is applied and recorded in one transaction.
"""

import os
import re
import sqlite3
import struct
from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, NamedTuple

from storage.errors import NewerVersion, NotADatabase, Unwritable

__all__ = ["Migration", "check_file", "check_version", "migrate", "read_header", "read_migrations"]

_NAME: Final = re.compile(r"(\d{3})_\w+\.sql")
_MAGIC: Final = b"SQLite format 3\x00"
_HEADER: Final = 100
_USER_VERSION_AT: Final = 60
_APPLICATION_ID_AT: Final = 68


class Migration(NamedTuple):
    """One numbered step, as single statements."""

    number: int
    statements: tuple[str, ...]


class Header(NamedTuple):
    """What the first bytes of a file say; its write-ahead log may say something newer."""

    application_id: int
    version: int


def read_migrations(folder: Traversable) -> tuple[Migration, ...]:
    """The steps in `folder`, in order; other files there are no steps. They are numbered without gaps."""
    found: list[Migration] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        match = _NAME.fullmatch(entry.name)
        if match:
            found.append(Migration(int(match[1]), tuple(_statements(entry.read_text("utf-8")))))
    if [step.number for step in found] != list(range(1, len(found) + 1)):
        raise ValueError(f"the migrations in {folder} are not numbered 1, 2, 3 …")
    return tuple(found)


def _statements(script: str) -> Iterator[str]:
    """Single statements: the driver's own way to run a script would end our transaction first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    if statement.strip() and not all(
        line.lstrip().startswith("--") for line in statement.strip().splitlines()
    ):
        raise ValueError(f"a migration ends inside a statement: {statement.strip()!r}")


def read_header(path: Path) -> Header | None:
    """The header of a database; None for an empty file. Raises `NotADatabase` or `OSError`."""
    with path.open("rb") as file:
        head = file.read(_HEADER)
    if not head:
        return None
    if len(head) < _HEADER or not head.startswith(_MAGIC):
        raise NotADatabase(path, "it is not a database")
    (version,) = struct.unpack_from(">i", head, _USER_VERSION_AT)
    (application_id,) = struct.unpack_from(">i", head, _APPLICATION_ID_AT)
    return Header(application_id, version)


def check_file(path: Path, application_id: int, known: int) -> bool:
    """Look at a file before SQLite does, which could touch it; returns whether it may be written.

    A file that is not there yet may be made where its folder may be written. Raises `NotADatabase`,
    `NewerVersion` or `Unwritable`.
    """
    folder = path.absolute().parent
    if not folder.is_dir():
        raise Unwritable(path, f"its folder {folder} does not exist")
    if path.is_dir():
        raise Unwritable(path, "it is a folder")
    if not path.exists():
        if not os.access(folder, os.W_OK):
            raise Unwritable(path, f"its folder {folder} may not be written")
        return True
    try:
        header = read_header(path)
    except OSError as error:
        raise Unwritable(path, f"it cannot be read ({error.strerror})") from error
    if header is not None:
        # Zero in both is a file that was made a moment ago: its first step is still in the log, or to come.
        if header.application_id not in (application_id, 0):
            raise NotADatabase(path, "it is a database of another program")
        if header.version > known and header.application_id == application_id:
            raise NewerVersion(path, header.version, known)
    # The log and its index stand beside the file, so the folder matters as well.
    return os.access(path, os.W_OK) and os.access(folder, os.W_OK)


def check_version(raw: sqlite3.Connection, path: Path, application_id: int, known: int) -> int:
    """The version of an opened database, 0 if it is new. Raises `NotADatabase` or `NewerVersion`."""
    # At one instant: another process may be making the tables of a new file.
    alone = not raw.in_transaction
    if alone:
        raw.execute("BEGIN")
    try:
        (found_id,) = raw.execute("PRAGMA application_id").fetchone()
        (version,) = raw.execute("PRAGMA user_version").fetchone()
        (tables,) = raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    finally:
        if alone and raw.in_transaction:
            raw.execute("ROLLBACK")
    if found_id != application_id and (found_id or version or tables):
        raise NotADatabase(path, "it is a database of another program")
    if version > known:
        raise NewerVersion(path, version, known)
    return int(version)


def migrate(raw: sqlite3.Connection, path: Path, application_id: int, steps: Sequence[Migration]) -> None:
    """Apply the steps that are missing, each in one transaction with its number.

    Another process may do the same at the same time: who comes second finds the step done.
    """
    if check_version(raw, path, application_id, len(steps)) == len(steps):
        return
    for step in steps:
        raw.execute("BEGIN IMMEDIATE")
        try:
            if check_version(raw, path, application_id, len(steps)) < step.number:
                for statement in step.statements:
                    raw.execute(statement)
                # A pragma takes no parameters; both are integers of our own.
                raw.execute(f"PRAGMA application_id = {application_id:d}")
                raw.execute(f"PRAGMA user_version = {step.number:d}")
            raw.execute("COMMIT")
        except BaseException:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            raise
