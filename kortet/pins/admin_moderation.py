"""What moderating is, whatever is moderated: what waits first; show, or hide with a reason. Nothing is deleted."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import model_ngettext
from django.db import transaction
from django.db.models import Case, Count, F, Model, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.requests import posted
from kortet.people.admin import WorkAdmin
from kortet.pins.models import Complaint

WAITING_FIRST = Case(When(moderation="waiting", then=Value(0)), default=Value(1))
OLDEST = Case(When(moderation="waiting", then=F("created")))


class ModeratedAdmin(WorkAdmin):
    """Rows with `moderation`, `show` and `hide`. What a citizen said is read only."""

    writers: tuple[str, ...] = ("moderator", "admin")
    actions: Any = ("show_chosen", "hide_chosen")
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def chosen(self, rows: QuerySet[Any]) -> list[Any]:
        """The rows that somebody decides on, in the order in which they are held."""
        raise NotImplementedError

    @admin.display(description=_("anmeldt"), ordering="-complaints_open")
    def complained(self, row: Any) -> str:
        return str(row.complaints_open or "–")

    @admin.action(description=_("Vis de valgte"), permissions=["change"])
    def show_chosen(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        """Each by its own verb, so that each has its journal entry."""
        with transaction.atomic():
            chosen = self.chosen(self.decided_by(request, rows))
            for row in chosen:
                row.show(request.user)
        self.tell(request, _("%(n)s %(things)s er vist."), len(chosen))

    @admin.action(description=_("Skjul de valgte …"), permissions=["change"])
    def hide_chosen(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        """Asks for the reason first; the same reason stands on all of them."""
        reason = posted(request, "reason").strip()
        if not reason:
            return self.ask_reason(request, rows)
        with transaction.atomic():
            chosen = self.chosen(self.decided_by(request, rows))
            for row in chosen:
                row.hide(reason[:300], request.user)
        self.tell(request, _("%(n)s %(things)s er skjult."), len(chosen))
        return None

    def tell(self, request: HttpRequest, words: Any, n: int) -> None:
        told = str(words) % {"n": n, "things": model_ngettext(self.opts, n)}
        self.message_user(request, told, messages.SUCCESS)

    def ask_reason(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse:
        chosen = request.POST.getlist("_selected_action")
        rows = self.decided_by(request, rows)
        context = {**self.admin_site.each_context(request), "rows": rows[:20], "chosen": chosen, "opts": self.opts}
        context |= {"missing": "reason" in request.POST, "title": _("Skjul")}
        return TemplateResponse(request, "admin/pins/hide.html", context)


def complaints_open(**about: Any) -> Coalesce:
    """How many complaints about a row nobody has looked at yet."""
    found = Complaint.objects.filter(closed=None, **about).order_by().values("pin").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(found), Value(0))


def about_pin() -> Coalesce:
    return complaints_open(pin=OuterRef("pk"), comment=None)


def about_comment() -> Coalesce:
    return complaints_open(comment=OuterRef("pk"))
