"""Where processes are designed: begin, step by step, publish, answer, close. Strangers find nothing here."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kortet.journal.models import Entry
from kortet.municipalities.requests import TownRequest, posted
from kortet.partners.web_address import web_address
from kortet.people.doors import for_roles, signed_in
from kortet.people.models import Role
from kortet.places.town_map import town_map
from kortet.processes.checks import checks_of
from kortet.processes.design import STEPS, StepVisit
from kortet.processes.doors import for_doing, for_whom_here, process_here
from kortet.processes.forms import AnswerForm, ReasonForm
from kortet.processes.forms_begin import BeginForm
from kortet.processes.influence import promise_of
from kortet.processes.models import Document, Process
from kortet.processes.parts import parts_of
from kortet.processes.rights import Doing, Part

owners_only = for_roles(Role.Kind.PROCESS_OWNER)


def leads(request: TownRequest, process: Process) -> bool:
    """Whether the visitor may change what is not a draft; who does so gives the answer, and ends or reopens it."""
    return process.state != Process.State.DRAFT and Part.OWNER in parts_of(request.user, process)


for_leaders = for_whom_here(leads)


@never_cache
@owners_only
def new_process(request: TownRequest) -> HttpResponse:
    """Begin from a blueprint or an earlier process."""
    mine = Process.objects.designed_by(request.user, request.municipality)
    form = BeginForm(request.POST if request.method == "POST" else None, mine=mine)
    if form.is_valid():
        made = form.save(town=request.municipality, owner=request.user)
        return redirect("design_step", made.slug, STEPS[0])
    return render(request, "processes/new.html", {"form": form}, status=422 if form.is_bound else 200)


@for_doing(Doing.DESIGN)
def design(request: TownRequest, process: Process) -> HttpResponse:
    return redirect("design_step", process.slug, STEPS[0])


@for_doing(Doing.DESIGN)
def design_step(request: TownRequest, process: Process, step: str) -> HttpResponse:
    """One of the four questions; "save" stays here, "next" goes on."""
    if step not in STEPS:
        raise Http404
    visit = StepVisit(request, process, step)
    if request.method == "POST" and visit.is_sound and visit.saved():
        messages.success(request, _("Gemt."))
        return redirect(after(process.slug, step) if posted(request, "do") == "next" else request.path)
    context = {"process": process, "visit": visit, "form": visit.form, "map": town_map(request) | {"tiles": ""}}
    context |= visit.rows | {
        "papers": visit.papers,
        "mend": [check for check in checks_now(request, process.slug) if check.step == step],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, f"processes/step_{step}.html", context, status=status)


def checks_now(request: TownRequest, slug: str) -> list[Any]:
    """The checks of what is stored: a form that is shown holds what was typed."""
    return checks_of(process_here(request, slug))


def after(slug: str, step: str) -> str:
    number = STEPS.index(step) + 1
    name, words = ("design_step", [slug, STEPS[number]]) if number < len(STEPS) else ("publish_process", [slug])
    return str(redirect(name, *words).url)


@for_doing(Doing.DESIGN)
def publish_process(request: TownRequest, process: Process) -> HttpResponse:
    """All checks, each leading to its field; and the button."""
    if request.method == "POST" and posted(request, "do") == "drop":
        return dropped(request, process)
    if request.method == "POST":
        try:
            process.publish(signed_in(request))
        except ValidationError:
            return shown(request, process, status=422)
        messages.success(request, _("Forløbet er offentligt."))
        return redirect(process)
    return shown(request, process)


def shown(request: TownRequest, process: Process, status: int = 200) -> HttpResponse:
    found = [(check, check.address(process.slug)) for check in checks_of(process)]
    context = {"process": process, "promise": promise_of(process.influence)}
    context |= {"stops": [one for one in found if one[0].stops], "told": [one for one in found if not one[0].stops]}
    return render(request, "processes/publish.html", context, status=status)


def dropped(request: TownRequest, process: Process) -> HttpResponse:
    """A draft that nobody needs; what was public stays."""
    if process.state != Process.State.DRAFT:
        raise Http404
    for paper in process.documents.all():
        paper.drop()
    with transaction.atomic():
        Entry.objects.record("thrown_away", process, actor=signed_in(request))
        process.delete()
    return redirect("processes")


@for_leaders
def answer_process(request: TownRequest, process: Process) -> HttpResponse:
    """The answer that was promised."""
    given = {"text": process.answer_text, "url": process.answer_url}
    form = AnswerForm(
        request.POST if request.method == "POST" else None, initial=given, auto_id="answer-%s", label_suffix=""
    )
    if form.is_valid():
        said = form.cleaned_data
        try:
            process.answer(said["text"], web_address(said["url"]), signed_in(request))
        except ValidationError as error:
            form.add_error("url", error)
        else:
            return redirect(process)
    context = {"process": process, "form": form}
    return render(request, "processes/answer.html", context, status=422 if form.is_bound else 200)


@for_leaders
def close_process(request: TownRequest, process: Process) -> HttpResponse:
    """Asks once more, and tells what was promised and did not come; or takes up again what is closed."""
    form = ReasonForm(request.POST if request.method == "POST" else None, auto_id="close-%s", label_suffix="")
    if form.is_valid() and decided(process, form, request):
        return redirect(process)
    context = {"process": process, "form": form, "promises": process.open_promises}
    return render(request, "processes/close.html", context, status=422 if form.is_bound else 200)


def decided(process: Process, form: ReasonForm, request: TownRequest) -> bool:
    """Closes or reopens; what speaks against it stands beside the reason."""
    actor = signed_in(request)
    reason = form.cleaned_data["reason"]
    if process.state == Process.State.CLOSED:
        if not reason:
            form.add_error("reason", _("Skriv hvorfor. Alle kan læse det."))
            return False
        process.reopen(actor, reason)
        return True
    try:
        process.close(actor, reason)
    except ValidationError as error:
        form.add_error("reason", error.messages)
    return not form.errors


@never_cache
def document(request: TownRequest, slug: str, word: str) -> HttpResponseBase:
    """A paper, only ever to be saved: never shown on the site's own address."""
    seen = Process.objects.visible_to(request.user, request.municipality).filter(slug=slug)
    found = get_object_or_404(
        Document.objects.filter(process__in=seen.values("pk")).select_related("process"), word=word
    )
    if not default_storage.exists(found.file_name):
        raise Http404
    file = default_storage.open(found.file_name)
    answer = FileResponse(file, as_attachment=True, filename=found.download_name, content_type=found.content_type)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
