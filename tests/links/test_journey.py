"""From a citizen's proposal to public thanks, and who sees what on the way."""

import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from kortet.links.models import Handover, Link, Thanks, Volunteer
from kortet.partners.models import Partner
from kortet.pins.models import Follower, PinPicture
from tests.post import link_in
from tests.worker import work

pytestmark = pytest.mark.usefixtures("neighbourhoods", "site")


@pytest.fixture
def officer(mads):
    mads.email = "mads@fjordby.example"
    mads.save()
    browser = Client()
    browser.force_login(mads)
    return browser


@pytest.fixture
def pin(make_pin, green):
    """A citizen's pin, with its author and one who follows it."""
    pin = make_pin(theme=green)
    for email, is_author in (("ida@example.org", True), ("ole@example.org", False)):
        follower = Follower.objects.ask(pin, email, "da", is_author=is_author)
        follower.confirm()
    return pin


def told(post):
    work()
    letters = sorted((letter["To"], letter["Subject"].partition(":")[0]) for letter in post.letters)
    post.letters.clear()
    return letters


def offer(steward, pin, **given):
    said = {"partner": "roklubben", "what": "Vi bygger to bænke", "pays": "partner"}
    return steward.post(f"/naal/{pin.word}/tag-paa/", said | given)


def step(browser, handover, to, key="", **given):
    return browser.post(f"/overdragelse/{handover.word}/{key}", {"to": to, **given})


def test_from_proposal_to_thanks(steward, officer, pin, post, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert offer(steward, pin).status_code == 302
    handover = Handover.objects.get()
    assert told(post) == [("ida@example.org", "Et tilbud om din nål"), ("mads@fjordby.example", "Et tilbud om en nål")]
    assert "Vi bygger to bænke" not in client.get(pin.get_absolute_url()).content.decode()
    assert step(officer, handover, "accepted").status_code == 302
    assert told(post) == [
        ("ida@example.org", "Nogen tager sig af det"),
        ("ole@example.org", "Nogen tager sig af det"),
        ("rikke@roklubben.example", "Jeres tilbud"),
    ]
    assert "Vi bygger to bænke" in client.get(pin.get_absolute_url()).content.decode()
    step(steward, handover, "under_way")
    told(post)
    file = io.BytesIO()
    Image.new("RGB", (600, 400), "green").save(file, "PNG")
    file.seek(0)
    file.name = "baenk.png"
    step(steward, handover, "done", words="To bænke ved vandet", picture=file, picture_words="To bænke")
    assert told(post) == [("ida@example.org", "Det er udført"), ("ole@example.org", "Det er udført")]
    assert PinPicture.objects.get(pin=pin).is_after
    for _twice in range(2):
        client.post(f"/overdragelse/{handover.word}/tak/")
    assert Thanks.objects.count() == 1
    for address in (pin.get_absolute_url(), "/foreninger/roklubben/", "/omraader/bydele/01/"):
        page = client.get(address).content.decode()
        assert "To bænke ved vandet" in page and "1 har sagt tak" in page


def test_the_author_answers_by_the_letters_key_and_nobody_else_can(steward, pin, post, client):
    offer(steward, pin)
    work()
    handover = Handover.objects.get()
    way = next(link_in(letter) for letter in post.letters if letter["To"] == "ida@example.org")
    assert "Ja, tag den på" in client.get(way).content.decode()
    other = Follower.objects.get(email="ole@example.org").word
    assert client.post(f"/overdragelse/{handover.word}/{other}/", {"to": "accepted"}).status_code == 404
    assert client.post(way, {"to": "accepted"}).status_code == 302
    handover.refresh_from_db()
    assert handover.state == "accepted"


def test_strangers_take_no_step(steward, officer, pin, client, ida):
    offer(steward, pin)
    handover = Handover.objects.get()
    client.force_login(ida)
    assert step(client, handover, "accepted").status_code == 404
    step(officer, handover, "accepted")
    assert step(client, handover, "given_back", words="x").status_code == 403
    assert step(Client(), handover, "given_back", words="x").status_code == 403
    page = step(steward, handover, "given_back")
    assert page.status_code == 422 and "Skriv et par ord" in page.content.decode()
    assert step(steward, handover, "accepted").status_code == 422


def test_the_same_offer_twice_is_one(steward, pin):
    offer(steward, pin)
    offer(steward, pin)
    assert Handover.objects.count() == 1


def test_only_stewards_offer_and_only_for_their_own(steward, pin, make_partner, client, ida):
    make_partner(name="Andre")
    assert offer(steward, pin, partner="andre").status_code == 422
    client.force_login(ida)
    assert offer(client, pin).status_code == 404
    Partner.objects.filter(slug="roklubben").update(state="suspended", state_reason="x")
    assert offer(steward, pin).status_code == 404
    assert not Handover.objects.exists()


def test_hidden_pins_and_paused_partners_take_their_offers_along(make_offer, client, mads):
    agreed = make_offer("accepted")
    other = make_offer("accepted")
    assert client.get(agreed.get_absolute_url()).status_code == 200
    agreed.pin.hide("Skjult", mads)
    assert client.get(agreed.get_absolute_url()).status_code == 404
    other.partner.suspend("Pause", mads)
    assert client.get(other.get_absolute_url()).status_code == 404
    assert "Vi bygger to bænke" not in client.get(other.pin.get_absolute_url()).content.decode()


def test_a_helper_is_told_to_the_stewards_alone_and_when_confirmed(make_offer, steward, post, client, rikke):
    agreed = make_offer("accepted")
    address = f"/overdragelse/{agreed.word}/hjaelp/"
    client.post(address, {"name": "Bo Hansen", "email": "bo@example.org"})
    client.post(address, {"name": "Bo Hansen", "email": "BO@example.org"})
    assert "Bo Hansen" not in steward.get(agreed.get_absolute_url()).content.decode()
    work()
    assert [letter["To"] for letter in post.letters] == ["bo@example.org"]
    way = link_in(post.letters.pop())
    assert client.get(way).status_code == 200 and Volunteer.objects.get().confirmed is None
    client.post(way, {"do": "confirm"})
    work()
    assert [letter["To"] for letter in post.letters] == ["rikke@roklubben.example"]
    assert "Bo Hansen" in steward.get(agreed.get_absolute_url()).content.decode()
    assert "Bo Hansen" not in client.get(agreed.get_absolute_url()).content.decode()
    client.post(way, {"do": "leave"})
    assert not Volunteer.objects.exists()


def test_suggestions_say_why_and_stand_where_somebody_decides(officer, client, pin, make_partner, green):
    make_partner(name="Lokalt og grønt", reach="areas", reach_codes=["01"], themes=[green.pk])
    make_partner(name="Kun lokalt", reach="areas", reach_codes=["01"])
    make_partner(name="Et andet sted", reach="areas", reach_codes=["03"], themes=[green.pk])
    make_partner(name="Hele byen grønt", themes=[green.pk], shows_premises=False)
    make_partner(name="Hele byen andet")
    make_partner(name="Venter", state="asked", themes=[green.pk])
    assert [one.partner.name for one in officer.get(pin.get_absolute_url()).context["meeting"].suggestions] == [
        "Lokalt og grønt",
        "Hele byen grønt",
        "Kun lokalt",
    ]
    page = officer.get(pin.get_absolute_url())
    assert "Dækker Vest, arbejder med grønne områder, 0 m væk" in page.content.decode()
    assert "Arbejder i hele kommunen, arbejder med grønne områder<" in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "Lokalt og grønt" not in client.get(pin.get_absolute_url()).content.decode()


def test_a_decision_shows_on_the_page_or_is_not_asked_again(officer, steward, client, pin, make_partner, green):
    for name in ("Ja", "Nej"):
        make_partner(name=name, reach="areas", reach_codes=["01"], themes=[green.pk])
    way = f"/naal/{pin.word}/forbind/"
    officer.post(way, {"partner": "ja", "do": "confirm"})
    officer.post(way, {"partner": "nej", "do": "dismiss"})
    assert steward.post(way, {"partner": "ja", "do": "dismiss"}).status_code == 404
    seen = client.get(pin.get_absolute_url()).context["meeting"]
    assert [partner.name for partner in seen.linked] == ["Ja"]
    assert officer.get(pin.get_absolute_url()).context["meeting"].suggestions == []
    Partner.objects.filter(slug="ja").update(state="suspended", state_reason="x")
    assert client.get(pin.get_absolute_url()).context["meeting"].linked == []
    assert Link.objects.count() == 2


def test_a_pins_page_asks_as_much_with_three_as_with_one(client, make_pin, make_offer, make_partner, mads, request):
    queries = request.getfixturevalue("django_assert_num_queries")
    one, many = make_pin(), make_pin()
    make_offer("done", pin=one)
    Link.objects.decide(one, make_partner(name="A"), "confirmed", mads)
    for name in "BCD":
        partner = make_partner(name=name)
        make_offer("done", pin=many, partner=partner)
        Link.objects.decide(many, make_partner(name=f"{name}2"), "confirmed", mads)
    client.get(one.get_absolute_url())
    with queries(16):
        client.get(one.get_absolute_url())
    with queries(16):
        client.get(many.get_absolute_url())


def test_helpers_are_forgotten_when_it_is_long_over(make_offer, make_pin):
    from kortet.links.tasks import forget_volunteers

    now, long_ago = timezone.now(), timezone.now() - timedelta(days=100)
    for state, since, confirmed in (("done", long_ago, now), ("under_way", long_ago, now), ("accepted", now, None)):
        offer = make_offer(state, pin=make_pin())
        Handover.objects.filter(pk=offer.pk).update(since=since)
        Volunteer.objects.create(handover=offer, name=state, email="x@example.org", confirmed=confirmed)
    Volunteer.objects.filter(confirmed=None).update(created=long_ago)
    forget_volunteers(0)
    assert [one.name for one in Volunteer.objects.all()] == ["under_way"]


def test_an_event_is_made_of_what_was_taken_on(make_offer, steward):
    agreed = make_offer("accepted")
    page = steward.get(agreed.get_absolute_url()).content.decode()
    way = re.search(r'href="(/foreninger/roklubben/arrangementer/ny/[^"]+)"', page)[1].replace("&amp;", "&")
    form = steward.get(way).context["form"]
    assert form["title"].value() == agreed.pin.title and form["lng"].value().startswith("10.")
