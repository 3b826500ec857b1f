"""Request bodies into messages, as Discord stores and returns them."""

import mimetypes
import re
from dataclasses import dataclass
from itertools import count
from typing import Any

from bot.harness import payloads, permissions
from bot.harness.rules import messages as rules
from bot.harness.world import Channel, Json, Message, User, World

__all__ = ["Upload", "amend", "compose"]

_USER = re.compile(r"<@!?(\d{1,20})>")
_ROLE = re.compile(r"<@&(\d{1,20})>")
_EVERYONE = re.compile(r"@(?:everyone|here)\b")
_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT_FLAGS = rules.COMPONENTS_V2 | rules.EPHEMERAL
_SETTABLE_FLAGS = _KEPT_FLAGS | 1 << 2 | 1 << 12  # suppress embeds, suppress notifications


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file: the part's index, the file's name, its bytes."""

    index: int
    name: str
    data: bytes


def compose(
    world: World,
    channel: Channel,
    author: User,
    body: Json,
    uploads: list[Upload],
    *,
    viewer: User | None = None,
) -> Message:
    """A new message, in its channel already. `viewer` makes it ephemeral."""
    message_id = world.snowflakes.next()
    payload: Json = {
        "id": str(message_id),
        "channel_id": str(channel.id),
        "type": 19 if body.get("message_reference") else 0,
        "author": payloads.user(author),
        "content": "",
        "timestamp": payloads.stamp(world.clock()),
        "edited_timestamp": None,
        "tts": bool(body.get("tts")),
        "pinned": False,
        "attachments": [],
        "embeds": [],
        "components": [],
        "flags": (body.get("flags") or 0) & _SETTABLE_FLAGS,
    }
    if viewer:
        payload["flags"] |= rules.EPHEMERAL
    if reference := body.get("message_reference"):
        _refer(channel, payload, reference)
    message = Message(message_id, channel, author, payload, viewer)
    _fill(world, message, body, uploads)
    channel.messages[message_id] = message
    channel.last_message_id = message_id
    return message


def amend(world: World, message: Message, body: Json, uploads: list[Upload], *, edited: bool = True) -> None:
    """Changes a message to what an edit's body says; what the body leaves out stays."""
    payload = message.payload
    if "flags" in body:
        payload["flags"] = payload["flags"] & _KEPT_FLAGS | (body["flags"] or 0) & _SETTABLE_FLAGS
    if edited:
        payload["edited_timestamp"] = payloads.stamp(world.clock())
    _fill(world, message, body, uploads)


def _fill(world: World, message: Message, body: Json, uploads: list[Upload]) -> None:
    payload = message.payload
    if "content" in body:
        payload["content"] = (body["content"] or "").strip()
    if "attachments" in body or uploads:
        payload["attachments"] = _attachments(world, message, body.get("attachments"), uploads)
    places = {each["filename"]: each["url"] for each in payload["attachments"]}
    if "embeds" in body:
        payload["embeds"] = [_embed(each, places) for each in body["embeds"] or []]
    if "components" in body:
        numbers = count(1)
        payload["components"] = [_component(each, places, numbers) for each in body["components"] or []]
    payload.update(_mentions(world, message, body.get("allowed_mentions")))


def _refer(channel: Channel, payload: Json, reference: Json) -> None:
    payload["message_reference"] = {"type": 0, "channel_id": str(channel.id), **reference}
    target = channel.messages.get(int(reference.get("message_id", 0)))
    payload["referenced_message"] = target.payload if target else None


def _attachments(
    world: World, message: Message, listed: list[Json] | None, uploads: list[Upload]
) -> list[Json]:
    """The attachments that a message has afterwards: those kept and those uploaded."""
    present = {each["id"]: each for each in message.payload["attachments"]}
    told = {str(each["id"]): each for each in listed or []}
    kept = [each for name, each in present.items() if listed is None or name in told]
    for upload in uploads:
        file_id = world.snowflakes.next()
        world.files[file_id] = upload.data
        name = told.get(str(upload.index), {}).get("filename") or upload.name
        url = f"{world.base}/attachments/{message.channel.id}/{file_id}/{name}"
        attachment: Json = {
            "id": str(file_id),
            "filename": name,
            "size": len(upload.data),
            "url": url,
            "proxy_url": url,
            "content_type": mimetypes.guess_type(name)[0] or "application/octet-stream",
            "ephemeral": message.viewer is not None,
        }
        if description := told.get(str(upload.index), {}).get("description"):
            attachment["description"] = description
        if upload.data.startswith(_PNG):
            attachment["width"] = int.from_bytes(upload.data[16:20])
            attachment["height"] = int.from_bytes(upload.data[20:24])
        kept.append(attachment)
    return kept


def _embed(embed: Json, places: dict[str, str]) -> Json:
    kept = {key: value for key, value in embed.items() if value is not None}
    for part in ("image", "thumbnail"):
        if part in kept:
            kept[part] = _media(kept[part], places)
    return {**kept, "type": "rich"}


def _media(media: Json, places: dict[str, str]) -> Json:
    """A picture's address; one that names an attachment becomes that attachment's."""
    scheme, _, name = media["url"].partition("://")
    return {**media, "url": places.get(name, "")} if scheme == "attachment" else media


def _component(component: Json, places: dict[str, str], numbers: "count[int]") -> Json:
    """A component with the number that Discord gives each that has none, and with attachments' addresses."""
    result = {"id": next(numbers), **component}
    for key in ("components", "items"):
        if key in result:
            result[key] = [
                _component(each, places, numbers) if key == "components" else each for each in result[key]
            ]
    for key in ("accessory", "component"):
        if isinstance(result.get(key), dict):
            result[key] = _component(result[key], places, numbers)
    for key in ("media", "file"):
        if isinstance(result.get(key), dict):
            result[key] = _media(result[key], places)
    if "items" in result:
        result["items"] = [{**each, "media": _media(each["media"], places)} for each in result["items"]]
    return result


def _shown_text(message: Message) -> str:
    """The text in which mentions count: the content, and text components; never an embed's."""
    parts = [message.payload["content"]]
    stack: list[Any] = list(message.payload["components"])
    while stack:
        component = stack.pop()
        if component["type"] == 10:
            parts.append(component["content"])
        stack.extend(component.get("components", ()))
    return "\n".join(parts)


def _mentions(world: World, message: Message, allowed: Json | None) -> Json:
    """Who is notified by a message: what its text names, as far as its `allowed_mentions` let it."""
    text = _shown_text(message)
    parse = {"users", "roles", "everyone"} if allowed is None else set(allowed.get("parse") or ())
    listed = {key: {str(each) for each in (allowed or {}).get(key) or ()} for key in ("users", "roles")}
    users = [
        each for each in dict.fromkeys(_USER.findall(text)) if "users" in parse or each in listed["users"]
    ]
    roles = [
        each for each in dict.fromkeys(_ROLE.findall(text)) if "roles" in parse or each in listed["roles"]
    ]
    may = permissions.has(permissions.in_channel(message.channel, message.author), "mention_everyone")
    guild = message.channel.guild
    return {
        "mentions": [payloads.user(world.users[int(each)]) for each in users if int(each) in world.users],
        "mention_roles": [each for each in roles if guild and int(each) in guild.roles],
        "mention_everyone": bool(may and "everyone" in parse and _EVERYONE.search(text)),
    }
