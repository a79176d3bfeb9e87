"""Phones in the hall: the code, a table, notes, questions and votes. All of it works by plain forms."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.cache import caches
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kortet.budgets.networks import network_of
from kortet.meetings.budgets import JOINS, SAID_AT_MEETING, SAID_BY_PERSON, WRONG_CODES
from kortet.meetings.forms import CodeForm, JoinForm, NoteForm, QuestionForm, VoteForm
from kortet.meetings.hall import Hall
from kortet.meetings.models import Guest, Meeting, Question
from kortet.meetings.persons import Person
from kortet.municipalities.requests import TownRequest, number, posted
from kortet.people.proof import is_proof, new_challenge
from kortet.places.town_map import town_map

Found = tuple[Meeting, Person]
NO_MEETING = gettext_lazy("Koden passer ikke til et møde, der er i gang nu. Se på skærmen i salen.")
TOO_MANY = gettext_lazy("Der kommer usædvanligt mange lige nu. Prøv igen om et øjeblik.")


@never_cache
def join(request: TownRequest) -> HttpResponse:
    """Type the code. Where a network guessed a lot, each try costs a browser some work (people/proof.py)."""
    form = CodeForm(request.POST or None, initial={"code": request.GET.get("kode", "")[:20]})
    status = 422 if form.is_bound else 200
    if form.is_valid() and is_paid(request, form):
        if meeting := by_code(request, form.cleaned_data["code"]):
            person = Person(request, meeting)
            if may_come(meeting, person.guest):
                person.join(person.guest.table if person.guest else None, None)
                return person.remember(redirect(f"{reverse('meet', args=[meeting.code])}?bord="))
            form.add_error(None, TOO_MANY)
        else:
            form.add_error("code", NO_MEETING)
    if guesses_much(request):
        form.challenge = new_challenge()
    return render(request, "meetings/code.html", {"form": form}, status=status)


def may_come(meeting: Meeting, guest: Guest | None) -> bool:
    """Whether one more may join; who has joined already only moves to another table."""
    return guest is not None or JOINS.spend(meeting.pk)


def guesses_much(request: TownRequest) -> bool:
    return WRONG_CODES.is_spent(request.municipality.pk, network_of(request))


def is_paid(request: TownRequest, form: CodeForm) -> bool:
    """Whether a code may be looked at: few were wrong in this network, or the browser has worked for it."""
    if not guesses_much(request) or is_proof(form.cleaned_data["proof"]):
        return True
    form.add_error(
        None, _("Der er prøvet mange forkerte koder fra jeres netværk. Din browser skal arbejde et øjeblik.")
    )
    return False


def by_code(request: TownRequest, code: str) -> Meeting | None:
    """The meeting whose code it is now; a wrong one is counted for the network."""
    meeting = Meeting.objects.of(request.municipality).public().with_all().filter(code=code).first()
    if meeting is None or not meeting.takes_code:
        WRONG_CODES.spend(request.municipality.pk, network_of(request))
        return None
    return meeting


def in_the_hall(request: TownRequest, code: str) -> Found | HttpResponse:
    """The meeting and who asks. Who joined is not stopped by others in the network who guess; who did not, types the
    code where that costs some work."""
    known = Meeting.objects.of(request.municipality).public().with_all().filter(code=code).first()
    if known is not None and known.takes_code and (person := Person(request, known)).guest:
        return known, person
    if guesses_much(request):
        return redirect(f"{reverse('join_meeting')}?{urlencode({'kode': code[:20]})}")
    if (found := by_code(request, code)) is None:
        return unknown(request, code)
    return found, Person(request, found)


def unknown(request: TownRequest, code: str) -> HttpResponse:
    """No meeting takes this code now: perhaps a letter is wrong, or somebody scanned the picture a day too early."""
    context = {"form": CodeForm(initial={"code": code[:20]}), "problem": NO_MEETING}
    return render(request, "meetings/code.html", context, status=404)


@never_cache
def meet(request: TownRequest, code: str) -> HttpResponse:
    """The phone's page; who has not joined is asked for a table first. `bord` asks again."""
    found = in_the_hall(request, code)
    if isinstance(found, HttpResponse):
        return found
    meeting, person = found
    guest = person.guest
    if request.method == "POST" or guest is None or "bord" in request.GET:
        return joined(request, meeting, person, guest)
    return shown(request, Hall(meeting, request.user, guest))


def joined(request: TownRequest, meeting: Meeting, person: Person, guest: Guest | None) -> HttpResponse:
    form = JoinForm(request.POST if request.method == "POST" else None, meeting=meeting)
    form.initial["table"] = guest.table_id if guest else number(request.GET.get("bord", ""))
    context = {"meeting": meeting, "form": form, "guest": guest}
    if not form.is_valid():
        return render(request, "meetings/join.html", context, status=422 if form.is_bound else 200)
    if not may_come(meeting, guest):
        form.add_error(None, TOO_MANY)
        return render(request, "meetings/join.html", context, status=429)
    person.join(form.cleaned_data["table"], form.cleaned_data["area"])
    return person.remember(redirect("meet", meeting.code))


def shown(request: TownRequest, hall: Hall, status: int = 200) -> HttpResponse:
    """The phone's page; what was typed stands in it also where nothing is taken any more."""
    context = {"hall": hall, "meeting": hall.meeting, "map": town_map(request) | {"tiles": ""}}
    context["kept"] = posted(request, "text")
    return render(request, "meetings/meet.html", context, status=status)


def for_speakers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What somebody sends who joined and may say something now: `view(request, hall, …)`; else where that is told."""

    @never_cache
    @require_POST
    @wraps(view)
    def guarded(request: TownRequest, code: str, **more: Any) -> HttpResponse:
        found = in_the_hall(request, code)
        if isinstance(found, HttpResponse):
            return found
        meeting, person = found
        guest = person.guest
        if guest is None:
            return redirect("meet", code)
        hall = Hall(meeting, request.user, guest)
        return view(request, hall, **more) if hall.may_say else shown(request, hall, status=409)

    return guarded


def has_more(hall: Hall, form: forms.Form) -> bool:
    """Whether this person, and the meeting, may say one thing more; else the form says so."""
    if SAID_BY_PERSON.spend(hall.guest.person) and SAID_AT_MEETING.spend(hall.meeting.pk):
        return True
    form.add_error(None, _("Der er sendt meget på kort tid. Det, du skrev, står her stadig; prøv igen om lidt."))
    return False


def thanks(code: str, what: str) -> HttpResponse:
    """Back to the phone's page, which says that it was received."""
    return redirect(f"{reverse('meet', args=[code])}?tak={what}#tak")


@for_speakers
def note(request: TownRequest, hall: Hall) -> HttpResponse:
    """A note; `find` only looks the place up."""
    form = NoteForm(request.POST, meeting=hall.meeting)
    hall.wrong["note"] = form
    if "find" in request.POST:
        form.look_up()
        return shown(request, hall)
    if not form.is_valid() or not has_more(hall, form):
        return shown(request, hall, status=422)
    form.save(hall.guest.person)
    return thanks(hall.meeting.code, "note")


@for_speakers
def question(request: TownRequest, hall: Hall) -> HttpResponse:
    """A question to the panel; `upvote` wants to know what another asked."""
    if "upvote" in request.POST:
        asked = Question.objects.at(hall.meeting).shown()
        get_object_or_404(asked, pk=number(posted(request, "upvote"))).upvote(hall.guest.person)
        return thanks(hall.meeting.code, "stemme")
    form = QuestionForm(request.POST, meeting=hall.meeting)
    hall.wrong["question"] = form
    if not form.is_valid() or not has_more(hall, form):
        return shown(request, hall, status=422)
    form.save(hall.guest.person)
    return thanks(hall.meeting.code, "spoergsmaal")


@for_speakers
def vote(request: TownRequest, hall: Hall, poll: int) -> HttpResponse:
    """A vote in an open poll of this meeting; a later one takes the first one's place."""
    found: Any = get_object_or_404(hall.meeting.polls.all(), pk=poll)
    form = VoteForm(request.POST, poll=found)
    hall.wrong["vote"] = form
    if not form.is_valid():
        return shown(request, hall, status=422)
    if not found.take(hall.guest.person, form.dots):
        return shown(request, hall, status=409)
    return thanks(hall.meeting.code, "stemme")


@require_safe
def now(request: TownRequest, slug: str, word: str) -> HttpResponse:
    """How often whoever runs the meeting did something: phones ask every few seconds, a process looks once a second."""
    key = f"meeting-{request.municipality.pk}-{slug}-{word}"
    version = caches["towns"].get(key)
    if version is None:
        found = Meeting.objects.of(request.municipality).public().filter(process__slug=slug, word=word)
        version = get_object_or_404(found.only("version")).version
        caches["towns"].set(key, version)
    return JsonResponse({"version": version}, headers={"Cache-Control": "no-store"})
