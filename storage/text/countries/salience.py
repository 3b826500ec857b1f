"""Which countries an article is about, rather than which it mentions."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, TypeAlias

from storage.text.countries.atlas import Atlas
from storage.text.countries.finding import Place, find
from storage.text.records import Article

__all__ = ["salient"]

_ENOUGH: Final = 1.5
"""Points from which a country has a paragraph of its own."""

_SAYS_SOMETHING: Final = 40
"""Characters of a paragraph that is more than a name, a date or a heading."""

_TOGETHER: Final = 2
"""More countries than this that are named as often share an article without being what it is about."""

_OFTEN: Final = 3
"""What every third paragraph names may lead where the title names nothing."""

_ACTS_BEFORE: Final = 60
"""Whoever a paragraph is about is named within its first so many characters."""

_OFFICE: Final = (
    r"(?:acting|deputy|vice|first|prime|foreign|interim|former|then|general|supreme|permanent|federal|national|state)?[\s-]?"
    r"(?:president|premier|minister|ministers|ministry|leaders?|leadership|government|king|queen|emir|sultan|crown\sprince|chancellor"
    r"|ambassador|envoy|secretary|counterpart|delegation|side|party|parties|parliament|speaker|foreign|prime|deputy|vice|political"
    r"|authorities|officials?|embassy|army|people|general|chairman|chairwoman|chairperson|head)\b"
)
_OFFICE_BEHIND_NAME: Final = re.compile(rf"(?:[’']s)?\s{_OFFICE}", re.IGNORECASE)
_OFFICE_BEFORE_NAME: Final = re.compile(
    r"\b(?:president|minister|premier|king|government|party|leaders?|ambassador|chairman|secretary|parliament|delegation|people|representative)"
    r"s?(?:\s[\w,-]{1,20}){0,4}\s(?:of|from|to)\s(?:the\s)?$",
    re.IGNORECASE,
)
_PERSON: Final = re.compile(
    # The name right behind a country and perhaps an office: `Russian Foreign Minister Sergei …`.
    r"(?:\s(?:Acting|Deputy|Vice|First|Prime|Foreign|Interim|State|General|President|Premier|Minister|King|Queen|Chancellor|Secretary|Leader"
    r"|Ambassador|and|of|Affairs|Defen[cs]e)){0,6}\s(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'.-]*){1,3})"
)
_TOPIC_AHEAD: Final = re.compile(
    r"\s(?:crisis|conflict|war|question|issue|situation|nuclear|ceasefire)\b", re.IGNORECASE
)
_LONGEST: Final = 4000
"""A longer paragraph is a whole text on one line; who it is about shows at its beginning."""


_Paragraph: TypeAlias = tuple[str, tuple[Place, ...]]
"""Its text, and its countries by name, people, capital or flag; no cities and no organisations."""


def salient(article: Article, atlas: Atlas | None = None) -> tuple[str, ...]:
    """The countries named in the title or given a paragraph of their own, most important first.

    The one country that most paragraphs name is salient too; where a title names none, so are one or two
    that the paragraphs name before all others. A city in the title counts where the title names no country.
    A paragraph is a country's own if, beside the countries of the title and the one that runs through the
    whole article, it names no other, and if the country acts in it or is named repeatedly. ISO codes alone:
    an organisation has no paragraph of its own in this sense. `atlas` is the article's, where somebody has
    one.
    """
    named = [place for place in find(article.title) if place.kind != "organisation"]
    titular = dict.fromkeys(
        [place.code for place in named if place.kind != "city"] or [place.code for place in named]
    )
    paragraphs = list(_paragraphs(article, atlas or Atlas(article)))
    persons = _persons(paragraphs)
    throughout = _throughout(paragraphs, least=2 if titular else 1)
    points: dict[str, float] = {}
    names = tuple(persons)
    for text, places in paragraphs:
        # One look for all of the names turns most paragraphs away.
        person = _opening(text, persons) if text.lstrip().startswith(names) else None
        if not places and person is None:
            continue
        owner = _owner(text, places, person, titular, throughout)
        if owner is not None:
            code, weight = owner
            points[code] = points.get(code, 0) + weight
    own = sorted((code for code, total in points.items() if total >= _ENOUGH), key=lambda code: -points[code])
    led = [] if titular or own else _leading(paragraphs)
    if throughout and throughout not in led:
        led = [throughout]
    return tuple(dict.fromkeys([*titular, *led, *own]))


def _paragraphs(article: Article, atlas: Atlas) -> Iterator[_Paragraph]:
    datelines = {reprint.dateline_line: reprint.dateline for reprint in article.reprints}
    for number in range(article.body_first, article.body_last + 1):
        line = article.line(number)
        opening = datelines.get(number)
        first = line.find(opening) + len(opening) if opening else 0
        text = line[first:_LONGEST]
        if text.strip():
            yield text, _countries(atlas.on(number), first)


def _countries(places: tuple[Place, ...], first: int) -> tuple[Place, ...]:
    """Those that count, with offsets from `first` on."""
    if not places:
        return places
    counting = [place for place in places if place.kind not in {"city", "organisation"}]
    if first or places[-1].stop > _LONGEST:
        counting = [place for place in counting if place.begin >= first and place.stop <= _LONGEST]
    if first:
        counting = [place._replace(begin=place.begin - first, stop=place.stop - first) for place in counting]
    return tuple(counting)


def _persons(paragraphs: list[_Paragraph]) -> dict[str, str]:
    """Full names that stand right behind a country's name or office, with that country."""
    found: dict[str, str] = {}
    for text, places in paragraphs:
        for place in places:
            person = _PERSON.match(text, place.stop) if place.kind in {"name", "demonym"} else None
            if person:
                found.setdefault(person["name"].rstrip("."), place.code)
    return found


def _throughout(paragraphs: list[_Paragraph], *, least: int) -> str | None:
    """The country that most paragraphs name, and `least` of them; of two that as many name, the first."""
    named = _named(paragraphs)
    code, count = named.most_common(1)[0] if named else ("", 0)
    if count < least or count * 2 <= _weighty(paragraphs):
        return None
    if count == 1 and code not in _by_name(paragraphs):
        return None
    return code if list(named.values()).count(count) <= _TOGETHER else None


def _leading(paragraphs: list[_Paragraph]) -> list[str]:
    """The one or two countries that more paragraphs name than any other, not too few of them."""
    named = _named(paragraphs)
    most = max(named.values(), default=0)
    codes = [code for code, count in named.items() if count == most and code in _by_name(paragraphs)]
    return codes if len(codes) <= _TOGETHER and most * _OFTEN >= _weighty(paragraphs) else []


def _named(paragraphs: list[_Paragraph]) -> Counter[str]:
    """How many paragraphs name each country, in the order of naming."""
    named: Counter[str] = Counter()
    for _, places in paragraphs:
        # Most name none or one.
        for code in dict.fromkeys([place.code for place in places]) if places else ():
            named[code] += 1
    return named


def _by_name(paragraphs: list[_Paragraph]) -> set[str]:
    """The countries that are named by name or people, not by their capital alone."""
    return {place.code for _, places in paragraphs for place in places if place.kind in {"name", "demonym"}}


def _weighty(paragraphs: list[_Paragraph]) -> int:
    """How many paragraphs say something: an author's name, a date or a heading by itself does not."""
    return sum(
        bool(places) or len(text) >= _SAYS_SOMETHING or text.rstrip().endswith((".", "!", "”"))
        for text, places in paragraphs
    )


def _opening(text: str, persons: dict[str, str]) -> str | None:
    """The country of the person whom a paragraph begins with."""
    opening = text.lstrip()
    return next((code for name, code in persons.items() if opening.startswith(name)), None)


def _owner(
    text: str,
    places: tuple[Place, ...],
    person: str | None,
    titular: dict[str, None],
    throughout: str | None,
) -> tuple[str, float] | None:
    """The one country that a paragraph belongs to, with how clearly it does; `person` is who opens it."""
    others = [place for place in places if place.code not in titular and place.code != throughout]
    codes = {place.code for place in others}
    if person is not None and person not in titular and person != throughout:
        codes.add(person)
    if len(codes) != 1:
        return None
    code = codes.pop()
    if person == code or any(_acts(text, place) for place in others):
        return code, 2.0
    return code, 1.5 if sum(not _TOPIC_AHEAD.match(text, place.stop) for place in others) > 1 else 0.5


def _acts(text: str, place: Place) -> bool:
    """Whether the country's representatives are whom the paragraph begins with."""
    if place.begin > _ACTS_BEFORE:
        return False
    if _OFFICE_BEHIND_NAME.match(text, place.stop):
        return True
    return _OFFICE_BEFORE_NAME.search(text[max(0, place.begin - 80) : place.begin]) is not None
