"""The interactions under way: their tokens, their 3 seconds, their 15 minutes."""

from collections import OrderedDict
from collections.abc import Iterator
from datetime import timedelta

from bot.harness.errors import ApiError
from bot.harness.reply import Interaction
from bot.harness.world import World

__all__ = ["Interactions"]

_TO_ACKNOWLEDGE = timedelta(seconds=3)
_TO_FOLLOW_UP = timedelta(minutes=15)
_MOST_KEPT = 2_000
"""So many of the latest are known; a token of an older one is refused as if its time had passed."""


class Interactions:
    """The interactions by their tokens; finds the one that a request of the bot is about, or refuses."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._by_token: OrderedDict[str, Interaction] = OrderedDict()

    def add(self, interaction: Interaction) -> None:
        """Takes up a new interaction."""
        self._by_token[interaction.token] = interaction
        if len(self._by_token) > _MOST_KEPT:
            self._by_token.popitem(last=False)

    def to_acknowledge(self, interaction_id: str, token: str) -> Interaction:
        """For a callback. ApiError: 10062 if unknown or older than 3 s, 40060 for a second callback."""
        interaction = self._by_token.get(token)
        if interaction is None or str(interaction.id) != interaction_id:
            raise ApiError(404, 10062, "Unknown interaction")
        if interaction.acknowledged:
            raise ApiError(400, 40060, "Interaction has already been acknowledged.")
        if self._world.clock() - interaction.created > _TO_ACKNOWLEDGE:
            interaction.reply.late += 1
            interaction.reply.changed()
            raise ApiError(404, 10062, "Unknown interaction")
        return interaction

    def to_follow_up(self, application_id: str, token: str) -> Interaction:
        """For a followup or edit. ApiError: 50027 after 15 min, 10015 if foreign or not acknowledged."""
        interaction = self._by_token.get(token)
        if interaction is None or self._world.clock() - interaction.created > _TO_FOLLOW_UP:
            raise ApiError(401, 50027, "Invalid Webhook Token")
        if str(self._world.bot.id) != application_id or not interaction.acknowledged:
            raise ApiError(404, 10015, "Unknown Webhook")
        return interaction

    def __reversed__(self) -> Iterator[Interaction]:
        """The interactions, the latest first."""
        return reversed(self._by_token.values())

    def known(self, token: str) -> Interaction | None:
        """The interaction with this token, whatever its state."""
        return self._by_token.get(token)
