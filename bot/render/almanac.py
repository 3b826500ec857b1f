"""What the archive says happened on a day: the answer of a command, and the daily digest."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

from bot.questions import DayQuestion
from bot.render import dates
from bot.render.limits import first_that_fits, fits
from bot.render.meetings import legend, told
from bot.render.paging import pager
from bot.render.reply import QUIET, Button, Reply, Row, card
from bot.render.sources import QUOTED, Sources
from bot.render.text import plural
from storage.archive.answers import DayEntries, Entry, NearestEntries

__all__ = ["PER_DIGEST", "PER_PAGE", "digest_message", "on_day"]

PER_PAGE: Final = 5
PER_DIGEST: Final = 6
"""Entries of one digest; its button shows all."""
_LEAP_YEAR: Final = 2024
_QUOTED: Final = (QUOTED, 500, 300, 150)
"""Characters of a sentence, fewer where a page would not hold all its sources."""


def on_day(
    asked: DayQuestion,
    answer: DayEntries,
    *,
    today: date,
    zone: str,
    near: Sequence[NearestEntries] = (),
    other_years: int = 0,
) -> Reply:
    """One page of a day's entries, oldest first; `near` are those to point to where there are none.

    `other_years` counts the day's entries in other years, for a question about one year that has none.
    `today` is the present day in `zone`, from which years are counted.
    """
    shown = dates.day_of_year(asked.month, asked.day)
    named = dates.day(date(asked.year, asked.month, asked.day)) if asked.year else shown
    is_today = (asked.month, asked.day) == (today.month, today.day)
    title = f"On this date: {named}" + (f" (today, {zone})" if is_today and not asked.year else "")
    days = _around(asked)
    if not answer.entries and not answer.leap_day:
        if other_years:
            return _in_other_years(asked, title, days, other_years)
        return _empty(title, named, days, near)
    lines, _ = _fullest(answer, lambda leap, quoted: _page(answer, named, today.year, leap, quoted))
    pages = -(-answer.total // PER_PAGE)
    footer = f"Page {asked.page + 1} of {pages:,}" if pages > 1 else None
    rows: list[Row] = [*pager(asked, pages), days]
    return Reply((card(title, lines, footer=footer),), tuple(rows))


def _fullest(answer: DayEntries, draft: Callable[[int, int], list[str]]) -> tuple[Sequence[str], int]:
    """The first draft that a page holds with all its sources, and how many entries of 29 February it shows.

    A draft is made of that number and of the characters of a sentence that are quoted at most.
    """
    lines: Sequence[str] = ()
    for leap in range(len(answer.leap_day), -1, -1):
        lines = first_that_fits(draft(leap, quoted) for quoted in _QUOTED)
        if fits(lines):
            return lines, leap
    return lines, 0


def _page(answer: DayEntries, named: str, now: int, leap: int, quoted: int) -> list[str]:
    """The lines of a page: `leap` entries of 29 February, of no sentence more than `quoted` characters."""
    if answer.entries:
        years = sorted({entry.start.year for entry in answer.entries})
        span = f", from {years[0]} to {years[-1]}" if len(years) > 1 and answer.total <= PER_PAGE else ""
        order = ", oldest first" if answer.total > 1 else ""
        lines = [f"**{plural(answer.total, 'entry', 'entries')}** for {named}{span}{order}."]
    else:
        lines = [f"Nothing for {named} itself."]
    sources = Sources(quoted)
    lines += _entries(answer.entries, sources, now)
    lines += _leap_day(answer, leap, sources, now)
    return lines + sources.lines() + _legend((*answer.entries, *answer.leap_day[:leap]))


def _leap_day(answer: DayEntries, shown: int, sources: Sources, now: int) -> list[str]:
    """The first entries of 29 February under a heading of their own, and how many more its own page has."""
    if not answer.leap_day:
        return []
    if not shown:
        count = plural(answer.leap_total, "entry", "entries")
        return ["", f"**29 Feb**, which {answer.year} does not have: {count}"]
    lines = ["", f"**29 Feb**, shown today because {answer.year} has none"]
    lines += _entries(answer.leap_day[:shown], sources, now)
    if (more := answer.leap_total - shown) > 0:
        lines += ["", f"and {plural(more, 'more entry', 'more entries')} on 29 Feb"]
    return lines


def digest_message(
    local_date: date, marker: str, answer: DayEntries, near: Sequence[NearestEntries] = ()
) -> tuple[Reply, tuple[str, ...]] | None:
    """The digest of a local date and the ids of what it shows, or None where there is nothing to post.

    `near` are the nearest days' entries, for a day without entries of its own. The `marker` goes into the
    custom_id of the button, by which the message is found again; each custom_id holds it.
    """
    if not (answer.entries or answer.leap_day or near):
        return None
    lines, leap = _fullest(answer, lambda leap, quoted: _digest(local_date, answer, near, leap, quoted))
    if answer.entries or answer.leap_day:
        asked, label = DayQuestion(local_date.month, local_date.day, digest=marker), "All of this day"
    else:
        asked = DayQuestion(near[0].month, near[0].day, digest=marker)
        label = f"All of {dates.day_of_year(near[0].month, near[0].day)}"
    embed = card(
        f"On this date: {dates.day(local_date)}", [line for index, line in enumerate(lines) if line or index]
    )
    told_of = _told_of(answer, near, leap)
    return Reply((embed,), ((Button(label, asked),),)), tuple(entry.id for entry in told_of)


def _told_of(answer: DayEntries, near: Sequence[NearestEntries], leap: int) -> list[Entry]:
    """The entries of a digest with `leap` entries of 29 February."""
    if answer.entries or answer.leap_day:
        return [*answer.entries[:PER_DIGEST], *answer.leap_day[:leap]]
    return [entry for other in near for entry in other.entries]


def _digest(
    local_date: date, answer: DayEntries, near: Sequence[NearestEntries], leap: int, quoted: int
) -> list[str]:
    """The lines of a digest, with `leap` and `quoted` as a page's."""
    sources = Sources(quoted)
    if answer.entries or answer.leap_day:
        entries, more = answer.entries[:PER_DIGEST], answer.total - PER_DIGEST
        lines = _entries(entries, sources, local_date.year)
        lines += ["", f"and {plural(more, 'more entry', 'more entries')}"] if more > 0 else []
        lines += _leap_day(answer, leap, sources, local_date.year)
    else:
        day = dates.day_of_year(local_date.month, local_date.day)
        lines = [f"The archive has nothing for {day}. These are the nearest days that it has something for."]
        for other in near:
            shown = dates.day_of_year(other.month, other.day)
            lines += ["", f"## {shown}, {_distance(other.distance)}"]
            lines += _entries(other.entries, sources, local_date.year)
    return lines + sources.lines() + _legend(_told_of(answer, near, leap))


def _legend(entries: Sequence[Entry]) -> list[str]:
    """What `about this day` means, where it stands beside an entry."""
    return legend([entry.meeting for entry in entries if entry.meeting])


def _entries(entries: Sequence[Entry], sources: Sources, now: int) -> list[str]:
    lines: list[str] = []
    group = None
    for entry in entries:
        year = f"{entry.start.year}" + (f", until {dates.day(entry.end)}" if entry.end != entry.start else "")
        lines.append("")
        if year != group:
            lines.append(f"### {year} · {dates.ago(entry.start.year, now)}")
            group = year
        if entry.planned:
            lines.append("**Planned**")
        if entry.meeting is not None:
            heading, *who = told(entry.meeting)
            lines += [f"{heading} · about this day" if entry.meeting.inferred else heading, *who]
        lines.append(sources.cite(entry.citations[0]))
        lines += sources.again(entry.citations[:1], entry.citations[1:])
    return lines


def _around(asked: DayQuestion) -> tuple[Button, ...]:
    """Buttons for the day before and the day after, round the end of the year too."""
    here = date(asked.year or _LEAP_YEAR, asked.month, asked.day)
    buttons = []
    for step, sign in ((-1, "◀ {}"), (1, "{} ▶")):
        try:
            there = here + timedelta(days=step)
        except OverflowError:
            continue
        question = DayQuestion(there.month, there.day, there.year if asked.year else None)
        shown = dates.day(there) if asked.year else dates.day_of_year(there.month, there.day)
        buttons.append(Button(sign.format(shown), question))
    return tuple(buttons)


def _in_other_years(asked: DayQuestion, title: str, days: tuple[Button, ...], count: int) -> Reply:
    shown = dates.day_of_year(asked.month, asked.day)
    lines = [
        f"The archive tells of nothing that happened on that day in {asked.year}.",
        f"For {shown} in other years it has **{plural(count, 'entry', 'entries')}**.",
    ]
    every = Button(f"{shown} of every year", DayQuestion(asked.month, asked.day), primary=True)
    return Reply((card(title, lines, colour=QUIET),), ((*days, every),))


def _empty(title: str, named: str, days: tuple[Button, ...], near: Sequence[NearestEntries]) -> Reply:
    lines = [f"The archive tells of nothing that happened on {named}."]
    row = days
    if near:
        other = near[0]
        shown = dates.day_of_year(other.month, other.day)
        lines.append(f"The nearest day with entries is **{shown}**, {_distance(other.distance)}.")
        # The day itself may be the one before or after, whose button is there already.
        if abs(other.distance) > 1:
            row = (*days, Button(f"Go to {shown}", DayQuestion(other.month, other.day), primary=True))
    else:
        lines.append("Try another day, or `/search` for words.")
    return Reply((card(title, lines, colour=QUIET),), (row,))


def _distance(days: int) -> str:
    return f"{plural(abs(days), 'day')} {'earlier' if days < 0 else 'later'}"
