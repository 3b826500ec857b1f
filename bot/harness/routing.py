"""Which function answers which request."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.harness.compose import Upload
from bot.harness.core import Core
from bot.harness.errors import ApiError
from bot.harness.exchanges import Exchange
from bot.harness.ratelimits import Bucket
from bot.harness.world import Json

__all__ = ["Answer", "Call", "Handler", "Route", "Router", "snowflake"]

Answer = tuple[int, Any]
"""A status and what goes into the JSON body; None for an empty one."""


@dataclass(slots=True)
class Call:
    """One request below the API's base: what was matched in its path, its query, its decoded body."""

    values: tuple[str, ...]
    query: Mapping[str, str]
    exchange: Exchange
    body: Any = None
    uploads: list[Upload] = field(default_factory=list)

    @property
    def names(self) -> dict[int, str]:
        """The names of the uploaded files by their index."""
        return {upload.index: upload.name for upload in self.uploads}

    def form(self) -> Json:
        """The body, which has to be an object. ApiError 50109 if it is none."""
        if not isinstance(self.body, dict):
            raise ApiError(400, 50109, "The request body contains invalid JSON.")
        return self.body


Handler = Callable[[Core, Call], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """A route: method, path with `{}` for what varies, its handler and its bucket.

    The first value in the path keeps buckets apart. `open_` routes need no bot token and do not count towards
    the global limit: what they allow is proven by an interaction's own token.
    """

    method: str
    path: str
    handler: Handler
    bucket: Bucket | None = None
    open_: bool = False


class Router:
    """Finds a route by method and path."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._table: dict[tuple[str, int], list[tuple[tuple[str, ...], Route]]] = {}
        for route in routes:
            parts = tuple(route.path.strip("/").split("/"))
            # What is spelt out goes before what varies: `/users/@me` is not the user `@me`.
            entries = self._table.setdefault((route.method, len(parts)), [])
            entries.append((parts, route))
            entries.sort(key=lambda entry: [part == "{}" for part in entry[0]])

    def find(self, method: str, path: str) -> tuple[Route, tuple[str, ...]] | None:
        """The route and the values that its path has where it varies."""
        parts = path.strip("/").split("/")
        for pattern, route in self._table.get((method, len(parts)), ()):
            if all(want in ("{}", got) for want, got in zip(pattern, parts, strict=True)):
                return route, tuple(got for want, got in zip(pattern, parts, strict=True) if want == "{}")
        return None


def snowflake(text: str) -> int:
    """An id out of a path or body; ApiError 50035 if it is none."""
    if text.isascii() and text.isdigit() and len(text) <= 20:
        return int(text)
    errors = {
        "_errors": [{"code": "NUMBER_TYPE_COERCE", "message": f'Value "{text[:50]}" is not snowflake.'}]
    }
    raise ApiError(400, 50035, "Invalid Form Body", errors)
