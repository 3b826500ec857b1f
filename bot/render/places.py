"""Countries, organisations, persons and kinds of meetings by the names that readers know."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.render.text import escape, excerpt, plural
from storage.text import countries
from storage.text.records import Kind, Person

__all__ = ["KINDS", "counts", "flags", "headed", "named", "person"]

KINDS: Final[Mapping[Kind, tuple[str, str]]] = {
    "meeting": ("meeting", "meetings"),
    "call": ("phone call", "phone calls"),
    "video": ("video meeting", "video meetings"),
    "message": ("message", "messages"),
    "visit": ("visit", "visits"),
    "event": ("event", "events"),
}
"""One and many of each kind, in the order of the command's choices."""


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
    """`🇵🇰 **Asif Ali Zardari** (President)`: flag, name, role as stated."""
    flag = countries.flag_of(who.country) if who.country else ""
    role = f" ({excerpt(who.role, 120)})" if who.role else ""
    return f"{flag} **{excerpt(who.name, 120)}**{role}".strip()


def counts(by_kind: Mapping[Kind, int], *, capped_at: int | None = None) -> str:
    """`5 meetings, 1 phone call`, the most frequent first."""
    told = []
    for kind, count in sorted(by_kind.items(), key=lambda each: -each[1]):
        one, many = KINDS[kind]
        reached = capped_at is not None and count >= capped_at
        told.append(f"{count:,}+ {many}" if reached else plural(count, one, many))
    return ", ".join(told)
