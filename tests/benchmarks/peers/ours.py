"""Dateline's own archive, asked through the same function that `/search` calls."""

import asyncio
import sqlite3
from pathlib import Path

from storage.archive import Archive, articles
from storage.archive.answers import SearchQuery
from storage.archive.query import parse
from storage.archive.search import _wanted
from tests.benchmarks.corpus import Corpus
from tests.benchmarks.peers import Answer
from tests.benchmarks.queries import Query
from tests.benchmarks.stored import store

__all__ = ["Ours", "typed"]

EXHAUSTIVE = """
SELECT article.title FROM (
    SELECT rowid AS number, bm25(article_words, 5.0, 1.0, 0.0) AS score FROM article_words
    WHERE article_words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY score, number DESC LIMIT 10
) AS best JOIN article USING (number) ORDER BY score, number DESC"""


def typed(query: Query) -> SearchQuery:
    """The query as a person would type it."""
    words = " ".join(query.terms)
    text = f'"{words}"' if query.phrase else words + ("*" if query.prefix else "")
    return SearchQuery(text, country=query.country, since=query.since, until=query.until)


class Ours:
    """The archive as the bot opens it; one event loop, as in the bot."""

    name = "Dateline"

    def __init__(self) -> None:
        self.runner = asyncio.Runner()

    @staticmethod
    def database(corpus: Corpus) -> Path:
        """Where the loaded archive is."""
        return corpus.folder / "archive.db"

    def build(self, corpus: Corpus) -> None:
        """Store the corpus, with lists and without meetings."""
        store(corpus, self.database(corpus), meetings=0)

    def open(self, corpus: Corpus) -> None:
        """Open the archive with its defaults, the deadline of a search among them."""
        self.archive = self.runner.run(Archive.open(self.database(corpus)))
        self.raw = sqlite3.connect(f"file:{self.database(corpus)}?mode=ro", uri=True)

    def search(self, query: Query) -> Answer:
        """One search; the loop's own cost is part of it."""
        asked = articles.search(self.archive, typed(query), limit=10)
        # `Runner.run` handles SIGINT anew each time, and for that makes a text of the whole answer, twice: up
        # to a quarter of a millisecond that no bot and none of the peers spends.
        result = self.runner.get_loop().run_until_complete(asked)
        return Answer(
            tuple(hit.article.title for hit in result.hits),
            tuple(hit.snippet.text for hit in result.hits),
            result.total,
        )

    def exhaustive(self, query: Query) -> tuple[str, ...]:
        """The ten best by looking at every match, with the weights that the archive ranks by.

        Of equally good ones the newest come first, there as here.
        """
        asked = typed(query)
        wanted = _wanted(asked, parse(asked.text))
        return tuple(row[0] for row in self.raw.execute(EXHAUSTIVE, (wanted.expression, *wanted.window)))

    def close(self) -> None:
        """Close the archive and the loop."""
        self.raw.close()
        self.runner.run(self.archive.close())
        self.runner.close()
