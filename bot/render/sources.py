"""Quotations and where they stand: exact sentences, numbered by article, with their line of the dump."""

from collections.abc import Iterable
from typing import Final

from bot.render.text import escape, excerpt
from storage.archive.answers import ArticleRef, Citation
from storage.text.records import Quote

__all__ = ["QUOTED", "Sources", "quotation"]

QUOTED: Final = 900
"""Characters of a sentence that are shown; hardly any is longer."""
_AGAIN: Final = 5
"""Further places of one thing that are named."""


def quotation(quote: Quote, mark: str, most: int = QUOTED) -> str:
    """`> [Wang Yi] “He also met …” [1] line 45`: whom a pronoun means stands before the quotation marks."""
    before = f"\\[{escape(quote.antecedent)}\\] " if quote.antecedent else ""
    return f"> {before}“{excerpt(quote.text, most)}” {mark} line {quote.line}"


class Sources:
    """Numbers the articles of one page in the order in which they are first cited."""

    def __init__(self, quoted: int = QUOTED) -> None:
        """`quoted` characters of a sentence are shown at most."""
        self._quoted = quoted
        self._numbers: dict[str, int] = {}
        self._articles: list[ArticleRef] = []

    def cite(self, citation: Citation) -> str:
        """The quotation with its source's number."""
        return quotation(citation.quote, self.mark(citation.article), self._quoted)

    def again(self, shown: Iterable[Citation], others: Iterable[Citation]) -> list[str]:
        """The line that names where else something is told than in what is `shown`; none where nowhere is.

        A line of an article is named once, in its order, and not where a sentence of it is shown.
        """
        told = [(each.article.id, each.quote.line) for each in shown]
        further = {(each.article.id, each.quote.line): each.article for each in others}
        places = [(article, line) for (id_, line), article in further.items() if (id_, line) not in told]
        if not places:
            return []
        cited = list(dict.fromkeys(article.id for article, _ in places))
        places.sort(key=lambda place: (cited.index(place[0].id), place[1]))
        where = ", ".join(f"{self.mark(article)} line {line}" for article, line in places[:_AGAIN])
        return [f"-# Also told in {where}"]

    def mark(self, article: ArticleRef) -> str:
        """An article's number in brackets: `[1]`."""
        number = self._numbers.setdefault(article.id, len(self._numbers) + 1)
        if number > len(self._articles):
            self._articles.append(article)
        return f"[{number}]"

    @property
    def articles(self) -> tuple[ArticleRef, ...]:
        """What was cited, by number."""
        return tuple(self._articles)

    def lines(self) -> list[str]:
        """The list that the numbers refer to, for the end of a page; empty where nothing was cited."""
        if not self._articles:
            return []
        listed = (
            f"-# [{number}] {excerpt(article.title, 160)} ({escape(article.source)})"
            for number, article in enumerate(self._articles, 1)
        )
        return ["", "**Sources**", *listed]
