"""`run`: a real login to the local Discord, a graceful end, and a token that shows up nowhere."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.harness import LocalDiscord, TurnableClock, pointed_at
from tests.bot.cli.conftest import Dateline

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.a-token-of-the-local-discord"


@contextmanager
def local_discord(
    clock: TurnableClock, once_online: Callable[[], None] | None = None
) -> Iterator[LocalDiscord]:
    """A local Discord on a thread of its own, which `run` finds in Discord's place.

    `once_online` is called there as soon as a bot has identified.
    """
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="local discord")
    thread.start()
    local = LocalDiscord(clock=clock, token=TOKEN)

    async def watch() -> None:
        await local.gateway.changed(lambda gateway: bool(gateway.sessions))
        await local.gateway.settled()
        if once_online:
            once_online()

    async def stop() -> None:
        watching.cancel()
        await local.stop()

    async def start() -> "asyncio.Task[None]":
        await local.start()
        local.add_guild("News desk")
        return asyncio.create_task(watch())

    watching = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    try:
        with pointed_at(local.api_base, local.gateway_url):
            yield local
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def test_without_a_token_it_says_which_setting_and_where_to_get_one(dateline: Dateline) -> None:
    ran = dateline("run")

    assert ran.code == 2
    assert "DISCORD_TOKEN is not set" in ran.err
    assert "https://discord.com/developers/applications" in ran.err
    assert "`dateline ask` and `dateline try` need no token." in ran.err


@pytest.mark.usefixtures("loaded")
def test_a_token_that_discord_does_not_accept_is_told_and_not_shown(
    dateline: Dateline, clock: TurnableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = TOKEN.replace("a-token", "another-token")
    monkeypatch.setenv("DISCORD_TOKEN", wrong)
    monkeypatch.setenv("DATELINE_LOG_LEVEL", "DEBUG")

    with local_discord(clock):
        ran = dateline("run")

    assert ran.code == 2
    assert "Discord does not accept DISCORD_TOKEN" in ran.err
    assert "https://discord.com/developers/applications" in ran.err
    assert "`dateline ask` and `dateline try` need no token." in ran.err
    assert "Traceback" not in ran.err
    assert wrong not in ran.out + ran.err


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
def test_it_serves_until_it_is_told_to_stop(
    dateline: Dateline, clock: TurnableClock, monkeypatch: pytest.MonkeyPatch, stop: signal.Signals
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    monkeypatch.setenv("DATELINE_LOG_LEVEL", "DEBUG")

    with local_discord(clock, lambda: os.kill(os.getpid(), stop)) as local:
        ran = dateline("run")
        offered = {
            each["name"]
            for each in local.registry.usable(local.add_user("Ana"), local.add_dm(local.add_user("Ben")), 1)
        }

    assert ran.code == 0
    assert "Traceback" not in ran.err
    assert TOKEN not in ran.out + ran.err
    assert "INFO" in ran.err
    assert {"search", "meetings", "about"} <= offered


@pytest.mark.usefixtures("loaded")
def test_where_discord_is_out_of_reach_it_says_so(
    dateline: Dateline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing listens on the discard port."""
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    monkeypatch.setenv("DATELINE_DISCORD_API", "http://127.0.0.1:9/api/v10")

    ran = dateline("run")

    assert ran.code == 1
    assert "Discord cannot be reached" in ran.err
    assert "Traceback" not in ran.err


def test_it_loads_the_shipped_dumps_first(
    dateline: Dateline, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    monkeypatch.setenv("DATELINE_DISCORD_API", "http://127.0.0.1:9/api/v10")

    assert "There is no archive yet: loading seeds into archive.db" in dateline("run").err
    assert "20 articles" in dateline("ask", "/about").out
    assert (folder / "state.db").is_file()


def test_nothing_that_reads_dumps_or_draws_is_imported_before_there_is_something_to_read_or_draw() -> None:
    """All of it would take longer to import than the rest of a start."""
    code = "import sys, bot.cli.run; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603 - our own
    idle = (
        "storage.text.dates",
        "storage.text.dump",
        "storage.text.meetings",
        "storage.text.people",
        "matplotlib",
    )

    assert "bot.client" in ran.stdout.split()
    assert not set(idle) & set(ran.stdout.split())
