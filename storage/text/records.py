"""The frozen dataclasses that the analysis of a text speaks.

Lines are counted from 1 over the dump file. Offsets count characters of the exact line, so
`line[begin:stop]` is always what was found. Days are `datetime.date`: the texts tell local days and
no zone can be known.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

__all__ = [
    "Analysis",
    "Anchor",
    "Article",
    "Kind",
    "Meeting",
    "Mention",
    "Occurrence",
    "Person",
    "Precision",
    "Quote",
    "Reprint",
    "Sidecar",
]

Precision = Literal["day", "month", "year"]
Kind = Literal["meeting", "call", "video", "message", "visit", "event"]


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What `NAME.toml` beside a dump says of it; every field but the name may be absent."""

    name: str
    """The publisher; the dump's file name without its ending where no sidecar gives one."""
    url: str | None = None
    language: str = "en"
    as_of: date | None = None
    """The day the dump was taken: the last resort for dates without a year."""
    agency: str | None = None
    """The agency of reprints that name none."""


@dataclass(frozen=True, slots=True)
class Reprint:
    """An article of an agency republished inside an article."""

    line: int
    """Its first line: the title's if it has one."""
    last_line: int
    title: str | None
    dateline: str | None
    """Up to the dash, as written: `CARACAS, Jan. 11 (Xinhua)`."""
    dateline_line: int | None
    place: str | None
    """`Caracas`, in title case."""
    date: date | None
    """None until the dates are resolved, unless the dateline states a whole date."""
    agency: str | None
    """Short: `Xinhua`, `MFA`, `IDCPC`, `Nhân Dân`."""


@dataclass(frozen=True, slots=True)
class Article:
    """One post of a dump."""

    id: str
    """From publisher, title and opening words: equal on every machine and after every rebuild."""
    source: str
    """The dump's file name."""
    first_line: int
    """The title's line."""
    last_line: int
    """The last line that belongs to it, its marker line included."""
    title: str
    """Without surrounding white space, otherwise exact."""
    truncated: bool
    """Whether the dump cut it off."""
    lines: tuple[str, ...]
    """The exact lines from `first_line` to `last_line`."""
    body_first: int
    """First line of the body: after the title and any byline or date line under it."""
    body_last: int
    """Last line of the body: before a marker such as `Continue reading`; `body_first - 1` if empty."""
    published: date | None
    """Where the dump states it under the title."""
    reprints: tuple[Reprint, ...]
    publisher: str = ""
    """`Sidecar.name`: a government's own report seldom says of which country its people are."""
    twin: bytes = b""
    """As `storage.text.ids.twin` makes it; empty where it was not read from a dump."""

    def line(self, number: int) -> str:
        """The exact text of a line, by its number in the dump."""
        return self.lines[number - self.first_line]

    @property
    def body(self) -> str:
        """The exact lines of the body, joined by line feeds."""
        return "\n".join(self.lines[self.body_first - self.first_line : self.body_last + 1 - self.first_line])


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an article can lean on for years and days that it does not state itself.

    Made from the whole dump in a first pass over small evidence (see `storage.text.dates`), so that the
    articles can then be analysed one by one, in any order and in several processes.
    """

    reference: date | None
    """About when the article was written: a year is chosen so that a past event lies at or before it."""
    not_before: date | None
    """The earliest day on which it can have been published."""
    dated: bool = False
    """The reference is the very day it was written or published: `today` is that day."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A date expression in the text, resolved to a day, a range of days, a month or a year."""

    line: int
    begin: int
    stop: int
    text: str
    """`line[begin:stop]`."""
    start: date
    end: date
    """A day is its own end; a month spans its first to its last day."""
    precision: Precision
    dateline: bool = False
    """Stands in the dateline of a reprint (or of the article), or in a line that only dates it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who took part; also a party or body that acts itself."""

    name: str
    """The fullest form found in the article."""
    role: str | None
    """As stated; several are joined by `; `."""
    country: str | None
    """ISO 3166-1 alpha-2, or `ORG:…`."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One exact sentence."""

    line: int
    begin: int
    text: str
    """`line[begin:begin + len(text)]`."""
    antecedent: str | None = None
    """Whom its opening pronoun or `also` means; shown in brackets before the sentence."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A contact that happened between representatives of countries, parties or organisations."""

    id: str
    line: int
    start: date | None
    end: date | None
    precision: Precision | None
    inferred: bool
    """The date is not its own: it comes from the visit, event or article it belongs to."""
    kind: Kind
    place: str | None
    """A city, or a country where no city is named."""
    countries: tuple[str, ...]
    participants: tuple[Person, ...]
    evidence: Quote
    """The sentence that says so; `evidence.line == line`."""
    told_again: tuple[Quote, ...] = ()
    """Where the same article tells it once more (introduction and reprint)."""
    said: tuple[Quote, ...] = ()
    """What was said there, in the order of the text."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What a sentence tells of one day, or of a range from that day on: the almanac's raw material.

    Meetings are not repeated here, except planned ones: those are no meetings yet.
    """

    start: date
    end: date
    quote: Quote
    planned: bool
    """The text tells it as a plan (`will`, `is to`, `is scheduled for`)."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is understood of one article."""

    countries: tuple[str, ...]
    """Named in the title or given a section or paragraph of their own, most important first."""
    not_before: date | None
    reprints: tuple[Reprint, ...]
    """The article's, with their dates resolved."""
    mentions: tuple[Mention, ...]
    meetings: tuple[Meeting, ...]
    occurrences: tuple[Occurrence, ...]
    unresolved: tuple[Quote, ...] = ()
    """Date expressions that nothing dates, for the load report."""
