"""What a letter's link lets its reader do about what the municipality decided. Opening a link changes nothing."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from kortet.municipalities.requests import TownRequest, posted
from kortet.pins.forms_answers import ReopenWishForm, SameWishForm, VerdictForm
from kortet.pins.models import Follower, Pin, SameAs, Verdict
from kortet.pins.models.same_as import UNKNOWN


@never_cache
def verdict(request: TownRequest, word: str) -> HttpResponse:
    """Was it solved: yes, partly or no, by a button; said anew, the last counts while the pin stays closed."""
    verdicts = Verdict.objects.of(request.municipality).select_related("pin__municipality")
    found = get_object_or_404(verdicts.defer("pin__shape", "pin__search", "pin__municipality__outline"), word=word)
    form = VerdictForm(request.POST if request.method == "POST" else None, initial={"words": found.words})
    if found.is_open and form.is_valid():
        found.say(form.cleaned_data["said"], form.cleaned_data["words"])
        return redirect(found)
    context = {"verdict": found, "pin": found.pin, "form": form}
    return render(request, "pins/verdict.html", context, status=422 if form.is_bound and found.is_open else 200)


def author_of(request: TownRequest, word: str) -> Follower:
    """The author behind a letter's link, of a pin that has a page."""
    authors = Follower.objects.of(request.municipality).with_pin().filter(is_author=True)
    return get_object_or_404(authors.exclude(pin__moderation="hidden"), word=word)


@never_cache
def wish_reopening(request: TownRequest, word: str) -> HttpResponse:
    """The author says that it is not over."""
    found = author_of(request, word)
    form = ReopenWishForm(request.POST if request.method == "POST" else None)
    if taken(form, lambda: found.pin.reopen_for_author(form.cleaned_data["words"])):
        return redirect(found)
    return show(request, found, form, "pins/wish_reopening.html")


@never_cache
def wish_merging(request: TownRequest, word: str) -> HttpResponse:
    """The author says that it is the same as another pin; staff decide."""
    found = author_of(request, word)
    form = SameWishForm(request.POST if request.method == "POST" else None)
    if taken(form, lambda: propose(found.pin, form)):
        return redirect(found)
    return show(request, found, form, "pins/wish_merging.html")


def propose(pin: Pin, form: SameWishForm) -> None:
    """What is wrong with the other pin is told at its number; one that is not seen is as one that is not there."""
    public = Pin.objects.of(pin.municipality).public()
    target = public.filter(number=form.cleaned_data["number"]).first()
    if target is None:
        raise ValidationError({"number": UNKNOWN})
    try:
        SameAs(source=pin, target=target, by_author=True).propose()
    except ValidationError as error:
        raise ValidationError({"number": error.messages}) from error


def taken(form: forms.Form, do: Callable[[], Any]) -> bool:
    """Whether the form was filled in well and the verb took it; what it refuses stands at the form."""
    if not form.is_valid():
        return False
    try:
        do()
    except ValidationError as error:
        told = getattr(error, "error_dict", {})
        form.add_error(None, error if set(told) <= set(form.fields) else ValidationError(error.messages))
    return not form.errors


def show(request: TownRequest, found: Follower, form: forms.Form, template: str) -> HttpResponse:
    context = {"follower": found, "pin": found.pin, "form": form}
    return render(request, template, context, status=422 if form.is_bound else 200)


def decide_merging(request: TownRequest, found: Follower) -> None:
    """The author's yes or no to what the municipality proposed; what was decided meanwhile stays so."""
    proposal = SameAs.objects.open().with_pins().filter(source=found.pin, by_author=False).first()
    if proposal is None:
        return
    try:
        proposal.agree() if posted(request, "do") == "agree" else proposal.decline()
    except ValidationError:
        return
