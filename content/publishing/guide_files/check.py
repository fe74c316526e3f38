"""What a load would break, and only that: faults of texts that it leaves as they are
hold nobody up."""

from pathlib import Path

from content.models import Publishable
from content.publishing import permalinks, validation
from content.publishing.guide_files.drafts import AT_THE_DESK, set_aside
from content.publishing.guide_files.exporter import file_of
from content.publishing.import_plan import ImportPlan
from content.records import rows, schema
from content.records.parsing import FileRecord
from content.text.errors import FileError
from content.text.yaml_format import dump_yaml, parse_yaml


def import_faults(plan: ImportPlan, folder: Path) -> list[FileError]:
    """The faults that the new and the changed texts of a plan have among the texts as
    they would then stand: those of the desk count as the desk has them."""
    faults = _missing_drafts(plan)
    brought = [*plan.new, *plan.changed]
    if not brought:
        return faults
    drafts = set_aside([draft.document for draft in plan.drafts])
    brought += drafts
    taken = {(document.kind, document.row.slug) for document in brought}
    taken |= {(row.KIND, row.slug) for row in plan.replaced}
    staying = [
        _as_document(row)
        for model in schema.kinds().values()
        for row in rows.stored(model)
        if (row.KIND, row.slug) not in taken
    ]
    names = [*permalinks.read_permalinks(folder)[0], *permalinks.permalinks()]
    faults += validation.validate_references([*staying, *brought], names)
    return sorted({fault for fault in faults if fault.file != AT_THE_DESK})


def _missing_drafts(plan: ImportPlan) -> list[FileError]:
    """Drafts that the files tell and do not hold: under another name, they would be
    taken for texts that were read."""
    here = plan.positions.keys() | {(row.KIND, row.slug) for row in plan.missing}
    told = "est un brouillon de ces fichiers, et n'y est plus : écrire ici son nouveau "
    told += "nom, ou ôter ces lignes."
    return [
        mark.place._replace(message=f"« {slug} » {told}")
        for (kind, slug), mark in plan.marked.items()
        if (kind, slug) not in here
    ]


def _as_document(row: Publishable) -> FileRecord:
    """A text of the desk as a file would hold it."""
    tree = rows.tree_of(row)
    root, _ = parse_yaml(dump_yaml([rows.record_of(tree)]).encode(), AT_THE_DESK)
    assert root is not None
    return FileRecord(AT_THE_DESK, file_of(row), root.value[0], tree)
