"""Processes as support reads them; they are changed where they are designed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from kortet.people.admin import WorkAdmin
from kortet.processes.models import InvitedPartner, Phase, Process, TargetGroup


class Lines(admin.TabularInline):
    """Read only."""

    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


class PhaseLines(Lines):
    model = Phase


class TargetLines(Lines):
    model = TargetGroup


class InvitedLines(Lines):
    model = InvitedPartner


@admin.register(Process)
class ProcessAdmin(WorkAdmin):
    readers = ("process_owner", "moderator")
    writers = ()
    list_display = ("title", "form", "state", "answer_on", "answered_on")
    list_filter = ("form", "state")
    exclude = ("municipality", "area")
    inlines = (PhaseLines, TargetLines, InvitedLines)
