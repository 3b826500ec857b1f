"""A dump's articles, read and prepared off the event loop, ready for the writer.

A small dump is read and analysed on threads. A large one keeps the other cores busy: it is analysed in
several processes, or, where it is not analysed, read in one; either way the writer gets batches in the
dump's order, a few ahead.
"""

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import asynccontextmanager, closing
from functools import partial
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Final, TypeVar

from storage.archive.collecting import collect_seldom
from storage.archive.preparing import Prepared, prepare_batch, prepare_unanalysed
from storage.archive.reading import WORTH_PROCESSES, Reading
from storage.archive.sources import Source
from storage.archive.urgency import READING, stand_back, threads_behind
from storage.text.records import Article

__all__ = ["opened", "prepared_batches"]

_READ_AT_ONCE: Final = 2**20
"""Characters of the bodies that the reading process hands over together."""
_AHEAD: Final = 16
"""So many times it hands over before it waits for the writer, which now and then writes out the index."""

Batch = TypeVar("Batch")


@asynccontextmanager
async def prepared_batches(
    source: Source, folder: Path, threads: Executor, *, analysis: bool, processes: int
) -> AsyncIterator[tuple[Reading, AsyncIterator[list[Prepared]]]]:
    """A dump that was surveyed, and its articles, prepared, in its order.

    `folder` has room for what is kept of a dump. It is read on one of the `threads`; `processes`: how many
    may work on a large one, 0 for none. What the reading counts is whole once all batches were taken; it is
    closed at the end. Raises `DumpError` where the dump is refused.
    """
    loop = asyncio.get_running_loop()
    apart = processes > 0 and source.size >= WORTH_PROCESSES
    # Threads that analyse at once would only take turns, one batch driving another's from the cache.
    async with opened(_workers(processes if analysis else 1) if apart else threads_behind(1)) as workers:
        # Processes take half a second to start: that is over when the dump is surveyed. Begun on such a
        # thread, they stand back from their first step on.
        await loop.run_in_executor(threads, workers.submit, _awake)
        survey = partial(Reading.survey, source, folder, dated=analysis)
        with closing(await loop.run_in_executor(threads, survey)) as reading:
            if apart and not analysis:
                yield reading, _read_apart(reading, workers)
                return
            ahead = processes + 1 if apart else 2
            if analysis:
                yield reading, _prepared(reading.dated_batches(), prepare_batch, threads, workers, ahead)
            else:
                yield reading, _prepared(_batches(reading), _unanalysed, threads, workers, ahead)


def _workers(processes: int) -> Executor:
    """Fresh interpreters: a fork would copy the locks of our threads as they happen to be."""
    return ProcessPoolExecutor(processes, get_context("spawn"), _begin_work)


@asynccontextmanager
async def opened(executor: Executor) -> AsyncIterator[Executor]:
    """The executor until the block ends: what waits in it then is dropped, what it does is waited for."""
    try:
        yield executor
    finally:
        await asyncio.to_thread(executor.shutdown, wait=True, cancel_futures=True)


async def _prepared(
    batches: Iterator[Batch],
    prepare: Callable[[Batch], list[Prepared]],
    threads: Executor,
    workers: Executor,
    ahead: int,
) -> AsyncIterator[list[Prepared]]:
    """Articles read on a thread and prepared by the workers, some batches ahead."""
    loop = asyncio.get_running_loop()
    waiting: list[asyncio.Future[list[Prepared]]] = []
    try:
        while True:
            batch = await loop.run_in_executor(threads, next, batches, None)
            if batch is not None:
                waiting.append(loop.run_in_executor(workers, prepare, batch))
            if not waiting:
                return
            if batch is None or len(waiting) > ahead:
                yield await waiting.pop(0)
    finally:
        for each in waiting:
            each.cancel()


def _unanalysed(batch: Sequence[Article]) -> list[Prepared]:
    return list(map(prepare_unanalysed, batch))


def _batches(reading: Reading) -> Iterator[list[Article]]:
    articles = reading.read()
    while batch := list(islice(articles, reading.batch)):
        yield batch


async def _read_apart(reading: Reading, pool: Executor) -> AsyncIterator[list[Prepared]]:
    """Articles read and prepared in the one process of the pool."""
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(pool, _begin, reading)
    waiting = [loop.run_in_executor(pool, _next_batch) for _ in range(_AHEAD)]
    try:
        while batch := await waiting.pop(0):
            waiting.append(loop.run_in_executor(pool, _next_batch))
            yield batch
        reading.take_over(await loop.run_in_executor(pool, _opened_reading))
    finally:
        for each in waiting:
            each.cancel()


_opened: Final[list[tuple[Reading, Iterator[Article]]]] = []
"""In the process that reads: the dump that it reads."""


def _awake() -> None:
    """Nothing to do: a pool starts its processes with the first thing that it is given."""


def _begin(reading: Reading) -> None:
    gc.disable()  # what it makes is of lines and tuples, which hold no cycles
    _opened.append((reading, reading.read()))


def _next_batch() -> list[Prepared]:
    batch: list[Prepared] = []
    size = 0
    for each in _opened[0][1]:
        batch.append(prepare_unanalysed(each))
        size += len(batch[-1].body)
        if size >= _READ_AT_ONCE:
            break
    return batch


def _opened_reading() -> Reading:
    return _opened[0][0]


def _begin_work() -> None:
    _end_with_parent()
    collect_seldom()
    stand_back(READING)


def _end_with_parent() -> None:
    """A process that waits for work does not notice by itself that nobody is left to give it any."""

    def wait() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()
