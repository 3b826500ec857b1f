"""Long answers in pages that end at sensible places."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeVar

from bot.questions import Question
from bot.render.reply import Button
from bot.render.text import size

__all__ = ["PAGE", "pager", "paragraphs"]

PAGE: Final = 2800
"""Characters of one page of running text: about two screens of a phone."""

AskedT = TypeVar("AskedT", bound=Question)


def pager(here: AskedT, pages: int) -> tuple[tuple[Button, ...], ...]:
    """A row with the buttons *Previous* and *Next*, or no row where there is one page only."""
    if pages < 2:
        return ()
    return (
        (
            Button("Previous", replace(here, page=max(here.page - 1, 0)), enabled=here.page > 0),
            Button("Next", replace(here, page=here.page + 1), enabled=here.page + 1 < pages),
        ),
    )


def paragraphs(texts: Sequence[str], limit: int = PAGE) -> list[list[int]]:
    """Groups the indices of `texts` (markup of one paragraph each) into pages of about `limit` characters.

    A page ends between paragraphs; a paragraph that is longer than a page has one to itself.
    """
    pages: list[list[int]] = [[]]
    room = limit
    for index, text in enumerate(texts):
        if pages[-1] and size(text) + 2 > room:
            pages.append([])
            room = limit
        pages[-1].append(index)
        room -= size(text) + 2
    return pages
