"""Expressions that count from another day: `yesterday`, `the next day`, `last month`, `two days ago`."""

import re
from typing import Final

from storage.text.dates import names
from storage.text.dates.forms import (
    AnniversaryDay,
    Base,
    DayShift,
    Expression,
    Form,
    Month,
    MonthDay,
    MonthShift,
    Side,
    Weekday,
    YearShift,
)
from storage.text.dates.vocabulary import (
    MONTH_NAME,
    NUMBER,
    WEEKDAY_NAME,
    month_number,
    number,
    weekday_number,
)

__all__ = ["read_relative"]

_FLAGS: Final = re.IGNORECASE

_PLAIN: Final[tuple[tuple[str, Form], ...]] = (
    (r"(?:the\s)?day\sbefore\syesterday", DayShift(-2, "report")),
    (r"(?:the\s)?day\safter\stomorrow", DayShift(2, "report")),
    (r"today|tonight|(?:(?:earlier|later)\s)?this\s(?:morning|afternoon|evening)", DayShift(0, "report")),
    (r"yesterday(?:\s(?:morning|afternoon|evening))?|last\s(?:night|evening)", DayShift(-1, "report")),
    (r"tomorrow", DayShift(1, "report")),
    (r"(?:the\s)?(?:very\s)?(?:next|following)\sday", DayShift(1, "told")),
    (r"(?:the\s)?(?:previous|preceding)\sday", DayShift(-1, "told")),
    (r"(?:the|that)\s(?:very\s)?same\sday|same\sday|that\s(?:very\s)?day", DayShift(0, "told")),
    (r"(?:the\s)?(?:previous|preceding)\smonth|the\smonth\s(?:before|earlier)", MonthShift(-1, "told")),
    (r"(?:the\s)?following\smonth|the\snext\smonth|the\smonth\safter", MonthShift(1, "told")),
    (r"(?:the|that)\ssame\smonth|that\smonth", MonthShift(0, "told")),
    (r"last\smonth", MonthShift(-1, "report")),
    (r"(?:this|(?:the\s)?current)\smonth", MonthShift(0, "report")),
    (r"next\smonth|(?:the\s)?coming\smonth", MonthShift(1, "report")),
    (r"last\syear", YearShift(-1, "report")),
    (r"(?:this|(?:the\s)?current)\syear", YearShift(0, "report")),
    (r"next\syear|(?:the\s)?coming\syear", YearShift(1, "report")),
    (r"(?:the\s)?(?:previous|preceding)\syear|the\syear\sbefore", YearShift(-1, "told")),
    (r"(?:the\s)?following\syear", YearShift(1, "told")),
    (r"(?:the|that)\ssame\syear|that\syear", YearShift(0, "told")),
    (r"the\sanniversary\sday", AnniversaryDay()),
)
_PLAIN_SHAPE: Final = re.compile(
    "|".join(rf"(?P<plain{n}>(?:{pattern})\b)" for n, (pattern, _) in enumerate(_PLAIN)), _FLAGS
)
"""All of them at once, in their order; the group that matched tells which."""
_PLAIN_FORMS: Final = {f"plain{n}": form for n, (_, form) in enumerate(_PLAIN)}

_ADJACENT_DAY: Final = re.compile(r"the\sday\s(?P<side>before|prior|after)\b", _FLAGS)
_COUNTED: Final = re.compile(
    rf"(?P<count>{NUMBER})\s(?P<unit>day|month|year)s?\s"
    r"(?P<side>ago|earlier|before|previously|prior|later|after|afterwards|from\snow)\b",
    _FLAGS,
)
_SIDED: Final = re.compile(
    rf"(?P<side>(?ai:last|this|next|past|coming)|(?:(?ai:the)\s)?(?ai:following|previous|same))\s"
    rf"(?:(?P<month>{MONTH_NAME})|(?P<weekday>{WEEKDAY_NAME}))"
)
_MONTH_DAY: Final = re.compile(
    r"(?P<on>on\s)?(?P<the>the)\s(?P<day>3[01]|[12]?\d)(?:st|nd|rd|th)\b"
    r"(?P<of>\sof\s(?P<which>this|last|next|the)\s(?:same\s)?month\b)?",
    _FLAGS,
)
_NOUN_FOLLOWS: Final = re.compile(
    r"\s(?:the|a|an|his|her|its|their|our|it|he|she|they|we|you|[a-z]+ing|[A-Z])", 0
)
_SPACES: Final = 3
_HAD: Final = re.compile(r"\s(?:he|she|they|(?:the\s)?(?:[\w’-]+\s){0,3}?[\w’-]+)\shad\s(?!to\b)\w")
_SIDES: Final[dict[str, Side]] = {
    "last": "last", "past": "last", "previous": "last", "this": "this", "next": "next", "coming": "next",
    "following": "next", "same": "this",
}  # fmt: skip
_EARLIER: Final = frozenset({"ago", "earlier", "before", "previously", "prior"})


def read_relative(line: str, at: int) -> list[Expression]:
    """The relative expression that begins at `at`, if one does."""
    plain = _PLAIN_SHAPE.match(line, at)
    if plain:
        generic = names.is_generic(line, at, plain.end())
        return [] if generic else [Expression(at, plain.end(), _PLAIN_FORMS[plain.lastgroup or ""])]
    return _adjacent(line, at) or _counted(line, at) or _sided(line, at) or _month_day(line, at)


def _adjacent(line: str, at: int) -> list[Expression]:
    """`the day before` the vote dates nothing; alone it counts from what was told."""
    match = _ADJACENT_DAY.match(line, at)
    if match is None or (_NOUN_FOLLOWS.match(line, match.end()) and not _tells_before(line, at, match.end())):
        return []
    days = 1 if match["side"].lower() == "after" else -1
    return [Expression(at, match.end(), DayShift(days, "told"))]


def _tells_before(line: str, at: int, stop: int) -> bool:
    """`The day before he had talked with N`: the sentence opens with the day and is told as earlier."""
    return (
        line[max(0, at - _SPACES) : at].rstrip()[-1:] in {"", ".", "!", "?", "”"}
        and _HAD.match(line, stop) is not None
    )


def _counted(line: str, at: int) -> list[Expression]:
    """`two days ago` counts from the report, `two days later` from what was told."""
    match = _COUNTED.match(line, at)
    if match is None:
        return []
    side = match["side"].lower()
    if side in {"before", "after", "prior"} and _NOUN_FOLLOWS.match(line, match.end()):
        return []
    count = number(match["count"]) * (-1 if side in _EARLIER else 1)
    base: Base = "report" if side == "ago" or side.startswith("from") else "told"
    unit = match["unit"].lower()
    form: Form
    if unit == "day":
        form = DayShift(count, base)
    elif unit == "month":
        form = MonthShift(count, base)
    else:
        form = YearShift(count, base)
    return [Expression(at, match.end(), form)]


def _sided(line: str, at: int) -> list[Expression]:
    """`last November`, `next Monday`, `the following Friday`."""
    match = _SIDED.match(line, at)
    if match is None:
        return []
    word = match["side"].lower().split()[-1]
    side = _SIDES[word]
    if match["month"]:
        if names.is_named(line, at, match.end()):
            return []
        return [Expression(at, match.end(), Month(month_number(match["month"]), None, side))]
    told = word in {"following", "previous", "same"}
    return [Expression(at, match.end(), Weekday(weekday_number(match["weekday"]), side, told))]


def _month_day(line: str, at: int) -> list[Expression]:
    """`on the 21st`, but not `on the 5th floor`."""
    match = _MONTH_DAY.match(line, at)
    if match is None:
        return []
    day = int(match["day"])
    if match["of"]:
        months = {"last": -1, "this": 0, "next": 1}.get((match["which"] or "").lower())
        return [Expression(match.start("the"), match.end(), MonthDay(day, months))]
    if match["on"] is None or day == 0 or names.noun_follows(line, match.end()):
        return []
    return [Expression(match.start("the"), match.end(), MonthDay(day))]
