"""How much a short line looks like an article's title, rather than a heading inside an article.

Used only where the dump itself does not say where an article begins. A title tells what happened or names
the kind of text (`Readout of …`); a section's heading is shorter and mostly names a subject.
"""

import re
from functools import lru_cache
from typing import Final

from storage.text.countries import names_any
from storage.text.dump.headlines import tells
from storage.text.fold import apart, small

__all__ = ["ANNOUNCED", "ENOUGH", "likeness", "wording"]

ENOUGH: Final = 3
"""From this likeness on a line is taken for a title where nothing else speaks for or against it."""

ANNOUNCED: Final = 0
"""From this on where a line before says that another text follows."""

_CALL: Final = 6
"""With fewer words a line with an exclamation mark is rather a slogan."""
_MOST_WORDS: Final = 45
"""What has more words is a paragraph without a full stop."""

# These read the line in small letters.
_GENRE: Final = re.compile(
    r"\b(?=\w)(?:statements?|read-?outs?|remarks|letters?|messages?|proclamation|memorandum|fact\ssheet|press\s(?:release|call|briefing|conference"
    r"|gaggle|statement)|briefing|gaggle|executive\sorder|notices?|nominations?|nominees?|bills?\ssigned|interview|speech|address|communiqu[eé]"
    r"|declaration|report\sto|announcement|condolences|congratulations|travel\sadvisory|media\s(?:release|advisory|note)|op-?ed|editorial"
    r"|presidential\s(?:determination|message)|transcript|travel\sto|(?:passing|death|occasion|anniversary)\sof|resolution|keynote|greetings|appeal|obituary|opening\sremarks|advisory|update|bulletin|circular|minutes\sof"
    # What took place, as a ministry names it: `Visit of the Minister to N`, `Outcome of the Meeting on N`.
    r"|(?:meeting|talks|visit|outcomes?|signing|launch|inauguration|opening|conclusion|session|courtesy\scall|(?:tele)?phone\s(?:call|conversation)"
    r"|participation|presentation|ceremony|reception|election|appointment|accession|celebration|commemoration)\s(?:of|by|with|between|at|in)\s(?:an?|the|his|her|\d)\b"
    r"|tributes?\sto|farewell\sto|solidarity\swith|hands\soff|in\smemor(?:y\sof|iam))\b"
    r"|^(?:remembering|honou?ring|mourning|congratulating|commemorating|celebrating)\s",
)
_GENRE_OPENERS: Final = frozenset(
    """accession address advisory anniversary announcement appeal appointment bill bills briefing bulletin
    celebrating celebration ceremony circular commemorating commemoration communique communiqué
    conclusion condolences congratulating congratulations courtesy death declaration editorial election
    executive fact farewell gaggle greetings hands honoring honouring in inauguration interview keynote
    launch letter letters media meeting memorandum message messages minutes mourning nomination
    nominations nominee nominees notice notices obituary occasion op oped opening outcome outcomes
    participation passing phone presentation presidential press proclamation read readout readouts
    reception remarks remembering report resolution session signing solidarity speech statement
    statements talks telephone transcript travel tribute tributes update visit""".split()
)
"""The words with which it begins."""
_NOTICE: Final = re.compile(
    r"(?:an?\s)?(?:press|media|public|travel|security|weather|health|joint|official|consular|government|ministry)\s"
    r"(?:statement|release|advisory|notice|note|communiqu[eé]|announcement|alert|update|bulletin)(?:\s(?:no\.?\s?)?\d{1,3})?",
)
"""All that a notice of an office has for a title; in small letters."""
_KICKER: Final = re.compile(
    r"(?:obituary|editorial|(?:book\s|film\s)?review|interview|analysis|opinion|comment(?:ary)?|feature|explainer|factbox|photo\sessay"
    r"|recipe|poem|theory|sport|correction|letter|dispatch)(?:\s(?:for|from)\b|\s?[:–—|]\s)",
)
"""What a newspaper puts before a title; in small letters."""
_OFFICES: Final = frozenset(
    """president minister prime premier chancellor ambassador secretary governor senator king queen chairman
    chairperson chairwoman delegation government parliament congress party council court leader leaders envoy
    commissioner fm pm mfa army police union workers people""".split()
)
_DIRECTOR_GENERAL: Final = re.compile(r"\bdirector-general\b")
_GERUND: Final = re.compile(
    # What a publication does by appearing is no heading: `Designating Members of a Network`.
    r"(?!(?:Designat|Sanction|Commemorat|Celebrat|Mark|Honou?r|Remember|Welcom|Condemn|Congratulat|Announc|Mourn|Recogni[sz])ing\b)"
    r"(?:[A-Z][a-z]+,\s)?[A-Z][a-z]{2,}ing\b"
)
_ENUMERATED: Final = re.compile(
    r"(?:section|part|annex|appendix|article|chapter|step|phase|pillar|objective|goal|priority|table|figure|box|lesson|day|week|item"
    r"|agenda|question|point)\s(?:\d+|[ivx]+|one|two|three|four|five|six)\b|(?:first|second|third|fourth|fifth|sixth|finally|lastly)\b(?:\s?[,:–—]|$)"
    r"|(?:\d{1,3}|[IVX]{1,5})\s?[.):–—]\s",
    re.IGNORECASE,
)
_PERSON_WITH_POST: Final = re.compile(
    # `Jane Doe, Nominee for Ambassador to …`: the heading over a biography, or a signature.
    r"(?:(?:(?:The\s)?Hon(?:ou?rable)?|Dr|Mr|Ms|Mrs|Gen(?:eral)?|Admiral|Col(?:onel)?|Capt(?:ain)?|Major|Prof(?:essor)?|H\.E)\.?\s)?[A-ZÀ-Þ][\w’'-]+(?:\s(?:[A-ZÀ-Þ]\.|[A-ZÀ-Þ][\w’'-]+)){1,3},\s"
    r"(?:(?:the|a|an|acting|former|deputy|vice|assistant|associate|under|principal|permanent)\s)*(?:nominee|candidate|member|command\w+|chair\w*|director|president|minister|secretary|ambassador|head"
    r"|professor|commissioner|governor|spokes\w+|chief|founder|co-\w+|senior|executive|general|fellow|editor|to\sbe|for)\b",
    re.IGNORECASE,
)
_WISH: Final = re.compile(r"(?:I|We)\s(?:wish|thank|congratulate|salute|greet|invite|call|urge|hope|look)\b")
"""With an exclamation mark the last words of a letter."""
_POINTS_BACK: Final = re.compile(r"(?:What|Who|Where|How|Why)\s(?:the|they|he|she|it|this)\b(?!.*\?)")
"""`What the strikers want`: of somebody the text above has told."""
_SECTION: Final = re.compile(
    r"(?:background|context|introduction|conclusions?|summary|overview|key\s(?:points|facts|messages|findings|takeaways|outcomes)"
    r"|next\ssteps|quotes?|recommendations?|notes?(?:\sto\seditors?)?|about\s.{2,60}|further\sreading|references|endnotes|footnotes|objectives"
    r"|(?:what\s(?:is|are|was|happens)|why|how)\b[^:]{0,80}|highlights|biograph\w+|media\scontacts?|contacts?|programme|agenda)",
    re.IGNORECASE,
)


_DEPARTMENT: Final = re.compile(
    r"(?:(?:news\s)?in\sbrief|news\sbriefs?|letters(?:\sto\sthe\seditors?)?|your\sletters|(?:our\s|the\s)?editorials?|leader|obituar(?:y|ies)"
    r"|what\swe\s(?:think|say)|our\sview|corrections?(?:\sand\sclarifications)?|(?:dates\sfor\s(?:your|the)\s)?diary|what[’']s\son"
    r"|noticeboard|books\sreceived|(?:book\s|film\s)?reviews?|crossword|classifieds?|contributors|from\sthe\seditors?|editor[’']s\snote)",
    re.IGNORECASE,
)
"""A paper's departments, which name no subject."""
_COUNTED: Final = re.compile(
    r"(?:three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|a\shundred|\d{1,3})\s(?:\w+\s)?"
    r"(?:things|ways|reasons|questions|myths|lessons|facts|steps|years|days|weeks|months|stories|ideas|books|numbers|theses)\b",
)
"""`Five myths about productivity`; in small letters."""
_NUMBER: Final = re.compile(r"[\dIVX](?:(?<=\d)\d{0,2}|(?<!\d)[IVX]{0,4})\s?[.)]\s+")


_SPEAKS_ON: Final = re.compile(
    r"(?:It|He|She|They|We|I|You|This|That|These|Those|There|Here|His|Her|Their|Its|Our|My|But|And|So|Yet)\b"
)
"""A sentence that begins so leans on the one before it."""


def wording(text: str) -> str:
    """A line without a number before it and a full stop behind it, where a dump writes its titles so.

    Empty where the line can be no title although others of its kind are.
    """
    if _SPEAKS_ON.match(text):
        return ""
    # Behind the number's mark something follows.
    numbered = text[:1].isalnum() and ("." in text[:-1] or ")" in text[:-1])
    return (_NUMBER.sub("", text, count=1) if numbered else text).removesuffix(".")


def likeness(text: str, *, capitals_usual: bool) -> int:
    """How much a line looks like a title: about -10 to 8, see `ENOUGH`.

    `capitals_usual`: most titles of this dump are in capitals; otherwise a line in capitals is suspect.
    """
    return _likeness(text, suspect=not capitals_usual and text.isupper())


@lru_cache(maxsize=2048)
def _likeness(text: str, *, suspect: bool) -> int:
    words = text.split()
    count = len(words)
    if not count or count > _MOST_WORDS:
        return -_MOST_WORDS
    points = (-3, -3, -3, -1, 0, 1)[count] if count <= 5 else 2
    lowered = small(text)
    known = frozenset(apart(lowered).split())
    genre = not known.isdisjoint(_GENRE_OPENERS) and _is_genre(lowered)
    points += 2 * genre + 3 * (_KICKER.match(lowered) is not None)
    points += 4 * (_NOTICE.fullmatch(lowered) is not None)
    points += 2 * (count > 3 and _COUNTED.match(lowered) is not None)
    # A verb that opens the line gives an order or a heading (`Strengthen institutions`), not a headline.
    points += 2 * tells(lowered, len(words[0]), known)
    points += names_any(text) + _names_office(lowered, known)
    points += ": " in text
    if _GERUND.match(text) and not genre:
        points -= 2
    if _ENUMERATED.match(text) or ("," in text and _PERSON_WITH_POST.match(text)):
        points -= 5
    if _SECTION.fullmatch(text):
        points -= 3
    if _DEPARTMENT.fullmatch(text):
        points += 5
    points -= 3 * suspect
    points -= 3 * (count < _CALL and _POINTS_BACK.match(text) is not None)
    if text.endswith("?"):
        points -= 1
    if text.endswith("!"):
        points -= 1 + (count < _CALL) + 4 * (_WISH.match(text) is not None)
    if text[0] in "“\"‘'" and text[-1] in "”\"’'":
        points -= 2
    return points


def _is_genre(lowered: str) -> bool:
    return _GENRE.search(" ".join(lowered.split()[:6])) is not None


def _names_office(lowered: str, words: frozenset[str]) -> bool:
    return not words.isdisjoint(_OFFICES) or (
        "director" in words and _DIRECTOR_GENERAL.search(lowered) is not None
    )
