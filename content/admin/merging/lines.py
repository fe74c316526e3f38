"""The lines of one kind, merged into the data of a merge."""

from collections.abc import Iterator
from typing import Any

from django import forms

from content.admin.merging.base import BaseForm, name_of
from content.admin.merging.clash import PLACE
from content.admin.merging.values import (
    as_posted,
    line_in_words,
    typed_key,
    typed_values,
)

DELETED = "(supprimé)"


class LineMerge:
    """The lines of one kind, merged into the data of a merge."""

    def __init__(self, merge: Any, prefix: str, saved, typed, base) -> None:
        self.merging, self.prefix, self.base = merge, prefix, base
        self.saved, self.typed = saved.initial_forms, typed.initial_forms
        self.new = [form for form in typed.extra_forms if form.has_changed()]
        self.Form, self.set, self.count = type(saved).form, saved, 0
        self.title = str(saved.model._meta.verbose_name)
        # neither its number nor the page it stands on is a text of the line
        self.names = [n for n in self.Form.base_fields if n != saved.fk.name]

    def merge(self) -> None:
        match = dict(self._pairs())
        for line in self.saved:
            self._kept_line(line, match.pop(line.instance.pk, None))
        initial = self.count
        for form in self.typed:
            if form not in self.matched:
                self._lost_line(form)
        for form in self.new:
            self._write(lambda name, form=form: typed_values(form, name), form)
            self.merging.mine.append(f"{self.title} ajouté")
        manager = {"TOTAL": self.count, "INITIAL": initial, "MIN_NUM": 0}
        for name, number in manager.items():
            self.merging.data[f"{self.prefix}-{name}_FORMS"] = str(number)
        self.merging.data[f"{self.prefix}-MAX_NUM_FORMS"] = "1000"

    def _pairs(self) -> Iterator[tuple[int, forms.ModelForm]]:
        """(saved line, what was typed of it): by its number, else by its key, since a
        text that is restored gets new numbers."""
        by_pk = {line.instance.pk: line for line in self.saved}
        by_key = {name_of(line.instance): line.instance.pk for line in self.saved}
        self.matched = []
        for form in self.typed:
            pk = form.data.get(form.add_prefix("id"), "")
            key = form.data.get(form.add_prefix("key"), "")
            found = int(pk) if pk.isdigit() and int(pk) in by_pk else by_key.get(key)
            if found is not None:
                self.matched.append(form)
                yield found, form

    def _base_of(self, *keys: str) -> BaseForm:
        index, row = next((self.base[k] for k in keys if k in self.base), (0, None))
        return BaseForm(self.Form, row, {PLACE: index + 1})

    def _named(self, name: str) -> str:
        return f"{self.prefix}-{self.count}-{name}"

    def _label(self, line) -> str:
        return f"{self.title} « {line} »"

    def _kept_line(self, line, form) -> None:
        """A line that is still there; `form`: what was typed of it."""
        self.merging.data[self._named("id")] = str(line.instance.pk)
        if form is None:
            self.merging.theirs.append(f"{self._label(line.instance)} (ajouté)")
            values = {name: as_posted(line[name]) for name in line.fields}
            self._set({n: v for n, v in values.items() if n not in ("id", "DELETE")})
        else:
            # compared with the line as it is saved, not as it was numbered
            typed = self.Form(form.data, prefix=form.prefix, instance=line.instance)
            base = self._base_of(typed_key(form), name_of(line.instance))
            if self._deleted(line, form, base):
                self.merging.data[self._named("DELETE")] = "on"
            title = f"{self._label(line.instance)}, "
            self.merging.add_fields(line, typed, base, self._named, title)
            self.merging.data[self._named("id")] = str(line.instance.pk)
        self.count += 1

    def _deleted(self, line, form, base: BaseForm) -> bool:
        """Whether it goes, as asked here, though they may have changed it."""
        if not form.data.get(form.add_prefix("DELETE")):
            return False
        names, label = self.names, self._label(line.instance)
        if not any(base.changed(name, as_posted(line[name])) for name in names):
            self.merging.mine.append(f"{label} (supprimé)")
            return True
        place = form.add_prefix("DELETE")
        text = line_in_words(line, {name: as_posted(line[name]) for name in names})
        return not self.merging.ask(place, label, text, DELETED)

    def _lost_line(self, form) -> None:
        """A line typed here that is there no more: made again, if it was changed."""
        if form.data.get(form.add_prefix("DELETE")):
            return
        names = self.names
        base, label = self._base_of(typed_key(form)), self._label(typed_key(form))
        if not any(base.changed(name, typed_values(form, name)) for name in names):
            self.merging.theirs.append(f"{label} (supprimé)")
            return
        mine = line_in_words(form, {name: typed_values(form, name) for name in names})
        if not self.merging.ask(form.add_prefix("key"), label, DELETED, mine):
            self._write(lambda name: typed_values(form, name), form)

    def _write(self, values, form) -> None:
        """A new line."""
        self._set({n: values(n) for n in form.fields if n not in ("id", "DELETE")})
        self.count += 1

    def _set(self, values: dict[str, list[str]]) -> None:
        for name, found in values.items():
            self.merging.data.setlist(self._named(name), found)
