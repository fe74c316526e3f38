"""Rows ⇄ record: a page and its lines as a plain dict, the same shape in the YAML
files, in an edition, in a comparison. The model is the schema."""

from typing import Any, NamedTuple

from django.db import models

from content.models import Publishable, Recorded
from content.records.schema import _default, fields_of, line_paths


class Tree(NamedTuple):
    """A row and its child lines, saved or not."""

    row: Any  # of a Recorded model
    children: dict[str, list["Tree"]]


def stored(model: type[Publishable]) -> models.QuerySet:
    """The saved rows with all their lines."""
    return model._default_manager.prefetch_related(*line_paths(model))


def tree_of(row: Recorded) -> Tree:
    """The tree of a saved row."""
    children = {
        name: [tree_of(child) for child in getattr(row, name).all()]
        for name, part in fields_of(type(row)).items()
        if part.one_to_many
    }
    return Tree(row, children)


def record_of(tree: Tree) -> dict[str, Any]:
    """The record: only what differs from the model's defaults, in the model's order.

    >>> from content.models import Synonym
    >>> record_of(Tree(Synonym(slug="vitale", words=["carte verte"]), {}))
    {'slug': 'vitale', 'words': ['carte verte']}
    >>> record_of(Tree(Synonym(slug="vitale"), {}))
    {'slug': 'vitale'}
    """
    record: dict[str, Any] = {}
    for name, part in fields_of(tree.row.__class__).items():
        if part.one_to_many:
            value = [record_of(child) for child in tree.children[name]]
        else:
            value = getattr(tree.row, part.attname)
            # a default is not written: a file shows what was decided; adding a field
            # changes no edition
            if value == _default(part):
                continue
            value = value.isoformat() if isinstance(part, models.DateField) else value
        if value != []:
            record[name] = value
    return record


def save_tree(tree: Tree, position: int) -> Publishable:
    """Writes a root and its lines over what stood there; inside a transaction."""
    row = tree.row
    model = row.__class__
    before = model.objects.filter(slug=row.slug).first()
    if before:
        for part in fields_of(model).values():
            if not part.one_to_many:
                setattr(before, part.attname, getattr(row, part.attname))
        row = before
    row.position, row.loaded = position, record_of(tree)
    row.save()
    for name in tree.children:
        # lines are known by their permanent key, which is written again: no link, no
        # anchor uses their number in the database
        getattr(row, name).all().delete()
    _save_lines([Tree(row, tree.children)])
    return row


def _save_lines(trees: list[Tree]) -> None:
    """The lines of several rows of one model, one insertion per level."""
    if not trees:
        return
    for name, part in fields_of(trees[0].row.__class__).items():
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
