"""What Dateline itself never or hardly does on the page: keep people waiting, and open forms."""

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
import pytest_asyncio
from discord import app_commands
from playwright.async_api import expect

from bot.harness import LocalDiscord, TurnableClock
from tests.bot.harness.page.conftest import NOON, Chat, Open, shown
from tests.bot.harness.sample import Sample

pytestmark = pytest.mark.asyncio(loop_scope="session")


class Slow(Sample):
    """The sample bot with one command more, which answers when it is allowed to."""

    def __init__(self) -> None:
        super().__init__()
        self.may_answer = asyncio.Event()

        @self.tree.command(name="slowly", description="Takes its time")
        @app_commands.describe(private="For you alone")
        async def slowly(interaction: discord.Interaction, *, private: bool = False) -> None:
            await interaction.response.defer(ephemeral=private, thinking=True)
            await self.may_answer.wait()
            await interaction.edit_original_response(embed=discord.Embed(title="At last"))


@pytest_asyncio.fixture(loop_scope="session")
async def slow() -> AsyncIterator[tuple[Slow, str]]:
    """The slow bot and the address of its page."""
    clock = TurnableClock(NOON)
    async with LocalDiscord(clock=clock) as local:
        client = Slow()
        async with shown(client, local, clock) as world:
            yield client, world.address


async def test_a_deferred_answer_is_thought_about_until_it_comes(visit: Open, slow: tuple[Slow, str]) -> None:
    client, address = slow
    chat: Chat = await visit(address)
    await chat.line.fill("/slowly")
    await chat.tab.keyboard.press("Enter")
    await expect(chat.messages).to_contain_text("Dateline is thinking…")
    await expect(chat.messages).to_contain_text("Ana")
    client.may_answer.set()
    await expect(chat.messages.get_by_role("heading", name="At last")).to_be_visible()
    await expect(chat.messages).not_to_contain_text("thinking")
    await expect(chat.messages).to_contain_text("Ana used /slowly")


async def test_a_form_is_filled_in_and_submitted(visit: Open, slow: tuple[Slow, str]) -> None:
    chat: Chat = await visit(slow[1])
    await chat.line.fill("/form")
    await chat.tab.keyboard.press("Enter")
    form = chat.tab.get_by_role("dialog", name="Feedback")
    await expect(form.get_by_label("Your name")).to_be_focused()
    await chat.tab.keyboard.type("Ana")
    await chat.tab.keyboard.press("Enter")
    await expect(chat.messages.last).to_contain_text("Hello, Ana")
    await expect(form).to_be_hidden()


async def test_a_form_is_left_with_escape(visit: Open, slow: tuple[Slow, str]) -> None:
    chat: Chat = await visit(slow[1])
    await chat.line.fill("/form")
    await chat.tab.keyboard.press("Enter")
    form = chat.tab.get_by_role("dialog", name="Feedback")
    await form.get_by_label("Your name").wait_for()
    await chat.tab.keyboard.press("Escape")
    await expect(form).to_be_hidden()
    await expect(chat.line).to_be_focused()


async def test_several_options_are_chosen_in_a_menu(visit: Open, slow: tuple[Slow, str]) -> None:
    chat: Chat = await visit(slow[1])
    await chat.line.fill("/answer")
    await chat.tab.keyboard.press("Enter")
    await chat.messages.first.get_by_label("Which?").select_option(["One", "Two"])
    await expect(chat.messages.last).to_contain_text("1, 2")
