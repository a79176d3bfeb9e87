"""What a survey gives while it runs, for those who run its process; and the button that shows it to all."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kortet.findings.doors import for_designers
from kortet.findings.forms_crossing import CrossingForm
from kortet.findings.pages import Results
from kortet.findings.publishing import publish
from kortet.findings.rates import rates_by_area
from kortet.findings.tables import ExactTables, Tables, who_answered
from kortet.municipalities.requests import TownRequest
from kortet.people.doors import signed_in
from kortet.surveys.models import Survey


@for_designers
def answers(request: TownRequest, survey: Survey) -> HttpResponse:
    """As all would see it now; with `smaa=ja` every number, for those who have the answers themselves."""
    refusal = ""
    if request.method == "POST":
        try:
            publish(survey, signed_in(request))
            return redirect("survey_results", word=survey.word)
        except ValidationError as error:
            refusal = " ".join(error.messages)
    who, is_exact = who_answered(survey), request.GET.get("smaa") == "ja"
    tables = (ExactTables if is_exact else Tables)(who)
    context = {"survey": survey, "process": survey.process, "refusal": refusal, "is_exact": is_exact}
    context |= {"results": Results(survey, tables.document, request.GET.get("efter", "")), "rates": rates_by_area(who)}
    return render(request, "findings/answers.html", context, status=422 if refusal else 200)


@require_safe
@for_designers
def crossed(request: TownRequest, survey: Survey) -> HttpResponse:
    """Any question that everybody gave one answer to, by any other; with `smaa=ja` small numbers too."""
    form = CrossingForm(request.GET, survey)
    found = form.crossing
    context = {"survey": survey, "process": survey.process, "form": form, "is_exact": form.is_exact}
    if found:
        context |= {"crossing": found, "one": found.one.said(form.words), "other": found.other.said(form.words)}
        context |= {"columns": found.columns(form.words), "rows": found.rows(form.words, _("Alle"))}
    return render(request, "findings/crossed.html", context, status=200 if form.is_valid() else 422)
