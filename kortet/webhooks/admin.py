"""Addresses are written down here by the municipality's admins; the secret is shown when one is made."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.municipalities.admin import TownAdmin
from kortet.saying.said import LineField
from kortet.webhooks.models import Delivery, Kind, Webhook


class WebhookForm(forms.ModelForm):
    kinds = forms.MultipleChoiceField(
        label=_("Hvad der fortælles"), choices=Kind.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Webhook
        fields = ("name", "address", "kinds")
        field_classes: ClassVar = {"name": LineField}


class DeliveryInline(admin.TabularInline):
    """The latest messages."""

    model = Delivery
    extra = 0
    max_num = 0
    fields = readonly_fields = ("kind", "created", "attempts", "status", "sent")
    can_delete = False
    SHOWN = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        of = request.resolver_match.kwargs.get("object_id", "") if request.resolver_match else ""
        rows = super().get_queryset(request)
        latest = rows.filter(webhook=int(of) if of.isascii() and of.isdigit() else 0).order_by("-pk")
        return rows.filter(pk__in=list(latest.values_list("pk", flat=True)[: self.SHOWN])).order_by("-pk")


@admin.register(Webhook)
class WebhookAdmin(TownAdmin):
    readers = ("admin",)
    form = WebhookForm
    list_display = ("name", "address", "paused", "failed_in_row")
    inlines = (DeliveryInline,)
    actions = ("wake_chosen", "pause_chosen")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  (Django's)
        obj.made_by = obj.made_by or request.user
        super().save_model(request, obj, form, change)
        Entry.objects.record("changed" if change else "added", obj, actor=request.user, host=obj.host)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """Shows what signs the messages, this once."""
        context = {**self.admin_site.each_context(request), "hook": obj, "opts": self.opts}
        response = TemplateResponse(request, "admin/webhooks/secret.html", context | {"title": obj.name})
        response["Cache-Control"] = "no-store"
        return response

    @admin.action(description=_("Væk de valgte"), permissions=["change"])
    def wake_chosen(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        n = rows.update(paused=None, failed_in_row=0)
        self.message_user(request, _("%(n)s får beskeder igen.") % {"n": n})

    @admin.action(description=_("Sæt de valgte på pause"), permissions=["change"])
    def pause_chosen(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        n = rows.filter(paused=None).update(paused=timezone.now())
        self.message_user(request, _("%(n)s er på pause.") % {"n": n})
