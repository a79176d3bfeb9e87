"""Voting: which ballots there are, showing one's code, choosing, looking it through, and the receipt."""

from hashlib import sha256
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kortet.ballots.casting import NOT_OPEN, RefusedError, cast
from kortet.ballots.coming import NO_COOKIE, OPEN, Coming
from kortet.ballots.forms import PREFIX, ChoiceForm, SendForm
from kortet.ballots.models import Ballot
from kortet.ballots.results import FEWEST, Result
from kortet.lettercodes.forms import CodeForm
from kortet.municipalities.requests import TownRequest
from kortet.people.crowd import admit, prepare
from kortet.pins.once import new_key
from kortet.processes.doors import process_here


@require_safe
@never_cache
def ballots(request: TownRequest, slug: str) -> HttpResponse:
    """The ballots of a process; where there is one, it itself."""
    process = process_here(request, slug)
    rows = list(Ballot.objects.visible_to(request.user, request.municipality).filter(process=process).with_process())
    if len(rows) == 1:
        return redirect(rows[0])
    return render(request, "ballots/ballots.html", {"process": process, "ballots": rows})


@require_safe
@never_cache
def short_vote(request: TownRequest, word: str) -> HttpResponse:
    """The short address that is printed in letters. What stands behind # there, a browser takes along by itself."""
    seen = Ballot.objects.visible_to(request.user, request.municipality)
    return redirect(get_object_or_404(seen.select_related("process"), word=word))


def shown(request: TownRequest, slug: str, word: str) -> Ballot:
    seen = Ballot.objects.visible_to(request.user, request.municipality).with_process()
    return get_object_or_404(seen, process__slug=slug, word=word)


@never_cache
def vote(request: TownRequest, slug: str, word: str) -> HttpResponse:
    """All steps at one address; only what is sent tells them apart, so no address ever holds a code."""
    ballot = shown(request, slug, word)
    if request.method != "POST":
        return door(request, ballot)
    if not ballot.is_open:
        return door(request, ballot, refused=str(NOT_OPEN), status=409)
    coming = Coming(request, ballot)
    if request.POST.get("do") == "send":
        return send(request, ballot, coming)
    if not coming.is_let_in():
        return turned_away(request, ballot, coming)
    answer = (
        confirm(request, ballot, coming) if request.POST.get("do") == "confirm" else choose(request, ballot, coming)
    )
    if coming.way == OPEN:
        coming.visitor.remember(answer)
    return answer


def door(request: TownRequest, ballot: Ballot, *, status: int = 200, **more: Any) -> HttpResponse:
    """The ballot's own page: what it is about, where one shows one's code; when it is counted, the result."""
    context = {"ballot": ballot, "process": ballot.process, "form": CodeForm(), "fewest": FEWEST} | more
    if ballot.state == Ballot.State.CLOSED:
        context["result"] = Result.of(ballot)
    return render(request, "ballots/ballot.html", context, status=status)


def turned_away(request: TownRequest, ballot: Ballot, coming: Coming) -> HttpResponse:
    return door(request, ballot, status=coming.status, form=coming.form, refused=coming.refused)


def choose(request: TownRequest, ballot: Ballot, coming: Coming) -> HttpResponse:
    """The options, for the first time or with what was chosen before."""
    chosen = any(name.startswith(PREFIX) for name in request.POST)
    return page(request, "choose", coming, form=ChoiceForm(request.POST if chosen else None, ballot=ballot))


def confirm(request: TownRequest, ballot: Ballot, coming: Coming) -> HttpResponse:
    """What one has chosen, to be looked through: after this it cannot be changed."""
    form = ChoiceForm(request.POST, ballot=ballot)
    if not form.is_valid():
        return page(request, "choose", coming, status=422, form=form, wrong=True)
    ready = SendForm(initial={"key": new_key()})
    if coming.way == OPEN:
        prepare(request, ready)
    return page(request, "confirm", coming, form=form, send=ready)


def send(request: TownRequest, ballot: Ballot, coming: Coming) -> HttpResponse:
    """Into the urn. Robots are looked for only among those who come without a code."""
    form, sent = ChoiceForm(request.POST, ballot=ballot), SendForm(request.POST)
    if coming.has_no_cookie:
        coming.refused = str(NO_COOKIE)
    if coming.comer is None or coming.refused:
        return turned_away(request, ballot, coming)
    if not form.is_valid():
        return page(request, "choose", coming, status=422, form=form, wrong=True)
    if coming.way == OPEN and not (sent.is_valid() and admit(request, sent, words="")):
        return page(request, "confirm", coming, status=422, form=form, send=sent)
    once = sha256((request.POST.get("key") or new_key()).encode()).hexdigest()
    try:
        cast(ballot, coming.comer, form.vote, once)
    except RefusedError as error:
        coming.turn_away(error)
        return turned_away(request, ballot, coming)
    return redirect("vote_receipt", ballot.process.slug, ballot.word)


def page(request: TownRequest, step: str, coming: Coming, *, status: int = 200, **more: Any) -> HttpResponse:
    ballot = coming.ballot
    context = {"ballot": ballot, "process": ballot.process, "coming": coming} | more
    return render(request, f"ballots/{step}.html", context, status=status)


@require_safe
@never_cache
def receipt(request: TownRequest, slug: str, word: str) -> HttpResponse:
    """The same for everybody: it shows nothing of who came or what they chose."""
    ballot = shown(request, slug, word)
    return render(request, "ballots/receipt.html", {"ballot": ballot, "process": ballot.process})
