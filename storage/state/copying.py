"""Moves a state from one database to another, of whichever engine, and proves that it arrived."""

import hashlib
import json
from collections import Counter
from collections.abc import AsyncIterable, AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta

from storage.clock import Clock
from storage.errors import StateError
from storage.state.interface import State
from storage.state.records import Delivery, Process, Stored, StoredSubscription

__all__ = ["CopyFailed", "InUse", "NotEmpty", "Summary", "copy", "summary_of"]

_ALIVE = timedelta(minutes=1)
"""A process whose last heartbeat is no older is taken to be running."""


class InUse(StateError):
    """A bot runs on a database that is to be copied: what it does meanwhile would be lost or doubled."""

    def __init__(self, processes: tuple[Process, ...]) -> None:
        super().__init__(processes)
        self.processes = processes

    def __str__(self) -> str:
        told = ", ".join(f"process {each.pid} on {each.host}" for each in self.processes)
        return f"a bot is using it ({told}); stop it first, and wait a minute if it was killed"


class NotEmpty(StateError):
    """The target holds a state already."""

    def __init__(self, found: "Summary") -> None:
        super().__init__(found)
        self.found = found

    def __str__(self) -> str:
        return f"the target is not empty: it holds {self.found}"


class CopyFailed(StateError):
    """What arrived is not what was sent."""

    def __init__(self, sent: "Summary", arrived: "Summary") -> None:
        super().__init__(sent, arrived)
        self.sent = sent
        self.arrived = arrived

    def __str__(self) -> str:
        return f"the copy differs: {self.sent} were read, {self.arrived} arrived"


@dataclass(frozen=True, slots=True)
class Summary:
    """How much a state holds, and a checksum over every field of it."""

    subscriptions: int
    deliveries: int
    views: int
    checksum: str
    """Equal for equal contents, whatever engine keeps them."""

    @property
    def empty(self) -> bool:
        """Whether nothing is kept."""
        return not (self.subscriptions or self.deliveries or self.views)

    def __str__(self) -> str:
        return (
            f"{_several(self.subscriptions, 'subscription', 'subscriptions')}, "
            f"{_several(self.deliveries, 'delivery', 'deliveries')} and "
            f"{_several(self.views, 'button', 'buttons')} (checksum {self.checksum})"
        )


def _several(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


class _Reckoning:
    """Counts and sums up what passes by."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._sum = hashlib.blake2b(digest_size=8)

    async def over(self, contents: AsyncIterable[Stored]) -> AsyncIterator[Stored]:
        async for each in contents:
            kind = _kind(each)
            self._counts[kind] += 1
            self._sum.update(json.dumps([kind, asdict(each)], sort_keys=True, default=_written).encode())
            yield each

    def summary(self) -> Summary:
        counts = self._counts
        return Summary(counts["subscription"], counts["delivery"], counts["view"], self._sum.hexdigest())


async def summary_of(state: State) -> Summary:
    """What a state holds at this instant."""
    reckoning = _Reckoning()
    async with aclosing(state.contents()) as contents:
        async for _ in reckoning.over(contents):
            pass
    return reckoning.summary()


async def copy(source: State, target: State, clock: Clock, *, replace: bool = False) -> Summary:
    """Copy everything and read it back; what was copied.

    Raises `InUse` where a bot runs on either, `NotEmpty` where the target holds something and `replace` is
    false, and `CopyFailed` where what was read back differs. The source is only read.
    """
    for state in (source, target):
        await _refuse_if_used(state, clock)
    found = await summary_of(target)
    if not found.empty and not replace:
        raise NotEmpty(found)
    reckoning = _Reckoning()
    async with aclosing(source.contents()) as contents:
        await target.fill(reckoning.over(contents))
    sent, arrived = reckoning.summary(), await summary_of(target)
    if sent != arrived:
        raise CopyFailed(sent, arrived)
    return arrived


async def _refuse_if_used(state: State, clock: Clock) -> None:
    nobody = Process("", "", 0)
    now = clock()
    running = [each for each, beat in await state.processes.others(nobody) if now - beat <= _ALIVE]
    if running:
        raise InUse(tuple(running))


def _kind(each: Stored) -> str:
    match each:
        case StoredSubscription():
            return "subscription"
        case Delivery():
            return "delivery"
    return "view"


def _written(value: object) -> object:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is not kept in a state")
