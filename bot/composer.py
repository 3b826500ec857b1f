"""The digest of a day out of the archive: what `bot.digest` posts, and what managers preview."""

from collections.abc import Collection
from datetime import date

from bot.digest.composing import Composed
from bot.messages import prepare
from bot.render import almanac as render
from bot.render.reply import Reply
from storage.archive import Archive, almanac
from storage.archive.answers import NearestEntries
from storage.state import EmptyDays, State, Subscription

__all__ = ["Composer"]


class Composer:
    """Makes digests; calling it is `bot.digest.composing.Compose`."""

    def __init__(self, archive: Archive, state: State) -> None:
        self._archive = archive
        self._state = state

    async def __call__(
        self, subscription: Subscription, local_date: date, shown: Collection[str], marker: str
    ) -> Composed | None:
        """The message of one subscription for one local date, or None where nothing is to be posted."""
        made = await self.digest(local_date, subscription.settings.empty_days, shown, marker)
        if made is None:
            return None
        reply, entries = made
        outgoing = await prepare(reply, self._state, None)
        return Composed(outgoing.payload(), entries)

    async def digest(
        self, local_date: date, empty_days: EmptyDays, shown: Collection[str], marker: str
    ) -> tuple[Reply, tuple[str, ...]] | None:
        """The reply and the ids of the entries that it shows; None where there is nothing to show.

        `shown` are entries that must not be shown as the nearest days' again.
        """
        day = await almanac.on_day(
            self._archive, local_date.month, local_date.day, local_date.year, limit=render.PER_DIGEST
        )
        near: tuple[NearestEntries, ...] = ()
        if not day.entries and not day.leap_day and empty_days == "nearest":
            near = await almanac.nearest(
                self._archive,
                local_date,
                exclude=shown,
                limit=render.PER_DIGEST,
            )
        return render.digest_message(local_date, marker, day, near)
