"""The local chat page: people who use the bot without Discord meet it here."""

from bot.harness.page.server import Page

__all__ = ["Page"]
