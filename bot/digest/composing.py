"""What a delivery needs of whoever makes its message."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Protocol

from storage.state import Json, Subscription

__all__ = ["NO_REPEAT", "Compose", "Composed"]

NO_REPEAT: Final = timedelta(days=30)
"""What a channel was shown in that time is not shown again as a nearest day's."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A digest, ready to be posted."""

    payload: Mapping[str, Json]
    """The body of Discord's Create Message, without nonce; a button's custom_id holds the marker."""
    entries: tuple[str, ...]
    """Ids of the almanac's entries that it shows."""


class Compose(Protocol):
    """Makes the digest of one subscription for one local date."""

    async def __call__(
        self, subscription: Subscription, local_date: date, shown: Collection[str], marker: str
    ) -> Composed | None:
        """The message, headed with `local_date`; None where nothing is to be posted that day.

        `shown` are entries that the channel was shown within `NO_REPEAT`, which *nearest* must not repeat;
        `marker` (letters and digits) goes into the custom_id of a button.
        """
        ...
