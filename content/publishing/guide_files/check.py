"""What a load would break, and only that: faults of texts that it leaves as they are
hold nobody up."""

from pathlib import Path

from content.models import Publishable
from content.publishing import permalinks, validation
from content.publishing.exporter import file_of
from content.publishing.importer import ImportPlan
from content.publishing.validation import FileRecord
from content.records import rows, schema
from content.text.errors import FileError
from content.text.yaml_format import dump_yaml, parse_yaml

AT_THE_DESK = "(texte du bureau)"  # where a text stands that no file brings


def import_faults(plan: ImportPlan, folder: Path) -> list[FileError]:
    """The faults that the new and the changed texts of a plan have among the texts as
    they would then stand: those of the desk count as the desk has them."""
    brought = [*plan.new, *plan.changed]
    if not brought:
        return []
    taken = {(document.kind, document.row.slug) for document in brought}
    taken |= {(row.KIND, row.slug) for row in plan.replaced}
    staying = [
        _as_document(row)
        for model in schema.kinds().values()
        for row in rows.stored(model)
        if (row.KIND, row.slug) not in taken
    ]
    names = [*permalinks.read_permalinks(folder)[0], *permalinks.permalinks()]
    faults = validation.validate_references([*staying, *brought], names)
    return sorted({fault for fault in faults if fault.file != AT_THE_DESK})


def _as_document(row: Publishable) -> FileRecord:
    """A text of the desk as a file would hold it."""
    tree = rows.tree_of(row)
    root, _ = parse_yaml(dump_yaml([rows.record_of(tree)]).encode(), AT_THE_DESK)
    assert root is not None
    return FileRecord(AT_THE_DESK, file_of(row), root.value[0], tree)
