"""The passes over one dump: what it looks like, what dates it, and its articles in order."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final, TypeAlias

from storage.archive.keeping import Kept
from storage.archive.reports import LISTED, StrayLine
from storage.archive.sources import SAMPLED, Source, read_lines, sample_lines
from storage.errors import DumpError
from storage.text.dates import anchors, evidence, read
from storage.text.dump import Item, Layout, Stray, laid_out, read_layout, segment
from storage.text.records import Anchor, Article, Quote

__all__ = ["BULK_BATCH", "WORTH_PROCESSES", "Reading"]

WORTH_PROCESSES: Final = 4 * 2**20
"""Bytes of a dump from which starting processes (half a second) pays."""
BULK_BATCH: Final = 256
"""Articles of such a dump that are analysed and stored together."""
_BATCH: Final = 32


_Outlined: TypeAlias = tuple[Sequence[str], Sequence[Item]]
"""The lines of a small dump, and what each of them is."""


class Reading:
    """A dump that was surveyed: it can be loaded, its layout is known and each article has its anchor."""

    def __init__(self, source: Source, layout: Layout, whole: _Outlined | None = None) -> None:
        self._source = source
        self._layout = layout
        self._whole = whole
        """Until the dump is read."""
        self._kept: Kept | None = None
        self._anchors: Sequence[Anchor] = ()
        self.articles = 0
        """How many have been read so far in the last pass."""
        self.stray: list[StrayLine] = []
        self.stray_count = 0
        self.unresolved: list[Quote] = []
        self.unresolved_count = 0

    @classmethod
    def survey(cls, source: Source, folder: Path, *, dated: bool) -> "Reading":
        """Look at a dump's layout, and read it where its articles are to be `dated`.

        What is read then is kept in a file without a name in `folder`, until `close`. Raises `DumpError` if
        the dump is refused.
        """
        lines: Iterable[str] = sample_lines(source.path, source.size)
        if source.size <= SAMPLED:
            lines = list(lines)
            layout, items = laid_out(lines)
            reading = cls(source, layout, (lines, items))
        else:
            reading = cls(source, read_layout(lines))
        if dated:
            try:
                reading._date(folder)
            except BaseException:
                reading.close()
                raise
        return reading

    def _date(self, folder: Path) -> None:
        self._kept = Kept(folder)
        gathered = []
        articles = self.read()
        while batch := [(article, tuple(read(article))) for article in islice(articles, self.batch)]:
            gathered += [evidence(article, dates) for article, dates in batch]
            try:
                self._kept.add(batch)
            except OSError as error:
                reason = f"what is read of it cannot be kept in {folder} ({error.strerror})"
                raise DumpError(self._source.path, reason) from error
        self._anchors = anchors(gathered, self._source.sidecar)

    def close(self) -> None:
        """Forget what was kept."""
        if self._kept is not None:
            self._kept.close()

    @property
    def size(self) -> int:
        """Bytes of the dump."""
        return self._source.size

    @property
    def batch(self) -> int:
        """How many of its articles are analysed and stored together."""
        return _BATCH if self.size < WORTH_PROCESSES else BULK_BATCH

    def read(self) -> Iterator[Article]:
        """Every article, in the order of the dump; counts them, and the lines that belong to none."""
        self.articles = self.stray_count = 0
        self.stray.clear()
        lines, items = self._whole or (read_lines(self._source.path), None)
        self._whole = None
        for part in segment(self._source.name, lines, self._layout, self._source.sidecar, items):
            if isinstance(part, Stray):
                self.stray_count += 1
                if len(self.stray) < LISTED:
                    self.stray.append(StrayLine(part.line, part.text))
            else:
                self.articles += 1
                yield part
        if not self.articles:
            raise DumpError(self._source.path, "there is no article in it")

    def dated_batches(self) -> Iterator[tuple[bytes, Sequence[Anchor]]]:
        """What was kept of a dated dump, as `keeping.unpacked` reads it, with each article's anchor."""
        done = 0
        for packed, count in self._kept.batches() if self._kept is not None else ():
            yield packed, self._anchors[done : done + count]
            done += count

    def take_over(self, other: "Reading") -> None:
        """Take over what another process counted in its last pass over the same dump."""
        self.articles, self.stray, self.stray_count = other.articles, other.stray, other.stray_count

    def note_unresolved(self, quotes: Sequence[Quote]) -> None:
        """Count date expressions that nothing dates, and keep the first."""
        self.unresolved_count += len(quotes)
        self.unresolved.extend(quotes[: LISTED - len(self.unresolved)])
