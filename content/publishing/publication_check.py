"""What would be refused if a draft were published among the current editions: the
same check as for the files, since one check serves both."""

import tempfile
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from content.models import Edition
from content.publishing import importer, permalinks
from content.records import schema
from content.text.yaml_format import dump_yaml

Records = dict[tuple[str, str], dict[str, Any]]


def published_records() -> Records:
    """Every current record."""
    editions = Edition.objects.current().filter(record__isnull=False)
    return {(e.kind, e.slug): e.record for e in editions.order_by("pk")}


def check_publication(
    drafts: Records, withdrawn: AbstractSet[tuple[str, str]] = frozenset()
) -> list[str]:
    """Every fault of the guide once these drafts are published and those pages
    withdrawn, in French, with the name of the text."""
    wanted = {
        k: r for k, r in (published_records() | drafts).items() if k not in withdrawn
    }
    files: dict[str, list[dict[str, Any]]] = {}
    roots = {s: r.get("parent") or s for (k, s), r in wanted.items() if k == "section"}
    order = list(schema.kinds())
    for (kind, _), record in sorted(wanted.items(), key=lambda x: order.index(x[0][0])):
        stems = schema.kinds()[kind].FILES
        section = record.get("section", "")
        stem = stems[0] if len(stems) == 1 else roots.get(section, stems[0])
        files.setdefault(stem, []).append(record)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for stem, found in files.items():
            (folder / f"{stem}.yaml").write_text(dump_yaml(found), encoding="utf-8")
        permalinks.write_permalinks(folder)
        documents, wrong = importer.read_folder(folder)
        wrong += importer.lost_pages(folder, documents, set())
        texts = {p.name: p.read_text("utf-8").splitlines() for p in folder.glob("*.y*")}
    return [f"{_owner(texts, f)}{f.message}" for f in wrong]


def _owner(texts: dict[str, list[str]], fault) -> str:
    """Whose fault it is: the slug above the line."""
    lines = texts.get(Path(fault.file).name, [])[: fault.line]
    slugs = [line.partition(": ")[2] for line in lines if line.startswith("- slug: ")]
    return f"« {slugs[-1]} » : " if slugs else ""
