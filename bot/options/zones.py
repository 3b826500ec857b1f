"""Time zones as people type them: by city, country, abbreviation of UTC, or IANA name."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Final
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process

from bot.refusals import UnknownName
from storage.text import countries

__all__ = ["ZoneChoice", "named", "offset", "suggest"]


_USUAL: Final = (
    "UTC", "Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "America/Sao_Paulo",
    "Asia/Karachi", "Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney",
)  # fmt: skip
"""Offered before anything is typed: one for each part of the day."""

_NO_PLACE: Final = frozenset({"Factory"})
"""What tzdata lists beside zones: the setting of a machine that has none yet."""


@dataclass(frozen=True, slots=True)
class ZoneChoice:
    """A zone for a menu."""

    name: str
    """IANA, `Europe/Lisbon`."""
    label: str
    """`Lisbon, Portugal · UTC+01:00 now`."""


def named(typed: str) -> str:
    """The IANA name of the zone that `typed` means; raises `UnknownName` with the nearest.

    Case does not matter, and a city's own name will do where only one zone is named after it.
    """
    text = _fold(typed)
    known = _by_name()
    if text in known:
        return known[text]
    same = [name for name in _offered() if _fold(_city(name)) == text]
    if len(same) == 1:
        return same[0]
    raise UnknownName("zone", typed, tuple(choice.name for choice in _ranked(typed, 3, likeness=0)))


def suggest(typed: str, now: datetime, limit: int = 25) -> list[ZoneChoice]:
    """Up to `limit` zones near to what was typed, best first, each with its offset from UTC at `now`."""
    return [
        ZoneChoice(each.name, f"{each.label} · {offset(each.name, now)} now")
        for each in _ranked(typed, limit)
    ]


def offset(name: str, now: datetime) -> str:
    """A zone's distance from UTC at an instant: `UTC+05:30`."""
    shown = now.astimezone(ZoneInfo(name)).strftime("%z")
    return f"UTC{shown[:3]}:{shown[3:5]}"


def _ranked(typed: str, limit: int, *, likeness: float = 65) -> list[ZoneChoice]:
    """Zones by what they are called: those that begin so, hold it, held it once, resemble it."""
    text = _fold(typed)
    spoken = _spoken()
    if not text:
        return [ZoneChoice(name, spoken[name]) for name in _USUAL if name in spoken][:limit]
    folded = {name: _fold(label) for name, label in spoken.items()}
    cities = {name: label.partition(",")[0] for name, label in folded.items()}
    opening = sorted(name for name, label in folded.items() if label.startswith(text))
    inside = sorted(name for name, label in folded.items() if text in f"{label} {_fold(name)}")
    old = sorted(name for folded_name, name in _by_name().items() if text in folded_name and "/" in name)
    near = process.extract(text, cities, scorer=fuzz.ratio, limit=limit, score_cutoff=likeness)
    names = dict.fromkeys([*opening, *inside, *old, *(name for _, _, name in near)])
    return [ZoneChoice(name, spoken.get(name, name)) for name in list(names)[:limit]]


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())[:100]


def _city(name: str) -> str:
    return name.rpartition("/")[2].replace("_", " ")


@cache
def _by_name() -> dict[str, str]:
    """Every zone there is, old names too, by its folded name.

    As tzdata lists them: the machine's own folder may hold more, such as its `localtime`.
    """
    listed = resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return {_fold(name): name for name in listed if name not in _NO_PLACE}


@cache
def _offered() -> tuple[str, ...]:
    """Zones that are named after a place that people live in, and UTC."""
    return ("UTC", *_countries())


@cache
def _countries() -> dict[str, str]:
    """The country of each zone, as tzdata's own table has it."""
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


@cache
def _spoken() -> dict[str, str]:
    """`Lisbon, Portugal` for `Europe/Lisbon`."""
    home = _countries()
    return {
        name: f"{_city(name)}, {countries.name_of(home[name])}" if name in home else name
        for name in _offered()
    }
