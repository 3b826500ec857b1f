"""The local Discord as a whole."""

from random import Random
from types import TracebackType
from typing import Self

from bot.harness.acting import Acting
from bot.harness.building import Building
from bot.harness.server import Server
from storage.clock import Clock

__all__ = ["LOCAL_TOKEN", "LocalDiscord"]

LOCAL_TOKEN = "local-token"  # noqa: S105 - it opens nothing but the local Discord
"""The bot token that is accepted unless another is given."""


class LocalDiscord(Building, Acting):
    """A Discord of its own on the loopback interface, for one bot; also an async context manager.

    `clock` tells the time of everything that Discord dates; turn it and interactions expire. `random` draws
    tokens and chances. `shards` is the recommended number; `max_concurrency` and `identify_interval`
    (seconds; Discord's is 5, 0 lets a bot restart at will) govern identifies. `global_limit` is how many
    requests any second admits, None for no limit; `keep` is how many of the latest exchanges are recorded,
    None for all.
    """

    def __init__(
        self, *, clock: Clock, random: Random | None = None, name: str = "Dateline", token: str = LOCAL_TOKEN,
        shards: int = 1, max_concurrency: int = 1, identify_interval: float = 0.0,
        global_limit: int | None = 50, keep: int | None = 10_000,
    ) -> None:  # fmt: skip
        super().__init__(
            clock, random or _seeded(), name=name, token=token, shards=shards,
            max_concurrency=max_concurrency, identify_interval=identify_interval,
            global_limit=global_limit, keep=keep,
        )  # fmt: skip
        self._server = Server(self)

    @property
    def api_base(self) -> str:
        """The base address of the HTTP API, what `https://discord.com/api/v10` is otherwise."""
        return f"{self.world.base}/api/v10"

    @property
    def gateway_url(self) -> str:
        """The address of the gateway, what `wss://gateway.discord.gg/` is otherwise."""
        return self.gateway.url

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Begins to serve on a loopback address, 0 for any free port. ForeignAddress for another address."""
        chosen = await self._server.start(host, port)
        shown = f"[{host}]" if ":" in host else host
        self.world.base = f"http://{shown}:{chosen}"
        self.gateway.url = f"ws://{shown}:{chosen}/"

    async def stop(self) -> None:
        """Ends all connections; what is held by a fault goes on first."""
        self.faults.clear()
        await self._server.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()


def _seeded() -> Random:
    """Draws the same every time: what people do in the local Discord is repeatable."""
    return Random(0)  # noqa: S311 - its tokens guard nothing, the server answers this machine alone
