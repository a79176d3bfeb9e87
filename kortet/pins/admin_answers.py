"""The municipality's own states and the words that stand ready for answers: set by its administrators."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from kortet.municipalities.admin import TownAdmin
from kortet.municipalities.models import Municipality, Theme
from kortet.municipalities.requests import town_of
from kortet.pins.models import AnswerTemplate, State


class OursForm(forms.ModelForm):
    """A row of the municipality of this host, so that a name or code that stands twice is told at the form."""

    town: Municipality

    def clean(self) -> dict[str, Any]:
        self.instance.municipality = self.town
        return super().clean() or self.cleaned_data

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"municipality"}  # type: ignore[misc]  # Django's own


class OursAdmin(TownAdmin):
    form = OursForm

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, *args, **kwargs)
        form.town = town_of(request)  # type: ignore[attr-defined]  # an OursForm
        return form


@admin.register(State)
class StateAdmin(OursAdmin):
    """Its group is chosen once: pins would change their status with it, unseen. What is not used is put away."""

    fields = ("name", "name_en", "code", "group", "order", "active", "needs_reason", "next")
    list_display = ("name", "name_en", "group", "order", "active", "needs_reason", "is_usual")
    filter_horizontal = ("next",)

    def get_readonly_fields(self, request: HttpRequest, obj: State | None = None) -> tuple[str, ...]:
        """The usual one of a group can always be chosen, for pins come to it without anybody choosing."""
        if obj is None:
            return ()
        return ("code", "group", "active") if obj.is_usual else ("code", "group")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["queryset"] = State.objects.of(town_of(request))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: State, form: Any, change: bool) -> None:  # noqa: FBT001  (Django's)
        """Its name stands on pages that are kept."""
        super().save_model(request, obj, form, change)
        Municipality.objects.filter(pk=obj.municipality_id).raise_version()


@admin.register(AnswerTemplate)
class AnswerTemplateAdmin(OursAdmin):
    """Whoever answers writes them too. One name may have words in several languages."""

    readers = ("moderator", "answerer", "case_worker", "planner", "admin")
    writers = ("moderator", "answerer", "case_worker", "admin")
    exclude = ("municipality",)
    list_display = ("name", "language", "theme", "group", "active")
    list_filter = ("language", "group", "active")
    list_select_related = ("theme",)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.ModelChoiceField:
        kwargs["queryset"] = Theme.objects.of(town_of(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[return-value]  # it has one
