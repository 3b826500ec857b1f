"""PostgreSQL's own full-text search: a stored `tsvector`, a GIN index, `ts_rank`, `ts_headline`."""

import asyncio
import os
import shutil
import subprocess
import tempfile
from itertools import islice
from pathlib import Path

import asyncpg

from tests.benchmarks.corpus import Corpus
from tests.benchmarks.peers import Answer
from tests.benchmarks.queries import Query

__all__ = ["Postgres", "server_programs"]

TABLE = """
CREATE TABLE posts(
    id integer PRIMARY KEY, key text, title text, body text, day integer, country text,
    words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'D')
    ) STORED
)"""
BEST = """
SELECT key, ts_headline('simple', body, q, 'MaxFragments=1,MaxWords=32,MinWords=16') AS snippet FROM (
    SELECT key, body, q FROM posts, to_tsquery('simple', $1) q
    WHERE words @@ q AND day BETWEEN $2 AND $3 AND ($4::text IS NULL OR country = $4)
    ORDER BY ts_rank(words, q) DESC LIMIT 10
) best"""
COUNT = """
SELECT count(*) FROM posts, to_tsquery('simple', $1) q
WHERE words @@ q AND day BETWEEN $2 AND $3 AND ($4::text IS NULL OR country = $4)"""


def server_programs() -> Path | None:
    """The folder of Debian's PostgreSQL server programs, or None where there is no server."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


class Postgres:
    """A server of its own on a socket in the cache folder, with the settings that Debian ships."""

    name = "PostgreSQL"

    def __init__(self) -> None:
        programs = server_programs()
        if programs is None:
            raise FileNotFoundError("no PostgreSQL server here")
        self.programs = programs
        self.loop = asyncio.new_event_loop()
        self.sockets = Path(tempfile.mkdtemp(prefix="dateline-pg-"))

    def _run(self, *command: str) -> None:
        """As the user postgres where we are root: the server refuses to run as root."""
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if self._root else []
        subprocess.run([*as_user, *command], check=True, capture_output=True)  # noqa: S603 - our own arguments

    @property
    def _root(self) -> bool:
        return os.geteuid() == 0

    def _start(self, corpus: Corpus) -> None:
        data = Path(tempfile.gettempdir()) / "dateline-bench-pg" / corpus.folder.name
        if not (data / "PG_VERSION").exists():
            shutil.rmtree(data, ignore_errors=True)
            data.mkdir(parents=True)
            if self._root:
                shutil.chown(data, "postgres", "postgres")
            self._run(str(self.programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "bench")
        if self._root:
            shutil.chown(self.sockets, "postgres", "postgres")
        self.data = data
        options = f"-c listen_addresses= -c unix_socket_directories={self.sockets} -c fsync=off"
        self._run(
            str(self.programs / "pg_ctl"),
            "-D",
            str(data),
            "-l",
            str(data / "log"),
            "-w",
            "-o",
            options,
            "start",
        )

    def build(self, corpus: Corpus) -> None:
        """Start the server and fill the table where it is not yet."""
        self._start(corpus)
        self.loop.run_until_complete(self._fill(corpus))

    async def _connect(self, database: str = "postgres") -> asyncpg.Connection:
        return await asyncpg.connect(host=str(self.sockets), user="bench", database=database)

    async def _fill(self, corpus: Corpus) -> None:
        connection = await self._connect()
        try:
            if await connection.fetchval("SELECT to_regclass('posts_words')"):
                return
            await connection.execute("DROP TABLE IF EXISTS posts")
            await connection.execute(TABLE)
            posts = (
                (post.number + 1, post.key, post.title, post.body, post.published.toordinal(), post.country)
                for post in corpus.posts()
            )
            columns = ["id", "key", "title", "body", "day", "country"]
            while batch := list(islice(posts, 10_000)):
                await connection.copy_records_to_table("posts", records=batch, columns=columns)
            await connection.execute("CREATE INDEX posts_day ON posts(day)")
            await connection.execute("CREATE INDEX posts_words ON posts USING gin(words)")
            await connection.execute("ANALYZE posts")
        finally:
            await connection.close()

    def open(self, corpus: Corpus) -> None:  # noqa: ARG002 - the server has been started for this corpus
        """One connection, as a client would keep."""
        self.connection = self.loop.run_until_complete(self._connect())

    def search(self, query: Query) -> Answer:
        """Two statements."""
        return self.loop.run_until_complete(self._search(query))

    async def _search(self, query: Query) -> Answer:
        between = " <-> " if query.phrase else " & "
        words = between.join(term + (":*" if query.prefix else "") for term in query.terms)
        since = query.since.toordinal() if query.since else 0
        until = query.until.toordinal() if query.until else 9_999_999
        rows = await self.connection.fetch(BEST, words, since, until, query.country)
        count = await self.connection.fetchval(COUNT, words, since, until, query.country)
        return Answer(tuple(row["key"] for row in rows), tuple(row["snippet"] for row in rows), count)

    def close(self) -> None:
        """Close the connection and stop the server."""
        self.loop.run_until_complete(self.connection.close())
        self._run(str(self.programs / "pg_ctl"), "-D", str(self.data), "-w", "-m", "fast", "stop")
        self.loop.close()
        shutil.rmtree(self.sockets, ignore_errors=True)
