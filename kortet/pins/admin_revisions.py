"""What authors want corrected on pins that are shown: the moderator sees both wordings, and decides."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kortet.people.admin import WorkAdmin
from kortet.pins.models import Revision


@admin.register(Revision)
class RevisionAdmin(WorkAdmin):
    """The queue, oldest first. What its author changed meanwhile is another row, so nobody takes it in unread."""

    town_path = "pin__municipality"
    writers = ("moderator", "admin")
    list_display = ("number", "old_words", "new_words", "made")
    list_display_links = None
    ordering = ("made", "pk")
    actions = ("take_in", "refuse")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).select_related("pin").defer("pin__shape", "pin__search")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @admin.display(description=_("nummer"))
    def number(self, revision: Revision) -> str:
        return revision.pin.number

    @admin.display(description=_("som den vises"))
    def old_words(self, revision: Revision) -> str:
        return f"{revision.pin.title}. {revision.pin.text}"

    @admin.display(description=_("som den skal være"))
    def new_words(self, revision: Revision) -> str:
        return f"{revision.title}. {revision.text}"

    @admin.action(description=_("Tag rettelserne ind"), permissions=["change"])
    def take_in(self, request: HttpRequest, revisions: QuerySet[Revision]) -> None:
        with transaction.atomic():
            chosen = list(self.decided_by(request, revisions).order_by("pk").select_for_update(of=("self",)))
            for revision in chosen:
                revision.take(request.user)
        n = len(chosen)
        words = ngettext("%(n)s rettelse er taget ind.", "%(n)s rettelser er taget ind.", n)
        self.message_user(request, told(words, n), messages.SUCCESS)

    @admin.action(description=_("Afvis rettelserne"), permissions=["change"])
    def refuse(self, request: HttpRequest, revisions: QuerySet[Revision]) -> None:
        with transaction.atomic():
            chosen = list(self.decided_by(request, revisions).order_by("pk").select_for_update(of=("self",)))
            for revision in chosen:
                revision.refuse(request.user)
        n = len(chosen)
        words = ngettext("%(n)s rettelse er afvist.", "%(n)s rettelser er afvist.", n)
        self.message_user(request, told(words, n), messages.SUCCESS)


def told(words: Any, n: int) -> str:
    return str(words) % {"n": n}
