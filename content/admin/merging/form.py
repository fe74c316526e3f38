"""The form as it would be posted with the texts of both editors in it."""

from collections.abc import Callable

from django import forms
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict

from content.admin.merging.base import BaseForm, base_lines
from content.admin.merging.clash import CHOICE, MINE, PLACE, THEIRS, Clash
from content.admin.merging.lines import LineMerge
from content.admin.merging.values import as_posted, as_shown, differs, typed_values
from content.models import Recorded
from content.records.rows import Tree


class Merge:
    """The form as it would be posted with both texts in it. `asked`: what both changed;
    `mine`, `theirs`: labels of what one alone did."""

    def __init__(self, typed: QueryDict, base: Tree | None) -> None:
        self.typed, self.base = typed, base
        self.asked: list[Clash] = []
        self.mine: list[str] = []
        self.theirs: list[str] = []
        self.data = QueryDict(mutable=True)

    def add_form(self, Form: type[forms.ModelForm], row: Recorded) -> None:
        """The fields of the text itself."""
        base = self.base.row if self.base else None
        saved, typed = Form(instance=row), Form(self.typed, instance=row)
        self.add_fields(saved, typed, BaseForm(Form, base, {}), saved.add_prefix, "")

    def add_lines(self, Lines: type[BaseInlineFormSet], row: Recorded) -> None:
        """The lines under it, of one kind."""
        prefix = Lines.get_default_prefix()
        saved, typed = Lines(instance=row), Lines(self.typed, instance=row)
        LineMerge(
            self, prefix, saved, typed, base_lines(self.base, saved.model)
        ).merge()

    def ask(self, name: str, label: str, theirs: str, mine: str) -> bool:
        """Asks whose text is wanted; whether theirs was chosen."""
        choice = self.typed.get(CHOICE + name, "")
        self.asked.append(Clash(name, label, theirs, mine, choice))
        return choice == THEIRS

    @property
    def unanswered(self) -> bool:
        return any(clash.choice not in (MINE, THEIRS) for clash in self.asked)

    def add_fields(
        self,
        saved: forms.ModelForm,
        typed: forms.ModelForm,
        base: BaseForm,
        named: Callable[[str], str],
        title: str,
    ) -> None:
        """Writes each field of a form under the name that `named` gives it."""
        for name, field in saved.fields.items():
            if name in ("DELETE", "id"):
                continue
            theirs, mine = as_posted(saved[name]), typed_values(typed, name)
            values = theirs
            if name in typed.fields and differs(typed[name]):
                label = f"{title}{field.label}"
                values = self._decide(
                    typed.add_prefix(name), label, saved[name], theirs, mine, base
                )
            self.data.setlist(named(name), values)

    def _decide(self, place, label, bound, theirs, mine, base: BaseForm) -> list[str]:
        by_me = base.changed(bound.name, mine)
        by_them = base.changed(bound.name, theirs)
        if bound.name == PLACE:
            return theirs if by_them and not by_me else mine
        if by_them and not by_me:
            self.theirs.append(label)
            return theirs
        if not by_them or not by_me:
            self.mine.append(label)
            return mine
        shown = [as_shown(bound.field, values) for values in (theirs, mine)]
        return theirs if self.ask(place, label, *shown) else mine
