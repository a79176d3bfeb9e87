"""Area layers and areas for the staff of one municipality, and the pages that load areas from a file."""

from typing import Any

from csp.constants import NONCE
from csp.decorators import csp_update
from django.contrib import admin
from django.db.models import Count, Model, Q, QuerySet
from django.forms import Field
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from leaflet.admin import LeafletGeoAdmin

from kortet.municipalities.admin import TownAdmin
from kortet.municipalities.models import Municipality
from kortet.municipalities.requests import town_of
from kortet.places import admin_import
from kortet.places.models import Area, AreaLayer
from kortet.places.queries import AreaQuerySet

WITH_LEAFLET = csp_update({"script-src": [NONCE]})  # django-leaflet starts its maps by an inline script with a nonce


class NeverDeleted(TownAdmin):
    """Boundaries end, they are never deleted; planners keep them."""

    writers = ("planner", "admin")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  (Django's)
        super().save_model(request, obj, form, change)
        Municipality.objects.filter(pk=town_of(request).pk).raise_version()  # names stand in public pages


@admin.register(AreaLayer)
class AreaLayerAdmin(NeverDeleted):
    """Layers come with their first file; here they are named.

    Which one pins belong to is decided when a file is loaded, because everything on the map moves with it.
    """

    fields = ("name", "name_en", "code", "is_neighbourhoods", "source")
    readonly_fields = ("code", "is_neighbourhoods")
    list_display = ("name", "code", "is_neighbourhoods", "area_count", "source")

    def get_queryset(self, request: HttpRequest) -> QuerySet[AreaLayer]:
        current = Count("areas", filter=Q(areas__valid_to=None))
        return super().get_queryset(request).annotate(alive=current)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("områder nu"))
    def area_count(self, layer: Any) -> int:
        return int(layer.alive)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        ours = [
            path("indlaes/", wrap(self.upload_areas), name="places_arealayer_upload"),
            path("indlaes/<str:token>/", wrap(self.choose_columns), name="places_arealayer_choose"),
        ]
        return [*ours, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        may = {"may_load": self.may(request, self.writers)}
        return super().changelist_view(request, {**(extra_context or {}), **may})

    def upload_areas(self, request: HttpRequest) -> HttpResponse:
        return admin_import.upload_areas(self, request)

    @method_decorator(WITH_LEAFLET)
    def choose_columns(self, request: HttpRequest, token: str) -> HttpResponse:
        return admin_import.choose_columns(self, request, token)


@admin.register(Area)
class AreaAdmin(NeverDeleted, LeafletGeoAdmin):
    """Name and number of people can be put right; the boundary is drawn, and changes by a file."""

    town_path = "layer__municipality"
    modifiable = False
    fields = ("layer", "code", "name", "population", "valid_from", "valid_to", "boundary")
    readonly_fields = ("layer", "code", "valid_from", "valid_to")
    list_display = ("name", "code", "layer", "population", "valid_from", "valid_to")
    list_filter = (("layer", admin.RelatedOnlyFieldListFilter), ("valid_to", admin.EmptyFieldListFilter))
    list_select_related = ("layer",)
    search_fields = ("name", "code")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Area]:
        rows: AreaQuerySet = super().get_queryset(request)  # type: ignore[assignment]  # our manager's
        resolved = request.resolver_match
        listing = resolved is not None and resolved.url_name == "places_area_changelist"
        return rows.light() if listing else rows

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Field | None:
        field: Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "boundary":
            field.disabled = True  # what is posted for it is not read
        return field

    @method_decorator(WITH_LEAFLET)
    def changeform_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().changeform_view(*args, **kwargs)
