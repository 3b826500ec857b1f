"""Lines that by themselves look like something else than they are all over one dump.

Kickers over titles look like titles; titles that are sentences, with a full stop, look like text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final, Literal

from storage.text.dump.headers import groups
from storage.text.dump.outline import Item, Kind
from storage.text.dump.runs import followed
from storage.text.dump.titles import ENOUGH, likeness, wording
from storage.text.sentences import split

__all__ = ["Side", "kickers", "sentences_beside", "with_sentences", "without_kickers"]

Side = Literal["over", "under"]

_SENTENCES_LEAST: Final = 3
_MOST: Final = 0.4
_KICKER_WORDS: Final = 3
_KINDS_LEAST: Final = 3
_KICKER: Final = re.compile(
    r"(?:press|media|news)\s(?:releases?|stor(?:y|ies)|statements?)|news|speech(?:es)?|statements?|opinions?|analys[ei]s|comment(?:ary)?"
    r"|interviews?|features?|reports?|announcements?|politics|economy|world|international|culture|society|sports?|reviews?",
    re.IGNORECASE,
)


def sentences_beside(items: Sequence[Item]) -> Side | None:
    """Whether sentences stand where titles do, right over or under the lines that date or sign."""
    over = under = count = 0
    for first, after in groups(items):
        count += 1
        above = items[first - 1] if first else None
        below = items[after] if after < len(items) else None
        if above is None or above.kind is not Kind.HEADING:
            over += above is not None and _is_sentence(above) and below is not None and not _is_title(below)
            under += below is not None and items[after - 1].kind is Kind.STAMP and _is_sentence(below)
    if max(over, under) < max(_SENTENCES_LEAST, _MOST * count):
        return None
    return "over" if over >= under else "under"


def with_sentences(items: Iterable[Item], side: Side | None) -> Iterable[Item]:
    """The items, the sentences on that side of a line that dates or signs among the headings."""
    return items if side is None else _with_sentences(items, side)


def _with_sentences(items: Iterable[Item], side: Side) -> Iterator[Item]:
    before: Item | None = None
    for item, following in followed(items):
        beside = following if side == "over" else before
        if beside is not None and beside.kind is Kind.STAMP and _is_sentence(item):
            yield item._replace(kind=Kind.HEADING, solid=False)
        else:
            yield item
        before = item


def _is_sentence(item: Item) -> bool:
    text = item.text
    if item.kind is not Kind.TEXT or item.introduces or not text.endswith(".") or len(split(text)) > 1:
        return False
    return likeness(wording(text), capitals_usual=True) > 0


def _is_title(item: Item) -> bool:
    return item.kind is Kind.HEADING and likeness(item.text, capitals_usual=True) >= ENOUGH


def kickers(items: Sequence[Item]) -> frozenset[str]:
    """What stands over titles again and again: sections, or kinds of text such as `Speech`, `News story`."""
    over = Counter(
        item.text
        for before, item, after in zip(items, items[1:], items[2:], strict=False)
        if after.kind is Kind.HEADING
        and (item.kind is Kind.HEADING or (item.kind is Kind.FURNITURE and _KICKER.fullmatch(item.text)))
        and before.kind not in {Kind.HEADING, Kind.CLOSING}
        and len(item.text.split()) <= _KICKER_WORDS
        and likeness(after.text, capitals_usual=True) > likeness(item.text, capitals_usual=True)
    )
    usual = frozenset(text for text, count in over.items() if count > 1)
    # Where some repeat, others of the known kinds may stand there once.
    kinds = {text for text in over if _KICKER.fullmatch(text)}
    found = usual | kinds if usual or len(kinds) >= _KINDS_LEAST else usual
    # They stand over the first title too; who signs the texts does not.
    top = takewhile(lambda item: not item.solid, items)
    return found if any(item.text in found for item in top) else frozenset()


def without_kickers(items: Iterable[Item], kickers: frozenset[str]) -> Iterable[Item]:
    """The items, kickers among the page's own lines rather than the headings."""
    if not kickers:
        return items
    return (
        item._replace(kind=Kind.FURNITURE) if item.kind is Kind.HEADING and item.text in kickers else item
        for item in items
    )
