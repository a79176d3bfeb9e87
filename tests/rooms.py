"""Processes with all their rooms, and the words of what is in them: for the table of routes."""

from datetime import timedelta

from django.utils import timezone

from kortet.alternatives.models import Alternative
from kortet.ballots.models import Ballot, Option
from kortet.ideas.models import Idea, IdeaVersion
from kortet.processes.models import Phase, Process
from kortet.processes.rights import PhaseKind
from tests.conftest import spot


def ballots_of(town):
    """The words of a ballot that is open, one that is a draft, one that is counted, and of an option."""
    now, words = timezone.now(), {}
    for name, slug, state in (("open", "stem", "open"), ("draft", "andet", "draft"), ("counted", "talt", "closed")):
        facts = {"municipality": town, "slug": slug, "title": "Stien", "state": "published", "published": now}
        process = Process.objects.create(**facts)
        Phase.objects.create(process=process, kind="prioritise", begins=now, ends=now + timedelta(days=1))
        when = {"opened": None if state == "draft" else now, "closed": now if state == "closed" else None}
        ballot = Ballot.objects.create(process=process, title="Hvad først?", state=state, **when)
        words[f"{name}_ballot"] = ballot.word
        words.setdefault("option", Option.objects.create(ballot=ballot, title="Lys").word)
    return words


def processes(town):
    """One that is open with something drawn in it, a draft and one that is closed; each with its word for addresses."""
    then = timezone.now() - timedelta(days=1)
    facts = {"municipality": town, "form": "hearing", "title": "Cykelsti"}
    runs = Process.objects.create(**facts, slug="cykelsti", state="published", published=then)
    Phase.objects.create(process=runs, kind="collect", begins=then, ends=then + timedelta(days=9))
    Process.objects.create(**facts, slug="kladde")
    Process.objects.create(**facts, slug="slut", state="closed", published=then, closed=timezone.now())
    drawn = [Alternative.objects.create(process=each, title="A", shape=spot()) for each in Process.objects.of(town)]
    words = {"process": "cykelsti", "draft_process": "kladde", "closed": "slut"}
    return words | {"drawn": next(one.word for one in drawn if one.process_id == runs.pk)}


def idea_in(slug, pin):
    """The word of an idea in a process of which all is open; "udkast" is not published."""
    now, town = timezone.now(), pin.municipality
    state = {"state": "draft"} if slug == "udkast" else {"state": "published", "published": now}
    process = Process.objects.create(municipality=town, slug=slug, form="idea_process", title="En sti", **state)
    for kind in PhaseKind:
        Phase.objects.create(process=process, kind=kind, begins=now, ends=now + timedelta(days=1))
    idea = Idea.objects.create(process=process, municipality=town, title="En sti", text="Langs åen", point=pin.point)
    IdeaVersion.objects.begin(idea)
    return idea.word


def ideas_of(make_pin):
    return {"idea": idea_in("aaben", make_pin()), "idea_of_draft": idea_in("udkast", make_pin())}
