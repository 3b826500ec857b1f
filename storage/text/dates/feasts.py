"""Feasts that name a day of the year: `Christmas Day`, `Thanksgiving`.

Only those that fall on one day everywhere, and that are named with it: `Christmas` alone is a
season. The day of Thanksgiving is that of the United States.
"""

import re
from typing import Final

from storage.text.dates import names
from storage.text.dates.forms import Day, Expression, WeekdayFrom
from storage.text.dates.vocabulary import YEAR

__all__ = ["holds_feasts", "read_feasts"]

_DAYS: Final = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
}
_FEAST: Final = re.compile(
    r"\b(?:(?P<day>Christmas\s(?:Day|Eve)|Boxing\sDay|New\sYear['’]s\s(?:Day|Eve)|Valentine['’]s\sDay)"
    rf"|Thanksgiving(?:\sDay)?)\b(?!['’])(?:,?\s(?P<year>{YEAR}))?"
)
_ANY: Final = re.compile(r"\b(?:[Aa]n?|[Tt]he|[Ee]very|[Ee]ach|[Tt]raditional|[Ff]irst)\s$")
_FOURTH_THURSDAY: Final = (11, 22, 3)
"""It is the first Thursday from the 22nd on."""


def holds_feasts(text: str) -> bool:
    """Whether a text can name any; most name none, and that is soon seen."""
    return (
        "Christmas" in text
        or "Boxing" in text
        or "Valentine" in text
        or "Thanksgiving" in text
        or ("Year" in text and ("Year’s" in text or "Year's" in text))
    )


def read_feasts(line: str) -> list[Expression]:
    """The feasts of a line, in order; `a Christmas Eve tradition` is none."""
    if not holds_feasts(line):
        return []
    return [
        Expression(hit.start(), hit.end(), _form(hit))
        for hit in _FEAST.finditer(line)
        if not names.noun_follows(line, hit.end())
        and not _ANY.search(line, max(0, hit.start() - 12), hit.start())
    ]


def _form(hit: re.Match[str]) -> Day | WeekdayFrom:
    year = int(hit["year"]) if hit["year"] else None
    if hit["day"] is None:
        return WeekdayFrom(*_FOURTH_THURSDAY, year)
    return Day(*_DAYS[re.sub(r"\s", " ", hit["day"]).replace("’", "'").lower()], year)
