"""Candidates for the ranking when there are thousands of pages: tantivy, in memory,
over the same stems. Pure."""

from collections.abc import Iterable

import tantivy

from guide_portal.search.engine.query import Roots

LIMIT = 100  # candidates ranked
HEAP = 64_000_000  # bytes, while the index is built


class Candidates:
    """The documents most likely to match, for queries of weighted stems."""

    def __init__(self, documents: Iterable[Iterable[str]]) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("stems", tokenizer_name="whitespace")
        builder.add_unsigned_field("number", stored=True)
        self.schema = builder.build()
        self.index = tantivy.Index(self.schema)
        writer = self.index.writer(heap_size=HEAP, num_threads=1)
        for number, roots in enumerate(documents):
            writer.add_document(tantivy.Document(stems=" ".join(roots), number=number))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    def find(self, wanted: Iterable[tuple[Roots, float]]) -> set[int]:
        """The numbers of the documents that hold some of these phrases, each as stems
        with its weight."""
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._all(roots), weight))
            for roots, weight in wanted
            if weight > 0
        ]
        if not clauses:
            return set()
        searcher = self.index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(clauses), LIMIT).hits
        return {searcher.doc(place)["number"][0] for _, place in hits}

    def _all(self, roots: Roots) -> tantivy.Query:
        terms = [tantivy.Query.term_query(self.schema, "stems", root) for root in roots]
        if len(terms) == 1:
            return terms[0]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, t) for t in terms])
