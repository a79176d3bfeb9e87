"""Moderation: what waits comes first; show, hide with a reason. Nothing is deleted here."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kortet.pins.admin_answers import AnswerTemplateAdmin, StateAdmin
from kortet.pins.admin_moderation import WAITING_FIRST, ModeratedAdmin, about_pin
from kortet.pins.admin_pictures import PictureInline, take_off
from kortet.pins.admin_revisions import RevisionAdmin
from kortet.pins.admin_talk import CommentAdmin, ComplaintAdmin, PinForm, answers_to
from kortet.pins.models import Pin, PinPicture

__all__ = ["AnswerTemplateAdmin", "CommentAdmin", "ComplaintAdmin", "PinAdmin", "RevisionAdmin", "StateAdmin"]


@admin.register(Pin)
class PinAdmin(ModeratedAdmin):
    """The moderator's list. Text and place are the citizen's and are read only."""

    form = PinForm
    list_display = (
        "number",
        "title",
        "kind",
        "theme",
        "neighbourhood_name",
        "created",
        "moderation",
        "complained",
        "status",
        "answered",
    )
    list_filter = ("moderation", "kind", "status", "theme")
    search_fields = ("number", "title", "text")
    list_select_related = ("theme", "neighbourhood")
    inlines = (PictureInline,)
    fields = (
        "number",
        "seen_at",
        "kind",
        "title",
        "text",
        "place_text",
        "precision",
        "theme",
        "moderation",
        "hidden_reason",
        "status",
        "answers",
        "answering",
        "picture",
        "picture_words",
    )
    readonly_fields = (
        "number",
        "seen_at",
        "kind",
        "title",
        "text",
        "place_text",
        "moderation",
        "hidden_reason",
        "status",
        "answers",
        "answering",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Pin]:
        pins = super().get_queryset(request).defer("shape", "search", "neighbourhood__boundary")
        pins = pins.annotate(queue=WAITING_FIRST, complaints_open=about_pin())
        return pins.order_by("queue", "-created", "-pk")

    @admin.display(description=_("bydel"))
    def neighbourhood_name(self, pin: Pin) -> str:
        return pin.neighbourhood.name if pin.neighbourhood else "–"

    @admin.display(description=_("på kortet"))
    def seen_at(self, pin: Pin) -> str:
        return format_html('<a href="{}">{}</a>', pin.get_absolute_url(), _("Se nålen, som den vises"))

    def chosen(self, rows: QuerySet[Pin]) -> list[Pin]:
        """Against its author's will no pin is shown again."""
        return list(rows.filter(withdrawn=None).order_by("pk").select_for_update(of=("self",)))

    @admin.display(description=_("svar indtil nu"))
    def answers(self, pin: Pin) -> str:
        return answers_to(pin)

    @admin.display(description=_("svar og status"))
    def answering(self, pin: Pin) -> str:
        return format_html('<a href="{}">{}</a>', reverse("answer_pin", args=[pin.word]), _("Svar, eller sæt status"))

    def save_model(self, request: HttpRequest, obj: Pin, form: Any, change: bool) -> None:  # noqa: FBT001  (Django's)
        """Only what was changed here: status and answers have a page of their own."""
        obj.save(update_fields=[name for name in form.changed_data if name == "theme"])
        if "precision" in form.changed_data:
            obj.show_place_as(obj.precision, request.user)  # type: ignore[arg-type]  # signed in
        if form.developed:
            PinPicture.show_what_was_done(obj, form.developed, request.user)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001  (Django's)
        take_off(formset, request.user)
