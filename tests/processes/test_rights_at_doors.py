"""Dropping a pin, supporting, commenting and reacting, over HTTP: each phase and each part, as the table says."""

import pytest
from django.test import Client
from django.utils import timezone

from kortet.alternatives.models import Alternative, Reaction
from kortet.pins.models import Comment, Pin, Support
from kortet.processes.models import InvitedPartner
from kortet.processes.rights import IN_PHASE, Doing, Part, PhaseKind
from tests.conftest import spot

pytestmark = pytest.mark.usefixtures("neighbourhoods")
DOINGS = {Doing.PIN: Pin, Doing.SUPPORT: Support, Doing.COMMENT: Comment, Doing.REACT: Reaction}


@pytest.fixture
def people(ida, rikke, mads, otto):
    """Part → a browser of somebody who has it."""
    browsers = {}
    for part, user in ((Part.CITIZEN, ida), (Part.PARTNER, rikke), (Part.MODERATOR, mads), (Part.OWNER, otto)):
        browsers[part] = Client()
        browsers[part].force_login(user)
    return browsers


def sent(doing, pin, drawn):
    """Where it is sent, and what."""
    pin_form = {"lng": 10.134063, "lat": 56.124360, "kind": "proposal", "title": "En bænk", "forloeb": "cykelsti"}
    return {
        Doing.PIN: ("/naale/ny/", pin_form),
        Doing.SUPPORT: (f"/naal/{pin.word}/stoet/", {"support": "1"}),
        Doing.COMMENT: (f"/naal/{pin.word}/kommenter/", {"text": "God idé"}),
        Doing.REACT: (f"/forloeb/cykelsti/paa-kortet/{drawn.word}/", {"step": "4"}),
    }[doing]


@pytest.mark.parametrize("kind", [*PhaseKind, "", "closed"])
def test_what_the_table_says_is_what_the_doors_do(make_process, make_pin, rowing_club, people, kind):
    given = {"state": "closed", "closed": timezone.now()} if kind == "closed" else {}
    process = make_process(*([kind] if kind in set(PhaseKind) else ["collect"] if kind else []), **given)
    InvitedPartner.objects.create(process=process, partner=rowing_club)
    pin, drawn = make_pin(process=process), Alternative.objects.create(process=process, title="A", shape=spot())
    table = IN_PHASE[PhaseKind(kind)] if kind in set(PhaseKind) else {}
    done = {}
    for doing, model in DOINGS.items():
        for part, browser in people.items():
            before = model.objects.count()
            browser.post(*sent(doing, pin, drawn))
            done[doing, part] = model.objects.count() > before
    assert done == {(doing, part): part in table.get(doing, ()) for doing, part in done}
