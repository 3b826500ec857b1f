"""Countries and organisations as people type them."""

from bot.refusals import UnknownName
from storage.text import countries

__all__ = ["code_of", "country_or_name", "is_code"]


def code_of(typed: str | None) -> str | None:
    """The code of what was typed, None where nothing was; raises `UnknownName` with the nearest."""
    if typed is None or not typed.strip():
        return None
    code = countries.code_of(typed)
    if code is None:
        raise UnknownName("country", typed, tuple(countries.suggest(typed, 3)))
    return code


def is_code(meant: str) -> bool:
    """Whether what `country_or_name` understood is a country or organisation."""
    return countries.name_of(meant) != meant


def country_or_name(typed: str | None) -> str | None:
    """For an option that takes a country or a person: a country's code, else the words as typed."""
    if typed is None or not typed.strip():
        return None
    return countries.code_of(typed) or " ".join(typed.split())
