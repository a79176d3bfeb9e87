"""The page on which staff type in one sheet after another; what a browser knows of its pile is in a signed cookie."""

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from kortet.journal.models import Entry
from kortet.municipalities.requests import TownRequest, posted
from kortet.people.doors import signed_in
from kortet.people.models import User
from kortet.processes.doors import for_doing
from kortet.processes.models import Process
from kortet.processes.rights import Doing
from kortet.responses.entry import EntryForm, enter
from kortet.responses.models import Response
from kortet.responses.views_codes import survey_of
from kortet.surveys.models import Survey

COOKIE, SALT, DAY = "pile", "responses.pile", 24 * 60 * 60


@dataclass
class Pile:
    """How many sheets somebody has typed in since they began, and the last one (its row number; 0: none)."""

    user: int
    number: int = 0
    last: int = 0

    @classmethod
    def of(cls, request: TownRequest) -> "Pile":
        """The one that the browser knows, if it is this person's; else a new one."""
        mine = signed_in(request).pk
        said = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=DAY)
        pile = cls(*json.loads(said)) if said else cls(mine)
        return pile if pile.user == mine else cls(mine)

    def remember(self, answer: HttpResponse, survey: Survey) -> HttpResponse:
        path = reverse("survey_enter", args=[survey.process.slug, survey.word])
        answer.set_signed_cookie(
            COOKIE,
            json.dumps([self.user, self.number, self.last]),
            salt=SALT,
            max_age=DAY,
            path=path,
            httponly=True,
            samesite="Lax",
            secure=settings.IN_PRODUCTION,
        )
        return answer


@for_doing(Doing.MODERATE)
def entry(request: TownRequest, process: Process, word: str) -> HttpResponse:
    """One sheet; `do` is the button: store it, take the last one back, or end the pile."""
    survey = survey_of(process, word)
    edition = survey.editions.current()
    if edition is None:
        return redirect("survey_paper", process.slug, word)
    edition.survey, pile = survey, Pile.of(request)
    do = posted(request, "do")
    if request.method == "POST" and do in ("undo", "end"):
        changed = take_back(survey, pile) if do == "undo" else end(survey, pile, signed_in(request))
        return changed.remember(redirect("survey_enter", process.slug, word), survey)
    form = EntryForm(request.POST if request.method == "POST" else None, edition, request.municipality)
    if request.method == "POST" and form.is_valid():
        try:
            return store(request, survey, form, pile)
        except ValidationError as error:
            form.add_error(None, error)
    return show(request, survey, form, pile)


def store(request: TownRequest, survey: Survey, form: EntryForm, pile: Pile) -> HttpResponse:
    response = enter(form, survey, (get_language() or "da")[:2])
    if not pile.number:
        Entry.objects.record("paper_begun", survey, actor=signed_in(request))
    after = Pile(pile.user, pile.number + 1, response.pk)
    return after.remember(redirect("survey_enter", survey.process.slug, survey.word), survey)


def take_back(survey: Survey, pile: Pile) -> Pile:
    """Deletes the last sheet, until results are published. A code that was on it stays used: nobody knows which."""
    if survey.results_published:
        return pile
    gone, _rows = Response.objects.of(survey).filter(pk=pile.last, way=Response.Way.PAPER).delete()
    return Pile(pile.user, max(pile.number - bool(gone), 0))


def end(survey: Survey, pile: Pile, actor: User) -> Pile:
    """Writes into the journal how many sheets the pile had."""
    if pile.number:
        Entry.objects.record("paper_entered", survey, actor=actor, sheets=pile.number)
    return Pile(pile.user)


def show(request: TownRequest, survey: Survey, form: EntryForm, pile: Pile) -> HttpResponse:
    is_wrong = request.method == "POST"
    context: dict[str, Any] = {"survey": survey, "process": survey.process, "tab": "paper"}
    context |= {"form": form, "pile": pile}
    context |= {"is_wrong": is_wrong, "has_codes": survey.packages.exists()}
    context["on_paper"] = Response.objects.of(survey).counted().filter(way=Response.Way.PAPER).count()
    return render(request, "responses/entry.html", context, status=422 if is_wrong else 200)
