"""Collecting what is wrong with a request's body into Discord's tree of errors."""

from collections.abc import Collection, Iterable
from typing import Any

from bot.harness.errors import ApiError
from bot.harness.world import Json

__all__ = ["Form", "Path"]

Path = tuple[str | int, ...]
"""Where in the body something stands: keys and indexes from the top."""


class Form:
    """What was found wrong with one request body; `refuse_if_wrong` raises it as Discord's 50035."""

    def __init__(self) -> None:
        self._errors: Json = {}

    def wrong(self, path: Path, code: str, message: str) -> None:
        """Notes one error at one place."""
        node = self._errors
        for key in path:
            node = node.setdefault(str(key), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def refuse_if_wrong(self) -> None:
        """Raises ApiError (400, 50035) with the tree of all that was noted."""
        if self._errors:
            raise ApiError(400, 50035, "Invalid Form Body", self._errors)

    def missing(self, path: Path) -> None:
        """Notes that a required field is absent or blank."""
        self.wrong(path, "BASE_TYPE_REQUIRED", "This field is required")

    def text(self, path: Path, value: object, low: int, high: int, *, required: bool = False) -> str:
        """A string of `low` to `high` characters; Discord trims white space before it counts. "" if wrong."""
        if value is None:
            if required:
                self.missing(path)
            return ""
        if not isinstance(value, str):
            self.wrong(path, "STRING_TYPE_CONVERT", "Could not interpret the value as string.")
            return ""
        trimmed = value.strip()
        if len(trimmed) > high:
            message = (
                f"Must be {high} or fewer in length."
                if not low
                else f"Must be between {low} and {high} in length."
            )
            self.wrong(path, "BASE_TYPE_MAX_LENGTH" if not low else "BASE_TYPE_BAD_LENGTH", message)
        elif not trimmed and low:
            self.missing(path)
        elif len(trimmed) < low:
            self.wrong(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
        return trimmed

    def items(self, path: Path, value: object, low: int, high: int) -> list[Any]:
        """A list of `low` to `high` items; [] where it is absent or no list."""
        if value is None:
            if low:
                self.missing(path)
            return []
        if not isinstance(value, list):
            self.wrong(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType.")
            return []
        if len(value) > high:
            message = (
                f"Must be {high} or fewer in length."
                if not low
                else f"Must be between {low} and {high} in length."
            )
            self.wrong(path, "BASE_TYPE_BAD_LENGTH" if low else "BASE_TYPE_MAX_LENGTH", message)
        elif len(value) < low:
            self.wrong(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
        return value

    def mapping(self, path: Path, value: object) -> Json:
        """An object; {} if it is none."""
        if isinstance(value, dict):
            return value
        self.wrong(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return {}

    def number(self, path: Path, value: object, low: int, high: int) -> int | None:
        """An integer from `low` to `high`; None where it is absent or wrong."""
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(path, "NUMBER_TYPE_COERCE", f"Value {str(value)[:50]!r} is not int.")
            return None
        if not low <= value <= high:
            code = "NUMBER_TYPE_MIN" if value < low else "NUMBER_TYPE_MAX"
            bound = f"greater than or equal to {low}" if value < low else f"less than or equal to {high}"
            self.wrong(path, code, f"int value should be {bound}.")
            return None
        return value

    def flag(self, path: Path, value: object) -> bool:
        """A boolean; absent is false."""
        if value is not None and not isinstance(value, bool):
            self.wrong(path, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.")
        return value is True

    def choice(self, path: Path, value: object, accepted: Collection[Any], *, required: bool = True) -> bool:
        """One of some values; whether it is."""
        if value is None:
            if required:
                self.missing(path)
            return not required
        # A list or an object is not hashable, and no accepted value either.
        if isinstance(value, (list, dict, bool)) or value not in accepted:
            listed = ", ".join(str(each) for each in accepted)
            self.wrong(path, "BASE_TYPE_CHOICES", f"Value must be one of {{{listed}}}.")
            return False
        return True

    def unique(self, path: Path, values: Iterable[str], code: str, message: str) -> None:
        """Notes an error at `path` if any value comes twice."""
        listed = list(values)
        if len(set(listed)) != len(listed):
            self.wrong(path, code, message)

    def url(self, path: Path, value: object, *, schemes: tuple[str, ...], high: int = 2048) -> None:
        """An address with one of some schemes."""
        text = self.text(path, value, 1, high, required=True)
        scheme, found, rest = text.partition("://")
        if text and (not found or not rest or scheme.lower() not in schemes):
            accepted = ", ".join(schemes)
            self.wrong(
                path,
                "URL_TYPE_INVALID_SCHEME",
                f"Scheme {scheme[:50]!r} is not supported. Must be one of ({accepted}).",
            )
