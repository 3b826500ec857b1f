"""What the tortures of the whole bot start from: an archive, subscriptions, a local Discord."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from bot.digest.subscribing import put
from bot.harness import LocalDiscord
from bot.harness.world import Channel, User
from storage.archive import Archive, loader
from storage.clock import Clock
from storage.state import Settings, State

__all__ = ["DUE", "TIME", "Served", "load_archive", "populate"]

SEEDS = Path(__file__).parent.parent.parent / "seeds"
DUE = datetime(2027, 1, 18, 8, tzinfo=UTC)
"""On this day of the year the shipped archive has something to tell, so that every digest is posted."""
TIME = time(8)
CHANNELS = 5


@dataclass(frozen=True)
class Served:
    """Who is there."""

    channels: list[Channel]
    readers: list[User]


async def load_archive(path: Path) -> None:
    """The shipped dumps, loaded into a new file."""
    archive = await Archive.open(path)
    await loader.load(archive, sorted(SEEDS.glob("*.txt")))
    await archive.close()


async def populate(
    discord: LocalDiscord, state: State, clock: Clock, number: int, *, spread: timedelta = timedelta(0)
) -> Served:
    """`number` subscribed channels, five a server, all due at `DUE` (or at whole minutes over `spread`)."""
    readers = [discord.add_user(f"reader {each}") for each in range(40)]
    channels: list[Channel] = []
    minutes = int(spread.total_seconds() // 60) + 1
    while len(channels) < number:
        guild = discord.add_guild(f"server {len(channels)}")
        for reader in readers[:1] if channels else readers:
            discord.join(guild, reader)
        for each in range(min(CHANNELS, number - len(channels))):
            channel = discord.add_channel(guild, f"news-{each}")
            at = (DUE + timedelta(minutes=len(channels) % minutes)).time()
            await put(state, clock, Settings(guild.id, channel.id, at, "UTC", "nearest"), readers[0].id)
            channels.append(channel)
    return Served(channels, readers)
