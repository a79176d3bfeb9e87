"""The builder: pages and questions in order, what is done to them, and the sheet of each question and page."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kortet.municipalities.requests import TownRequest, number, posted
from kortet.surveys import changes
from kortet.surveys.asking import NEIGHBOURHOODS, before_question
from kortet.surveys.doors import for_draft, for_survey
from kortet.surveys.estimate import minutes
from kortet.surveys.kinds import FOLLOWING, GROUPS, NAMES, WITH_GROUP
from kortet.surveys.models import Edition, Survey
from kortet.surveys.questionnaire import DRAWN, Kind, Page, Question, Questionnaire
from kortet.surveys.sheets import PageSheet, QuestionSheet, seen_by


@for_survey
def build(request: TownRequest, survey: Survey) -> HttpResponse:
    """All pages with their questions. What is published is not changed: its page says how to go on."""
    edition = survey.draft
    if edition is None:
        return redirect("survey_publish", survey.process.slug, survey.word)
    return builder(request, survey, edition)


def builder(request: TownRequest, survey: Survey, edition: Edition, status: int = 200) -> HttpResponse:
    asked = edition.questionnaire
    numbers = {one.key: number for number, one in enumerate(asked.questions(), 1)}
    drawn = dict(edition.objects_drawn.order_by("group").values_list("group").annotate(n=Count("pk")))
    pages = [(page, [row_of(one, numbers[one.key], drawn) for one in page.questions]) for page in asked.pages]
    context = {"survey": survey, "process": survey.process, "edition": edition, "asked": asked, "pages": pages}
    context |= {"kinds": GROUPS, "following": FOLLOWING, "tab": "build", "minutes": minutes(asked)}
    context |= {"may_undo": edition.steps.exists(), "questions": len(numbers)}
    return render(request, "surveys/build.html", context, status=status)


def row_of(question: Question, number: int, drawn: dict[str, int]) -> dict[str, object]:
    """A question as its row shows it; where places are drawn for it, how many there are."""
    follow_ups = [{"question": one, "kind": NAMES[one.kind]} for one in question.follow_ups]
    row = {"question": question, "number": number, "kind": NAMES[question.kind], "follow_ups": follow_ups}
    group = group_of(question)
    return row | {"drawn": question.kind in DRAWN, "group": group, "places": drawn.get(group, 0)}


def group_of(question: Question) -> str:
    """The group that places are to be drawn in for a question; none where the town's areas are chosen among."""
    group = question.map.group if question.kind in WITH_GROUP else ""
    return "" if group == NEIGHBOURHOODS else group


@require_POST
@for_draft
def change(request: TownRequest, edition: Edition) -> HttpResponse:
    """One operation of the builder, upon the revision that was seen: "verb key" in `do`."""
    verb, _space, key = posted(request, "do").partition(" ")
    seen = seen_by(request)
    try:
        if verb == "undo":
            edition.undo(seen)
        else:
            edition.change(changed(edition, verb, key, request), seen)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return builder(request, edition.survey, edition, 422)
    spot = {"add_page": "add-page", "undo": "builder"}.get(verb, f"{'page' if verb.endswith('page') else 'q'}-{key}")
    return back(edition, spot)


def changed(edition: Edition, verb: str, key: str, request: TownRequest) -> Questionnaire:
    """What the questionnaire is after one of the builder's verbs."""
    asked = edition.questionnaire
    if verb == "add_page":
        return changes.add_page(asked)
    if verb == "move":
        page = posted(request, "page") or posted(request, f"to_{key}")
        at = posted(request, "at")
        return changes.move_question(asked, key, page, number(at) if at else changes.MOST_QUESTIONS)
    if verb in COPIES:
        return COPIES[verb](asked, key, edition.survey.taken_keys())
    if verb in STEPS:
        step, by = STEPS[verb]
        return step(asked, key, by)
    if verb in REMOVES:
        return REMOVES[verb](asked, key)
    raise Http404


COPIES = {"copy": changes.duplicate_question, "copy_page": changes.duplicate_page}
REMOVES = {"remove": changes.remove_question, "remove_page": changes.remove_page}
STEPS = {
    "up": (changes.step_question, -1),
    "down": (changes.step_question, 1),
    "up_page": (changes.step_page, -1),
    "down_page": (changes.step_page, 1),
}


@for_draft
def page(request: TownRequest, edition: Edition, key: str) -> HttpResponse:
    """What stands at the top of a page, and when it is shown."""
    held = edition.questionnaire.page(key)
    if held is None:
        raise Http404
    sheet = PageSheet(request, edition, held)
    if sheet.is_valid() and sheet.store(
        lambda asked: changes.replace_page(asked, sheet.put(asked)),
        lambda asked: bare(asked.page(key)),
    ):
        return back(edition, f"page-{key}")
    context = {"survey": edition.survey, "process": edition.survey.process, "edition": edition, "sheet": sheet}
    status = 422 if request.method == "POST" and not sheet.looks else 200
    return render(request, "surveys/page.html", context | {"page": held, "tab": "build"}, status=status)


def bare(page: Page | None) -> Page | None:
    """A page without its questions: those are changed by themselves."""
    return page.model_copy(update={"questions": ()}) if page else None


@for_draft
def question(request: TownRequest, edition: Edition, key: str) -> HttpResponse:
    """The sheet of one question."""
    asked = edition.questionnaire
    was = asked.question(key)
    if was is None:
        raise Http404
    follows = all(one.key != key for one in asked.questions())
    sheet = QuestionSheet(request, edition, was=was, before=before_question(asked, key), follows=follows)
    if sheet.is_valid() and sheet.store(
        lambda asked: changes.replace_question(asked, asked_with(asked, sheet.question)),
        lambda asked: alone(asked.question(key)),
    ):
        return after(edition, sheet.question)
    return question_page(request, edition, sheet, is_new=False)


def asked_with(asked: Questionnaire, question: Question) -> Question:
    """The question with those that follow its places as they are now: they are changed by themselves."""
    now = asked.question(question.key)
    return question.model_copy(update={"follow_ups": now.follow_ups if now else ()})


def alone(question: Question | None) -> Question | None:
    return question.model_copy(update={"follow_ups": ()}) if question else None


@for_draft
def new_question(request: TownRequest, edition: Edition) -> HttpResponse:
    """A question that is not there yet: of kind `slags`, on page `side`, or for the places of question `til`."""
    asked, to = edition.questionnaire, request.GET.get("til", "")
    page, mother = asked.page(request.GET.get("side", "")), asked.question(to) if to else None
    kind = kind_of(request.GET.get("slags", ""), follows=bool(to))
    if not (mother and mother.kind in DRAWN if to else page):
        raise Http404
    before = before_new(asked, page, mother)
    sheet = QuestionSheet(request, edition, was=Question(key="q", kind=kind), before=before, follows=bool(to))
    if sheet.is_valid():
        key = changes.key_from(sheet.form.cleaned_data["words_da"], edition.survey.taken_keys())
        sheet.form.was = sheet.form.was.model_copy(update={"key": key})
        made = sheet.question
        if sheet.store(lambda asked: added(asked, made, page, to), lambda asked: asked.question(key)):
            return after(edition, made)
    return question_page(request, edition, sheet, is_new=True)


def added(asked: Questionnaire, made: Question, page: Page | None, to: str) -> Questionnaire:
    """The questionnaire with a new question on a page, or for the places of question `to`."""
    return changes.add_question(asked, made, page.key) if page and not to else changes.add_follow_up(asked, made, to)


def kind_of(said: str, *, follows: bool) -> Kind:
    kinds = [told.kind for _group, told_kinds in (FOLLOWING if follows else GROUPS) for told in told_kinds]
    if said not in kinds:
        raise Http404
    return Kind(said)


def before_new(asked: Questionnaire, page: Page | None, mother: Question | None) -> list[Question]:
    """What the conditions of a question may ask that will stand last on a page, or last behind a place."""
    if mother:
        return [*before_question(asked, mother.key), mother, *mother.follow_ups]
    found: list[Question] = []
    for one in asked.pages:
        found += one.questions
        if page and one.key == page.key:
            break
    return found


def question_page(request: TownRequest, edition: Edition, sheet: QuestionSheet, *, is_new: bool) -> HttpResponse:
    context = {"survey": edition.survey, "process": edition.survey.process, "edition": edition, "sheet": sheet}
    context |= {"form": sheet.form, "was": sheet.was, "kind": NAMES[sheet.was.kind], "tab": "build"}
    context["is_new"] = is_new
    status = 422 if request.method == "POST" and not sheet.looks else 200
    return render(request, "surveys/question.html", context, status=status)


def after(edition: Edition, made: Question) -> HttpResponse:
    """Back to the builder; where something is to be drawn first, there."""
    group = group_of(made)
    if group and not edition.objects_drawn.filter(group=group).exists():
        return redirect("survey_objects", edition.survey.process.slug, edition.survey.word, group)
    return back(edition, f"q-{made.key}")


def back(edition: Edition, spot: str) -> HttpResponse:
    return redirect(reverse("survey_build", args=[edition.survey.process.slug, edition.survey.word]) + f"#{spot}")
