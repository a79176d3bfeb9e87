"""The staff's side of municipalities, and what every other admin page builds on: one's own municipality only."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import Municipality, Theme
from kortet.municipalities.requests import town_of
from kortet.saying.said import LineField, SaidField

admin.site.site_header = _("Kortet")
admin.site.site_title = _("Kortet")
admin.site.index_title = _("Kommunens arbejde")


class TownAdmin(admin.ModelAdmin):
    """Rows of the municipality of this host, for people with a role there. `town_path` leads to the municipality."""

    town_path = "municipality"
    # What staff write is read as citizens' words are: nothing that cannot be shown, and no personal number.
    formfield_overrides: ClassVar[Any] = {
        models.CharField: {"form_class": LineField},
        models.TextField: {"form_class": SaidField},
        **{kind: {} for kind in (models.SlugField, models.URLField, models.EmailField)},
    }
    readers: tuple[str, ...] = ("moderator", "planner", "admin")
    writers: tuple[str, ...] = ("admin",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(**{self.town_path: town_of(request)})

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:  # type: ignore[override]  # Django 5's
        """Only what the list's own filters ask. Django lets an address ask for any column of the row: that would be a
        question about what nobody shows, and in a spatial column a text for GeoDjango's parser."""
        filters = [each[0] if isinstance(each, tuple) else each for each in self.get_list_filter(request)]
        names = [*filters, self.date_hierarchy]
        asked = any(isinstance(name, str) and f"{lookup}__".startswith(f"{name}__") for name in names)
        return asked and super().lookup_allowed(lookup, value, request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may(request, self.readers)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may(request, self.readers)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may(request, self.writers)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.may(request, self.writers)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may(request, self.writers)

    def may(self, request: HttpRequest, kinds: tuple[str, ...]) -> bool:
        town = getattr(request, "municipality", None)
        return bool(request.user.is_authenticated and request.user.is_in_role(town, *kinds))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  (Django's)
        if not change and self.town_path == "municipality":
            obj.municipality = town_of(request)
        super().save_model(request, obj, form, change)


@admin.register(Municipality)
class MunicipalityAdmin(TownAdmin):
    """Names, words, colours and rules of one's own municipality; new ones are made by command."""

    fields = (
        *("name", "host", "languages", "words", "rules", "primary", "accent"),
        *("contact_address", "contact_email", "contact_phone", "dpo_email", "dpo_phone", "was_url"),
    )
    list_display = ("name", "code", "host")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Municipality]:
        return admin.ModelAdmin.get_queryset(self, request).filter(pk=town_of(request).pk)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Theme)
class ThemeAdmin(TownAdmin):
    exclude = ("municipality",)
    list_display = ("name", "name_en", "code", "order", "active")
    list_editable = ("order", "active")
