"""Service notices at the desk: those of a writer wait for a reader."""

from django import forms
from django.contrib import admin, messages
from django.db import models

from content.admin.resubmission import ResumableAdmin
from content.form_fields import MomentInput
from content.models import Alert
from content.publishing import actions


class AlertForm(forms.ModelForm):
    """A notice whose links arrive."""

    def clean_text(self):
        text = self.cleaned_data["text"]
        wrong = actions.alert_faults(text)
        if wrong:
            raise forms.ValidationError(wrong)
        return text


@admin.register(Alert)
class AlertAdmin(ResumableAdmin):
    """Online within a second once approved, gone by themselves."""

    form = AlertForm
    # the stock two fields of a moment have no label of their own
    formfield_overrides = {
        models.DateTimeField: {"form_class": forms.DateTimeField, "widget": MomentInput}
    }
    list_display = ["__str__", "state", "starts_at", "ends_at", "everywhere"]
    list_filter = ["approved", "everywhere"]
    readonly_fields = ["state"]

    @admin.display(description="état")
    def state(self, alert):
        if alert.pk is None:
            return "à écrire"
        if alert.approved:
            return "relue"
        by = f" (écrite par {alert.written_by})" if alert.written_by else ""
        return f"attend un relecteur{by} : l'enregistrer la met en ligne"

    def has_change_permission(self, request, obj=None):
        return _own(request.user, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return _own(request.user, obj) and super().has_delete_permission(request, obj)

    def save_model(self, request, obj, form, change):
        changed = form.has_changed() or not change
        messages.info(request, actions.save_alert(request.user, obj, changed))

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        actions.show_soon()

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        actions.show_soon()


def _own(user, alert) -> bool:
    """What is online is changed by those who may put it there."""
    return alert is None or not alert.approved or actions.may_publish(user)
