"""Agencies' articles republished inside an article, found by an introducing line or by their dateline."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from storage.text.dump.agencies import named_in, short_name
from storage.text.dump.outline import Item, Kind
from storage.text.dump.stamps import Dateline, dateline
from storage.text.dump.titles import ANNOUNCED, ENOUGH, likeness
from storage.text.records import Reprint

__all__ = ["reprints"]

_OF_ITSELF: Final = re.compile(
    r"\W{0,3}(?:(?:this|the\sabove)\s(?:article|text|piece|report|story|interview|essay|statement|post|speech)\b"
    r"|(?:originally|first)\s(?:published|appeared|posted|printed)\b)",
    re.IGNORECASE,
)
_SPEAKS_OF_IT: Final = re.compile(
    r"(?:He|She|It|The\s(?:author|writer|article|piece|report|essay|text|speech|statement))\s(?:also\s|further\s|then\s)?"
    r"(?:notes|argues|writes|concludes|adds|explains|observes|describes|points\sout|outlines|stresses|says|states|highlights|recalls|emphasi[sz]es"
    r"|shows|traces|warns|reports|examines|considers|finds)\b"
    r"|(?:We\s(?:thank|are\s(?:grateful|indebted)\sto)|Our\sthanks|(?:Many\s)?[Tt]hanks\sto)\s",
)
"""Goes on about the text that the paragraph above introduced: `She notes that the report has grown.`"""
_AHEAD: Final = 5
"""A dateline stands at most so many lines below a reprint's title."""


@dataclass(frozen=True, slots=True)
class _Introduction:
    """A line that announces reprints."""

    agencies: tuple[str, ...]
    several: bool
    announced: int
    """How many reprints are to come: those counted, or one for each agency."""
    counted: int
    """As many as it says in so many words."""
    number: int


def reprints(
    lines: tuple[str, ...], first_line: int, items: list[Item], body_last: int, agency: str | None
) -> tuple[Reprint, ...]:
    """The reprints in an article's body.

    `lines` are the article's exact lines from `first_line` on, and `items` what those of its body are by
    themselves; `agency` is the sidecar's, for reprints that name none. A reprint begins at its title if it
    has one, else at its dateline or first paragraph, and goes on to the next one or the body's end.
    """
    found: list[Reprint] = []
    introduction: _Introduction | None = None
    expected = False
    counted = 0
    at = 0
    while at < len(items):
        item = items[at]
        if not (expected or item.introduces or item.reported or item.kind is Kind.HEADING):
            # As nearly all lines are: no reprint begins at them.
            at += 1
            continue
        line = lines[item.number - first_line]
        if item.announces or (item.introduces and not found):
            agencies = named_in(line)
            if items[0].reported and (at == 0 or not agencies):
                # An agency's own report that gives a statement in full.
                at += 1
                continue
            number = max(item.announced, len(agencies)) if item.several else item.announced
            introduction = _Introduction(agencies, item.several, number, item.announced, item.number)
            expected, counted, at = True, 0, at + 1
            continue
        start = (
            _expected_start(items, at, line)
            if expected
            else _announced_start(items, at, introduction, counted)
            or _unexpected_start(items, at, lines, first_line, introduction)
        )
        if start is None:
            at += 1
            continue
        fallback = _agency_of(introduction, counted) or agency
        found.append(_read(items, start, lines, first_line, fallback))
        counted += 1
        expected = False
        at = 1 + (_report_below(items, start) or start)
    if not found and introduction is not None and expected and items[-1].number == introduction.number:
        found.extend(_whole(items, lines, first_line, _agency_of(introduction, 0) or agency))
    return _closed(found, items, body_last)


def _whole(items: list[Item], lines: tuple[str, ...], first_line: int, agency: str | None) -> list[Reprint]:
    """The article as a reprint, where its last line says that it stood elsewhere first."""
    foot = items[-1]
    if foot.announces or not _OF_ITSELF.match(lines[foot.number - first_line]) or agency is None:
        return []
    first = next((at for at, item in enumerate(items[:-1]) if item.solid), None)
    return [] if first is None else [_read(items, first, lines, first_line, agency)]


def _expected_start(items: list[Item], at: int, line: str) -> int | None:
    """Where the introduced reprint begins: at the title or dateline just below, else at the next text.

    `line` is that of item `at`.
    """
    if items[at].kind in {Kind.FURNITURE, Kind.DIVIDER, Kind.MARKER}:
        return None
    if items[at].kind is Kind.TEXT and not items[at].reported:
        for later in range(at, min(len(items), at + _AHEAD)):
            if items[later].kind is Kind.HEADING and _report_below(items, later) is not None:
                return later
        if at + 1 < len(items) and _SPEAKS_OF_IT.match(line.lstrip()):
            return None
    return at


def _announced_start(
    items: list[Item], at: int, introduction: _Introduction | None, counted: int
) -> int | None:
    """A title without a dateline, where an introduction announced more reprints than were `counted`."""
    if introduction is None or counted >= introduction.announced or at + 1 >= len(items):
        return None
    if items[at].kind is not Kind.HEADING or _report_below(items, at) is not None:
        return None
    least = ANNOUNCED if counted < introduction.counted else ENOUGH
    between = items[at - 1].kind is Kind.TEXT and items[at + 1].kind in {Kind.TEXT, Kind.STAMP}
    return at if between and likeness(items[at].text, capitals_usual=False) >= least else None


def _unexpected_start(
    items: list[Item], at: int, lines: tuple[str, ...], first_line: int, introduction: _Introduction | None
) -> int | None:
    """A further reprint, or one that nothing introduces: a title above an agency's dateline.

    Without an introduction the article's own dateline, at its top, is no reprint's.
    """
    item = items[at]
    if item.kind is Kind.HEADING:
        below = _report_below(items, at)
        if below is None or (at == 0 and introduction is None):
            return None
        opening = _opening(lines[items[below].number - first_line])
    elif item.reported and introduction is not None and at > 0 and introduction.several:
        opening = _opening(lines[item.number - first_line])
    else:
        return None
    return at if opening is not None and (opening.agency or introduction is not None) else None


def _report_below(items: list[Item], title: int) -> int | None:
    """The dateline that belongs to a title: below it, with nothing but short lines between."""
    for below in range(title + 1, min(len(items), title + _AHEAD)):
        if items[below].reported:
            return below
        if items[below].kind not in {Kind.HEADING, Kind.STAMP}:
            return None
    return None


@lru_cache(maxsize=2)
def _opening(line: str) -> Dateline | None:
    """A line's dateline: first it says that a reprint begins, then what is known of that."""
    return dateline(line)


def _read(items: list[Item], at: int, lines: tuple[str, ...], first_line: int, agency: str | None) -> Reprint:
    item = items[at]
    titled = item.kind is Kind.HEADING
    below = _report_below(items, at) if titled else (at if item.reported else None)
    line = lines[items[below].number - first_line] if below is not None else ""
    opening = _opening(line) if below is not None else None
    stamped = next((i.day for i in items[at + 1 : at + 3] if titled and i.kind is Kind.STAMP and i.day), None)
    return Reprint(
        line=item.number,
        last_line=item.number,
        title=lines[item.number - first_line].strip() if titled else None,
        dateline=line[opening.begin : opening.stop] if opening else None,
        dateline_line=items[below].number if below is not None and opening else None,
        place=opening.place if opening else None,
        date=(opening.day if opening else None) or stamped,
        agency=short_name(opening.agency) if opening and opening.agency else agency,
    )


def _agency_of(introduction: _Introduction | None, nth: int) -> str | None:
    """The agency of the nth reprint after an introduction: the only one named, else the nth named."""
    if introduction is None or not introduction.agencies:
        return None
    if len(introduction.agencies) == 1:
        return introduction.agencies[0]
    return introduction.agencies[nth] if nth < len(introduction.agencies) else None


def _closed(found: list[Reprint], items: list[Item], body_last: int) -> tuple[Reprint, ...]:
    """Each reprint with its last line: the last before the next reprint and the line that introduces that."""
    closed: list[Reprint] = []
    after = 0
    for at, reprint in enumerate(found, 1):
        stop = found[at].line if at < len(found) else body_last + 1
        while after < len(items) and items[after].number < stop:
            after += 1
        last = after - 1
        while stop <= body_last and items[last].introduces and items[last].number > reprint.line:
            last -= 1
        closed.append(replace(reprint, last_line=items[last].number))
    return tuple(closed)
