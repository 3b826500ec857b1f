"""Countries and organisations as people type them."""

from typing import Final

from rapidfuzz import fuzz

from bot.refusals import UnknownName
from storage.text import countries
from storage.text.fold import fold

__all__ = ["code_of", "country_or_name"]

_LIKELY: Final = 75
"""Per cent of likeness; beneath it a guess only distracts."""


def code_of(typed: str | None) -> str | None:
    """The code of what was typed, None where nothing was; raises `UnknownName` with the nearest."""
    if typed is None or not typed.strip():
        return None
    code = countries.code_of(typed)
    if code is None:
        raise UnknownName("country", typed, _near(typed))
    return code


def _near(typed: str) -> tuple[str, ...]:
    """The name that was probably meant, and of further ones only those that are as likely.

    The first may be the name of an alias that was nearly typed, and so unlike it itself.
    """
    near, text = countries.suggest(typed, 3), fold(typed).strip()
    begun = tuple(name for name in near if fold(name).startswith(text))
    likely = (name for name in near[1:] if fuzz.ratio(text, fold(name)) >= _LIKELY)
    return begun or (*near[:1], *likely)


def country_or_name(typed: str | None) -> str | None:
    """For an option that takes a country or a person: a country's code, else the words as typed."""
    if typed is None or not typed.strip():
        return None
    return countries.code_of(typed) or " ".join(typed.split())
