"""An article to read: its text in pages with its reprints, or its meetings, or its dates."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.questions import ArticleQuestion
from bot.render import dates
from bot.render.limits import DESCRIPTION, first_that_fits
from bot.render.meetings import DRAFTS, legend, told
from bot.render.paging import PAGE, pager, paragraphs
from bot.render.places import flags
from bot.render.reply import Button, Reply, card
from bot.render.sources import quotation
from bot.render.text import clean, escape, excerpt, plural, size
from storage.archive.answers import StoredArticle
from storage.text.records import Meeting, Mention, Reprint

__all__ = ["article"]

_LONG: Final = 2000
"""A line that is longer is shown in pieces, so that no page is too long."""
_DATES_PER_PAGE: Final = 20


def article(asked: ArticleQuestion, stored: StoredArticle) -> Reply:
    """The view and page that are asked for; a page that there is not any more becomes the last."""
    pages = {"text": _text, "meetings": _meetings, "dates": _dates}[asked.view](stored)
    here = replace(asked, page=min(asked.page, len(pages) - 1))
    flag = flags(stored.analysis.countries, 4)
    title = f"{flag} {excerpt(stored.article.title, 230)}".strip()
    lines = [*(_facts(stored) if here.page == 0 else []), *pages[here.page]]
    footer = f"Page {here.page + 1} of {len(pages)}" if len(pages) > 1 else None
    rows = (*pager(here, len(pages)), _tabs(here, stored))
    return Reply((card(title, lines, footer=footer),), rows)


def _facts(stored: StoredArticle) -> list[str]:
    """One line on where it stands and when it was published at the earliest."""
    record = stored.article
    told_of = [
        excerpt(stored.publisher, 100),
        f"{escape(record.source)}, lines {record.first_line}–{record.last_line}",
    ]
    if record.published:
        told_of.append(f"published {dates.day(record.published)}")
    elif stored.analysis.not_before:
        told_of.append(f"published {dates.day(stored.analysis.not_before)} or later")
    lines = ["-# " + " · ".join(told_of)]
    if record.truncated:
        lines.append("-# The dump cuts this article off.")
    if stored.also_in:
        lines.append(
            "-# Also in " + ", ".join(f"{escape(ref.source)}, line {ref.line}" for ref in stored.also_in[:5])
        )
    return [*lines, ""]


def _tabs(here: ArticleQuestion, stored: StoredArticle) -> tuple[Button, ...]:
    """The three views; the one that is shown cannot be pressed."""
    meetings, mentions = len(stored.meetings), len(_told_dates(stored))
    return (
        Button("Text", replace(here, view="text", page=0), enabled=here.view != "text"),
        Button(
            f"Meetings ({meetings})",
            replace(here, view="meetings", page=0),
            enabled=here.view != "meetings" and meetings > 0,
        ),
        Button(
            f"Dates ({mentions})",
            replace(here, view="dates", page=0),
            enabled=here.view != "dates" and mentions > 0,
        ),
    )


def _text(stored: StoredArticle) -> list[list[str]]:
    record = stored.article
    body = record.lines[record.body_first - record.first_line : record.body_last + 1 - record.first_line]
    pieces = [escape(piece) for line in body if clean(line).strip() for piece in _pieces(line)]
    if not pieces:
        return [["The dump holds nothing of this article but its title."]]
    pages = [["\n\n".join(pieces[index] for index in page)] for page in paragraphs(pieces)]
    if stored.analysis.reprints:
        pages[0] = [*_reprints(stored.analysis.reprints), "", *pages[0]]
    return pages


def _pieces(line: str) -> list[str]:
    """A line, or a very long one cut between words."""
    pieces = []
    rest = line.strip()
    while len(rest) > _LONG:
        cut = rest.rfind(" ", _LONG // 2, _LONG)
        cut = _LONG if cut < 0 else cut
        pieces.append(rest[:cut])
        rest = rest[cut:].lstrip()
    return [*pieces, rest]


def _reprints(reprints: Sequence[Reprint]) -> list[str]:
    lines = [f"**{plural(len(reprints), 'reprint')}**"]
    for reprint in reprints[:10]:
        told_of = [f"“{excerpt(reprint.title, 160)}”"] if reprint.title else []
        told_of += [excerpt(each, 60) for each in (reprint.agency, reprint.place) if each]
        if reprint.date:
            told_of.append(dates.day(reprint.date))
        told_of.append(f"line {reprint.line}")
        lines.append("- " + ", ".join(told_of))
    return lines


def _meetings(stored: StoredArticle) -> list[list[str]]:
    """Pages by size, so that each meeting is whole on one of them, with the line that it stands on."""
    if not stored.meetings:
        return [["This article tells of no meetings."]]
    # As if every page had what the first begins with and any may end with.
    room = DESCRIPTION - size("\n".join([*_facts(stored), *legend(stored.meetings)])) - 2
    blocks = [
        "\n".join(first_that_fits((_meeting(meeting, *draft) for draft in DRAFTS), room))
        for meeting in stored.meetings
    ]
    return [
        [*(blocks[index] for index in page), *legend([stored.meetings[index] for index in page])]
        for page in paragraphs(blocks, min(PAGE, room))
    ]


def _meeting(meeting: Meeting, said: int, quoted: int) -> list[str]:
    """The lines of one, with `said` sentences of what was said, none of more than `quoted` characters."""
    when = dates.when(meeting.start, meeting.end, meeting.precision, inferred=meeting.inferred)
    lines = [f"### {when[0].upper()}{when[1:]}", *told(meeting)]
    quotes = {quote.text: quote for quote in (meeting.evidence, *meeting.said[:said])}
    lines += [quotation(quote, "", quoted) for quote in quotes.values()]
    if meeting.told_again:
        lines.append(
            "-# Told again in " + ", ".join(f"line {quote.line}" for quote in meeting.told_again[:5])
        )
    return lines


def _told_dates(stored: StoredArticle) -> list[Mention]:
    return sorted(stored.mentions, key=lambda mention: (mention.line, mention.begin))


def _dates(stored: StoredArticle) -> list[list[str]]:
    mentions = _told_dates(stored)
    if not mentions:
        return [["This article tells of no dates."]]
    lines = []
    for mention in mentions:
        where = f"line {mention.line}" + (", dateline" if mention.dateline else "")
        when = dates.when(mention.start, mention.end, mention.precision)
        lines.append(f"**{when}**: “{excerpt(mention.text, 100)}”, {where}")
    return [lines[first : first + _DATES_PER_PAGE] for first in range(0, len(lines), _DATES_PER_PAGE)]
