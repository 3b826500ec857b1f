"""Lines → articles: the second reading of a dump, one article in memory at a time."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from storage.text.dump.layout import Cut, Layout
from storage.text.dump.reprints import reprints
from storage.text.ids import article_id
from storage.text.records import Article, Sidecar
from storage.text.sentences import split

__all__ = ["Stray", "segment"]


@dataclass(frozen=True, slots=True)
class Stray:
    """A non-blank line that belongs to no article: navigation, a footer, a date over a title."""

    line: int
    text: str


def segment(source: str, lines: Iterable[str], layout: Layout, sidecar: Sidecar) -> Iterator[Article | Stray]:
    """The articles of the dump `source` and the lines between them, in the order of the text.

    `lines` are the same that `layout` was read from: split on line feeds, without line ends and byte order
    mark. Every non-blank line is in one article or is one stray.
    """
    met: Counter[str] = Counter()
    cuts = iter(layout.cuts)
    cut = next(cuts, None)
    gathered: list[str] = []
    for number, line in enumerate(lines, 1):
        if cut is None or number < cut.first:
            if line.strip():
                yield Stray(number, line)
            continue
        gathered.append(line)
        if number == cut.last:
            yield _article(source, tuple(gathered), cut, sidecar, met)
            gathered.clear()
            cut = next(cuts, None)
    for number, line in enumerate(gathered, cut.first if cut else 1):
        # Only where the lines are not those that the layout was read from.
        if line.strip():
            yield Stray(number, line)


def _article(source: str, lines: tuple[str, ...], cut: Cut, sidecar: Sidecar, met: Counter[str]) -> Article:
    body = lines[cut.body_first - cut.first : cut.body_last + 1 - cut.first]
    title = lines[0].strip() if cut.titled else _opening_sentence(lines)
    opening = "\n".join(body[:20])
    first_id = article_id(sidecar.name, title, opening)
    met[first_id] += 1
    return Article(
        id=first_id if met[first_id] == 1 else article_id(sidecar.name, title, opening, met[first_id] - 1),
        source=source,
        first_line=cut.first,
        last_line=cut.last,
        title=title,
        truncated=cut.truncated,
        lines=lines,
        body_first=cut.body_first,
        body_last=cut.body_last,
        published=cut.published,
        reprints=(
            reprints(lines, cut.first, cut.body_first, cut.body_last, sidecar.agency) if cut.reprints else ()
        ),
        publisher=sidecar.name,
    )


def _opening_sentence(lines: tuple[str, ...]) -> str:
    """What stands in for the title of an article that has none; a line of hashtags says too little."""
    for line in lines:
        sentences = split(line)
        if sentences and not line.lstrip().startswith("#"):
            begin, stop = sentences[0]
            return line[begin:stop]
    return next(line.strip() for line in lines if line.strip())
