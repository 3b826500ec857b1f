"""Faults that can be injected into the HTTP API: refusals, 429s, lost requests, lost replies, slow ones."""

import asyncio
from dataclasses import dataclass, field
from enum import Enum
from fnmatch import fnmatchcase
from random import Random

__all__ = ["Fault", "Faults", "Hold", "Kind"]


class Kind(Enum):
    """What goes wrong with a request. The value is how records name it."""

    STATUS = "status"  # refused with a 5xx, nothing was done
    STATUS_AFTER = "status after the effect"  # done, but the answer is a 5xx
    RATE_LIMIT = "rate limit"
    DROP_BEFORE = "dropped before the effect"
    DROP_AFTER = "dropped after the effect"
    DELAY_BEFORE = "delayed before the effect"
    DELAY_AFTER = "delayed after the effect"


@dataclass(eq=False)
class Hold:
    """Keeps a request waiting until it is released: `await hold.reached.wait()`, then `hold.release()`."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Lets the request, and all later ones that meet this fault, go on."""
        self._released.set()

    async def wait(self) -> None:
        """What the held request waits for."""
        self.reached.set()
        await self._released.wait()


@dataclass(eq=False)
class Fault:
    """One injected fault: what, for which requests, how often. `hits` counts the requests it met."""

    kind: Kind
    route: str
    times: int | None = 1
    probability: float = 1.0
    status: int = 500
    body: bytes | None = None
    retry_after: float = 0.0
    is_global: bool = False
    via: bool = True
    seconds: float = 0.0
    hold: Hold | None = None
    hits: int = 0


class Faults:
    """The injected faults. A `route` is `METHOD /path` below the API's base, with `*` for anything.

    A fault met goes after `times` requests, or stays with None; `probability` leaves it to chance.
    The first that fits a request, in the order of injection, is the one it meets.
    """

    def __init__(self, random: Random) -> None:
        self._random = random
        self._active: list[Fault] = []

    def fail(
        self, route: str = "*", *, status: int = 500, body: bool = True, after_effect: bool = False,
        times: int | None = 1, probability: float = 1.0,
    ) -> Fault:  # fmt: skip
        """Answers with a 5xx, with Discord's JSON body or with none at all; or does first what was asked."""
        content = b'{"message": "Internal Server Error", "code": 0}' if body else None
        kind = Kind.STATUS_AFTER if after_effect else Kind.STATUS
        return self._add(Fault(kind, route, times, probability, status=status, body=content))

    def garble(
        self, route: str = "*", *, body: bytes = b'{"id": "1', after_effect: bool = True,
        times: int | None = 1, probability: float = 1.0,
    ) -> Fault:  # fmt: skip
        """Answers 200 with what is no JSON, though it says so; after doing what was asked, or instead."""
        kind = Kind.STATUS_AFTER if after_effect else Kind.STATUS
        return self._add(Fault(kind, route, times, probability, status=200, body=body))

    def rate_limit(
        self, route: str = "*", *, retry_after: float = 0.01, is_global: bool = False, via: bool = True,
        times: int | None = 1, probability: float = 1.0,
    ) -> Fault:  # fmt: skip
        """Answers 429; without `via` it looks like Cloudflare's, which discord.py does not retry."""
        fault = Fault(
            Kind.RATE_LIMIT, route, times, probability, retry_after=retry_after, is_global=is_global, via=via
        )
        return self._add(fault)

    def drop(
        self, route: str = "*", *, after_effect: bool, times: int | None = 1, probability: float = 1.0
    ) -> Fault:
        """Cuts the connection: before anything was done, or afterwards, so that only the reply is lost."""
        return self._add(
            Fault(Kind.DROP_AFTER if after_effect else Kind.DROP_BEFORE, route, times, probability)
        )

    def delay(
        self, route: str = "*", *, seconds: float, after_effect: bool = True, times: int | None = 1,
        probability: float = 1.0,
    ) -> Fault:  # fmt: skip
        """Answers only after so many seconds of the event loop."""
        kind = Kind.DELAY_AFTER if after_effect else Kind.DELAY_BEFORE
        return self._add(Fault(kind, route, times, probability, seconds=seconds))

    def hold(self, route: str = "*", *, after_effect: bool, times: int | None = 1) -> Hold:
        """Keeps requests waiting, before or after their effect, until the hold is released."""
        hold = Hold()
        self._add(Fault(Kind.DELAY_AFTER if after_effect else Kind.DELAY_BEFORE, route, times, hold=hold))
        return hold

    def clear(self) -> None:
        """Takes all faults away; what is held goes on."""
        for fault in self._active:
            if fault.hold:
                fault.hold.release()
        self._active.clear()

    def remove(self, fault: Fault) -> None:
        """Takes one fault away, if it is still there."""
        if fault in self._active:
            self._active.remove(fault)

    def meet(self, method: str, path: str) -> Fault | None:
        """The fault that this request meets, counted; None for most."""
        if not self._active:
            return None
        target = f"{method} {path}"
        for fault in self._active:
            if fnmatchcase(target, fault.route) and (
                fault.probability >= 1.0 or self._random.random() < fault.probability
            ):
                fault.hits += 1
                if fault.times is not None and fault.hits >= fault.times:
                    self._active.remove(fault)
                return fault
        return None

    def _add(self, fault: Fault) -> Fault:
        self._active.append(fault)
        return fault
