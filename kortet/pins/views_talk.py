"""Saying something to a pin, and saying that something is unfit. What is personal has addresses of its own."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kortet.municipalities.requests import TownRequest
from kortet.people.crowd import admit, prepare
from kortet.pins.forms_talk import CommentForm, ComplaintForm
from kortet.pins.models import Comment, Complaint, Pin
from kortet.pins.on_map import pin_of
from kortet.pins.once import new_key
from kortet.pins.visitors import Visitor
from kortet.places.town_map import town_map


@never_cache
def comment(request: TownRequest, word: str) -> HttpResponse:
    """The form; `svar` is the comment that is answered, `sendt` the one that was just stored."""
    pin = public_pin(request, word)
    if request.GET.get("sendt"):
        return what_became(request, pin, request.GET["sendt"])
    thread = thread_of(pin, request.GET.get("svar", ""))
    if request.method != "POST":
        form = CommentForm(pin=pin, reply_to=thread, initial={"key": new_key()})
        prepare(request, form)
        return show_form(request, form)
    form = CommentForm(request.POST, pin=pin, reply_to=thread)
    if not form.is_valid():
        return show_form(request, form, status=422)
    visitor = Visitor(request)
    if Comment.objects.flooded(request.municipality, visitor.person):
        return show_form(request, form, status=429)
    if not form.already() and not admit(request, form, words=form.cleaned_data["text"]):
        return show_form(request, form, status=429)
    said = form.save(request.user if request.user.is_authenticated else None, visitor.person)
    answer = redirect(f"{reverse('comment', args=[word])}?sendt={said.word}")
    visitor.remember(answer)
    return answer


def public_pin(request: TownRequest, word: str) -> Pin:
    pins = Pin.objects.of(request.municipality).public().select_related("municipality")
    return get_object_or_404(pins.defer("shape", "search", "municipality__outline"), word=word)


def thread_of(pin: Pin, word: str) -> Comment | None:
    """The thread that a reply goes to: there is one level, so a reply to a reply stands beside it."""
    if not word:
        return None
    found = get_object_or_404(Comment.objects.public().select_related("reply_to"), pin=pin, word=word)
    return found.reply_to or found


def show_form(request: TownRequest, form: CommentForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "pin": form.pin, "reply_to": form.reply_to, "flooded": status == 429 and not form.errors}
    told = town_map(request) | {"pin": pin_of(form.pin), "tiles": ""}
    return render(request, "pins/comment.html", context | {"map": told}, status=status)


def what_became(request: TownRequest, pin: Pin, word: str) -> HttpResponse:
    """What happened to a comment that was sent. Its words are shown only to who wrote them."""
    said = get_object_or_404(Comment.objects.select_related("reply_to", "pin"), pin=pin, word=word)
    is_own = said.person == Visitor(request).person
    return render(request, "pins/commented.html", {"pin": pin, "comment": said, "is_own": is_own})


@never_cache
def complain(request: TownRequest, word: str) -> HttpResponse:
    """Says that a pin, or the comment `kommentar` on it, is unfit; a moderator hears of it."""
    pin = public_pin(request, word)
    said = request.GET.get("kommentar", "")
    about = get_object_or_404(Comment.objects.public(), pin=pin, word=said) if said else None
    posted = request.method == "POST"
    form = ComplaintForm(request.POST if posted else None, pin=pin, comment=about)
    context = {"pin": pin, "comment": about, "form": form}
    if not form.is_valid():
        return render(request, "pins/complain.html", context, status=422 if posted else 200)
    visitor = Visitor(request)
    if Complaint.objects.flooded(request.municipality, visitor.person):
        return render(request, "pins/complain.html", context | {"flooded": True}, status=429)
    form.save(visitor.person)
    answer = render(request, "pins/complained.html", context)
    visitor.remember(answer)
    return answer
