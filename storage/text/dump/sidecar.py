"""What `NAME.toml` beside a dump says of it."""

import tomllib
from datetime import date, datetime
from typing import Final

from storage.text.records import Sidecar

__all__ = ["SidecarError", "parse_sidecar"]

_TEXTS: Final = ("name", "url", "language", "agency")
_ACCEPTED: Final = (
    "it may give name, url, language and agency as text, and as_of as a day such as 2026-08-31 or "
    '"2026-08-31"'
)


class SidecarError(ValueError):
    """A sidecar that cannot be used; `reason` says why and what is accepted."""

    def __init__(self, stem: str, reason: str) -> None:
        super().__init__(f"{stem}.toml: {reason}")
        self.stem = stem
        self.reason = reason


def parse_sidecar(stem: str, text: str | None) -> Sidecar:
    """The sidecar of the dump `stem`.txt from the text of its `stem`.toml; None where there is no such file.

    Keys that Dateline does not know are left alone: a sidecar may serve other programs too. Raises
    `SidecarError` where the text is no TOML or a value is not of its kind.
    """
    if text is None:
        return Sidecar(name=stem)
    try:
        table = tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise SidecarError(stem, f"not TOML ({error}); {_ACCEPTED}") from error
    given: dict[str, str] = {}
    for key in _TEXTS:
        value = table.get(key)
        if value is None:
            continue
        if not isinstance(value, str):
            raise SidecarError(stem, f"{key} is {value!r}, which is not text; {_ACCEPTED}")
        if value.strip():
            given[key] = value.strip()
    return Sidecar(
        name=given.get("name", stem),
        url=given.get("url"),
        language=given.get("language", "en"),
        as_of=_day(stem, table.get("as_of")),
        agency=given.get("agency"),
    )


def _day(stem: str, value: object) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError as error:
        raise SidecarError(stem, f"as_of is {value!r}, which is no day; {_ACCEPTED}") from error
