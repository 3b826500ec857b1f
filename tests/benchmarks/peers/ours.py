"""Dateline's own archive, asked through the same function that `/search` calls."""

import asyncio
import random
import sqlite3
from datetime import date, timedelta
from pathlib import Path

from storage.archive import Archive, articles, loader
from storage.archive.answers import SearchQuery
from storage.archive.preparing import Prepared, prepare
from storage.archive.query import parse
from storage.archive.search import _wanted
from storage.text.records import Analysis, Anchor, Article, Meeting, Person, Quote
from tests.benchmarks.corpus import COUNTRIES, Corpus
from tests.benchmarks.peers import Answer
from tests.benchmarks.queries import Query

__all__ = ["Ours", "typed"]

MEETINGS_AN_ARTICLE = 3
KINDS = ("meeting", "call", "video", "message", "visit", "event")
EXHAUSTIVE = """
SELECT article.title FROM (
    SELECT rowid AS number, bm25(article_words, 5.0, 1.0, 0.0) AS score FROM article_words
    WHERE article_words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY score LIMIT 10
) AS best JOIN article USING (number) ORDER BY score"""


def typed(query: Query) -> SearchQuery:
    """The query as a person would type it."""
    words = " ".join(query.terms)
    text = f'"{words}"' if query.phrase else words + ("*" if query.prefix else "")
    return SearchQuery(text, country=query.country, since=query.since, until=query.until)


def understood(batch: list[tuple[Article, Anchor]]) -> list[Prepared]:
    """What the analysis would find, made up: the last line names the country, the line under a title the day.

    Analysing a million articles would measure the analysis; `tests.benchmarks.loading` does that.
    """
    made = []
    for article, _ in batch:
        country = article.body.rsplit("\n", 1)[-1]
        day = article.published or date(2005, 1, 1)
        rng = random.Random(article.id)
        quote = Quote(article.body_first, 0, article.line(article.body_first)[:80])
        meetings = tuple(_meeting(article.id, rng, country, day, quote) for _ in range(MEETINGS_AN_ARTICLE))
        made.append(prepare(article, Analysis((country,), day, (), (), meetings, ())))
    return made


def _meeting(article: str, rng: random.Random, country: str, day: date, quote: Quote) -> Meeting:
    other = rng.choice(COUNTRIES)
    held = day - timedelta(days=rng.randrange(400))
    people = (
        Person(f"Person {rng.randrange(400)} {country}", "Minister", country),
        Person(f"Person {rng.randrange(400)} {other}", "Minister", other),
    )
    number = f"{article}{rng.getrandbits(32):08x}"
    return Meeting(
        number, quote.line, held, held, "day", False, rng.choice(KINDS), None, (country, other), people, quote  # type: ignore[arg-type]  # KINDS holds kinds
    )  # fmt: skip


class Ours:
    """The archive as the bot opens it; one event loop, as in the bot."""

    name = "Dateline"

    def __init__(self) -> None:
        self.runner = asyncio.Runner()

    @staticmethod
    def database(corpus: Corpus) -> Path:
        """Where the loaded archive is."""
        return corpus.folder / "dateline.db"

    def build(self, corpus: Corpus) -> None:
        """Load a dump of the corpus, through the loader, with the analysis made up."""
        done = corpus.folder / "dateline.done"
        if done.exists():
            return
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.database(corpus)}{suffix}").unlink(missing_ok=True)
        dump = corpus.folder / "understood.txt"
        with dump.open("w", encoding="utf-8") as out:
            for post in corpus.posts():
                out.write(
                    f"{post.title}\n\n{post.published:%B} {post.published.day}, {post.published.year}\n\n"
                    f"{post.body}\n\n{post.country}\n\nContinue reading {post.title}\n\n"
                )
        self.runner.run(self._load(corpus, dump))
        dump.unlink()
        done.touch()

    async def _load(self, corpus: Corpus, dump: Path) -> None:
        archive = await Archive.open(self.database(corpus))
        try:
            real = loader._prepare_unanalysed
            loader._prepare_unanalysed = understood
            try:
                report = await loader.load(archive, [dump], analysis=False)
            finally:
                loader._prepare_unanalysed = real
            (loaded,) = report.dumps
            assert loaded.articles == corpus.shape.articles, loaded
        finally:
            await archive.close()

    def open(self, corpus: Corpus) -> None:
        """Open the archive with its defaults, the deadline of a search among them."""
        self.archive = self.runner.run(Archive.open(self.database(corpus)))
        self.raw = sqlite3.connect(f"file:{self.database(corpus)}?mode=ro", uri=True)

    def search(self, query: Query) -> Answer:
        """One search; the loop's own cost is part of it."""
        result = self.runner.run(articles.search(self.archive, typed(query), limit=10))
        return Answer(
            tuple(hit.article.title for hit in result.hits),
            tuple(hit.snippet.text for hit in result.hits),
            result.total,
        )

    def exhaustive(self, query: Query) -> tuple[str, ...]:
        """The ten best by looking at every match, with the weights that the archive ranks by."""
        asked = typed(query)
        wanted = _wanted(asked, parse(asked.text))
        return tuple(row[0] for row in self.raw.execute(EXHAUSTIVE, (wanted.expression, *wanted.window)))

    def close(self) -> None:
        """Close the archive and the loop."""
        self.raw.close()
        self.runner.run(self.archive.close())
        self.runner.close()
