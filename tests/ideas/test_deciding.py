"""What is decided about an idea and what happens until it is built: the letters, the pages, the way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kortet.ideas.models import Author, Decision, Milestone
from kortet.ideas.tasks import tell_of_late_milestones
from kortet.journal.models import Entry
from kortet.pins.models import Follower
from tests.conftest import spot
from tests.days import dated, day
from tests.ideas.conftest import IDA, KIM
from tests.involvement import make_phase
from tests.pictures.files import picture, sent
from tests.worker import work

pytestmark = pytest.mark.usefixtures("site")
DECISION = {"outcome": "partly", "reason": "Kun til broen.", "decided_by": "Byrådet", "decided_on": timedelta()}


@pytest.fixture
def idea(make_raw, make_idea, path, otto):
    """Of Ida's pin, which Kim follows; a co-author writes with her, and the owner has an address."""
    otto.email = "otto@fjordby.example"
    otto.save()
    path.owner = otto
    path.save()
    pin = make_raw("Idas sti", email=IDA)
    Follower.objects.create(pin=pin, email=KIM, confirmed=timezone.now())
    found = make_idea(pin)
    Author.objects.create(idea=found, name="Nils", email="nils@fjordby.example", state="accepted")
    Author.objects.create(idea=found, name="Per", email="per@fjordby.example", state="waiting")
    for kind in ("decide", "follow_up"):
        make_phase(path, kind)
    work()
    return found


def send(client, idea, page, **said):
    return client.post(f"/forloeb/cykelsti/forslag/{idea.word}/{page}/", said)


def text_of(letter):
    return letter.get_body(("plain",)).get_content()


def test_a_decision_is_told_once_to_each_and_stands_on_both_pages(client, idea, otto, post):
    client.force_login(otto)
    assert send(client, idea, "beslut", **dated(DECISION)).headers["Location"] == idea.get_absolute_url()
    work()
    assert sorted(to for [to] in post.recipients) == [IDA, KIM, "nils@fjordby.example"]
    assert all("Kun til broen." in text_of(letter) and "delvist valgt" in text_of(letter) for letter in post.letters)
    client.logout()
    pin = idea.gathered.get().pin
    for address in (idea.get_absolute_url(), pin.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "Kun til broen." in page and "Byrådet" in page
    assert "Delvist valgt" in client.get("/forloeb/cykelsti/forslag/").content.decode()


def test_a_decision_taken_anew_counts_and_is_told(client, idea, otto, post):
    client.force_login(otto)
    send(client, idea, "beslut", **dated(DECISION))
    send(client, idea, "beslut", **dated(DECISION | {"outcome": "chosen"}))
    assert Decision.objects.get().outcome == "chosen"
    work()
    assert len(post.letters) == 6


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": " \u200b "}, "reason"),
        ({"outcome": "maybe"}, "outcome"),
        ({"decided_by": ""}, "decided_by"),
        ({"decided_on": "0001-01-01"}, "decided_on"),
        ({"decided_on": timedelta(days=1)}, "decided_on"),
    ],
)
def test_a_decision_that_says_too_little(client, idea, otto, wrong, field):
    client.force_login(otto)
    answer = send(client, idea, "beslut", **dated(DECISION | wrong))
    assert answer.status_code == 422 and field in answer.context["form"].errors
    assert not Decision.objects.exists()


def test_nobody_hears_of_what_is_hidden(client, idea, otto, post):
    idea.hide("Reklame")
    client.force_login(otto)
    send(client, idea, "beslut", **dated(DECISION))
    work()
    assert post.letters == []


def test_milestones_until_it_is_built(client, idea, otto, post, fjordby):
    client.force_login(otto)
    here = spot(700, 700).transform(4326, clone=True)
    place = {"lng": f"{here.x:.6f}", "lat": f"{here.y:.6f}"}
    send(client, idea, "milepaele", title="Stien graves", planned=day().isoformat(), **place)
    milestone = Milestone.objects.get()
    assert milestone.point.distance(spot(700, 700)) < 1
    said = {"title": "Stien graves", "planned": day().isoformat(), "done": day().isoformat(), "is_last": "on"}
    page = f"milepaele/{milestone.pk}"
    send(client, idea, page, **said, picture=sent(picture()), picture_words="En gravko")
    send(client, idea, page, **said, text="Den er klar.")
    work()
    assert sorted(to for [to] in post.recipients) == [IDA, KIM, "nils@fjordby.example"]  # once, when it was done
    assert "Så er det bygget." in text_of(post.letters[0])
    client.logout()
    shown = client.get(idea.get_absolute_url()).content.decode()
    assert "Bygget" in shown and 'alt="En gravko"' in shown
    hung = Milestone.objects.get().picture
    assert client.get(hung.small).status_code == 200
    features = client.get("/forloeb/cykelsti/forslag.geojson").json()["features"]
    assert [(one["properties"]["kind"], one["properties"]["state"]) for one in features] == [
        ("idea", "built"),
        ("milestone", "built"),
    ]
    idea.hide("Reklame")
    assert client.get(hung.small).status_code == 404


def test_a_milestone_that_was_a_mistake_is_removed(client, idea, otto):
    client.force_login(otto)
    send(client, idea, "milepaele", title="Forkert", planned=day().isoformat(), picture=sent(picture()))
    milestone = Milestone.objects.get()
    send(client, idea, f"milepaele/{milestone.pk}", do="remove")
    assert not Milestone.objects.exists() and client.get(milestone.picture.small).status_code == 404
    assert Entry.objects.about(idea).last().verb == "milestone_removed"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"done": timedelta(days=1)}, "done"),
        ({"planned": ""}, "planned"),
        ({"planned": "32.13.2026"}, "planned"),
        ({"title": ""}, "title"),
        ({"lng": "0", "lat": "0"}, "address"),
    ],
)
def test_a_milestone_that_makes_no_sense(client, idea, otto, wrong, field):
    client.force_login(otto)
    answer = send(client, idea, "milepaele", **{"title": "Stien graves", "planned": day().isoformat()} | dated(wrong))
    assert answer.status_code == 422 and field in answer.context["form"].errors
    assert not Milestone.objects.exists()


def test_a_late_milestone_is_told_to_the_owner_once_for_each_day(client, idea, otto, post):
    late = Milestone.objects.create(idea=idea, title="Stien graves", planned=day(-1))
    Milestone.objects.create(idea=idea, title="I dag", planned=day())
    Milestone.objects.create(idea=idea, title="Gjort", planned=day(-3), done=day())
    assert tell_of_late_milestones(0) == 1 and tell_of_late_milestones(0) == 0
    Milestone.objects.filter(pk=late.pk).update(planned=day(-2))
    assert tell_of_late_milestones(0) == 1
    work()
    assert post.recipients == [["otto@fjordby.example"]] * 2
    assert f"/forloeb/cykelsti/forslag/{idea.word}/milepaele/" in text_of(post.letters[0])
    assert "skulle have været sket" in client.get(idea.get_absolute_url()).content.decode()


def test_the_whole_way_in_its_order(client, idea, otto):
    client.force_login(otto)
    send(client, idea, "spoerg", text="Hvor bred?", asked_by="Vej og Park")
    send(client, idea, "pris", low="1", high="2", by="Vej og Park")
    send(client, idea, "beslut", **dated(DECISION))
    planned = day(30).isoformat()
    send(client, idea, "milepaele", title="Stien graves", planned=planned)
    way = client.get(idea.get_absolute_url()).context["way"]
    kinds = [step.template.removeprefix("ideas/_way_").removesuffix(".html") for step in way]
    assert kinds == ["pin", "version", "question", "cost", "decision", "milestone"]
