"""What roles and overwrites come to."""

from collections.abc import Iterable

import pytest

from bot.harness import LocalDiscord, TurnableClock
from bot.harness import permissions as rights

SEND, EMBED, VIEW = "send_messages", "embed_links", "view_channel"


@pytest.mark.parametrize(
    ("granted", "everyone", "own", "expected"),
    [
        ((), ((), ()), ((), ()), {SEND: True, EMBED: True, VIEW: True, "manage_guild": False}),
        (("manage_guild",), ((), ()), ((), ()), {"manage_guild": True}),
        ((), ((), (SEND,)), ((), ()), {SEND: False, EMBED: False, VIEW: True}),
        ((), ((), (SEND,)), ((SEND,), ()), {SEND: True, EMBED: True}),
        ((), ((), ()), ((), (SEND,)), {SEND: False}),
        ((), ((), (VIEW,)), ((), ()), {SEND: False, EMBED: False, VIEW: False}),
        (
            ("administrator",),
            ((), (VIEW, SEND)),
            ((), (SEND,)),
            {SEND: True, VIEW: True, "manage_guild": True},
        ),
    ],
)
def test_permissions_in_a_channel(
    clock: TurnableClock, granted: Iterable[str], everyone: tuple[Iterable[str], Iterable[str]],
    own: tuple[Iterable[str], Iterable[str]], expected: dict[str, bool],
) -> None:  # fmt: skip
    local = LocalDiscord(clock=clock)
    guild = local.add_guild("g")
    user = local.add_user("u")
    local.join(guild, user, granted)
    channel = local.add_channel(guild, "c")
    local.set_permissions(channel, None, allow=everyone[0], deny=everyone[1])
    local.set_permissions(channel, user, allow=own[0], deny=own[1])
    bits = rights.in_channel(channel, user)
    assert {name: rights.has(bits, name) for name in expected} == expected


def test_the_owner_may_do_everything_and_a_stranger_nothing(clock: TurnableClock) -> None:
    local = LocalDiscord(clock=clock)
    owner, stranger = local.add_user("owner"), local.add_user("stranger")
    channel = local.add_channel(local.add_guild("g", owner=owner), "c")
    assert rights.in_channel(channel, owner) == rights.ALL
    assert rights.in_channel(channel, stranger) == 0


def test_a_private_thread_is_seen_by_its_members(clock: TurnableClock) -> None:
    local = LocalDiscord(clock=clock)
    guild = local.add_guild("g")
    user = local.add_user("u")
    local.join(guild, user)
    thread = local.add_thread(local.add_channel(guild, "c"), "t", private=True)
    assert rights.in_channel(thread, user) == 0
    assert rights.has(rights.in_channel(thread, local.world.bot), "send_messages_in_threads")


def test_an_unknown_permission_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="send_messages"):
        rights.of_names(["send_mesages"])
