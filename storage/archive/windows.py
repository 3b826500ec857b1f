"""Which piece of a text a snippet shows: where it begins and stops, and where its line does; pure."""

import unicodedata
from collections.abc import Sequence
from typing import Final

__all__ = ["FITS", "around", "densest", "window"]

_WIDTH: Final = 240
"""Characters of a snippet, about."""
_LEAD: Final = 70
"""Characters shown before the first word found."""
FITS: Final = _WIDTH - _LEAD
"""Characters from the first word found on: a longer place does not stand in the snippet whole."""

Piece = tuple[int, int, int, int]
"""Where it begins and stops, and where its line does."""


def window(body: str, places: Sequence[tuple[int, int, int]]) -> tuple[int, Piece]:
    """How many different terms the best piece holds, and that piece.

    `places`: (begin, stop, term), ascending.
    """
    most = variety = 0
    chosen = None
    line_end = -1
    count = len(places)
    # Of each term, how many places a window that begins at `index` holds: those up to `end`.
    inside = dict.fromkeys([term for _, _, term in places], 0)
    different = end = 0
    for index, (begin, _, term) in enumerate(places):
        if variety == len(inside) and count - index <= most:
            break  # no window that follows can hold more
        if begin > line_end:
            line_end = body.find("\n", begin)
            line_end = len(body) if line_end < 0 else line_end
        limit = min(begin + FITS, line_end)
        while end < count and places[end][1] <= limit:
            other = places[end][2]
            different += not inside[other]
            inside[other] += 1
            end += 1
        if chosen is None or different > variety or (different == variety and end - index > most):
            variety, most, chosen = different, end - index, begin
        if end > index:
            inside[term] -= 1
            different -= not inside[term]
        else:
            end += 1
    if chosen is None:
        chosen = len(body) - len(body.lstrip())
    return variety, around(body, chosen)


def densest(body: str, stops: Sequence[int], size: int) -> int:
    """What `window` chooses where there is one term: the place that most places follow in the piece.

    `stops`: where the term's places stop, ascending; each has `size` characters, `FITS` at most, in one line.
    """
    chosen, most, count = stops[0], 1, len(stops)
    reach = FITS - size
    for index, stop in enumerate(stops):
        if index + most >= count:
            break
        # Whether one place more than the most until now fits in.
        if stops[index + most] - stop <= reach and body.find("\n", stop, stops[index + most]) < 0:
            most += 1
            while (
                index + most < count
                and stops[index + most] - stop <= reach
                and body.find("\n", stop, stops[index + most]) < 0
            ):
                most += 1
            chosen = stop
    return chosen - size


def around(body: str, chosen: int) -> Piece:
    """The piece around a place that begins at `chosen`."""
    line_begin = body.rfind("\n", 0, chosen) + 1
    line_end = body.find("\n", chosen)
    line_end = len(body) if line_end < 0 else line_end
    begin = (
        line_begin
        if chosen - line_begin <= _LEAD
        else _back_to_word(body, chosen - _LEAD, line_begin, chosen)
    )
    while begin < chosen and body[begin].isspace():
        begin += 1
    stop = (
        line_end if line_end - begin <= _WIDTH else _back_to_word(body, begin + _WIDTH, chosen + 1, line_end)
    )
    stop = begin + len(body[begin:stop].rstrip())
    return begin, stop, line_begin, line_end


def _back_to_word(body: str, at: int, least: int, most: int) -> int:
    """The last beginning of a word at or before `at`; in a run without spaces, any whole character."""
    if at - 40 <= least:
        return least
    before = at - 40
    space = max(
        body.rfind(" ", before, at), body.rfind("\u00a0", before, at), body.rfind("\u2002", before, at)
    )
    if space >= 0:
        return space + 1
    while least < at < most and unicodedata.combining(body[at]):
        at -= 1
    return at
