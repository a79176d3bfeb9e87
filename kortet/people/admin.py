"""People and their roles. Only a superuser makes people. Roles are given and taken at the desk, and read here."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.decorators import method_decorator

from kortet.municipalities.admin import TownAdmin
from kortet.municipalities.requests import town_of
from kortet.people.doors import fresh_sign_in
from kortet.people.models import Role, User

admin.site.unregister(Group)


@admin.register(User)
class PersonAdmin(UserAdmin):
    """People are made and changed by somebody who has just shown who they are."""

    @method_decorator(fresh_sign_in)
    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().changelist_view(request, *args, **kwargs)

    @method_decorator(fresh_sign_in)
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().changeform_view(request, *args, **kwargs)

    @method_decorator(fresh_sign_in)
    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().delete_view(request, *args, **kwargs)

    @method_decorator(fresh_sign_in)
    def user_change_password(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().user_change_password(request, *args, **kwargs)


@admin.register(Role)
class RoleAdmin(TownAdmin):
    exclude = ("municipality",)
    readers = ("admin",)
    writers = ()
    list_display = ("user", "kind", "unit")
    list_select_related = ("user",)

    def may(self, request: HttpRequest, kinds: tuple[str, ...]) -> bool:
        """Superusers neither write here: the desk keeps the journal of who gave what."""
        return bool(kinds) and super().may(request, kinds)


class WorkAdmin(TownAdmin):
    """Rows that roles may be limited to: seen by whoever has to do with them, decided by whoever may."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: Any = super().get_queryset(request)
        return rows.filter(rows.work_of(request.user, town_of(request), *self.readers))

    def decided_by(self, request: HttpRequest, rows: Any) -> Any:
        """Those of some rows that the person of the request may decide about."""
        return rows.filter(rows.work_of(request.user, town_of(request), *self.writers))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        may = super().has_change_permission(request, obj)
        if not may or obj is None:
            return may
        rows: Any = type(obj)._default_manager.filter(pk=obj.pk)
        return bool(self.decided_by(request, rows).exists())
