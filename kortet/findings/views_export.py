"""Files for planners: all answers of a survey, each with its codebook; nothing in them says who answered."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kortet.findings.doors import for_designers
from kortet.findings.export_files import FILES
from kortet.findings.export_rows import Answers
from kortet.journal.models import Entry
from kortet.municipalities.requests import TownRequest
from kortet.people.doors import signed_in
from kortet.responses.models import Response
from kortet.surveys.models import Survey


@require_safe
@for_designers
def survey_exports(request: TownRequest, survey: Survey) -> HttpResponse:
    """What there is to fetch, and what is in it."""
    context = {"survey": survey, "process": survey.process, "files": FILES}
    context["responses"] = Response.objects.of(survey).counted().count()
    return render(request, "findings/exports.html", context)


@require_safe
@for_designers
def survey_export(request: TownRequest, survey: Survey, ending: str) -> FileResponse:
    """One of the files; with what people wrote in their own words where `tekst` asks for it. The journal keeps who."""
    if ending not in FILES:
        raise Http404
    with_texts = request.GET.get("tekst") == "1"
    file = FILES[ending]
    content = file.of(Answers(survey, with_texts))
    Entry.objects.record("exported", survey, actor=signed_in(request), file=file.name, texts=with_texts)
    name = f"{survey.word}-{file.name}"
    return FileResponse(content, as_attachment=True, filename=name, content_type=file.type)
