"""The names by which countries, their people, their cities and international organisations are found.

Read once from the data files beside this module: `countries.json` and `cities.json` are extracts of published
data sets (their licences stand beside them), `aliases.toml` is our own and wins over both.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Final, Literal, NamedTuple

from storage.text.fold import fold

__all__ = [
    "NO_COUNTRY",
    "Country",
    "Gazetteer",
    "Name",
    "Node",
    "PlaceKind",
    "folded",
    "gazetteer",
    "separator",
    "tokens",
    "typed",
]

PlaceKind = Literal["name", "demonym", "capital", "organisation", "city", "flag"]

NO_COUNTRY: Final = ""
"""The code of a phrase that only looks like a country's name."""

_TOKEN: Final = re.compile(r"([^\W_]+)([^\w]*)")


class Country(NamedTuple):
    """A country as it is shown and chosen."""

    code: str
    """ISO 3166-1 alpha-2; `XK` for Kosovo."""
    alpha3: str
    name: str


class Name(NamedTuple):
    """What one sequence of words means."""

    code: str
    """ISO 3166-1 alpha-2, `ORG:…`, or `NO_COUNTRY`."""
    kind: PlaceKind
    exact: str | None
    """The spelling that alone counts, for abbreviations: `US` is not `us`."""
    dotted: bool
    """A full stop ends the name: `D.C.`."""


@dataclass(slots=True)
class Node:
    """One word of a trie of names; the way down from it is the separator and the next word."""

    names: list[Name] = field(default_factory=list)
    """Spellings that end here: the exact ones first."""
    following: dict[tuple[str, str], "Node"] = field(default_factory=dict)
    letters: str = ""
    """Those that begin a following word."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Everything that the data files say, arranged for finding."""

    countries: dict[str, Country]
    organisations: dict[str, str]
    """`ORG:…` to the name that is shown."""
    first_words: dict[str, Node]
    meant: dict[str, str]
    """A folded name, alias, demonym or code, as somebody types it, to its code."""
    spellings: dict[str, str]
    """A country's or organisation's name or alias, as shown in a suggestion, to its code."""
    names_of_persons: frozenset[str]
    weak_places: frozenset[str]


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """A word without case and accents, as names are compared."""
    return word.lower() if word.isascii() else fold(word)


@lru_cache(maxsize=1024)
def separator(between: str) -> str:
    """How two words of a name are joined: hyphens count as spaces, and curly apostrophes as straight ones."""
    if not between.strip() or between in "-–‑":
        return " "
    return {"’": "'", "’ ": "' ", ". ": "."}.get(between, between)


def tokens(name: str) -> Iterator[tuple[str, str]]:
    """The folded words of a name, each with the separator before it (empty before the first)."""
    before = ""
    for match in _TOKEN.finditer(name):
        yield before, folded(match[1])
        before = separator(match[2])


@cache
def gazetteer() -> Gazetteer:
    """The data files, read on first use and kept."""
    own = tomllib.loads(_text("aliases.toml"))
    book = _Builder(own)
    listed = json.loads(_text("countries.json"))
    # Where a territory shares a word with a sovereign state (`Dutch`, `Indian`), the state is meant.
    for code, entry in sorted(listed.items(), key=lambda item: not item[1]["sovereign"]):
        book.countries[code] = Country(code, entry["alpha3"], entry["name"])
        book.add(code, "name", entry["name"], *entry["other"])
    for code, entry in sorted(listed.items(), key=lambda item: not item[1]["sovereign"]):
        book.add(code, "demonym", *(word for word in entry["demonyms"] if word not in book.no_demonyms))
    for code, entry in listed.items():
        book.add(code, "capital", *entry["capitals"])
    for code, cities in json.loads(_text("cities.json")).items():
        book.add(code, "city", *cities)
    return book.done()


def _text(file: str) -> str:
    return resources.files(__package__).joinpath(file).read_text("utf-8")


class _Builder:
    """Fills the tables; what is added first wins, so our own aliases go in before the data sets."""

    def __init__(self, own: dict[str, dict[str, list[str]]]) -> None:
        self.countries: dict[str, Country] = {}
        self.organisations: dict[str, str] = {}
        self.first_words: dict[str, Node] = {}
        self.meant: dict[str, str] = {}
        self.spellings: dict[str, str] = {}
        self.no_demonyms = frozenset(own["not_demonyms"]["words"])
        self._persons = own["persons"]
        for code, phrases in own["phrases"].items():
            self._enter(NO_COUNTRY if code == "none" else code, "name", *phrases)
        for code, names in own["names"].items():
            self.add(code, "name", *names)
        for code, words in own["demonyms"].items():
            self.add(code, "demonym", *words)
        for code, cities in own["capitals"].items():
            self.add(code, "capital", *cities)
        for code, cities in own["places"].items():
            self.add(code, "city", *cities)
        for code, names in own["organisations"].items():
            # Its name in full: the first that is more than one word, before its bodies' and other spellings.
            self.organisations[f"ORG:{code}"] = next((name for name in names if " " in name), names[0])
            self.add(f"ORG:{code}", "organisation", *names)

    def add(self, code: str, kind: PlaceKind, *names: str) -> None:
        """Names to find in text and to understand when typed."""
        for name in names:
            spelt = {name}
            if kind == "demonym" and len(name) > 3 and not name.endswith(("s", "sh", "ch", "se", "man")):
                spelt.add(name + "s")
            for spelling in sorted(spelt):
                self._enter(code, kind, spelling)
                if kind not in {"capital", "city"}:
                    self.meant.setdefault(typed(spelling), code)
            if kind in {"name", "organisation"} and len(name) > 3:
                self.spellings.setdefault(name, code)

    def _enter(self, code: str, kind: PlaceKind, *names: str) -> None:
        for name in names:
            words = list(tokens(name))
            node = self.first_words.setdefault(words[0][1], Node())
            for step in words[1:]:
                node.letters += "" if step[1][0] in node.letters else step[1][0]
                node = node.following.setdefault(step, Node())
            letters = name.replace(".", "")
            exact = name if letters.isupper() and " " not in letters else None
            if all(known.exact != exact for known in node.names):
                node.names.append(Name(code, kind, exact, name.endswith(".")))
                node.names.sort(key=lambda known: known.exact is None)

    def done(self) -> Gazetteer:
        for country in self.countries.values():
            # A country's own name and codes win over whatever else is spelt like them.
            self.meant.update({typed(country.name): country.code, country.code.lower(): country.code})
            self.meant.setdefault(country.alpha3.lower(), country.code)
            self.spellings[country.name] = country.code
        for code, name in self.organisations.items():
            self.meant.update({typed(code): code, typed(name): code})
            self.meant.setdefault(typed(code.removeprefix("ORG:")), code)
        return Gazetteer(
            countries=self.countries,
            organisations=self.organisations,
            first_words=self.first_words,
            meant=self.meant,
            spellings=self.spellings,
            names_of_persons=frozenset(map(typed, self._persons["names"])),
            weak_places=frozenset(map(typed, self._persons["places"])),
        )


@lru_cache(maxsize=1 << 14)
def typed(text: str) -> str:
    """What somebody typed, for looking it up: folded words joined by single spaces, without `the`."""
    words = [word for _, word in tokens(text)]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
