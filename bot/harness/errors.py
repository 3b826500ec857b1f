"""What the local Discord answers when it refuses, and what it tells who acts in it.

ApiError                 an HTTP answer with Discord's status and error code
HarnessError
├── ForeignAddress       asked to serve anything but the loopback interface
├── ActingError          a person could not do that
│   ├── UnknownCommand   no such command here; `available` are those there are
│   ├── UnknownOption    the command has no such option; `available` are those it has
│   ├── MissingOption    a required option is not given
│   ├── BadOption        an option's value is not accepted; `accepted` says what is
│   ├── UnknownComponent no such button, menu or field; `available` are those there are
│   └── NotVisible       somebody else's ephemeral message, or a channel the user does not see
├── NoSuchInstant        Discord has no ids for it, so that nobody could be answered then
└── NotAnswered          the bot did not answer in time; `reply` has what it did
"""

from collections.abc import Sequence
from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

from bot.harness.world import Json

if TYPE_CHECKING:
    from bot.harness.reply import Reply

__all__ = [
    "ActingError", "ApiError", "BadOption", "ForeignAddress", "HarnessError", "MissingOption",
    "NoSuchInstant", "NotAnswered", "NotVisible", "UnknownCommand", "UnknownComponent", "UnknownOption",
]  # fmt: skip

_ECHO = 80
"""Characters of a refused value that are repeated."""


class ApiError(Exception):
    """A refusal: HTTP status, Discord's error code and message, and for 50035 the tree of `errors`."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    def body(self) -> Json:
        """The JSON body of the answer."""
        body: Json = {"message": self.message, "code": self.code}
        if self.errors is not None:
            body["errors"] = self.errors
        return body


class HarnessError(Exception):
    """Anything the local Discord tells its user, rather than the bot."""


class ForeignAddress(HarnessError):
    """An address that is not the loopback interface's."""

    def __init__(self, address: str) -> None:
        super().__init__(f"the local Discord serves the loopback interface alone, not {address!r}")
        self.address = address


class ActingError(HarnessError):
    """Something a person could not do in Discord."""


class UnknownCommand(ActingError):
    """There is no such command in that place for that user."""

    def __init__(self, name: str, available: Sequence[str]) -> None:
        near = get_close_matches("/" + name.casefold().lstrip("/"), available, 1)
        guess = f". Did you mean {near[0]}?" if near else ""
        listed = ", ".join(available) or "none"
        super().__init__(f"there is no command {name!r}; there are: {listed}{guess}")
        self.name = name
        self.available = tuple(available)


class UnknownOption(ActingError):
    """The command has no option of that name."""

    def __init__(self, command: str, name: str, available: Sequence[str]) -> None:
        written = f", written as {available[0]}:…" if available else ""
        super().__init__(
            f"{command} has no option {name!r}; it has: {', '.join(available) or 'none'}{written}"
        )
        self.command = command
        self.name = name
        self.available = tuple(available)


class MissingOption(ActingError):
    """The command needs an option that was not given."""

    def __init__(self, command: str, name: str) -> None:
        super().__init__(f"{command} needs the option {name!r}")
        self.command = command
        self.name = name


class BadOption(ActingError):
    """An option was given a value that Discord would not let a person send."""

    def __init__(self, command: str, name: str, value: str, accepted: str) -> None:
        told = value if len(value) <= _ECHO else f"{value[:_ECHO]}…"
        super().__init__(f"{command} does not accept {told!r} as {name!r}; accepted: {accepted}")
        self.command = command
        self.name = name
        self.value = value
        self.accepted = accepted


class UnknownComponent(ActingError):
    """The message or modal has no such button, menu or field, or it cannot be used."""

    def __init__(self, name: str, available: Sequence[str]) -> None:
        super().__init__(f"there is no {name!r} to use; there are: {', '.join(available) or 'none'}")
        self.name = name
        self.available = tuple(available)


class NotVisible(ActingError):
    """The user does not see what they would act on."""


class NoSuchInstant(HarnessError):
    """An instant before Discord's ids begin, or after they end."""

    def __init__(self, first: datetime, last: datetime) -> None:
        super().__init__(
            f"the clock goes from {first.day} {first:%b %Y} to {last.day} {last:%b %Y}: Discord has no ids "
            "for other times, but /onthisdate takes any year as its date"
        )


class NotAnswered(HarnessError):
    """The bot is not connected, or did not answer an interaction in time; the message says which."""

    def __init__(self, reason: str, reply: "Reply") -> None:
        super().__init__(reason)
        self.reply = reply
