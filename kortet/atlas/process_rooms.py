"""The rooms of a process: surveys, what is drawn, proposals, ballots, meetings, results; those with something in."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortet.alternatives.models import Alternative
from kortet.ballots.models import Ballot
from kortet.ideas.models import Idea
from kortet.meetings.models import Meeting
from kortet.processes.models import Process
from kortet.processes.rights import Doing
from kortet.surveys.models import Survey


@dataclass(frozen=True)
class Room:
    """A door from the process's page: where it leads, a line of what is there, and whether one can take part now."""

    title: str
    address: str
    about: str
    is_open: bool = False


def rooms_of(process: Process) -> list[Room]:
    """In the order in which a process comes through them. Six questions, whatever there is."""
    return [room for ask in (surveys, drawn, ideas, ballots, meetings, results) for room in ask(process)]


def to(name: str, process: Process) -> str:
    return reverse(name, args=[process.slug])


def surveys(process: Process) -> Iterator[Room]:
    """Each by its title: open to answer, with results to read, or between the two."""
    asked = process.allows(Doing.RESPOND)
    for survey in Survey.objects.public().filter(process=process):
        is_open = asked and survey.is_due
        if survey.results_published:
            yield Room(survey.name_here, reverse("survey_results", args=[survey.word]), _("Se, hvad svarene viser"))
        else:
            about = _("Du kan svare nu") if is_open else _("Der kan ikke svares lige nu")
            yield Room(survey.name_here, survey.get_absolute_url(), about, is_open)


def drawn(process: Process) -> Iterator[Room]:
    if many := Alternative.objects.of(process).current().count():
        about = ngettext("%(n)s ting at mene noget om", "%(n)s ting at mene noget om", many) % {"n": many}
        yield Room(_("Hvad er tegnet?"), to("alternatives", process), about, process.allows(Doing.REACT))


def ideas(process: Process) -> Iterator[Room]:
    if many := Idea.objects.public().filter(process=process).count():
        about = ngettext("%(n)s forslag udvikles", "%(n)s forslag udvikles", many) % {"n": many}
        yield Room(_("Forslagene"), to("ideas", process), about, process.allows(Doing.JOIN))


def ballots(process: Process) -> Iterator[Room]:
    states = set(Ballot.objects.public().filter(process=process).values_list("state", flat=True))
    if not states:
        return
    is_open = Ballot.State.OPEN in states and process.allows(Doing.VOTE)
    counted = _("Stemmerne er talt op") if Ballot.State.CLOSED in states else _("Der kan ikke stemmes lige nu")
    yield Room(_("Afstemning"), to("ballot", process), _("Du kan stemme nu") if is_open else counted, is_open)


def meetings(process: Process) -> Iterator[Room]:
    states = list(Meeting.objects.public().filter(process=process).values_list("state", flat=True))
    if not states:
        return
    is_live = Meeting.State.LIVE in states
    many = ngettext("%(n)s møde", "%(n)s møder", len(states)) % {"n": len(states)}
    yield Room(_("Møder"), to("meetings", process), _("I gang nu") if is_live else many, is_live)


def results(process: Process) -> Iterator[Room]:
    shown = Process.objects.filter(pk=process.pk, outcome__published__isnull=False)
    if process.state == Process.State.CLOSED or shown.exists():
        yield Room(_("I sagde, vi gjorde"), to("outcomes", process), _("Hvad kom der ud af det?"))
