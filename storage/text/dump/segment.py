"""Lines → articles, a few of them in memory at a time."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Final

from storage.text.dump.layout import Cut, Layout, cuts, outlined
from storage.text.dump.outline import Item, outline
from storage.text.dump.reprints import reprints
from storage.text.dump.stamps import stamp
from storage.text.ids import identify
from storage.text.records import Article, Reprint, Sidecar
from storage.text.sentences import split

__all__ = ["Stray", "segment"]

_AT_ONCE: Final = 32
"""Lines that are taken together: each may be long, and all are held."""
_DATE_BEHIND: Final = 24
_RECENT: Final = 800
"""Days before the dump was taken on which a title can say that a report was written."""


@dataclass(frozen=True, slots=True)
class Stray:
    """A non-blank line that belongs to no article: navigation, a footer, a date over a title."""

    line: int
    text: str


def segment(
    source: str,
    lines: Iterable[str],
    layout: Layout,
    sidecar: Sidecar,
    items: Iterable[Item] | None = None,
) -> Iterator[Article | Stray]:
    """The articles of the dump `source` and the lines between them, in the order of the text.

    `lines` are split on line feeds, without line ends and byte order mark; `layout` was read from them, or
    from a sample of them. `items` are what the lines are in it, where they were all `laid_out`. Every
    non-blank line is in one article or is one stray.
    """
    met = _Met()
    held: list[str] = []
    first = 1
    ahead = iter(lines)
    if items is None:
        items = outlined(chain.from_iterable(_holding(ahead, held)), layout)
    for cut in cuts(items, layout):
        stop = cut.last + 1 - first
        if stop > len(held):
            held.extend(islice(ahead, stop - len(held)))
        if cut.first > first:
            yield from _strays(held[: cut.first - first], first)
        yield _article(source, tuple(held[cut.first - first : stop]), cut, sidecar, met)
        del held[:stop]
        first = cut.last + 1
    yield from _strays(chain(held, ahead), first)


class _Met:
    """How often each id came, in a few bytes for each: a dump may hold millions."""

    def __init__(self) -> None:
        self._hashes: defaultdict[int, array[int]] = defaultdict(lambda: array("q"))

    def count(self, identity: str) -> int:
        """How often it came before; it comes now."""
        hashed = hash(identity)
        alike = self._hashes[hashed & 0xFFFF]
        before = alike.count(hashed)
        alike.append(hashed)
        return before


def _holding(lines: Iterator[str], held: list[str]) -> Iterator[Sequence[str]]:
    """The lines, a few at a time, each of them also kept until its article is known."""
    while few := tuple(islice(lines, _AT_ONCE)):
        held.extend(few)
        yield few


def _strays(lines: Iterable[str], first: int) -> Iterator[Stray]:
    for number, line in enumerate(lines, first):
        if line.strip():
            yield Stray(number, line)


def _article(source: str, lines: tuple[str, ...], cut: Cut, sidecar: Sidecar, met: _Met) -> Article:
    body = lines[cut.body_first - cut.first : cut.body_last + 1 - cut.first]
    title = lines[0].strip() if cut.titled else _opening_sentence(lines)
    identity, twin = identify(sidecar.name, title, body)
    if before := met.count(identity):
        identity, twin = identify(sidecar.name, title, body, before)
    return Article(
        id=identity,
        source=source,
        first_line=cut.first,
        last_line=cut.last,
        title=title,
        truncated=cut.truncated,
        lines=lines,
        body_first=cut.body_first,
        body_last=cut.body_last,
        published=cut.published or _dated_title(title, sidecar),
        reprints=_reprints(lines, body, cut, sidecar.agency) if cut.reprints else (),
        publisher=sidecar.name,
        twin=twin,
    )


def _reprints(
    lines: tuple[str, ...], body: Sequence[str], cut: Cut, agency: str | None
) -> tuple[Reprint, ...]:
    items = list(outline(body, cut.body_first)) if cut.body is None else cut.body
    return reprints(lines, cut.first, items, cut.body_last, agency)


def _dated_title(title: str, sidecar: Sidecar) -> date | None:
    """`Call with the President of N: 16 September 2024`: the day of a report, unless long ago."""
    _, colon, behind = title.rpartition(": ")
    found = stamp(behind) if colon and len(behind) <= _DATE_BEHIND else None
    day = found.day if found is not None else None
    if day is None or sidecar.as_of is None:
        return None
    return day if 0 <= (sidecar.as_of - day).days <= _RECENT else None


def _opening_sentence(lines: tuple[str, ...]) -> str:
    """What stands in for the title of an article that has none; a line of hashtags says too little."""
    for line in lines:
        sentences = split(line)
        if sentences and not line.lstrip().startswith("#"):
            begin, stop = sentences[0]
            return line[begin:stop]
    return next(line.strip() for line in lines if line.strip())
