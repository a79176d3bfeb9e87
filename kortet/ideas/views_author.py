"""What the link in an author's letter leads to: confirm, write, answer, say yes or no to others, stop the letters."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from kortet.ideas.doors import Writer
from kortet.ideas.models import Author
from kortet.ideas.views import tools_of
from kortet.municipalities.requests import TownRequest, number, posted
from kortet.processes.rights import Doing, Part


def author_of(request: TownRequest, key: str) -> Author:
    authors = Author.objects.of(request.municipality).exclude(idea__process__state="draft")
    authors = authors.select_related("idea__process", "idea__municipality").defer("idea__shape")
    return get_object_or_404(authors.prefetch_related("idea__process__phases"), word=key)


@never_cache
def author(request: TownRequest, key: str) -> HttpResponse:
    """Everything an author may do; a link that is only opened changes nothing."""
    found = author_of(request, key)
    if request.method == "POST":
        return obeyed(request, found)
    idea = found.idea
    context: dict[str, Any] = {"author": found, "idea": idea, "process": idea.process}
    if found.is_accepted:
        context |= {"tools": tools_of(request, idea.process, Writer(found)), "joiners": idea.authors.waiting()}
        context |= {"questions": idea.questions.open(), "newest": idea.versions.order_by("-number").first()}
    return render(request, "ideas/author.html", context)


def obeyed(request: TownRequest, found: Author) -> HttpResponse:
    """Does what the pressed button says; what was decided meanwhile stays so."""
    match posted(request, "do"):
        case "confirm":
            found.confirm()
        case "stop":
            found.stop()
        case "accept" | "decline" if found.is_accepted and joins(found):
            decide(request, found)
    return redirect(found)


def joins(found: Author) -> bool:
    """Whether the process still takes co-authors."""
    return found.idea.process.allows(Doing.JOIN, Part.AUTHOR)


def decide(request: TownRequest, found: Author) -> None:
    joiner = found.idea.authors.waiting().filter(pk=number(posted(request, "author"))).first()
    if joiner is None:
        return
    joiner.idea = found.idea
    try:
        joiner.accept() if posted(request, "do") == "accept" else joiner.decline()
    except ValidationError:
        return


@csrf_exempt  # a mail program presses this button too (RFC 8058), and it has no token
@never_cache
def stop(request: TownRequest, key: str) -> HttpResponse:
    """The link "stop" of a letter: a button for people, one POST for mail programs."""
    found = author_of(request, key)
    if request.method == "POST":
        found.stop()
    return render(request, "ideas/stop.html", {"author": found, "idea": found.idea})
