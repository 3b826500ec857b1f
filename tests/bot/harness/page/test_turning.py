"""The page's clock: turned, it brings the digests that are due by then, once each."""

import pytest
from playwright.async_api import expect

from tests.bot.harness.page.conftest import Chat

pytestmark = pytest.mark.asyncio(loop_scope="session")

SUBSCRIBE = "/digest subscribe channel:#on-this-date time:09:00 timezone:UTC"


async def test_turning_the_clock_brings_the_digest(chat: Chat) -> None:
    await chat.ask(SUBSCRIBE)
    await chat.go_to("#on-this-date")
    await expect(chat.messages).to_have_count(0)
    await chat.tab.get_by_label("Clock (UTC)").fill("2027-01-18T09:00")
    await chat.tab.get_by_role("button", name="Turn", exact=True).click()
    await expect(chat.messages).to_have_count(1)
    await expect(chat.messages.last).to_contain_text("1950")
    await expect(chat.messages.last).to_contain_text("18 Jan 2027")


async def test_a_day_at_a_time_brings_a_digest_a_day(chat: Chat) -> None:
    """From a day whose neighbours within two weeks have entries, so that none is empty."""
    await chat.ask(SUBSCRIBE)
    await chat.go_to("#on-this-date")
    await chat.tab.get_by_label("Clock (UTC)").fill("2027-01-17T09:30")
    await chat.tab.get_by_role("button", name="Turn", exact=True).click()
    await expect(chat.messages).to_have_count(1)
    await chat.tab.get_by_role("button", name="+1 day").click()
    await expect(chat.messages).to_have_count(2)
    await chat.tab.get_by_role("button", name="+1 hour").click()
    await expect(chat.tab.get_by_label("Clock (UTC)")).to_have_value("2027-01-18T10:30")
    await expect(chat.messages).to_have_count(2)


@pytest.mark.parametrize("instant", ["1950-01-18T09:00", "9999-12-31T23:59"])
async def test_a_time_that_no_local_discord_has_is_refused_and_the_clock_stays(
    chat: Chat, instant: str
) -> None:
    clock = chat.tab.get_by_label("Clock (UTC)")
    before = await clock.input_value()
    await clock.fill(instant)
    await chat.tab.get_by_role("button", name="Turn", exact=True).click()
    await expect(chat.tab.locator("#refused")).to_contain_text("from 2 Jan 2015 to 4 Sep 2084")
    await expect(clock).to_have_value(before)


async def test_a_clock_that_cannot_be_read_is_refused(chat: Chat) -> None:
    await chat.tab.evaluate("fetch('/api/clock', {method: 'POST', body: '{}'})")
    told = await chat.tab.evaluate(
        "fetch('/api/clock', {method: 'POST', headers: {'Content-Type': 'application/json'},"
        ' body: \'{"instant": "soon"}\'}).then(answer => answer.status)'
    )
    assert told == 400
