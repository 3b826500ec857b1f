"""Lines that only say when a text was published or by whom, and how a report opens.

A stamp stands under (or over) an article's title: `March 3, 2026`, `Posted on 3 March 2026 by admin`,
`By Jane Doe`. A dateline opens an agency's report: `CARACAS, Jan. 11 (Xinhua) —`.
"""

import re
from datetime import date
from typing import Final, NamedTuple

from storage.text.dates.days import make_day
from storage.text.dates.forms import Numeric
from storage.text.dates.placing import numeric_day
from storage.text.dates.vocabulary import DAY, MONTH, WEEKDAY, YEAR, month_number

__all__ = ["Dateline", "Stamp", "dateline", "numbers", "stamp", "written_day"]


class Stamp(NamedTuple):
    """A line that dates or signs an article."""

    day: date | None
    """None for a byline, or where the line gives no whole date."""


class Dateline(NamedTuple):
    """How a report opens; `line[begin:stop]` is the dateline without its dash."""

    begin: int
    stop: int
    place: str | None
    """In title case."""
    day: date | None
    """None where the dateline states no year."""
    dated: bool
    """It names a day, with a year or without."""
    agency: str | None
    """As written in the brackets."""
    alone: bool
    """The line holds nothing else."""


_MONTH_DAY: Final = rf"(?P<month>{MONTH})\s{{1,2}}(?P<day>{DAY})(?:,?\s{{1,2}}(?P<year>{YEAR}))?"
_DAY_MONTH: Final = rf"(?P<day2>{DAY})\s{{1,2}}(?P<month2>{MONTH})(?:,?\s{{1,2}}(?P<year2>{YEAR}))?"
_ISO: Final = r"(?P<year3>\d{4})[-/.](?P<month3>\d{1,2})[-/.](?P<day3>\d{1,2})(?!\d)"
_NUMERIC: Final = r"(?P<left>\d{1,2})[./-](?P<right>\d{1,2})[./-](?P<year4>\d{4}|\d{2})(?!\d)"
_DATE: Final = rf"(?:{WEEKDAY},?\s{{1,2}})?(?:{_MONTH_DAY}|{_DAY_MONTH}|{_ISO})"
_WHOLE_DAY: Final = re.compile(_DATE)

_LABEL: Final = (
    r"(?:(?:first\s|last\s|originally\s)?"
    r"(?:posted|published|updated|created|submitted|issued|released|modified|written)"
    r"|(?:press|media|news)\s(?:release|statement|note|communiqué)"
    r"|date(?:\sposted|\spublished|\sof\s(?:issue|release))?|(?:release|publication|publish)\sdate|on)"
)
_CLOCK: Final = (
    r"(?:at\s)?\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?"
    r"(?:\s?(?:GMT|UTC|[A-Z]{2,4}))?(?:\s?[+-]\d{1,4})?"
)
_DATE_LINE: Final = re.compile(
    rf"\W{{0,4}}(?:{_LABEL}\s?:?\s{{0,3}}(?:on\s|in\s)?)?(?:(?:{_DATE})|{_NUMERIC})"
    rf"(?:(?:[\s,|/•·–—-]{{0,5}}|T){_CLOCK})?"
    # What a blog's theme writes behind it: the author, the section, comments, reading time.
    r"(?P<rest>\s{0,3}(?:[|/•·–—:,-]|by\b|in\b|under\b|\(|from\b|(?:Rt\.?\s)?Hon\b).{0,80})?\s*[\])]?\s*",
    re.IGNORECASE,
)
_COMPACT: Final = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
"""`19980213`, as programs write a day; only where the line holds nothing else."""
_WIRE: Final = re.compile(
    r"(?:[A-Z]{2,4}-(?:[A-Z]{2}-)?)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])-(\d\d)\s{1,2}"
    r"(?:[01]\d|2[0-3])[0-5]\d\s?(?i:[ECMP][SD]T|GMT)"
)
"""`AP-NR-02-17-98 0915EST`, as American wires file a report: always the month first."""
_BYLINE: Final = re.compile(
    r"\W{0,3}(?i:(?:written|posted|published|edited|reported|submitted|compiled)\s)?(?:[Bb]y|BY)\s?:?\s{0,2}"
    r"(?P<who>[A-ZÀ-Þ][\w.’'-]*"
    r"(?:[\s,&|/]{1,3}(?:(?:and|of|the|de|van|von|in|from)\s|al-)?[A-ZÀ-Þ(][\w.’')-]*){0,8})"
    rf"(?P<rest>(?:[\s,|/•·–—-]{{1,5}}|,?\s(?:on|at)\s)(?:{_DATE}|{_NUMERIC}|{_CLOCK}).{{0,40}})?\s*"
)
_ADMIN: Final = re.compile(
    r"\W{0,3}(?:(?i:(?:posted|published|written|submitted)\s)?(?i:by)\s?:?\s?|(?i:author|editor)\s?:\s?)"
    r"(?:[Aa]dmin(?:istrator)?|[Ee]ditors?|[Ss]taff|[Ww]ebmaster|[a-z][\w.-]{2,20}"
    r"|(?:the|our)\s(?:own\s)?(?:[A-Z]\w+\s){0,2}(?:editors?|editorial\s\w+|correspondents?|reporters?|staff(?:\s\w+)?|newsroom|collective|secretariat))\s*"
)
_SUBMITTED: Final = re.compile(
    r"\W{0,3}(?:submitted|posted|published|written|created|added)\sby\s?:?\s?"
    r"\w[\w.’' -]{0,40}?(?:,|\son|\sat)?"
    rf"\s(?:{_DATE}|{_NUMERIC})[^.!?]{{0,30}}",
    re.IGNORECASE,
)
"""`Submitted by editor on 6 March 2025`: a name in small letters signs only beside a date."""
_LABELLED: Final = re.compile(
    r"\W{0,3}(?:author|writer|correspondent|editor|source\sdate)s?\s?:\s?.{2,60}", re.IGNORECASE
)
_BARS: Final = re.compile(r"\s?[/|•·]\s?")
_SIGNED_PART: Final = re.compile(r"(?:[Bb]y|BY)\s[\w.’' -]{2,40}")
_DATED_PART: Final = re.compile(rf"(?:(?:{_LABEL})\s)?(?:{_DATE}|{_NUMERIC})", re.IGNORECASE)
_PARTS: Final = range(2, 6)
_LONGEST_PART: Final = 45
_DIGIT: Final = re.compile(r"\d")
_SIGNS: Final = ("by", "author", "writer", "correspondent", "editor")
_SIGNED: Final = re.compile(r"\bby\b|author|writer|correspondent|editor", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"[.!?]\s+[A-Z]|\b(?:is|are|was|were|has|have|said|will|met|and the)\b")


def written_day(text: str) -> date | None:
    """The first whole date in the text (day, month and year), or None; impossible days are none."""
    for found in _WHOLE_DAY.finditer(text):
        day = _day_of(found)
        if day is not None:
            return day
    return None


def _day_of(found: re.Match[str]) -> date | None:
    for suffix in ("", "2", "3"):
        year, month, day = (found[f"{part}{suffix}"] for part in ("year", "month", "day"))
        if year and month and day:
            number = int(month) if month.isdigit() else month_number(month)
            try:
                return date(int(year), number, int(re.sub(r"\D", "", day)))
            except ValueError:
                return None
    return None


def _certain_day(found: re.Match[str]) -> date | None:
    """The day in digits alone, where only one order of month and day is possible: `24/03/2026`."""
    left, right = int(found["left"]), int(found["right"])
    if min(left, right) > 12 or (max(left, right) <= 12 and left != right):
        return None
    return numeric_day(Numeric(left, right, int(found["year4"])), None)


def numbers(line: str) -> tuple[int, int, int] | None:
    """Both numbers and the whole year of a line that dates an article in digits alone: `03/04/2026`."""
    found = _DATE_LINE.fullmatch(line.strip())
    if found is None or not found["left"]:
        return None
    left, right, year = (int(found[part]) for part in ("left", "right", "year4"))
    return left, right, year if year > 99 else year + (1900 if year >= 69 else 2000)


def stamp(line: str) -> Stamp | None:
    """What a line says that only dates or signs an article, or None if it says anything else."""
    text = line.strip()
    if not 4 <= len(text) <= 160 or not _may_stamp(text):
        return None
    filed = _compact(text)
    if filed is not None:
        return filed
    found = _DATE_LINE.fullmatch(text)
    if found:
        rest = found["rest"] or ""
        # A date without a year stamps nothing by itself: `March 3: the day that …`.
        yearless = rest.lstrip().startswith(":") and written_day(text) is None and not found["left"]
        if not yearless and not _SENTENCE.search(rest) and not rest.rstrip().endswith((".", ":", "!", "?")):
            return Stamp(_certain_day(found) if found["left"] else written_day(text))
    if _is_in_parts(text):
        return Stamp(written_day(text))
    if len(text) <= 100 and any(
        pattern.fullmatch(text) for pattern in (_BYLINE, _ADMIN, _LABELLED, _SUBMITTED)
    ):
        return Stamp(written_day(text))
    return None


def _compact(text: str) -> Stamp | None:
    """A day as programs and wires file it: `20260325T0915`, `03-25-26 0915est`."""
    if compact := _COMPACT.fullmatch(text):
        return Stamp(make_day(*map(int, compact.groups())))
    if wire := _WIRE.fullmatch(text):
        return Stamp(numeric_day(Numeric(*map(int, wire.groups())), None))
    return None


def _is_in_parts(text: str) -> bool:
    """`News / By Jane Doe / May 3, 2024`: a section, an author and a day between bars, in any order."""
    if "/" not in text and "|" not in text and "•" not in text and "·" not in text:
        return False
    parts = _BARS.split(text)
    if (
        len(parts) not in _PARTS
        or any(len(part) > _LONGEST_PART for part in parts)
        or text.endswith((".", "?", "!"))
    ):
        return False
    signed = any(_SIGNED_PART.fullmatch(part) for part in parts)
    return signed or (len(parts) > 2 and any(_DATED_PART.fullmatch(part) for part in parts))


def _may_stamp(text: str) -> bool:
    # Most titles are turned away by looks that cost less than the pattern.
    lower = text.lower()
    for sign in _SIGNS:
        if sign in lower and _SIGNED.search(text):
            return True
    return _DIGIT.search(text) is not None


_HEAD: Final = 140
"""A dateline's dash or bracket stands within so many characters."""

_LONGEST_ALONE: Final = 80
# A dash, a bracket, a slash, two hyphens or one behind a space, a colon behind a number. It opens with a
# class of characters, to which the engine skips fast.
_CLOSES: Final = re.compile(r"[—–―(/:-](?:(?<=[—–―(/])|(?<=[\s.]-)|(?<=--)|(?<=\d:)(?=\s))")

_WORD: Final = rf"(?!{MONTH}\s?\d)[A-ZÀ-ÖØ-Þ][\w.’'-]{{0,20}}+"
_NAME: Final = rf"(?!{WEEKDAY}\b){_WORD}(?:\s(?:(?:de|la|el|al|da|do|of|the)\s)?{_WORD}){{0,3}}"
_AGENCY: Final = r"\((?P<agency>[^()\d][^()]{0,50})\)|/(?P<slashed>[A-Z][\w .’'-]{1,25})/"
_NO_PLACE: Final = re.compile(
    r"\b(?:briefings?|statements?|remarks|newsletter|bulletin|reports?|meetings?|minutes|digest|updates?|review|issue"
    r"|news|notes?|speech|day|business|decisions?|cabinet|agenda|schedule|calendar|programme|program|diary"
    r"|engagements|results?|outcomes?|summary|highlights|proceedings|session|sitting|communiqu[eé]s?|declarations?"
    r"|resolutions?|letter|message|interview|transcript|readout|timeline|announcements?|notices?|releases?"
    r"|round-?up|press|media|weekly|daily|monthly|quarterly|editorial|opinion|obituary|lecture|address|questions?"
    r"|answers?)\b",
    re.IGNORECASE,
)
"""What a title names before a day: `Press Briefing – June 24, 2024`, `Cabinet Decisions, 17 May 2025`."""
# `Riyadh, January 14, 2025, SPA --`
_BARE: Final = r"(?<=,\s)(?P<bare>[A-Z]{2,8})(?=\s?[—–-])"
_OPENING: Final = re.compile(
    rf"\s*(?P<head>(?P<place>{_NAME}(?:(?:,\s?|/){_NAME}){{0,3}})?"
    rf"(?:(?:[,.]?\s{{0,2}}|\s?[—–-]{{1,2}}\s?|\s\()(?P<date>{_DATE})\)?)?"
    rf"(?:[.,]?\s{{0,2}}(?:{_AGENCY}|{_BARE}))?)"
    r"(?P<end>(?:\.(?=-))?\s{0,3}(?:[—–―]|-{1,3}(?=\s|$)|:(?=\s))|\.?\s*$|(?(date)\.?\s|(?!)))"
)


_BRACKETED: Final = re.compile(
    rf"\[\s?(?:[A-Z][A-Za-z ]{{2,40}}\s?[—–:,/-]\s?)?(?P<place>{_NAME}(?:,\s?{_NAME}){{0,2}}),?\s{{1,2}}"
    rf"(?P<date>{_DATE})\s?\]\s*"
)
"""`[PRESS RELEASE – Apia, 24 October 2024]`: what kind of text it is, where and when."""
_GOES_ON: Final = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’']{0,19}\s(?!(?:de|la|el|al|da|do|of|the)\s)[a-zß-öø-ÿ]")
"""A sentence: neither a place nor a day is of one word before a small letter. It turns most lines away."""


def dateline(line: str) -> Dateline | None:
    """The dateline that opens a line, or that is the whole line.

    It needs an agency in brackets (or slashes, as TASS writes it), or a place in capitals or a date before a
    dash, or a place and a whole date alone on the line: `Munich, February 14, 2025`.
    """
    if _GOES_ON.match(line):
        return None
    if line[:1] == "[" and (labelled := _BRACKETED.fullmatch(line)):
        return _bracketed(labelled)
    head = line[:_HEAD]
    if not _CLOSES.search(head) and len(line) > _LONGEST_ALONE:
        return None
    found = _OPENING.match(head)
    if not found or not found["head"].strip():
        return None
    place, dated, agency = found["place"], found["date"], found["agency"] or found["slashed"] or found["bare"]
    end = found["end"].strip().lstrip(".")
    dashed = bool(end)
    alone = not dashed and found.end() >= len(line.rstrip())
    if alone:
        holds = (
            bool(place and dated and written_day(dated)) and not agency and not _NO_PLACE.search(place or "")
        )
        holds = holds or bool(agency and dated)
    elif agency:
        # Brackets alone also close many a first phrase: `The European Union (EU) said`.
        holds = bool(dated) or dashed
    else:
        holds = dashed and bool(place) and (bool(dated) or (end[0] != ":" and _in_capitals(place)))
    if not holds:
        return None
    return Dateline(
        begin=found.start("head"),
        stop=found.start("head") + len(found["head"].rstrip(" ,—–-")),
        place=_title_case(place) if place else None,
        day=written_day(dated) if dated else None,
        dated=bool(dated),
        agency=agency.strip() if agency else None,
        alone=alone,
    )


def _bracketed(found: re.Match[str]) -> Dateline:
    """A ministry's label in brackets, alone on its line."""
    return Dateline(
        begin=found.start("place"),
        stop=found.end("date"),
        place=_title_case(found["place"]),
        day=written_day(found["date"]),
        dated=True,
        agency=None,
        alone=True,
    )


def _in_capitals(place: str) -> bool:
    """The city, which is the part before the comma, is in capitals: `PALIKIR, Pohnpei`."""
    city = place.partition(",")[0]
    return city.isupper() and len(city) > 2


def _title_case(place: str) -> str:
    """`CARACAS` → `Caracas`; only the city of `PALIKIR, Pohnpei`; `Munich` stays."""
    city = place.partition(",")[0].strip().rstrip(".")
    if not city.isupper():
        return city
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), city)
