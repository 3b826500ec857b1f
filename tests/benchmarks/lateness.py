"""How far a search goes past its deadline: the query set and what is hardest to stop, under several."""

import asyncio
import random
import time
from collections.abc import Iterator
from datetime import timedelta

from rich.console import Console

from storage.archive import Archive, articles
from storage.archive.answers import SearchQuery
from tests.benchmarks.corpus import COUNTRIES, Corpus, Shape
from tests.benchmarks.peers.ours import Ours, typed
from tests.benchmarks.queries import draw
from tests.benchmarks.tables import Row, at_most

__all__ = ["lateness"]

DEADLINES = (3, 10, 30, 100, 300)
"""Milliseconds, the last of them the default."""
LIMIT = 0.030


def lateness(shape: Shape, seed: int, console: Console) -> list[Row]:
    """The slowest search beside its deadline; the archive was stored before."""
    corpus = Corpus(shape)
    worst, asked, late = asyncio.run(_ask(corpus, seed))
    console.print(f"  {asked} searches under deadlines of {DEADLINES} ms: {late} ran into theirs")
    what = f"past a search's deadline at most, {shape.articles:,} articles"
    return [at_most(what, f"{worst * 1e3:.1f} ms", f"{LIMIT * 1e3:.0f} ms", worst / LIMIT, 1.0)]


async def _ask(corpus: Corpus, seed: int) -> tuple[float, int, int]:
    """The largest excess over a deadline in seconds, how many were asked, how many say that they are late."""
    worst, asked, late = 0.0, 0, 0
    queries = [*(typed(query) for query in draw(corpus, seed)), *_hard(corpus, seed)]
    for milliseconds in DEADLINES:
        deadline = timedelta(milliseconds=milliseconds)
        archive = await Archive.open(Ours.database(corpus), search_deadline=deadline)
        try:
            await articles.search(archive, queries[0])
            for query in queries:
                taken = []
                # The quicker of two: a shared machine that stands still for a moment is not what is measured.
                for _ in range(2):
                    before = time.perf_counter()
                    result = await articles.search(archive, query, limit=10)
                    taken.append(time.perf_counter() - before)
                worst = max(worst, min(taken) - deadline.total_seconds())
                asked += 1
                late += result.late
        finally:
            await archive.close()
    return worst, asked, late


def _hard(corpus: Corpus, seed: int) -> Iterator[SearchQuery]:
    """What no list answers, or what has very much to look through."""
    rng = random.Random(f"hard {seed}")
    counts = corpus.frequencies()
    common = sorted(counts, key=lambda word: (-counts[word], word))[:300]
    for _ in range(5):
        some = rng.sample(common, 12)
        yield SearchQuery(" ".join(some))
        yield SearchQuery(f'"{" ".join(some[:3])}"')
        yield SearchQuery(f'"{some[0]} {some[1]}" {some[2][:2]}*')
        yield SearchQuery(" ".join(f"{word[:2]}*" for word in some[:4]))
        yield SearchQuery(f"{some[0][0]}*")
        yield SearchQuery(f'{some[0]} -"{some[1]} {some[2]}" -{some[3]}')
        yield SearchQuery(f"{some[0]}qqx {some[1]}zzq {some[2]}")
        yield SearchQuery(f"{some[0]} {some[1][:3]}*", country=rng.choice(COUNTRIES))
        yield SearchQuery(f'"{some[0]} {some[1]}" "{some[2]} {some[3]}"', country=rng.choice(COUNTRIES))
