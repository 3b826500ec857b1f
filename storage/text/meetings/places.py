"""Where a contact took place, as far as its own sentence says."""

import re
from typing import Final

from storage.text.countries import Place, name_of
from storage.text.dump.stamps import dateline
from storage.text.meetings.reading import Sentence
from storage.text.records import Article

__all__ = ["own_place", "place_name"]

_IN: Final = re.compile(
    r"\b(?:in|at|to)\s+(?:the\s+)?(?:(?:capital|national|city|its|their|his|of|Chinese|port|resort)\s+){0,4}(?:city\s+of\s+|capital,?\s+)?$",
    re.IGNORECASE,
)
_BRACKET: Final = re.compile(r"[(,]\s*$")
_CITY: Final = 40
_SIDELINES: Final = frozenset({"sidelines", "margins", "sideline", "margin"})
_ASIDE: Final = re.compile(
    r"\b(?:sidelines?|margins?)\s+of\s+(?:the\s+|an?\s+|this\s+year[’']s\s+)?(?:[\w’'-]+\s+){0,2}$"
)
_CALLED: Final = re.compile(
    r"\s+(?:[A-Z][\w-]+\s+){0,3}(?:Conference|Summit|Forum|Dialogue|summit|conference)\b"
)
_SUBJECT: Final = re.compile(
    r"[;:“]|\b(?:that|which|said|discuss\w*|regarding|about|including|situation|developments|war|end|crisis"
    r"|conflict|peace|security|ceasefire)\b"
)
"""What stands between a contact and a place that it was about."""
_EARLIER_TRIP: Final = re.compile(
    r"\b(?:after|following|before|since)\s+(?:his|her|their|an?)\s+(?:\w+\s+)?(?:visit|trip|stay)\s+(?:to|in)\s+$"
)
"""Before where somebody had been: `two days after his visit to X`."""
_BUILDING: Final = re.compile(r"\s(?:House|Palace|Hall|Lodge|Hotel)\b")
"""Behind a city that a house elsewhere is called by: `at Hyderabad House in New Delhi`."""
_LEADS: Final = re.compile(
    r"\b(?:in|on)\s+(?:the\s+)?(?:situation|war|crisis|conflict|peace|ceasefire|developments?|development|relations|cooperation|issue|process|efforts|progress|interest)\b"
)


def place_name(place: Place, text: str) -> str:
    """A city as written, a country by its common name."""
    return text[place.begin : place.stop] if place.kind in {"capital", "city"} else name_of(place.code)


def own_place(sentence: Sentence, begin: int, stop: int, article: Article) -> tuple[str | None, str | None]:
    """The place that a sentence gives for a contact told at `begin` to `stop`, and its country's code."""
    rated = [(_distance(sentence, place, begin, stop), place) for place in sentence.places]
    near = [(distance, place.begin, place) for distance, place in rated if distance is not None]
    place = min(near)[2] if near else None
    if place is None or place.kind == "name":
        city = _gathering(sentence)
        if city is not None and (place is None or place.code == city.code):
            place = city
    if place is not None:
        return place_name(place, sentence.text), place.code
    if "here" in sentence.words:
        return _dateline_place(sentence, article), None
    return None, None


def _dateline_place(sentence: Sentence, article: Article) -> str | None:
    """The city from which the report comes that a sentence belongs to: what `here` means in it."""
    if sentence.section:
        return article.reprints[sentence.section - 1].place
    first = next(
        (line for line in article.lines[article.body_first - article.first_line :] if line.strip()), ""
    )
    opening = dateline(first) or dateline(article.title)
    return opening.place if opening is not None else None


def _gathering(sentence: Sentence) -> Place | None:
    """The city that a gathering is called by on whose sidelines they met: `the Munich Conference`."""
    if sentence.words.isdisjoint(_SIDELINES):
        return None
    for place in sentence.places:
        if (
            place.kind in {"capital", "city"}
            and _ASIDE.search(sentence.text, max(sentence.begin, place.begin - 60), place.begin)
            and _CALLED.match(sentence.text, place.stop, sentence.end)
        ):
            return place
    return None


def _distance(sentence: Sentence, place: Place, begin: int, stop: int) -> int | None:
    """How far a place is from the contact's words, a city counting as nearer; None if it is none of it."""
    text = sentence.text
    city = place.kind in {"capital", "city"}
    if not (city or place.kind == "name") or not _stands_for_itself(sentence, place, city=city):
        return None
    if place.begin < begin:
        return (begin - place.stop) // 2 - _CITY * city
    if _SUBJECT.search(text[min(stop, place.begin) : place.begin]):
        return None
    return max(0, place.begin - stop) - _CITY * city


def _stands_for_itself(sentence: Sentence, place: Place, *, city: bool) -> bool:
    """`in Paris`, `(5 May, Moscow)`; not `in France’s`, `in the war in Gaza`, nor a part of a role."""
    text = sentence.text
    before = text[max(sentence.begin, place.begin - 48) : place.begin]
    bracket = city and "(" in before and _BRACKET.search(before) is not None
    if not (_IN.search(before) or bracket):
        return False
    if _EARLIER_TRIP.search(before):
        return False
    if any(actor.begin <= place.begin < actor.stop for actor in sentence.actors):
        return False
    if _BUILDING.match(text, place.stop):
        return False
    return city or not (text[place.stop : place.stop + 2] in {"’s", "'s"} or _LEADS.search(before))
