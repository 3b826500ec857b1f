"""Articles related to a message: those that have most of its telling words."""

import math
import sqlite3
from typing import Final

from storage.archive.answers import SearchResult
from storage.archive.deadline import Deadline
from storage.archive.query import Term, match_any
from storage.archive.ranking import rank_any
from storage.archive.search import result_of
from storage.archive.vocabulary import articles_in, frequencies
from storage.text.fold import tokens

__all__ = ["related_to"]

_READ: Final = 4_000
"""Characters of the message that are read."""
_TELLING: Final = 8
"""Words that are searched for."""
_RARE: Final = 0.2
"""A telling word stands in at most this share of the articles."""


def related_to(raw: sqlite3.Connection, text: str, limit: int, seconds: float) -> SearchResult:
    """The result for a message; `searched_for` names the words that were taken from it."""
    deadline = Deadline(seconds)
    spelled: dict[str, str] = {}
    often: dict[str, int] = {}
    for token, begin, stop in tokens(text[:_READ]):
        if len(token) > 1 or not token.isascii():
            spelled.setdefault(token, text[begin:stop])
            often[token] = often.get(token, 0) + 1
    articles = articles_in(raw)
    known = {token: count for token, count in frequencies(raw, list(spelled)).items() if count}
    telling = {token: count for token, count in known.items() if count <= max(1.0, articles * _RARE)}
    # Telling words are those that are rare in the archive; one that the message repeats tells more.
    weights = {
        token: math.log(1 + articles / count) * (1 + math.log(often[token]))
        for token, count in telling.items()
    }
    chosen = sorted(weights, key=lambda token: (-weights[token], token))[:_TELLING]
    if not chosen:
        note = "There is no word in it to search for." if not spelled else "None of its words tells enough."
        return SearchResult((), 0, 0, False, "", (note,))
    order = list(spelled)
    terms = [Term((token,), spelled[token]) for token in sorted(chosen, key=order.index)]
    with deadline.watching(raw):
        matches = rank_any(raw, match_any(terms), deadline)
    return result_of(raw, matches, terms, 0, limit, searched_for=", ".join(each.plain for each in terms))
