"""What each line of a dump is, by itself: the first reading, before anything is decided.

A dump is reduced to one small item a line, long paragraphs without their text, so that an archive of any
size can be laid out in little memory.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum, auto
from typing import Final, NamedTuple

from storage.text.fold import fold
from storage.text.sentences import split
from storage.text.stamps import Dateline, dateline, stamp

__all__ = ["Item", "Kind", "Marker", "key", "marker", "outline"]


class Kind(Enum):
    """What a line is for."""

    HEADING = auto()
    """It could be a title: short, no sentence, no salutation."""
    TEXT = auto()
    STAMP = auto()
    """It dates or signs an article."""
    MARKER = auto()
    """`Continue reading`, `The post … appeared first on …`."""
    FURNITURE = auto()
    """The page's, not the article's: navigation, share buttons, comment counts."""
    DIVIDER = auto()
    CLOSING = auto()
    """A valediction or the end mark of a press release: what follows may be a signature or a new article."""


class Item(NamedTuple):
    """One non-blank line."""

    number: int
    kind: Kind
    text: str
    """Stripped; empty for a paragraph, which no decision needs to read again."""
    close: bool
    """No blank line stands before it."""
    solid: bool = False
    """A paragraph that no heading looks like: long, or whole sentences."""
    reported: bool = False
    """Opens with a dateline."""
    introduces: bool = False
    """Says that a reprint follows."""
    cut: bool = False
    """Ends where the dump cut it off: `new […]`."""
    day: date | None = None
    """What a stamp dates."""
    marked: str | None = None
    """The title that a marker repeats."""


class Marker(NamedTuple):
    """A line that ends an article in the dump."""

    title: str | None
    cuts: bool
    """It stands where the article was cut off; otherwise it only names the article again."""


_MORE: Final = (
    r"(?:(?:please\s|click\s(?:here\s)?to\s)?(?:continue|keep)\sreading"
    r"|(?:click\s(?:here\s)?(?:to|for)\s)?read\s(?:more|on|the\srest|"
    r"(?:the\s)?(?:full|whole|entire|rest\sof\s(?:the|this))\s(?:article|story|post|entry|text|news|release|press\srelease))"
    r"|view\s(?:full\s)?(?:post|article|entry)|see\smore|learn\smore|full\s(?:story|article))"
)
_BARE_MARKER: Final = re.compile(
    rf"[\[(…. ]{{0,6}}(?:{_MORE}|more)(?:\s(?:of\s)?(?:this|the)\s(?:post|article|story|entry))?"
    r"[\s.…:→»›>\])\u2192\u21d2-]{0,8}|[\[(]\s?(?:…|\.{3})\s?[\])]\W{0,4}",
    re.IGNORECASE,
)
_TITLED_MARKER: Final = re.compile(
    rf"{_MORE}(?:\s(?:about|on))?\s?[:–—-]?\s?(?P<title>[“\"‘']?\S.{{2,400}}?)\s?(?:→|»|›|>|…|\.{{3}})?",
    re.IGNORECASE,
)
_TRAILER: Final = re.compile(
    r"(?:the\s(?:post|article|entry)|this\s(?:post|article))?\s?(?P<title>\S.{0,400}?)\s"
    r"(?:appeared\sfirst\son|first\sappeared\son|originally\sappeared\son|was\sfirst\spublished\son)\s.{1,120}",
    re.IGNORECASE,
)
_CUT_OFF: Final = re.compile(
    r"(?:[\[(]\s?(?:…|\.{3})\s?[\])]|\(more(?:…|\.{3})?\)"
    rf"|(?:…|\.{{3}})\s?(?:{_MORE}|more)[\s.…→»>\])]{{0,6}}|(?<=[\w,’])\s?(?:…|\.{{3}}))\s*$",
    re.IGNORECASE,
)
_TAIL: Final = 60

_FURNITURE: Final = re.compile(
    r"""(?:
    skip\sto\s(?:main\s|primary\s|the\s)?(?:content|navigation|menu)|(?:main\s|primary\s|toggle\s)?(?:menu|navigation)|home(?:page)?
    |(?:about|contact)(?:\sus)?|search(?:\sfor:?|\.{3}|…|:|\sthis\s\w+)?|subscribe.{0,60}|sign\s(?:in|up).{0,60}|log\s?in|register
    |newsletter.{0,40}|rss(?:\sfeed)?|sitemap|site\smap|(?:privacy|cookie)s?\spolicy.{0,40}|terms\sof\s(?:use|service).{0,40}
    |donate(?:\snow|\shere)?|support\sus|follow\sus.{0,60}|join\sus.{0,40}|faqs?|gallery|videos?|photos?|blog|news(?:room)?|events
    |publications|press\sreleases?|archives?|categories|tags|links|resources|recent\s(?:posts|comments|articles|news)|latest\s(?:news|posts)
    |related(?:\s(?:posts|articles|stories|news|content))?:?|you\s(?:may|might)\s(?:also\s)?like.{0,40}|more\sfrom\s.{2,60}|popular\sposts
    |trending(?:\snow)?|most\s(?:read|popular|viewed)|advertisements?|sponsored
    |[«←‹<]?\s?(?:older|newer|previous|next)(?:\s(?:posts?|entries|articles?|stories|page))?\s?[»→›>]?(?:\s(?:newer|next)\s(?:posts?|page)\s?[»→›>]?)?
    |page\s\d+(?:\sof\s\d+)?|posts?\s(?:navigation|pagination)|load\smore.{0,20}|back\sto\s(?:top|home|all|news).{0,20}|scroll\sto\stop|top
    |(?:\d+\s?[|·]?\s?){2,12}(?:…\s?\d+\s?)?(?:next.{0,12})?
    |(?:category|tag|author|month|year|day|archives?|monthly\sarchives?|browsing\scategory)\s?:\s?.{2,60}
    |(?:archives?\s(?:for|of)|posts?\stagged)\s.{2,60}
    |share(?:\s(?:this|on|via|it|the\slove|article|post|now)\b.{0,60}|:)?|click\sto\s(?:share|print|email).{0,80}|tweet|pin\sit
    |(?:share\son\s)?(?:facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|tumblr|email|e-mail|print|instagram|youtube|flickr|mastodon|bluesky|threads)
    |like\s?(?:this|loading)?[:….]{0,3}|loading\W{0,3}|like\sloading\W{0,3}
    |(?:leave|post|add)\s(?:a|your)\s(?:comment|reply).{0,30}|(?:no|\d+)\scomments?.{0,60}|comments?(?:\s(?:are\s)?(?:off|closed|disabled).{0,80}|\s?\(\d+\))?
    |cancel\sreply|your\semail\saddress\swill\snot.{0,120}|comments?\sare\sclosed\.?|(?:\d+\s)?(?:views?|likes?|shares?)(?:\s?:?\s?\d+)?
    |(?:posted|filed|published|categori[sz]ed)\s(?:in|under)\b[^.]{1,160}|tagged\b[^.]{1,200}|tags?\s?:.{0,200}|categor(?:y|ies)\s?:.{0,160}
    |this\sentry\swas\sposted.{0,240}|bookmark\sthe\spermalink.{0,20}|permalink|edit(?:\sthis)?|reply
    |(?:\d+\s)?min(?:ute)?s?\sread|reading\stime\s?:.{0,20}|(?:photo|image|picture|credit)s?\s?(?:credit|by|courtesy)?\s?:.{0,120}
    |(?:copyright\s|all\srights\sreserved|©|\(c\)\s?\d{4}).{0,200}|(?:proudly\s)?powered\sby\s.{0,80}|(?:theme|designed|website|site)\sby\s.{0,80}
    |theme\s?:\s.{0,60}|we\suse\scookies.{0,300}|this\s(?:site|website)\suses\scookies.{0,300}|accept(?:\sall)?(?:\scookies)?|uncategori[sz]ed
    |follow\s.{2,60}\son\s(?:facebook|twitter|x|telegram|youtube|instagram|linkedin).{0,60}|by\scontinuing\sto\suse\sthis\swebsite.{0,200}
    |english|español|français|русский|中文|العربية|português|tiếng\sviệt|deutsch
    )\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_MENU: Final = re.compile(r"[^|•·»/]{1,30}(?:\s?[|•·»]\s?[^|•·»]{1,30}){2,20}")
_DIVIDER: Final = re.compile(r"(?:[*_=~+·•#–—-]\s?){2,80}|[⁂§]")
_END_MARK: Final = re.compile(
    r"(?:#\s?){2,5}|[-–—*\s]{0,4}(?:ends?|30|fin)[-–—*.\s]{0,4}|\(?(?:ENDS?|END OF \w+)\)?\.?", re.IGNORECASE
)
_VALEDICTION: Final = re.compile(
    r"(?:sincerely|respectfully|faithfully|truly|cordially|fraternally|comradely|in\s(?:solidarity|peace)|yours|(?:very\s)?best|kind|warm|warmest"
    r"|with\s(?:best|warm|kind|comradely|fraternal|respect|my))(?:\s(?:regards|wishes|yours|submitted|greetings|truly|sincerely|faithfully|appreciation)){0,3}\s?[,.]?"
    r"|signed\s?[,:]?|long\slive\b.{2,60}!|in\switness\swhereof\b.{0,400}",
    re.IGNORECASE,
)
_NO_HEADING: Final = re.compile(
    r"""(?:
    [•‣▪●◦·∙○■□►▸▶✓✔➢→\-–—*+#@(\[{<>/\\|&=_~…]          # bullets, brackets, hashtags
    |\d{1,3}[.)]\s|[a-zA-Z][.)]\s|[ivxIVX]{1,5}[.)]\s               # enumerations
    |Q(?:\.|:|\s{2,}|uestion\s?:|\d{1,2}[.:])|A(?::|\.\s|nswer\s?:)  # questions and answers
    |(?:Dear|Your\sExcellenc\w+|Excellenc\w+|Ladies\sand)\b
    |(?:TO|FROM|SUBJECT|RE|CC|DATE|ATTN|SUBJ)\s?:
    |(?:View|Read|Watch|Click|Download|Listen|See|Visit|Find|Register|Photos?|Video|Image|Caption|Figure|Table|Source|Note|NB)\b.{0,120}\bhere\b
    |(?:Source|Sources|Note|NB|Contacts?|Media\scontacts?|For\s(?:more|further|media|immediate)|Tel|Phone|Email|E-mail|Fax|Website|Photo|Caption|Watch|Via)\b\s?:?
    |\d{1,2}[:.]\d{2}\s?[APap]\.?[Mm]
    |(?:THE|MR|MRS|MS|DR|SECRETARY|MINISTER|PRESIDENT|PRIME|AMBASSADOR|SENATOR|MODERATOR|REPORTER|Reporter|Moderator|Interviewer|Host)\b[^:]{0,40}:
    |https?://|www\.
    )""",
    re.VERBOSE,
)
_ADDRESS: Final = re.compile(r"https?://|www\.|\S@\S+\.\w|\t|\s\|\s.*\s\|\s")
_ABBREVIATED_END: Final = re.compile(
    r"\b(?:[A-Z]\.[A-Z]\.|Jr\.|Sr\.|Inc\.|Ltd\.|Co\.|etc\.|No\.|St\.|D\.C\.)$"
)
_INTRODUCTION: Final = re.compile(
    r"""
    \b(?:the\s)?(?:following|below)\b.{0,90}?\b(?:published|appeared|reprinted|carried|released|issued|posted|delivered|made|given|taken)\b
    |\b(?:article|report|text|speech|interview|piece|story|statement|remarks|essay|post|it|they|letter|transcript|which)s?\b[^.]{0,80}?
        \b(?:was|were|is|are|has\sbeen|have\sbeen)?\s?(?:originally|first|also|previously)\s(?:published|appeared|ran|posted|printed|carried|released|broadcast)\b
    |\b(?:originally|first)\s(?:published|appeared|posted|printed)\s(?:in|on|by|at)\b
    |\bre-?print(?:ed|ing)?\b.{0,60}\b(?:below|from|here|text|article|speech|statement|report|with|courtesy|interview|letter|it|this|the)\b
    |\brepublish(?:ed|ing)?\b
    |\b(?:we|I)\b.{0,30}\b(?:re)?(?:publish|reproduce|carry|present|post|share)\b.{0,40}\b(?:below|here|following|text|report|article|speech|statement|letter|message)\b
    |\b(?:reproduced|published|reprinted|printed|carried|given)\s(?:in\sfull\s)?(?:below|here)\b
    |\b(?:full\stext|text|transcript|translation)\s(?:of\s[^.]{2,80}\s)?(?:is|follows|below|appears)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)

_LONGEST_HEADING: Final = 300
_LONGEST_SHORT_LINE: Final = 220
_LONGEST_INTRODUCTION: Final = 1500


def key(title: str) -> str:
    """What two spellings of one title share."""
    return " ".join(fold(title).strip(" \"'“”‘’.…→»").split())


def marker(text: str) -> Marker | None:
    """The marker that a stripped line may be; whether its title is one of the dump's is not yet known."""
    if len(text) > 500:
        return None
    if _BARE_MARKER.fullmatch(text):
        return Marker(None, cuts=True)
    trailer = _TRAILER.fullmatch(text)
    if trailer:
        return Marker(trailer["title"], cuts=False)
    titled = _TITLED_MARKER.fullmatch(text)
    return Marker(titled["title"], cuts=True) if titled else None


def outline(lines: Iterable[str]) -> Iterator[Item]:
    """One item for each non-blank line, in order."""
    close = False
    for number, line in enumerate(lines, 1):
        text = line.strip().strip("\u200b\ufeff")
        if not text:
            close = False
            continue
        yield _read(number, text, close)
        close = True


def _read(number: int, text: str, close: bool) -> Item:
    introduces = len(text) <= _LONGEST_INTRODUCTION and _INTRODUCTION.search(text) is not None
    cut = _CUT_OFF.search(text[-_TAIL:]) is not None
    opening = dateline(text)
    if len(text) > _LONGEST_HEADING:
        return Item(number, Kind.TEXT, "", close, True, opening is not None, introduces, cut)
    marks = marker(text)
    kind, day = (Kind.MARKER, None) if marks else _kind(text, opening)
    sentences = len(text) >= 100 or len(split(text)) > 1
    return Item(
        number,
        kind,
        text if kind is not Kind.TEXT or len(text) <= _LONGEST_SHORT_LINE else "",
        close,
        solid=kind in {Kind.TEXT, Kind.MARKER} and sentences,
        reported=kind is not Kind.HEADING and opening is not None,
        introduces=introduces and kind in {Kind.TEXT, Kind.MARKER},
        cut=marks.cuts if marks else cut and kind is Kind.TEXT,
        day=day,
        marked=marks.title if marks else None,
    )


def _kind(text: str, opening: Dateline | None) -> tuple[Kind, date | None]:
    if _END_MARK.fullmatch(text) or _VALEDICTION.fullmatch(text):
        return Kind.CLOSING, None
    if _DIVIDER.fullmatch(text):
        return Kind.DIVIDER, None
    stamped = stamp(text)
    if stamped is not None:
        return Kind.STAMP, stamped.day
    if opening is not None and opening.alone:
        return Kind.STAMP, opening.day
    if _FURNITURE.fullmatch(text) or (len(text) <= 160 and _MENU.fullmatch(text)):
        return Kind.FURNITURE, None
    return (Kind.HEADING if opening is None and _may_be_heading(text) else Kind.TEXT), None


def _may_be_heading(text: str) -> bool:
    """Short, no sentence, no enumeration, no salutation, no caption."""
    first = text.lstrip("“\"‘'")[:1]
    if not first or first.islower() or not (first.isalpha() or first.isdigit()):
        return False
    if _NO_HEADING.match(text) or _ADDRESS.search(text):
        return False
    last = text[-1]
    if (
        last in ",;:"
        or (last == "." and not _ABBREVIATED_END.search(text))
        or text.endswith((".”", ".’", '."', "…", "?”"))
    ):
        return False
    return len(split(text)) <= 2
