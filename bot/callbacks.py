"""Answers on their way to Discord, without what they need not wait for.

Discord can send each answer back as the message that it became. discord.py always asks for that and makes
objects of all of it; the bot reads none of it, and a page of articles is a long echo. Nor do answers count
towards the limit that all other requests are paced by (see `bot.digest.pacing`): they go past it.
"""

from typing import TYPE_CHECKING

import aiohttp
from discord.http import MultipartParameters, Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

if TYPE_CHECKING:
    from discord.types.interactions import InteractionCallback

__all__ = ["straight"]


class _Adapter(AsyncWebhookAdapter):
    """Answers interactions as discord.py does, with its repeats and errors."""

    def __init__(self, straight: aiohttp.ClientSession) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # discord.py has not typed it
        self._straight = straight

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
        await self.request(
            route, session=self._straight, proxy=proxy, proxy_auth=proxy_auth, payload=params.payload
        )
        # The one part of the echo that discord.py cannot do without.
        return {"interaction": {"id": interaction_id, "type": 2}}


def straight(connector: aiohttp.BaseConnector) -> aiohttp.ClientSession:
    """Let the running task, and those that it starts, answer without the echo and without waiting.

    It is done over the connections of `connector`, until the session that is returned is closed. discord.py
    keeps what sends its answers in this variable of the context, and has no option for it.
    """
    session = aiohttp.ClientSession(
        connector=connector, connector_owner=False, cookie_jar=aiohttp.DummyCookieJar()
    )
    async_context.set(_Adapter(session))
    return session
