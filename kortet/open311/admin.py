"""Keys are made and taken back here; a key is told once."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.municipalities.admin import TownAdmin
from kortet.open311.models import ApiKey


@admin.register(ApiKey)
class ApiKeyAdmin(TownAdmin):
    readers = ("admin",)
    fields = ("name",)
    list_display = ("name", "created", "revoked")
    actions = ("revoke_chosen",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  (Django's)
        obj.made_by = request.user
        obj.key = obj.make_key()
        super().save_model(request, obj, form, change)
        Entry.objects.record("key_made", obj, actor=request.user)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """Shows the key, this once: it is kept nowhere."""
        context = {**self.admin_site.each_context(request), "key": obj.key, "name": obj.name, "opts": self.opts}
        response = TemplateResponse(request, "admin/open311/key.html", context | {"title": _("En ny nøgle")})
        response["Cache-Control"] = "no-store"
        return response

    @admin.action(description=_("Træk de valgte tilbage"), permissions=["add"])
    def revoke_chosen(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        for key in rows.filter(revoked=None):
            Entry.objects.record("key_revoked", key, actor=request.user)
        self.message_user(request, _("%(n)s er trukket tilbage.") % {"n": rows.revoke()})  # type: ignore[attr-defined]  # our queryset
