"""Countries, cities and organisations in a text, found by name."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Final, NamedTuple

from storage.text.countries.gazetteer import (
    NO_COUNTRY,
    Gazetteer,
    Name,
    Node,
    PlaceKind,
    folded,
    gazetteer,
    separator,
    typed,
)

__all__ = ["Place", "find", "names_any"]


class Place(NamedTuple):
    """A name found in a text; `text[begin:stop]` is what was found."""

    begin: int
    stop: int
    code: str
    """ISO 3166-1 alpha-2, or `ORG:…`."""
    kind: PlaceKind


_place: Final[Callable[[tuple[int, int, str, PlaceKind]], Place]] = partial(tuple.__new__, Place)
"""Makes a place of its fields, in a third of the time."""

# A word with a capital, or half a flag: no name begins otherwise. The engine skips to its first class fast.
_CANDIDATE: Final = re.compile(
    r"[A-ZÀ-ÖØ-ÞĀ-ſḀ-ỿ\U0001F1E6-\U0001F1FF](?<![^\W_].)(?:(?<![\U0001F1E6-\U0001F1FF])[^\W_]++|)"
)
_FLAG: Final = re.compile(r"[\U0001F1E6-\U0001F1FF]{2}")
_FLAGS: Final = "\U0001f1e6"
"""The first letter of flags; every other capital comes before it."""
_NEXT_WORD: Final = re.compile(r"(\s{1,3}|['’]\s?|[-–‑]|\.\s?|,\s|\s&\s)([^\W_]+)")
_BEFORE: Final = re.compile(r"([^\W\d_][\w’'-]*)(\.?\s)$")
_AFTER_PREPOSITION: Final = re.compile(
    r"(?:^|[^\w])(?:in|at|to|from|near|via|outside|around|through|visit|visits|visited|visiting|capital|city|"
    r"city of|port of|reached|left|leaving|for)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_AFTER_COMMA: Final = re.compile(r",\s([A-ZÀ-Þ][^\W_]*)")
_US_GEORGIA_AHEAD: Final = re.compile(
    r"\s(?:Republicans?|Democrats?|Sen(?:ator|ate|\.)|Gov(?:ernor|\.)|Rep\.|state|Tech|voters|run-?off|Southern)\b"
)
_US_GEORGIA_BEHIND: Final = re.compile(r"(?:Atlanta|Savannah|Augusta|Athens|Macon|[Ss]tate of),?\s$")

_LONGER_NAME: Final = re.compile(r"\s(?:y|del?|dos?|das?)\s(?:l[ao]s?\s)?[A-ZÀ-Þ]")
"""A town called after the same saint as a capital: `San Juan y Martínez`, `San José de Chiquitos`."""

_BUILDING: Final = re.compile(r"\s(?:Palace|House|Lodge|Castle|Street|Square|Avenue|Road)\b")
"""Behind a town's name that a house or a street elsewhere bears: `Hyderabad House`, `Victoria Palace`."""

_MORE_OF_TOWNS: Final = frozenset("ydPHLCSAR")
"""With one of these goes on what those two patterns find behind a space."""

_LOOK_BACK: Final = 40
_AHEAD: Final = 2
"""Characters behind a word that nearly always tell what it names."""
_NOTHING_BEHIND: Final = "\0" * _AHEAD
"""No name goes on with these, and they are in no word."""
_MOST_WORDS: Final = 1 << 15
"""Words that are kept with what they name."""
_WORDS_TOO: Final = frozenset({"US", "WHO"})
"""Abbreviations that, among words all in capitals, are as likely the English word."""

# Capitalised words that may stand before a country without being a person's given name.
_NO_GIVEN_NAME: Final = frozenset(
    """a an the in on at of to from for with without by as and but or nor so yet if when while where after
    before since until unless although though because both all some many most neither either not no only
    even also than that this these those it its his her their our your my like unlike under over between
    among against across around about through throughout despite during within outside inside near
    president minister prime premier king queen prince princess sultan emir sheikh chancellor ambassador
    secretary governor senator mr mrs ms dr sir lord lady north south east west northern southern
    eastern western central great greater new old modern ancient former occupied mandatory post-war team
    what which who whose how why can could does did do will would should may must is are was were has have
    had let here there then now still just perhaps maybe once every each another such what's
    air miss royal imperial state republic kingdom meet meets visit visits invite invites today
    yesterday meanwhile however first second third upper lower proto sino anti pro non ex st saint
    san""".split()
)


def find(text: str) -> tuple[Place, ...]:
    """The places and organisations that `text` names, in order; they never overlap.

    The longest name wins (`Papua New Guinea`, `People's Republic of China`). Persons' names (`Enrique
    Santiago`, `Michael Jordan`), regions (`Latin American`) and the American state of Georgia are no
    countries. Codes of two letters count only as `US`, `UK`, `EU`, `UN` and `AU` in capitals. Linear in the
    text.
    """
    return tuple(_places(text))


def names_any(text: str) -> bool:
    """Whether `find` finds anything; as soon as it would."""
    return next(_places(text), None) is not None


def _places(text: str) -> Iterator[Place]:
    done = stop = 0
    ended = text + _NOTHING_BEHIND
    # Most words open no name, and are passed over without a look at where they stand.
    for word in filter(_opens, _CANDIDATE.findall(text)):
        size = len(word)
        begin = text.find(word, stop)
        stop = begin + size
        named = _at_once(ended[begin : stop + _AHEAD])
        while named is _PART or ended[begin - 1].isalnum():
            begin = text.find(word, begin + 1)  # it was a part of a longer word
            stop = begin + size
            named = _at_once(ended[begin : stop + _AHEAD])
        if named is None or begin < done:
            continue
        node, code, kind = named
        if kind is not None:
            done = stop
            if code != NO_COUNTRY:
                yield _place((begin, stop, code, kind))
            continue
        place = _longest(text, begin, stop, node) if node else _flag(gazetteer(), text, begin)
        if place is None:
            continue
        done = place.stop
        if place.code != NO_COUNTRY and not _is_something_else(text, place):
            yield place


class _Named(NamedTuple):
    """What a word names; its `kind` is None where more of the text tells."""

    node: Node | None
    code: str = NO_COUNTRY
    kind: PlaceKind | None = None


_PART: Final = _Named(None)
"""It is no word, for more letters stand behind it."""


def _read(word: str, ahead: str) -> _Named | None:
    """What a word names with the two characters behind it, which nearly always tell; None for nothing."""
    if ahead[0].isalnum() and word < _FLAGS:
        return _PART
    node = _opened_by(word)
    if node is None or _may_go_on(node, ahead) or word in _WORDS_TOO or _is_doubtful(word):
        return _Named(node)
    if any(name.dotted or not (name.exact or word).isalnum() for name in node.names):
        return _Named(node)
    name = next((name for name in node.names if name.exact in {None, word}), None)
    if name is None:
        return None
    if name.kind in {"capital", "city"} and ahead[0].isspace() and ahead[1] in _MORE_OF_TOWNS:
        return _Named(node)
    return _Named(node, name.code, name.kind)


class _Words(dict[str, _Named | None]):
    """What words name, by each with the two characters behind it; begun anew where they are many."""

    def __missing__(self, key: str) -> _Named | None:
        if len(self) >= _MOST_WORDS:
            self.clear()
        named = self[key] = _read(key[:-_AHEAD], key[-_AHEAD:])
        return named


_at_once: Final = _Words().__getitem__


def _may_go_on(node: Node, ahead: str) -> bool:
    """Whether a longer name may stand there, as far as the two characters behind tell."""
    if not node.following:
        return False
    between, letter = separator(ahead[0]), ahead[1]
    if letter.isascii() and letter.isalpha():
        return any(before == between and word[0] == letter.lower() for before, word in node.following)
    return any(before[0] == between[0] for before, _ in node.following)


class _Openings(dict[str, bool]):
    """Whether a name begins with a word, or it is half a flag: the same few words make up most of a text."""

    def __missing__(self, word: str) -> bool:
        if len(self) >= _MOST_WORDS:
            self.clear()
        opens = self[word] = _opened_by(word) is not None or word >= _FLAGS
        return opens


_opens: Final = _Openings().__getitem__


def _opened_by(word: str) -> Node | None:
    """The names that begin with a word."""
    return gazetteer().first_words.get(folded(word))


def _flag(book: Gazetteer, text: str, begin: int) -> Place | None:
    pair = _FLAG.match(text, begin)
    if pair is None:
        return None
    code = "".join(chr(ord(sign) - ord(_FLAGS) + ord("A")) for sign in pair[0])
    if code == "EU":
        return Place(begin, begin + 2, "ORG:EU", "flag")
    if code == "UN":
        return Place(begin, begin + 2, "ORG:UN", "flag")
    return Place(begin, begin + 2, code, "flag") if code in book.countries else None


def _longest(text: str, begin: int, stop: int, node: Node) -> Place | None:
    """Walks down the trie as far as the text follows, and takes the last name passed."""
    best = _ending(text, begin, stop, node)
    while node.following:
        if text.startswith(" ", stop) and _ends_before(node, text[stop + 1 : stop + 2]):
            break  # nearly every time: no name goes on with this word
        ahead = _NEXT_WORD.match(text, stop)
        below = node.following.get((separator(ahead[1]), folded(ahead[2]))) if ahead else None
        if ahead is None or below is None:
            break
        node, stop = below, ahead.end()
        best = _ending(text, begin, stop, node) or best
    return best


def _ends_before(node: Node, letter: str) -> bool:
    """Whether no name goes on with a word that begins with a letter."""
    return letter.isascii() and letter.isalpha() and letter.lower() not in node.letters


def _ending(text: str, begin: int, stop: int, node: Node) -> Place | None:
    for name in node.names:
        if name.exact is None:
            dotted = name.dotted and text.startswith(".", stop)
            return _place((begin, stop + dotted, name.code, name.kind))
        end = begin + len(name.exact)
        if text[begin:end] == name.exact:
            return None if _is_a_word(text, begin, name) else Place(begin, end, name.code, name.kind)
    return None


def _is_a_word(text: str, begin: int, name: Name) -> bool:
    around = text[max(0, begin - _LOOK_BACK) : begin + _LOOK_BACK]
    return name.exact in _WORDS_TOO and len(around) > len(name.exact) and around.isupper()


def _is_something_else(text: str, place: Place) -> bool:
    """Whether the words around tell that a person or a state of a federation bears the name here."""
    if place.kind in {"organisation", "flag"}:
        return False
    if place.kind in {"capital", "city"} and (
        _LONGER_NAME.match(text, place.stop) or _BUILDING.match(text, place.stop)
    ):
        return True
    if not _is_doubtful(text[place.begin : place.stop]):
        return False
    book = gazetteer()
    name = typed(text[place.begin : place.stop])
    behind = text[max(0, place.begin - _LOOK_BACK) : place.begin]
    if name == "georgia":
        ahead = text[place.stop : place.stop + _LOOK_BACK]
        if _US_GEORGIA_AHEAD.match(ahead) or _US_GEORGIA_BEHIND.search(behind):
            return True
    if name in book.weak_places:
        return not _is_placed(book, text, place, behind)
    return name in book.names_of_persons and _follows_given_name(behind)


@lru_cache(maxsize=1 << 14)
def _is_doubtful(name: str) -> bool:
    """Whether something else may bear the name of a place."""
    book = gazetteer()
    return typed(name) in book.names_of_persons or typed(name) in book.weak_places


def _is_placed(book: Gazetteer, text: str, place: Place, behind: str) -> bool:
    """A weak place counts after a preposition, before its country, or as a dateline opens."""
    if _AFTER_PREPOSITION.search(behind):
        return True
    after = _AFTER_COMMA.match(text, place.stop)
    if after:
        node = book.first_words.get(folded(after[1]))
        country = _longest(text, after.start(1), after.end(), node) if node else None
        if country is not None and country.code == place.code:
            return True
    return not behind.strip() and text[place.stop : place.stop + 1] in {",", "—", "–", "("}


def _follows_given_name(behind: str) -> bool:
    """`met Michael Jordan`: a capitalised word in running text, which is neither a title nor a function word.

    In a headline every word is capitalised (`Biden Meets Jordan King`), so that tells nothing there.
    """
    before = _BEFORE.search(behind)
    if not before or not before[1][0].isupper() or before[1].isupper():
        return False
    given = before[1].lower()
    if (
        given in _NO_GIVEN_NAME
        or given.endswith(("ing", "ed", "’s", "'s"))
        or folded(given) in gazetteer().first_words
    ):
        return False
    earlier = _BEFORE.search(behind[: before.start()])
    return earlier is None or not earlier[1][0].isupper() or earlier[1].lower() in {"mr", "mrs", "ms", "dr"}
