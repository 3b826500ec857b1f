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
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Final, TypeVar

from storage.archive.collecting import collect_seldom
from storage.archive.preparing import Prepared, prepare_batch, prepare_unanalysed
from storage.archive.reading import WORTH_PROCESSES, Reading
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
    reading: Reading, *, analysis: bool, processes: int
) -> AsyncIterator[AsyncIterator[list[Prepared]]]:
    """The articles of a dump that was surveyed, prepared, in its order.

    `processes`: how many may work on a large dump, 0 for none. What `reading` counts is whole once all
    batches were taken; it is closed at the end. Raises `DumpError` where the dump is refused.
    """
    with closing(reading):
        if processes == 0 or reading.size < WORTH_PROCESSES:
            # Threads that analyse at once would only take turns, one batch driving another's from the cache.
            thread = ThreadPoolExecutor(1)
            try:
                if analysis:
                    yield _on_threads(reading.dated_batches(), prepare_batch, thread, ahead=2)
                else:
                    yield _on_threads(_batches(reading), _unanalysed, thread, ahead=2)
            finally:
                await asyncio.to_thread(thread.shutdown, wait=True, cancel_futures=True)
            return
        # Fresh interpreters: a fork would copy the locks of our threads as they happen to be.
        context = get_context("spawn")
        if analysis:
            pool = ProcessPoolExecutor(processes, context, _stand_back)
        else:
            pool = ProcessPoolExecutor(1, context, _open, (reading,))
        try:
            if analysis:
                yield _on_threads(reading.dated_batches(), prepare_batch, pool, ahead=processes + 1)
            else:
                yield _read_apart(reading, pool)
        finally:
            await asyncio.to_thread(pool.shutdown, wait=True, cancel_futures=True)


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


async def _read_apart(reading: Reading, pool: ProcessPoolExecutor) -> AsyncIterator[list[Prepared]]:
    """Articles read and prepared in the one process of the pool."""
    loop = asyncio.get_running_loop()
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


def _open(reading: Reading) -> None:
    _stand_back()
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
