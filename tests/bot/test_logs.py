"""A log line is one line, can be read back, and is quiet about payloads."""

import io
import logging
import sys
from collections.abc import Iterator

import pytest

from bot.logs import LineFormatter, configure, fields


def line(message: str, *, error: BaseException | None = None, **values: str | float | None) -> str:
    record = logging.makeLogRecord(
        {"name": "bot.desk", "levelname": "INFO", "msg": message, "created": 1738746000.12}
        | fields(**values)
        | ({"exc_info": (type(error), error, error.__traceback__)} if error else {})
    )
    return LineFormatter().format(record)


def test_an_event_stands_on_one_line_with_its_values() -> None:
    assert line(
        "answered", command="digest status", guild=42, duration_ms=1.5, outcome="answered", user=None
    ) == (
        '2025-02-05T09:00:00.120Z INFO bot.desk answered command="digest status" guild=42 duration_ms=1.5 '
        "outcome=answered"
    )


@pytest.mark.parametrize("value", ["two\nlines", "\x1b[31m", 'quo"te', "a=b", ""])
def test_no_value_can_forge_a_line_or_another_value(value: str) -> None:
    written = line("x", name=value)
    assert "\n" not in written
    assert "\x1b" not in written
    assert written.partition("name=")[2].startswith('"')


def test_a_message_cannot_forge_a_line() -> None:
    assert "\n" not in line("one\ntwo")


def test_a_traceback_follows_indented() -> None:
    with pytest.raises(ValueError, match="why") as raised:
        int("why\nforged 2025 INFO")
    written = line("failed", error=raised.value).split("\n")
    assert len(written) > 2
    assert all(each.startswith("    ") for each in written[1:])


@pytest.fixture
def restored() -> Iterator[None]:
    root = logging.getLogger()
    names = ("discord", "aiohttp", "asyncio", "aiosqlite")
    before = root.level, list(root.handlers), [logging.getLogger(name).level for name in names]
    yield
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    for name, level in zip(names, before[2], strict=True):
        logging.getLogger(name).setLevel(level)


@pytest.mark.usefixtures("restored")
def test_discords_payloads_are_not_logged_even_at_debug() -> None:
    stream = io.StringIO()
    configure("DEBUG", stream)
    logging.getLogger("discord.gateway").debug("received a message of somebody")
    logging.getLogger("bot.desk").debug("ours")
    assert "somebody" not in stream.getvalue()
    assert "ours" in stream.getvalue()


@pytest.mark.usefixtures("restored")
def test_a_higher_level_holds_for_libraries_too() -> None:
    configure("ERROR", sys.stderr)
    assert logging.getLogger("discord").level == logging.ERROR
