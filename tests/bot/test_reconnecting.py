"""The gateway's line is cut, or its session ends, amid a command: one answer, nothing left over."""

import asyncio
from collections import Counter
from collections.abc import Callable

import pytest

from bot.harness import LocalDiscord, Reply
from tests.bot.commands.conftest import newsroom as _newsroom
from tests.bot.commands.newsroom import Newsroom, title

newsroom = _newsroom
CALLBACK = "POST /interactions/*"


def cut(local: LocalDiscord) -> None:
    local.gateway.drop()


def told_to_reconnect(local: LocalDiscord) -> None:
    local.gateway.ask_reconnect()


def invalidated(local: LocalDiscord) -> None:
    local.gateway.invalidate()


def invalidated_resumable(local: LocalDiscord) -> None:
    local.gateway.invalidate(resumable=True)


async def back(local: LocalDiscord, connections: int) -> None:
    """Wait until the bot has identified or resumed so often, and knows what the gateway tells."""
    await local.gateway.changed(lambda gateway: gateway.identifies + gateway.resumes >= connections)
    await local.settled()


def taken(reply: Reply) -> int:
    """How many acknowledgements of an interaction Discord took."""
    return sum(each.status < 300 for each in reply.raw if each.path.startswith("/interactions/"))


def running() -> Counter[str]:
    """The names of the bot's tasks, without numbers; the local Discord's own are not its."""
    others = ("harness", "aiohttp")
    tasks = [task for task in asyncio.all_tasks() if not any(each in repr(task) for each in others)]
    names = [task.get_name() for task in tasks]
    return Counter("numbered" if name.startswith("Task-") else name for name in names)


@pytest.mark.parametrize("break_off", [cut, told_to_reconnect, invalidated, invalidated_resumable])
async def test_a_command_under_way_while_the_line_breaks_is_answered_once(
    newsroom: Newsroom, break_off: Callable[[LocalDiscord], None]
) -> None:
    local = newsroom.local
    hold = local.faults.hold(CALLBACK, after_effect=False)
    asked = asyncio.create_task(newsroom.ask("/about"))
    await hold.reached.wait()
    break_off(local)
    await back(local, 2)
    hold.release()
    reply = await asked
    await newsroom.bot.desk.drain(5)
    assert title(reply) == "Dateline"
    assert taken(reply) == 1
    assert len(local.messages(newsroom.channel)) == 1
    assert title(await newsroom.ask("/about")) == "Dateline"


async def test_lines_that_break_again_and_again_leave_no_tasks(newsroom: Newsroom) -> None:
    local = newsroom.local
    await newsroom.ask("/about")
    await newsroom.bot.desk.drain(5)
    before = running()
    for number, break_off in enumerate((cut, told_to_reconnect, invalidated_resumable, cut, cut), 2):
        break_off(local)
        await back(local, number)
        await newsroom.ask("/about")
        await newsroom.bot.desk.drain(5)
    after = running()
    assert after - before == Counter()
    assert after["digest delivery"] == 1
