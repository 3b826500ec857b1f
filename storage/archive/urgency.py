"""How much a load stands back behind whoever asks: all its threads and processes are less urgent."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Final

__all__ = ["READING", "WRITING", "stand_back", "threads_behind"]

READING: Final = 5
"""The niceness of what reads or analyses a dump."""
WRITING: Final = 10
"""The niceness of what stores it."""


def stand_back(niceness: int) -> None:
    """Give the calling thread at least this niceness, in this process and beside others.

    On Linux a thread has its own, and what it starts begins with it; elsewhere it would be the whole
    process's for good, and nothing is done.
    """
    if sys.platform != "linux":
        return
    # Where a sandbox forbids it, a load goes on as it is.
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, max(niceness, os.getpriority(os.PRIO_PROCESS, 0)))
        # One of those does not take the core from another when it wakes, as it does for every batch.
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def threads_behind(count: int) -> ThreadPoolExecutor:
    """So many threads for reading or analysing a dump."""
    return ThreadPoolExecutor(count, initializer=stand_back, initargs=(READING,))
