"""Countries, organisations, persons and kinds of meetings by the names that readers know."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.render.text import escape, excerpt, plural
from storage.text import countries
from storage.text.records import Kind, Person

__all__ = ["KINDS", "counts", "flags", "headed", "named", "person", "roles"]

KINDS: Final[Mapping[Kind, tuple[str, str]]] = {
    "meeting": ("meeting", "meetings"),
    "call": ("phone call", "phone calls"),
    "video": ("video meeting", "video meetings"),
    "message": ("message", "messages"),
    "visit": ("visit", "visits"),
    "event": ("event", "events"),
}
"""One and many of each kind, in the order of the command's choices."""
_COUNTERPART: Final = "counterpart"
_JOINING: Final = frozenset({"of", "the", "and", "for", "s", _COUNTERPART})


def named(code: str) -> str:
    """A country with its flag, `🇵🇰 Pakistan`; an organisation by its name."""
    return f"{countries.flag_of(code)} {escape(countries.name_of(code))}".strip()


def headed(code: str) -> str:
    """The same for a menu, where no markup is read that would need an escape."""
    return f"{countries.flag_of(code)} {countries.name_of(code)}".strip()


def flags(codes: Sequence[str], limit: int = 6) -> str:
    """The flags of countries in a row; organisations have none."""
    return "".join(filter(None, (countries.flag_of(code) for code in codes[:limit])))


def person(who: Person) -> str:
    """`🇵🇰 **Asif Ali Zardari**, Pakistani President`: flag, name, role as stated."""
    flag = countries.flag_of(who.country) if who.country else ""
    stated = roles(who.role, who.country) if who.role else []
    role = f", {excerpt('; '.join(stated), 140)}" if stated else ""
    return f"{flag} **{excerpt(who.name, 120)}**{role}".strip()


def roles(stated: str, country: str | None) -> list[str]:
    """The roles of `stated`, apart by semicolons, without those that another one of them says as well.

    `Pakistani President; President of Pakistan` is one office told twice, and `Russian counterpart
    (President)` beside `Russian President` tells nothing more. The flag tells their `country`.
    """
    told = [(role.strip(), _offices(role, country)) for role in stated.split(";") if role.strip()]
    kept: list[str] = []
    for number, (role, offices) in enumerate(told):
        others = told[:number] + told[number + 1 :]
        fuller = any(offices < other for _, other in others)
        # Of two that say the same the first stands, but a plain one before a counterpart's.
        equals = [(other, place) for place, (other, its) in enumerate(told) if its == offices]
        best = min(equals, key=lambda each: (_COUNTERPART in each[0].casefold(), each[1]))
        if not fuller and best[1] == number:
            kept.append(role)
    return kept


def _offices(role: str, country: str | None) -> frozenset[str]:
    """The words that matter in a role: without the person's own country and what only joins words."""
    for place in reversed(countries.find(role)):
        if place.code == country and place.kind in {"name", "demonym"}:
            role = f"{role[: place.begin]} {role[place.stop :]}"
    words = re.findall(r"\w+", role.casefold())
    return frozenset(words) - _JOINING


def counts(by_kind: Mapping[Kind, int]) -> str:
    """`5 meetings, 1 phone call`, the most frequent first."""
    ranked = sorted(by_kind.items(), key=lambda each: -each[1])
    return ", ".join(plural(count, *KINDS[kind]) for kind, count in ranked)
