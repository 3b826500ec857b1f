"""The places of one article, for all who read it."""

from storage.text.countries.finding import Place, find
from storage.text.records import Article

__all__ = ["Atlas"]


class Atlas:
    """What `find` finds on each line of an article: a line is searched once, when somebody first asks."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._found: dict[int, tuple[Place, ...]] = {}

    def on(self, number: int) -> tuple[Place, ...]:
        """The places on the line with this number, in order; offsets count from the line's beginning."""
        found = self._found.get(number)
        if found is None:
            found = self._found[number] = find(self._article.line(number))
        return found
