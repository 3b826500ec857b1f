"""A role as it stands in a sentence."""

from typing import NamedTuple

__all__ = ["Role"]


class Role(NamedTuple):
    """A role as it stands in a sentence: tokens `first` to `stop` (exclusive)."""

    first: int
    stop: int
    head: str
    """Its head noun in lower case, singular; the last one where roles are joined."""
    plural: bool
    before: tuple[str, ...]
    """Codes of countries and organisations before the head: `Czech`, `China’s`."""
    of: tuple[str, ...]
    """Codes after `of`; those after `to` or `for` tell where somebody is accredited, not whose he is."""
    envoy_of: tuple[str, str, str | None] | None = None
    """Name, role and country of the person whose envoy or adviser it is."""

    seat: str | None = None
    """The country where alone one of its titles exists."""

    @property
    def country(self) -> str | None:
        """Whose role it is: a country before an organisation."""
        if self.before:
            return self.before[0]
        own = [code for code in self.of if not code.startswith("ORG:")]
        return next(iter([*own, *self.of]), None) or self.seat
