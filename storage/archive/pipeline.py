"""A dump's articles, read and prepared off the event loop, ready for the writer.

A small dump is read and analysed on a thread. A large one keeps the other cores busy: it is analysed in
several processes, or, where it is not analysed, read in one; either way the writer gets batches in the
dump's order, a few ahead.
"""

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
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
from storage.text.records import Article

__all__ = ["prepared_batches"]

_READ_AT_ONCE: Final = 2**20
"""Characters of the bodies that the reading process hands over together."""
_AHEAD: Final = 16
"""So many times it hands over before it waits for the writer, which now and then writes out the index."""

_NICE: Final = 5
"""How much processes that read or analyse a dump stand back behind whoever asks."""

Batch = TypeVar("Batch")


@asynccontextmanager
async def prepared_batches(
    source: Source, folder: Path, *, analysis: bool, processes: int
) -> AsyncIterator[tuple[Reading, AsyncIterator[list[Prepared]]]]:
    """A dump that was surveyed, and its articles, prepared, in its order.

    `folder` has room for what is kept of a dump; `processes`: how many may work on a large one, 0 for none.
    What the reading counts is whole once all batches were taken; it is closed at the end. Raises `DumpError`
    where the dump is refused.
    """
    survey = partial(Reading.survey, source, folder, dated=analysis)
    if processes == 0 or source.size < WORTH_PROCESSES:
        # Threads that analyse at once would only take turns, one batch driving another's from the cache.
        async with _open(ThreadPoolExecutor(1)) as thread:
            with closing(await asyncio.to_thread(survey)) as reading:
                if analysis:
                    yield reading, _on_threads(reading.dated_batches(), prepare_batch, thread, ahead=2)
                else:
                    yield reading, _on_threads(_batches(reading), _unanalysed, thread, ahead=2)
        return
    # Fresh interpreters: a fork would copy the locks of our threads as they happen to be.
    workers = ProcessPoolExecutor(processes if analysis else 1, get_context("spawn"), _stand_back)
    async with _open(workers) as pool:
        # They take half a second to start: that is over when the dump is surveyed.
        pool.submit(_awake)
        with closing(await asyncio.to_thread(survey)) as reading:
            if analysis:
                batches = reading.dated_batches()
                yield reading, _on_threads(batches, prepare_batch, pool, ahead=processes + 1)
            else:
                yield reading, _read_apart(reading, pool)


@asynccontextmanager
async def _open(executor: Executor) -> AsyncIterator[Executor]:
    """The executor until the block ends: what waits in it then is dropped, what it does is waited for."""
    try:
        yield executor
    finally:
        await asyncio.to_thread(executor.shutdown, wait=True, cancel_futures=True)


async def _on_threads(
    batches: Iterator[Batch],
    prepare: Callable[[Batch], list[Prepared]],
    executor: Executor,
    *,
    ahead: int,
) -> AsyncIterator[list[Prepared]]:
    """Articles read on a thread and prepared by the executor, some batches ahead."""
    loop = asyncio.get_running_loop()
    waiting: list[asyncio.Future[list[Prepared]]] = []
    try:
        while True:
            batch = await asyncio.to_thread(next, batches, None)
            if batch is not None:
                waiting.append(loop.run_in_executor(executor, prepare, batch))
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


def _stand_back() -> None:
    _end_with_parent()
    collect_seldom()
    os.nice(_NICE)


def _end_with_parent() -> None:
    """A process that waits for work does not notice by itself that nobody is left to give it any."""

    def wait() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()
