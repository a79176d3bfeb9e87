"""People and their roles. Only a superuser makes people; an admin of a municipality gives roles there."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group

from kortet.municipalities.admin import TownAdmin
from kortet.people.models import Role, User

admin.site.unregister(Group)
admin.site.register(User, UserAdmin)


@admin.register(Role)
class RoleAdmin(TownAdmin):
    exclude = ("municipality",)
    readers = ("admin",)
    list_display = ("user", "kind")
    list_select_related = ("user",)
    raw_id_fields = ("user",)
