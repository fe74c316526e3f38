"""Export, rows → YAML files, canonical: a load of them gives the same bytes."""

from pathlib import Path
from typing import Any

from content.models import Page, Publishable
from content.publishing import permalinks
from content.records import rows, schema
from content.text.yaml_format import dump_yaml


def export_guide(folder: Path) -> list[Path]:
    """Rows → YAML, canonical: after a load, the same bytes."""
    files: dict[str, list[dict[str, Any]]] = {}
    for model in schema.kinds().values():
        for row in rows.stored(model):
            stem = _stem(row)
            files.setdefault(stem, []).append(rows.record_of(rows.tree_of(row)))
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for stem, found in sorted(files.items()):
        path = folder / f"{stem}.yaml"
        path.write_text(dump_yaml(found), encoding="utf-8", newline="\n")
        paths.append(path)
    return [*paths, permalinks.write_permalinks(folder)]


def _stem(row: Publishable) -> str:
    if len(row.FILES) == 1:
        return row.FILES[0]
    assert isinstance(row, Page) and row.section  # a kind with several files
    return row.section.parent_id or row.section.slug
