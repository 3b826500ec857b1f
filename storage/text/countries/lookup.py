"""Countries as people type them and as they are shown."""

import re
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from storage.text.countries.finding import find
from storage.text.countries.gazetteer import gazetteer, typed

__all__ = ["code_of", "flag_of", "is_code", "name_of", "phrase_of", "suggest"]

_A: Final = 0x1F1E6
"""The regional indicator of the letter A; two of them make a flag."""

_WITH_ARTICLE: Final = re.compile(
    r"United .*|Republic of .*|Isle of .*|.*\b(?:Islands|Republic|Emirates|Territory|Netherlands)"
    r"|Philippines|Bahamas|Gambia|Maldives|Comoros|Seychelles"
)
"""Countries that take `the` inside a sentence."""

_NEAR: Final = 60.0
"""Below this likeness (0 to 100) a suggestion is noise."""


def code_of(text: str) -> str | None:
    """The code that somebody means who typed `text`: a name, an alias, a demonym, an ISO code or a flag.

    Case, accents and punctuation do not matter. `None` where nothing is called so.
    """
    meant = gazetteer().meant.get(typed(text))
    if meant is not None:
        return meant
    stripped = text.strip()
    flags = find(stripped) if len(stripped) == 2 else ()
    return flags[0].code if flags and flags[0].kind == "flag" else None


def is_code(text: str) -> bool:
    """Whether the text is the code of a country or organisation that is known: `XI` is a name in capitals."""
    book = gazetteer()
    return text in book.countries or text in book.organisations


def name_of(code: str) -> str:
    """The common English name of a country or organisation; the code itself where it is unknown."""
    book = gazetteer()
    country = book.countries.get(code)
    return country.name if country else book.organisations.get(code, code)


def phrase_of(code: str) -> str:
    """The name as it stands inside a sentence: `the United States`."""
    name = name_of(code)
    of_words = code.startswith("ORG:") and " " in name
    return f"the {name}" if of_words or _WITH_ARTICLE.fullmatch(name) else name


@lru_cache(maxsize=1024)
def flag_of(code: str) -> str:
    """The flag as an emoji, or "" for an organisation or an unknown code."""
    if code not in gazetteer().countries:
        return ""
    return "".join(chr(_A + ord(letter) - ord("A")) for letter in code)


def suggest(text: str, limit: int) -> list[str]:
    """Up to `limit` names near to what was typed, best first; each country or organisation once.

    Names that begin with the text come before names that only resemble it. An empty text gives the first
    countries in the alphabet, for a menu that opens before anything is typed.
    """
    book = gazetteer()
    wanted = typed(text)
    if not wanted:
        return sorted(country.name for country in book.countries.values())[:limit]
    opening = sorted(name for name in book.spellings if typed(name).startswith(wanted))
    near = process.extract(
        wanted, list(book.spellings), scorer=fuzz.ratio, processor=typed, limit=4 * limit, score_cutoff=_NEAR
    )
    meant = code_of(text)
    codes = [meant] if meant else []
    codes += [book.spellings[name] for name in opening]
    codes += [book.spellings[name] for name, _, _ in near]
    return [name_of(code) for code in dict.fromkeys(codes)][:limit]
