"""What who answers a survey sees: its front page, a page of questions at a time, sending, and thanks."""

from typing import Any

from django.conf.locale import LANG_INFO
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kortet.municipalities.requests import TownRequest, posted
from kortet.municipalities.tongues import speaking
from kortet.people.crowd import admit, prepare
from kortet.places.town_map import town_map
from kortet.processes.parts import may
from kortet.processes.rights import Doing
from kortet.responses import entering
from kortet.responses.around import Around
from kortet.responses.course import PAGES, Course, Stage, StoredCourse, direction_of
from kortet.responses.forms import AnswersForm
from kortet.responses.forms_begin import BeginForm
from kortet.responses.rules import rules_of
from kortet.responses.saving import ClosedError, DoneError, finish
from kortet.responses.sharing import picture_of
from kortet.surveys.estimate import minutes
from kortet.surveys.models import Survey
from kortet.surveys.questionnaire import Questionnaire


def shown(request: TownRequest, word: str) -> Survey:
    """The survey of an address, with what tells whether it is open."""
    seen = Survey.objects.of(request.municipality).public().select_related("process__municipality")
    return get_object_or_404(seen.prefetch_related("process__phases"), word=word)


@never_cache
def front(request: TownRequest, word: str) -> HttpResponse:
    """What it is about and who asks; where one begins, goes on, or learns why one cannot."""
    survey = shown(request, word)
    edition = survey.editions.current()
    assert edition is not None, "a public survey has a published edition"
    tongue = tongue_of(edition.questionnaire, request)
    with speaking(tongue):
        if request.method == "POST" and posted(request, "do") == "resume":
            return resume(request, survey)
        if request.method == "POST":
            return begin(request, survey, tongue)
        return show_front(request, survey)


def tongue_of(questionnaire: Questionnaire, request: TownRequest) -> str:
    """The language that was chosen, where pages themselves are in another; else none."""
    said = posted(request, "sprog") or request.GET.get("sprog", "")
    return said if said in questionnaire.languages and said not in PAGES else ""


def show_front(request: TownRequest, survey: Survey, *, status: int = 200, **more: Any) -> HttpResponse:
    course = StoredCourse.of(request, survey)
    edition: Any = survey.editions.current()
    questionnaire = edition.questionnaire
    entrance = entering.may_begin(request, survey)
    form = BeginForm()
    prepare(request, form)
    tongue = tongue_of(questionnaire, request)
    context = {
        "survey": survey,
        "process": survey.process,
        "questionnaire": questionnaire,
        "minutes": minutes(questionnaire),
        "course": course,
        "go_on": go_on(course, request) if course else "",
        "entrance": entrance,
        "is_done": entering.is_done(request),
        "tongue": tongue,
        "tongue_name": own_name(tongue),
        "languages": languages_of(survey, questionnaire, tongue),
        "direction": direction_of(tongue),
        "form": form,
    }
    return render(request, "responses/front.html", context | more, status=status)


def languages_of(survey: Survey, questionnaire: Questionnaire, chosen: str) -> list[dict[str, Any]]:
    """Each language with the address where the survey is in it; other ones than ours stand in English pages."""
    address = reverse("survey", args=[survey.word]).removeprefix("/en")
    here = chosen or (get_language() or "da")[:2]
    told = []
    for code in questionnaire.languages if len(questionnaire.languages) > 1 else ():
        where = address if code == "da" else f"/en{address}" if code == "en" else f"/en{address}?sprog={code}"
        told.append({"code": code, "name": own_name(code).capitalize(), "address": where, "is_here": code == here})
    return told


def own_name(code: str) -> str:
    """What a language is called in that language."""
    return str(LANG_INFO.get(code, {}).get("name_local", code))


def go_on(course: StoredCourse, request: TownRequest) -> str:
    """Where somebody left off."""
    return Stage(course, request.municipality, course.response.page).after(0)


def begin(request: TownRequest, survey: Survey, tongue: str) -> HttpResponse:
    """Makes the response, and goes to its first page."""
    entrance, form = entering.may_begin(request, survey), BeginForm(request.POST)
    if entrance.refused:
        return show_front(request, survey, status=409)
    if not form.is_valid() or not admit(request, form, words=""):
        return show_front(request, survey, status=422, form=form)
    language = tongue or (get_language() or "da")[:2]
    response = entering.begin(survey, entrance, language)
    return entering.remember(redirect(go_on(StoredCourse(response, survey), request)), survey, entrance.secret)


def resume(request: TownRequest, survey: Survey) -> HttpResponse:
    """Goes on with what was begun in another browser; the secret comes in the body, never in an address."""
    secret = posted(request, "secret").strip()[:80]
    response = entering.response_by(survey, secret)
    if response is None:
        return show_front(request, survey, status=422, wrong_secret=True)
    return entering.remember(redirect(go_on(StoredCourse(response, survey), request)), survey, secret)


@never_cache
def page(request: TownRequest, word: str, page: str) -> HttpResponse:
    """One page of questions; what was said is stored before the next one is shown."""
    survey = shown(request, word)
    course = StoredCourse.of(request, survey)
    if course is None:
        return lost(request, survey)
    with speaking(course.tongue):
        return answer(request, course, page)


def lost(request: TownRequest, survey: Survey) -> HttpResponse:
    """Nobody that we know: done already, or not begun."""
    secret = entering.secret_in(request)
    if entering.is_done(request) or (secret and entering.FINISHED.is_spent(survey.pk, secret)):
        return entering.remember(redirect("survey_thanks", survey.word), survey, entering.DONE)
    return redirect(survey)


def answer(request: TownRequest, course: Course, key: str) -> HttpResponse:
    stage = Stage(course, request.municipality, key)
    if stage.page is None and stage.questionnaire.page(key) is None:
        return redirect(stage.after(0))
    if request.method != "POST":
        is_asked = stage.page or "forud" in request.GET  # a page that is fetched for later may become one
        return show_page(request, stage, stage.form()) if is_asked else redirect(stage.after(0))
    return take(request, stage)


def take(request: TownRequest, stage: Stage) -> HttpResponse:
    """Stores a page. Only where one goes on, what is required has to be there."""
    do = posted(request, "do") or "next"
    form = stage.form(request.POST, strict=do == "next" and not {"look", "remove"} & set(request.POST))
    is_sound = form.is_valid()
    try:
        stage.course.put(form, stage.key)
    except ClosedError:
        return show_page(request, stage, form, status=409)
    except DoneError:
        return lost(request, stage.edition.survey)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"wrong": {one.ident: one.errors for one in form.wrong}, "shown": form.shown})
    if {"look", "remove"} & set(request.POST):
        return show_page(request, stage, form, looked=True)
    if not is_sound or (do == "next" and form.has_new):
        return show_page(request, stage, form, status=200 if is_sound else 422)
    return redirect(stage.after(-1 if do == "back" else 0 if do == "save" else 1))


def show_page(request: TownRequest, stage: Stage, form: AnswersForm, *, status: int = 200, **more: Any) -> HttpResponse:
    form.find_words()
    context = {
        "survey": stage.edition.survey,
        "stage": stage,
        "page": stage.questionnaire.page(stage.key),
        "form": form,
        "seen": " ".join(form.shown),
        "rules": rules_of(stage),
        "map": town_map(request) | {"tiles": ""},
        "pages": len(stage.pages),
        "number": stage.number if stage.key in stage.pages else 1,
        "closed": stage.course.is_closed,
    }
    return render(request, "responses/page.html", context | more, status=status)


@never_cache
def send(request: TownRequest, word: str) -> HttpResponse:
    """The last look; sending it makes it nobody's."""
    survey = shown(request, word)
    course = StoredCourse.of(request, survey)
    if course is None:
        return lost(request, survey)
    with speaking(course.tongue):
        stage = Stage(course, request.municipality, course.response.page)
        return hand_in(request, stage, course) if request.method == "POST" else show_end(request, stage)


def hand_in(request: TownRequest, stage: Stage, course: StoredCourse) -> HttpResponse:
    survey = stage.edition.survey
    try:
        lacking = finish(course.response, entering.secret_in(request))
    except ClosedError:
        return show_end(request, stage, status=409, closed=True)
    except DoneError:
        lacking = []
    if lacking:
        return show_end(request, stage, status=422)
    thanks = reverse("survey_thanks", args=[survey.word]) + (f"?sprog={course.tongue}" if course.tongue else "")
    return entering.remember(redirect(thanks), survey, entering.DONE)


def show_end(request: TownRequest, stage: Stage, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "survey": stage.edition.survey,
        "stage": stage,
        "lacking": stage.lacking,
        "back": stage.course.address(stage.pages[-1]) if stage.pages else "",
        "closed": stage.course.is_closed,
    }
    return render(request, "responses/send.html", context | more, status=status)


@require_safe
@never_cache
def thanks(request: TownRequest, word: str) -> HttpResponse:
    """The same for everybody who answered in the same language."""
    survey = shown(request, word)
    edition: Any = survey.editions.current()
    tongue = tongue_of(edition.questionnaire, request)
    context = {"survey": survey, "process": survey.process, "tongue": tongue, "direction": direction_of(tongue)}
    with speaking(tongue):
        return render(request, "responses/thanks.html", context)


@require_safe
@never_cache
def later(request: TownRequest, word: str) -> HttpResponse:
    """What one needs to go on in another browser: an address whose secret stands behind #, and never reaches a log."""
    survey = shown(request, word)
    secret = entering.secret_in(request)
    if entering.response_by(survey, secret) is None:
        return lost(request, survey)
    address = request.build_absolute_uri(survey.get_absolute_url()) + f"#fortsaet={secret}"
    context = {"survey": survey, "secret": secret, "address": address, "qr": picture_of(address)}
    return render(request, "responses/later.html", context | {"days": entering.DAYS})


@require_safe
@never_cache
def drawn(request: TownRequest, word: str, number: int, group: str) -> HttpResponse:
    """What is drawn beforehand in one group of an edition: GeoJSON in degrees. Drafts are for those who design them."""
    surveys = Survey.objects.of(request.municipality).select_related("process").prefetch_related("process__phases")
    survey = get_object_or_404(surveys, word=word)
    edition = get_object_or_404(survey.editions, number=number)
    is_public = edition.published and Survey.objects.public().filter(pk=survey.pk).exists()
    if not (is_public or may(request.user, survey.process, Doing.DESIGN)):
        raise Http404
    return HttpResponse(Around(edition, request.municipality).drawn(group), content_type="application/geo+json")
