"""Export, rows → YAML files, canonical: a load of them gives the same bytes."""

from pathlib import Path
from typing import Any

from content.models import Page, Publishable
from content.publishing import permalinks
from content.publishing.guide_files import drafts
from content.records import rows, schema
from content.text.yaml_format import dump_yaml


def export_guide(folder: Path) -> list[Path]:
    """Rows → YAML, canonical: after a load, the same bytes; the list of the drafts
    goes with them."""
    files: dict[str, list[dict[str, Any]]] = {}
    records = {}
    for model in schema.kinds().values():
        for row in rows.stored(model):
            stem = file_of(row)
            record = rows.record_of(rows.tree_of(row))
            files.setdefault(stem, []).append(record)
            records[row.KIND, row.slug] = record
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for stem, found in sorted(files.items()):
        path = folder / f"{stem}.yaml"
        path.write_text(dump_yaml(found), encoding="utf-8", newline="\n")
        paths.append(path)
    paths += drafts.write_drafts(folder, records)
    return [*paths, permalinks.write_permalinks(folder)]


def file_of(row: Publishable) -> str:
    """The name of the file that holds a text: that of its rubrique, where the kind has
    several; the first of them for a page of no rubrique, or of a new one."""
    section = row.section if isinstance(row, Page) else None
    root = (section.parent_id or section.slug) if section else ""
    return root if root in row.FILES else row.FILES[0]
