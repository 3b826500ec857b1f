"""The files of a load: which they are, what they hash to, and their lines, read with bounded memory.

Lines end at a line feed only; a byte-order mark and carriage returns are accepted and dropped.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from storage.errors import DumpError, SourceError
from storage.text.dump.sidecar import SidecarError, parse_sidecar
from storage.text.records import Sidecar

__all__ = [
    "LINE_LIMIT",
    "SAMPLED",
    "Source",
    "check_unchanged",
    "content_hash",
    "find_dumps",
    "open_source",
    "read_lines",
    "sample_lines",
]

LINE_LIMIT: Final = 1_000_000
"""The longest line of a dump, in bytes: a longer one is no text that people wrote."""

_SIDECAR_LIMIT: Final = 100_000
SAMPLED: Final = 4 * 2**20
"""Bytes of which a dump's layout is read."""
_PARTS: Final = 16
_LINES_READ: Final = 1 << 17
"""Bytes that are decoded at once; fewer than the longest line has."""
_BLOCK: Final = 1 << 20
_BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Source:
    """A dump that can be read, and what is known of it before reading."""

    path: Path
    sidecar: Sidecar
    size: int
    changed: int
    """When the file was last changed, in nanoseconds since 1970."""
    sidecar_bytes: bytes | None

    @property
    def name(self) -> str:
        """The file name: what answers and exports cite."""
        return self.path.name


def find_dumps(paths: Sequence[Path]) -> tuple[list[Path], list[SourceError]]:
    """The dumps that `paths` mean, in the order given: files as they are, folders as their `*.txt`.

    A path that means none, or a second dump of the same name, is returned as an error: others still load.
    """
    found: dict[str, Path] = {}
    errors: list[SourceError] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(entry for entry in path.glob("*.txt") if entry.is_file())
            if not inside:
                errors.append(SourceError(path, "there is no dump (*.txt) in this folder"))
        elif path.exists():
            inside = [path]
        else:
            inside = []
            errors.append(SourceError(path, "there is no such file or folder"))
        for dump in inside:
            first = found.setdefault(dump.name, dump)
            if first != dump and not first.samefile(dump):
                reason = f"it has the same file name as {first}; a dump is known by its file name"
                errors.append(SourceError(dump, reason))
    return list(found.values()), errors


def open_source(path: Path) -> Source:
    """Look at a dump and its sidecar. Raises `DumpError` where it is empty or cannot be read."""
    sidecar_path = path.with_suffix(".toml")
    try:
        status = path.stat()
        sidecar_bytes = _read_sidecar(sidecar_path) if sidecar_path.is_file() else None
    except OSError as error:
        raise _unreadable(path, error) from error
    if not status.st_size:
        raise DumpError(path, "it is empty")
    try:
        text = None if sidecar_bytes is None else sidecar_bytes.decode("utf-8")
        sidecar = parse_sidecar(path.stem, text)
    except UnicodeDecodeError as error:
        raise DumpError(path, f"its sidecar {sidecar_path.name} is not UTF-8") from error
    except SidecarError as error:
        raise DumpError(path, f"its sidecar {error}") from error
    return Source(path, sidecar, status.st_size, status.st_mtime_ns, sidecar_bytes)


def check_unchanged(source: Source) -> None:
    """Raises `DumpError` where the file is not any more what it was when it was opened."""
    try:
        status = source.path.stat()
    except OSError as error:
        raise _unreadable(source.path, error) from error
    if (status.st_size, status.st_mtime_ns) != (source.size, source.changed):
        raise DumpError(source.path, "it changed while it was being read; load it again")


def content_hash(source: Source) -> bytes:
    """Of the dump's bytes and its sidecar's. Raises `DumpError` where it cannot be read."""
    state = hashlib.blake2b(digest_size=16)
    try:
        with source.path.open("rb") as file:
            while block := file.read(_BLOCK):
                state.update(block)
    except OSError as error:
        raise _unreadable(source.path, error) from error
    state.update(b"\x00" if source.sidecar_bytes is None else b"\x01" + source.sidecar_bytes)
    return state.digest()


def _read_sidecar(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(_SIDECAR_LIMIT + 1)
    if len(content) > _SIDECAR_LIMIT:
        raise DumpError(path, f"a sidecar has at most {_SIDECAR_LIMIT:,} bytes")
    return content


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a dump without their ends. Raises `DumpError` with the line where one cannot be taken."""
    return chain.from_iterable(_parts(path))


def sample_lines(path: Path, size: int) -> Iterator[str]:
    """The lines of a dump of this size in bytes, or of evenly spread parts of a large one."""
    if size <= SAMPLED:
        yield from read_lines(path)
        return
    part = SAMPLED // _PARTS
    try:
        with path.open("rb") as file:
            for number in range(_PARTS):
                begin = number * (size - part) // (_PARTS - 1)
                file.seek(begin)
                if begin:
                    file.readline(LINE_LIMIT)  # most likely the rest of one
                while file.tell() < begin + part and (raw := file.readline(LINE_LIMIT)):
                    # What cannot be decoded is refused when the dump itself is read.
                    text = raw.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "replace")
                    yield text.removeprefix("\ufeff")
    except OSError as error:
        raise _unreadable(path, error) from error


def _parts(path: Path) -> Iterator[Iterable[str]]:
    """Lines decoded many at a time, and one by one only where something is wrong with them."""
    try:
        with path.open("rb") as file:
            yield from _lines(path, file.read)
    except OSError as error:
        raise _unreadable(path, error) from error


def _lines(path: Path, read: Callable[[int], bytes]) -> Iterator[Iterable[str]]:
    number = 0
    rest = b""
    while block := read(_LINES_READ):
        whole, end, rest = (rest + block).rpartition(b"\n")
        if not number:
            whole, rest = (whole.removeprefix(_BOM), rest) if end else (whole, rest.removeprefix(_BOM))
        if end:
            lines = _decoded(path, whole, number)
            yield lines
            number += len(lines) if isinstance(lines, list) else whole.count(b"\n") + 1
        if len(rest) > LINE_LIMIT + 1:
            raise _too_long(path, number + 1)
    if rest:
        yield _decoded(path, rest, number)


def _decoded(path: Path, whole: bytes, number: int) -> Iterable[str]:
    """The lines of some bytes of which only the first may be long; `number` lines stood before."""
    first = whole.find(b"\n")
    try:
        text = whole.decode("utf-8")
    except UnicodeDecodeError:
        return _checked(path, whole, number)
    if "\x00" in text or (first if first >= 0 else len(whole)) > LINE_LIMIT:
        return _checked(path, whole, number)
    lines = text.split("\n")
    return [line.removesuffix("\r") for line in lines] if "\r" in text else lines


def _checked(path: Path, whole: bytes, number: int) -> Iterator[str]:
    for line, ended in enumerate(whole.split(b"\n"), number + 1):
        raw = ended.removesuffix(b"\r")
        if b"\x00" in raw:
            raise DumpError(path, "it is binary: it holds NUL bytes, which no text has", line)
        if len(raw) > LINE_LIMIT:
            raise _too_long(path, line)
        try:
            yield raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise DumpError(path, f"it is not UTF-8 (byte {error.start + 1} of the line)", line) from error


def _unreadable(path: Path, error: OSError) -> DumpError:
    return DumpError(path, f"it cannot be read ({error.strerror})")


def _too_long(path: Path, line: int) -> DumpError:
    return DumpError(path, f"a line is longer than {LINE_LIMIT:,} bytes", line)
