"""Which guilds' digests this process sends: those of its own shards, and of shards that nobody runs.

Each process tells with its heartbeat which shards it runs. A shard whose process has been silent for a
minute is adopted by one of those that live, all of which reckon alike which of them it is; where two
disagree for a moment, the claim in the ledger lets only one of them send. Sending needs no gateway, so an
adopted shard's digests go out although nobody hears its guilds. When a process runs the shard again, its
heartbeat ends the adoption.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from storage.state import Process, ShardRange

__all__ = ["Shares"]


class Shares:
    """The shards of one process, and those that it has adopted."""

    def __init__(self, own: ShardRange | None = None) -> None:
        """`own`: the shards that this process runs; None: all of them."""
        self.own = own
        self.adopted: frozenset[int] = frozenset()
        self._seen: dict[int, datetime] = {}

    def place(self, guild_id: int) -> Literal["own", "adopted", "elsewhere"]:
        """Whose guild it is."""
        if self.own is None or guild_id in self.own:
            return "own"
        return "adopted" if (guild_id >> 22) % self.own.total in self.adopted else "elsewhere"

    def ranges(self) -> tuple[ShardRange | None, ...]:
        """What to ask the database for, range by range; None stands for every guild."""
        if self.own is None:
            return (None,)
        return (self.own, *(ShardRange(shard, shard, self.own.total) for shard in sorted(self.adopted)))

    def look(
        self, now: datetime, me: Process, others: Sequence[tuple[Process, datetime]], lease: timedelta
    ) -> frozenset[int]:
        """Adopt what nobody has run for longer than `lease`; which shards are adopted that were not before.

        `others` are the other processes with their last heartbeats. A shard of which nothing was ever heard
        counts from the first look, so that processes that start one after the other adopt nothing.
        """
        if self.own is None:
            return frozenset()
        total = self.own.total
        alive = [me]
        for process, beat in others:
            if now - beat <= lease:
                alive.append(process)
            for shard in _run_by(process, total):
                self._seen[shard] = max(beat, self._seen.get(shard, beat))
        for shard in _run_by(me, total):
            self._seen[shard] = now
        orphaned = [shard for shard in range(total) if now - self._seen.setdefault(shard, now) > lease]
        heirs = sorted(
            (each for each in alive if each.shards is not None and each.shards.total == total), key=_seniority
        )
        before = self.adopted
        self.adopted = frozenset(shard for shard in orphaned if heirs[shard % len(heirs)] == me)
        return self.adopted - before


def _run_by(process: Process, total: int) -> range:
    """The shards that a process runs, of so many; none where it counts them otherwise."""
    if process.shards is None:
        return range(total)
    if process.shards.total != total:
        return range(0)
    return range(process.shards.first, process.shards.last + 1)


def _seniority(process: Process) -> tuple[int, str]:
    return (process.shards.first if process.shards else 0, process.id)
