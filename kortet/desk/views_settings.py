"""What is set up once: deadlines, closed days and reasons; and how well the deadlines are kept."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from kortet.desk.asked import number
from kortet.desk.figures import PERIODS, Figures
from kortet.desk.forms import ClosedDayForm, DeadlineForm, PresetReasonForm
from kortet.desk.models import ANSWER_DAYS, CLOSING_DAYS, ClosedDay, Deadline, Reason
from kortet.desk.queue import STAFF
from kortet.municipalities.requests import TownRequest, posted
from kortet.people.doors import for_roles, for_unlimited
from kortet.people.models import Role

FORMS: dict[str, tuple[Any, Any]] = {
    "deadline": (DeadlineForm, Deadline),
    "closed_day": (ClosedDayForm, ClosedDay),
    "reason": (PresetReasonForm, Reason),
}


@never_cache
@for_roles(*STAFF, Role.Kind.PROCESS_OWNER)
def figures(request: TownRequest) -> HttpResponse:
    """First-answer and closing times, by theme and area."""
    days = number(request.GET.get("dage"))
    days = days if days in PERIODS else PERIODS[1]
    user: Any = request.user
    context = {"tables": Figures(user, request.municipality, days).tables(), "days": days, "periods": PERIODS}
    return render(request, "desk/figures.html", context)


@never_cache
@for_unlimited(Role.Kind.PROCESS_OWNER)
def settings(request: TownRequest) -> HttpResponse:
    """Process owners and administrators say what is expected."""
    what = posted(request, "what")
    if "forget" in request.POST and what in FORMS:
        here = FORMS[what][1].objects.filter(municipality=request.municipality)
        get_object_or_404(here, pk=number(posted(request, "forget"))).delete()
        return redirect("desk_settings")
    town = request.municipality
    forms = {name: form(town, request.POST if name == what else None) for name, (form, _m) in FORMS.items()}
    if what in forms and forms[what].is_valid():
        forms[what].save()
        return redirect("desk_settings")
    context: dict[str, Any] = {"forms": forms, "usual": (ANSWER_DAYS, CLOSING_DAYS), "wrong": forms.get(what)}
    context |= {name: model.objects.filter(municipality=town) for name, (_f, model) in FORMS.items()}
    context["deadline"] = context["deadline"].select_related("theme").order_by("theme__order", "theme__name")
    return render(request, "desk/settings.html", context, status=422 if what in forms else 200)
