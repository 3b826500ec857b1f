"""`/meetings` and `/onthisdate` in an archive with three meetings an article."""

import asyncio
import random
import statistics
import time
from datetime import date, timedelta
from pathlib import Path

from rich.console import Console

from storage.archive import Archive, almanac, encounters
from storage.archive.answers import MeetingQuery
from tests.benchmarks.corpus import COUNTRIES, Corpus, Shape
from tests.benchmarks.stored import person, store
from tests.benchmarks.tables import Row, at_most

__all__ = ["meetings"]

ASKED = 300
LIMIT = 0.050
MEETINGS_AN_ARTICLE = 3


def meetings(shape: Shape, seed: int, console: Console) -> list[Row]:
    """The 99th percentile of each over random countries, people, kinds, spans and days."""
    corpus = Corpus(shape)
    corpus.make()
    path = corpus.folder / "meetings.db"
    store(corpus, path, meetings=MEETINGS_AN_ARTICLE)
    count = shape.articles * MEETINGS_AN_ARTICLE
    console.print(f"[bold]meetings[/bold]: {count:,} of them in {shape}")
    return asyncio.run(_ask(path, random.Random(f"meetings {seed}"), count))


async def _ask(path: Path, rng: random.Random, count: int) -> list[Row]:
    archive = await Archive.open(path)
    taken: dict[str, list[float]] = {"/meetings": [], "/onthisdate": []}
    for _ in range(ASKED):
        country = rng.choice(COUNTRIES)
        since = date(2006, 1, 1) + timedelta(days=rng.randrange(6_000))
        query = rng.choice(
            [
                MeetingQuery(country),
                MeetingQuery(country, with_=rng.choice(COUNTRIES)),
                MeetingQuery(country, kind="call"),
                MeetingQuery(country, since=since, until=since + timedelta(days=400)),
                MeetingQuery(country, with_=person(country, rng)),
            ]
        )
        before = time.perf_counter()
        await encounters.of_country(archive, query)
        taken["/meetings"].append(time.perf_counter() - before)
        before = time.perf_counter()
        day = date(2024, 1, 1) + timedelta(days=rng.randrange(366))
        await almanac.on_day(archive, day.month, day.day, day.year)
        taken["/onthisdate"].append(time.perf_counter() - before)
    await archive.close()
    rows = []
    for what, times in taken.items():
        p99 = statistics.quantiles(times, n=100)[98]
        rows.append(
            at_most(f"{what} p99, {count:,} meetings", f"{p99 * 1e3:.1f} ms", "50 ms", p99 / LIMIT, 1.0)
        )
    return rows
