"""Writing what came of a process: for its owner, in the phase and state that let results be told."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kortet.municipalities.requests import TownRequest
from kortet.outcomes.forms import DecisionForm, OutcomeForm
from kortet.outcomes.models import Decision, Outcome
from kortet.outcomes.views import writes
from kortet.people.doors import signed_in
from kortet.processes.doors import for_whom_here
from kortet.processes.models import Process

for_writers = for_whom_here(writes)


@for_writers
def write(request: TownRequest, process: Process) -> HttpResponse:
    """All lines on one page; `show` and `hide` are the buttons that let all see what is known so far."""
    outcome = Outcome.objects.of(process)
    actor = signed_in(request)
    if request.method == "POST" and request.POST.get("do") == "hide":
        outcome.take_down(actor)
        return redirect("outcomes_write", slug=process.slug)
    form = OutcomeForm(request.POST if request.method == "POST" else None, process=process, outcome=outcome)
    if form.is_valid():
        form.save(actor)
        if request.POST.get("do") == "show":
            outcome.show(actor)
        return redirect("outcomes", slug=process.slug)
    context = {
        "process": process,
        "outcome": outcome,
        "form": form,
        "decisions": Decision.objects.filter(process=process),
    }
    return render(request, "outcomes/write.html", context, status=422 if form.is_bound else 200)


@for_writers
def decide(request: TownRequest, process: Process, number: int | None = None) -> HttpResponse:
    """One decision: new, changed, or taken away."""
    found = get_object_or_404(Decision, process=process, pk=number) if number is not None else None
    actor = signed_in(request)
    if found is not None and "remove" in request.POST:
        found.remove(actor)
        return redirect("outcomes_write", slug=process.slug)
    form = DecisionForm(request.POST if request.method == "POST" else None, process=process, decision=found)
    if form.is_valid():
        form.save(actor)
        return redirect("outcomes_write", slug=process.slug)
    context = {"process": process, "form": form, "decision": found}
    return render(request, "outcomes/decide.html", context, status=422 if form.is_bound else 200)
