"""Setting ballots up: for those who design the process. Results stand here for nobody before they are counted."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form, model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kortet.ballots.changing import changing, count_up, make_package, missing, open_ballot, spoil
from kortet.ballots.forms import ChoiceForm
from kortet.ballots.forms_design import BallotForm, OptionForm, OptionsForm
from kortet.ballots.models import Ballot, Code, Option, Package
from kortet.ballots.of_ideas import take_ideas
from kortet.lettercodes.forms import PackageForm
from kortet.lettercodes.labels import Sheet, as_zip
from kortet.municipalities.models import Municipality
from kortet.municipalities.requests import TownRequest, number, posted
from kortet.people.doors import signed_in
from kortet.processes.doors import for_doing
from kortet.processes.models import Process
from kortet.processes.rights import Doing

Do = Callable[[TownRequest, Ballot], None]


@for_doing(Doing.DESIGN)
def ballots(request: TownRequest, process: Process) -> HttpResponse:
    """The ballots of a process, and making one more."""
    form = BallotForm(request.POST or None)
    if form.is_valid():
        return redirect("ballot_design", process.slug, form.make(process).word)
    context = {"process": process, "form": form, "ballots": process.ballots.all()}
    return render(request, "ballots/design.html", context, status=422 if form.is_bound else 200)


def ballot_of(process: Process, word: str) -> Ballot:
    return get_object_or_404(Ballot.objects.with_process().filter(process=process), word=word)


@for_doing(Doing.DESIGN)
def ballot(request: TownRequest, process: Process, word: str) -> HttpResponse:
    """One ballot: its facts, options, packages, opening and counting; `do` is the button that was pressed."""
    found = ballot_of(process, word)
    if request.method != "POST":
        return show(request, found)
    do = posted(request, "do") or request.GET.get("do", "")  # the rows' buttons say which row
    form = FORMS[do](request.POST, initial=model_to_dict(found)) if do in FORMS else None
    if form is not None and not form.is_valid():
        return show(request, found, {do: form})
    try:
        if form is not None:
            form.change(found)
        elif do in STEPS:
            STEPS[do](request, found)
    except ValidationError as error:
        return show(request, found, {do: form} if form else {}, error.messages)
    return redirect("ballot_design", process.slug, word)


def show(
    request: TownRequest, found: Ballot, bound: Mapping[str, Form] | None = None, problems: Sequence[str] = ()
) -> HttpResponse:
    codes = Code.objects.of(found)
    context: dict[str, Any] = {"ballot": found, "process": found.process, "problems": problems}
    context |= {"facts": BallotForm(initial=model_to_dict(found)), "options": OptionsForm(), "package": PackageForm()}
    context |= {"packages": found.packages.with_used(), "sent": codes.sent().count(), "used": codes.used().count()}
    context |= {"browsers": found.browsers.count(), "missing": missing(found) if found.state == "draft" else []}
    context["may_change"] = found.state != "closed" and not context["used"] and not context["browsers"]
    status = 422 if request.method == "POST" else 200
    return render(request, "ballots/design_one.html", context | dict(bound or {}), status=status)


def remove(request: TownRequest, found: Ballot) -> None:
    with changing(found) as now:
        now.options.filter(word=posted(request, "option")).delete()


def move_up(request: TownRequest, found: Ballot) -> None:
    """Changes places with the one before."""
    with changing(found) as now:
        rows = list(now.options.all())
        place = next((n for n, row in enumerate(rows) if row.word == posted(request, "option")), 0)
        if place:
            rows[place - 1], rows[place] = rows[place], rows[place - 1]
        for position, row in enumerate(rows, 1):
            row.position = position
        Option.objects.bulk_update(rows, ["position"])


def add_ideas(request: TownRequest, found: Ballot) -> None:
    take_ideas(found)


def begin(request: TownRequest, found: Ballot) -> None:
    open_ballot(found, signed_in(request))


def end(request: TownRequest, found: Ballot) -> None:
    """For good, so it is said twice: the box beside the button."""
    if not request.POST.get("sure"):
        raise ValidationError(_("Sæt kryds ved, at du vil slutte afstemningen for altid."))
    count_up(found, signed_in(request))


def revoke(request: TownRequest, found: Ballot) -> None:
    spoil(found, number(posted(request, "package")), signed_in(request))


FORMS: dict[str, type[BallotForm] | type[OptionsForm]] = {"facts": BallotForm, "options": OptionsForm}
STEPS: dict[str, Do] = {
    "remove": remove,
    "up": move_up,
    "ideas": add_ideas,
    "open": begin,
    "count": end,
    "spoil": revoke,
}


@for_doing(Doing.DESIGN)
def option(request: TownRequest, process: Process, word: str, option: str) -> HttpResponse:
    """One option, changed by itself."""
    found = ballot_of(process, word)
    row = get_object_or_404(found.options.select_related("ballot"), word=option)
    form = OptionForm(request.POST or None, municipality=request.municipality, initial=model_to_dict(row))
    problems: list[str] = []
    if form.is_valid():
        try:
            form.change(row)
            return redirect("ballot_design", process.slug, word)
        except ValidationError as error:
            problems = error.messages
    context = {"ballot": found, "process": found.process, "option": row, "form": form, "problems": problems}
    return render(request, "ballots/design_option.html", context, status=422 if form.is_bound else 200)


@for_doing(Doing.DESIGN)
def preview(request: TownRequest, process: Process, word: str) -> HttpResponse:
    """The page on which one chooses, as voters get it; what is sent from it is checked, and goes nowhere."""
    found = ballot_of(process, word)
    form = ChoiceForm(request.POST if request.method == "POST" else None, ballot=found)
    context = {"ballot": found, "process": found.process, "form": form, "is_preview": True}
    if form.is_valid():
        return render(request, "ballots/confirm.html", context)
    return render(
        request, "ballots/choose.html", context | {"wrong": form.is_bound}, status=422 if form.is_bound else 200
    )


@require_POST
@for_doing(Doing.DESIGN)
def codes(request: TownRequest, process: Process, word: str) -> HttpResponse:
    """New codes as a file: the one time that they are to be had."""
    found = ballot_of(process, word)
    form = PackageForm(request.POST)
    if not form.is_valid():
        return show(request, found, {"package": form})
    try:
        package, made = make_package(found, form.cleaned_data["size"], form.cleaned_data["note"], signed_in(request))
    except ValidationError as error:
        return show(request, found, {"package": form}, error.messages)
    name = f"koder-{word}-{package.number}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(
        as_zip(sheet_of(package, request.municipality), made), content_type="application/zip", headers=headers
    )


def sheet_of(package: Package, town: Municipality) -> Sheet:
    """What stands on the labels of a package."""
    return Sheet(
        title=package.ballot.title,
        what=_("Afstemning"),
        address=town.address(f"/stem/{package.ballot.word}/"),
        number=package.number,
        town=town,
        danish="Stem én gang: skan, eller skriv koden.",
        english="Vote once: scan, or type the code.",
    )
