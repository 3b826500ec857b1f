"""The link that adds the bot to a server, with the least permissions that it needs."""

from typing import Final

import discord

__all__ = ["PERMISSIONS", "invitation"]

PERMISSIONS: Final = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)
"""Answers need none of them, since an interaction brings its own: these are for the digest. It is posted
with an embed, and looked for in the channel's history when Discord's reply to the post was lost."""

_SCOPES: Final = ("bot", "applications.commands")


def invitation(application_id: int) -> str:
    """The address to open in a browser, as somebody who may manage the server."""
    return discord.utils.oauth_url(application_id, permissions=PERMISSIONS, scopes=_SCOPES)
