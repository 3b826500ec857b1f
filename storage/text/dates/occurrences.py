"""Sentences that tell what happened, or is to happen, on a day: what the almanac is made of."""

import re
from bisect import bisect_right
from operator import itemgetter
from typing import Final

from storage.text.dates.resolve import Dated
from storage.text.fold import apart, small
from storage.text.records import Article, Mention, Occurrence, Quote
from storage.text.sentences import split

__all__ = ["occurrences"]

_REACH: Final = 160
_SAYS: Final = frozenset(
    """said told added noted stated reported announced according quoted remarked commented stressed
    underlined emphasised emphasized expressed pointed recalled reiterated reaffirmed highlighted voiced
    described called""".split()
)
_VERB: Final = re.compile(
    r"\b(?=[A-Za-z])(?P<verb>was|were|had|became|began|met|held|took|gave|went|made|came|spoke|wrote|paid|led|won|lost"
    r"|fell|rose|saw|left|sent|sat|ran|got|brought|bought|sold|found|put|set|built|cut|hit|shot|struck|flew"
    r"|grew|threw|broke|chose|withdrew|born|died|will|shall|scheduled|due|slated|expected|said|told|opens?"
    r"|begins?|marks?|meets?|visits?|celebrates?|observes?|takes?|holds?|arrives?|starts?|ends?|closes?"
    r"|(?!(?i:need|speed|exceed|united|hundred|limited|sacred|advanced|related|red)\b)[A-Za-z][a-z]{3,21}+(?<=ed))\b"
)
_CLOSES: Final = re.compile(r"[)\]]")
_THAT: Final = re.compile(r"that\b(?<!\wthat)(?=\s)")
_BARE: Final = re.compile(
    r"\b(?:since|as\sof|until|till|from|before|after|dated|of\sthe|following)\s(?:the\s)?(?:\w+,?\s)?$"
)

_BARE_WORDS: Final = frozenset("since of until till from before after dated the following".split())
_LAST_WORDS: Final = 3
"""One of those is among so many words before a day that it is bare before."""
_NEAR: Final = 40


def occurrences(article: Article, dated: Dated) -> tuple[Occurrence, ...]:
    """One for each sentence and day of it that the sentence tells something of; in the order of the text.

    Datelines, titles, days in brackets after a name, and sentences that only say who spoke make none. The
    quote is the exact sentence; meetings are not taken out here.
    """
    found: dict[tuple[int, int, object, object], Occurrence] = {}
    number, line, sentences = 0, "", split("")
    for mention in dated.mentions:
        if mention.precision != "day" or mention.dateline or mention.line < article.body_first:
            continue
        if mention.line != number:
            number, line = mention.line, article.line(mention.line)
            sentences = split(line)
        at = bisect_right(sentences, mention.begin, key=itemgetter(0)) - 1
        sentence = sentences[at] if at >= 0 and mention.begin < sentences[at][1] else None
        if sentence is None or not _tells(line, sentence, mention):
            continue
        begin, stop = sentence
        key = (mention.line, begin, mention.start, mention.end)
        planned = (mention.line, mention.begin) in dated.planned
        quote = Quote(mention.line, begin, line[begin:stop])
        found.setdefault(key, Occurrence(mention.start, mention.end, quote, planned))
    return tuple(found.values())


def _tells(line: str, sentence: tuple[int, int], mention: Mention) -> bool:
    """Whether a verb of the mention's own clause happens on it."""
    begin, stop = sentence
    before = line[max(begin, mention.begin - _REACH) : mention.begin]
    after = line[mention.stop : min(stop, mention.stop + _REACH)]
    if (mention.start == mention.end and _is_bare(small(before))) or (
        before.rstrip().endswith(("(", "[")) and after.lstrip()[:1] in {")", "]"}
    ):
        return False
    opened = max(before.rfind("("), before.rfind("["))
    if opened > max(before.rfind(")"), before.rfind("]")):
        before, after = before[opened:], _CLOSES.split(after, maxsplit=1)[0]
    governing = _last_verb(before)
    if governing is None or _THAT.search(before, governing.end()):
        governing = _VERB.search(after)
    return governing is not None and governing["verb"].lower() not in _SAYS


def _is_bare(before: str) -> bool:
    """Whether only a preposition stands before a day; of most the last words tell that none does."""
    words = apart(before[-_NEAR:]).split()
    if len(words) > _LAST_WORDS and _BARE_WORDS.isdisjoint(words[-_LAST_WORDS:]):
        return False
    return _BARE.search(before) is not None


def _last_verb(text: str) -> re.Match[str] | None:
    spaced = apart(text)
    at = len(spaced)
    for word in reversed(spaced.split()):
        at = spaced.rindex(word, 0, at)
        if verb := _VERB.match(text, at):
            return verb
    return None
