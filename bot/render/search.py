"""Articles found: ranked, each with the piece of text around what was found."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from bot.questions import ArticleQuestion, RelatedQuestion, SearchQuestion
from bot.render import dates
from bot.render.limits import OPTION_TEXT
from bot.render.paging import pager
from bot.render.places import flags, named
from bot.render.reply import QUIET, Button, Menu, Option, Reply, Row, card
from bot.render.text import emphasise, escape, excerpt, plural, shorten
from storage.archive.answers import ArticleRef, Hit, SearchResult, Suggestion

__all__ = ["PER_PAGE", "found", "where"]

PER_PAGE: Final = 5
_SNIPPET: Final = 420


def found(asked: SearchQuestion | RelatedQuestion, result: SearchResult) -> Reply:
    """One page of the articles found, or what to try where there are none."""
    if not result.hits and result.late:
        return _out_of_time(asked, result)
    if not result.hits:
        return _nothing(asked, result) if result.offset == 0 else _past_the_end(asked)
    lines = [_summary(asked, result), *(f"*{escape(note)}*" for note in result.notes)]
    for number, hit in enumerate(result.hits, result.offset + 1):
        lines += ["", *_hit(number, hit)]
    # What is related is ranked once: the closest, without further pages.
    pages = 1 if isinstance(asked, RelatedQuestion) else -(-(result.rankable or result.total) // PER_PAGE)
    rows: list[Row] = [_menu(result.hits), *pager(asked, pages)]
    if offered := (*((_again(asked),) if result.late else ()), *_suggestions(asked, result)):
        rows.append(offered)
    footer = f"Page {asked.page + 1} of {pages:,}" if pages > 1 else None
    title = (
        "Related articles" if isinstance(asked, RelatedQuestion) else f"Search: {excerpt(asked.text, 200)}"
    )
    return Reply((card(title, lines, footer=footer),), tuple(rows))


def where(country: str | None, since: date | None, until: date | None, agency: str | None) -> str:
    """The filters in words, as they follow what was searched for: ` in 🇵🇰 Pakistan, from 1 Feb 2025 on`."""
    told = [f"about {named(country)}"] if country else []
    if agency:
        told.append(f"reprinted from {escape(agency)}")
    if since and until:
        told.append(
            f"published {dates.stretch(since, until)}" if since != until else f"published {dates.day(since)}"
        )
    elif since:
        told.append(f"published from {dates.day(since)} on")
    elif until:
        told.append(f"published until {dates.day(until)}")
    return ", ".join(told)


def _summary(asked: SearchQuestion | RelatedQuestion, result: SearchResult) -> str:
    if isinstance(asked, RelatedQuestion):
        return f"The closest to that message by these of its words: {excerpt(result.searched_for, 200)}."
    count = plural(result.total, "article", capped=result.capped)
    limits = _filters(asked)
    order = ", best first" if result.total > 1 else ""
    return f"**{count}**{f' {limits}' if limits else ''}{order}."


def _filters(asked: SearchQuestion | RelatedQuestion) -> str:
    if isinstance(asked, RelatedQuestion):
        return ""
    return where(asked.country, asked.since, asked.until, asked.agency)


def _hit(number: int, hit: Hit) -> list[str]:
    snippet = hit.snippet
    text = emphasise(snippet.text, snippet.highlights, _SNIPPET)
    before, after = (
        "…" if snippet.cut_before else "",
        "…" if snippet.cut_after and not text.endswith("…") else "",
    )
    heading = f"**{number}. {excerpt(hit.article.title, 200)}** {flags(hit.countries)}".rstrip()
    return [heading, f"> {before}{text}{after}", _source(hit.article, snippet.line)]


def _source(article: ArticleRef, line: int) -> str:
    told = f"-# {escape(article.source)}, line {line}"
    return f"{told} · published {dates.day(article.not_before)} or later" if article.not_before else told


def _menu(hits: tuple[Hit, ...]) -> Menu:
    options = tuple(
        Option(
            shorten(hit.article.title, OPTION_TEXT),
            hit.article.id,
            f"{hit.article.source}, line {hit.article.line}",
        )
        for hit in hits
    )
    return Menu("Open an article", ArticleQuestion(""), options)


def _suggestions(asked: SearchQuestion | RelatedQuestion, result: SearchResult) -> tuple[Button, ...]:
    if isinstance(asked, RelatedQuestion):
        return ()
    labels = {
        each.query: f"Search for {each.query}" if len(each.query) <= 60 else f"Search with {each.found}"
        for each in result.suggestions
    }
    return tuple(
        Button(label, replace(asked, text=query, page=0), primary=True)
        for query, label in list(labels.items())[:3]
    )


def _nothing(asked: SearchQuestion | RelatedQuestion, result: SearchResult) -> Reply:
    if isinstance(asked, RelatedQuestion):
        lines = [
            "No article of the archive has words in common with that message.",
            "Try `/search` with a name or a place.",
        ]
        return Reply((card("Nothing related", lines, colour=QUIET),))
    limits = _filters(asked)
    among = f", only in articles {limits}" if limits else ""
    notes = [f"*{escape(note)}*" for note in result.notes]
    if all(term.startswith("without ") for term in result.searched_for.split(", ")):
        # What is only left out was not searched for: the note says what is missing.
        return Reply((card("Nothing to search for", notes, colour=QUIET),))
    lines = [f"I searched for **{excerpt(result.searched_for, 300)}**{among}.", *notes]
    lines += _nearest(result.suggestions)
    lines += [
        "",
        "Try the whole archive, or fewer words."
        if limits
        else "Try fewer words, another spelling, or a name.",
    ]
    buttons = list(_suggestions(asked, result))
    if limits:
        buttons.append(Button("Search the whole archive", SearchQuestion(asked.text)))
    return Reply((card("Nothing found", lines, colour=QUIET),), (tuple(buttons),) if buttons else ())


def _nearest(suggestions: Sequence[Suggestion]) -> list[str]:
    """One line with the spellings of the archive, by the words that were typed."""
    found: dict[str, list[str]] = {}
    for each in suggestions:
        found.setdefault(each.typed, []).append(f"**{escape(each.found)}**")
    each_word = {typed: " or ".join(spellings[:3]) for typed, spellings in found.items()}
    if len(each_word) < 2:
        return [f"The nearest spelling in the archive: {words}." for words in each_word.values()]
    listed = "; ".join(f"{words} for {excerpt(typed, 60)}" for typed, words in each_word.items())
    return [f"The nearest spellings in the archive: {listed}."]


def _again(asked: SearchQuestion | RelatedQuestion) -> Button:
    """A search that ran out of time may do better at another moment."""
    return Button("Search again", asked, primary=True)


def _out_of_time(asked: SearchQuestion | RelatedQuestion, result: SearchResult) -> Reply:
    """Nothing is known of this page: neither that there is something on it nor that there is nothing."""
    lines = [
        *(f"*{escape(note)}*" for note in result.notes),
        "Search again, or for fewer words." if isinstance(asked, SearchQuestion) else "Search again.",
    ]
    buttons = [_again(asked)]
    if result.offset:
        buttons.append(Button("First page", replace(asked, page=0)))
    return Reply((card("Out of time", lines, colour=QUIET),), (tuple(buttons),))


def _past_the_end(asked: SearchQuestion | RelatedQuestion) -> Reply:
    """The archive became smaller since the button was made."""
    first = replace(asked, page=0)
    text = "There are fewer articles now than when this was asked."
    return Reply((card("No more articles", [text], colour=QUIET),), ((Button("First page", first),),))
