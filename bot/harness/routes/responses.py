"""The bot's answers to interactions: the callback, and what follows by the interaction's token."""

from bot.harness import payloads
from bot.harness.core import Core
from bot.harness.errors import ApiError
from bot.harness.ratelimits import Bucket
from bot.harness.reply import Choice, Interaction
from bot.harness.routing import Answer, Call, Route, snowflake
from bot.harness.rules import messages as rules
from bot.harness.rules.commands import check_choices
from bot.harness.rules.components import check_modal
from bot.harness.rules.form import Form
from bot.harness.world import Json, Message

__all__ = ["ROUTES"]

PONG, MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 1, 4, 5, 6, 7, 8, 9

_COMMAND, _COMPONENT, _AUTOCOMPLETE, _SUBMIT = 2, 3, 4, 5
_ALLOWED = {
    _COMMAND: (MESSAGE, DEFER, MODAL),
    _COMPONENT: (MESSAGE, DEFER, DEFER_UPDATE, UPDATE, MODAL),
    _AUTOCOMPLETE: (CHOICES,),
    _SUBMIT: (MESSAGE, DEFER, DEFER_UPDATE, UPDATE),
}
"""Which callbacks answer which interaction."""


def _callback(core: Core, call: Call) -> Answer:
    # Whatever comes of it, the request belongs to the interaction's record.
    known = core.interactions.known(call.values[1])
    if known:
        known.reply.raw.append(call.exchange)
    interaction = core.interactions.to_acknowledge(call.values[0], call.values[1])
    body = call.form()
    kind = _checked_kind(interaction, body.get("type"))
    data = body.get("data") or {}
    reply = interaction.reply
    if kind in {MESSAGE, UPDATE}:
        message = _respond(core, interaction, call, kind, data)
    elif kind == MODAL:
        form = Form()
        check_modal(form, ("data",), form.mapping(("data",), data))
        form.refuse_if_wrong()
        reply.modal = data
        message = None
    elif kind == CHOICES:
        form = Form()
        choices = form.mapping(("data",), data).get("choices")
        check_choices(form, ("data", "choices"), choices, _focused_type(interaction))
        form.refuse_if_wrong()
        reply.choices = [Choice(each["name"], each["value"]) for each in choices or []]
        message = None
    else:
        message = _defer(core, interaction, kind, data)
    interaction.acknowledged = kind
    reply.acknowledged_after = (core.clock() - interaction.created).total_seconds()
    reply.changed(complete=kind not in {DEFER, DEFER_UPDATE})
    if call.query.get("with_response") not in {"1", "true"}:
        return 204, None
    return 200, _acknowledgement(interaction, kind, message)


def _checked_kind(interaction: Interaction, kind: object) -> int:
    """The type of a callback, if it answers interactions of this kind. ApiError 50035 if it does not."""
    form = Form()
    accepted = _ALLOWED.get(interaction.type, ())
    if interaction.type == _SUBMIT and interaction.source is None:
        accepted = (MESSAGE, DEFER)
    form.choice(("type",), kind, accepted)
    form.refuse_if_wrong()
    return int(str(kind))


def _respond(core: Core, interaction: Interaction, call: Call, kind: int, data: Json) -> Message:
    reply = interaction.reply
    if kind == UPDATE and interaction.source:
        rules.check(data, call.names, existing=interaction.source.payload)
        core.edit(interaction.source, data, call.uploads)
        interaction.original = reply.message = interaction.source
        reply.updated = True
        return interaction.source
    rules.check(data, call.names)
    viewer = interaction.user if (data.get("flags") or 0) & rules.EPHEMERAL else None
    extra = _origin(core, interaction)
    message = core.post(interaction.channel, core.world.bot, data, call.uploads, viewer=viewer, extra=extra)
    interaction.original = reply.message = message
    return message


def _defer(core: Core, interaction: Interaction, kind: int, data: Json) -> Message | None:
    reply = interaction.reply
    reply.deferred = True
    if kind == DEFER_UPDATE:
        interaction.original = reply.message = interaction.source
        reply.updated = True
        return None
    flags = (data.get("flags") or 0) & rules.EPHEMERAL
    viewer = interaction.user if flags else None
    extra = {**_origin(core, interaction), "flags": flags | 1 << 7}
    message = core.post(interaction.channel, core.world.bot, {"flags": flags}, [], viewer=viewer, extra=extra)
    interaction.original = reply.message = message
    interaction.loading = True
    return message


def _origin(core: Core, interaction: Interaction) -> Json:
    """What a message tells of the interaction that it answers."""
    bot = str(core.world.bot.id)
    metadata: Json = {
        "id": str(interaction.id),
        "type": interaction.type,
        "user": payloads.user(interaction.user),
        "authorizing_integration_owners": interaction.payload.get("authorizing_integration_owners", {}),
    }
    if interaction.source:
        metadata["interacted_message_id"] = str(interaction.source.id)
    return {"application_id": bot, "webhook_id": bot, "interaction_metadata": metadata}


def _acknowledgement(interaction: Interaction, kind: int, message: Message | None) -> Json:
    told: Json = {"id": str(interaction.id), "type": interaction.type}
    resource: Json = {"type": kind}
    if message:
        told["response_message_id"] = str(message.id)
        told["response_message_loading"] = interaction.loading
        told["response_message_ephemeral"] = message.viewer is not None
        resource["message"] = message.payload
    return {"interaction": told, "resource": resource}


def _focused_type(interaction: Interaction) -> int:
    """The type of the option that choices are asked for."""
    stack = _options(interaction.payload.get("data"))
    while stack:
        option = stack.pop()
        if option.get("focused"):
            return int(option["type"])
        stack.extend(_options(option))
    return 3


def _options(holder: object) -> list[Json]:
    """The options of a command or of a subcommand; a payload made by hand may be of any shape."""
    options = holder.get("options") if isinstance(holder, dict) else None
    return [each for each in options if isinstance(each, dict)] if isinstance(options, list) else []


def _interaction(core: Core, call: Call) -> Interaction:
    known = core.interactions.known(call.values[1])
    if known:
        known.reply.raw.append(call.exchange)
    return core.interactions.to_follow_up(call.values[0], call.values[1])


def _follow_up(core: Core, call: Call) -> Answer:
    interaction = _interaction(core, call)
    body = call.form()
    rules.check(body, call.names)
    if interaction.loading:
        return 200, _fill_original(core, interaction, call).payload
    if interaction.acknowledged in {CHOICES, PONG}:
        raise ApiError(404, 10015, "Unknown Webhook")
    viewer = interaction.user if (body.get("flags") or 0) & rules.EPHEMERAL else None
    extra = _origin(core, interaction)
    message = core.post(interaction.channel, core.world.bot, body, call.uploads, viewer=viewer, extra=extra)
    interaction.reply.followups.append(message)
    interaction.reply.changed(complete=True)
    return 200, message.payload


def _fill_original(core: Core, interaction: Interaction, call: Call) -> Message:
    """Turns "thinking …" into the answer; it stays as private as the deferral said."""
    message = interaction.original
    if message is None:
        raise ApiError(404, 10008, "Unknown Message")
    interaction.loading = False
    message.payload["flags"] &= ~(1 << 7)
    body = {**call.form()}
    body["flags"] = (body.get("flags") or 0) & ~rules.EPHEMERAL | message.payload["flags"]
    core.edit(message, body, call.uploads, edited=False)
    interaction.reply.message = message
    interaction.reply.changed(complete=True)
    return message


def _message(interaction: Interaction, name: str) -> Message:
    """The original response or a followup of this interaction. ApiError 10008 for anything else."""
    if name == "@original" or (interaction.original and name == str(interaction.original.id)):
        found = interaction.original
    else:
        wanted = snowflake(name)
        found = next((each for each in interaction.reply.followups if each.id == wanted), None)
    if found is None or found.id not in found.channel.messages:
        raise ApiError(404, 10008, "Unknown Message")
    return found


def _read(core: Core, call: Call) -> Answer:
    return 200, _message(_interaction(core, call), call.values[2]).payload


def _edit(core: Core, call: Call) -> Answer:
    interaction = _interaction(core, call)
    message = _message(interaction, call.values[2])
    rules.check(call.form(), call.names, existing=message.payload)
    if interaction.loading and message is interaction.original:
        return 200, _fill_original(core, interaction, call).payload
    core.edit(message, call.form(), call.uploads)
    interaction.reply.changed(complete=True)
    return 200, message.payload


def _delete(core: Core, call: Call) -> Answer:
    interaction = _interaction(core, call)
    message = _message(interaction, call.values[2])
    core.delete(message)
    if message is interaction.original:
        interaction.original = interaction.reply.message = None
        interaction.loading = False
    else:
        interaction.reply.followups.remove(message)
    interaction.reply.changed(complete=True)
    return 204, None


_WEBHOOK = "/webhooks/{}/{}"
_FOLLOW_UP = Bucket("webhook-execute", 5, 2.0)
_AMEND = Bucket("webhook-message", 5, 2.0)

ROUTES = (
    Route("POST", "/interactions/{}/{}/callback", _callback, open_=True),
    Route("POST", _WEBHOOK, _follow_up, _FOLLOW_UP, open_=True),
    Route("GET", f"{_WEBHOOK}/messages/{{}}", _read, _AMEND, open_=True),
    Route("PATCH", f"{_WEBHOOK}/messages/{{}}", _edit, _AMEND, open_=True),
    Route("DELETE", f"{_WEBHOOK}/messages/{{}}", _delete, _AMEND, open_=True),
)
