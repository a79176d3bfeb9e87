"""Who may do what for the municipality: administrators give roles, limit them, and take them away."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kortet.desk import role_giving
from kortet.desk.forms_roles import LimitForm, RoleForm
from kortet.municipalities.models import Municipality, Theme
from kortet.municipalities.requests import TownRequest, posted
from kortet.partners.models import Partner
from kortet.people.doors import for_roles, fresh_sign_in
from kortet.people.models import Role
from kortet.places.models import Area

admins_only = for_roles(Role.Kind.ADMIN)


@never_cache
@admins_only
@fresh_sign_in
def roles(request: TownRequest) -> HttpResponse:
    """All roles, and one more."""
    town, user = request.municipality, request.user
    form = RoleForm(town, request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        role_giving.give(town, said["email"], said["kind"], form.limits, user)  # type: ignore[arg-type]  # signed in
        messages.success(request, _("Rollen er givet, og personen får et brev."))
        return redirect("desk_roles")
    context = {"form": form, "rows": rows_of(town)}
    return render(request, "desk/roles.html", context, status=422 if form.is_bound else 200)


@never_cache
@admins_only
@fresh_sign_in
def role(request: TownRequest, pk: int) -> HttpResponse:
    """Says what a role is for, or takes it away; taking asks once more."""
    town, user = request.municipality, request.user
    found = get_object_or_404(Role.objects.of(town).select_related("user", "municipality"), pk=pk)
    wish, is_own = posted(request, "do"), found.user_id == request.user.pk and found.kind == Role.Kind.ADMIN
    if wish == "take for good" and not is_own:
        role_giving.take(found, user)  # type: ignore[arg-type]  # signed in
        messages.success(request, _("Rollen er taget."))
        return redirect("desk_roles")
    known = {name: getattr(found, name) for name in ("unit", "areas", "themes", "partners")}
    form = LimitForm(town, request.POST if wish == "limit" else None, initial=known)
    if form.is_bound and form.is_valid():
        if found.kind == Role.Kind.ADMIN:
            form.refuse_limits()
        if form.is_valid():
            role_giving.limit(found, form.limits, user)  # type: ignore[arg-type]  # signed in
            return redirect("desk_roles")
    context = {"role": found, "form": form, "asks": wish == "take", "is_own": is_own}
    return render(request, "desk/role.html", context, status=422 if form.is_bound else 200)


def rows_of(town: Municipality) -> list[tuple[Role, str]]:
    """Each role with what it is limited to, in words; four queries, however many roles there are."""
    names: dict[str, dict[int, Any]] = {
        "areas": dict(Area.objects.of(town).values_list("pk", "name")),
        "themes": {theme.pk: theme.label for theme in Theme.objects.of(town)},
        "partners": dict(Partner.objects.of(town).values_list("pk", "name")),
    }
    return [(role, limits_of(role, names)) for role in Role.objects.of(town).as_rows()]


def limits_of(role: Role, names: dict[str, dict[int, Any]]) -> str:
    """ "Havnen, Vest · Grønne områder"; empty where it has no limit."""
    parts = [[str(known.get(pk, "?")) for pk in getattr(role, kind)] for kind, known in names.items()]
    return " · ".join(", ".join(some) for some in parts if some)
