"""SQLite's FTS5 as its documentation shows it: `MATCH`, `ORDER BY rank`, `snippet()`, `count(*)`."""

import sqlite3
from itertools import islice

from tests.benchmarks.corpus import Corpus
from tests.benchmarks.peers import Answer
from tests.benchmarks.queries import Query

__all__ = ["PlainFts5", "expression"]


def expression(query: Query) -> str:
    """The query in FTS5's own language, every token quoted."""
    if query.phrase:
        return '"' + " ".join(query.terms) + '"'
    return " ".join(f'"{term}"' + ("*" if query.prefix else "") for term in query.terms)


class PlainFts5:
    """External content, `unicode61`, filters as an ordinary join."""

    name = "FTS5, ORDER BY rank"

    def build(self, corpus: Corpus) -> None:
        """Fill the table, then rebuild the index."""
        path = corpus.folder / "fts5.db"
        done = corpus.folder / "fts5.done"
        if done.exists():
            return
        path.unlink(missing_ok=True)
        connection = sqlite3.connect(path)
        connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
            "CREATE TABLE posts(id INTEGER PRIMARY KEY, key TEXT, title TEXT, body TEXT,"
            "day INTEGER, country TEXT);"
            "CREATE VIRTUAL TABLE fts USING fts5(title, body, content=posts, content_rowid=id, "
            "tokenize='unicode61 remove_diacritics 2');"
            "CREATE INDEX posts_day ON posts(day); CREATE INDEX posts_country ON posts(country);"
        )
        posts = (
            (post.number + 1, post.key, post.title, post.body, post.published.toordinal(), post.country)
            for post in corpus.posts()
        )
        while batch := list(islice(posts, 10_000)):
            connection.executemany("INSERT INTO posts VALUES(?,?,?,?,?,?)", batch)
        connection.execute("INSERT INTO fts(fts, rank) VALUES('hashsize', 67108864)")
        connection.execute("INSERT INTO fts(fts) VALUES('rebuild')")
        connection.commit()
        connection.close()
        done.touch()

    def open(self, corpus: Corpus) -> None:
        """Open for reading."""
        self.connection = sqlite3.connect(corpus.folder / "fts5.db")

    def search(self, query: Query) -> Answer:
        """Two statements, as a tutorial would write them."""
        since = query.since.toordinal() if query.since else 0
        until = query.until.toordinal() if query.until else 9_999_999
        bound: tuple[object, ...] = (expression(query), since, until, query.country, query.country)
        if query.since or query.country:
            where = "fts MATCH ? AND day BETWEEN ? AND ? AND (? IS NULL OR country = ?)"
        else:
            where, bound = "fts MATCH ?", bound[:1]
        source = "FROM fts JOIN posts ON posts.id = fts.rowid WHERE " + where
        rows = self.connection.execute(
            f"SELECT key, snippet(fts, 1, '[', ']', '…', 32) {source} ORDER BY rank LIMIT 10",
            bound,
        ).fetchall()
        (count,) = self.connection.execute(f"SELECT count(*) {source}", bound).fetchone()
        return Answer(tuple(row[0] for row in rows), tuple(row[1] for row in rows), count)

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()
