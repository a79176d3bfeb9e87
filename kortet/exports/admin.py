"""Who took what home, and when: to be read by planners and administrators, written by nobody."""

from django.contrib import admin

from kortet.exports.models import Export
from kortet.municipalities.admin import TownAdmin


@admin.register(Export)
class ExportAdmin(TownAdmin):
    """The log. A case worker's purposes are read here too."""

    readers = ("planner", "admin")
    writers = ()
    list_display = ("asked", "owner", "profile", "purpose", "format", "rows", "state")
    list_filter = ("profile", "state")
    list_select_related = ("owner",)
    date_hierarchy = "asked"
    exclude = ("municipality", "language", "tries", "rows_done", "outline")

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False
