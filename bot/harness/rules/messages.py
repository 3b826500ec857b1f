"""The rules for messages: content, embeds, mentions, attachments, nonces."""

from datetime import datetime

from bot.harness.errors import ApiError
from bot.harness.rules import components
from bot.harness.rules.form import Form, Path
from bot.harness.world import Json

__all__ = ["COMPONENTS_V2", "EPHEMERAL", "FILE_LIMIT", "check"]

EPHEMERAL = 1 << 6
COMPONENTS_V2 = 1 << 15
FILE_LIMIT = 10 * 1024 * 1024
"""Bytes that one file may have in a guild without a boost."""

_IMAGES = ("http", "https", "attachment")
_LINKS = ("http", "https")
_EMBEDS_TOTAL = 6000


def check(body: Json, uploads: dict[int, str], *, existing: Json | None = None) -> None:
    """Refuses a message to be sent, or with `existing` an edit of that message.

    `uploads` are the names of the uploaded files by their index. Raises ApiError: 50035 with all that is
    wrong, or 50006 for a message that would show nothing.
    """
    form = Form()
    form.text(("content",), body.get("content"), 0, 2000)
    flags = form.number(("flags",), body.get("flags"), 0, 1 << 31) or 0
    if existing is not None:
        flags |= existing["flags"] & COMPONENTS_V2
    _check_embeds(form, body.get("embeds"))
    if flags & COMPONENTS_V2:
        _check_v2_alone(form, body, existing)
    components.check_message(form, body.get("components"), v2=bool(flags & COMPONENTS_V2))
    form.flag(("tts",), body.get("tts"))
    _check_nonce(form, body)
    _check_mentions(form, body.get("allowed_mentions"))
    _check_attachments(form, body.get("attachments"), uploads, existing)
    form.items(("sticker_ids",), body.get("sticker_ids"), 0, 3)
    form.refuse_if_wrong()
    _refuse_empty({**(existing or {}), **body}, uploads)


def _refuse_empty(message: Json, uploads: dict[int, str]) -> None:
    shown = ("embeds", "components", "sticker_ids", "poll", "attachments")
    if (
        not (message.get("content") or "").strip()
        and not uploads
        and not any(message.get(part) for part in shown)
    ):
        raise ApiError(400, 50006, "Cannot send an empty message")


def _check_v2_alone(form: Form, body: Json, existing: Json | None) -> None:
    for part in ("content", "embeds", "sticker_ids", "poll"):
        if body.get(part) or (existing and part not in body and existing.get(part)):
            form.wrong(
                (part,),
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                f"The '{part}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
            )


def _check_nonce(form: Form, body: Json) -> None:
    nonce = body.get("nonce")
    if nonce is not None and not isinstance(nonce, (int, str)):
        form.wrong(("nonce",), "NONCE_TYPE_INVALID", "Nonce must be a string or an integer.")
    elif nonce is not None and len(str(nonce)) > 25:
        form.wrong(("nonce",), "NONCE_TYPE_TOO_LONG", "Nonce must be 25 or fewer in length.")
    if form.flag(("enforce_nonce",), body.get("enforce_nonce")) and nonce is None:
        form.missing(("nonce",))


def _check_mentions(form: Form, allowed: object) -> None:
    if allowed is None:
        return
    path: Path = ("allowed_mentions",)
    mapping = form.mapping(path, allowed)
    parse = form.items((*path, "parse"), mapping.get("parse"), 0, 3)
    for at, each in enumerate(parse):
        form.choice((*path, "parse", at), each, ("everyone", "roles", "users"))
    for key in ("users", "roles"):
        if form.items((*path, key), mapping.get(key), 0, 100) and key in parse:
            form.wrong(
                path,
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                f'parse:["{key}"] and {key}:[ids...] are mutually exclusive.',
            )


def _check_attachments(form: Form, listed: object, uploads: dict[int, str], existing: Json | None) -> None:
    kept = {each["id"] for each in existing["attachments"]} if existing else set()
    items = form.items(("attachments",), listed, 0, 10)
    if len(uploads) > 10:
        form.wrong(("files",), "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
    for at, each in enumerate(items):
        path: Path = ("attachments", at)
        attachment = form.mapping(path, each)
        form.text((*path, "description"), attachment.get("description"), 0, 1024)
        form.text((*path, "filename"), attachment.get("filename"), 0, 260)
        name = str(attachment.get("id"))
        if name not in kept and not (name.isdecimal() and int(name) in uploads):
            form.wrong((*path, "id"), "ATTACHMENT_NOT_FOUND", "The referenced attachment does not exist.")


def _check_embeds(form: Form, value: object) -> None:
    total = 0
    for at, each in enumerate(form.items(("embeds",), value, 0, 10)):
        total += _check_embed(form, ("embeds", at), form.mapping(("embeds", at), each))
    if total > _EMBEDS_TOTAL:
        form.wrong(
            ("embeds",), "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {_EMBEDS_TOTAL}"
        )


def _check_embed(form: Form, path: Path, embed: Json) -> int:
    """The characters of an embed that count towards the total."""
    count = len(form.text((*path, "title"), embed.get("title"), 0, 256))
    count += len(form.text((*path, "description"), embed.get("description"), 0, 4096))
    for at, each in enumerate(form.items((*path, "fields"), embed.get("fields"), 0, 25)):
        place = (*path, "fields", at)
        entry = form.mapping(place, each)
        count += len(form.text((*place, "name"), entry.get("name"), 1, 256, required=True))
        count += len(form.text((*place, "value"), entry.get("value"), 1, 1024, required=True))
        form.flag((*place, "inline"), entry.get("inline"))
    count += _check_signed(form, (*path, "footer"), embed.get("footer"), "text", 2048)
    count += _check_signed(form, (*path, "author"), embed.get("author"), "name", 256)
    if embed.get("url") is not None:
        form.url((*path, "url"), embed["url"], schemes=_LINKS)
    for part in ("image", "thumbnail"):
        if embed.get(part):
            picture = form.mapping((*path, part), embed[part])
            form.url((*path, part, "url"), picture.get("url"), schemes=_IMAGES)
    form.number((*path, "color"), embed.get("color"), 0, 0xFFFFFF)
    _check_timestamp(form, (*path, "timestamp"), embed.get("timestamp"))
    shown = ("title", "description", "fields", "footer", "author", "image", "thumbnail")
    if not any(embed.get(part) for part in shown):
        form.missing((*path, "description"))
    return count


def _check_signed(form: Form, path: Path, value: object, key: str, high: int) -> int:
    """A footer or author: its text, and its addresses."""
    if not value:
        return 0
    signed = form.mapping(path, value)
    for part, schemes in (("icon_url", _IMAGES), ("url", _LINKS)):
        if signed.get(part) is not None:
            form.url((*path, part), signed[part], schemes=schemes)
    return len(form.text((*path, key), signed.get(key), 1, high, required=True))


def _check_timestamp(form: Form, path: Path, value: object) -> None:
    if value is None:
        return
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        form.wrong(path, "DATE_TIME_TYPE_PARSE", f"Could not parse {str(value)[:50]}. Should be ISO8601.")
