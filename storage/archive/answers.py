"""The frozen dataclasses that the archive's questions and answers are made of.

Every piece of text in an answer is exact and carries the source (dump file) and line it stands on. Days
are `datetime.date`, as in `storage.text.records`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from storage.text.records import Analysis, Article, Kind, Meeting, Mention, Precision, Quote

__all__ = [
    "COUNT_CAP",
    "ArticleRef",
    "Brief",
    "Citation",
    "CountryMeetings",
    "DayEntries",
    "DumpInfo",
    "Encounter",
    "Entry",
    "Hit",
    "MeetingQuery",
    "NearestEntries",
    "Overview",
    "Ranked",
    "SearchQuery",
    "SearchResult",
    "Snippet",
    "StoredArticle",
    "Suggestion",
]

COUNT_CAP = 10_000
"""Counts stop here; an answer whose `capped` is true shows them as `10,000+`."""


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """Enough of an article to name it, cite it and open it."""

    id: str
    title: str
    source: str
    """The dump's file name."""
    line: int
    """The title's line."""
    not_before: date | None


@dataclass(frozen=True, slots=True)
class Citation:
    """One exact sentence and the article it stands in."""

    quote: Quote
    article: ArticleRef


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is searched for; everything but the text may be absent."""

    text: str
    """As typed: words, "quoted phrases", -exclusions, prefix*; anything else is harmless."""
    country: str | None = None
    """A code as in `storage.text.countries`; articles whose `countries` hold it."""
    since: date | None = None
    """Only articles whose `not_before` is on this day or later; those without one are left out."""
    until: date | None = None
    agency: str | None = None
    """An agency's short name, as `agencies` gives it, in any case and accents."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of one exact line around what was found."""

    text: str
    """`line[begin:begin + len(text)]`."""
    line: int
    """The line of the dump it stands on."""
    begin: int
    highlights: tuple[tuple[int, int], ...]
    """(begin, stop) in `text` of each word found; ascending, apart."""
    cut_before: bool
    """The line goes on before the piece."""
    cut_after: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found."""

    article: ArticleRef
    snippet: Snippet
    countries: tuple[str, ...]
    also_in: tuple[ArticleRef, ...] = ()
    """The same article in other dumps."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A spelling found in the archive for one that was not."""

    typed: str
    found: str
    query: str
    """The whole query with the nearest spelling put in, ready to be searched for."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The best articles for a query, and how the query was understood."""

    hits: tuple[Hit, ...]
    offset: int
    total: int
    """How many articles match; where `capped`, at least so many."""
    capped: bool
    searched_for: str
    """The query in plain words: `“belt and road”, pakistan, without “india”`; empty if nothing to search."""
    notes: tuple[str, ...] = ()
    """What a reader must know to judge the answer: relaxed words, a limited ranking, a deadline."""
    suggestions: tuple[Suggestion, ...] = ()
    rankable: int = 0
    """How many of the matches can be paged to, best first; pages end there."""
    late: bool = False
    """The time ended before the search did: there may be more, and better ones, than it found."""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as it was loaded, with all that is understood of it."""

    article: Article
    """Its `id` is the one asked for."""
    analysis: Analysis
    publisher: str
    url: str | None
    """The publisher's address, where the sidecar gives one."""
    also_in: tuple[ArticleRef, ...] = ()
    """The same article in other dumps."""

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Its dates, in the order of the text."""
        return self.analysis.mentions

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """Its meetings, in the order of the text."""
        return self.analysis.meetings


@dataclass(frozen=True, slots=True)
class DumpInfo:
    """One dump of the archive."""

    source: str
    publisher: str
    url: str | None
    articles: int
    analysis: int
    """The version of the analysis that it was loaded with; 0: it was not analysed."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the archive holds."""

    articles: int
    """Shown ones: the same article in two dumps counts once."""
    duplicates: int
    reprints: int
    mentions: int
    meetings: int
    """Meetings told in several articles count once."""
    first: date | None
    """The earliest and latest `not_before` of its articles."""
    last: date | None
    dumps: tuple[DumpInfo, ...]
    bytes: int
    """Size of the file, without what is still in its write-ahead log."""


@dataclass(frozen=True, slots=True)
class MeetingQuery:
    """Which meetings; `country` is a code."""

    country: str
    with_: str | None = None
    """Another code (`PK`, `ORG:UN`), or words of a participant's name."""
    kind: Kind | None = None
    since: date | None = None
    """Meetings that ended before this day are left out, and where it is given also undated ones."""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Encounter:
    """One meeting, with every place that tells it."""

    meeting: Meeting
    """The fullest telling."""
    article: ArticleRef
    """Where `meeting` stands."""
    citations: tuple[Citation, ...]
    """Every sentence that tells it, the fullest telling's first."""
    said: tuple[Citation, ...]
    """What was said there."""

    @property
    def id(self) -> str:
        """The id of the fullest telling."""
        return self.meeting.id


@dataclass(frozen=True, slots=True)
class Brief:
    """What a picture shows of a country's meeting."""

    kind: Kind
    start: date | None
    end: date | None
    others: tuple[str, ...]
    """The other sides."""


@dataclass(frozen=True, slots=True)
class CountryMeetings:
    """The meetings of a country, oldest first and undated last."""

    query: MeetingQuery
    encounters: tuple[Encounter, ...]
    offset: int
    total: int
    """How many there are; where `capped`, at least so many."""
    capped: bool
    by_kind: Mapping[Kind, int]
    """How many of each kind, most first; kinds without any are absent. Where `capped`, of the first alone."""
    undated: int
    """How many have no day: they come last. Where `capped`, of the first alone."""
    suggestions: tuple[str, ...] = ()
    """Names of participants near to what `with_` gave, where that found none."""
    latest: tuple[Brief, ...] = ()
    """The last of all that there are, counted or not, in their order."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A country and how many meetings it had."""

    country: str
    total: int
    by_kind: Mapping[Kind, int]
    last: Meeting | None
    """Its latest dated meeting, of the kind that is asked for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened, or was planned, on one day or in a range from that day on."""

    id: str
    start: date
    end: date
    """A day is its own end; a range is shown on its first day with `until`."""
    planned: bool
    citations: tuple[Citation, ...]
    """Every sentence that tells it."""
    meeting: Meeting | None = None
    """Where the entry is a meeting, its fullest telling."""

    @property
    def precision(self) -> Precision:
        """Entries are days or ranges of days."""
        return "day"


@dataclass(frozen=True, slots=True)
class DayEntries:
    """What the archive says happened on a day and month, oldest first."""

    month: int
    day: int
    year: int
    """The year that is asked from: it decides about 29 February."""
    entries: tuple[Entry, ...]
    offset: int
    total: int
    leap_day: tuple[Entry, ...] = field(default=())
    """On 28 February of a common year: the first entries of 29 February, for a heading of their own."""
    leap_total: int = 0
    """How many 29 February has, where `leap_day` has any."""


@dataclass(frozen=True, slots=True)
class NearestEntries:
    """The entries of the nearest day of the calendar that has any left to show."""

    month: int
    day: int
    distance: int
    """Days from the day asked for: negative is before it."""
    entries: tuple[Entry, ...]
