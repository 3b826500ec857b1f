"""A load's threads and processes stand back behind whoever asks."""

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from storage.archive.urgency import READING, WRITING, stand_back, threads_behind

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="a thread has its own niceness on Linux alone"
)


def urgency() -> tuple[int, int]:
    """Niceness and policy of the thread that asks."""
    return os.getpriority(os.PRIO_PROCESS, 0), os.sched_getscheduler(0)


def test_its_threads_stand_back_and_nobody_else() -> None:
    before = urgency()
    with threads_behind(1) as threads:
        assert threads.submit(urgency).result() == (max(READING, before[0]), os.SCHED_BATCH)
    assert urgency() == before


def test_what_a_thread_starts_stands_back_from_its_first_step_on() -> None:
    with threads_behind(1) as threads, ProcessPoolExecutor(1, get_context("spawn")) as processes:
        begun = threads.submit(processes.submit, urgency).result()
        assert begun.result() == threads.submit(urgency).result()


def test_the_writer_stands_back_furthest_and_nothing_comes_forward_again() -> None:
    with threads_behind(1) as threads:
        threads.submit(stand_back, WRITING).result()
        threads.submit(stand_back, READING).result()
        assert threads.submit(urgency).result()[0] >= WRITING
