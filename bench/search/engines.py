"""Other engines over the same documents, to compare with: each gives the slugs of a
query, best first, or says why it is not here."""

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tantivy

from tests.support.cluster import binaries, cluster

Search = Callable[[str], list[str]]
TOP = 10
MODULES = Path(__file__).parents[2] / "var" / "npm" / "node_modules"


def fts5(documents: list[Any]) -> Search:
    """SQLite's full text search, accents folded, any word."""
    base = sqlite3.connect(":memory:")
    base.execute(
        "CREATE VIRTUAL TABLE page USING fts5(slug UNINDEXED, title, keywords, body, "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    base.executemany("INSERT INTO page VALUES (?, ?, ?, ?)", map(_row, documents))
    asked = (
        "SELECT slug FROM page WHERE page MATCH ? "
        f"ORDER BY bm25(page, 0, 3, 2.6, 1) LIMIT {TOP}"
    )

    def run(query: str) -> list[str]:
        terms = " OR ".join(f'"{w}"' for w in query.replace('"', " ").split())
        return [slug for (slug,) in base.execute(asked, [terms])]

    return run


def native_tantivy(documents: list[Any]) -> Search:
    """tantivy with its own French stemmer."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("slug", stored=True, tokenizer_name="raw")
    for name in ("title", "keywords", "body"):
        builder.add_text_field(name, tokenizer_name="fr_stem")
    index = tantivy.Index(builder.build())
    analyzer = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stemmer("french"))
        .filter(tantivy.Filter.ascii_fold())
        .build()
    )
    index.register_tokenizer("fr_stem", analyzer)
    writer = index.writer(num_threads=1)
    for document in documents:
        slug, title, keywords, body = _row(document)
        writer.add_document(
            tantivy.Document(slug=slug, title=title, keywords=keywords, body=body)
        )
    writer.commit()
    writer.wait_merging_threads()
    index.reload()

    def run(query: str) -> list[str]:
        parsed, _ = index.parse_query_lenient(
            query, ["title", "keywords", "body"], {"title": 3.0, "keywords": 2.6}
        )
        searcher = index.searcher()
        hits = searcher.search(parsed, TOP).hits
        return [searcher.doc(place)["slug"][0] for _, place in hits]

    return run


def _row(document: Any) -> tuple[str, str, str, str]:
    return document.slug, document.title, " ".join(document.keywords), document.body


def postgresql(documents: list[Any], queries: list[str]) -> dict[str, list[str]] | str:
    """PostgreSQL's French search, in a cluster of its own."""
    if not binaries() or not shutil.which("psql"):
        return "PostgreSQL is not installed"
    rows = ", ".join(
        "(" + ", ".join(_quoted(v) for v in _row(document)) + ")"
        for document in documents
    )
    asked = ", ".join(f"({n}, {_quoted(q)})" for n, q in enumerate(queries))
    script = f"""
        CREATE TEMP TABLE page(slug text, title text, keywords text, body text);
        INSERT INTO page VALUES {rows};
        CREATE TEMP TABLE asked(n int, q text);
        INSERT INTO asked VALUES {asked};
        SELECT json_agg(f) FROM (SELECT n, ARRAY(
            SELECT slug FROM page, to_tsquery('french', array_to_string(
                tsvector_to_array(to_tsvector('french', q)), ' | ')) t,
                LATERAL (SELECT setweight(to_tsvector('french', title), 'A')
                || setweight(to_tsvector('french', keywords), 'B')
                || setweight(to_tsvector('french', body), 'D') AS v) x
            WHERE v @@ t ORDER BY ts_rank(v, t) DESC LIMIT {TOP}) AS slugs
        FROM asked) f;
    """
    with cluster() as running:
        done = subprocess.run(
            ["psql", running.fresh(), "-qtA"],
            input=script,
            text=True,
            capture_output=True,
            check=True,
        )
    return {queries[row["n"]]: row["slugs"] for row in json.loads(done.stdout)}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def minisearch(documents: list[Any], queries: list[str]) -> dict[str, list[str]] | str:
    """MiniSearch, prefix and fuzzy, through node when the package is there."""
    script = """
        const MiniSearch = require("minisearch");
        const { documents, queries } = JSON.parse(require("fs").readFileSync(0));
        const accents = /[\\u0300-\\u036f]/g;
        const fold = (t) => t.toLowerCase().normalize("NFKD").replace(accents, "");
        const searchOptions =
          { boost: { title: 3, keywords: 2.6 }, prefix: true, fuzzy: 0.2 };
        const index = new MiniSearch({ fields: ["title", "keywords", "body"],
          storeFields: ["slug"], processTerm: fold, searchOptions });
        index.addAll(documents);
        const slugs = (q) => index.search(q).map((r) => r.slug);
        console.log(JSON.stringify(queries.map(slugs)));
    """
    if not shutil.which("node"):
        return "node is not installed"
    names = ("slug", "title", "keywords", "body")
    given = {
        "documents": [
            {"id": n, **dict(zip(names, _row(d), strict=True))}
            for n, d in enumerate(documents)
        ],
        "queries": queries,
    }
    done = subprocess.run(
        ["node", "-e", script],
        input=json.dumps(given),
        text=True,
        capture_output=True,
        env=os.environ | {"NODE_PATH": str(MODULES)},
    )
    if done.returncode:
        return "npm's minisearch did not run: " + done.stderr.strip()[-80:]
    return dict(zip(queries, json.loads(done.stdout), strict=True))
