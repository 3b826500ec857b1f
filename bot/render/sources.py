"""Quotations and where they stand: exact sentences, numbered by article, with their line of the dump."""

from typing import Final

from bot.render.text import escape, excerpt
from storage.archive.answers import ArticleRef, Citation
from storage.text.records import Quote

__all__ = ["QUOTED", "Sources", "quotation"]

QUOTED: Final = 900
"""Characters of a sentence that are shown; hardly any is longer."""


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
