"""The local Discord against Discord's published description of its API, where that is at hand."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.harness import ChannelType, LocalDiscord, TurnableClock, payloads
from bot.harness.routes import ROUTES
from tests.bot.harness.sample import Place
from tests.bot.harness.wire import Wire

DESCRIPTION = Path(__file__).parents[4] / "shared" / "discord" / "openapi.json"

pytestmark = pytest.mark.skipif(not DESCRIPTION.exists(), reason="Discord's API description is not at hand")


@cache
def described() -> Any:
    return json.loads(DESCRIPTION.read_text(encoding="utf-8"))


def missing(schema: str, payload: dict[str, Any]) -> set[str]:
    """The fields that Discord always has in such an object, and the payload has not."""
    return set(described()["components"]["schemas"][schema]["required"]) - payload.keys()


def test_every_route_is_one_of_discords() -> None:
    known = {
        (method.upper(), re.sub(r"\{\w+\}", "{}", path))
        for path, methods in described()["paths"].items()
        for method in methods
    }
    assert {(route.method, route.path) for route in ROUTES} - known == set()


def test_objects_have_all_that_discords_have(clock: TurnableClock) -> None:
    local = LocalDiscord(clock=clock)
    place = Place(local)
    thread = local.add_thread(place.channel, "talk")
    member = place.guild.members[place.reader.id]
    assert missing("UserResponse", payloads.user(place.reader)) == set()
    assert missing("GuildMemberResponse", payloads.member(member)) == set()
    assert missing("GuildRoleResponse", payloads.role(place.guild.everyone)) == set()
    assert missing("GuildResponse", payloads.guild(place.guild)) == set()
    assert missing("GuildChannelResponse", payloads.channel(place.channel)) == set()
    assert missing("ThreadResponse", payloads.channel(thread)) == set()
    assert missing("PrivateChannelResponse", payloads.channel(local.add_dm(place.reader))) == set()
    assert place.channel.type is ChannelType.TEXT


async def test_answers_have_all_that_discords_have(
    local_discord: LocalDiscord, place: Place, wire: Wire
) -> None:
    _, sent = await wire.call("POST", f"/channels/{place.channel.id}/messages", {"content": "x"})
    assert missing("MessageResponse", sent) == set()
    _, gateway = await wire.call("GET", "/gateway/bot")
    assert missing("GatewayBotResponse", gateway) == set()
    _, application = await wire.call("GET", "/applications/@me")
    assert missing("PrivateApplicationResponse", application) == set()
    command = {"name": "search", "description": "d"}
    _, stored = await wire.call("POST", f"/applications/{local_discord.world.bot.id}/commands", command)
    assert missing("ApplicationCommandResponse", stored) == set()


@pytest.mark.parametrize(
    ("schema", "field", "key", "limit"),
    [
        ("MessageCreateRequest", "embeds", "maxItems", 10),
        ("MessageCreateRequest", "sticker_ids", "maxItems", 3),
        ("RichEmbed", "title", "maxLength", 256),
        ("RichEmbed", "description", "maxLength", 4096),
        ("RichEmbed", "fields", "maxItems", 25),
        ("RichEmbedField", "name", "maxLength", 256),
        ("RichEmbedField", "value", "maxLength", 1024),
        ("RichEmbedFooter", "text", "maxLength", 2048),
        ("RichEmbedAuthor", "name", "maxLength", 256),
        ("ButtonComponentForMessageRequest", "label", "maxLength", 80),
        ("ButtonComponentForMessageRequest", "custom_id", "maxLength", 100),
        ("StringSelectComponentForMessageRequest", "options", "maxItems", 25),
        ("StringSelectComponentForMessageRequest", "placeholder", "maxLength", 150),
        ("TextInputComponentForModalRequest", "placeholder", "maxLength", 100),
    ],
)
def test_the_limits_that_are_enforced_are_discords(schema: str, field: str, key: str, limit: int) -> None:
    assert described()["components"]["schemas"][schema]["properties"][field][key] == limit
