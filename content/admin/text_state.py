"""Where a text stands, as its screens tell it."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from content.models import Page, ScheduledEdition
from content.publishing import scheduled, workflow
from content.records.word_diff import compare


class NamedForm(forms.ModelForm):
    """The form of a text, whose permanent name is that of no other."""

    def clean_slug(self):
        slug, model = self.cleaned_data["slug"], self._meta.model
        pages = issubclass(model, Page)  # whatever their kind, no two have one name
        other = (Page if pages else model).objects.filter(slug=slug).first()
        if other is None or other.pk == self.instance.pk:
            return slug
        other = workflow.kind_of(other) if pages else other
        place = f"admin:{other._meta.app_label}_{other._meta.model_name}_change"
        told = format_html(
            'Ce nom est déjà celui de « <a href="{}">{}</a> » : '
            "choisissez-en un autre.",
            reverse(place, args=[other.pk]),
            other,
        )
        raise forms.ValidationError(told)


def changes(row):
    """What a draft changes for readers, word by word."""
    edition = workflow.current_edition(row)
    online = edition.record if edition else None
    return compare(type(row), online, workflow.saved_record(row))


def desk_state(row):
    """Where a text stands: its writer, its reader, what is scheduled of it."""
    waiting = scheduled.schedule_of(row.KIND, row.slug)
    edition = workflow.current_edition(row)
    online = edition.record if edition else None
    return {
        "work": workflow.draft_state(row),
        "waiting": waiting,
        "held": bool(waiting and waiting.state == ScheduledEdition.State.HELD),
        "later": compare(type(row), online, waiting.record) if waiting else [],
        "review": reverse(
            f"admin:{row._meta.app_label}_{row._meta.model_name}_review", args=[row.pk]
        ),
    }
