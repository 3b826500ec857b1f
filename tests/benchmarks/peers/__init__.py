"""What people would pick instead, each asked the same: the ten best with snippets, and a count."""

from dataclasses import dataclass
from typing import Protocol

from tests.benchmarks.corpus import Corpus
from tests.benchmarks.queries import Query

__all__ = ["Answer", "Peer"]


@dataclass(frozen=True, slots=True)
class Answer:
    """The ten best articles, a snippet of each, and how many match (or the cap that the peer counts to)."""

    keys: tuple[str, ...]
    snippets: tuple[str, ...]
    count: int


class Peer(Protocol):
    """A search engine over one corpus."""

    name: str

    def build(self, corpus: Corpus) -> None:
        """Make the index beside the corpus, once."""
        ...

    def open(self, corpus: Corpus) -> None:
        """Ready to answer."""
        ...

    def search(self, query: Query) -> Answer:
        """One answer; what is measured."""
        ...

    def close(self) -> None:
        """Give everything back."""
        ...
