"""Developing an idea: joining it, writing a new version, answering the administration."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kortet.ideas.doors import Writer, at_idea
from kortet.ideas.forms import AnswerForm, JoinForm, VersionForm
from kortet.ideas.models import Idea
from kortet.ideas.notices import ask_to_confirm
from kortet.ideas.views import compared, map_of_idea
from kortet.municipalities.requests import TownRequest
from kortet.people.crowd import admit, prepare
from kortet.processes.rights import Doing


@at_idea(Doing.JOIN)
def join(request: TownRequest, idea: Idea, writer: Writer) -> HttpResponse:
    """Somebody asks to write with; the answer is the same whether the address is known or not."""
    form = JoinForm(request.POST if request.method == "POST" else None)
    said = form.cleaned_data if form.is_bound and form.is_valid() else None
    if said and admit(request, form, words=said["words"], email=said["email"]):
        author = form.save(idea)
        author.idea = idea
        if author.state != author.State.DECLINED:
            ask_to_confirm(author)
        return render(request, "ideas/join_asked.html", {"idea": idea, "email": said["email"]})
    if not form.is_bound:
        prepare(request, form)
    context = {"idea": idea, "process": idea.process, "form": form}
    return render(request, "ideas/join.html", context, status=422 if form.is_bound else 200)


@at_idea(Doing.DEVELOP)
def write(request: TownRequest, idea: Idea, writer: Writer) -> HttpResponse:
    """A new version, written upon the newest; who is overtaken keeps what they typed and sees what is newer."""
    newest = idea.versions.order_by("-number").first()
    if request.method != "POST":
        initial = {"seen": idea.newest, "title": idea.title, "text": idea.text}
        if newest and newest.moderation == newest.Moderation.WAITING:
            initial |= {"title": newest.title, "text": newest.text}
        return show_form(request, idea, writer, VersionForm(idea=idea, initial=initial))
    form = VersionForm(request.POST, idea=idea)
    if "find" in request.POST:
        form.look_up()
        return show_form(request, idea, writer, form)
    if form.is_valid() and form.save(writer, request.user):
        return redirect(writer.author or idea)
    return show_form(request, idea, writer, form, status=422)


def show_form(
    request: TownRequest, idea: Idea, writer: Writer, form: VersionForm, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"idea": idea, "process": idea.process, "writer": writer, "form": form}
    context["map"] = map_of_idea(request, idea)
    if form.newer is not None:
        before = idea.versions.filter(number__lt=form.newer.number).order_by("-number").first() or form.newer
        context |= compared(before, form.newer)
    return render(request, "ideas/write.html", context, status=status)


@at_idea(Doing.ANSWER)
def answer(request: TownRequest, idea: Idea, writer: Writer, question: int) -> HttpResponse:
    """An author or a partner answers one question; the first answer counts."""
    found = get_object_or_404(idea.questions.open(), pk=question)
    found.idea = idea
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and form.save(found, writer, request.user):
        return redirect(writer.author or idea)
    context = {"idea": idea, "process": idea.process, "question": found, "form": form, "writer": writer}
    return render(request, "ideas/answer.html", context, status=422 if form.is_bound else 200)
