"""For how long the state keeps what is no longer used: the same behind every engine."""

from datetime import timedelta
from typing import Final

__all__ = ["ENDED_KEPT", "LEDGER_KEPT", "TOUCH_AFTER", "VIEWS_KEPT"]

ENDED_KEPT: Final = timedelta(days=30)
"""For how long settings outlive an `unsubscribe`, a guild that the bot left, or a channel's deletion."""

LEDGER_KEPT: Final = timedelta(days=400)
"""For how long a delivery is remembered."""

VIEWS_KEPT: Final = timedelta(days=90)
"""For how long after its last use a button or menu works."""

TOUCH_AFTER: Final = timedelta(hours=1)
"""A press writes that the view was used only this long after the last: pressing *Next* stays a read."""
