"""Discord's rate limits: 50 requests in any second, a bucket a route, a block for ignoring them."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Bucket", "RateLimits", "Verdict"]

_INVALID_WINDOW = 600.0
_INVALID_LIMIT = 10_000
_MOST_BUCKETS = 20_000


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many requests a route admits in how many seconds, for each channel, guild or webhook apart."""

    name: str
    limit: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a request is let through (`retry_after` is 0.0), and the headers that its answer bears."""

    headers: dict[str, str]
    retry_after: float = 0.0
    is_global: bool = False
    blocked: bool = False


_FREE = Verdict({})


class RateLimits:
    """Decides over each request by `timer`, in seconds.

    `global_limit` requests are let through in any window of one second, wherever it begins; None lifts that.
    `peak` is the most that ever were within one second, refused ones included.
    """

    def __init__(self, timer: Callable[[], float], *, global_limit: int | None = 50) -> None:
        self.global_limit = global_limit
        self.peak = 0
        self._timer = timer
        self._recent: deque[float] = deque()
        self._arrived: deque[float] = deque()
        self._buckets: dict[tuple[str, str], tuple[int, float]] = {}
        self._invalid: deque[float] = deque()

    def admit(self, bucket: Bucket | None, major: str, *, counts_globally: bool) -> Verdict:
        """Takes a request into account, and says whether it goes through.

        `major` is the id that the bucket is kept apart by. Interaction callbacks and followups do not count
        globally.
        """
        now = self._timer()
        if self._is_blocked(now):
            return Verdict({"Retry-After": "600"}, 600.0, blocked=True)
        if counts_globally and (wait := self._wait_globally(now)):
            headers = {
                "X-RateLimit-Global": "true",
                "X-RateLimit-Scope": "global",
                "Retry-After": f"{wait:.3f}",
            }
            return Verdict(headers, wait, is_global=True)
        return self._draw(bucket, major, now) if bucket else _FREE

    def note(self, status: int) -> None:
        """Counts an answer of 401, 403 or 429: 10,000 in ten minutes block the address."""
        if status in {401, 403, 429}:
            self._invalid.append(self._timer())

    def _is_blocked(self, now: float) -> bool:
        while self._invalid and self._invalid[0] <= now - _INVALID_WINDOW:
            self._invalid.popleft()
        return len(self._invalid) >= _INVALID_LIMIT

    def _wait_globally(self, now: float) -> float:
        for times in (self._recent, self._arrived):
            while times and times[0] <= now - 1.0:
                times.popleft()
        self._arrived.append(now)
        self.peak = max(self.peak, len(self._arrived))
        if self.global_limit is not None and len(self._recent) >= self.global_limit:
            # Rounded up to the milliseconds that the header has, so that waiting so long suffices.
            return round(self._recent[0] + 1.0 - now + 0.001, 3)
        self._recent.append(now)
        return 0.0

    def _draw(self, bucket: Bucket, major: str, now: float) -> Verdict:
        key = (bucket.name, major)
        used, reset = self._buckets.get(key, (0, 0.0))
        if now >= reset:
            used, reset = 0, now + bucket.seconds
        refused = used >= bucket.limit
        used += not refused
        if len(self._buckets) > _MOST_BUCKETS:
            self._buckets = {each: state for each, state in self._buckets.items() if state[1] > now}
        self._buckets[key] = (used, reset)
        wait = round(reset - now + 0.001, 3)
        headers = {
            "X-RateLimit-Limit": str(bucket.limit),
            "X-RateLimit-Remaining": str(bucket.limit - used),
            "X-RateLimit-Reset": f"{reset:.3f}",
            "X-RateLimit-Reset-After": f"{wait:.3f}",
            "X-RateLimit-Bucket": bucket.name,
        }
        if not refused:
            return Verdict(headers)
        return Verdict(headers | {"X-RateLimit-Scope": "user", "Retry-After": f"{wait:.3f}"}, wait)
