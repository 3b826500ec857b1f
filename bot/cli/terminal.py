"""Words for the terminal: complaints on standard error, rich consoles for tables and answers."""

import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["answers", "complain", "notices", "tell", "visible"]

_CONTROLS: Final = dict.fromkeys(
    (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    "\N{REPLACEMENT CHARACTER}",
)
"""Control characters but tab and line feed, and those that turn the direction of writing around."""


def complain(message: str) -> None:
    """Tell what went wrong, on standard error; `message` may have several lines."""
    sys.stderr.write(f"dateline: {visible(message)}\n")


def tell(message: str) -> None:
    """Say what is being done, on standard error."""
    sys.stderr.write(f"{visible(message)}\n")
    sys.stderr.flush()


def visible(text: str) -> str:
    """The text with nothing in it that steers a terminal: file names and the corpus come from outside."""
    return text.translate(_CONTROLS)


def answers() -> "Console":
    """Standard output: colours in a terminal, plain text in a pipe."""
    # Imported when used: `export` and a refused command line have no need to wait for it.
    from rich.console import Console  # noqa: PLC0415 - as said above

    return Console(file=sys.stdout, highlight=False, emoji=False, markup=False)


def notices() -> "Console":
    """Standard error: progress and reports, which are not the answer."""
    from rich.console import Console  # noqa: PLC0415 - as in `answers`

    return Console(file=sys.stderr, highlight=False, emoji=False, markup=False)
