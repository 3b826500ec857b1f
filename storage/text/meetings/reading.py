"""An article as sentences with the people in them: what the rules about meetings read.

Only what may matter is parsed: sentences with a contact word, and of the others those that say more of
somebody who takes part in a contact.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Final

from storage.text.countries import Atlas, Place
from storage.text.dates import Dated
from storage.text.fold import apart, small
from storage.text.meetings.contact_words import CONTACT_WORDS, OFFICE_WORDS
from storage.text.meetings.sides import subject_before
from storage.text.meetings.triggers import Trigger, triggers
from storage.text.people import NAMES_IF_KNOWN, NO_NAMES, Actor, Register, Tokens, actors, fold_name, tokenise
from storage.text.records import Article, Mention
from storage.text.sentences import split

__all__ = ["Sentence", "read", "register"]

_TELLING: Final = CONTACT_WORDS | OFFICE_WORDS
_LONGEST: Final = 4000
"""Characters of a sentence that are read."""
_AROUND: Final = 1200
_MOST_TRIGGERS: Final = 12
_MOST_BARE: Final = 12
"""How many surnames without any title are looked up in one article."""
_WORD: Final = re.compile(r"\w+")
_ACRONYM: Final = re.compile(r"\(([A-Z][A-Za-z]{1,9})\)")
_SWORN: Final = re.compile(
    r"\s(?:was|were|is|has\s+been)\s+(?:\w+\s+)?(?:inaugurated|(?:re-?)?elected|sworn\s+in|(?:re-?)?appointed|installed)\b"
)
_TITLES: Final = frozenset(
    """President Minister Secretary Chair Chairman Chairwoman Chairperson Premier Ambassador Adviser
    Advisor Envoy Chancellor Director Representative Speaker Governor Mayor King Queen Prince
    Princess Emir Amir Sultan Pope Leader Head Chief Commander Coordinator Commissioner
    Taoiseach FM PM Mr Ms Mrs Dr Excellency Highness Presidents Ministers president minister
    secretary premier chairman chairwoman chairperson ambassador adviser advisor envoy
    chancellor leader head chief counterpart General Gen Member member director representative
    Chairmen Secretaries""".split()
)


@dataclass(slots=True)
class Sentence:
    """One sentence of an article; offsets count from its line's beginning."""

    line: int
    text: str
    """The whole line."""
    begin: int
    stop: int
    end: int
    """How far rules read: no real sentence is longer, and what is longer must not cost more."""
    section: int
    """0 is the article's own text, 1 its first reprint."""
    heading: bool
    """The article's title or a reprint's."""
    mentions: tuple[Mention, ...]
    words: frozenset[str]
    triggers: tuple[Trigger, ...]
    contact: bool
    """Whether the sentence may tell of a contact, or of an office that somebody came into."""
    atlas: Atlas
    """The places of the article's lines."""
    parsed: bool = False
    actors: Sequence[Actor] = ()
    _places: Sequence[Place] | None = None
    _tokens: Tokens | None = None

    @property
    def exact(self) -> str:
        """The sentence as it stands."""
        return self.text[self.begin : self.stop]

    @property
    def titled(self) -> bool:
        """Whether a word may give somebody a title."""
        return not self.words.isdisjoint(_TITLES)

    def having(self, words: frozenset[str]) -> frozenset[str]:
        """Which of some words it has; all of them where it is longer than what rules read."""
        return self.words & words if self.stop == self.end else words

    @property
    def places(self) -> Sequence[Place]:
        """The countries, cities and organisations that begin in the sentence."""
        if self._places is None:
            self._places = self.places_between(self.begin, self.end)
        return self._places

    def places_around(self) -> Sequence[Place]:
        """Those of its surroundings on the same line too."""
        return self.places_between(self.begin - _AROUND, self.end + _AROUND)

    def places_between(self, begin: int, stop: int) -> Sequence[Place]:
        """Those that begin between two offsets of the line."""
        hits = self.atlas.on(self.line)
        # They are compared by where they begin, their first field: quicker than to ask each for it.
        first = bisect_left(hits, (begin,))
        return hits[first : bisect_left(hits, (stop,), lo=first)]

    def parse(self, known: frozenset[str] = frozenset()) -> Sequence[Actor]:
        """Finds the actors, once unless names are known meanwhile that change how it opens."""
        if not self.parsed or known:
            self.parsed = True
            if self._tokens is None:
                self._tokens = tokenise(self.text, self.begin, self.end, self.places)
            self.actors = actors(self.text, self._tokens, known)
        return self.actors


def read(article: Article, dated: Dated, atlas: Atlas) -> list[Sentence]:
    """The sentences of title and body, in order, not parsed yet."""
    by_line: dict[int, list[Mention]] = {}
    for mention in dated.mentions:
        by_line.setdefault(mention.line, []).append(mention)
    found: list[Sentence] = []
    for number, section, heading in _lines(article):
        text = article.line(number)
        if not text.strip():
            continue
        spaced, lowered = apart(text), ""
        dates = by_line.get(number, [])
        for begin, stop in split(text):
            end = min(stop, begin + _LONGEST)
            inside = _between(dates, begin, end) if dates else ()
            words = frozenset(spaced[begin:end].split())
            told: tuple[Trigger, ...] = ()
            contact = not words.isdisjoint(_TELLING)
            if contact and not words.isdisjoint(CONTACT_WORDS):
                lowered = lowered or small(text)
                told = tuple(triggers(text, lowered, begin, end, words)[:_MOST_TRIGGERS])
                contact = bool(told) or not words.isdisjoint(OFFICE_WORDS)
            found.append(
                Sentence(
                    number, text, begin, stop, end, section, heading, inside, words, told, contact, atlas
                )
            )
    return found


def _between(dates: list[Mention], begin: int, stop: int) -> tuple[Mention, ...]:
    """The dates of a line that begin between two offsets."""
    first = bisect_left(dates, begin, key=lambda mention: mention.begin)
    return tuple(dates[first : bisect_left(dates, stop, lo=first, key=lambda mention: mention.begin)])


def _lines(article: Article) -> Iterator[tuple[int, int, bool]]:
    yield article.first_line, 0, True
    section, last = 0, -1
    reprints = {reprint.line: n for n, reprint in enumerate(article.reprints, start=1)}
    for number in range(article.body_first, article.body_last + 1):
        if number == article.first_line:
            continue
        if number in reprints:
            section = reprints[number]
            last = article.reprints[section - 1].last_line
        elif section and number > last:
            section = 0
        titled = section and article.reprints[section - 1].title is not None
        yield number, section, bool(titled and number == article.reprints[section - 1].line)


def register(sentences: list[Sentence], *, official: bool = False) -> Register:
    """Brings together whom the sentences with contacts speak of, and what the others say of them.

    In a government's own (`official`) report `the Minister` is looked for by his title too.
    """
    people = Register()
    for sentence in sentences:
        if sentence.contact:
            _take(people, sentence)
    _complete(people, sentences, official=official)
    _bare(people, sentences)
    names = [entity.name.split()[:2] for entity in people.entities if not entity.body]
    # With any other name a sentence is read as before.
    names = [name for name in names if name[0].lower() in NAMES_IF_KNOWN]
    known = frozenset(" ".join(name).lower() for name in names)
    odd = {name[1]: " ".join(name) for name in names if len(name) == 2 and name[0].lower() in NO_NAMES}
    for sentence in sentences if names else ():
        if sentence.contact and (_opens_with(sentence, known) or _holds(sentence, odd)):
            sentence.parse(known)
    people.settle()
    _initials(people, sentences)
    return people


def _opens_with(sentence: Sentence, known: frozenset[str]) -> bool:
    first = sentence.text[sentence.begin : sentence.begin + 24].lower().split()
    return len(first) > 1 and f"{first[0]} {first[1].strip(',.')}" in known


def _holds(sentence: Sentence, odd: Mapping[str, str]) -> bool:
    """Whether a name stands in a sentence whose first word may be another: `A and To Lam spoke`."""
    return any(odd[word] in sentence.exact for word in sentence.words & odd.keys())


def _initials(people: Register, sentences: Iterable[Sentence]) -> None:
    """`The COAS` is the Chief of Army Staff whom the text names, no body."""
    parsed = [sentence for sentence in sentences if sentence.parsed]
    offices = people.offices(
        actor.name or "" for sentence in parsed for actor in sentence.actors if actor.form == "body"
    )
    for sentence in parsed if offices else ():
        if not sentence.words.isdisjoint(offices):
            sentence.actors = [
                replace(actor, form="name", name=offices[actor.name])
                if actor.form == "body" and actor.name in offices
                else actor
                for actor in sentence.actors
            ]


def _take(people: Register, sentence: Sentence) -> None:
    for actor in sentence.parse():
        if actor.form in {"person", "body"} or _into_office(actor, sentence):
            entity = people.add(actor)
            if entity is not None and actor.form == "person" and not entity.leads:
                entity.leads = _leads(sentence, actor)
            if actor.country and not actor.country.startswith("ORG:"):
                # `(IDCPC)` in somebody's role belongs to his country from then on
                for match in _ACRONYM.finditer(sentence.text, actor.begin, actor.stop):
                    people.acronym_countries.setdefault(match[1], actor.country)


def _leads(sentence: Sentence, actor: Actor) -> bool:
    """Whether somebody is what his sentence speaks of, not the last of those who were with another."""
    before = sentence.text[max(sentence.begin, actor.begin - 8) : actor.begin]
    first = subject_before(sentence.text, sentence.begin, [actor], actor.stop)
    return bool(first) and not before.rstrip().endswith(" and")


def _into_office(actor: Actor, sentence: Sentence) -> bool:
    """`N M was inaugurated as President` makes a person of a full name as a title before it does."""
    full = actor.form == "name" and " " in (actor.name or "")
    return full and _SWORN.match(sentence.text, actor.stop, sentence.end) is not None


def _complete(people: Register, sentences: Iterable[Sentence], *, official: bool) -> None:
    """Reads those other sentences with a title that name somebody of whom too little is known yet."""
    bare = {
        word
        for sentence in sentences
        if sentence.parsed
        for actor in sentence.actors
        if actor.form == "name"
        for word in (actor.name or "").split()[-1:]
    }
    acronyms = {
        word
        for entity in people.entities
        if entity.body and entity.country is None
        for word in entity.name.split()
        if word.isupper()
    }
    titles = {
        (actor.role or "").split()[-1]
        for sentence in sentences
        if official and sentence.parsed
        for actor in sentence.actors
        if actor.form == "role" and actor.owner == "the" and actor.country is None and not actor.plural
    }
    wanted = titles | _lacking(people) | {word for word in bare if not people.knows(word)}
    for sentence in sentences:
        if sentence.parsed:
            continue
        short = acronyms & sentence.words
        if short and any(f"({word})" in sentence.text for word in short):
            acronyms -= short
        elif sentence.words.isdisjoint(wanted) or not sentence.titled:
            continue
        _take(people, sentence)
        wanted = titles | _lacking(people) | {word for word in bare if not people.knows(word)}


def _lacking(people: Register) -> set[str]:
    """The names of those of whom too little is known."""
    return {
        word
        for entity in people.entities
        if not entity.body and (entity.country is None or not entity.roles or len(entity.words) < 2)
        for word in entity.name.split()
    }


def _bare(people: Register, sentences: list[Sentence]) -> None:
    """Takes in those whom the article only ever names without a title, if it does so several times.

    Where only a surname stands beside contact words, the full name is looked for in the other sentences.
    """
    names = [
        actor for sentence in sentences for actor in sentence.actors if actor.form == "name" and actor.name
    ]
    if not names:
        return
    counted = Counter([word for actor in names for word in set(fold_name(actor.name or ""))])
    often = sorted([each for each in counted.items() if each[1] >= 2], key=itemgetter(1), reverse=True)
    for word in [word for word, _ in often[:_MOST_BARE] if len(word) > 3]:
        actor = next(one for one in names if word in fold_name(one.name or ""))
        if people.find(actor) is not None:
            continue
        parts = set(_WORD.findall(actor.name or ""))
        full: re.Pattern[str] | None = None
        for sentence in sentences:
            if sentence.parsed or not parts <= sentence.words:
                continue
            # Made only now, for to make a pattern takes as long as to read several sentences.
            full = full or re.compile(rf"\b[A-Z][\w’-]+\s{re.escape(actor.name or '')}\b")
            if full.search(sentence.text, sentence.begin, sentence.stop):
                names.extend(one for one in sentence.parse() if one.form == "name" and one.name)
                break
    for actor in names:
        words = fold_name(actor.name or "")
        told_often = len(words) in {2, 3, 4} and counted[words[-1]] >= 2
        if told_often and all(word.isalpha() for word in words) and people.find(actor) is None:
            people.add(actor)
