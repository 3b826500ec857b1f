"""Questions that cannot be answered as they were asked: what was wrong, as data.

    Refusal                     asked in a way that the reader can mend
    ├── UnknownName             no country, agency, article or time zone of that name
    ├── BadDate, BadDay         not a date; not a day of the year
    ├── BadTime                 not a time of day
    ├── BackwardRange           `since` after `until`
    ├── CountryNeeded           meetings with a person, without saying whose
    ├── EmptyQuery              nothing to search for
    ├── ServerOnly              asked outside a server, of what concerns one
    ├── ManagersOnly            asked by somebody who may not manage the server
    ├── ChannelUnseen           the asker does not see that channel, or it is not of this server
    ├── ChannelUnusable         the bot may not post in that channel
    ├── NotSubscribed           that channel gets no digest
    ├── TooFast                 the cooldown
    └── Expired                 a button whose state is no longer kept

`bot.errors` has the words that a reader sees.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from storage.errors import DatelineError

__all__ = [
    "BackwardRange",
    "BadDate",
    "BadDay",
    "BadTime",
    "ChannelUnseen",
    "ChannelUnusable",
    "CountryNeeded",
    "EmptyQuery",
    "Expired",
    "ManagersOnly",
    "NotSubscribed",
    "Refusal",
    "ServerOnly",
    "TooFast",
    "UnknownName",
]


class Refusal(DatelineError):
    """Asked in a way that cannot be answered; the reader can mend it."""


@dataclass
class UnknownName(Refusal):
    """Nothing of that kind has that name."""

    kind: Literal["country", "agency", "article", "zone"]
    typed: str
    nearest: Sequence[str] = ()
    """The nearest names that there are, best first."""


@dataclass
class BadDate(Refusal):
    """Not a date, or not one that exists."""

    option: str
    typed: str


@dataclass
class BadDay(Refusal):
    """Not a day of the year."""

    typed: str


@dataclass
class BadTime(Refusal):
    """Not a time of day."""

    typed: str


@dataclass
class BackwardRange(Refusal):
    """`since` lies after `until`."""

    since: date
    until: date


@dataclass
class CountryNeeded(Refusal):
    """Meetings with a person were asked for without a country: whose meetings?"""

    person: str


class EmptyQuery(Refusal):
    """Nothing in the query can be searched for."""


class ServerOnly(Refusal):
    """Asked in a direct message, of what concerns a server."""


class ManagersOnly(Refusal):
    """Asked by somebody without the Manage Server permission."""


class ChannelUnseen(Refusal):
    """The asker does not see the channel, or it is not one of this server that takes a digest."""


@dataclass
class ChannelUnusable(Refusal):
    """The bot may not post in the channel."""

    channel_id: int
    missing: Sequence[str]
    """Permissions by discord.py's names."""


@dataclass
class NotSubscribed(Refusal):
    """The channel has no subscription."""

    channel_id: int


@dataclass
class TooFast(Refusal):
    """More questions than the cooldown lets through; `wait` is how long it lasts."""

    wait: timedelta


@dataclass
class Expired(Refusal):
    """A button or menu whose state is no longer kept; `command` asks anew."""

    command: str
