"""sqlite-utils: `enable_fts` and `search`, as its documentation shows them."""

from itertools import islice

import sqlite_utils

from tests.benchmarks.corpus import Corpus
from tests.benchmarks.peers import Answer
from tests.benchmarks.peers.fts5_peer import expression
from tests.benchmarks.queries import Query

__all__ = ["SqliteUtils"]

COUNT = "SELECT count(*) FROM posts_fts JOIN posts ON posts.id = posts_fts.rowid WHERE posts_fts MATCH :match"
COUNT_FILTERED = COUNT + " AND day BETWEEN :since AND :until AND country = :country"
FILTER = "day BETWEEN :since AND :until AND country = :country"


class SqliteUtils:
    """The library that many reach for to search a pile of text."""

    name = "sqlite-utils enable_fts"

    def build(self, corpus: Corpus) -> None:
        """Insert all posts and enable full-text search."""
        path = corpus.folder / "sqlite_utils.db"
        done = corpus.folder / "sqlite_utils.done"
        if done.exists():
            return
        path.unlink(missing_ok=True)
        database = sqlite_utils.Database(path)
        posts = (
            {
                "id": post.number + 1,
                "key": post.key,
                "title": post.title,
                "body": post.body,
                "day": post.published.toordinal(),
                "country": post.country,
            }
            for post in corpus.posts()
        )
        while batch := list(islice(posts, 10_000)):
            database["posts"].insert_all(batch, pk="id")  # type: ignore[union-attr]  # a table, not a view
        database["posts"].enable_fts(["title", "body"])  # type: ignore[union-attr]  # a table, not a view
        database.close()
        done.touch()

    def open(self, corpus: Corpus) -> None:
        """Open the database."""
        self.database = sqlite_utils.Database(corpus.folder / "sqlite_utils.db")

    def search(self, query: Query) -> Answer:
        """Its `search` for the ten best; the count and the snippets by SQL, since it has no call for them."""
        table = self.database["posts"]
        match = expression(query)
        if query.since and query.until:
            where = FILTER
            arguments = {
                "since": query.since.toordinal(),
                "until": query.until.toordinal(),
                "country": query.country,
            }
        else:
            where, arguments = None, {}
        rows = list(table.search(match, limit=10, where=where, where_args=arguments))  # type: ignore[union-attr]  # a table, not a view
        counted = COUNT_FILTERED if where else COUNT
        (count,) = self.database.execute(counted, {"match": match, **arguments}).fetchone()
        first = query.terms[0]
        snippets = [
            row["body"][max(0, (at := row["body"].lower().find(first)) - 80) : at + 120] for row in rows
        ]
        return Answer(tuple(row["key"] for row in rows), tuple(snippets), count)

    def close(self) -> None:
        """Close the connection."""
        self.database.close()
