"""The settings: read once, from the environment and `.env`, into a frozen dataclass.

`Settings.read` reports every bad variable together, each with what is accepted, so that nobody has to
mend them one run at a time. The Discord token is wrapped in `Secret`, which shows itself to nobody who
does not ask by name.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final, NamedTuple, Never, TypeVar
from urllib.parse import urlsplit

from dotenv import dotenv_values

from storage.errors import DatelineError
from storage.state import ShardRange, is_server

__all__ = ["VARIABLES", "BadSetting", "Secret", "Settings", "SettingsError", "environment"]

T = TypeVar("T")

LOG_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

VARIABLES: Final = (
    "DISCORD_TOKEN",
    "DATELINE_ARCHIVE",
    "DATELINE_STATE",
    "DATELINE_SEEDS",
    "DATELINE_LOG_LEVEL",
    "DATELINE_DEV_GUILD",
    "DATELINE_DISCORD_API",
    "DATELINE_SHARDS",
    "DATELINE_CATCH_UP_HOURS",
    "DATELINE_SEARCH_DEADLINE_MS",
    "DATELINE_METRICS_PORT",
)
"""Every variable that is read, in the order of `.env.example` and the README."""

_SHARDS: Final = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?/([0-9]{1,5})")

_CONFIDENTIAL: Final = ("DISCORD_TOKEN", "DATELINE_STATE")
"""Never repeated in a message: a database's address may hold a password, also where it is refused."""


class Secret:
    """A string that neither `repr`, `str`, formatting, a log line nor a pickle gives away."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The secret itself, for the one call that hands it to Discord."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __reduce__(self) -> Never:
        """Refuses to be pickled: a pickle would carry the secret into files and other processes."""
        raise TypeError("a secret is not pickled")


class BadSetting(NamedTuple):
    """One variable that cannot be used."""

    name: str
    shown: str
    """The value as it may be shown; a secret's is not."""
    accepted: str
    """What would be accepted, in words."""


class SettingsError(DatelineError):
    """One or more settings cannot be used; `bad` holds all of them."""

    def __init__(self, bad: tuple[BadSetting, ...]) -> None:
        super().__init__(bad)
        self.bad = bad

    def __str__(self) -> str:
        return "\n".join(f"{one.name}: got {one.shown}; accepted is {one.accepted}" for one in self.bad)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says; paths are as given and so relative to the current directory."""

    token: Secret | None
    """None where `DISCORD_TOKEN` is unset: only `run` and parts of `doctor` need it."""
    archive: Path
    """The archive's SQLite file."""
    state: str = field(repr=False)
    """The path of the state's SQLite file, or the address of a PostgreSQL database with its password."""
    seeds: Path
    """The folder of dumps."""
    log_level: str
    """A level's name in capitals, as `logging` knows it."""
    dev_guild: int | None
    """A server that gets the commands at once, while they are being developed."""
    discord_api: str | None
    """Another base for Discord's HTTP API, without a slash at its end."""
    shards: ShardRange | None
    """The shards that this process runs; None: all, as many as Discord recommends."""
    catch_up: timedelta
    """How long after its due instant a missed digest still goes out; see `bot.digest.schedule.patience`."""
    search_deadline: timedelta
    """How long a search may take; then it answers with the best so far."""
    metrics_port: int | None
    """Port on loopback for metrics and health; None opens none."""

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> "Settings":
        """The settings in `environ`; an empty variable counts as unset.

        Raises `SettingsError` with every bad variable, not only the first.
        """
        reader = _Reader(environ)
        settings = cls(
            token=reader.read("DISCORD_TOKEN", _token, None),
            archive=reader.read("DATELINE_ARCHIVE", _file, Path("archive.db")),
            state=reader.read("DATELINE_STATE", _state, "state.db"),
            seeds=reader.read("DATELINE_SEEDS", Path, Path("seeds")),
            log_level=reader.read("DATELINE_LOG_LEVEL", _level, "INFO"),
            dev_guild=reader.read("DATELINE_DEV_GUILD", _snowflake, None),
            discord_api=reader.read("DATELINE_DISCORD_API", _base, None),
            shards=reader.read("DATELINE_SHARDS", _shards, None),
            catch_up=timedelta(hours=reader.read("DATELINE_CATCH_UP_HOURS", _within(0, 48), 12)),
            search_deadline=timedelta(
                milliseconds=reader.read("DATELINE_SEARCH_DEADLINE_MS", _within(10, 2500), 300)
            ),
            metrics_port=reader.read("DATELINE_METRICS_PORT", _within(1, 65535), None),
        )
        if reader.bad:
            raise SettingsError(tuple(reader.bad))
        return settings


def environment(environ: Mapping[str, str], dotenv: Path) -> dict[str, str]:
    """The variables of the file `dotenv`, where there is one, under those of `environ`.

    Raises `SettingsError` where the file is there but cannot be read as text.
    """
    try:
        read = dotenv_values(dotenv) if dotenv.is_file() else {}
    except (OSError, UnicodeDecodeError):
        problem = BadSetting(
            str(dotenv), "a file that cannot be read", "a text file in UTF-8 with NAME=value lines"
        )
        raise SettingsError((problem,)) from None
    return {name: value for name, value in read.items() if value is not None} | dict(environ)


class _Refused(Exception):
    """What is accepted, in words."""


class _Reader:
    """Reads variables one by one and collects what is wrong with them."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.bad: list[BadSetting] = []

    def read(self, name: str, parse: Callable[[str], T], default: T) -> T:
        raw = self._environ.get(name, "").strip()
        if not raw:
            return default
        try:
            return parse(raw)
        except _Refused as refusal:
            shown = "a value that is not shown here" if name in _CONFIDENTIAL else repr(raw)
            self.bad.append(BadSetting(name, shown, str(refusal)))
            return default


def _token(raw: str) -> Secret:
    """A bot token goes into an HTTP header, so it is one word of visible ASCII."""
    if not (raw.isascii() and raw.isprintable()) or " " in raw:
        # `from None` throughout: no chained traceback may carry the value.
        raise _Refused("the bot's token alone: one word, without 'Bot ' before it")
    return Secret(raw)


def _file(raw: str) -> Path:
    path = Path(raw)
    if path.is_dir() or "://" in raw:
        raise _Refused("the path of a file, such as archive.db")
    return path


def _state(raw: str) -> str:
    if is_server(raw):
        return raw
    if "://" in raw:
        raise _Refused("the path of a file, such as state.db, or a postgresql:// address")
    return str(_file(raw))


def _shards(raw: str) -> ShardRange:
    match = _SHARDS.fullmatch(raw)
    if match is not None:
        first, last, total = (int(each) for each in (match[1], match[2] or match[1], match[3]))
        if first <= last < total:
            return ShardRange(first, last, total)
    raise _Refused("first-last/total, counted from 0, such as 0-3/16 for the first 4 of 16 shards")


def _level(raw: str) -> str:
    if raw.upper() not in LOG_LEVELS:
        raise _Refused(f"one of {', '.join(LOG_LEVELS)}")
    return raw.upper()


def _snowflake(raw: str) -> int:
    """Ids of Discord are 17 to 20 digits and fit into 64 bits."""
    if not (raw.isascii() and raw.isdigit() and 17 <= len(raw) <= 20 and int(raw) < 2**64):
        raise _Refused(
            "a server's id: 17 to 20 digits (Discord: Developer Mode, right-click the server, Copy Server ID)"
        )
    return int(raw)


def _base(raw: str) -> str:
    accepted = "an http:// or https:// address, such as http://127.0.0.1:8080/api/v10"
    try:
        parts = urlsplit(raw)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    else:
        usable = usable and not parts.query and not parts.fragment
    if not usable:
        raise _Refused(accepted)
    return raw.rstrip("/")


def _within(lowest: int, highest: int) -> Callable[[str], int]:
    def parse(raw: str) -> int:
        if not (raw.isascii() and raw.isdigit() and len(raw) <= 9 and lowest <= int(raw) <= highest):
            raise _Refused(f"a whole number from {lowest} to {highest}")
        return int(raw)

    return parse
