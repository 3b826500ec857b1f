"""An article's date expressions in the order of its text, each with where it stands and how it is told."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from storage.text.dates.datelines import dateline_in
from storage.text.dates.feasts import holds_feasts
from storage.text.dates.forms import Expression
from storage.text.dates.grammar import parse
from storage.text.dates.paragraphs import paragraphs
from storage.text.dates.tense import Outlook, Verbs, outlook, verbs
from storage.text.records import Article, Reprint
from storage.text.sentences import split

__all__ = ["Found", "read"]

_ORIGIN: Final = re.compile(r"\b(?:anniversary|since|born|founded|established|proclaimed)\b", re.IGNORECASE)


def _tells_origin(text: str) -> bool:
    """Whether `_ORIGIN` may find anything, as far as one look after the other tells."""
    lower = text.lower()
    return (
        "since" in lower
        or "found" in lower
        or "anniversary" in lower
        or "establish" in lower
        or "born" in lower
        or "proclaim" in lower
        or not text.isascii()
    )


class Found(NamedTuple):
    """One date expression of an article."""

    line: int
    offset: int
    """Where its line begins in the text."""
    paragraph: int
    """The paragraph's first line; the same line, but in a dump that breaks lines at a fixed width."""
    text: str
    """The whole paragraph."""
    expression: Expression
    """Counted in the paragraph."""
    sentence: tuple[int, int]
    outlook: Outlook
    dateline: bool
    aside: bool
    """Stands in brackets: it explains something and is not what is told."""
    reprint: Reprint | None

    @property
    def background(self) -> bool:
        """`since the normalisation of relations in 1991`: what an old day or year is only mentioned for."""
        if self.aside:
            return True
        begin = self.expression.begin
        near = max(self.sentence[0], begin - 60)
        return _tells_origin(self.text[near:begin]) and _ORIGIN.search(self.text, near, begin) is not None

    @property
    def words(self) -> str:
        """The expression as written."""
        return self.text[self.expression.begin : self.expression.stop]

    @property
    def begin(self) -> int:
        """Where it begins on its line."""
        return self.expression.begin - self.offset


def read(article: Article) -> Iterator[Found]:
    """The expressions of title, byline and body."""
    feasts = holds_feasts("\n".join(article.lines))
    for paragraph in paragraphs(article):
        number, text = paragraph.line, paragraph.text
        expressions = parse(text, feasts=feasts)
        if not expressions:
            continue
        reprint = next((r for r in article.reprints if r.line <= number <= r.last_line), None)
        dateline = dateline_in(article, number, text, expressions)
        sentences = split(text)
        byline = article.first_line < number < article.body_first
        place = 0
        spoken: Verbs | None = None
        for expression in expressions:
            while place + 1 < len(sentences) and sentences[place][1] <= expression.begin:
                place += 1
            sentence = sentences[place] if sentences else (0, len(text))
            dates_report = expression is dateline or byline
            told: Outlook = "open"
            if not dates_report:
                if spoken is None or spoken.begin != sentence[0]:
                    spoken = verbs(text, sentence)
                told = outlook(spoken, expression.begin, expression.stop)
            aside = _in_brackets(text, sentence[0], expression)
            line, offset = paragraph.where(expression.begin)
            yield Found(line, offset, number, text, expression, sentence, told, dates_report, aside, reprint)


def _in_brackets(text: str, begin: int, expression: Expression) -> bool:
    """Whether a bracket before the expression is still open."""
    before = text[max(begin, expression.begin - 200) : expression.begin]
    return before.rfind("(") > before.rfind(")") or before.rfind("[") > before.rfind("]")
