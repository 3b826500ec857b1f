"""Answers on their way to Discord, without the echo that discord.py asks for.

Discord can send each answer back as the message that it became. discord.py always asks for that and makes
objects of all of it; the bot reads none of it, and a page of articles is a long echo.
"""

from typing import TYPE_CHECKING

import aiohttp
from discord.http import MultipartParameters, Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

if TYPE_CHECKING:
    from discord.types.interactions import InteractionCallback

__all__ = ["without_echo"]


class _Adapter(AsyncWebhookAdapter):
    """Answers interactions as discord.py does, with its repeats and errors."""

    async def create_interaction_response(
        self,
        interaction_id: int,
        token: str,
        *,
        session: aiohttp.ClientSession,
        proxy: str | None = None,
        proxy_auth: aiohttp.BasicAuth | None = None,
        params: MultipartParameters,
    ) -> "InteractionCallback":
        """Send the first answer to an interaction; one with files goes discord.py's own way."""
        if params.files:
            return await super().create_interaction_response(
                interaction_id, token, session=session, proxy=proxy, proxy_auth=proxy_auth, params=params
            )
        route = Route(
            "POST",
            "/interactions/{webhook_id}/{webhook_token}/callback",
            webhook_id=interaction_id,
            webhook_token=token,
        )
        await self.request(route, session=session, proxy=proxy, proxy_auth=proxy_auth, payload=params.payload)
        # The one part of the echo that discord.py cannot do without.
        return {"interaction": {"id": interaction_id, "type": 2}}


def without_echo() -> None:
    """Let the running task, and those that it starts, answer without asking for the echo.

    discord.py keeps what sends its answers in this variable of the context, and has no option for it.
    """
    async_context.set(_Adapter())  # type: ignore[no-untyped-call]  # discord.py has not typed its making
