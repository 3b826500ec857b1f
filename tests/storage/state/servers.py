"""A PostgreSQL server of the test session's own, on a Unix socket, where Debian's package is installed."""

import asyncio
import fcntl
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import asyncpg

__all__ = ["ABSENT", "PostgresServer", "is_installed", "programs", "shared_server"]

ABSENT = "no PostgreSQL server is installed here (Debian: apt-get install postgresql)"

_USER = "dateline"


def programs() -> Path | None:
    """The folder of the server's programs, or None where there is no server."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def is_installed() -> bool:
    """Whether there is a server to start."""
    return programs() is not None


@dataclass(frozen=True)
class PostgresServer:
    """A server whose data and socket lie in one folder, which is removed with it."""

    folder: Path

    @classmethod
    def create(cls, *, fsync: bool = False) -> "PostgresServer":
        """Make a cluster and start it; a socket's path may have 107 bytes, so it lies in `/tmp`."""
        folder = Path(tempfile.mkdtemp(prefix="dateline-pg-"))
        if _is_root():
            shutil.chown(folder, "postgres", "postgres")
        server = cls(folder)
        _run("initdb", "-D", str(server.data), "-A", "trust", "-U", _USER, "--no-sync", "-E", "UTF8")
        options = (
            "listen_addresses = ''",
            f"unix_socket_directories = '{folder}'",
            f"fsync = {'on' if fsync else 'off'}",
            "max_connections = 100",
        )
        with (server.data / "postgresql.conf").open("a") as settings:
            settings.write("\n".join(options) + "\n")
        server.start()
        return server

    @property
    def data(self) -> Path:
        """The cluster's own folder."""
        return self.folder / "data"

    def start(self) -> None:
        """Start it and wait until it answers."""
        _run("pg_ctl", "-D", str(self.data), "-l", str(self.folder / "log"), "-w", "-t", "120", "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it: `fast` cuts connections in good order, `immediate` is a crash."""
        _run("pg_ctl", "-D", str(self.data), "-w", "-t", "120", "-m", mode, "stop")

    def remove(self) -> None:
        """Stop it and delete everything."""
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, schema: str) -> str:
        """The address of a state in a schema of its own."""
        return f"postgresql://{_USER}@/postgres?host={quote(str(self.folder))}&search_path={schema}"

    async def make_schema(self, schema: str) -> str:
        """Make an empty schema; the address of a state in it."""
        connection = await asyncpg.connect(self.address("public"))
        try:
            # A name cannot be a parameter; it is one of the tests' own, of letters, digits and `_`.
            assert schema.replace("_", "").isalnum()
            await connection.execute(f'CREATE SCHEMA "{schema}"')
        finally:
            await connection.close()
        return self.address(schema)


@contextmanager
def shared_server(folder: Path) -> Iterator[PostgresServer]:
    """One server for all workers of a test session: the first starts it, the last removes it.

    `folder` is the same for all of them.
    """
    with _register(folder) as users:
        if not users["count"]:
            users["server"] = str(PostgresServer.create().folder)
        users["count"] += 1
        server = PostgresServer(Path(users["server"]))
    try:
        yield server
    finally:
        with _register(folder) as users:
            users["count"] -= 1
            if not users["count"]:
                server.remove()


@contextmanager
def _register(folder: Path) -> Iterator[dict[str, Any]]:
    """Who uses the server, read and written by one worker at a time."""
    register = folder / "postgres.json"
    with (folder / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        users = json.loads(register.read_text()) if register.exists() else {"count": 0, "server": ""}
        yield users
        register.write_text(json.dumps(users))


def _is_root() -> bool:
    return os.geteuid() == 0


def _run(program: str, *arguments: str) -> None:
    """Run one of the server's programs, as the user postgres where we are root: it refuses to run as root."""
    folder = programs()
    assert folder is not None, ABSENT
    as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if _is_root() else []
    # Its output is dropped: the server inherits it and would keep a pipe open.
    subprocess.run(  # noqa: S603 - our own arguments
        [*as_user, str(folder / program), *arguments],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        timeout=180,
    )


async def stopped_for(server: PostgresServer, seconds: float, mode: str = "fast") -> None:
    """Take a server away for some time of the running event loop's."""
    await asyncio.to_thread(server.stop, mode)
    await asyncio.sleep(seconds)
    await asyncio.to_thread(server.start)
