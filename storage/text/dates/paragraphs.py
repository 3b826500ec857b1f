"""The paragraphs of an article: its lines, or where the dump breaks lines at a fixed width, several joined.

A date is told as past or as a plan by its whole sentence, and may itself stand on two lines.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from storage.text.records import Article

__all__ = ["Paragraph", "paragraphs"]

_WIDEST: Final = 110
"""No program breaks lines wider than that."""
_FEWEST: Final = 2
_SHARE: Final = 0.25
"""So many lines, and so large a part of them, run on into the next where lines are broken."""
_SMALL: Final = 0.3
"""And so many of those begin with a small letter: a title above its text runs on into none."""
_STOPS: Final = frozenset('.!?:;…”"')


class Paragraph(NamedTuple):
    """One line, or broken lines joined by spaces (so that every offset stays what it is)."""

    line: int
    """Its first line."""
    text: str
    starts: tuple[int, ...]
    """Where each of its lines begins in the text."""

    def where(self, offset: int) -> tuple[int, int]:
        """The line of an offset, and where that line begins in the text."""
        at = bisect_right(self.starts, offset) - 1
        return self.line + at, self.starts[at]


_paragraph: Final[Callable[[tuple[int, str, tuple[int, ...]]], Paragraph]] = partial(tuple.__new__, Paragraph)
"""Makes a paragraph of its fields, in a third of the time."""
_ONE_LINE: Final = (0,)


def paragraphs(article: Article) -> Iterator[Paragraph]:
    """Title, byline and body, blank lines left out; the marker (`Continue reading …`) repeats the title."""
    last = max(article.body_last, article.body_first - 1, article.first_line)
    lines = article.lines[: last + 1 - article.first_line]
    if not _is_broken(lines):
        for number, line in enumerate(lines, article.first_line):
            if line:
                yield _paragraph((number, line, _ONE_LINE))
        return
    gathered: list[str] = []
    for number, line in enumerate([*lines, ""], article.first_line):
        if gathered and not _goes_on(gathered[-1], line):
            yield _joined(number - len(gathered), gathered)
            gathered = []
        if line.strip():
            gathered.append(line)


def _joined(first: int, lines: list[str]) -> Paragraph:
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    return Paragraph(first, " ".join(lines), tuple(starts))


def _is_broken(lines: Sequence[str]) -> bool:
    """Whether sentences run on from line to line all over the article."""
    written = running = small = 0
    before = ""
    for line in lines:
        if len(line) > _WIDEST:
            return False
        written += bool(line) and not line.isspace()
        if line and not line[0].isspace() and before.strip() and before[-1] not in _STOPS:
            running += 1
            small += line[0].islower()
        before = line
    return running >= max(_FEWEST, _SHARE * written) and small >= max(1, _SMALL * running)


def _goes_on(before: str, line: str) -> bool:
    """A blank line or an indented one ends a paragraph."""
    return bool(line) and not line[0].isspace() and bool(before.strip())
