"""A whole idea process, from the blueprint until it is built: each room hands on to the next, as people meet them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kortet.ballots.models import Ballot
from kortet.ideas.models import Idea
from kortet.pins.models import Pin
from tests.ballots.conftest import vote_in_browser
from tests.days import day
from tests.processes.sheets import begun, read, sent

pytestmark = pytest.mark.usefixtures("neighbourhoods")
HERE = {"lng": "10.134063", "lat": "56.124360"}


def turn_to(process, *kinds):
    """Phases of these kinds are open, and no others."""
    now = timezone.now()
    for phase in process.phases.all():
        ahead = timedelta(0 if phase.kind in kinds else 30)
        phase.begins, phase.ends = now + ahead - timedelta(days=1), now + ahead + timedelta(days=1)
        phase.save()


@pytest.fixture
def process(owner, otto):
    found = begun(owner, otto, "ideer", ahead=0)
    sent(owner, found, "relevans", summary="En sti for cykler og fodgængere.")
    sent(owner, found, "hvornaar", contact_name="Otto Olsen", contact_email="otto@fjordby.example")
    owner.post(f"/forloeb/{found.slug}/design/offentliggoer/")
    found.refresh_from_db()
    assert found.state == "published"
    return found


def test_from_the_blueprint_until_it_is_built(owner, process, otto):
    citizen = Client()
    here = f"/forloeb/{process.slug}/"

    turn_to(process, "collect")
    assert f"/naale/ny/?forloeb={process.slug}" in read(citizen, here)
    for title in ("Bro over åen", "Bro ved møllen"):
        said = HERE | {"kind": "proposal", "title": title, "text": "Så børn kan gå til skole", "forloeb": process.slug}
        assert citizen.post("/naale/ny/", said).status_code == 302
    pins = list(Pin.objects.filter(process=process).order_by("pk"))
    for pin in pins:
        pin.show()
    citizen.post(f"/naal/{pins[0].word}/stoet/", {"support": "1"})

    turn_to(process, "develop")
    assert "Sæt en nål</a>" not in read(citizen, here)
    words = {"title": "En bro ved møllen", "text": "Af træ, med plads til cykler.", "place": "middle"}
    owner.post(f"{here}forslag/saml/", words | {"pins": [pin.word for pin in pins]})
    idea = Idea.objects.get()
    owner.post(f"{here}forslag/{idea.word}/pris/", {"low": "40.000", "high": "60.000", "by": "Vej og Park"})
    assert "1 forslag udvikles" in read(citizen, here)

    turn_to(process, "prioritise")
    facts = {"title": "Hvad først?", "method": "supports", "most": "2", "voters": "both"}
    owner.post(f"{here}afstemning/opsaet/", facts)
    ballot = Ballot.objects.get()
    design = f"{here}afstemning/opsaet/{ballot.word}/"
    owner.post(design, {"do": "options", "lines": "Noget andet | 10.000"})
    owner.post(design, {"do": "ideas"})
    owner.post(design, {"do": "open"})
    ballot = Ballot.objects.get()
    assert "Du kan stemme nu" in read(citizen, here)
    for n in range(5):
        vote_in_browser(ballot, f"{n:064}", "En bro ved møllen", once=f"form {n}")
    owner.post(design, {"do": "count", "sure": "1"})

    turn_to(process, "decide")
    decision = {
        "outcome": "chosen",
        "reason": "Flest ville have den.",
        "decided_by": "Byrådet",
        "decided_on": day().isoformat(),
    }
    owner.post(f"{here}forslag/{idea.word}/beslut/", decision)

    turn_to(process, "follow_up")
    done = {"title": "Broen indvies", "planned": day().isoformat(), "done": day().isoformat(), "is_last": "on"}
    owner.post(f"{here}forslag/{idea.word}/milepaele/", done)
    owner.post(f"{here}loeftet-svar/", {"text": "Broen er bygget."})
    owner.post(f"{here}afslut/", {"reason": "Det hele er gjort."})
    process.refresh_from_db()
    assert process.state == "closed"

    way = read(citizen, idea.get_absolute_url())
    told = ("Bro over åen", "40.000–60.000 kr.", "Flest ville have den.", "Broen indvies", ballot.get_absolute_url())
    assert [words for words in told if words not in way] == []
    result = read(citizen, f"{here}resultat/")
    assert [words for words in ("En bro ved møllen", "Flest ville have den.") if words not in result] == []
    last = read(citizen, here)
    assert "Broen er bygget." in last and f"{here}resultat/" in last
    assert "En bro ved møllen" in read(citizen, pins[0].get_absolute_url())
