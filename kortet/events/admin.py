"""The moderator's list of events: what citizens put up waits first."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kortet.events.feeds_admin import FeedAdmin
from kortet.events.models import Event, Feed
from kortet.people.admin import WorkAdmin


class ModerationForm(forms.ModelForm):
    """Nothing is hidden without a reason."""

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("moderation") == Event.Moderation.HIDDEN and not said.get("hidden_reason", "").strip():
            self.add_error("hidden_reason", _("Skriv hvorfor det skjules."))
        return said


@admin.register(Event)
class EventAdmin(WorkAdmin):
    """Shown or hidden with a reason; what is said of an event is its organiser's and read only."""

    form = ModerationForm
    writers = ("moderator", "admin")
    list_display = ("title", "organiser", "day", "moderation", "status", "page")
    list_filter = ("moderation", "status", "kind")
    search_fields = ("title", "organiser__name")
    list_select_related = ("organiser",)
    fields = ("page", "title", "text", "place_text", "organiser", "author_name", "moderation", "hidden_reason")
    readonly_fields = ("page", "title", "text", "place_text", "organiser", "author_name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        events: Any = super().get_queryset(request).defer("shape", "organiser__service_area")
        return events.exclude(status=Event.Status.DRAFT).waiting_first()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("på kortet"))
    def page(self, event: Event) -> str:
        return format_html('<a href="{}">{}</a>', event.get_absolute_url(), _("Se det, som det vises"))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  (Django's)
        """By the event's own verbs."""
        if "moderation" in form.changed_data or "hidden_reason" in form.changed_data:
            if obj.moderation == Event.Moderation.HIDDEN:
                obj.hide(obj.hidden_reason, request.user)
            else:
                obj.show(request.user)


admin.site.register(Feed, FeedAdmin)
