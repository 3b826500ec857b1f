"""What was said at a meeting: exact sentences, each with whom its pronouns mean."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from storage.text.countries import phrase_of
from storage.text.first_words import opened
from storage.text.meetings.contact import Contact
from storage.text.meetings.evidence import ALSO, OPENS_HE, is_named, names_of, spellings
from storage.text.meetings.reading import Sentence
from storage.text.people import Entity
from storage.text.records import Quote

__all__ = ["Speeches"]

_MOST: Final = 12
_FAR: Final = 60
"""Sentences behind its telling within which a meeting's words are looked for."""
_SPEECH: Final = re.compile(
    r"\b(?:said|says|saying|noted|stressed|added|stated|expressed|reaffirmed|agreed|discussed|exchanged|pointed\s+out|thanked"
    r"|underlined|underscored|emphasi[sz]ed|highlighted|conveyed|affirmed|reiterated|welcomed|praised|called\s+(?:for|on)|urged"
    r"|proposed|appreciated|congratulated|wished|voiced|recalled|asked|told|explained|reviewed|pledged|acknowledged|hoped|raised"
    r"|remarked|confirmed|informed|spoke\s+(?:highly|positively)|attached|focused|considered|declared|wrote|hailed|invited|commended)\b"
)
_SPEAKING: Final = frozenset(
    """said says saying noted stressed added stated expressed reaffirmed agreed discussed exchanged
    pointed thanked underlined underscored emphasised emphasized highlighted conveyed affirmed reiterated
    welcomed praised called urged proposed appreciated congratulated wished voiced recalled asked told
    explained reviewed pledged acknowledged hoped raised remarked confirmed informed spoke attached
    focused considered declared wrote hailed invited commended""".split()
)
"""The words that open a verb of speech."""
_REPORTED: Final = re.compile(
    r"\b(?:said|noted|stated|added|stressed|pointed\s+out|mentioned|emphasi[sz]ed)(?:\s+[\w,]+){0,2}?\s+that\b|\b[Rr]ecall\w*\b|\bwho\s+had\b"
    r"|\b(?:[Nn]ot\s+long\s+ago|[Ll]ast\s+(?:year|month)|[Pp]revious)\b"
)
_LABEL: Final = re.compile(r"[\W_]*(?P<name>[A-Z][\w.,’' -]{2,60}?)\s?:\s")
"""`N: First of all, I would like …`, as transcripts have it."""
_NEAR_VERB: Final = 90
_THEY: Final = re.compile(
    r"[\W_]*(?:They|Their|(?:The\s+)?(?:[Tt]wo|[Bb]oth)\s+(?:sides|leaders|heads\s+of\s+state|ministers|presidents|foreign\s+ministers|parties|countries|officials|delegations)"
    r"|The\s+(?:[Ss]ides|[Ll]eaders|[Mm]inisters|[Pp]arties|[Pp]residents|[Oo]fficials))\b"
)
_SIDES: Final = re.compile(r"[\W_]*(?:(?:The\s+)?(?:[Tt]wo|[Bb]oth)|The)\s+(?:[Ss]ides|countries)\b")
_COLLECTIVE: Final = re.compile(
    r"[\W_]*The\s+(?P<whose>(?:[A-Z][\w’'-]+\s+){1,3}(?:side|delegation|party|government|leaders|officials|representatives))\b"
)
_JOINT: Final = re.compile(
    r"\b(?:issued|released|adopted|published)\s+(?:[\w’'-]+\s+){0,5}?(?:joint\s+statement|joint\s+declaration|communiqué|communique)\b"
)
_ISSUING: Final = frozenset(["issued", "released", "adopted", "published"])
_IT: Final = re.compile(r"[\W_]*(?:It|This|That|These|Those|Its|Such|There|Here)\b")
_HE: Final = frozenset(["he", "she"])
_HE_SAID: Final = re.compile(r"\b(?:he|she)\s+(?:also\s+|further\s+)?\w+|\b\w+ed,?\s+(?:he|she)\b")


class Speeches:
    """What was said at the meetings of one article; where the words of one end, those of the next begin."""

    def __init__(self, sentences: Sequence[Sentence], contacts: Sequence[Contact]) -> None:
        self.sentences = sentences
        self.index = {(s.line, s.begin): n for n, s in enumerate(sentences)}
        self.passing = _passing(contacts)
        self.told: dict[tuple[int, int], list[Contact]] = {}
        for contact in contacts:
            if not contact.weak and contact not in self.passing:
                self.told.setdefault((contact.sentence.line, contact.sentence.begin), []).append(contact)

    def of(self, group: Sequence[Contact]) -> tuple[Quote, ...]:
        """The words of a meeting that is told once or more, from the telling that gives the most."""
        best: list[Quote] = []
        for contact in group[:_MOST]:
            silent = contact.weak or contact.sentence.heading or contact.kind in {"visit", "event"}
            if not silent and contact not in self.passing:
                found = self._behind(contact, group)
                best = found if len(found) > len(best) else best
        return tuple(best)

    def _behind(self, contact: Contact, group: Sequence[Contact]) -> list[Quote]:
        start = self.index[contact.sentence.line, contact.sentence.begin]
        found: list[Quote] = []
        people = _speakers(contact)
        speaker: Entity | None = people[0] if len(people) == 1 and not people[0].body else None
        before = contact.sentence
        between: list[Sentence] = []
        for sentence in self.sentences[start + 1 : start + _FAR]:
            if sentence.heading or sentence.section != contact.sentence.section or len(found) >= _MOST:
                break
            if any(other not in group for other in self.told.get((sentence.line, sentence.begin), ())):
                break
            if between and OPENS_HE.match(sentence.exact):
                # Only now it matters whether somebody else spoke in between.
                speaker = None if any(_is_of_another(one, people) for one in between) else speaker
                between.clear()
            quote, speaker = _quote(sentence, contact, people, speaker, before)
            before = sentence
            if quote is not None:
                found.append(quote)
                between.clear()
            elif _of_countries(sentence):
                break
            elif sentence.titled:
                between.append(sentence)
        return found


def _passing(contacts: Sequence[Contact]) -> set[Contact]:
    """Contacts that are only spoken of, inside a speech or beside the one that their sentence is about."""
    found: set[Contact] = set()
    latest: dict[int, date] = {}
    first: dict[tuple[int, int], int] = {}
    for contact in contacts:
        sentence = contact.sentence
        key = (sentence.line, sentence.begin)
        if contact.kind != "visit":
            first.setdefault(key, contact.at)
        newest = latest.get(sentence.section)
        mention = contact.mention
        named = contact.frame in {"noun", "between"} and mention is not None and not contact.same
        older = named and mention is not None and newest is not None and newest > mention.end
        if (
            older
            or first.get(key, contact.at) < contact.at
            or _REPORTED.search(sentence.text, sentence.begin, contact.at)
        ):
            found.add(contact)
        if mention is not None and not contact.weak:
            latest[sentence.section] = max(mention.start, newest or mention.start)
    return found


def _quote(
    sentence: Sentence,
    contact: Contact,
    people: Sequence[Entity],
    speaker: Entity | None,
    before: Sentence,
) -> tuple[Quote | None, Entity | None]:
    """The sentence as a quote if it says what was said and by whom of `people`; and who spoke last."""
    text = sentence.exact
    verb, named = _spoken_by(sentence, people)
    if verb is None and ":" not in text:
        return None, speaker
    opens_he = OPENS_HE.match(text)
    if named and not opens_he:
        speaker = _nearest(named, text, verb.start() if verb else len(text))
    label = _LABEL.match(text) if ":" in text else None
    if label is not None and any(_named_in(entity, label["name"]) for entity in people):
        return Quote(sentence.line, sentence.begin, text), speaker
    if verb is None or _IT.match(text):
        return None, speaker
    antecedent: str | None = None
    if opens_he or (not named and sentence.having(_HE) and _HE_SAID.search(text)):
        if speaker is None:
            return None, speaker
        antecedent = speaker.name
    elif they := _THEY.match(text):
        antecedent = _several(they[0], contact, before)
    elif not named:
        return None, speaker
    elif speaker is not None and not is_named(speaker, sentence) and ALSO.search(text):
        antecedent = speaker.name
    return Quote(sentence.line, sentence.begin, text, antecedent), speaker


def _speakers(contact: Contact) -> list[Entity]:
    """Whose words are told: of a message that went one way, only those who sent it."""
    return list(contact.left) if contact.kind == "message" and not contact.swap else contact.people


def _is_of_another(sentence: Sentence, people: Sequence[Entity]) -> bool:
    """`At a meeting of parties, Minister N praised …`: then `he` is N."""
    speaking = sentence.words & _SPEAKING
    verb = next(opened(_SPEECH, sentence.text, sentence.begin, sentence.end, speaking), None)
    return verb is not None and any(
        actor.form == "person" and actor.stop <= verb.start()
        for actor in sentence.parse()
        if not any(_named_in(entity, actor.name or "") for entity in people)
    )


def _of_countries(sentence: Sentence) -> bool:
    """`A and B issued a joint statement`: what follows are its words, not those of who met."""
    issuing = sentence.words & _ISSUING
    if not issuing:
        return False
    joint = next(opened(_JOINT, sentence.text, sentence.begin, sentence.end, issuing), None)
    return joint is not None and not _THEY.match(sentence.exact)


def _several(words: str, contact: Contact, before: Sentence) -> str:
    """Whom `they` or `the two sides` means: the countries, a side that was spoken of, or those who met."""
    codes = contact.sides()
    if _SIDES.match(words) and len(codes) == 2:
        return " and ".join(map(phrase_of, codes))
    they = words.endswith(("They", "Their"))
    collective = _COLLECTIVE.match(before.exact) if they else None
    return f"the {collective['whose']}" if collective else names_of(contact.people)


def _spoken_by(sentence: Sentence, people: Sequence[Entity]) -> tuple[re.Match[str] | None, list[Entity]]:
    """The verb of speech that those who took part stand next to, and who they are; else the first verb."""
    speaking = sentence.having(_SPEAKING)
    if not speaking:
        return None, []
    text = sentence.exact
    inside = [entity for entity in people if is_named(entity, sentence)]
    first: re.Match[str] | None = None
    for verb in opened(_SPEECH, text, 0, len(text), speaking):
        first = first or verb
        near = text[max(0, verb.start() - _NEAR_VERB) : verb.start()]
        behind = text[verb.end() : verb.end() + _NEAR_VERB // 3]
        named = [e for e in inside if any(word in near or word in behind for word in spellings(e.name))]
        if named:
            return verb, named
    return first, []


def _named_in(entity: Entity, text: str) -> bool:
    return not set(text.replace(",", " ").split()).isdisjoint(spellings(entity.name))


def _nearest(named: Sequence[Entity], text: str, at: int) -> Entity:
    """Who stands nearest before the verb, else who is named first."""

    def place(entity: Entity) -> tuple[bool, int]:
        spots = [text.find(word) for word in spellings(entity.name)]
        spot = max((s for s in spots if 0 <= s < at), default=-1)
        return spot >= 0, spot

    return max(named, key=place)
