"""The record of every request and its answer, raw."""

import json
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

__all__ = ["Exchange", "Exchanges"]


@dataclass(slots=True, eq=False)
class Exchange:
    """One request and its answer; `status` is 0 until it was answered.

    `request` is the body as sent (of a multipart one its JSON part), `files` the names of uploaded files,
    `at` the harness's instant, `fault` the injected fault that it met, "" for none.
    """

    method: str
    path: str
    at: datetime
    request: bytes = b""
    files: tuple[str, ...] = ()
    status: int = 0
    response: bytes = b""
    fault: str = ""

    @property
    def request_json(self) -> Any:  # noqa: ANN401 - a body is whatever JSON holds
        """The request's body decoded; None where there was none."""
        return json.loads(self.request) if self.request else None

    @property
    def response_json(self) -> Any:  # noqa: ANN401 - as above
        """The answer's body decoded; None where there was none."""
        return json.loads(self.response) if self.response else None

    @property
    def code(self) -> int:
        """Discord's error code in the answer, 0 if it has none."""
        if self.status < 400 or not self.response.startswith(b"{"):
            return 0
        return int(self.response_json.get("code", 0))


class Exchanges:
    """The latest exchanges, oldest first, and a count of what the bot did wrong over all of them."""

    def __init__(self, keep: int | None) -> None:
        self._kept: deque[Exchange] = deque(maxlen=keep)
        self.total = 0
        self.violations: Counter[int] = Counter()
        """How often the bot was refused, by error code, or by status where there is none; without faults."""

    def __iter__(self) -> Iterator[Exchange]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def begin(self, exchange: Exchange) -> None:
        """Takes up a request when it arrives."""
        self.total += 1
        self._kept.append(exchange)

    def finish(self, exchange: Exchange, status: int, response: bytes) -> None:
        """Fills in the answer."""
        exchange.status = status
        exchange.response = response
        if status >= 400 and not exchange.fault:
            self.violations[exchange.code or status] += 1

    def to(self, method: str, ending: str) -> list[Exchange]:
        """Those of one method whose path ends so."""
        return [each for each in self._kept if each.method == method and each.path.endswith(ending)]
