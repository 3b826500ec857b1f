"""Dumps of many publishers' kinds, each line marked with what it is.

The two characters before a line are no part of the dump:

    `T ` the title of an article        `U ` the first line of an article without a title
    `. ` a line that belongs to it      `R ` the first line of a reprint in it
    `~ ` text that ends cut off         `> ` a marker that says it was cut off
    `< ` a marker that only closes it   `x ` a line of no article

A line without a mark is blank.
"""

from pathlib import Path
from typing import Final, NamedTuple

__all__ = ["DUMPS", "Expected", "read"]


class Expected(NamedTuple):
    first: int
    last: int
    title: str | None
    """None for an article without a title line."""
    truncated: bool
    reprints: tuple[int, ...]


def read(marked: str) -> tuple[list[str], list[Expected], list[int]]:
    """The dump's lines, its articles, and the numbers of its stray lines."""
    lines: list[str] = []
    articles: list[Expected] = []
    strays: list[int] = []
    for number, row in enumerate(marked.strip("\n").split("\n"), 1):
        mark, text = row[:2].strip(), row[2:]
        lines.append(text)
        if mark in {"T", "U"}:
            articles.append(Expected(number, number, text.strip() if mark == "T" else None, False, ()))
        elif mark == "x":
            strays.append(number)
        elif mark:
            article = articles[-1]
            reprints = (*article.reprints, number) if mark == "R" else article.reprints
            truncated = article.truncated or mark in {"~", ">"}
            articles[-1] = article._replace(last=number, truncated=truncated, reprints=reprints)
    return lines, articles, strays


DUMPS: Final = {
    path.stem: path.read_text("utf-8") for path in sorted((Path(__file__).parent / "dumps").glob("*.txt"))
}
"""By what makes each special."""
