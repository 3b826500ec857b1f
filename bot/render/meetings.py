"""Who met whom, when and where, and what was said: each meeting with the sentences that say so."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.questions import MeetingsQuestion
from bot.render import dates
from bot.render.limits import first_that_fits
from bot.render.paging import pager
from bot.render.places import KINDS, counts, headed, named, person
from bot.render.reply import QUIET, Button, Menu, Option, Reply, Row, card
from bot.render.sources import QUOTED, Sources
from bot.render.text import escape, excerpt, plural
from storage.archive.answers import Citation, CountryMeetings, Encounter, Ranked
from storage.text import countries
from storage.text.fold import fold
from storage.text.records import Meeting

__all__ = ["DRAFTS", "PER_PAGE", "RANKED_PER_PAGE", "legend", "of_country", "ranking", "told"]

PER_PAGE: Final = 4
RANKED_PER_PAGE: Final = 15
DRAFTS: Final = ((2, QUOTED), (1, QUOTED), (0, QUOTED), (0, 500), (0, 300), (0, 150))
"""Sentences of what was said that are quoted for each meeting, and characters of each: as many as a page
holds with all its sources. The articles have the rest."""
_PEOPLE: Final = 12


def of_country(asked: MeetingsQuestion, answer: CountryMeetings) -> Reply:
    """One page of a country's meetings, grouped by date, or what to try where there are none."""
    country = answer.query.country
    if not answer.encounters:
        return _none(asked, answer)
    lines = first_that_fits(_page(asked, answer, *draft) for draft in DRAFTS)
    pages = -(-answer.total // PER_PAGE)
    footer = f"Page {asked.page + 1} of {pages:,}" if pages > 1 else None
    title = f"{named(country)}: who met whom"
    return Reply((card(title, lines, footer=footer),), tuple(pager(asked, pages)))


def _page(asked: MeetingsQuestion, answer: CountryMeetings, said: int, quoted: int) -> list[str]:
    """The lines of a page with `said` sentences of what was said, none of more than `quoted` characters."""
    country = answer.query.country
    lines = [_summary(asked, answer)]
    sources = Sources(quoted)
    group = None
    for encounter in answer.encounters:
        meeting = encounter.meeting
        when = dates.when(meeting.start, meeting.end, meeting.precision, inferred=meeting.inferred)
        if when != group:
            lines += ["", f"### {when[0].upper()}{when[1:]}"]
            group = when
        else:
            lines.append("")
        lines += _encounter(encounter, country, sources, said)
    lines += sources.lines()
    return lines + legend([encounter.meeting for encounter in answer.encounters])


def told(meeting: Meeting, country: str | None = None) -> list[str]:
    """What is known of a meeting, without its date and quotations: kind and place, then who took part.

    The country that the answer is about goes without saying.
    """
    present = {who.country for who in meeting.participants}
    host = _host(meeting)
    others = [named(code) for code in meeting.countries if code not in {*present, country, host}]
    heading = f"**{_kind_and_place(meeting, host)}**" + (f" · {', '.join(others)}" if others else "")
    who = [person(each) for each in meeting.participants]
    if len(who) > _PEOPLE:
        who = [*who[:_PEOPLE], f"and {len(who) - _PEOPLE} more"]
    return [heading, " · ".join(who)] if who else [heading]


def _host(meeting: Meeting) -> str | None:
    """The country that the place names or lies in, where it is one of the meeting's own."""
    for place in countries.find(meeting.place or ""):
        if place.code in meeting.countries:
            return place.code
    return None


def _kind_and_place(meeting: Meeting, host: str | None) -> str:
    """`Visit to China`, `Meeting in Harbin, China`."""
    kind = KINDS[meeting.kind][0].capitalize()
    if not meeting.place:
        return kind
    country = countries.name_of(host) if host else ""
    code = countries.code_of(meeting.place)
    apart = country and fold(country) not in fold(meeting.place) and code != host
    whole = code is not None and countries.name_of(code) == meeting.place
    named_place = countries.phrase_of(code) if code and whole else meeting.place
    place = excerpt(named_place, 80) + (f", {escape(country)}" if apart else "")
    return f"{kind} {'to' if meeting.kind == 'visit' else 'in'} {place}"


def _dated(meeting: Meeting) -> str:
    """`on 5 Feb 2025`, `in Feb 2025`, `about Feb 2025`."""
    when = dates.when(meeting.start, meeting.end, meeting.precision, inferred=meeting.inferred)
    return when if meeting.inferred else f"{'on' if meeting.precision == 'day' else 'in'} {when}"


def legend(shown: Sequence[Meeting]) -> list[str]:
    """What `about` means, where it stands before a date."""
    if any(meeting.inferred and meeting.start for meeting in shown):
        return [
            "",
            "-# *about*: the sentence gives no date; it is that of the visit, event or article around it.",
        ]
    return []


def _encounter(encounter: Encounter, country: str, sources: Sources, said: int) -> list[str]:
    lines = told(encounter.meeting, country)
    shown: dict[str, Citation] = {}
    for citation in (*_telling(encounter, country), *encounter.said[:said]):
        shown.setdefault(citation.quote.text, citation)
    lines += [sources.cite(citation) for citation in shown.values()]
    others = [each for each in encounter.citations[1:] if each.quote.text not in shown]
    return lines + sources.again(shown.values(), others)


def _telling(encounter: Encounter, country: str) -> tuple[Citation, ...]:
    """What tells of it; and what tells that the country had a part in it, where nobody of it is named."""
    first, *others = encounter.citations
    if any(who.country == country for who in encounter.meeting.participants):
        return (first,)
    if _names_country(first, country):
        return (first,)
    return (first, *[each for each in others if _names_country(each, country)][:1])


def _names_country(citation: Citation, country: str) -> bool:
    return any(place.code == country for place in countries.find(citation.quote.text))


def _summary(asked: MeetingsQuestion, answer: CountryMeetings) -> str:
    limits = _limits(asked)
    if len(answer.by_kind) == 1 and not answer.capped:
        head = f"**{counts(answer.by_kind)}**{limits}"
    else:
        total = plural(answer.total, "contact", capped=answer.capped)
        of_which = f". Of the first {answer.total:,}" if answer.capped else ""
        head = f"**{total}**{limits}{of_which}: {counts(answer.by_kind)}"
    return f"{head}. {answer.undated:,} undated, at the end." if answer.undated else f"{head}."


def _limits(asked: MeetingsQuestion) -> str:
    told = ""
    if asked.with_:
        # It is a code where the option was understood as a country.
        whom = named(asked.with_) if countries.is_code(asked.with_) else excerpt(asked.with_, 80)
        told += f" with {whom}"
    if asked.since and asked.until:
        told += f", {dates.stretch(asked.since, asked.until)}"
    elif asked.since:
        told += f" from {dates.day(asked.since)} on"
    elif asked.until:
        told += f" until {dates.day(asked.until)}"
    return told


def _none(asked: MeetingsQuestion, answer: CountryMeetings) -> Reply:
    country = answer.query.country
    if asked.page:
        first = replace(asked, page=0)
        text = "There are fewer meetings now than when this was asked."
        return Reply((card(named(country), [text], colour=QUIET),), ((Button("First page", first),),))
    what = KINDS[asked.kind][1] if asked.kind else "meetings"
    title = f"{named(country)}: no {what}"
    lines = [f"The archive tells of no {what} of {named(country)}{_limits(asked)}."]
    buttons = []
    if answer.suggestions:
        near = " or ".join(f"**{escape(name)}**" for name in answer.suggestions[:3])
        lines.append(f"Did you mean {near}?")
        buttons += [
            Button(f"With {name}", replace(asked, with_=name, page=0), primary=True)
            for name in answer.suggestions[:3]
        ]
    elif asked.with_ and not countries.is_code(asked.with_):
        lines.append("`with` takes a country, an organisation or a person's name.")
    if asked.with_ or asked.kind or asked.since or asked.until:
        buttons.append(Button("All its meetings", MeetingsQuestion(country)))
    else:
        lines.append("`/search` finds the articles that name it.")
    buttons.append(Button("All countries", MeetingsQuestion()))
    return Reply((card(title, lines, colour=QUIET),), (tuple(buttons),))


def ranking(asked: MeetingsQuestion, every: Sequence[Ranked]) -> Reply:
    """A page of the countries with the most meetings; `every` are all of them in order."""
    page = min(asked.page, max(0, len(every) - 1) // RANKED_PER_PAGE)
    asked = replace(asked, page=page)
    ranked = every[page * RANKED_PER_PAGE : (page + 1) * RANKED_PER_PAGE]
    what = KINDS[asked.kind][1] if asked.kind else "meetings and other contacts"
    if not ranked:
        lines = [f"The archive tells of no {what}."]
        buttons = (Button("All countries", MeetingsQuestion()),)
        return Reply(
            (card("Nobody met", lines, colour=QUIET),), (buttons,) if asked != MeetingsQuestion() else ()
        )
    count = plural(len(every), "country or organisation", "countries and organisations")
    lines = [f"**{count}**, most {what} first."]
    if asked.since or asked.until:
        lines.append("*All dates are counted here; open a country to see those that you asked for.*")
    lines.append("")
    for number, each in enumerate(ranked, asked.page * RANKED_PER_PAGE + 1):
        last = f" · last {_dated(each.last)}" if each.last else ""
        lines.append(f"{number}\\. {named(each.country)}: **{each.total:,}**{last}")
    lines += legend([each.last for each in ranked if each.last])
    options = tuple(Option(headed(each.country), each.country, counts(each.by_kind)) for each in ranked)
    menu = Menu("Open a country", replace(asked, page=0), options)
    pages = -(-len(every) // RANKED_PER_PAGE)
    footer = f"Page {page + 1} of {pages}" if pages > 1 else None
    rows: list[Row] = [menu, *pager(asked, pages)]
    return Reply((card("Who met most", lines, footer=footer),), tuple(rows))
