"""Messages that the bot sends to channels by itself."""

from bot.harness import permissions
from bot.harness.core import Core
from bot.harness.errors import ApiError
from bot.harness.ratelimits import Bucket
from bot.harness.routes.access import channel_for, message_in, writable
from bot.harness.routing import Answer, Call, Route, snowflake
from bot.harness.rules import messages as rules
from bot.harness.rules.form import Form
from bot.harness.world import Channel, ChannelType, Json, Message

__all__ = ["ROUTES"]


def _send(core: Core, call: Call) -> Answer:
    body = call.form()
    needed = [
        name for name, used in (("embed_links", body.get("embeds")), ("attach_files", call.uploads)) if used
    ]
    channel = writable(core, call.values[0], *needed)
    rules.check(body, call.names)
    nonce = str(body["nonce"]) if body.get("nonce") is not None else None
    if nonce and body.get("enforce_nonce") and (before := core.sent_before(channel, nonce)):
        return 200, {**before.payload, "nonce": body["nonce"]}
    if reference := body.get("message_reference"):
        _check_reference(core, channel, reference)
    message = core.post(channel, core.world.bot, body, call.uploads)
    if nonce:
        core.note_nonce(channel, nonce, message)
        return 200, {**message.payload, "nonce": body["nonce"]}
    return 200, message.payload


def _check_reference(core: Core, channel: Channel, reference: Json) -> None:
    bits = permissions.in_channel(channel, core.world.bot)
    if not permissions.has(bits, "read_message_history"):
        raise ApiError(400, 160002, "Cannot reply without permission to read message history")
    known = snowflake(str(reference.get("message_id"))) in channel.messages
    if not known and reference.get("fail_if_not_exists", True):
        form = Form()
        form.wrong(("message_reference",), "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
        form.refuse_if_wrong()


def _history(core: Core, call: Call) -> Answer:
    channel = channel_for(core, call.values[0])
    limit = int(call.query.get("limit", "50")) if call.query.get("limit", "50").isdecimal() else 0
    form = Form()
    form.number(("limit",), limit, 1, 100)
    form.refuse_if_wrong()
    bits = permissions.in_channel(channel, core.world.bot)
    if not permissions.has(bits, "read_message_history"):
        return 200, []
    seen = [message for message in channel.messages.values() if message.viewer is None]
    seen.sort(key=lambda message: message.id, reverse=True)
    if before := call.query.get("before"):
        seen = [message for message in seen if message.id < snowflake(before)]
    elif after := call.query.get("after"):
        # The oldest of those after it, but told newest first like all others.
        seen = [message for message in seen if message.id > snowflake(after)][-limit:]
    elif around := call.query.get("around"):
        newer = [message for message in seen if message.id > snowflake(around)][-(limit // 2) :]
        seen = newer + [message for message in seen if message.id <= snowflake(around)][: limit - len(newer)]
    return 200, [_readable(core, message) for message in seen[:limit]]


def _one(core: Core, call: Call) -> Answer:
    channel = channel_for(core, call.values[0])
    bits = permissions.in_channel(channel, core.world.bot)
    if not permissions.has(bits, "read_message_history"):
        raise ApiError(403, 50001, "Missing Access")
    return 200, _readable(core, message_in(channel, call.values[1]))


def _edit(core: Core, call: Call) -> Answer:
    channel = channel_for(core, call.values[0])
    message = message_in(channel, call.values[1])
    body = call.form()
    if message.author is not core.world.bot:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    rules.check(body, call.names, existing=message.payload)
    core.edit(message, body, call.uploads)
    return 200, message.payload


def _delete(core: Core, call: Call) -> Answer:
    channel = channel_for(core, call.values[0])
    message = message_in(channel, call.values[1])
    if message.author is not core.world.bot:
        channel_for(core, call.values[0], "manage_messages")
    core.delete(message)
    return 204, None


def _publish(core: Core, call: Call) -> Answer:
    channel = channel_for(core, call.values[0], "send_messages")
    message = message_in(channel, call.values[1])
    if channel.type is not ChannelType.ANNOUNCEMENT:
        raise ApiError(400, 50068, "Invalid message type")
    if message.payload["flags"] & 1:
        raise ApiError(400, 40033, "This message has already been crossposted")
    message.payload["flags"] |= 1
    return 200, message.payload


def _readable(core: Core, message: Message) -> Json:
    """A message as the bot may read it: others' words only with the intent for message contents."""
    hidden = (
        message.channel.guild and message.author is not core.world.bot and not core.gateway.wants(1 << 15)
    )
    if not hidden:
        return message.payload
    return {**message.payload, "content": "", "embeds": [], "attachments": [], "components": []}


_WRITE = Bucket("message-create", 5, 5.0)

ROUTES = (
    Route("POST", "/channels/{}/messages", _send, _WRITE),
    Route("GET", "/channels/{}/messages", _history, Bucket("message-history", 10, 5.0)),
    Route("GET", "/channels/{}/messages/{}", _one, Bucket("message-read", 10, 5.0)),
    Route("PATCH", "/channels/{}/messages/{}", _edit, Bucket("message-edit", 5, 5.0)),
    Route("DELETE", "/channels/{}/messages/{}", _delete, Bucket("message-delete", 5, 1.0)),
    Route("POST", "/channels/{}/messages/{}/crosspost", _publish, Bucket("message-crosspost", 10, 3600.0)),
)
