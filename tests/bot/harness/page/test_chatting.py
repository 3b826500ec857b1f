"""What people do on the page with the real bot: type, complete, send, press, choose, read."""

import pytest
from playwright.async_api import expect

from tests.bot.harness.page.conftest import Chat, Open, World

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_slash_lists_the_commands_with_what_they_do(chat: Chat) -> None:
    await chat.line.press("/")
    await expect(chat.suggestions).to_have_count(9)
    await expect(chat.suggestions.filter(has_text="/meetings")).to_contain_text("Who met whom")


async def test_a_reader_is_not_offered_what_is_for_managers(chat: Chat) -> None:
    await chat.act_as("Ben (reader)")
    await chat.line.press("/")
    await expect(chat.suggestions.filter(has_text="/search")).to_have_count(1)
    await expect(chat.suggestions.filter(has_text="/digest")).to_have_count(0)


async def test_a_question_is_asked_by_the_keyboard_alone(chat: Chat) -> None:
    """Command, option and value are completed, the value by the bot; the answer follows the line."""
    keys = chat.tab.keyboard
    await keys.type("/mee")
    await expect(chat.suggestions).to_have_count(1)
    await keys.press("Tab")
    await expect(chat.line).to_have_value("/meetings ")
    await expect(chat.suggestions.first).to_contain_text("country:")
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await expect(chat.line).to_have_value("/meetings country:")
    await keys.type("uru")
    await expect(chat.suggestions.first).to_have_text("🇺🇾 Uruguay")
    await keys.press("ArrowDown")
    await expect(chat.suggestions.first).to_have_attribute("aria-selected", "true")
    await keys.press("Tab")
    await keys.press("Escape")
    await expect(chat.suggestions).to_have_count(0)
    await keys.press("Enter")
    answer = chat.messages.last
    await expect(answer.get_by_role("heading", name="Uruguay")).to_be_visible()
    await expect(answer).to_contain_text("Ana used /meetings country:Uruguay")
    await expect(chat.line).to_have_value("")
    await expect(chat.line).to_be_focused()


async def test_a_chosen_title_stands_in_the_line_and_its_article_is_read(chat: Chat) -> None:
    await chat.line.fill("/article title:pakistan")
    await expect(chat.suggestions.first).to_contain_text("Pakistan")
    title = await chat.suggestions.first.inner_text()
    await chat.tab.keyboard.press("Tab")
    await expect(chat.line).to_have_value(f'/article title:"{title}" ')
    await chat.tab.keyboard.press("Enter")
    await expect(chat.messages.last).to_contain_text(f'used /article title:"{title}"')
    await expect(chat.messages.last.get_by_role("heading")).to_contain_text(title.rstrip("…"))


async def test_a_button_turns_the_page_where_it_stands_and_keeps_the_focus(chat: Chat) -> None:
    answer = await chat.ask("/meetings country:China")
    await answer.get_by_role("button", name="Next").press("Enter")
    await expect(answer).to_contain_text("Page 2 of")
    await expect(answer.get_by_role("button", name="Next")).to_be_focused()
    await expect(chat.messages).to_have_count(1)


async def test_a_choice_in_a_menu_opens_an_article_for_the_chooser_alone(chat: Chat) -> None:
    answer = await chat.ask('/search query:"Belt and Road"')
    await expect(answer.locator("strong", has_text="Belt").first).to_be_visible()
    await answer.get_by_label("Open an article").select_option(index=1)
    await expect(chat.messages).to_have_count(2)
    await expect(chat.messages.last).to_contain_text("Only you can see this.")
    await chat.act_as("Ben (reader)")
    await expect(chat.messages).to_have_count(1)
    await expect(chat.messages).to_contain_text("Search")


async def test_anothers_press_is_answered_to_them_alone(chat: Chat) -> None:
    await chat.ask("/meetings country:China")
    await chat.act_as("Ben (reader)")
    await chat.messages.first.get_by_role("button", name="Next").click()
    await expect(chat.messages).to_have_count(2)
    await expect(chat.messages.last).to_contain_text("Only you can see this.")
    await expect(chat.messages.first).to_contain_text("Page 1 of")


async def test_what_somebody_says_can_be_searched_from_its_menu(chat: Chat) -> None:
    await chat.line.fill("Did Zardari visit Harbin for the Asian Winter Games?")
    await chat.tab.keyboard.press("Enter")
    await expect(chat.messages).to_have_count(1)
    await chat.messages.first.get_by_role("button", name="Apps: Search the archive").press("Enter")
    await expect(chat.messages.last).to_contain_text("Related articles")
    await expect(chat.messages.last.locator(".asked")).to_have_text("Ana used Search the archive")
    await expect(chat.messages.last).to_contain_text("Harbin")


async def test_a_command_that_does_not_exist_is_refused_in_plain_words(chat: Chat) -> None:
    await chat.line.fill("/wether")
    await chat.tab.keyboard.press("Enter")
    await expect(chat.tab.get_by_role("alert")).to_contain_text("/wether")
    await expect(chat.line).to_have_value("/wether")


async def test_a_direct_message_is_answered_there(chat: Chat) -> None:
    await chat.go_to("direct message with Dateline")
    answer = await chat.ask("/onthisdate date:18 Jan")
    await expect(answer).to_contain_text("1950")
    await chat.go_to("#general")
    await expect(chat.messages).to_have_count(0)


async def test_what_one_tab_asks_appears_in_the_other(visit: Open, world: World) -> None:
    here, there = await visit(world.address), await visit(world.address)
    await here.ask("/about")
    await expect(there.messages).to_have_count(1)


async def test_the_panel_shows_each_request_raw(chat: Chat) -> None:
    await chat.ask("/onthisdate date:18 Jan")
    await chat.tab.get_by_role("button", name="Requests").click()
    panel = chat.tab.get_by_role("complementary", name="Requests")
    await expect(panel.locator("summary").first).to_have_text("Ana: onthisdate")
    await panel.get_by_text("Sent to the bot", exact=True).click()
    await expect(panel.locator("pre").first).to_contain_text('"name": "onthisdate"')
    await panel.get_by_text("POST").first.click()
    await expect(panel.locator("pre").nth(1)).to_contain_text('"embeds"')
    await chat.tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await panel.get_by_role("button", name="Copy").first.click()
    assert '"onthisdate"' in await chat.tab.evaluate("navigator.clipboard.readText()")
