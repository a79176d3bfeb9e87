"""Sticky notes typed at a table: by staff, or by a helper behind the table's secret link."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kortet.meetings.budgets import SAID_AT_MEETING, SAID_AT_TABLE
from kortet.meetings.doors import run_here
from kortet.meetings.forms import NoteForm
from kortet.meetings.models import Meeting, Note, Table
from kortet.meetings.persons import Person
from kortet.municipalities.requests import TownRequest, number
from kortet.people.doors import signed_in
from kortet.people.models import User
from kortet.processes.doors import for_doing
from kortet.processes.models import Process
from kortet.processes.parts import may
from kortet.processes.rights import Doing

SHOWN_LAST = 20


@for_doing(Doing.MODERATE)
def staff_notes(request: TownRequest, process: Process, word: str) -> HttpResponse:
    """Staff write for any table, and what they write is seen at once."""
    return typed(request, run_here(process, word), writer=signed_in(request))


@never_cache
def table_notes(request: TownRequest, secret: str) -> HttpResponse:
    """A helper writes for one table, on the day of the meeting; what they write is looked at like what phones say."""
    tables = Table.objects.filter(meeting__in=Meeting.objects.of(request.municipality).public())
    table = get_object_or_404(tables.select_related("meeting"), secret=secret)
    meeting = Meeting.objects.with_all().get(pk=table.meeting_id)
    table.meeting = meeting
    if not table.takes_helper:
        return render(request, "meetings/helper_old.html", {"meeting": meeting}, status=410)
    return typed(request, meeting, table=table)


def typed(
    request: TownRequest, meeting: Meeting, *, writer: User | None = None, table: Table | None = None
) -> HttpResponse:
    """The form, and what becomes of what it sends: a page, or JSON for the script that keeps what waits."""
    form = NoteForm(request.POST or None, meeting=meeting, at=table, initial=begun(request, meeting, table))
    form.fields["text"].label = _("Seddel")
    person = Person(request, meeting)
    note = stored(request, form, person, writer=writer, helps=table is not None)
    answer = told(request, form, note, table)
    return person.remember(answer) if form.is_bound else answer


def begun(request: TownRequest, meeting: Meeting, table: Table | None) -> dict[str, Any]:
    """The table and the point stay from note to note."""
    asked = {name: number(request.GET.get(name, "")) for name in ("item", "table")}
    chosen = table.pk if table else asked["table"]
    return {"item": asked["item"] or meeting.item_id, "table": chosen, "as_pin": request.GET.get("as_pin") == "on"}


def stored(request: TownRequest, form: NoteForm, person: Person, *, writer: User | None, helps: bool) -> Note | None:
    """The note, where it may be stored; else the form says why not."""
    meeting = form.meeting
    if "find" in request.POST:
        form.look_up()
        return None
    if not form.is_valid():
        return None
    if not (meeting.takes_late_notes and may(request.user, meeting.process, Doing.MEET)):
        form.add_error(None, _("Mødet tager ikke imod noter nu."))
        return None
    whose = SAID_AT_TABLE.spend(meeting.pk, person.mark if writer else form.cleaned_data["table"])
    if not (whose and SAID_AT_MEETING.spend(meeting.pk)):
        form.add_error(None, _("Der er sendt meget på kort tid. Det, du skrev, står her stadig; prøv igen om lidt."))
        return None
    return form.save(person.mark, writer=writer, helps=helps)


def told(request: TownRequest, form: NoteForm, note: Note | None, table: Table | None) -> HttpResponse:
    wants_json = request.headers.get("Accept") == "application/json"
    if wants_json and form.is_bound:
        wrong = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"note": note.pk if note else None, "wrong": wrong}, status=201 if note else 422)
    meeting = form.meeting
    if note is not None:
        form = anew(form, meeting, table)
    last = meeting.notes.newest().as_rows()
    last = last.filter(table=table) if table else last
    context = {"meeting": meeting, "form": form, "table": table, "sent": note, "last": list(last[:SHOWN_LAST])}
    return render(request, "meetings/notes.html", context, status=422 if form.is_bound and form.errors else 200)


def anew(form: NoteForm, meeting: Meeting, table: Table | None) -> NoteForm:
    """An empty line at the same table and point."""
    said = form.cleaned_data
    return NoteForm(meeting=meeting, at=table, initial={name: said[name] for name in ("item", "table", "as_pin")})
