"""Accounts in the admin: who looked at them is written down, as with all that tells of people."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from kortet.journal.models import Entry
from kortet.people.admin import PersonAdmin
from kortet.people.models import User

admin.site.unregister(User)


@admin.register(User)
class ReadPersonAdmin(PersonAdmin):
    """As superusers see it."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        answer: Any = super().changelist_view(request, extra_context)
        shown = getattr(answer, "context_data", None) or {}
        if "cl" in shown:
            rows = len(shown["cl"].result_list)
            Entry.objects.record_reading(request.user, actor=request.user, what="people.User", rows=rows)  # type: ignore[arg-type]  # signed in
        return answer

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if user := kwargs.get("obj"):
            Entry.objects.record_reading(user, actor=request.user, what="people.User", rows=1)
        return super().render_change_form(request, context, *args, **kwargs)
