"""Who the bot is, where the gateway is, and which commands it registers."""

from datetime import timedelta

from bot.harness import payloads
from bot.harness.core import Core
from bot.harness.errors import ApiError
from bot.harness.ratelimits import Bucket
from bot.harness.routes.access import guild_for
from bot.harness.routing import Answer, Call, Route, snowflake
from bot.harness.rules.commands import check_command, check_commands
from bot.harness.world import Json

__all__ = ["ROUTES"]

_COMMANDS = Bucket("commands", 20, 20.0)


def _myself(core: Core, _call: Call) -> Answer:
    return 200, {
        **payloads.user(core.world.bot),
        "verified": True,
        "mfa_enabled": True,
        "locale": "en-US",
        "flags": 0,
    }


def _application(core: Core, _call: Call) -> Answer:
    world = core.world
    installs = {
        "0": {"oauth2_install_params": {"scopes": ["applications.commands", "bot"], "permissions": "0"}},
        "1": {},
    }
    return 200, {
        "id": str(world.bot.id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "summary": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": payloads.user(world.developer),
        "team": None,
        "verify_key": "0" * 64,
        "type": None,
        "flags": 0,
        "flags_new": "0",
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
        "approximate_user_install_count": sum(user.installed for user in world.users.values()),
        "approximate_user_authorization_count": 0,
        "approximate_guild_count": sum(world.holds_bot(guild) for guild in world.guilds.values()),
        "integration_types_config": installs,
    }


def _gateway(core: Core, _call: Call) -> Answer:
    return 200, {"url": core.gateway.url}


def _gateway_bot(core: Core, _call: Call) -> Answer:
    gateway = core.gateway
    return 200, {
        "url": gateway.url,
        "shards": gateway.recommended,
        "session_start_limit": {
            "total": 1000,
            "remaining": gateway.starts_left,
            "reset_after": gateway.starts_renewed_after // timedelta(milliseconds=1),
            "max_concurrency": gateway.max_concurrency,
        },
    }


def _user(core: Core, call: Call) -> Answer:
    user = core.world.users.get(snowflake(call.values[0]))
    if user is None:
        raise ApiError(404, 10013, "Unknown User")
    return 200, payloads.user(user)


def _open_dm(core: Core, call: Call) -> Answer:
    user = core.world.users.get(snowflake(str(call.form().get("recipient_id"))))
    if user is None or user.bot:
        raise ApiError(400, 50033, "Invalid Recipient(s)")
    return 200, payloads.channel(core.world.dm_with(user))


def _scope(core: Core, call: Call) -> int | None:
    """The guild that a command route is about, None for global commands. ApiError where the bot is not."""
    if call.values[0] != str(core.world.bot.id):
        raise ApiError(403, 20012, "You are not authorized to perform this action on this application")
    if "/guilds/" not in call.exchange.path:
        return None
    try:
        return guild_for(core, call.values[1]).id
    except ApiError as error:
        raise ApiError(403, 50001, "Missing Access") from error


def _list_commands(core: Core, call: Call) -> Answer:
    return 200, core.registry.listed(_scope(core, call))


def _overwrite_commands(core: Core, call: Call) -> Answer:
    scope = _scope(core, call)
    return 200, core.registry.overwrite(scope, check_commands(call.body))


def _add_command(core: Core, call: Call) -> Answer:
    return 201, core.registry.put(_scope(core, call), check_command(call.body))


def _one_command(core: Core, call: Call) -> Answer:
    return 200, core.registry.one(_scope(core, call), snowflake(call.values[-1]))


def _edit_command(core: Core, call: Call) -> Answer:
    scope = _scope(core, call)
    before = core.registry.one(scope, snowflake(call.values[-1]))
    merged: Json = {**before, **call.form()}
    check_command(merged)
    if merged["name"] != before["name"]:
        core.registry.delete(scope, snowflake(call.values[-1]))
    return 200, core.registry.put(scope, merged)


def _delete_command(core: Core, call: Call) -> Answer:
    core.registry.delete(_scope(core, call), snowflake(call.values[-1]))
    return 204, None


def _my_guilds(core: Core, _call: Call) -> Answer:
    guilds = [guild for guild in core.world.guilds.values() if core.world.holds_bot(guild)]
    return 200, [
        {"id": str(guild.id), "name": guild.name, "icon": None, "owner": False} for guild in guilds[:200]
    ]


_GLOBAL = "/applications/{}/commands"
_GUILD = "/applications/{}/guilds/{}/commands"

ROUTES = (
    Route("GET", "/users/@me", _myself),
    Route("GET", "/users/@me/guilds", _my_guilds),
    Route("POST", "/users/@me/channels", _open_dm, Bucket("open-dm", 10, 10.0)),
    Route("GET", "/users/{}", _user),
    Route("GET", "/applications/@me", _application),
    Route("GET", "/oauth2/applications/@me", _application),
    Route("GET", "/gateway", _gateway, open_=True),
    Route("GET", "/gateway/bot", _gateway_bot),
    *(
        route
        for path in (_GLOBAL, _GUILD)
        for route in (
            Route("GET", path, _list_commands, _COMMANDS),
            Route("PUT", path, _overwrite_commands, _COMMANDS),
            Route("POST", path, _add_command, _COMMANDS),
            Route("GET", f"{path}/{{}}", _one_command, _COMMANDS),
            Route("PATCH", f"{path}/{{}}", _edit_command, _COMMANDS),
            Route("DELETE", f"{path}/{{}}", _delete_command, _COMMANDS),
        )
    ),
)
