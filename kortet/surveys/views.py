"""The surveys of a process: the list, beginning one, what one is about, and publishing it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kortet.municipalities.requests import TownRequest, posted
from kortet.people.doors import signed_in
from kortet.processes.models import Process
from kortet.surveys.changes import with_pages
from kortet.surveys.checks import Sheet, address_of, checks_of
from kortet.surveys.differences import Difference, differences
from kortet.surveys.doors import for_designers, for_survey
from kortet.surveys.estimate import minutes
from kortet.surveys.forms import BeginForm, SettingsForm
from kortet.surveys.models import Edition, Survey
from kortet.surveys.queries import SurveyQuerySet
from kortet.surveys.sheets import groups_of, seen_by


def designed(request: TownRequest) -> SurveyQuerySet:
    """The surveys of the town that a visitor may copy and compare with: newest first."""
    return Survey.objects.designed_by(request.user, request.municipality).order_by("-created")


@for_designers
def surveys(request: TownRequest, process: Process) -> HttpResponse:
    """All surveys of a process with how far each is, and the form that begins one."""
    form = BeginForm(request.POST if request.method == "POST" else None, mine=designed(request), process=process)
    if form.is_valid():
        made = form.save(signed_in(request))
        return redirect("survey_build", process.slug, made.word)
    found = list(Survey.objects.filter(process=process).for_list())
    for one in found:
        one.process = process
    context = {"process": process, "surveys": found, "form": form}
    return render(request, "surveys/surveys.html", context, status=422 if form.is_bound else 200)


@for_survey
def settings(request: TownRequest, survey: Survey) -> HttpResponse:
    """Title, words before and after, days; and the languages, while the questions can still be changed."""
    draft = survey.draft
    edition = draft or survey.editions.current()
    languages = edition.questionnaire.languages if edition else ("da",)
    form = SettingsForm(
        request.POST if request.method == "POST" else None,
        survey=survey,
        mine=designed(request),
        languages=languages,
        initial=SettingsForm.given(survey, languages),
        spoken_again=draft is not None,
    )
    if form.is_valid() and saved(form, draft, seen_by(request)):
        messages.success(request, _("Gemt."))
        return redirect("survey_settings", survey.process.slug, survey.word)
    context = {"survey": survey, "edition": draft, "process": survey.process, "form": form, "tab": "settings"}
    return render(request, "surveys/settings.html", context, status=422 if form.is_bound else 200)


def saved(form: SettingsForm, draft: Edition | None, seen: int) -> bool:
    """Stores the words and days, and the languages in the draft's questionnaire if they are others now."""
    try:
        with transaction.atomic():
            form.save()
            if draft and form.chosen != draft.questionnaire.languages:
                spoken = draft.questionnaire.model_copy(update={"languages": form.chosen})
                draft.change(with_pages(spoken, spoken.pages), seen)
    except ValidationError as error:
        form.add_error(None, error)
    return not form.errors


@for_survey
def publish(request: TownRequest, survey: Survey) -> HttpResponse:
    """All checks, each leading to its field; and the buttons that open, close, or begin the next edition."""
    edition, does = survey.draft, DOES.get(posted(request, "do"))
    if request.method == "POST" and does:
        try:
            return does(request, survey, edition)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return shown(request, survey, survey.draft, 422)
    return shown(request, survey, edition, 422 if request.method == "POST" else 200)


def shown(request: TownRequest, survey: Survey, edition: Edition | None, status: int) -> HttpResponse:
    current = survey.editions.current()
    context: dict[str, Any] = {"survey": survey, "process": survey.process, "edition": edition, "current": current}
    context |= {"tab": "publish", "count": survey.editions.count()}
    if edition:
        edition.survey = survey
        found = checks_of(Sheet(survey, edition.questionnaire, groups_of(edition)))
        told = [(one, address_of(one, survey)) for one in found]
        context |= {"stops": [one for one in told if one[0].stops], "told": [one for one in told if not one[0].stops]}
        context |= {"minutes": minutes(edition.questionnaire), "differ": differ(current, edition)}
    return render(request, "surveys/publish.html", context, status=status)


def differ(current: Edition | None, edition: Edition) -> list[Difference]:
    return differences(current.questionnaire, edition.questionnaire) if current else []


def publish_draft(request: TownRequest, survey: Survey, edition: Edition | None) -> HttpResponse:
    """Opens the draft, if nothing stops it and it is still what its publisher saw."""
    if edition is None:
        raise ValidationError(_("Der er ingen kladde."))
    with transaction.atomic():
        survey.hold()
        edition.hold(seen_by(request))
        edition.survey = survey
        if any(one.stops for one in checks_of(Sheet(survey, edition.questionnaire, groups_of(edition)))):
            raise ValidationError(_("Noget skal rettes først."))
        edition.publish(signed_in(request))
    messages.success(request, _("Udgave %(number)s er offentlig.") % {"number": edition.number})
    return redirect("survey_publish", survey.process.slug, survey.word)


def begin_next(request: TownRequest, survey: Survey, edition: Edition | None) -> HttpResponse:
    current = survey.editions.current()
    if current:
        current.begin_next(signed_in(request))
    return redirect("survey_build", survey.process.slug, survey.word)


def drop(request: TownRequest, survey: Survey, edition: Edition | None) -> HttpResponse:
    """Takes a draft away: the whole survey where nothing was asked yet, else the next edition alone."""
    with transaction.atomic():
        survey.hold()
        if not survey.editions.published().exists():
            survey.delete()
            return redirect("surveys", survey.process.slug)
        survey.editions.drafts().delete()
    return redirect("survey_publish", survey.process.slug, survey.word)


def close(request: TownRequest, survey: Survey, edition: Edition | None) -> HttpResponse:
    survey.close(signed_in(request))
    return redirect("survey_publish", survey.process.slug, survey.word)


DOES = {"publish": publish_draft, "next": begin_next, "drop": drop, "close": close}
