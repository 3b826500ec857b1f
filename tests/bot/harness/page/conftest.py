"""A browser on the chat page, with the real bot behind it.

Each worker starts one Chromium; each test gets a fresh profile in it, as if the page were opened for the
first time. A test fails on any request that leaves the page's own address, and on any error in its script.

Starting what drives a browser takes longer than a test: it is shared, so all of this runs on the session's
event loop, and the bot here is one of its own.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import discord
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Locator, Request, async_playwright
from playwright.async_api import Page as Tab

from bot.client import build_client
from bot.harness import Channel, LocalDiscord, TurnableClock, User, connect
from bot.harness.page import Page
from bot.settings import Settings
from storage.archive import Archive
from storage.state import open_state

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing but this machine can be reached, whatever the page or the browser tries.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
_PATIENCE_MS = 10_000
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)

Theme = Literal["light", "dark"]
Open = Callable[..., Awaitable["Chat"]]


@dataclass(frozen=True, slots=True)
class World:
    """Who and what is on the page."""

    address: str
    local: LocalDiscord
    clock: TurnableClock
    general: Channel
    daily: Channel
    manager: User
    reader: User


@dataclass(frozen=True, slots=True)
class Chat:
    """The page as somebody at the keyboard has it before them."""

    tab: Tab

    @property
    def line(self) -> Locator:
        """Where commands are typed."""
        return self.tab.get_by_role("combobox", name="Message line")

    @property
    def suggestions(self) -> Locator:
        """What is offered while somebody types."""
        return self.tab.get_by_role("option").and_(self.tab.locator("#choices *"))

    @property
    def messages(self) -> Locator:
        """Everything said in the channel, the oldest first."""
        return self.tab.get_by_role("log").get_by_role("listitem").and_(self.tab.locator(".message"))

    async def ask(self, text: str) -> Locator:
        """Types a command, sends it, and waits for its answer, which is returned."""
        before = await self.messages.count()
        await self.line.fill(text)
        await self.tab.keyboard.press("Enter")
        answer = self.messages.nth(before)
        await answer.locator(".embed").first.wait_for()
        return answer

    async def act_as(self, name: str) -> None:
        """Becomes somebody else."""
        await self.tab.get_by_role("combobox", name="Act as").select_option(name)

    async def go_to(self, channel: str) -> None:
        """Opens another channel."""
        await self.tab.get_by_role("combobox", name="in", exact=True).select_option(channel)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A running Chromium; one for each worker."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: `apt-get install chromium` lets the browser tests run")
    async with async_playwright() as driver:
        running = await driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        await running.close()


@asynccontextmanager
async def shown(client: discord.Client, local: LocalDiscord, clock: TurnableClock) -> AsyncIterator[World]:
    """A server with two channels, a manager and a reader, a bot in it, and the page that shows all that."""
    guild = local.add_guild("News desk")
    general, daily = local.add_channel(guild, "general"), local.add_channel(guild, "on-this-date")
    manager, reader = local.add_user("Ana"), local.add_user("Ben")
    local.join(guild, manager, ["manage_guild"])
    local.join(guild, reader)
    page = Page(local, clock, ((manager, "manager"), (reader, "reader")), (general, daily))
    async with connect(client, local):
        address = await page.start()
        try:
            yield World(address, local, clock, general, daily, manager, reader)
        finally:
            await page.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def world(archive_template: Path, tmp_path: Path) -> AsyncIterator[World]:
    """Dateline on the shipped archive, by a clock that stands at noon."""
    clock = TurnableClock(NOON)
    path = tmp_path / "archive.db"
    await asyncio.to_thread(shutil.copyfile, archive_template, path)
    async with AsyncExitStack() as stack:
        archive = await Archive.open(path)
        stack.push_async_callback(archive.close)
        state = await open_state(":memory:", clock)
        stack.push_async_callback(state.close)
        local = await stack.enter_async_context(LocalDiscord(clock=clock))
        client = build_client(Settings.read({}), archive, state, clock, sleep=clock.sleep)
        yield await stack.enter_async_context(shown(client, local, clock))


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser) -> AsyncIterator[Open]:
    """Opens the page at an address in a fresh profile, by theme and size of the window."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    async def opened(address: str, *, theme: Theme = "light", width: int = 1100, height: int = 760) -> Chat:
        context = await browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce"
        )
        contexts.append(context)
        context.set_default_timeout(_PATIENCE_MS)

        def asked(request: Request) -> None:
            if not request.url.startswith((address, "data:", "blob:")):
                wrong.append(f"request to {request.url}")

        def complained(message: ConsoleMessage) -> None:
            # The console reports an answer of status 400 or 409 by itself; the page tells it in plain words.
            if message.type == "error" and not message.text.startswith("Failed to load resource"):
                wrong.append(message.text)

        context.on("request", asked)
        context.on("console", complained)
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        tab = await context.new_page()
        await tab.goto(address)
        await tab.locator("body[data-ready]").wait_for()
        return Chat(tab)

    yield opened
    # All at once: closing has to wait for nothing of the other.
    await asyncio.gather(*(context.close() for context in contexts))
    assert not wrong


@pytest_asyncio.fixture(loop_scope="session")
async def chat(visit: Open, world: World) -> Chat:
    """The page, just opened by the manager in the first channel."""
    return await visit(world.address)
