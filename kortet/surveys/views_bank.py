"""The town's bank of questions and the ready-made batteries: take some into a survey, put one into the bank."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kortet.municipalities.requests import TownRequest, number, posted
from kortet.surveys import changes
from kortet.surveys.batteries import BATTERIES
from kortet.surveys.doors import for_draft
from kortet.surveys.forms_bank import KeepForm, TakeForm
from kortet.surveys.kinds import NAMES
from kortet.surveys.models import BankQuestion, Edition
from kortet.surveys.questionnaire import ON_MAP, Question, Questionnaire
from kortet.surveys.sheets import seen_by
from kortet.surveys.views_build import back


@for_draft
def bank(request: TownRequest, edition: Edition) -> HttpResponse:
    """Everything that can be taken; what is ticked goes onto a page."""
    held = list(BankQuestion.objects.of(request.municipality))
    if "gone" in request.POST:
        BankQuestion.objects.of(request.municipality).filter(pk=number(posted(request, "gone"))).delete()
        return redirect("survey_bank", edition.survey.process.slug, edition.survey.word)
    form = TakeForm(request.POST if request.method == "POST" else None, asked=edition.questionnaire, bank=held)
    if form.is_valid():
        try:
            asked, page = taken_into(edition, form.questions, form.cleaned_data["page"])
            edition.change(asked, seen_by(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return back(edition, f"page-{page}")
    batteries = [(one, [(question, NAMES[question.kind]) for question in one.page.questions]) for one in BATTERIES]
    context = {"survey": edition.survey, "process": edition.survey.process, "edition": edition, "form": form}
    context |= {"held": [(one, one.question, NAMES[one.question.kind]) for one in held], "batteries": batteries}
    context |= {"tab": "bank", "chosen": set(request.POST.getlist("taken"))}
    return render(request, "surveys/bank.html", context, status=422 if form.is_bound else 200)


def taken_into(edition: Edition, questions: list[Question], page: str) -> tuple[Questionnaire, str]:
    """The questionnaire with these questions at the end of a page (a new one where none is named), and that page."""
    asked = edition.questionnaire
    if not page:
        asked = changes.add_page(asked)
        page = asked.pages[-1].key
    names = changes.fresh_names(asked, questions, edition.survey.taken_keys())
    for question in questions:
        asked = changes.add_question(asked, changes.renamed(question, names), page)
    return asked, page


@for_draft
def keep(request: TownRequest, edition: Edition, key: str) -> HttpResponse:
    """Puts a question of a draft into the bank, and gives the question the indicator that it has there."""
    asked = edition.questionnaire
    question = next((one for one in asked.questions() if one.key == key and one.kind not in ON_MAP), None)
    if question is None:
        raise Http404
    form = KeepForm(request.POST if request.method == "POST" else None, initial={"indicator": question.indicator})
    if form.is_valid():
        said = form.cleaned_data
        called = question.model_copy(update={"indicator": said["indicator"]})
        try:
            with transaction.atomic():
                edition.change(changes.replace_question(asked, called), edition.revision)
                BankQuestion.keep(
                    request.municipality, called, theme=said["theme"], note=said["note"], anew=said["anew"]
                )
        except ValidationError as error:
            form.add_error("indicator", error.messages)
        else:
            messages.success(request, _("Spørgsmålet er i banken."))
            return back(edition, f"q-{key}")
    context = {"survey": edition.survey, "process": edition.survey.process, "question": question, "form": form}
    return render(request, "surveys/keep.html", context | {"tab": "build"}, status=422 if form.is_bound else 200)
