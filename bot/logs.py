"""Logs a machine can read and a person too: one line an event, `name=value` behind a short sentence.

    2025-02-05T09:00:00.120Z INFO bot.desk answered command=search guild=417 duration_ms=12 outcome=answered

What readers ask and what they are shown is never logged, nor is any token: discord.py prints whole payloads
and addresses with interaction tokens at DEBUG, so its loggers stay at INFO whatever the setting says.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Final, TextIO

__all__ = ["LineFormatter", "configure", "fields"]

_BARE: Final = re.compile('[^ "=]+')
"""A value that needs no quotes, if all of it can be printed."""

_LIBRARIES: Final = ("discord", "aiohttp", "asyncio", "aiosqlite")


def fields(**values: str | float | None) -> dict[str, dict[str, str | float | None]]:
    """The `extra` of a log call: what stands behind the sentence; None is left out."""
    return {"fields": {name: value for name, value in values.items() if value is not None}}


class LineFormatter(logging.Formatter):
    """Writes a record on one line; a traceback follows it indented, without the values of variables."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the traceback's where there is one."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        parts = [at.replace("+00:00", "Z"), record.levelname, record.name, _plain(record.getMessage())]
        values: dict[str, str | float] = getattr(record, "fields", {})
        parts += [f"{name}={_value(value)}" for name, value in values.items()]
        line = " ".join(parts)
        if record.exc_info and record.exc_info[1] is not None:
            told = "".join(traceback.format_exception(record.exc_info[1]))
            line += "".join(f"\n    {_plain(each)}" for each in told.splitlines())
        return line


def configure(level: str, stream: TextIO) -> None:
    """Send the project's logs to `stream`, from `level` on, and its libraries' from INFO on at most."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LineFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _LIBRARIES:
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLevelName(level)))


def _plain(text: str) -> str:
    """One line, whatever is in it, so that no input can forge a second."""
    return text if text.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def _value(value: str | float) -> str:
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text if _BARE.fullmatch(text) and text.isprintable() else json.dumps(text)
