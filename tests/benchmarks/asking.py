"""`/meetings` and `/onthisdate` in an archive with three meetings an article, and what completes titles.

What is asked is what the commands ask: a page and, with a first page, what its picture shows.
"""

import asyncio
import random
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path

from rich.console import Console

from bot.render import almanac as days
from bot.render import meetings as contacts
from bot.render.sketches import MARKS
from storage.archive import Archive, almanac, articles, encounters
from storage.archive.answers import MeetingQuery
from tests.benchmarks.corpus import COUNTRIES, Corpus, Shape
from tests.benchmarks.stored import KINDS, person, store
from tests.benchmarks.tables import Row, at_most

__all__ = ["meetings"]

ASKED = 500
"""How often each kind of question is asked: of a hundred the 99th percentile were the slowest but one."""
LIMIT = 0.050
MEETINGS_AN_ARTICLE = 3
RANKED = 400
"""More than there are countries: the ranking is asked for whole."""

Question = Callable[[], Awaitable[object]]


def meetings(shape: Shape, seed: int, console: Console) -> list[Row]:
    """The 99th percentile of each command over random countries, people, kinds, spans, pages and days."""
    corpus = Corpus(shape)
    corpus.make()
    path = corpus.folder / "meetings.db"
    store(corpus, path, meetings=MEETINGS_AN_ARTICLE)
    console.print(f"[bold]meetings[/bold]: {shape.articles * MEETINGS_AN_ARTICLE:,} of them in {shape}")
    return asyncio.run(_ask(path, random.Random(f"meetings {seed}"), shape, console))


async def _ask(path: Path, rng: random.Random, shape: Shape, console: Console) -> list[Row]:
    archive = await Archive.open(path)
    try:
        words = [title.split()[0] for _, title in await articles.titles(archive, "")]
        asked = {
            "/meetings country": lambda: _first_page(archive, MeetingQuery(_country(rng))),
            "/meetings country kind": lambda: _first_page(
                archive, MeetingQuery(_country(rng), kind=rng.choice(KINDS))
            ),
            "/meetings country with: a country": lambda: _first_page(
                archive, MeetingQuery(_country(rng), with_=_country(rng))
            ),
            "/meetings country with: a person": lambda: _first_page(archive, _of_person(rng)),
            "/meetings country with: nobody known": lambda: _first_page(
                archive, MeetingQuery(_country(rng), with_=_misspelt(person(_country(rng), rng)))
            ),
            "/meetings country since until": lambda: _first_page(archive, _of_days(rng)),
            "/meetings country, any page": lambda: _any_page(archive, MeetingQuery(_country(rng)), rng),
            "/meetings, ranking": lambda: encounters.ranking(archive, limit=RANKED),
            "/onthisdate": lambda: _on_day(archive, rng, 0),
            "/onthisdate, any page": lambda: _on_day(archive, rng, rng.randrange(shape.articles // 200)),
            "/onthisdate, one year": lambda: _in_year(archive, rng),
            "/onthisdate, the nearest days": lambda: almanac.nearest(archive, _day(rng)),
            "/article, completing a title": lambda: articles.titles(archive, _typed(rng, words)),
        }
        rows = []
        for what, question in asked.items():
            taken = await _times(question)
            p99 = statistics.quantiles(taken, n=100)[98]
            console.print(f"  {what}: p50 {statistics.median(taken) * 1e3:.1f} ms, p99 {p99 * 1e3:.1f} ms")
            rows.append(
                at_most(
                    f"{what}: p99, {shape.articles:,} articles",
                    f"{p99 * 1e3:.1f} ms",
                    f"{LIMIT * 1e3:.0f} ms",
                    p99 / LIMIT,
                    1.0,
                )
            )
        return rows
    finally:
        await archive.close()


async def _times(question: Question) -> list[float]:
    taken = []
    for _ in range(ASKED):
        before = time.perf_counter()
        await question()
        taken.append(time.perf_counter() - before)
    return taken


async def _first_page(archive: Archive, query: MeetingQuery) -> None:
    await encounters.of_country(archive, query, limit=contacts.PER_PAGE, latest=MARKS)


async def _any_page(archive: Archive, query: MeetingQuery, rng: random.Random) -> None:
    found = await encounters.of_country(archive, query, limit=1)
    await encounters.of_country(archive, query, offset=rng.randrange(found.total), limit=contacts.PER_PAGE)


async def _on_day(archive: Archive, rng: random.Random, offset: int) -> None:
    day = _day(rng)
    await almanac.on_day(archive, day.month, day.day, day.year, offset=offset, limit=days.PER_PAGE)


async def _in_year(archive: Archive, rng: random.Random) -> None:
    day = _day(rng)
    year = rng.randrange(2005, 2025)
    await almanac.in_year(archive, day.month, day.day, year, limit=days.PER_PAGE)


def _country(rng: random.Random) -> str:
    """As often as the archive names it: the most is asked of those of which there is most."""
    return rng.choices(COUNTRIES, weights=[1 / (rank + 1) for rank in range(len(COUNTRIES))])[0]


def _of_person(rng: random.Random) -> MeetingQuery:
    country = _country(rng)
    name = person(rng.choice([country, _country(rng)]), rng)
    # In full, or one word of it: a family's name, or a given one that people of all countries have.
    return MeetingQuery(country, with_=rng.choice([name, *name.split()]))


def _misspelt(name: str) -> str:
    return name[:2] + "q" + name[3:]


def _of_days(rng: random.Random) -> MeetingQuery:
    since = date(2005, 1, 1) + timedelta(days=rng.randrange(7_000))
    return MeetingQuery(_country(rng), since=since, until=since + timedelta(days=rng.randrange(2_000)))


def _day(rng: random.Random) -> date:
    return date(2024, 1, 1) + timedelta(days=rng.randrange(366))


def _typed(rng: random.Random, words: list[str]) -> str:
    word = rng.choice(words)
    return word[: rng.randrange(1, len(word) + 1)]
