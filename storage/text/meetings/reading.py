"""An article as sentences with the people in them: what the rules about meetings read."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from storage.text.countries import Place, find
from storage.text.dates import Dated
from storage.text.meetings.triggers import may_tell
from storage.text.people import Actor, Register, actors, fold_name, tokenise
from storage.text.records import Article, Mention
from storage.text.sentences import split

__all__ = ["Sentence", "read", "register"]

_MOST_BARE: Final = 12
"""How many surnames without any title are looked up in one article."""
_TITLED: Final = re.compile(
    r"\b(?:[Pp]resident|[Mm]inister|[Ss]ecretary|[Cc]hair(?:man|woman|person)?|[Pp]remier|[Aa]mbassador|[Aa]dvis[eo]r|[Ee]nvoy"
    r"|[Cc]hancellor|[Dd]irector|[Rr]epresentative|[Ss]peaker|[Gg]overnor|[Mm]ayor|King|Queen|Prince|Princess|Emir|Amir|Sultan|Pope"
    r"|[Ll]eader|[Hh]ead|[Cc]hief|[Cc]ommander|[Cc]oordinator|[Cc]ommissioner|[Tt]aoiseach|Party|Committee|[Cc]ounterpart|[Mm]ember"
    r"|FM|PM|Mr|Ms|Mrs|Dr|Excellency|Highness|[A-Z]{2,}\))"
)


@dataclass(slots=True)
class Sentence:
    """One sentence of an article; offsets count from its line's beginning."""

    line: int
    text: str
    """The whole line."""
    begin: int
    stop: int
    section: int
    """0 is the article's own text, 1 its first reprint."""
    heading: bool
    """The article's title or a reprint's."""
    places: tuple[Place, ...]
    mentions: tuple[Mention, ...]
    contact: bool
    """Holds a word that may tell of a contact."""
    actors: list[Actor] = field(default_factory=list)

    @property
    def exact(self) -> str:
        """The sentence as it stands."""
        return self.text[self.begin : self.stop]


def read(article: Article, dated: Dated) -> list[Sentence]:
    """The sentences of title and body, in order, with those actors found that a titled phrase names."""
    by_line: dict[int, list[Mention]] = {}
    for mention in dated.mentions:
        by_line.setdefault(mention.line, []).append(mention)
    found: list[Sentence] = []
    for number, section, heading in _lines(article):
        text = article.line(number)
        if not text.strip():
            continue
        places: tuple[Place, ...] | None = None
        for begin, stop in split(text):
            contact = may_tell(text, begin, stop)
            if not contact and not _TITLED.search(text, begin, stop):
                found.append(Sentence(number, text, begin, stop, section, heading, (), (), contact=False))
                continue
            if places is None:
                places = find(text)
            inside = tuple(m for m in by_line.get(number, ()) if begin <= m.begin < stop)
            found.append(Sentence(number, text, begin, stop, section, heading, places, inside, contact))
    return found


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


def register(sentences: list[Sentence]) -> Register:
    """Reads the actors of all sentences and brings them together.

    Twice, since a name may stand bare before the sentence that gives it with a title.
    """
    people = Register()
    for sentence in sentences:
        if sentence.places or sentence.contact or sentence.mentions or _TITLED.search(sentence.exact):
            tokens = tokenise(sentence.text, sentence.begin, sentence.stop, sentence.places)
            sentence.actors = actors(sentence.text, tokens)
            for actor in sentence.actors:
                if actor.form in {"person", "body"}:
                    people.add(actor)
                    _acronyms(people, sentence.text, actor)
    _bare(people, sentences)
    known = frozenset(" ".join(entity.name.lower().split()[:2]) for entity in people.entities if not entity.body)
    for sentence in sentences:
        first = sentence.text[sentence.begin : sentence.begin + 12].lower().split()
        if sentence.contact and len(first) > 1 and f"{first[0]} {first[1].strip(',.')}" in known:
            tokens = tokenise(sentence.text, sentence.begin, sentence.stop, sentence.places)
            sentence.actors = actors(sentence.text, tokens, known)
    people.settle()
    return people


def _bare(people: Register, sentences: list[Sentence]) -> None:
    """Takes in those whom the article only ever names without a title, if it does so several times.

    Where only a surname stands beside contact words, the full name is looked for in the other sentences.
    """
    names = [actor for sentence in sentences for actor in sentence.actors if actor.form == "name" and actor.name]
    counted = Counter(word for actor in names for word in set(fold_name(actor.name or "")))
    for word in [word for word, times in counted.most_common(_MOST_BARE) if times >= 2 and len(word) > 3]:
        actor = next(one for one in names if word in fold_name(one.name or ""))
        if people.find(actor) is not None:
            continue
        full = re.compile(rf"\b[A-Z][\w’-]+\s{re.escape(actor.name or '')}\b")
        for sentence in sentences:
            if not sentence.actors and full.search(sentence.text, sentence.begin, sentence.stop):
                sentence.actors = actors(
                    sentence.text, tokenise(sentence.text, sentence.begin, sentence.stop, sentence.places)
                )
                names.extend(one for one in sentence.actors if one.form == "name" and one.name)
                break
    for actor in names:
        words = fold_name(actor.name or "")
        if len(words) in {2, 3, 4} and counted[words[-1]] >= 2 and all(word.isalpha() for word in words):
            if people.find(actor) is None:
                people.add(actor)


_ACRONYM: Final = re.compile(r"\(([A-Z][A-Za-z]{1,9})\)")


def _acronyms(people: Register, line: str, actor: Actor) -> None:
    """`(IDCPC)` in somebody's role belongs to his country from then on."""
    if actor.country and not actor.country.startswith("ORG:"):
        for match in _ACRONYM.finditer(line, actor.begin, actor.stop):
            people.acronym_countries.setdefault(match[1], actor.country)
