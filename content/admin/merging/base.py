"""The text that both editors started from: its rows, and its form."""

from typing import Any

from django import forms
from django.http import QueryDict

from content.admin.merging.values import differs
from content.models import Recorded
from content.records import parsing
from content.records.rows import Tree
from content.records.schema import fields_of
from content.text.yaml_format import dump_yaml, parse_yaml


class BaseForm:
    """The form as it was when it was opened; unknown, everything counts as changed."""

    def __init__(
        self, Form: type[forms.ModelForm], row: Recorded | None, initial: dict[str, Any]
    ) -> None:
        self.known = row is not None
        self.Form, self.row, self.initial = Form, row, initial

    def changed(self, name: str, values: list[str]) -> bool:
        if not self.known:
            return True
        data = QueryDict(mutable=True)
        data.setlist(name, values)
        form = self.Form(data, instance=self.row, initial=self.initial)
        return name in form.fields and differs(form[name])


def tree_of_record(model: type[Recorded], record: dict[str, Any]) -> Tree | None:
    """The unsaved rows of a record of another day; None when it is of another shape."""
    node, _ = parse_yaml(dump_yaml([record]).encode(), "")
    tree, faults = parsing.read_record(model, node.value[0], "")  # type: ignore[union-attr]
    return None if faults else tree


def subtree(tree: Tree, row: Recorded) -> Tree | None:
    """The part of a tree that was this row."""
    if type(tree.row) is type(row) and name_of(tree.row) == name_of(row):
        return tree
    below = (line for lines in tree.children.values() for line in lines)
    found = (subtree(line, row) for line in below)
    return next((one for one in found if one), None)


def base_lines(
    base: Tree | None, model: type | None
) -> dict[str, tuple[int, Recorded]]:
    """(place, row) of each line of a kind, by key."""
    if base is None:
        return {}
    root: type[Recorded] = type(base.row)
    parts = fields_of(root).items()
    names = [n for n, p in parts if p.one_to_many and p.related_model is model]
    lines = [line.row for name in names for line in base.children[name]]
    return {name_of(row): (index, row) for index, row in enumerate(lines)}


def name_of(row: Recorded) -> str:
    """The permanent name of a text or of a line."""
    return str(getattr(row, "key", None) or getattr(row, "slug", ""))
