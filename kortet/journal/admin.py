"""The journal is read, never edited."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from kortet.journal.models import Entry
from kortet.municipalities.admin import TownAdmin
from kortet.municipalities.requests import town_of


@admin.register(Entry)
class EntryAdmin(TownAdmin):
    readers = ("moderator", "admin")
    list_display = ("happened", "verb", "subject", "subject_id", "actor")
    list_filter = ("verb",)
    list_select_related = ("actor",)
    show_full_result_count = False

    def may(self, request: HttpRequest, kinds: tuple[str, ...]) -> bool:
        """The journal tells of everything, so a limited role does not open it."""
        may = super().may(request, kinds)
        return may and request.user.is_unlimited_in(town_of(request), *kinds)  # type: ignore[union-attr]  # signed in

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
