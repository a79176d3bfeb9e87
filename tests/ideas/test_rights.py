"""Who may do what in which phase, over real requests: phase x doing x part, held against the one table."""

import pytest
from django.db import transaction
from django.utils import timezone

from kortet.ideas.models import Author, OfficeQuestion
from kortet.journal.models import Entry
from kortet.processes.models import InvitedPartner
from kortet.processes.rights import IN_PHASE, OF_STATE, Doing, Part, PhaseKind
from tests.days import day
from tests.ideas.conftest import IDA
from tests.involvement import make_phase

DOINGS = (Doing.CLUSTER, Doing.JOIN, Doing.DEVELOP, Doing.ANSWER, Doing.ASK, Doing.DECIDE, Doing.REPORT)


@pytest.fixture
def world(path, make_raw, make_idea, rikke, rowing_club, ida, mads, otto):
    """A process without an open phase, an idea with an author and a question, a free pin; who asks, by part."""
    idea = make_idea(make_raw(email=IDA))
    path.phases.all().delete()
    InvitedPartner.objects.create(process=path, partner=rowing_club, role="developer")
    question = OfficeQuestion.objects.create(idea=idea, text="Hvor bred?", asked_by="Vej og Park")
    key = Author.objects.get().word
    one = f"/forloeb/cykelsti/forslag/{idea.word}/"
    version = {"seen": "1", "title": "En ny sti", "text": "Bredere", "why": "Bedre"}
    words = {"text": "Hvorfor?", "asked_by": "Vej"}
    decision = {"outcome": "chosen", "reason": "God", "decided_by": "Byrådet", "decided_on": day().isoformat()}
    sent = {
        Doing.CLUSTER: (
            "/forloeb/cykelsti/forslag/saml/",
            {"pins": [make_raw("Fri").word], "title": "Fri", "text": "x"},
        ),
        Doing.JOIN: (f"{one}vaer-med/", {"name": "Nils", "email": "nils@fjordby.example"}),
        Doing.DEVELOP: (f"{one}ny-udgave/", version),
        Doing.ANSWER: (f"{one}svar/{question.pk}/", {"answer": "Tre meter"}),
        Doing.ASK: (f"{one}spoerg/", words),
        Doing.DECIDE: (f"{one}beslut/", decision),
        Doing.REPORT: (f"{one}milepaele/", {"title": "Stien graves", "planned": day().isoformat()}),
    }
    who = {Part.CITIZEN: ida, Part.AUTHOR: None, Part.PARTNER: rikke, Part.MODERATOR: mads, Part.OWNER: otto}
    return path, sent, who, key


def done(client, sent, who, key):
    """Doing → the parts that could look at the form and send it. What they did is undone, and both must agree."""
    found = {doing: set() for doing in DOINGS}
    for part, user in who.items():
        client.logout()
        if user:
            client.force_login(user)
        for doing in DOINGS:
            address, said = sent[doing]
            if part == Part.AUTHOR and doing in (Doing.DEVELOP, Doing.ANSWER):
                address += f"{key}/"
            if tried(client, address, said):
                found[doing].add(part)
    return found


def tried(client, address, said):
    """Whether something was written. What a refused visitor is answered is a sign-in, 403 or 404, and nothing else."""
    before = traces()
    with transaction.atomic():
        looked, answer = client.get(address), client.post(address, said)
        wrote = traces() != before
        transaction.set_rollback(True)
    is_open = looked.status_code == 200
    refused = answer.status_code in (403, 404) or answer.headers.get("Location", "").startswith("/log-ind/")
    assert (is_open, not refused) == (wrote, wrote), (address, looked.status_code, answer.status_code)
    return wrote


def traces():
    return Entry.objects.count(), Author.objects.count()


@pytest.mark.parametrize("kind", PhaseKind)
def test_each_phase_opens_what_the_table_says(client, world, kind):
    path, sent, who, key = world
    make_phase(path, kind)
    said = {doing: set(IN_PHASE[kind].get(doing, ())) for doing in DOINGS}
    assert done(client, sent, who, key) == said


@pytest.mark.parametrize("state", ["published", "closed"])
def test_without_a_phase_only_what_the_state_allows(client, world, state):
    path, sent, who, key = world
    if state == "closed":
        make_phase(path, "develop")  # what is closed is closed, whatever its phases say
        type(path).objects.filter(pk=path.pk).update(state="closed", closed=timezone.now())
    assert done(client, sent, who, key) == {doing: set(OF_STATE[state].get(doing, ())) for doing in DOINGS}


def test_a_draft_is_not_there(client, world):
    path, sent, who, key = world
    make_phase(path, "develop")
    type(path).objects.filter(pk=path.pk).update(state="draft", published=None)
    assert done(client, sent, who, key) == {doing: set() for doing in DOINGS}


@pytest.mark.parametrize(("role", "status"), [("voice", 404), ("doer", 200), ("developer", 200), ("co_host", 200)])
def test_who_only_speaks_for_a_group_reports_nothing(client, path, idea, rikke, rowing_club, role, status):
    """Nor can they take the municipality's milestones away."""
    make_phase(path, "follow_up")
    InvitedPartner.objects.create(process=path, partner=rowing_club, role=role)
    client.force_login(rikke)
    assert client.get(f"/forloeb/cykelsti/forslag/{idea.word}/milepaele/").status_code == status
