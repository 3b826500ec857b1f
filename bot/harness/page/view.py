"""Messages, commands and requests as the page's script takes them: plain JSON, texts already made HTML."""

import json
from collections.abc import Iterable

from bot.harness import Channel, LocalDiscord, Message, Reply, User
from bot.harness.exchanges import Exchange
from bot.harness.page import markup
from bot.harness.rules.messages import EPHEMERAL
from bot.harness.world import Json

__all__ = ["channel_view", "command_view", "exchange_view", "message_view", "modal_view", "user_view"]

_LOADING = 128
_RAW_LONGEST = 60_000
"""Characters of a body shown in the panel: beyond it a browser grows slow, and the answer is in the chat."""


def user_view(user: User, role: str) -> Json:
    """Somebody to act as."""
    return {"id": str(user.id), "name": user.name, "role": role}


def channel_view(channel: Channel) -> Json:
    """A channel to act in; a private conversation has no guild."""
    return {"id": str(channel.id), "name": channel.name, "direct": channel.guild is None}


def command_view(command: Json) -> list[Json]:
    """A registered command as one entry, or one for each of its subcommands."""
    options = command.get("options") or []
    subcommands = [option for option in options if option["type"] in {1, 2}]
    if not subcommands:
        return [_entry(command["name"], command["description"], options)]
    return [
        _entry(f"{command['name']} {each['name']}", each["description"], each.get("options") or [])
        for each in subcommands
    ]


def _entry(name: str, description: str, options: list[Json]) -> Json:
    return {
        "name": name,
        "description": description,
        "options": [
            {
                "name": option["name"],
                "description": option["description"],
                "required": bool(option.get("required")),
                "autocomplete": bool(option.get("autocomplete")),
                "choices": _choices(option),
                "type": option["type"],
            }
            for option in options
        ],
    }


def _choices(option: Json) -> list[Json]:
    if option["type"] == 5:
        return [{"name": "true", "value": "true"}, {"name": "false", "value": "false"}]
    return [{"name": each["name"], "value": str(each["value"])} for each in option.get("choices") or []]


def message_view(local: LocalDiscord, message: Message, asked: Json | None = None) -> Json:
    """A message with everything that is shown of it; `asked` is who typed what above an answer.

    While the answer is still awaited, who asked is all that Discord tells of it.
    """
    payload = message.payload
    if asked is None and (origin := payload.get("interaction_metadata")):
        asked = {"who": origin["user"]["global_name"] or origin["user"]["username"], "text": ""}
    files = {each["filename"]: each for each in payload["attachments"]}
    shown = {_file_of(embed) for embed in payload["embeds"]}
    names = local.world.mentions()
    return {
        "id": str(message.id),
        "author": message.author.name,
        "bot": message.author is local.world.bot,
        "at": payload["timestamp"],
        "edited": payload.get("edited_timestamp"),
        "private": bool(payload["flags"] & EPHEMERAL),
        "loading": bool(payload["flags"] & _LOADING),
        "asked": asked,
        "html": markup.message(payload["content"], names) if payload["content"] else "",
        "embeds": [_embed(embed, files, names) for embed in payload["embeds"]],
        "files": [_file(each) for name, each in files.items() if name not in shown],
        "rows": [_row(row) for row in payload["components"]],
    }


def _file_of(embed: Json) -> str:
    address = str((embed.get("image") or {}).get("url", ""))
    return address.rsplit("/", 1)[-1].split("?", 1)[0]


def _file(attachment: Json) -> Json:
    return {
        "name": attachment["filename"],
        "url": f"/file/{attachment['id']}/{attachment['filename']}",
        "image": str(attachment.get("content_type", "")).startswith("image/"),
        "description": attachment.get("description") or attachment["filename"],
    }


def _embed(embed: Json, files: dict[str, Json], names: dict[str, str]) -> Json:
    picture = files.get(_file_of(embed))
    return {
        "colour": f"#{embed['color']:06x}" if embed.get("color") is not None else None,
        "author": (embed.get("author") or {}).get("name"),
        "title": markup.inline(embed["title"], names) if embed.get("title") else "",
        "html": markup.message(embed["description"], names) if embed.get("description") else "",
        "fields": [
            {
                "name": markup.inline(each["name"], names),
                "html": markup.message(each["value"], names),
                "inline": bool(each.get("inline")),
            }
            for each in embed.get("fields") or []
        ],
        "footer": (embed.get("footer") or {}).get("text"),
        "picture": _file(picture) if picture else None,
    }


def _row(row: Json) -> list[Json]:
    return [_component(each) for each in row.get("components") or []]


def _component(component: Json) -> Json:
    shown: Json = {
        "type": component["type"],
        "id": component.get("custom_id"),
        "label": component.get("label") or "",
        "emoji": (component.get("emoji") or {}).get("name") or "",
        "style": component.get("style"),
        "url": component.get("url"),
        "disabled": bool(component.get("disabled")),
        "placeholder": component.get("placeholder") or "Choose",
        "most": component.get("max_values", 1),
    }
    shown["options"] = [
        {
            "label": each["label"],
            "value": each["value"],
            "description": each.get("description") or "",
            "emoji": (each.get("emoji") or {}).get("name") or "",
            "chosen": bool(each.get("default")),
        }
        for each in component.get("options") or []
    ]
    return shown


def modal_view(modal: Json) -> Json:
    """A form that the bot opened: its title and text fields."""
    fields = []
    for outer in modal["components"]:
        inner = outer.get("component") or (outer.get("components") or [{}])[0]
        fields.append(
            {
                "id": inner.get("custom_id", ""),
                "label": outer.get("label") or inner.get("label") or "",
                "long": inner.get("style") == 2,
                "value": inner.get("value") or "",
                "required": inner.get("required", True),
                "least": inner.get("min_length") or 0,
                "most": inner.get("max_length") or 4000,
            }
        )
    return {"title": modal["title"], "fields": fields}


def exchange_view(reply: Reply) -> list[Json]:
    """What went to the bot and what it asked of Discord for one interaction, raw and in order."""
    sent = {"title": "Sent to the bot", "status": "", "body": _pretty(reply.payload)}
    return [sent, *(_exchange(each) for each in reply.raw)]


def _exchange(each: Exchange) -> Json:
    body = _decoded(each.request)
    answered = _decoded(each.response)
    parts: Iterable[str] = (part for part in (body, answered and f"→\n{answered}") if part)
    # The tail of a path is a token, long and of no interest.
    path = "/".join(part if len(part) < 40 else "…" for part in each.path.split("/"))
    return {"title": f"{each.method} {path}", "status": str(each.status), "body": "\n".join(parts)}


def _decoded(body: bytes) -> str:
    if not body:
        return ""
    try:
        return _pretty(json.loads(body))
    except ValueError:
        return body.decode(errors="replace")[:_RAW_LONGEST]


def _pretty(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)[:_RAW_LONGEST]
