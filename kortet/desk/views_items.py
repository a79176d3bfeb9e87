"""One row beside the queue: what it says, what is known about it, and what is decided about it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kortet.desk.asked import Key
from kortet.desk.deeds import ASSIGN, THEME, Assignment, Deed, ThemeChange
from kortet.desk.forms import AssigneeForm, NoteForm, ReasonForm, ThemeForm
from kortet.desk.listing import Listing
from kortet.desk.models import Note, Reason
from kortet.desk.queue import STAFF
from kortet.desk.reading import Reading
from kortet.desk.subjects import SUBJECTS, Subject
from kortet.desk.views import desk_only
from kortet.journal.models import Entry
from kortet.municipalities.requests import TownRequest, posted
from kortet.pins.on_map import pin_of
from kortet.places.queries import DEGREES
from kortet.places.town_map import town_map
from kortet.places.turned import turned


@never_cache
@desk_only
def item(request: TownRequest, code: str, pk: int) -> HttpResponse:
    """The row; with POST what a button of its page says."""
    subject = SUBJECTS.get(code)
    if subject is None:
        raise Http404
    reading = reading_of(request, subject, pk)
    if request.method == "POST":
        return obeyed(request, reading)
    return shown(request, reading)


def reading_of(request: TownRequest, subject: Subject, pk: int) -> Reading:
    here = subject.model.objects.worked_on_by(request.user, request.municipality, *STAFF)
    get_object_or_404(here.values("pk"), pk=pk)
    user: Any = request.user
    listing = Listing.of(request)
    return Reading(subject, subject.rows([pk]).get(), user, request.municipality, listing.deadlines)


def shown(request: TownRequest, reading: Reading, status: int = 200, **forms: Any) -> HttpResponse:
    """The page, with the forms as they were sent where something has to be said again."""
    town, listing = request.municipality, Listing.of(request)
    fresh: dict[str, Any] = {"reason_form": ReasonForm(), "note_form": NoteForm()}
    case = reading.case
    fresh["case_form"] = AssigneeForm(town, initial={"assignee": case.assignee_id if case else None})
    if reading.subject.code == "naal":
        fresh["theme_form"] = ThemeForm(town, initial={"theme": reading.row.theme_id})
    context = {"reading": reading, "listing": listing, "reasons": Reason.objects.filter(municipality=town)}
    context |= {"map": map_of(request, reading), "here": request.get_full_path()}
    return render(request, "desk/item.html", context | fresh | forms, status=status)


def map_of(request: TownRequest, reading: Reading) -> dict[str, Any] | None:
    """The map beside it, with what else is on the map around it."""
    if reading.placed is None:
        return None
    if reading.pin is not None:
        return town_map(request) | {"pin": pin_of(reading.pin)}
    point: Any = turned(reading.placed.public_point, DEGREES)
    spot = [round(point.x, 6), round(point.y, 6)]
    return town_map(request) | {"bounds": [spot[0] - 0.004, spot[1] - 0.002, spot[0] + 0.004, spot[1] + 0.002]}


def obeyed(request: TownRequest, reading: Reading) -> HttpResponse:
    """Does what the pressed button says."""
    match posted(request, "do"):
        case "note":
            return noted(request, reading)
        case "assign" | "mine" as wish:
            return assigned(request, reading, wish)
        case "theme":
            return themed(request, reading)
        case wish if wish in reading.subject.deeds:
            return decided(request, reading, wish)
    return redirect(request.get_full_path())


def noted(request: TownRequest, reading: Reading) -> HttpResponse:
    facts = {"municipality": request.municipality, "author": request.user, "subject_id": reading.row.pk}
    form = NoteForm(request.POST, instance=Note(subject=reading.row._meta.label_lower, **facts))
    if not form.is_valid():
        return shown(request, reading, 422, note_form=form)
    form.save()
    return redirect(f"{request.get_full_path()}#noter")


def assigned(request: TownRequest, reading: Reading, wish: str) -> HttpResponse:
    form = AssigneeForm(request.municipality, {"assignee": request.user.pk} if wish == "mine" else request.POST)
    if not form.is_valid():
        return shown(request, reading, 422, case_form=form)
    deed = Assignment(reading.user, reading.town, ASSIGN, assignee=form.cleaned_data["assignee"])
    deed.carry_out({reading.subject.code: {reading.row.pk: ""}})
    return redirect(request.get_full_path())


def themed(request: TownRequest, reading: Reading) -> HttpResponse:
    form = ThemeForm(request.municipality, request.POST)
    if not form.is_valid():
        return shown(request, reading, 422, theme_form=form)
    deed = ThemeChange(reading.user, reading.town, THEME, theme=form.cleaned_data["theme"])
    return carried_out(request, reading, deed)


def decided(request: TownRequest, reading: Reading, wish: str) -> HttpResponse:
    """By the row's own verb; then on to the next of the queue."""
    _words, wants_reason = reading.subject.deeds[wish]
    form = ReasonForm(request.POST)
    if wants_reason and not form.is_valid():
        return shown(request, reading, 422, reason_form=form)
    reason = form.cleaned_data["reason"] if wants_reason else ""
    return carried_out(request, reading, Deed(reading.user, reading.town, wish, reason=reason))


def carried_out(request: TownRequest, reading: Reading, deed: Deed) -> HttpResponse:
    """Refused where the row is not what was read any more: what happened is told, and what was typed stays."""
    onward = next_address(request, reading)
    deed.carry_out({reading.subject.code: {reading.row.pk: posted(request, "stamp") or "-"}})
    if deed.done:
        return redirect(request.get_full_path() if deed.code == THEME else onward)
    now = reading.subject.rows([reading.row.pk]).first()
    if now is None:
        messages.error(request, _("En anden har afgjort den, mens du læste."))
        return redirect(onward)
    fresh = Reading(reading.subject, now, reading.user, reading.town, reading.deadlines)
    last = Entry.objects.about(now).select_related("actor").order_by("-pk").first()
    return shown(request, fresh, 409, reason_form=ReasonForm(request.POST), overtaken=True, last=last)


def next_address(request: TownRequest, reading: Reading) -> str:
    """The row behind this one in the queue that is asked for, else the first one, else the empty queue."""
    listing = Listing.of(request)
    key: Key = (getattr(reading.row, reading.subject.came), reading.subject.code, reading.row.pk)
    for behind in (key, None):
        for code, pk, _came in listing.queue.page(listing.asked, behind, size=1):
            if (code, pk) != (key[1], key[2]):
                return listing.address_of(code, pk)
    return f"{reverse('desk')}?{listing.asked.question or 'trin=se'}"
