"""How the local Discord takes the bot's answers to interactions."""

import asyncio

import pytest

from bot.harness import BadOption, LocalDiscord, NotAnswered, Reply, TurnableClock
from tests.bot.harness.sample import Place
from tests.bot.harness.wire import Wire, places

COMMAND, COMPONENT, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5
MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9


def asked(local: LocalDiscord, place: Place, kind: int = COMMAND) -> Reply:
    """An interaction under way; for a component, one of a message that stands in the channel."""
    source = (
        local.post(place.channel, local.world.bot, {"content": "page 1"}, []) if kind == COMPONENT else None
    )
    return local.interact(place.reader, place.channel, kind, {"name": "x", "options": []}, source=source)


async def test_a_message_is_acknowledged_with_itself(
    local_discord: LocalDiscord, place: Place, wire: Wire
) -> None:
    reply = asked(local_discord, place)
    status, body = await wire.acknowledge(reply, MESSAGE, {"content": "done", "flags": 64})
    assert status == 200
    assert body["resource"]["type"] == MESSAGE
    assert body["resource"]["message"]["content"] == "done"
    assert body["interaction"]["response_message_ephemeral"] is True
    assert body["interaction"]["response_message_id"] == body["resource"]["message"]["id"]
    assert body["resource"]["message"]["interaction_metadata"]["user"]["id"] == str(place.reader.id)


async def test_nothing_is_told_unless_it_is_asked_for(
    local_discord: LocalDiscord, place: Place, wire: Wire
) -> None:
    reply = asked(local_discord, place)
    path = f"/interactions/{reply.payload['id']}/{reply.payload['token']}/callback"
    assert await wire.call("POST", path, {"type": MESSAGE, "data": {"content": "x"}}, headers={}) == (
        204,
        None,
    )


async def test_a_second_acknowledgement_is_refused(
    local_discord: LocalDiscord, place: Place, wire: Wire
) -> None:
    reply = asked(local_discord, place)
    await wire.acknowledge(reply, DEFER)
    status, body = await wire.acknowledge(reply, MESSAGE, {"content": "x"})
    assert (status, body["code"]) == (400, 40060)


async def test_an_acknowledgement_counts_until_three_seconds(
    local_discord: LocalDiscord, place: Place, wire: Wire, clock: TurnableClock
) -> None:
    early, late = asked(local_discord, place), asked(local_discord, place)
    clock.advance(3.0)
    assert (await wire.acknowledge(early, DEFER))[0] == 200
    clock.advance(0.001)
    status, body = await wire.acknowledge(late, DEFER)
    assert (status, body["code"], late.late, late.acknowledged_after) == (404, 10062, 1, None)
    assert early.acknowledged_after == 3.0


async def test_an_unknown_interaction_is_refused(
    local_discord: LocalDiscord, place: Place, wire: Wire
) -> None:
    reply = asked(local_discord, place)
    reply.payload["id"] = "1"
    status, body = await wire.acknowledge(reply, DEFER)
    assert (status, body["code"]) == (404, 10062)


async def test_a_token_follows_up_for_fifteen_minutes(
    local_discord: LocalDiscord, place: Place, wire: Wire, clock: TurnableClock
) -> None:
    reply = asked(local_discord, place)
    await wire.acknowledge(reply, DEFER)
    clock.advance(15 * 60)
    assert (await wire.call("POST", wire.webhook(reply), {"content": "in time"}))[0] == 200
    clock.advance(0.001)
    status, body = await wire.call("POST", wire.webhook(reply), {"content": "too late"})
    assert (status, body["code"]) == (401, 50027)
    assert reply.content == "in time"


async def test_nothing_follows_up_before_the_acknowledgement(
    local_discord: LocalDiscord, place: Place, wire: Wire
) -> None:
    reply = asked(local_discord, place)
    status, body = await wire.call("POST", wire.webhook(reply), {"content": "x"})
    assert (status, body["code"]) == (404, 10015)


@pytest.mark.parametrize(
    ("kind", "accepted"),
    [
        (COMMAND, {MESSAGE, DEFER, MODAL}),
        (COMPONENT, {MESSAGE, DEFER, DEFER_UPDATE, UPDATE, MODAL}),
        (AUTOCOMPLETE, {CHOICES}),
        (SUBMIT, {MESSAGE, DEFER}),
    ],
)
async def test_an_interaction_takes_the_callbacks_that_answer_it(
    local_discord: LocalDiscord, place: Place, wire: Wire, kind: int, accepted: set[int]
) -> None:
    field = {"type": 1, "components": [{"type": 4, "custom_id": "f", "style": 1, "label": "F"}]}
    data = {"content": "x", "title": "T", "custom_id": "c", "components": [], "choices": []}
    taken = set()
    for callback in range(1, 13):
        components = {"components": [field]} if callback == MODAL else {}
        status, body = await wire.acknowledge(
            asked(local_discord, place, kind), callback, {**data, **components}
        )
        if status == 200:
            taken.add(callback)
        else:
            assert places(body["errors"]) == {"type": "BASE_TYPE_CHOICES"}
    assert taken == accepted


async def test_a_followup_fills_a_deferred_answer_and_stays_private(
    local_discord: LocalDiscord, place: Place, wire: Wire
) -> None:
    reply = asked(local_discord, place)
    status, body = await wire.acknowledge(reply, DEFER, {"flags": 64})
    assert body["interaction"]["response_message_loading"] is True
    status, first = await wire.call("POST", wire.webhook(reply), {"content": "public?"})
    assert (status, first["id"]) == (200, body["interaction"]["response_message_id"])
    assert (reply.content, reply.ephemeral, first["flags"]) == ("public?", True, 64)
    status, second = await wire.call("POST", wire.webhook(reply), {"content": "more", "flags": 64})
    assert second["id"] != first["id"]
    assert [each.viewer for each in reply.followups] == [place.reader]


async def test_the_original_is_read_edited_and_deleted(
    local_discord: LocalDiscord, place: Place, wire: Wire
) -> None:
    reply = asked(local_discord, place)
    original = f"{wire.webhook(reply)}/messages/@original"
    await wire.acknowledge(reply, MESSAGE, {"content": "one"})
    assert (await wire.call("GET", original))[1]["content"] == "one"
    status, body = await wire.call("PATCH", original, {"content": "two"})
    assert (status, body["content"], reply.content) == (200, "two", "two")
    assert body["edited_timestamp"] is not None
    assert await wire.call("DELETE", original) == (204, None)
    assert local_discord.messages(place.channel) == []
    status, body = await wire.call("PATCH", original, {"content": "three"})
    assert (status, body["code"]) == (404, 10008)


async def test_a_component_may_be_answered_by_a_new_message(
    local_discord: LocalDiscord, place: Place, wire: Wire
) -> None:
    reply = asked(local_discord, place, COMPONENT)
    await wire.acknowledge(reply, MESSAGE, {"content": "beside it"})
    assert [each.content for each in local_discord.messages(place.channel)] == ["page 1", "beside it"]
    assert reply.updated is False


async def test_the_original_of_an_update_is_the_message_itself(
    local_discord: LocalDiscord, place: Place, wire: Wire
) -> None:
    reply = asked(local_discord, place, COMPONENT)
    status, _ = await wire.acknowledge(reply, DEFER_UPDATE)
    assert (status, reply.complete) == (200, False)
    await wire.call("PATCH", f"{wire.webhook(reply)}/messages/@original", {"content": "page 2"})
    assert [each.content for each in local_discord.messages(place.channel)] == ["page 2"]


@pytest.mark.parametrize(
    ("choices", "wrong"),
    [
        ([{"name": "n", "value": "v"}] * 25, None),
        ([{"name": "n", "value": "v"}] * 26, {"data.choices": "BASE_TYPE_MAX_LENGTH"}),
        ([{"name": "n" * 101, "value": "v"}], {"data.choices.0.name": "BASE_TYPE_BAD_LENGTH"}),
        ([{"name": "n", "value": "v" * 101}], {"data.choices.0.value": "BASE_TYPE_BAD_LENGTH"}),
        ([{"name": "", "value": "v"}], {"data.choices.0.name": "BASE_TYPE_REQUIRED"}),
        ([{"name": "n", "value": 3}], {"data.choices.0.value": "STRING_TYPE_CONVERT"}),
    ],
)
async def test_autocomplete_keeps_its_limits(
    local_discord: LocalDiscord, place: Place, wire: Wire, choices: list[object], wrong: dict[str, str] | None
) -> None:
    reply = asked(local_discord, place, AUTOCOMPLETE)
    status, body = await wire.acknowledge(reply, CHOICES, {"choices": choices})
    if wrong is None:
        assert (status, len(reply.choices)) == (200, 25)
    else:
        assert (status, body["code"], places(body["errors"])) == (400, 50035, wrong)


async def test_choices_are_of_the_type_of_the_option_alone(
    local_discord: LocalDiscord, place: Place, wire: Wire
) -> None:
    option = {"name": "title", "type": 3, "value": "", "focused": True}
    forged = {"name": "article", "type": 1, "focused": {"type": 10}, "options": [7, option]}
    reply = local_discord.interact(place.reader, place.channel, AUTOCOMPLETE, forged)
    status, _ = await wire.acknowledge(reply, CHOICES, {"choices": [{"name": "n", "value": "v"}]})
    assert (status, len(reply.choices)) == (200, 1)


async def test_a_refused_answer_may_be_tried_again(
    local_discord: LocalDiscord, place: Place, wire: Wire
) -> None:
    reply = asked(local_discord, place)
    assert (await wire.acknowledge(reply, MESSAGE, {"content": "x" * 2001}))[0] == 400
    assert (await wire.acknowledge(reply, MESSAGE, {"content": "x" * 2000}))[0] == 200
    assert [each.status for each in reply.raw] == [400, 200]


async def test_an_interaction_without_a_bot_is_not_answered(
    local_discord: LocalDiscord, place: Place
) -> None:
    with pytest.raises(NotAnswered, match="not connected"):
        asked(local_discord, place)


@pytest.mark.parametrize(
    ("kind", "name", "table"),
    [(5, "@Ana", "users"), (6, "@everyone", "roles"), (7, "Ana", "members"), (8, "#reports", "channels")],
)
async def test_a_menu_of_things_resolves_what_is_chosen(
    *, local_discord: LocalDiscord, place: Place, wire: Wire, kind: int, name: str, table: str
) -> None:
    row = {"type": 1, "components": [{"type": kind, "custom_id": "m"}]}
    source = local_discord.post(place.channel, local_discord.world.bot, {"components": [row]}, [])
    seen = asyncio.create_task(local_discord.choose(source, "m", name, place.reader))
    await asyncio.sleep(0)
    payload = next(reversed(local_discord.interactions)).payload
    assert payload["data"]["values"] == list(payload["data"]["resolved"][table])
    await wire.acknowledge(next(reversed(local_discord.interactions)).reply, UPDATE, {"content": "chosen"})
    assert (await seen).content == "chosen"
    with pytest.raises(BadOption):
        await local_discord.choose(source, "m", "@Nobody", place.reader)


async def test_a_payload_can_be_forged(local_discord: LocalDiscord, place: Place, wire: Wire) -> None:
    reply = local_discord.interact(
        place.reader, place.channel, 3, {"custom_id": "x"}, guild_id="7", member=...
    )
    assert reply.payload["guild_id"] == "7"
    assert "member" not in reply.payload
    assert (await wire.acknowledge(reply, DEFER))[0] == 200
