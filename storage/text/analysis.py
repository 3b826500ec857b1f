"""All that is understood of one article, put together."""

import logging
from collections.abc import Iterable

from storage.text.countries import Atlas, salient
from storage.text.dates import Found, occurrences, resolve
from storage.text.meetings import meetings
from storage.text.records import Analysis, Anchor, Article, Meeting, Occurrence
from storage.text.version import VERSION

__all__ = ["VERSION", "analyse"]

_log = logging.getLogger(__name__)


def analyse(article: Article, anchor: Anchor, dates: Iterable[Found] | None = None) -> Analysis:
    """Dates, countries and meetings of one article. Never raises for its text.

    `anchor` comes from the whole dump (`storage.text.dates.anchors`); `dates` are the article's own, where
    somebody has `read` them. A text that a rule fails on is logged by the article's id and loses what that
    rule would have found, nothing else.
    """
    dated = resolve(article, anchor, dates)
    atlas = Atlas(article)
    try:
        met = meetings(article, dated, anchor, atlas)
    except Exception:  # noqa: BLE001 - one odd text must not keep a dump from loading
        _log.exception("No meetings could be read in article %s", article.id)
        met = ()
    return Analysis(
        countries=salient(article, atlas),
        not_before=dated.not_before,
        reprints=dated.reprints,
        mentions=dated.mentions,
        meetings=met,
        occurrences=_apart_from(met, occurrences(article, dated)),
        unresolved=dated.unresolved,
    )


def _apart_from(met: tuple[Meeting, ...], told: tuple[Occurrence, ...]) -> tuple[Occurrence, ...]:
    """The occurrences without those that a meeting's own sentence tells of the same days."""
    covered = {
        (quote.line, quote.begin, meeting.start)
        for meeting in met
        for quote in (meeting.evidence, *meeting.told_again)
        if meeting.precision == "day"
    }
    return tuple(one for one in told if (one.quote.line, one.quote.begin, one.start) not in covered)
