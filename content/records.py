"""Rows ⇄ record: a page and its lines as a plain dict, the same shape in the YAML
files, in an edition, in a comparison. The model is the schema."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from content.faults import Fault, Node, suggestion
from content.fields import from_file
from content.models import Publishable, Recorded


class Tree(NamedTuple):
    """A row and its child lines, saved or not."""

    row: Recorded
    children: dict[str, list["Tree"]]


@cache
def kinds() -> dict[str, type[Publishable]]:
    """Every kind of record, by name; sections first, since pages stand in them."""
    models_ = [m for m in apps.get_models() if getattr(m, "KIND", "")]
    return {m.KIND: m for m in sorted(models_, key=lambda m: m.KIND != "section")}


def beside() -> list[str]:
    """The kinds that are no page: sections, words."""
    return ["section", "term", "synonym"]


@cache
def parts(model: type[Recorded]) -> dict[str, models.Field | models.ManyToOneRel]:
    """The fields and child relations of a record, in order."""
    return {name: model._meta.get_field(name) for name in model.RECORD}


def line_paths(model: type[Recorded], prefix: str = "") -> Iterator[str]:
    """Every child relation, nested ones included, as `prefetch_related` wants them."""
    for name, part in parts(model).items():
        if part.one_to_many:
            yield prefix + name
            yield from line_paths(part.related_model, f"{prefix}{name}__")


def stored(model: type[Publishable]) -> models.QuerySet:
    """The saved rows with all their lines."""
    return model.objects.prefetch_related(*line_paths(model))


def tree_of(row: Recorded) -> Tree:
    """The tree of a saved row."""
    children = {
        name: [tree_of(child) for child in getattr(row, name).all()]
        for name, part in parts(type(row)).items()
        if part.one_to_many
    }
    return Tree(row, children)


def record_of(tree: Tree) -> dict[str, Any]:
    """The record: only what differs from the model's defaults, in the model's order."""
    record: dict[str, Any] = {}
    for name, part in parts(type(tree.row)).items():
        if part.one_to_many:
            value = [record_of(child) for child in tree.children[name]]
        else:
            value = getattr(tree.row, part.attname)
            if value == _default(part):
                continue
            value = value.isoformat() if isinstance(part, models.DateField) else value
        if value != []:
            record[name] = value
    return record


def _default(field: models.Field) -> Any:
    return None if field.null else field.get_default()


@cache
def _blank(model: type[Recorded]) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (name, [] if part.one_to_many else _default(part))
        for name, part in parts(model).items()
    )


def complete(model: type[Recorded], record: dict[str, Any]) -> dict[str, Any]:
    """The record with every field present, its lines too."""
    full = dict(_blank(model)) | record
    for name, part in parts(model).items():
        if part.one_to_many:
            full[name] = [complete(part.related_model, line) for line in full[name]]
    return full


def read(model: type[Recorded], node: Node, file: str) -> tuple[Tree, list[Fault]]:
    """The unsaved tree of a node of a file, with every fault found in it."""
    row, children, faults = model(), {}, []
    if not isinstance(node.value, dict):
        message = "il faut ici des clés et des valeurs (« slug: … »)."
        return Tree(row, {}), [Fault(file, node.line, node.column, message)]
    faults += _unknown_keys(model, node, file)
    unread = set()
    for name, part in parts(model).items():
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
                faults.append(Fault(file, given.line, given.column, message))
    faults += _validate(row, node, file, unread)
    return Tree(row, children), faults


def _unknown_keys(model: type[Recorded], node: Node, file: str) -> Iterator[Fault]:
    for name, value in node.value.items():
        if name not in model.RECORD:
            message = f"clé inconnue « {name} ».{suggestion(name, model.RECORD)}"
            if not suggestion(name, model.RECORD):
                message += f" Clés possibles : {', '.join(model.RECORD)}."
            yield Fault(file, value.line, value.column, message)


def _read_lines(
    model: type[Recorded], node: Node | None, file: str
) -> tuple[list[Tree], list[Fault]]:
    if node is None or node.value is None:
        return [], []
    if not isinstance(node.value, list):
        message = "il faut ici une liste (« - key: … »)."
        return [], [Fault(file, node.line, node.column, message)]
    read_lines = [read(model, item, file) for item in node.value]
    return [tree for tree, _ in read_lines], [
        f for _, found in read_lines for f in found
    ]


def _validate(
    row: Recorded, node: Node, file: str, unread: set[str]
) -> Iterator[Fault]:
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
            yield Fault(
                file, given.line, given.column, _explain(row, node, name, errors)
            )


def _explain(row: Recorded, node: Node, name: str, errors: list) -> str:
    if name == "__all__":
        return errors[0].messages[0]
    label = row._meta.get_field(name).verbose_name
    given = node.value.get(name)
    if errors[0].code in ("blank", "null"):
        return f"il manque « {name} » ({label})."
    message = errors[0].messages[0]
    choices = [value for value, _ in row._meta.get_field(name).choices or [] if value]
    if errors[0].code == "invalid_choice":
        near = suggestion(str(given.value), choices)
        message = (
            f"« {given.value} » n'est pas prévu ; possibles : {', '.join(choices)}."
        )
        message += near
    return f"« {name} » : {message}"


def save(tree: Tree, position: int) -> Publishable:
    """Writes a root and its lines over what stood there; inside a transaction."""
    row = tree.row
    model = type(row)
    before = model.objects.filter(slug=row.slug).first()
    if before:
        for part in parts(model).values():
            if not part.one_to_many:
                setattr(before, part.attname, getattr(row, part.attname))
        row = before
    row.position, row.loaded = position, record_of(tree)
    row.save()
    for name in tree.children:
        getattr(row, name).all().delete()
    _save_lines([Tree(row, tree.children)])
    return row


def _save_lines(trees: list[Tree]) -> None:
    """The lines of several rows of one model, one insertion per level."""
    if not trees:
        return
    for name, part in parts(type(trees[0].row)).items():
        if not part.one_to_many:
            continue
        level = [
            _placed(child, part.field.name, tree.row, position)
            for tree in trees
            for position, child in enumerate(tree.children[name])
        ]
        part.related_model.objects.bulk_create([child.row for child in level])
        _save_lines(level)


def _placed(child: Tree, parent: str, row: Recorded, position: int) -> Tree:
    setattr(child.row, parent, row)
    child.row.position = position
    return child
