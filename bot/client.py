"""The Discord client: what it listens to, what it starts, and how it stops.

Intents: guilds alone. Nobody is ever mentioned. Messages and members are not kept in memory.
"""

import asyncio
import logging
import math
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import aiohttp
import discord

from bot import callbacks, commands, metrics, registration
from bot.composer import Composer
from bot.cooldown import Cooldown
from bot.deliveries import Deliveries
from bot.desk import PATIENCE, Desk
from bot.digest.discord_poster import traced
from bot.digest.pacing import GLOBAL_LIMIT, Pacer, limit_of
from bot.digest.posting import Sleep
from bot.identifying import Identifying
from bot.incoming import is_sound
from bot.logs import fields
from bot.presses import Presses
from bot.questions import Question
from bot.render.reply import Reply
from bot.services import Services
from bot.settings import Settings
from bot.tree import DatelineTree
from storage.archive import Archive
from storage.clock import Clock
from storage.errors import DatabaseError
from storage.state import ShardRange, State

__all__ = ["DatelineClient", "build_client"]

_log = logging.getLogger(__name__)

_GRACE: Final = 3.0
"""Seconds that questions under way are given when the bot stops; five are all that there are."""

_TALLIED: Final = timedelta(days=30)
"""Digests of this long ago are counted in the metrics."""

_CONNECTING: Final = 180.0
"""Seconds that a shard may take to connect; discord.py's own default."""

_A_SHARD: Final = 6.0
"""Seconds more for each shard that may be before it."""

# The bot never speaks, so what discord.py says of missing voice libraries is noise.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False


class DatelineClient(discord.AutoShardedClient):
    """Dateline on Discord; made by `build_client`."""

    def __init__(
        self, services: Services, rng: random.Random, sleep: Sleep, *, patience: float, host: str | None
    ) -> None:
        shards = services.settings.shards
        # A proxy before Discord's API knows what all processes ask; each may then use the whole limit.
        limit = GLOBAL_LIMIT if services.settings.discord_api is not None else limit_of(shards)
        self.pacer = Pacer(limit)
        super().__init__(
            **_sharding(shards),
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            http_trace=traced(self.pacer),
        )
        self.services = services
        settings = services.settings
        self._metrics = metrics.NoMetrics() if settings.metrics_port is None else metrics.PrometheusMetrics()
        self.desk = Desk(
            services.state, services.clock, Cooldown(services.clock), self._metrics, patience=patience
        )
        self.composer = Composer(services.archive, services.state)
        self.tree = DatelineTree(self, self.desk)
        self._presses = Presses(self.desk, services.state, services.clock, self._answer)
        self.digest = Deliveries(self, services, self.composer, rng, sleep, limit=limit, host=host)
        self._identifying = None if shards is None else Identifying(services.state.processes, asyncio.sleep)
        commands.register(
            commands.Frame(self.tree, services, self.desk, self._answer, self.composer, self.digest.nudge)
        )
        self._close_metrics: Callable[[], Awaitable[None]] | None = None
        self._answering: aiohttp.ClientSession | None = None
        self._winding_down: asyncio.Task[None] | None = None
        self._ignore_malformed_interactions()

    async def setup_hook(self) -> None:
        """Before the gateway is opened: commands, metrics, deliveries."""
        settings = self.services.settings
        self._answering = callbacks.straight(self.http.connector)
        # One process tells Discord the commands: the one that direct messages go to.
        if settings.shards is None or settings.shards.first == 0:
            await registration.register(self.tree, self._own_id(), settings.dev_guild)
        if self._identifying is not None:
            limits = await self.fetch_session_start_limits()
            self._identifying.max_concurrency = limits.max_concurrency
        if isinstance(self._metrics, metrics.PrometheusMetrics) and settings.metrics_port is not None:
            self._close_metrics = await metrics.serve(self._metrics, self.health, settings.metrics_port)
        self.digest.start()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Waits until a shard may identify: discord.py keeps the distance of its own shards alone."""
        if self._identifying is None or shard_id is None:
            await super().before_identify_hook(shard_id, initial=initial)
        else:
            await self._identifying.wait(shard_id)

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as discord.py's
        """As discord.py does, which makes a task of each event; commands have gone to the tree already."""
        if event != "interaction" or args[0].type is discord.InteractionType.component:
            super().dispatch(event, *args, **kwargs)

    async def on_interaction(self, press: discord.Interaction) -> None:
        """Presses of buttons and choices in menus."""
        await self._presses.pressed(press)

    async def on_ready(self) -> None:
        """Every server is known, after a start and after a session that could not be resumed."""
        await self.digest.all_guilds_known()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot was added, perhaps again."""
        await self.digest.guild_changed(guild.id)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """An outage is over."""
        if self.is_ready():
            await self.digest.guild_changed(guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed; its settings there are kept for a while."""
        await self.digest.guild_changed(guild.id)

    async def on_guild_channel_update(
        self, _: discord.abc.GuildChannel, channel: discord.abc.GuildChannel
    ) -> None:
        """A channel's permissions may be others."""
        await self.digest.guild_changed(channel.guild.id)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel is gone, and its threads with it."""
        await self.digest.channel_deleted(channel.guild.id, channel.id)

    async def on_thread_update(self, _: discord.Thread, thread: discord.Thread) -> None:
        """A thread was opened, closed or locked."""
        await self.digest.guild_changed(thread.guild.id)

    async def on_raw_thread_delete(self, thread: discord.RawThreadDeleteEvent) -> None:
        """A thread is gone, an archived one too."""
        await self.digest.channel_deleted(thread.guild_id, thread.thread_id)

    async def on_guild_role_update(self, _: discord.Role, role: discord.Role) -> None:
        """A role's permissions may be others, the bot's own too."""
        await self.digest.guild_changed(role.guild.id)

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """The bot may have lost a role."""
        await self.digest.guild_changed(role.guild.id)

    async def on_member_update(self, _: discord.Member, member: discord.Member) -> None:
        """The bot's own roles changed; of others Discord does not tell."""
        if self.user is not None and member.id == self.user.id:
            await self.digest.guild_changed(member.guild.id)

    async def close(self) -> None:
        """Finish what is under way, within the time that a stop allows, then leave."""
        if self._winding_down is None:
            self._winding_down = asyncio.ensure_future(self._wind_down())
        await asyncio.shield(self._winding_down)

    async def health(self) -> metrics.Health:
        """How the bot is at the moment."""
        latency = self.latency if self.shards else math.nan
        deliveries: dict[str, int] = {}
        try:
            since = self.services.clock().date() - _TALLIED
            tally = await self.services.state.deliveries.tally(since)
            deliveries = dict(tally.items())
            reachable = True
        except DatabaseError:
            reachable = False
        return metrics.Health(
            connected=bool(self.shards) and not any(shard.is_closed() for shard in self.shards.values()),
            latency=latency if math.isfinite(latency) else None,
            guilds=len(self.guilds),
            state_reachable=reachable,
            deliveries=deliveries,
            database_bytes=_sizes(self.services.settings),
        )

    async def _answer(self, asked: Question, interaction: discord.Interaction) -> Reply:
        return await commands.answer(self.services, asked, interaction)

    async def _wind_down(self) -> None:
        self.tree.begin_all()
        _, late = await asyncio.gather(self.digest.stop(_GRACE), self.desk.drain(_GRACE))
        if late:
            _log.warning("stopped before every question was answered", extra=fields(open=late))
        if self._answering is not None:
            await self._answering.close()
        if self._close_metrics is not None:
            await self._close_metrics()
        if self._identifying is not None:
            await self._identifying.close()
        await super().close()

    def _own_id(self) -> int:
        assert self.application_id is not None  # noqa: S101 - the login that precedes the hook has set it
        return self.application_id

    def _ignore_malformed_interactions(self) -> None:
        """Lets an interaction that lacks what Discord always sends pass by.

        discord.py parses events without a net: an exception there closes the shard for good, and there is no
        public place to catch it.
        """
        parsers = self._connection.parsers
        parse = parsers["INTERACTION_CREATE"]

        def guarded(data: dict[str, object]) -> None:
            try:
                if not is_sound(data):
                    raise ValueError("not an interaction")  # noqa: TRY301 - logged like what discord.py misses
                parse(data)
            except Exception as error:  # noqa: BLE001 - whatever it lacks, the bot goes on
                _log.warning("an interaction could not be read", extra=fields(error=type(error).__name__))

        parsers["INTERACTION_CREATE"] = guarded


def build_client(
    settings: Settings,
    archive: Archive,
    state: State,
    clock: Clock,
    *,
    rng: random.Random | None = None,
    sleep: Sleep = asyncio.sleep,
    patience: float = PATIENCE,
    host: str | None = None,
) -> DatelineClient:
    """The bot, ready to be started with a token; `rng` spreads retries of digests.

    `sleep` is how the delivery task waits: by the `clock`, where that one can be turned.
    `patience` is how many seconds an answer may take before Discord is told to wait. `host` is the machine's
    name as other processes see it; by default its own.
    """
    return DatelineClient(
        Services(archive, state, settings, clock),
        rng or random.Random(),  # noqa: S311 - spreads retries, keeps no secret
        sleep,
        patience=patience,
        host=host,
    )


def _sharding(shards: ShardRange | None) -> dict[str, Any]:
    """What discord.py is told of shards: nothing where it runs them all, as many as Discord recommends."""
    if shards is None:
        return {}
    return {
        "shard_ids": list(range(shards.first, shards.last + 1)),
        "shard_count": shards.total,
        # The processes take turns to identify: the last of them waits for all the others' shards.
        "shard_connect_timeout": _CONNECTING + shards.total * _A_SHARD,
    }


def _sizes(settings: Settings) -> dict[str, int]:
    """Bytes on disk of the databases that are files here, with SQLite's side files."""
    sizes = {}
    for name, address in (("archive", str(settings.archive)), ("state", settings.state)):
        files = [Path(address + suffix) for suffix in ("", "-wal", "-shm")]
        if "://" not in address and files[0].is_file():
            sizes[name] = sum(file.stat().st_size for file in files if file.is_file())
    return sizes
