"""The seam between deliveries and the network: post a message, and look for one that may have been posted.

Every outcome is told apart by what it proves. `Posted` and `Refused` are certain; `Unknown` is everything
else, and the ledger is not settled on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from storage.state import Json

__all__ = ["Outcome", "Posted", "Poster", "Refused", "Sighting", "Unknown", "Unreadable"]


@dataclass(frozen=True, slots=True)
class Posted:
    """The message stands in the channel: posted just now, or by an earlier request with the same nonce."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Refused:
    """This request posted nothing, for certain: Discord said so, or it was never reached."""

    status: int
    """HTTP status; 0 where no connection was made or the request never began."""
    code: int
    """Discord's error code, such as 50013; 0 where it gave none."""
    message: str
    retry_after: float = 0.0
    """Seconds that Discord asks to wait, beyond our own backoff."""

    @property
    def denied(self) -> bool:
        """Whether the channel is at fault (gone, or not open to us), rather than Discord or the message."""
        return self.status in {403, 404}

    @property
    def temporary(self) -> bool:
        """Whether the same request may be let through later."""
        return self.status in {0, 401, 408, 425, 429} or self.status >= 500

    def __str__(self) -> str:
        if self.status == 0:
            return f"Discord could not be reached: {self.message}"
        return f"Discord answered {self.status}: {self.message}" + (f" ({self.code})" if self.code else "")


@dataclass(frozen=True, slots=True)
class Unknown:
    """The request went out and its answer never came: it may have been posted or not."""

    why: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The channel's history was not seen: whether the message stands there is not known."""

    why: str
    forever: bool
    """Whether looking again cannot help (no permission, no channel), rather than an answer that was lost."""


Outcome: TypeAlias = Posted | Refused | Unknown
Sighting: TypeAlias = Posted | Unreadable | None


class Poster(Protocol):
    """Sends messages to channels."""

    async def post(self, channel_id: int, payload: Mapping[str, Json], nonce: str) -> Outcome:
        """Post a message once, with `nonce` enforced; never raises for what Discord or the network does.

        Comes back within 15 seconds, whatever happens, so that a repeat still falls into the time for which
        Discord remembers the nonce.
        """
        ...

    async def find(self, channel_id: int, marker: str, since: datetime) -> Sighting:
        """Look for our own message, posted after `since`, with a component whose custom_id holds `marker`.

        None: the history was read to its end and the message does not stand there.
        """
        ...
