"""The HTTP API's routes, by area."""

from bot.harness.routes import application, channels, guilds, messages, responses
from bot.harness.routing import Route

__all__ = ["ROUTES"]

ROUTES: tuple[Route, ...] = (
    *application.ROUTES,
    *channels.ROUTES,
    *guilds.ROUTES,
    *messages.ROUTES,
    *responses.ROUTES,
)
