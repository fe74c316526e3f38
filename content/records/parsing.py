"""Files → records: the unsaved rows of a YAML node, with every error at its line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from content.models import Publishable, Recorded
from content.records.rows import Tree
from content.records.schema import fields_of
from content.records.values import from_file
from content.text.errors import FileError, Node, suggestion


class FileRecord(NamedTuple):
    """One record of a file: where it stands and what was read."""

    file: str
    stem: str
    node: Node
    tree: Tree

    @property
    def row(self) -> Publishable:
        return self.tree.row

    @property
    def kind(self) -> str:
        return self.row.KIND

    @property
    def place(self) -> str:
        """Where it stands, for people: no folder of a machine; what is in no file has
        no line."""
        path = Path(self.file)
        return f"{path.name}:{self.node.line}" if path.suffix else self.file

    def fault(self, name: str, message: str) -> FileError:
        place = self.node.value.get(name, self.node)
        return FileError(self.file, place.line, place.column, message)


def read_record(
    model: type[Recorded], node: Node, file: str
) -> tuple[Tree, list[FileError]]:
    """The unsaved tree of a node of a file, with every fault found in it."""
    row, children = model(), {}
    faults: list[FileError] = []
    if not isinstance(node.value, dict):
        message = "il faut ici des clés et des valeurs (« slug: … »)."
        return Tree(row, {}), [FileError(file, node.line, node.column, message)]
    faults += _unknown_keys(model, node, file)
    unread = set()
    for name, part in fields_of(model).items():
        given = node.value.get(name)
        if part.one_to_many:
            children[name], found = _read_lines(part.related_model, given, file)
            faults += found
        elif given is not None:
            try:
                setattr(row, part.attname, from_file(part, given.plain()))
            except ValidationError as error:
                unread.add(name)
                message = f"« {name} » : {error.messages[0]}"
                faults.append(FileError(file, given.line, given.column, message))
    faults += _validate(row, node, file, unread)
    return Tree(row, children), faults


def _unknown_keys(model: type[Recorded], node: Node, file: str) -> Iterator[FileError]:
    for name, value in node.value.items():
        if name not in model.RECORD:
            message = f"clé inconnue « {name} ».{suggestion(name, model.RECORD)}"
            # nothing looks like it: better all the keys than none
            if not suggestion(name, model.RECORD):
                message += f" Clés possibles : {', '.join(model.RECORD)}."
            yield FileError(file, value.line, value.column, message)


def _read_lines(
    model: type[Recorded], node: Node | None, file: str
) -> tuple[list[Tree], list[FileError]]:
    if node is None or node.value is None:
        return [], []
    if not isinstance(node.value, list):
        message = "il faut ici une liste (« - key: … »)."
        return [], [FileError(file, node.line, node.column, message)]
    read_lines = [read_record(model, item, file) for item in node.value]
    return [tree for tree, _ in read_lines], [
        f for _, found in read_lines for f in found
    ]


def _validate(
    row: Recorded, node: Node, file: str, unread: set[str]
) -> Iterator[FileError]:
    """What the model itself refuses, at the line of the key concerned."""
    outside = {f.name for f in row._meta.fields if f.name not in row.RECORD}
    relations = {f.name for f in row._meta.fields if f.is_relation}
    try:
        # the database's own constraints ask the database: a check of files does not
        row.full_clean(
            exclude=outside | relations | unread,
            validate_unique=False,
            validate_constraints=False,
        )
    except ValidationError as error:
        for name, errors in error.error_dict.items():
            given = node.value.get(name, node)
            yield FileError(
                file, given.line, given.column, _explain(row, node, name, errors)
            )


def _explain(row: Recorded, node: Node, name: str, errors: list) -> str:
    if name == "__all__":
        return errors[0].messages[0]
    field: Any = row._meta.get_field(name)
    given = node.value.get(name)
    if errors[0].code in ("blank", "null"):
        return f"il manque « {name} » ({field.verbose_name})."
    message = errors[0].messages[0]
    choices = [value for value, _ in field.choices or [] if value]
    if errors[0].code == "invalid_choice":
        near = suggestion(str(given.value), choices)
        message = (
            f"« {given.value} » n'est pas prévu ; possibles : {', '.join(choices)}."
        )
        message += near
    return f"« {name} » : {message}"


def cited_names(
    model: type[Recorded], node: Node, wanted: tuple[type, ...]
) -> Iterator[tuple[Node, str]]:
    """Every name in the fields of these types under a node, with its place."""
    for name, part in fields_of(model).items():
        given = node.value.get(name) if isinstance(node.value, dict) else None
        if given is None or given.value is None:
            continue
        if part.one_to_many and isinstance(given.value, list):
            for line in given.value:
                yield from cited_names(part.related_model, line, wanted)
        elif isinstance(part, wanted) and isinstance(given.value, list):
            yield from ((item, str(item.value)) for item in given.value)
        elif isinstance(part, wanted) and isinstance(given.value, dict):
            yield from ((page, str(page.value)) for page in given.value.values())
        elif isinstance(part, wanted) and given.value:
            yield given, str(given.value)
