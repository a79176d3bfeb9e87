"""Who may come in to a page of an idea now: one question to the table of rights, and one answer to each who may not.

Whoever can never do it is told that there is no such page; whoever can, but not in this phase, is told when.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kortet.ideas.models import Author, Idea
from kortet.municipalities.requests import TownRequest
from kortet.partners.models import Partner
from kortet.processes.models import InvitedPartner, Process
from kortet.processes.parts import parts_of
from kortet.processes.rights import IN_PHASE, NOBODY, OF_STATE, STAFF, Doing, Part

View = Callable[..., HttpResponse]
WRITING = (Doing.DEVELOP, Doing.ANSWER)  # what invited partners do only in the role of a developer
BUILDERS = (InvitedPartner.Role.CO_HOST, InvitedPartner.Role.DEVELOPER, InvitedPartner.Role.DOER)  # who report


@dataclass(frozen=True)
class Writer:
    """Who writes: an author behind a letter's link, or a steward for an invited partner."""

    author: Author | None = None
    partner: Partner | None = None

    @property
    def name(self) -> str:
        """What is shown to all."""
        return self.partner.name if self.partner else self.author.name if self.author else ""

    @property
    def key(self) -> str:
        return self.author.word if self.author else ""


def at_process(doing: Doing) -> Callable[[View], View]:
    """A page of a process, for whoever may do that in it now: `view(request, process)`."""

    def guard(view: View) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: TownRequest, slug: str) -> HttpResponse:
            process = process_of(request, slug)
            return refused(request, process, doing, Writer()) or view(request, process)

        return guarded

    return guard


def at_idea(doing: Doing) -> Callable[[View], View]:
    """A page of an idea, for whoever may do that in its process now: `view(request, idea, writer, ...)`."""

    def guard(view: View) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: TownRequest, slug: str, word: str, key: str = "", **more: Any) -> HttpResponse:
            idea = idea_of(request, slug, word, key)
            writer = writer_of(request, idea, key)
            return refused(request, idea.process, doing, writer) or view(request, idea, writer, **more)

        return guarded

    return guard


def process_of(request: TownRequest, slug: str) -> Process:
    processes = Process.objects.visible_to(request.user, request.municipality).with_phases()
    return get_object_or_404(processes.select_related("municipality", "owner"), slug=slug)


def idea_of(request: TownRequest, slug: str, word: str, key: str = "") -> Idea:
    """An idea that the visitor sees; its authors, who have a key, come in also while it is hidden."""
    ideas = Idea.objects.visible_to(request.user, request.municipality)
    if key:
        ideas = Idea.objects.of(request.municipality).exclude(process__state="draft")
        ideas = ideas.filter(authors__in=Author.objects.accepted().filter(word=key))
    return get_object_or_404(ideas.with_process(), process__slug=slug, word=word)


def writer_of(request: TownRequest, idea: Idea, key: str) -> Writer:
    author = Author.objects.accepted().filter(idea=idea, word=key).first() if key else None
    return Writer(author) if author else Writer(partner=developer(request, idea.process))


def developer(request: TownRequest, process: Process) -> Partner | None:
    """The invited partner that develops ideas and for which this visitor writes."""
    mine = Partner.objects.run_by(request.user).values("pk")
    invited = InvitedPartner.objects.filter(process=process, role=InvitedPartner.Role.DEVELOPER, partner__in=mine)
    found = invited.select_related("partner").first()
    return found.partner if found else None


def parts_here(request: TownRequest, process: Process, doing: Doing, writer: Writer) -> frozenset[Part]:
    parts = parts_of(request.user, process)
    if writer.author is not None:
        parts |= {Part.AUTHOR}
    if (doing in WRITING and writer.partner is None) or (doing == Doing.REPORT and not builds(request, process)):
        parts -= {Part.PARTNER}
    return parts


def builds(request: TownRequest, process: Process) -> bool:
    """Whether the visitor writes for a partner that has a hand in it; who only speaks for a group reports nothing."""
    mine = Partner.objects.run_by(request.user).values("pk")
    return InvitedPartner.objects.filter(process=process, role__in=BUILDERS, partner__in=mine).exists()


def may_here(request: TownRequest, process: Process, doing: Doing, writer: Writer | None = None) -> bool:
    """Whether this visitor may do that in the process now; for the buttons of a page."""
    parts = parts_here(request, process, doing, writer or Writer())
    return any(process.allows(doing, part) for part in parts)


def refused(request: TownRequest, process: Process, doing: Doing, writer: Writer) -> HttpResponse | None:
    """None for who may do it now; else a page that says that it is not open, a sign-in, or 404."""
    parts = parts_here(request, process, doing, writer)
    if any(process.allows(doing, part) for part in parts):
        return None
    ever = frozenset[Part]().union(*(table.get(doing, NOBODY) for table in (*IN_PHASE.values(), *OF_STATE.values())))
    if parts & ever:
        return render(request, "ideas/closed.html", {"process": process, "doing": doing}, status=403)
    if not request.user.is_authenticated:
        door = "sign_in_staff" if ever <= STAFF else "account_login"
        return redirect_to_login(request.get_full_path(), reverse(door))
    raise Http404
