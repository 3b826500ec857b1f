"""Where a contact took place, as far as its own sentence says."""

import re
from typing import Final

from storage.text.countries import Place, name_of
from storage.text.meetings.reading import Sentence
from storage.text.records import Article

__all__ = ["own_place", "place_name"]

_IN: Final = re.compile(
    r"\b(?:in|at|to)\s+(?:the\s+)?(?:(?:capital|national|city|its|their|his|of|Chinese|port|resort)\s+){0,4}(?:city\s+of\s+|capital,?\s+)?$",
    re.IGNORECASE,
)
_HERE: Final = re.compile(r"\bhere\b")
_BRACKET: Final = re.compile(r"[(,]\s*$")
_LEADS: Final = re.compile(
    r"\b(?:in|on)\s+(?:the\s+)?(?:situation|war|crisis|conflict|peace|ceasefire|developments?|development|relations|cooperation|issue|process|efforts|progress|interest)\b"
)


def place_name(place: Place, text: str) -> str:
    """A city as written, a country by its common name."""
    return text[place.begin : place.stop] if place.kind in {"capital", "city"} else name_of(place.code)


def own_place(sentence: Sentence, begin: int, stop: int, article: Article) -> tuple[str | None, str | None]:
    """The place that a sentence gives for a contact told at `begin` to `stop`, and its country's code."""
    text = sentence.text
    best: tuple[int, Place] | None = None
    for place in sentence.places:
        if place.kind in {"demonym", "organisation"}:
            continue
        before = text[max(sentence.begin, place.begin - 48) : place.begin]
        city = place.kind in {"capital", "city"}
        bracket = city and _BRACKET.search(before) and "(" in before
        if not (_IN.search(before) or bracket):
            continue
        if any(actor.begin <= place.begin < actor.stop for actor in sentence.actors):
            continue
        if not city and (text[place.stop : place.stop + 2] in {"’s", "'s"} or _LEADS.search(before)):
            continue
        if place.begin >= begin:
            distance = max(0, place.begin - stop)
            if re.search(
                r"[;:“]|\b(?:that|which|said|discuss\w*|regarding|about|including|situation|developments|war|end|crisis|conflict|peace|security|ceasefire)\b",
                text[min(stop, place.begin) : place.begin],
            ):
                continue
        else:
            distance = (begin - place.stop) // 2
        distance -= 40 * city
        if best is None or distance < best[0]:
            best = (distance, place)
    if best is not None:
        return place_name(best[1], text), best[1].code
    if sentence.section and _HERE.search(text, sentence.begin, sentence.end):
        return article.reprints[sentence.section - 1].place, None
    return None, None
