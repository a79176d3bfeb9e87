"""The officer's list of offers; each is decided on its own page, where all that was said stands."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kortet.links.models import Handover
from kortet.people.admin import WorkAdmin


@admin.register(Handover)
class HandoverAdmin(WorkAdmin):
    town_path = "pin__municipality"
    writers = ()
    list_display = ("what_short", "pin_title", "partner", "state", "since", "page")
    list_filter = ("state",)
    search_fields = ("pin__title", "partner__name")
    list_display_links = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        offers: Any = super().get_queryset(request)
        return offers.as_rows().waiting_first()

    @admin.display(description=_("hvad"))
    def what_short(self, handover: Handover) -> str:
        return handover.what[:80]

    @admin.display(description=_("nål"))
    def pin_title(self, handover: Handover) -> str:
        return handover.pin.title

    @admin.display(description=_("afgør"))
    def page(self, handover: Handover) -> str:
        return format_html('<a href="{}">{}</a>', handover.get_absolute_url(), _("Åbn"))
