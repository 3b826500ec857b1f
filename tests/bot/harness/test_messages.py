"""How the local Discord takes messages that the bot sends by itself."""

import asyncio
import io
import json
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.harness import Channel, ChannelType, LocalDiscord, TurnableClock
from tests.bot.harness.sample import Place
from tests.bot.harness.wire import Wire

REFERRING = {"content": "x", "message_reference": {"message_id": "1"}}


def path(channel: Channel, ending: str = "") -> str:
    return f"/channels/{channel.id}/messages{ending}"


async def test_a_message_stands_in_its_channel(place: Place, wire: Wire, local_discord: LocalDiscord) -> None:
    status, sent = await wire.call("POST", path(place.channel), {"content": " hello "})
    assert (status, sent["content"], sent["author"]["id"]) == (200, "hello", str(local_discord.world.bot.id))
    assert await wire.call("GET", path(place.channel, f"/{sent['id']}")) == (200, sent)


async def test_a_nonce_is_enforced_for_some_minutes(place: Place, wire: Wire, clock: TurnableClock) -> None:
    body = {"content": "digest", "nonce": "n" * 25, "enforce_nonce": True}
    _, first = await wire.call("POST", path(place.channel), body)
    clock.advance(timedelta(minutes=5))
    _, repeated = await wire.call("POST", path(place.channel), {**body, "content": "again"})
    assert (repeated["id"], repeated["content"], repeated["nonce"]) == (first["id"], "digest", "n" * 25)
    _, elsewhere = await wire.call("POST", path(place.other), body)
    _, unforced = await wire.call("POST", path(place.channel), {**body, "enforce_nonce": False})
    clock.advance(timedelta(minutes=5, seconds=1))
    _, later = await wire.call("POST", path(place.channel), body)
    assert len({each["id"] for each in (first, elsewhere, unforced, later)}) == 4
    _, history = await wire.call("GET", path(place.channel))
    assert [each["id"] for each in history] == [later["id"], unforced["id"], first["id"]]
    assert not any("nonce" in each for each in history)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?limit=2", "43"),
        ("?before={2}&limit=1", "1"),
        ("?after={1}&limit=2", "32"),
        ("?around={2}&limit=3", "321"),
        ("", "43210"),
    ],
)
async def test_history_is_read_newest_first(place: Place, wire: Wire, query: str, expected: str) -> None:
    ids = [(await wire.call("POST", path(place.channel), {"content": str(at)}))[1]["id"] for at in range(5)]
    _, history = await wire.call("GET", path(place.channel, query.format(*ids)))
    assert "".join(each["content"] for each in history) == expected


async def test_others_words_are_hidden_without_the_intent(
    place: Place, wire: Wire, local_discord: LocalDiscord
) -> None:
    local_discord.say(place.reader, place.channel, "secret")
    _, history = await wire.call("GET", path(place.channel))
    assert [each["content"] for each in history] == [""]


@pytest.mark.parametrize(
    ("denied", "method", "ending", "body", "expected"),
    [
        ("view_channel", "POST", "", {"content": "x"}, (403, 50001)),
        ("view_channel", "GET", "", None, (403, 50001)),
        ("send_messages", "POST", "", {"content": "x"}, (403, 50013)),
        ("embed_links", "POST", "", {"embeds": [{"title": "x"}]}, (403, 50013)),
        ("embed_links", "POST", "", {"content": "x"}, (200, None)),
        ("read_message_history", "GET", "/{own}", None, (403, 50001)),
        (
            "read_message_history",
            "POST",
            "",
            REFERRING,
            (400, 160002),
        ),
        ("manage_messages", "DELETE", "/{others}", None, (403, 50013)),
        ("manage_messages", "DELETE", "/{own}", None, (204, None)),
        ("manage_messages", "PATCH", "/{others}", {"content": "x"}, (403, 50005)),
        ("manage_messages", "GET", "/17", None, (404, 10008)),
        ("manage_messages", "GET", "/seventeen", None, (400, 50035)),
        ("manage_messages", "GET", "?limit=101", None, (400, 50035)),
        ("manage_messages", "POST", "", {"content": " "}, (400, 50006)),
        ("manage_messages", "POST", "/{own}/crosspost", None, (400, 50068)),
    ],
)
async def test_what_is_not_allowed_is_refused(
    *, local_discord: LocalDiscord, place: Place, wire: Wire, denied: str, method: str, ending: str,
    body: object,
    expected: tuple[int, int | None],
) -> None:  # fmt: skip
    own = local_discord.post(place.channel, local_discord.world.bot, {"content": "mine"}, [])
    others = local_discord.say(place.reader, place.channel, "theirs")
    local_discord.set_permissions(place.channel, local_discord.world.bot, deny=[denied])
    ending = ending.format(own=own.id, others=others.id)
    status, answer = await wire.call(method, path(place.channel, ending), body)
    assert (status, answer.get("code") if answer else None) == expected


async def test_history_is_empty_without_the_permission(
    place: Place, wire: Wire, local_discord: LocalDiscord
) -> None:
    await wire.call("POST", path(place.channel), {"content": "x"})
    local_discord.set_permissions(place.channel, None, deny=["read_message_history"])
    assert await wire.call("GET", path(place.channel)) == (200, [])


async def test_what_is_gone_is_unknown(place: Place, wire: Wire, local_discord: LocalDiscord) -> None:
    local_discord.remove_channel(place.other)
    status, body = await wire.call("POST", path(place.other), {"content": "x"})
    assert (status, body["code"]) == (404, 10003)
    local_discord.outage(place.guild)
    assert (await wire.call("POST", path(place.channel), {"content": "x"}))[0] == 503
    local_discord.recover(place.guild)
    local_discord.remove_bot(place.guild)
    status, body = await wire.call("POST", path(place.channel), {"content": "x"})
    assert (status, body["code"]) == (403, 50001)
    status, body = await wire.call("GET", f"/guilds/{place.guild.id}")
    assert (status, body["code"]) == (404, 10004)


async def test_a_thread_has_the_permissions_of_its_channel(
    place: Place, wire: Wire, local_discord: LocalDiscord
) -> None:
    thread = local_discord.add_thread(place.channel, "talk")
    local_discord.set_permissions(place.channel, None, deny=["send_messages"])
    assert (await wire.call("POST", path(thread), {"content": "x"}))[0] == 200
    local_discord.set_permissions(place.channel, None, deny=["send_messages_in_threads"])
    assert (await wire.call("POST", path(thread), {"content": "x"}))[1]["code"] == 50013
    local_discord.set_permissions(place.channel, None)
    thread.locked = True
    assert (await wire.call("POST", path(thread), {"content": "x"}))[1]["code"] == 50083


async def test_an_announcement_is_published_once(
    place: Place, wire: Wire, local_discord: LocalDiscord
) -> None:
    news = local_discord.add_channel(place.guild, "news", ChannelType.ANNOUNCEMENT)
    _, sent = await wire.call("POST", path(news), {"content": "x"})
    assert (await wire.call("POST", path(news, f"/{sent['id']}/crosspost")))[1]["flags"] == 1
    assert (await wire.call("POST", path(news, f"/{sent['id']}/crosspost")))[1]["code"] == 40033


async def test_a_message_can_be_waited_for(place: Place, wire: Wire, local_discord: LocalDiscord) -> None:
    waiting = asyncio.create_task(
        local_discord.next_message(place.channel, where=lambda each: each.content == "b")
    )
    await asyncio.sleep(0)
    for channel, content in ((place.other, "b"), (place.channel, "a"), (place.channel, "b")):
        await wire.call("POST", path(channel), {"content": content})
    message = await waiting
    assert (message.channel, message.content) == (place.channel, "b")
    with pytest.raises(TimeoutError):
        await local_discord.next_message(place.channel, guard=0)


async def test_a_watcher_sees_what_happens_to_messages(
    place: Place, wire: Wire, local_discord: LocalDiscord
) -> None:
    seen: list[tuple[str, str]] = []
    forget = local_discord.watch(lambda what, message: seen.append((what, message.content)))
    _, sent = await wire.call("POST", path(place.channel), {"content": "a"})
    await wire.call("PATCH", path(place.channel, f"/{sent['id']}"), {"content": "b"})
    local_discord.remove_message(place.channel.messages[int(sent["id"])])
    forget()
    await wire.call("POST", path(place.channel), {"content": "c"})
    assert seen == [("create", "a"), ("update", "b"), ("delete", "b")]


async def test_a_user_may_refuse_direct_messages(place: Place, wire: Wire) -> None:
    _, dm = await wire.call("POST", "/users/@me/channels", {"recipient_id": str(place.reader.id)})
    assert (await wire.call("POST", f"/channels/{dm['id']}/messages", {"content": "x"}))[0] == 200
    place.reader.accepts_dms = False
    status, body = await wire.call("POST", f"/channels/{dm['id']}/messages", {"content": "x"})
    assert (status, body["code"]) == (403, 50007)


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [
        (None, (["ana"], True, True)),
        ({"parse": []}, ([], False, False)),
        ({"parse": ["users"]}, (["ana"], False, False)),
        ({"parse": ["everyone"]}, ([], True, False)),
        ({"parse": ["roles"]}, ([], False, True)),
        ({"parse": [], "users": ["1"]}, ([], False, False)),
    ],
)
async def test_only_allowed_mentions_notify(
    local_discord: LocalDiscord,
    place: Place,
    wire: Wire,
    allowed: object,
    expected: tuple[list[str], bool, bool],
) -> None:
    local_discord.set_bot_permissions(place.guild, ["mention_everyone"])
    role = next(iter(place.guild.roles))
    body: dict[str, Any] = {"content": f"@everyone <@{place.reader.id}> <@&{role}>"}
    if allowed is not None:
        body["allowed_mentions"] = allowed
    _, sent = await wire.call("POST", path(place.channel), body)
    got = (
        [each["username"] for each in sent["mentions"]],
        sent["mention_everyone"],
        bool(sent["mention_roles"]),
    )
    assert got == expected


def upload(content: dict[str, Any], *files: tuple[str, bytes]) -> aiohttp.FormData:
    form = aiohttp.FormData()
    form.add_field("payload_json", json.dumps(content))
    for index, (name, data) in enumerate(files):
        form.add_field(f"files[{index}]", io.BytesIO(data), filename=name)
    return form


async def test_an_edit_keeps_the_attachments_it_lists(place: Place, wire: Wire) -> None:
    described = {"attachments": [{"id": 0, "description": "first"}, {"id": 1}]}
    form = upload(described, ("a.txt", b"a"), ("b.txt", b"b"))
    _, sent = await wire.call("POST", path(place.channel), data=form)
    assert [(each["filename"], each.get("description")) for each in sent["attachments"]] == [
        ("a.txt", "first"),
        ("b.txt", None),
    ]
    async with wire.session.get(sent["attachments"][1]["url"]) as answer:
        assert await answer.read() == b"b"
    keep = [{"id": sent["attachments"][1]["id"]}, {"id": 0}]
    form = upload({"attachments": keep}, ("c.txt", b"c"))
    _, edited = await wire.call("PATCH", path(place.channel, f"/{sent['id']}"), data=form)
    assert [each["filename"] for each in edited["attachments"]] == ["b.txt", "c.txt"]
    _, same = await wire.call("PATCH", path(place.channel, f"/{sent['id']}"), {"content": "x"})
    assert len(same["attachments"]) == 2


async def test_a_file_over_the_limit_is_refused(place: Place, wire: Wire) -> None:
    form = upload({}, ("big.bin", bytes(10 * 2**20 + 1)))
    status, body = await wire.call("POST", path(place.channel), data=form)
    assert (status, body["code"]) == (413, 40005)
    form = upload({}, ("fits.bin", bytes(10 * 2**20)))
    assert (await wire.call("POST", path(place.channel), data=form))[0] == 200
