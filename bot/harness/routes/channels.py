"""Channels and threads themselves."""

from bot.harness import payloads
from bot.harness.core import Core
from bot.harness.errors import ApiError
from bot.harness.ratelimits import Bucket
from bot.harness.routes.access import channel_for, message_in, writable
from bot.harness.routing import Answer, Call, Route
from bot.harness.rules.form import Form
from bot.harness.world import Channel, ChannelType

__all__ = ["ROUTES"]

_READ = Bucket("channel-read", 30, 10.0)
_THREADS = Bucket("thread-create", 10, 10.0)


def _channel(core: Core, call: Call) -> Answer:
    return 200, payloads.channel(channel_for(core, call.values[0]))


def _edit(core: Core, call: Call) -> Answer:
    channel = channel_for(core, call.values[0])
    channel_for(core, call.values[0], "manage_threads" if channel.type.is_thread else "manage_channels")
    body = call.form()
    form = Form()
    if "name" in body:
        channel.name = form.text(("name",), body["name"], 1, 100, required=True) or channel.name
    form.refuse_if_wrong()
    if channel.type.is_thread:
        channel.archived = bool(body.get("archived", channel.archived))
        channel.locked = bool(body.get("locked", channel.locked))
    if channel.guild:
        event = "THREAD_UPDATE" if channel.type.is_thread else "CHANNEL_UPDATE"
        core.gateway.dispatch_guild(event, payloads.channel(channel), channel.guild)
    return 200, payloads.channel(channel)


def _delete(core: Core, call: Call) -> Answer:
    channel = channel_for(core, call.values[0])
    if channel.guild is None:
        return 200, payloads.channel(channel)
    channel_for(core, call.values[0], "manage_threads" if channel.type.is_thread else "manage_channels")
    event = "THREAD_DELETE" if channel.type.is_thread else "CHANNEL_DELETE"
    core.gateway.dispatch_guild(event, payloads.channel(channel), channel.guild)
    core.world.drop_channel(channel)
    return 200, payloads.channel(channel)


def _typing(core: Core, call: Call) -> Answer:
    writable(core, call.values[0])
    return 204, None


def _start_thread(core: Core, call: Call) -> Answer:
    needed = (
        "create_private_threads"
        if call.form().get("type") == ChannelType.PRIVATE_THREAD
        else "create_public_threads"
    )
    parent = channel_for(core, call.values[0], needed)
    if parent.guild is None or parent.type not in {
        ChannelType.TEXT,
        ChannelType.ANNOUNCEMENT,
        ChannelType.FORUM,
    }:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    form = Form()
    name = form.text(("name",), call.form().get("name"), 1, 100, required=True)
    form.choice(
        ("auto_archive_duration",),
        call.form().get("auto_archive_duration"),
        (60, 1440, 4320, 10080),
        required=False,
    )
    form.refuse_if_wrong()
    if parent.type is ChannelType.ANNOUNCEMENT:
        kind = ChannelType.ANNOUNCEMENT_THREAD
    elif call.form().get("type") == ChannelType.PUBLIC_THREAD or len(call.values) > 1:
        kind = ChannelType.PUBLIC_THREAD
    else:
        kind = ChannelType.PRIVATE_THREAD
    return 201, payloads.channel(_add_thread(core, parent, kind, name))


def _start_thread_from_message(core: Core, call: Call) -> Answer:
    channel = channel_for(core, call.values[0], "create_public_threads")
    message = message_in(channel, call.values[1])
    if message.id in core.world.channels:
        raise ApiError(400, 160004, "A thread has already been created for this message")
    return _start_thread(core, call)


def _add_thread(core: Core, parent: Channel, kind: ChannelType, name: str) -> Channel:
    thread = core.world.add_channel(parent.guild, name, kind, parent=parent)
    thread.recipients.append(core.world.bot)
    if parent.guild:
        core.gateway.dispatch_guild("THREAD_CREATE", payloads.channel(thread), parent.guild)
    return thread


def _join_thread(core: Core, call: Call) -> Answer:
    thread = channel_for(core, call.values[0])
    if not thread.type.is_thread:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    return 204, None


ROUTES = (
    Route("GET", "/channels/{}", _channel, _READ),
    Route("PATCH", "/channels/{}", _edit, Bucket("channel-edit", 5, 15.0)),
    Route("DELETE", "/channels/{}", _delete, Bucket("channel-delete", 5, 15.0)),
    Route("POST", "/channels/{}/typing", _typing, Bucket("typing", 5, 5.0)),
    Route("POST", "/channels/{}/threads", _start_thread, _THREADS),
    Route("POST", "/channels/{}/messages/{}/threads", _start_thread_from_message, _THREADS),
    Route("PUT", "/channels/{}/thread-members/@me", _join_thread, _THREADS),
)
