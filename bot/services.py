"""What a command needs beside its options, handed in from outside."""

from dataclasses import dataclass

from bot.settings import Settings
from storage.archive import Archive
from storage.clock import Clock
from storage.state import State

__all__ = ["Services"]


@dataclass(frozen=True, slots=True)
class Services:
    """The two databases, the settings and the clock; equal for every command of a running bot."""

    archive: Archive
    state: State
    settings: Settings
    clock: Clock
