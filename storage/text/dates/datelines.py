"""Which dates say when a report was made: those of datelines, bylines and lines that hold little else."""

import re
from typing import Final

from storage.text.dates.forms import Day, DayRange, Expression, Numeric
from storage.text.records import Article

__all__ = ["dateline_in"]

_HEAD: Final = 90
"""A dateline's date stands within so many characters of the line."""

_OPENING: Final = re.compile(
    # A place (`PALIKIR, Pohnpei —`, `Munich,`), nothing, or an opening bracket.
    r"[\s(\[“\"*_]*(?!(?:On|In|At|By|Since|From|Until|After|Before|As|For|The|Last|Next|This)\s)(?:(?:[A-Z][\w’']{0,30}\.?|[a-z]{1,3}|&)(?:,?\s{1,2}|,|\s?[-–—/|:]{1,2}\s?)){0,8}\(?"
)
_CLOSING: Final = re.compile(
    # An agency, and the dash or slash that the report follows: `(Xinhua) —`, `, SPA --`.
    r"[\s,]*(?:\)\s?)?(?:[(/][^()/]{1,60}[)/]|(?<=,\s)[A-Z]{2,6}(?=\s[—–-]))?[\s,:*_]*(?:[—–]|-{1,3}(?=\s)|(?<=\)):(?=\s)|/PRNewswire/|/\w+/\s-)"
)
_AGENCY_ENDS: Final = re.compile(r"\s?\([^()]{2,60}\)\s*$")
_LABEL: Final = re.compile(
    r"\W*(?:(?:published|posted|updated|date|dated|release\sdate|for\simmediate\srelease|issued|created|written|last\supdated|publication\sdate"
    r"|date\sposted|first\spublished|submitted|by)\b[^\d]{0,60})?\W*",
    re.IGNORECASE,
)
_REST: Final = re.compile(
    r"[\s,|/•·–—-]*(?:at\s)?(?:\d{1,2}[:.]\d\d(?::\d\d)?\s?(?:[AaPp]\.?[Mm]\.?)?)?(?:\s?(?:GMT|UTC|EST|EDT|CET))?"
    r"(?:[\s,|/•·–—-]*(?:[Bb]y|[Ii]n|[Ff]rom)\s.{0,80}|\s?[|/•·–—-]+\s?[A-Z][^.]{0,60}|(?:,?\s[A-Z]\w{0,20}){1,4})?"
    r"[\s.)\]*_]*$"
)
_NEAR_TOP: Final = 8


def dateline_in(
    article: Article, number: int, line: str, expressions: tuple[Expression, ...]
) -> Expression | None:
    """The expression that dates the report, if this line of the article holds one.

    A dateline ends in a dash or an agency; a line near the top of the article or of a reprint may hold the
    date alone, with a label, a place or a byline.
    """
    for expression in expressions[:2]:
        if not isinstance(expression.form, Day | DayRange | Numeric) or expression.begin > _HEAD:
            continue
        closed = _CLOSING.match(line, expression.stop) is not None or any(
            reprint.dateline_line == number for reprint in article.reprints
        )
        if not closed and len(line) - (expression.stop - expression.begin) > _HEAD:
            continue
        opening = _OPENING.fullmatch(line, 0, expression.begin)
        if (closed and opening) or _only_dates(article, number, line, expression, opening is not None):
            return expression
    return None


def _only_dates(article: Article, number: int, line: str, expression: Expression, after_place: bool) -> bool:
    """Whether the line holds the date and little else, close below a title."""
    tops = [article.first_line, *(reprint.line for reprint in article.reprints)]
    if number == article.first_line:
        # A report without a title may open with it: `LISBON, March 2, 1998 (RN)`.
        return after_place and _AGENCY_ENDS.match(line, expression.stop) is not None
    if not any(0 <= number - top <= _NEAR_TOP for top in tops):
        return False
    label = _LABEL.fullmatch(line, 0, expression.begin)
    rest = _REST.match(line, expression.stop) or _AGENCY_ENDS.match(line, expression.stop)
    short_place = after_place and expression.begin <= 40
    return rest is not None and (label is not None or short_place)
