"""Django's admin without a door of its own: staff sign in where everybody does, and change a password freshly."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kortet.accounts.views import sign_out
from kortet.people.doors import fresh_sign_in


class StaffSite(admin.AdminSite):
    """The admin, whose doors are those of everybody."""

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Sends to the one door, and back to what was asked for."""
        if request.user.is_authenticated and not self.has_permission(request):
            return redirect("home")
        then = request.GET.get("next") or reverse("admin:index")
        return redirect_to_login(then, reverse("sign_in_staff"))

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return sign_out(request)  # type: ignore[arg-type]  # with a town, by the middleware

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return fresh_sign_in(super().password_change)(request, extra_context)
