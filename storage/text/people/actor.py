"""What a sentence names: one person, role, body or pronoun, with the words that say who it is."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["Actor", "Form"]

Form = Literal["person", "role", "name", "body", "pronoun"]


@dataclass(slots=True)
class Actor:
    """One person, role, body or pronoun of a sentence; offsets count from the line's beginning."""

    begin: int
    stop: int
    form: Form
    name: str | None = None
    role: str | None = None
    country: str | None = None
    """As its own words say."""
    countries: tuple[str, ...] = ()
    """All that its words name, for groups (`presidents of Brazil, Colombia and Chile`)."""
    head: str = ""
    plural: bool = False
    owner: str = ""
    """The article or pronoun before it, in lower case: `his` in `his Czech counterpart`."""
    envoy_of: tuple[str, str, str | None] | None = None
    """Name, role and country of the person whose envoy this one is."""
    guide: bool = False
    """Leads a delegation; the phrase begins with that."""
