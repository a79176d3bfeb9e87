"""Moderation: what waits comes first; show, hide with a reason, set the status. Nothing is deleted here."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Case, Model, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kortet.municipalities.admin import TownAdmin
from kortet.pins.admin_pictures import PictureInline, take_off
from kortet.pins.models import Pin

WAITING_FIRST = Case(When(moderation="waiting", then=Value(0)), default=Value(1))


@admin.register(Pin)
class PinAdmin(TownAdmin):
    """The moderator's list. Text and place are the citizen's and are read only."""

    writers = ("moderator", "admin")
    list_display = ("number", "title", "kind", "theme", "neighbourhood_name", "created", "moderation", "status")
    list_filter = ("moderation", "kind", "status", "theme")
    search_fields = ("number", "title", "text")
    list_select_related = ("theme", "neighbourhood")
    show_full_result_count = False
    list_per_page = 50
    actions = ("show_pins", "hide_pins")
    inlines = (PictureInline,)
    fields = (
        "number",
        "seen_at",
        "kind",
        "title",
        "text",
        "place_text",
        "theme",
        "moderation",
        "hidden_reason",
        "status",
    )
    readonly_fields = ("number", "seen_at", "kind", "title", "text", "place_text", "moderation", "hidden_reason")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Pin]:
        pins = super().get_queryset(request).defer("shape", "search", "neighbourhood__boundary")
        return pins.annotate(queue=WAITING_FIRST).order_by("queue", "-created", "-pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @admin.display(description=_("bydel"))
    def neighbourhood_name(self, pin: Pin) -> str:
        return pin.neighbourhood.name if pin.neighbourhood else "–"

    @admin.display(description=_("på kortet"))
    def seen_at(self, pin: Pin) -> str:
        return format_html('<a href="{}">{}</a>', pin.get_absolute_url(), _("Se nålen, som den vises"))

    @admin.action(description=_("Vis de valgte nåle"), permissions=["change"])
    def show_pins(self, request: HttpRequest, pins: QuerySet[Pin]) -> None:
        """Each by the pin's own verb, so that each has its journal entry."""
        with transaction.atomic():
            wanted = pins.filter(withdrawn=None)
            chosen = list(wanted.order_by("pk").select_for_update(of=("self",)))
            for pin in chosen:
                pin.show(request.user)
        told = ngettext("%(n)s nål er vist.", "%(n)s nåle er vist.", len(chosen)) % {"n": len(chosen)}
        self.message_user(request, told, messages.SUCCESS)

    @admin.action(description=_("Skjul de valgte nåle …"), permissions=["change"])
    def hide_pins(self, request: HttpRequest, pins: QuerySet[Pin]) -> HttpResponse | None:
        """Asks for the reason first; the same reason stands on all of them."""
        reason = request.POST.get("reason", "").strip()
        if not reason:
            return self.ask_reason(request, pins)
        with transaction.atomic():
            chosen = list(pins.order_by("pk").select_for_update(of=("self",)))
            for pin in chosen:
                pin.hide(reason[:300], request.user)
        told = ngettext("%(n)s nål er skjult.", "%(n)s nåle er skjult.", len(chosen)) % {"n": len(chosen)}
        self.message_user(request, told, messages.SUCCESS)
        return None

    def ask_reason(self, request: HttpRequest, pins: QuerySet[Pin]) -> HttpResponse:
        chosen = request.POST.getlist("_selected_action")
        context = {**self.admin_site.each_context(request), "pins": pins[:20], "chosen": chosen, "opts": self.opts}
        context |= {"missing": "reason" in request.POST, "title": _("Skjul nåle")}
        return TemplateResponse(request, "admin/pins/hide.html", context)

    def save_model(self, request: HttpRequest, obj: Pin, form: Any, change: bool) -> None:  # noqa: FBT001  (Django's)
        """The pin's own verb, so that the journal has it and its followers are told."""
        super().save_model(request, obj, form, change)
        if "status" in form.changed_data:
            obj.move_on(obj.status, request.user)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001  (Django's)
        take_off(formset, request.user)
