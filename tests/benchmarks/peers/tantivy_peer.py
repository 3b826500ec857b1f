"""tantivy: a search library in Rust, the fastest that installs from PyPI."""

import shutil

import tantivy

from tests.benchmarks.corpus import Corpus
from tests.benchmarks.peers import Answer
from tests.benchmarks.queries import Query

__all__ = ["Tantivy"]

HEAP = 256_000_000


class Tantivy:
    """Default tokenizer, title and body indexed and stored, merged segments as its writer leaves them."""

    name = "tantivy"

    def __init__(self) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("key", stored=True, tokenizer_name="raw")
        builder.add_text_field("title", stored=True)
        builder.add_text_field("body", stored=True)
        builder.add_text_field("country", stored=False, tokenizer_name="raw")
        builder.add_integer_field("day", stored=False, indexed=True, fast=True)
        self.schema = builder.build()
        self.index: tantivy.Index | None = None

    def build(self, corpus: Corpus) -> None:
        """Index all posts and commit; a half-built index has no `done` mark and is built again."""
        folder = corpus.folder / "tantivy"
        done = corpus.folder / "tantivy.done"
        if done.exists():
            return
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        writer = tantivy.Index(self.schema, path=str(folder)).writer(HEAP)
        for post in corpus.posts():
            document = tantivy.Document(
                key=[post.key], title=[post.title], body=[post.body], country=[post.country]
            )
            document.add_integer("day", post.published.toordinal())
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        done.touch()

    def open(self, corpus: Corpus) -> None:
        """Open the index and its searcher."""
        self.index = tantivy.Index.open(str(corpus.folder / "tantivy"))
        self.index.reload()
        self.searcher = self.index.searcher()

    def search(self, query: Query) -> Answer:
        """The ten best by its BM25, with its own snippets."""
        assert self.index is not None
        parsed = self._parsed(query)
        result = self.searcher.search(parsed, 10, count=True)
        generator = tantivy.SnippetGenerator.create(self.searcher, parsed, self.schema, "body")
        keys, snippets = [], []
        for _, address in result.hits:
            document = self.searcher.doc(address)
            keys.append(str(document.get_first("key")))
            snippets.append(generator.snippet_from_doc(document).fragment())
        return Answer(tuple(keys), tuple(snippets), int(result.count or 0))  # type: ignore[attr-defined]  # missing in its stubs

    def _parsed(self, query: Query) -> tantivy.Query:
        assert self.index is not None
        occur = tantivy.Occur.Must
        if query.prefix:
            either = [
                (tantivy.Occur.Should, tantivy.Query.regex_query(self.schema, field, f"{query.terms[0]}.*"))
                for field in ("title", "body")
            ]
            parts = [(occur, tantivy.Query.boolean_query(either))]
        else:
            words = " ".join(query.terms)
            text = f'"{words}"' if query.phrase else " ".join(f"+{term}" for term in query.terms)
            parts = [(occur, self.index.parse_query(text, ["title", "body"]))]
        if query.country:
            parts.append((occur, tantivy.Query.term_query(self.schema, "country", query.country)))
        if query.since and query.until:
            days = tantivy.Query.range_query(
                self.schema,
                "day",
                tantivy.FieldType.Integer,
                query.since.toordinal(),
                query.until.toordinal(),
            )
            parts.append((occur, days))
        return tantivy.Query.boolean_query(parts)

    def close(self) -> None:
        """Nothing is held open."""
        self.index = None
