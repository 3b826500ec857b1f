"""Search: what was typed, asked of the index, and the answer with its snippets.

All words must be found. Where no article has them all, words that the archive does not have are left out,
or any of the words will do; the answer's notes say which.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from storage.archive.answers import COUNT_CAP, ArticleRef, Hit, SearchQuery, SearchResult, Suggestion
from storage.archive.deadline import Deadline, OutOfTime, interrupted
from storage.archive.matches import EVERYWHERE, Matches, Wanted, count
from storage.archive.preparing import agency_facet, country_facet
from storage.archive.query import ParsedQuery, Term, match_any, parse
from storage.archive.ranking import rank, rank_any
from storage.archive.rows import day_of, dump_json, load_json
from storage.archive.snippets import BEGINNING, Finder, Searchable
from storage.archive.storing import FIRST_DAY, numbers_between
from storage.archive.vocabulary import articles_in, frequencies, nearest, prefix_frequency
from storage.nearby import once, remembered
from storage.text.fold import words

__all__ = ["answer", "ref_of", "result_of"]

# All of a page at once: a thread gives way to the others at each statement and each row.
# SQLite counts characters one by one: to cut a body takes longer than to read one of some length.
_HITS: Final = """
SELECT a.number, a.id, a.title, d.source, a.first_line, a.not_before, a.countries, a.body_first,
    CASE WHEN length(CAST(a.body AS BLOB)) > ? THEN substr(a.body, 1, ?) ELSE a.body END AS beginning
FROM json_each(?) AS hit CROSS JOIN article AS a ON a.number = hit.value JOIN dump AS d ON d.id = a.dump
"""
_BODIES: Final = """
SELECT a.number, a.body FROM json_each(?) AS hit CROSS JOIN article AS a ON a.number = hit.value
"""
_ANY_COPIES: Final = "SELECT EXISTS (SELECT 1 FROM article WHERE leader IS NOT NULL)"
_COPIES: Final = """
SELECT a.leader, a.id, a.title, d.source, a.first_line, a.not_before
FROM json_each(?) AS hit CROSS JOIN article AS a ON a.leader = hit.value JOIN dump AS d ON d.id = a.dump
ORDER BY d.source
"""

_CUT: Final = 4 * BEGINNING
"""Bytes of a body that is cut where it is read."""

_SUGGESTED: Final = 3
_COMMON_SHARE: Final = 0.5
"""A word in more than this share of the articles tells nothing when it stands alone."""


def answer(
    raw: sqlite3.Connection, query: SearchQuery, offset: int, limit: int, seconds: float
) -> SearchResult:
    """The result for a query; `seconds` is how long it may take."""
    parsed = parse(query.text)
    notes: list[str] = []
    if parsed.cut:
        notes.append("The query is very long: only its beginning was searched for.")
    if not parsed.terms:
        notes.append(
            f"Say also what to look for: so far it is only what to leave out ({parsed.plain})."
            if parsed.excluded
            else "There is no word in it to search for."
        )
        return SearchResult((), offset, 0, False, parsed.plain, tuple(notes))
    deadline = Deadline(seconds)
    needed = offset + limit
    wanted = _wanted(query, parsed)
    terms: Sequence[Term] = parsed.terms
    with deadline.watching(raw):
        try:
            matches = rank(raw, wanted, needed, deadline)
            suggestions: tuple[Suggestion, ...] = ()
            if not matches.total and not matches.capped:
                matches, suggestions, terms = _second_try(
                    raw, parsed, wanted, notes, deadline, needed=offset + limit
                )
        except (sqlite3.OperationalError, OutOfTime) as error:
            if not interrupted(error):
                raise
            matches, suggestions = Matches(capped=True, late=True), ()
    return result_of(
        raw,
        matches,
        terms,
        offset,
        limit,
        searched_for=parsed.plain,
        notes=notes,
        suggestions=suggestions,
    )


def result_of(
    raw: sqlite3.Connection,
    matches: Matches,
    terms: Sequence[Term],
    offset: int,
    limit: int,
    *,
    searched_for: str,
    notes: Iterable[str] = (),
    suggestions: tuple[Suggestion, ...] = (),
) -> SearchResult:
    """A page of the matches, with snippets; what limited them is added to the notes."""
    hits = _hits(raw, matches.best[offset : offset + limit], terms)
    return SearchResult(
        hits=hits,
        offset=offset,
        total=matches.total,
        capped=matches.capped,
        searched_for=searched_for,
        notes=(*notes, *_limits(matches, offset, shown=bool(hits))),
        suggestions=suggestions,
        rankable=matches.rankable,
        late=matches.late,
    )


def _limits(matches: Matches, offset: int, *, shown: bool) -> list[str]:
    """What a reader must know of the search beside what is `shown` of it."""
    if matches.late and not shown:
        got = "came to this page" if offset else "found anything"
        return [f"The search ran out of time before it {got}."]
    if matches.late:
        return ["The search ran out of time: these are the best that it found until then."]
    return [f"These are the best of {matches.limited}."] if matches.limited else []


def _wanted(query: SearchQuery, parsed: ParsedQuery) -> Wanted:
    facets = []
    if query.country:
        facets.append(country_facet(query.country))
    if query.agency and words(query.agency):
        facets.append(agency_facet(query.agency))
    window = EVERYWHERE
    if query.since is not None or query.until is not None:
        since = (query.since or date.min).toordinal()
        # Undated articles have the lowest numbers; no filter by date lets them through.
        window = numbers_between(max(since, FIRST_DAY), (query.until or date.max).toordinal())
    return Wanted(parsed.terms, parsed.excluded, tuple(facets), window)


def _second_try(
    raw: sqlite3.Connection,
    parsed: ParsedQuery,
    wanted: Wanted,
    notes: list[str],
    deadline: Deadline,
    *,
    needed: int,
) -> tuple[Matches, tuple[Suggestion, ...], Sequence[Term]]:
    """What to answer where no article has all that was asked for, and the terms that stand in the archive."""
    missing = [term for term in parsed.terms if not _in_archive(raw, term)]
    left = [term for term in parsed.terms if term not in missing]
    suggestions = _suggest(raw, parsed, missing, deadline)
    if wanted.facets or wanted.window != EVERYWHERE:
        anywhere = count(raw, Wanted(wanted.terms, wanted.excluded).expression)
        if anywhere:
            number = f"{COUNT_CAP:,}+" if anywhere > COUNT_CAP else f"{anywhere:,}"
            matches = "1 article matches" if anywhere == 1 else f"{number} articles match"
            notes.append(f"Without the other conditions {matches}.")
            return Matches(), (), left
    if missing and left and _telling(raw, left):
        found = rank(raw, replace(wanted, terms=tuple(left)), needed, deadline)
        if found.total or found.late:
            absent = ", ".join(term.plain for term in missing)
            notes.append(f"Not in the archive, and left out: {absent}.")
            return found, suggestions, left
    if len(left) > 1:
        found = rank_any(raw, match_any(left, wanted.excluded, wanted.facets), deadline, wanted.window)
        if found.late and not found.best:
            return found, suggestions, left
        if found.total:
            notes.append("No article has all of it: these have some of the words.")
            return found, suggestions, left
    return Matches(), suggestions, left


def _in_archive(raw: sqlite3.Connection, term: Term) -> bool:
    known = frequencies(raw, term.tokens[:-1] if term.prefix else term.tokens)
    return all(known.values()) and (not term.prefix or prefix_frequency(raw, term.tokens[-1], 1) > 0)


def _telling(raw: sqlite3.Connection, terms: Sequence[Term]) -> bool:
    """Whether one of the terms is rare enough to be worth an answer without the others."""
    articles = articles_in(raw)
    return any(min(frequencies(raw, term.tokens).values()) <= articles * _COMMON_SHARE for term in terms)


def _suggest(
    raw: sqlite3.Connection, parsed: ParsedQuery, missing: Sequence[Term], deadline: Deadline
) -> tuple[Suggestion, ...]:
    """The nearest spellings of what is missing, each as a query in which the rest is mended too."""
    spellings: dict[Term, list[Term]] = {}
    mended = parsed
    for term in missing:
        deadline.look()
        found = [replace(term, tokens=tokens, shown=" ".join(tokens)) for tokens in _spellings(raw, term)]
        if found:
            spellings[term] = found
            mended = mended.with_term(term, found[0])
    return tuple(
        Suggestion(term.shown, found[at].shown, mended.with_term(found[0], found[at]).typed)
        for at in range(_SUGGESTED)
        for term, found in spellings.items()
        if at < len(found)
    )


def _spellings(raw: sqlite3.Connection, term: Term) -> list[tuple[str, ...]]:
    """Spellings of a term of which every word is in the archive, likeliest first."""
    known = frequencies(raw, term.tokens)
    unknown = [token for token in term.tokens if not known[token]]
    if len(unknown) != 1:
        fixed = {token: (nearest(raw, token, 1) or [""])[0] for token in unknown}
        return (
            [tuple(fixed.get(token, token) for token in term.tokens)] if all(fixed.values()) and fixed else []
        )
    return [
        tuple(spelling if token == unknown[0] else token for token in term.tokens)
        for spelling in nearest(raw, unknown[0], _SUGGESTED)
    ]


class _Shown(NamedTuple):
    """What a hit shows of an article, whatever was searched for."""

    article: ArticleRef
    countries: tuple[str, ...]
    also_in: tuple[ArticleRef, ...]
    body_first: int
    beginning: Searchable


def _hits(raw: sqlite3.Connection, numbers: Sequence[int], terms: Sequence[Term]) -> tuple[Hit, ...]:
    if not numbers:
        return ()
    finder = Finder(terms)
    known = remembered(raw, _shown, numbers)

    def hit(number: int) -> Hit:
        article, countries, also_in, first, beginning = known[number]
        snippet = finder.snippet(beginning, first, lambda: remembered(raw, _bodies, [number])[number])
        return Hit(article, snippet, countries, also_in)

    return tuple([hit(number) for number in numbers])


def _shown(raw: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, _Shown]:
    page = dump_json(numbers)
    copies: dict[int, list[ArticleRef]] = {}
    if once(raw, _any_copies):
        for copy in raw.execute(_COPIES, (page,)):
            copies.setdefault(copy["leader"], []).append(ref_of(copy))
    plain = raw.cursor()
    plain.row_factory = None
    return {
        number: _Shown(
            ArticleRef(id_, title, source, line, day_of(day)),
            tuple(load_json(countries)),
            tuple(copies[number]) if number in copies else (),
            body_first,
            Searchable.beginning(beginning),
        )
        for number, id_, title, source, line, day, countries, body_first, beginning in plain.execute(
            _HITS, (_CUT, BEGINNING, page)
        ).fetchall()
    }


def _any_copies(raw: sqlite3.Connection) -> bool:
    return bool(raw.execute(_ANY_COPIES).fetchone()[0])


def _bodies(raw: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Searchable]:
    return {row["number"]: Searchable(row["body"]) for row in raw.execute(_BODIES, (dump_json(numbers),))}


def ref_of(row: sqlite3.Row) -> ArticleRef:
    """What names an article, from a row with its columns and its dump's source."""
    return ArticleRef(row["id"], row["title"], row["source"], row["first_line"], day_of(row["not_before"]))
