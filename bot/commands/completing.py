"""Completions that several commands offer."""

from bot.commands.asking import Choice, choices
from bot.services import Services
from storage.archive import encounters
from storage.text import countries

__all__ = ["complete_country"]


async def complete_country(services: Services, typed: str) -> list[Choice]:
    """Countries near to what was typed; before anything is typed, those with the most meetings."""
    if typed.strip():
        names = countries.suggest(typed, 25)
    else:
        ranked = await encounters.ranking(services.archive, limit=25)
        names = [countries.name_of(each.country) for each in ranked]
    return choices([(_labelled(name), name) for name in names])


def _labelled(name: str) -> str:
    code = countries.code_of(name)
    return f"{countries.flag_of(code) if code else ''} {name}".strip()
