"""Dumps → database: incremental, atomic per dump, with a report.

A sample of a dump tells its layout. Where it is analysed, it is then read for the small evidence that dates
its articles; at last it is read article by article, analysed and stored, so that memory stays flat however
large it is. Reading and analysing happen off the event loop, for a large dump in processes of their own.
"""

import asyncio
import hashlib
import os
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Final

from storage.archive import indexing, storing
from storage.archive.archive import Archive
from storage.archive.collecting import rare_collections
from storage.archive.deriving import derive
from storage.archive.pipeline import opened, prepared_batches
from storage.archive.preparing import Prepared
from storage.archive.reports import DumpReport, LoadReport, Progress, ProgressStep, Stage
from storage.archive.sources import Source, check_unchanged, content_hash, find_dumps, open_source
from storage.archive.urgency import WRITING, stand_back, threads_behind
from storage.errors import DumpError
from storage.text.analysis import VERSION

__all__ = ["DumpReport", "LoadReport", "Progress", "ProgressStep", "load", "remove"]

_FORMAT: Final = 2
"""Raised when what is stored of an article changes in a way that a migration cannot make up for."""


async def load(
    archive: Archive,
    paths: Sequence[Path],
    *,
    progress: Progress | None = None,
    analysis: bool = True,
    processes: int | None = None,
) -> LoadReport:
    """Load dumps: files, or folders of `*.txt`. Each is stored in one transaction, or not at all.

    A dump that is as it was, with its sidecar and under the same version of the analysis, costs one reading;
    one that changed is replaced. One that cannot be loaded is refused in the report, and the others load.
    Dumps that are in the archive but not among `paths` stay (`remove` takes them out). Another load that runs
    at the same time is waited for.

    Without `analysis` articles and their words are stored alone, without what makes searches for common words
    quick; a later load with it stores them anew.
    `processes`: how many analyse a large dump; one for each core where None, 0 for none.

    Raises a `DatabaseError` where the archive cannot be written; dumps stored before stay.
    """
    dumps, errors = await asyncio.to_thread(find_dumps, paths)
    reports = [DumpReport(error.path, "refused", error.reason) for error in errors]
    workers = (os.cpu_count() or 1) if processes is None else processes
    with rare_collections():
        for path in dumps:
            try:
                report = await _load_dump(archive, path, progress or _silent, analysis, workers)
            except DumpError as error:
                where = "" if error.line is None else f"line {error.line:,}: "
                report = DumpReport(path, "refused", where + error.reason)
            reports.append(report)
    return LoadReport(tuple(reports))


async def remove(archive: Archive, source: str) -> bool:
    """Take the dump with this file name out of the archive; returns whether it was there.

    Articles of other dumps that it hid as equal are shown from then on.
    """
    async with archive.change() as connection:
        dump = await connection.run(lambda raw: storing.dump_number(raw, source))
        if dump is None:
            return False
        await connection.run(storing.begin)
        change = await connection.run(indexing.Change)
        await connection.run(lambda raw: indexing.unindex_dump(raw, change, dump))
        await connection.run(lambda raw: storing.remove_rows(raw, dump))
        await derive(connection, change, None)
    return True


def _silent(_step: ProgressStep) -> None:
    return None


async def _load_dump(
    archive: Archive, path: Path, progress: Progress, analysis: bool, workers: int
) -> DumpReport:
    source = await asyncio.to_thread(open_source, path)
    version = VERSION if analysis else 0
    async with (
        opened(threads_behind(2)) as threads,
        # Of a large dump this takes long enough to look at it meanwhile.
        _meanwhile(threads, partial(_fingerprint, source, version)) as fingerprinting,
    ):
        stored = await archive.ask(lambda raw: _loaded(raw, source.name))
        if stored is not None and stored == await fingerprinting:
            return DumpReport(path, "unchanged")
        return await _store_dump(
            archive,
            source,
            version,
            fingerprinting,
            threads,
            progress=progress,
            analysis=analysis,
            workers=workers,
        )


async def _store_dump(
    archive: Archive,
    source: Source,
    version: int,
    fingerprinting: asyncio.Future[bytes],
    threads: Executor,
    *,
    progress: Progress,
    analysis: bool,
    workers: int,
) -> DumpReport:
    def tell(stage: Stage, done: int, total: int) -> None:
        progress(ProgressStep(source.name, stage, done, total))

    tell("reading", 0, source.size)
    async with (
        prepared_batches(source, archive.path.parent, threads, analysis=analysis, processes=workers) as (
            reading,
            batches,
        ),
        archive.change() as connection,
    ):
        expected = reading.articles
        tell("reading", source.size, source.size)
        fingerprint = await fingerprinting
        # Somebody else may have loaded it while we read it or waited.
        if await connection.run(lambda raw: _loaded(raw, source.name)) == fingerprint:
            return DumpReport(source.path, "unchanged")
        old = await connection.run(lambda raw: storing.dump_number(raw, source.name))
        await connection.run(lambda _raw: stand_back(WRITING))
        await connection.run(storing.begin)
        change = await connection.run(indexing.Change)
        if old is not None:
            await connection.run(lambda raw: indexing.unindex_dump(raw, change, old))
            await connection.run(lambda raw: storing.remove_rows(raw, old))
        store = await connection.run(lambda raw: storing.Storing(raw, source, fingerprint, version))
        async for batch in batches:
            await connection.run(partial(_store, store, change, batch))
            for prepared in batch:
                if prepared.unresolved:
                    reading.note_unresolved(prepared.unresolved)
            tell("storing", store.articles, max(expected, store.articles))
        await asyncio.to_thread(check_unchanged, source)
        await connection.run(store.finish)
        duplicates = await derive(connection, change, store.dump, tell, analysed=analysis)
    return DumpReport(
        source.path,
        "loaded" if old is None else "replaced",
        articles=store.articles,
        reprints=store.reprints,
        mentions=store.mentions,
        meetings=store.meetings,
        duplicates=duplicates,
        unresolved=tuple(reading.unresolved),
        unresolved_count=reading.unresolved_count,
        stray=tuple(reading.stray),
        stray_count=reading.stray_count,
    )


def _store(
    store: storing.Storing, change: indexing.Change, batch: Sequence[Prepared], raw: sqlite3.Connection
) -> None:
    indexing.index_in_order(raw, change, store.store(raw, batch), batch)


@asynccontextmanager
async def _meanwhile(threads: Executor, work: Callable[[], bytes]) -> AsyncIterator[asyncio.Future[bytes]]:
    """Work done on a thread during the block; its error is raised where it is awaited, if it is."""
    doing = asyncio.get_running_loop().run_in_executor(threads, work)
    try:
        yield doing
    finally:
        await asyncio.wait([doing])
        if not doing.cancelled():
            doing.exception()


def _fingerprint(source: Source, version: int) -> bytes:
    state = hashlib.blake2b(content_hash(source), digest_size=16)
    state.update(f"{version}.{_FORMAT}".encode())
    return state.digest()


def _loaded(raw: sqlite3.Connection, source: str) -> bytes | None:
    row = raw.execute("SELECT fingerprint FROM dump WHERE source = ?", (source,)).fetchone()
    return None if row is None else bytes(row["fingerprint"])
