"""What can go wrong outside our own code, as one tree.

An exception carries data (which file, which line, which limit); the sentence that a reader sees is made
where it is shown, and `str()` gives a plain one for a log.

    DatelineError
    ├── DumpError              a dump cannot be loaded: path, reason, line
    ├── SourceError            what was given to load is no dump or folder of dumps: path, reason
    ├── StateError             the state refuses what was asked of it
    └── DatabaseError          a database cannot be used: path, reason
        ├── NotADatabase       another kind of file, damaged, or of another program
        ├── NewerVersion       written by a later version of Dateline: found, known
        ├── Unwritable         the file or its folder is missing or may not be written
        ├── DiskFull           no space left
        ├── Locked             another process holds it for longer than was waited: waited
        ├── Unreachable        a server that does not answer at present
        └── Closed             it was used after it was closed
"""

import sqlite3
from pathlib import Path
from typing import Final

__all__ = [
    "Closed",
    "DatabaseError",
    "DatelineError",
    "DiskFull",
    "DumpError",
    "Locked",
    "NewerVersion",
    "NotADatabase",
    "SourceError",
    "StateError",
    "Unreachable",
    "Unwritable",
    "translate",
]


class DatelineError(Exception):
    """The root of everything that Dateline raises on purpose."""


class DumpError(DatelineError):
    """A dump that is refused; `line` is where it went wrong, counted from 1, if it is one line's fault."""

    def __init__(self, path: Path, reason: str, line: int | None = None) -> None:
        super().__init__(path, reason, line)
        self.path = path
        self.reason = reason
        self.line = line

    def __str__(self) -> str:
        where = self.path.name if self.line is None else f"{self.path.name}, line {self.line}"
        return f"{where}: {self.reason}"


class SourceError(DatelineError):
    """A path given to load that holds no dump."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class StateError(DatelineError):
    """The state refuses what was asked of it."""


class DatabaseError(DatelineError):
    """A database that cannot be used as asked; `path` is its file, or a server's name without password."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class NotADatabase(DatabaseError):
    """Another kind of file, a damaged one, or a database of another program."""


class NewerVersion(DatabaseError):
    """Written by a later version of Dateline: this one must not touch it."""

    def __init__(self, path: Path | str, found: int, known: int) -> None:
        super().__init__(
            path,
            f"it was written by a newer version of Dateline (its tables are at version {found}, "
            f"this program knows versions up to {known}); update Dateline or name another file",
        )
        self.found = found
        self.known = known


class Unwritable(DatabaseError):
    """The file or its folder is missing, or may not be written."""


class DiskFull(DatabaseError):
    """No space is left; what was being written was rolled back."""


class Locked(DatabaseError):
    """Somebody else held the database for longer than we waited."""

    def __init__(self, path: Path | str, waited: float) -> None:
        super().__init__(path, f"another process was still writing to it after {waited:g} seconds")
        self.waited = waited


class Unreachable(DatabaseError):
    """A server that does not answer at present: it restarts, or the network is cut."""


class Closed(DatabaseError):
    """Used after it was closed."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(path, "it is already closed")


_MEANINGS: Final[tuple[tuple[frozenset[int], type[DatabaseError], str], ...]] = (
    (
        frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}),
        NotADatabase,
        "it is not a database, or it is damaged",
    ),
    (frozenset({sqlite3.SQLITE_FULL}), DiskFull, "the disk is full; nothing was changed"),
    (
        frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}),
        Unwritable,
        "it cannot be opened or written ({error})",
    ),
    (frozenset({sqlite3.SQLITE_IOERR}), Unwritable, "reading or writing it failed ({error})"),
)
_HELD: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


def translate(error: sqlite3.Error, path: Path, waited: float = 0.0) -> DatabaseError | None:
    """What an error of SQLite means for the reader; None where it is a mistake of our own.

    `waited`: for how many seconds a lock was waited for.
    """
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    primary = code & 0xFF  # the upper bytes tell variants of the same error apart
    if primary in _HELD:
        return Locked(path, waited)
    for codes, kind, reason in _MEANINGS:
        if primary in codes:
            return kind(path, reason.format(error=error))
    return None
