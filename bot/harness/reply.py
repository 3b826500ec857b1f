"""What came of an interaction, as the person who caused it sees it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.harness.exchanges import Exchange
from bot.harness.rules.messages import EPHEMERAL
from bot.harness.world import Channel, Json, Message, User

__all__ = ["Choice", "File", "Interaction", "Reply"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A suggestion of autocomplete: what is shown, and what is sent when it is chosen."""

    name: str
    value: str | int | float


@dataclass(frozen=True, slots=True)
class File:
    """An attachment; `description` is its alternative text, "" if it has none."""

    name: str
    data: bytes
    content_type: str
    description: str


@dataclass(slots=True, eq=False)
class Interaction:
    """An interaction that was sent to the bot, and how far the bot has got in answering it."""

    id: int
    token: str
    type: int
    user: User
    channel: Channel
    created: datetime
    payload: Json
    source: Message | None  # the message whose component was used
    reply: "Reply"
    acknowledged: int = 0  # the type of callback
    loading: bool = False  # "thinking …": the first followup fills the original response
    original: Message | None = None


class Reply:
    """The answer to one interaction; it goes on changing while the bot edits it or follows up.

    `message` is the answer (the message that was updated, if `updated`), None for a modal, for choices, and
    after the bot deleted it. `deferred` says whether the bot asked for time first; `acknowledged_after` is in
    seconds of the harness's clock, None if the bot never acknowledged. `late` counts acknowledgements that
    came after the 3 s and were refused. `payload` is what was sent to the bot, `raw` its requests about it.
    `source` is the message whose component was used, if any.
    """

    def __init__(
        self, user: User, channel: Channel, files: dict[int, bytes], source: Message | None = None
    ) -> None:
        self.user = user
        self.channel = channel
        self.source = source
        self.payload: Json = {}
        self.raw: list[Exchange] = []
        self.message: Message | None = None
        self.followups: list[Message] = []
        self.choices: list[Choice] = []
        self.modal: Json | None = None
        self.deferred = False
        self.updated = False
        self.late = 0
        self.acknowledged_after: float | None = None
        self.complete = False
        self._files = files
        self._waiting: list[asyncio.Future[None]] = []

    @property
    def content(self) -> str:
        """The answer's text, "" if it has none."""
        return self.message.content if self.message else ""

    @property
    def embeds(self) -> list[Json]:
        """The answer's embeds, as the API gives them."""
        return self.message.embeds if self.message else []

    @property
    def components(self) -> list[Json]:
        """The answer's rows of components, as the API gives them."""
        return self.message.components if self.message else []

    @property
    def ephemeral(self) -> bool:
        """Whether only the user sees the answer."""
        return bool(self.message and self.message.payload["flags"] & EPHEMERAL)

    @property
    def files(self) -> list[File]:
        """The answer's attachments with their bytes."""
        attachments = self.message.payload["attachments"] if self.message else []
        return [
            File(
                each["filename"],
                self._files[int(each["id"])],
                each["content_type"],
                each.get("description", ""),
            )
            for each in attachments
        ]

    async def until(self, true_of: Callable[["Reply"], bool], *, guard: float = 10.0) -> "Reply":
        """Waits until something is true of this reply, at most `guard` seconds (TimeoutError)."""
        async with asyncio.timeout(guard):
            while not true_of(self):
                changed = asyncio.get_running_loop().create_future()
                self._waiting.append(changed)
                await changed
        return self

    def changed(self, *, complete: bool = False) -> None:
        """Tells whoever waits that something happened; `complete`: there is now an answer to look at."""
        self.complete = self.complete or complete
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            if not each.done():
                each.set_result(None)
