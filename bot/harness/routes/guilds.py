"""Guilds, their members and roles, and leaving them."""

from bot.harness import payloads
from bot.harness.core import Core
from bot.harness.errors import ApiError
from bot.harness.ratelimits import Bucket
from bot.harness.routes.access import guild_for
from bot.harness.routing import Answer, Call, Route, snowflake

__all__ = ["ROUTES"]

_READ = Bucket("guild-read", 30, 10.0)


def _guild(core: Core, call: Call) -> Answer:
    guild = guild_for(core, call.values[0])
    counts = {}
    if call.query.get("with_counts") in {"1", "true"}:
        counts = {
            "approximate_member_count": len(guild.members),
            "approximate_presence_count": len(guild.members),
        }
    return 200, {**payloads.guild(guild), **counts}


def _channels(core: Core, call: Call) -> Answer:
    guild = guild_for(core, call.values[0])
    return 200, [payloads.channel(each) for each in guild.channels.values() if not each.type.is_thread]


def _threads(core: Core, call: Call) -> Answer:
    guild = guild_for(core, call.values[0])
    threads = [each for each in guild.channels.values() if each.type.is_thread and not each.archived]
    return 200, {"threads": [payloads.channel(each) for each in threads], "members": []}


def _roles(core: Core, call: Call) -> Answer:
    return 200, [payloads.role(each) for each in guild_for(core, call.values[0]).roles.values()]


def _member(core: Core, call: Call) -> Answer:
    guild = guild_for(core, call.values[0])
    member = guild.members.get(snowflake(call.values[1]))
    if member is None:
        raise ApiError(404, 10007, "Unknown Member")
    return 200, payloads.member(member)


def _my_member(core: Core, call: Call) -> Answer:
    return 200, payloads.member(guild_for(core, call.values[0]).members[core.world.bot.id])


def _leave(core: Core, call: Call) -> Answer:
    guild = guild_for(core, call.values[0])
    core.gateway.dispatch_guild("GUILD_DELETE", {"id": str(guild.id)}, guild)
    del guild.members[core.world.bot.id]
    return 204, None


ROUTES = (
    Route("GET", "/guilds/{}", _guild, _READ),
    Route("GET", "/guilds/{}/channels", _channels, _READ),
    Route("GET", "/guilds/{}/threads/active", _threads, _READ),
    Route("GET", "/guilds/{}/roles", _roles, _READ),
    Route("GET", "/guilds/{}/members/{}", _member, _READ),
    Route("GET", "/users/@me/guilds/{}/member", _my_member, _READ),
    Route("DELETE", "/users/@me/guilds/{}", _leave),
)
