"""The report: a draft for staff while the meeting goes on, for everybody when it is over."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kortet.events.models import SignUp
from kortet.journal.models import Entry
from kortet.meetings.doors import seen_here
from kortet.meetings.models import Meeting
from kortet.meetings.report import Report
from kortet.municipalities.requests import TownRequest
from kortet.people.doors import signed_in
from kortet.processes.parts import may
from kortet.processes.rights import Doing
from kortet.saying.meanwhile import GuardedForm
from kortet.saying.said import SaidField


class MinutesForm(GuardedForm):
    minutes = SaidField(
        label=_("Referat"),
        help_text=_("Det, der blev talt om og aftalt. Noter, spørgsmål og afstemninger står der allerede."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=20_000,
        required=False,
    )


@never_cache
def report(request: TownRequest, slug: str, word: str) -> HttpResponse:
    """Staff also write the minutes and send it (`send`) to those who signed up."""
    meeting = seen_here(request, slug, word)
    runs = request.user.is_authenticated and may(request.user, meeting.process, Doing.MODERATE)
    if not (meeting.is_closed or runs):
        raise Http404
    form = MinutesForm(request.POST or None, initial={"minutes": meeting.minutes}) if runs else None
    if form is not None and form.is_valid():
        written(request, meeting, form.cleaned_data["minutes"])
        return redirect("meeting_report", slug, word)
    guests = SignUp.objects.filter(occurrence=meeting.date, state="coming").count() if runs else 0
    context = {"meeting": meeting, "report": Report(meeting), "form": form, "runs": runs, "letters": guests}
    context["sent"] = runs and Entry.objects.about(meeting).filter(verb="report_sent").exists()
    return render(request, "meetings/report.html", context, status=422 if form and form.is_bound else 200)


def written(request: TownRequest, meeting: Meeting, minutes: str) -> None:
    actor = signed_in(request)
    if minutes != meeting.minutes:
        meeting.write_minutes(minutes, actor)
    if "send" in request.POST and meeting.is_closed:
        Entry.objects.record("report_sent", meeting, actor=actor)
