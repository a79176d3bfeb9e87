"""People and their roles. Only a superuser makes people; an admin of a municipality gives roles there."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.decorators import method_decorator

from kortet.municipalities.admin import TownAdmin
from kortet.people.doors import fresh_sign_in
from kortet.people.models import Role, User

admin.site.unregister(Group)


class FreshAdmin(admin.ModelAdmin):
    """Who may do what is changed by somebody who has just shown who they are."""

    @method_decorator(fresh_sign_in)
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().changeform_view(request, *args, **kwargs)

    @method_decorator(fresh_sign_in)
    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().changelist_view(request, *args, **kwargs)

    @method_decorator(fresh_sign_in)
    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().delete_view(request, *args, **kwargs)


@admin.register(User)
class PersonAdmin(FreshAdmin, UserAdmin):
    @method_decorator(fresh_sign_in)
    def user_change_password(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().user_change_password(request, *args, **kwargs)


@admin.register(Role)
class RoleAdmin(FreshAdmin, TownAdmin):
    exclude = ("municipality",)
    readers = ("admin",)
    list_display = ("user", "kind")
    list_select_related = ("user",)
    raw_id_fields = ("user",)
