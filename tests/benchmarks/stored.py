"""Puts a corpus into an archive through the archive's own storing, with an analysis that is made up.

Analysing a million articles would measure the analysis; `tests.benchmarks.loading` does that.
"""

import asyncio
import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from storage.archive import Archive, indexing, storing
from storage.archive.deriving import derive
from storage.archive.preparing import Prepared, prepare
from storage.archive.sources import Source
from storage.text.dump import parse_sidecar
from storage.text.ids import identify
from storage.text.records import Analysis, Article, Kind, Meeting, Person, Quote
from tests.benchmarks.corpus import COUNTRIES, Corpus, Post, rare_words

__all__ = ["KINDS", "person", "store"]

KINDS: tuple[Kind, ...] = ("meeting", "call", "video", "message", "visit", "event")
BATCH = 2_000
PEOPLE = 400
"""Who speaks for a country."""
NAMES = rare_words(40 + 20 * len(COUNTRIES), random.Random("dateline names"))


def store(corpus: Corpus, path: Path, *, meetings: int) -> None:
    """Make the archive at `path`, with so many meetings an article, unless it is there."""
    done = path.with_suffix(".done")
    if not done.exists():
        for suffix in ("", "-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        asyncio.run(_fill(corpus, path, meetings))
        done.touch()


async def _fill(corpus: Corpus, path: Path, meetings: int) -> None:
    archive = await Archive.open(path)
    try:
        async with archive.change() as connection:
            await connection.run(storing.begin)
            change = await connection.run(indexing.Change)
            source = Source(Path("corpus.txt"), parse_sidecar("corpus", None), 0, 0, None)
            rows = await connection.run(lambda raw: storing.Storing(raw, source, b"", 1))
            posts = _prepared(corpus, meetings)
            while batch := list(islice(posts, BATCH)):
                await connection.run(partial(_store, rows, batch))
            await connection.run(rows.finish)
            await derive(connection, change, rows.dump)
    finally:
        await archive.close()


def _store(rows: storing.Storing, batch: list[Prepared], raw: object) -> None:
    rows.store(raw, batch)  # type: ignore[arg-type]  # SQLite's connection, which this module need not name


def _prepared(corpus: Corpus, meetings: int) -> Iterator[Prepared]:
    line = 1
    for post in corpus.posts():
        article = _article(post, line)
        line = article.last_line + 2
        rng = random.Random(article.id)
        quote = Quote(article.body_first, 0, article.line(article.body_first)[:80])
        told = tuple(_meeting(post, rng, quote) for _ in range(meetings))
        yield prepare(article, Analysis((post.country,), post.published, (), (), told, ()))


def _article(post: Post, line: int) -> Article:
    body = post.body.split("\n")
    return Article(
        id=identify("corpus", post.title, [post.body[:200]])[0],
        source="corpus.txt",
        first_line=line,
        last_line=line + 1 + len(body),
        title=post.title,
        truncated=False,
        lines=(post.title, "", *body),
        body_first=line + 2,
        body_last=line + 1 + len(body),
        published=post.published,
        reprints=(),
    )


def _meeting(post: Post, rng: random.Random, quote: Quote) -> Meeting:
    country, other = post.country, rng.choice(COUNTRIES)
    held: date = post.published - timedelta(days=rng.randrange(400))
    people = (
        Person(person(country, rng), "Minister", country),
        Person(person(other, rng), "Minister", other),
    )
    number = f"{post.key}{rng.getrandbits(32):08x}"
    return Meeting(
        number, quote.line, held, held, "day", False, rng.choice(KINDS), None, (country, other), people, quote
    )


def person(country: str, rng: random.Random) -> str:
    """Somebody who speaks for a country: a given name that others have too, and a family's of the country."""
    number = rng.randrange(PEOPLE)
    family = NAMES[40 + 20 * COUNTRIES.index(country) + number // 20]
    return f"{NAMES[number % 20 + 20 * (number % 2)]} {family}".title()
