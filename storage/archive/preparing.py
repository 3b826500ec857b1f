"""One article and its analysis → what is stored of them. Runs in worker processes for large dumps."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from storage.archive.keeping import unpacked
from storage.archive.rows import (
    NO_DAY,
    around,
    dump_json,
    mentions_json,
    ordinal,
    persons_json,
    quote_json,
    quotes_json,
    reprints_json,
)
from storage.text.fold import is_indexable, words
from storage.text.ids import twin
from storage.text.records import Analysis, Anchor, Article, Meeting, Occurrence, Quote

__all__ = ["Prepared", "agency_facet", "country_facet", "prepare", "prepare_batch", "prepare_unanalysed"]

_NOTHING_UNDERSTOOD: Final = ("[]", "[]", "[]", "[]")
"""The last columns of an article without any record."""


class Prepared(NamedTuple):
    """An article's columns and the rows that follow it."""

    id: str
    first_line: int
    title: str
    body: str
    facets: str
    plain: bool
    """`indexable` changes nothing in title and body."""
    exact: tuple[object, ...]
    """`first_line, last_line, body_first, body_last, truncated, published (0: none), head, tail`."""
    twin: bytes
    not_before: int | None
    understood: tuple[str, str, str, str]
    """`countries, reprints, mentions, unresolved`."""
    meetings: tuple[tuple[object, ...], ...]
    occurrences: tuple[tuple[object, ...], ...]
    agencies: tuple[str, ...]
    """One for each reprint that names one."""
    reprints: int
    mentions: int
    unresolved: tuple[Quote, ...]


def country_facet(code: str) -> str:
    """The index's word for a country: nobody can type it, for folding removes its first character."""
    return "\ue000" + "".join(words(code))


def agency_facet(name: str) -> str:
    """The index's word for an agency."""
    return "\ue001" + "".join(words(name))


def prepare(article: Article, analysis: Analysis) -> Prepared:
    """What is stored of an article beside its exact text."""
    agencies = tuple([reprint.agency for reprint in analysis.reprints if reprint.agency])
    facets = dict.fromkeys((*map(country_facet, analysis.countries), *map(agency_facet, agencies)))
    body = article.body
    return Prepared(
        id=article.id,
        first_line=article.first_line,
        title=article.title,
        body=body,
        facets=" ".join(facets),
        plain=_is_plain(article.title, body),
        exact=_exact(article),
        twin=_twin(article, body),
        not_before=ordinal(analysis.not_before),
        understood=(
            dump_json(analysis.countries),
            reprints_json(analysis.reprints),
            mentions_json(analysis.mentions),
            quotes_json(analysis.unresolved),
        ),
        meetings=tuple(map(_meeting, analysis.meetings)),
        occurrences=tuple(map(_occurrence, analysis.occurrences)),
        agencies=agencies,
        reprints=len(analysis.reprints),
        mentions=len(analysis.mentions),
        unresolved=analysis.unresolved,
    )


def prepare_unanalysed(article: Article) -> Prepared:
    """What is stored of an article of which nothing is understood but what its own lines state."""
    if article.reprints:
        return prepare(article, Analysis((), article.published, article.reprints, (), (), ()))
    # Nearly all have none: what is the same of each of these is not made for each.
    title, body = article.title, article.body
    return Prepared(
        article.id,
        article.first_line,
        title,
        body,
        "",
        _is_plain(title, body),
        _exact(article),
        _twin(article, body),
        ordinal(article.published),
        _NOTHING_UNDERSTOOD,
        (),
        (),
        (),
        0,
        0,
        (),
    )


def _is_plain(title: str, body: str) -> bool:
    return is_indexable(title) and is_indexable(body)


def _exact(article: Article) -> tuple[object, ...]:
    lines = article.lines
    return (
        article.first_line,
        article.last_line,
        article.body_first,
        article.body_last,
        int(article.truncated),
        ordinal(article.published) or 0,
        around(lines[: article.body_first - article.first_line], article.title),
        around(lines[article.body_last + 1 - article.first_line :], article.title),
    )


def _twin(article: Article, body: str) -> bytes:
    return article.twin or twin(article.title, body, article.id)


def prepare_batch(batch: tuple[bytes, Sequence[Anchor]]) -> list[Prepared]:
    """Analyse and prepare articles that were kept; importable by name, so that a process can be sent it."""
    from storage.text.analysis import analyse  # noqa: PLC0415 - a load without analysis does without it

    packed, anchors = batch
    articles = zip(unpacked(packed), anchors, strict=True)
    return [prepare(article, analyse(article, anchor, dates)) for (article, dates), anchor in articles]


def _meeting(meeting: Meeting) -> tuple[object, ...]:
    start = NO_DAY if meeting.start is None else meeting.start.toordinal()
    finish = start if meeting.end is None else meeting.end.toordinal()
    return (
        meeting.id,
        start,
        finish,
        meeting.precision,
        int(meeting.inferred),
        meeting.kind,
        meeting.place,
        dump_json(meeting.countries),
        persons_json(meeting.participants),
        quote_json(meeting.evidence),
        quotes_json(meeting.told_again),
        quotes_json(meeting.said),
    )


def _occurrence(found: Occurrence) -> tuple[object, ...]:
    return (found.start.toordinal(), found.end.toordinal(), int(found.planned), quote_json(found.quote))
