"""Population figures, for the staff of one municipality."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from kortet.findings.models import Population
from kortet.municipalities.admin import TownAdmin
from kortet.municipalities.requests import town_of
from kortet.places.models import Area


@admin.register(Population)
class PopulationAdmin(TownAdmin):
    """Many rows come by `load_population`; here they are read and put right."""

    town_path = "area__layer__municipality"
    writers = ("planner", "admin")
    list_display = ("area", "year", "sex", "age_from", "age_to", "persons", "source")
    list_filter = ("year", "sex")
    list_select_related = ("area",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("area")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "area":
            kwargs["queryset"] = Area.objects.of(town_of(request)).neighbourhoods().current().light()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
