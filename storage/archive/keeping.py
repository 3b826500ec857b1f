"""A dump's articles and their dates, kept from the pass that dates it to the one that analyses them.

No article can be analysed before the whole dump was read, for all of it says when each was written. To read
it twice would take a fifth of a load, so what was read is kept, in a file as long as the dump: pickled, many
articles at once, the way a process that analyses them is sent them.
"""

import os
import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Final, TypeAlias

from storage.text.records import Article

if TYPE_CHECKING:
    # Searching comes by here, and needs nothing of what reads dates: that takes long to import.
    from storage.text.dates import Found

__all__ = ["DatedArticle", "Kept", "unpacked"]

DatedArticle: TypeAlias = "tuple[Article, tuple[Found, ...]]"
"""An article and its date expressions, not yet dated."""

_IN_MEMORY: Final = 8 * 2**20
"""Bytes up to which no file is needed."""


class Kept:
    """Batches of articles, in the order in which they were added. `folder` has room for a dump."""

    def __init__(self, folder: Path) -> None:
        # Nobody else sees the file: it has no name, and is gone when this process is.
        self._file = SpooledTemporaryFile(_IN_MEMORY, dir=os.fspath(folder))  # noqa: SIM115 - open until `close`
        self._batches: list[tuple[int, int]] = []

    def add(self, batch: Sequence[DatedArticle]) -> None:
        """Keep some more articles. Raises `OSError` where the disk is full."""
        packed = pickle.dumps(batch, pickle.HIGHEST_PROTOCOL)
        self._file.write(packed)
        self._batches.append((len(packed), len(batch)))

    def batches(self) -> Iterator[tuple[bytes, int]]:
        """Each batch, packed, and how many articles it has."""
        self._file.seek(0)
        for size, count in self._batches:
            yield self._file.read(size), count

    def close(self) -> None:
        """Forget everything."""
        self._file.close()


def unpacked(batch: bytes) -> Sequence[DatedArticle]:
    """What `batches` gives, as it was added."""
    found: Sequence[DatedArticle] = pickle.loads(batch)  # noqa: S301 - our own, from a file without a name
    return found
