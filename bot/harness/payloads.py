"""The world's things as the JSON objects of Discord's API."""

from datetime import datetime

from bot.harness import permissions
from bot.harness.world import Channel, ChannelType, Guild, Json, Member, Role, User, World

__all__ = ["channel", "guild", "guild_create", "member", "partial_channel", "role", "stamp", "user"]

_UNSET = (
    "icon", "description", "home_header", "splash", "discovery_splash", "banner", "application_id", "region",
    "afk_channel_id", "system_channel_id", "widget_channel_id", "max_presences", "vanity_url_code",
    "rules_channel_id", "safety_alerts_channel_id", "public_updates_channel_id", "incidents_data",
)  # fmt: skip
"""What a guild here never has, and Discord tells as null."""


def stamp(instant: datetime) -> str:
    """An instant as the API writes it."""
    return instant.isoformat(timespec="microseconds")


def user(who: User) -> Json:
    """A user object."""
    return {
        "id": str(who.id),
        "username": who.name.lower().replace(" ", "_"),
        "global_name": who.name,
        "discriminator": "0",
        "avatar": None,
        "bot": who.bot,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }


def role(what: Role) -> Json:
    """A role object."""
    return {
        "id": str(what.id),
        "name": what.name,
        "permissions": str(what.permissions),
        "position": what.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def member(who: Member, *, with_user: bool = True, bits: int | None = None) -> Json:
    """A member object; `bits` are the member's permissions in a channel, which interactions tell."""
    payload: Json = {
        "roles": [str(held.id) for held in who.roles],
        "joined_at": stamp(who.joined_at),
        "nick": None,
        "avatar": None,
        "banner": None,
        "premium_since": None,
        "pending": False,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "communication_disabled_until": None,
    }
    if with_user:
        payload["user"] = user(who.user)
    if bits is not None:
        payload["permissions"] = str(bits)
    return payload


def channel(what: Channel) -> Json:
    """A channel object of any kind."""
    payload: Json = {
        "id": str(what.id),
        "type": int(what.type),
        "flags": 0,
        "last_message_id": str(what.last_message_id) if what.last_message_id else None,
    }
    if what.guild is None:
        payload["recipients"] = [user(who) for who in what.recipients]
        if what.type is ChannelType.GROUP:
            payload.update(name=what.name, icon=None, owner_id=str(what.recipients[0].id))
        return payload
    payload.update(
        guild_id=str(what.guild.id),
        name=what.name,
        parent_id=str(what.parent.id) if what.parent else None,
        rate_limit_per_user=0,
    )
    if what.type.is_thread:
        payload.update(
            owner_id=str(what.guild.owner.id),
            message_count=len(what.messages),
            member_count=1,
            total_message_sent=len(what.messages),
            thread_metadata={
                "archived": what.archived,
                "locked": what.locked,
                "auto_archive_duration": 1440,
                "archive_timestamp": "2020-01-01T00:00:00+00:00",
            },
        )
        return payload
    payload.update(
        topic=None,
        position=0,
        nsfw=False,
        permission_overwrites=[
            {"id": str(who), "type": int(rule.is_member), "allow": str(rule.allow), "deny": str(rule.deny)}
            for who, rule in what.overwrites.items()
        ],
    )
    if what.type in {ChannelType.VOICE, ChannelType.STAGE}:
        payload.update(bitrate=64_000, user_limit=0, rtc_region=None, video_quality_mode=1)
    return payload


def partial_channel(what: Channel, viewer: User) -> Json:
    """A channel as an interaction resolves it, with the permissions of who chose it."""
    return channel(what) | {"permissions": str(permissions.in_channel(what, viewer))}


def guild(what: Guild) -> Json:
    """A guild object, without what only the gateway tells."""
    return {
        "id": str(what.id),
        "name": what.name,
        "owner_id": str(what.owner.id),
        **dict.fromkeys(_UNSET),
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "roles": [role(each) for each in what.roles.values()],
        "emojis": [],
        "stickers": [],
        "features": [],
        "mfa_level": 0,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": what.locale,
        "nsfw": False,
        "nsfw_level": 0,
    }


def guild_create(what: Guild, world: World) -> Json:
    """What the gateway tells of a guild when the bot comes online or is invited."""
    myself = what.members[world.bot.id]
    return guild(what) | {
        "joined_at": stamp(myself.joined_at),
        "large": False,
        "unavailable": False,
        "member_count": len(what.members),
        "members": [member(myself)],
        "channels": [channel(each) for each in what.channels.values() if not each.type.is_thread],
        "threads": [channel(each) for each in what.channels.values() if each.type.is_thread],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }
