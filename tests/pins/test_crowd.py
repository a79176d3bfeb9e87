"""Floods: robots fall into traps, browsers work for what they say, and nobody who is one of many is shut out."""

import base64
import json
from datetime import timedelta

import pytest
from altcha import Challenge, Payload, solve_challenge
from django.db.models import F

from kortet.budgets.models import Spent
from kortet.people import crowd, proof, robots
from kortet.people.crowd import fingerprint
from kortet.pins.models import Comment, Pin

pytestmark = pytest.mark.usefixtures("neighbourhoods")
ASKED = "Din browser skal arbejde et øjeblik"


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Sums that a test has time for."""
    monkeypatch.setattr(proof, "FEWEST", 2)
    monkeypatch.setattr(proof, "MOST", 5)


@pytest.fixture
def drop(client, told):
    def drop(text="", **given):
        return client.post("/naale/ny/", told | {"title": f"Bænk {text}", "text": text} | given)

    return drop


def challenge_in(page):
    return json.loads(page.context["form"].challenge)


def solved(challenge):
    made = Challenge.from_dict(challenge)
    return Payload(made, solve_challenge(made)).to_base64()


def spend_all(monkeypatch, name, most=1):
    """A budget as small as a test is."""
    small = crowd.Budget(getattr(crowd, name).name, most=most, seconds=600)
    monkeypatch.setattr(crowd, name, small)


@pytest.mark.parametrize("budget", ["TOWN", "NETWORK"])
def test_G07_in_a_flood_a_browser_works_for_what_it_says(drop, client, monkeypatch, budget):
    spend_all(monkeypatch, budget)
    assert drop("en").status_code == 302
    page = drop("to")
    assert page.status_code == 429 and ASKED in page.content.decode() and "Bænk to" in page.content.decode()
    answer = solved(challenge_in(page))
    assert drop("to", proof=answer).status_code == 302
    assert drop("tre", proof=answer).status_code == 429, "an answer is worth one thing"
    assert Pin.objects.count() == 2
    assert challenge_in(client.get("/naale/ny/")), "the next form has its sum from the start"


def test_G07_the_same_form_again_is_the_same_pin_and_costs_nothing(drop, monkeypatch):
    spend_all(monkeypatch, "TOWN")
    assert [drop("en", key="samme").status_code for _ in range(3)] == [302, 302, 302]
    assert Pin.objects.count() == 1


def test_G07_the_same_words_in_another_order_are_looked_at_first(drop, fjordby, monkeypatch):
    spend_all(monkeypatch, "WORDS", most=3)
    fjordby.rules = {"moderation": "after"}
    fjordby.save()
    texts = ["Køb billige ure hos Ole i dag 1", "billige ure hos Ole: KØB i dag 2", "Ole! ure hos i dag, billige køb 3"]
    assert [drop(text, title="Gode ure her").status_code for text in texts] == [302, 302, 302]
    page = drop("i dag hos Ole køb billige ure 4", title="Gode ure her")
    assert page.status_code == 429
    answer = solved(challenge_in(page))
    assert drop("i dag hos Ole køb billige ure 4", title="Gode ure her", proof=answer).status_code == 302
    assert [pin.moderation for pin in Pin.objects.order_by("pk")] == ["shown", "shown", "shown", "waiting"]


def test_G07_many_links_are_looked_at_first(drop, fjordby):
    fjordby.rules = {"moderation": "after"}
    fjordby.save()
    drop("Se https://a.example http://b.example www.c.example")
    assert Pin.objects.get().moderation == "waiting"


def test_G07_one_address_says_only_so_much_a_day(drop, monkeypatch):
    spend_all(monkeypatch, "ADDRESS")
    assert drop("en", email="ole@x.dk").status_code == 302
    assert drop("to", email="OLE@x.dk").status_code == 429
    assert drop("tre", email="kaj@x.dk").status_code == 302


def test_G07_no_proof_helps_a_network_that_no_crowd_is_behind(drop, monkeypatch):
    spend_all(monkeypatch, "NETWORK_AT_ALL")
    drop("en")
    page = drop("to")
    assert page.status_code == 429 and not page.context["form"].challenge
    assert "usædvanligt meget fra jeres netværk" in page.content.decode() and "Bænk to" in page.content.decode()


def test_G07_who_has_an_account_is_not_counted_by_network(client, ida, drop, monkeypatch):
    spend_all(monkeypatch, "NETWORK")
    client.force_login(ida)
    assert [drop(text).status_code for text in ("en", "to", "tre")] == [302, 302, 302]


def test_G07_the_flood_ends(drop, client, monkeypatch):
    spend_all(monkeypatch, "TOWN")
    drop("en")
    assert client.get("/naale/ny/").context["form"].challenge
    Spent.objects.update(ends=F("ends") - timedelta(seconds=700))
    assert not client.get("/naale/ny/").context["form"].challenge and drop("to").status_code == 302


def test_G07_comments_too(client, make_pin, monkeypatch):
    spend_all(monkeypatch, "TOWN")
    address = f"/naal/{make_pin().word}/kommenter/"
    client.post(address, {"text": "Enig"})
    page = client.post(address, {"text": "Uenig", "key": "en"})
    assert page.status_code == 429 and ASKED in page.content.decode() and "Uenig" in page.content.decode()
    client.post(address, {"text": "Uenig", "key": "en", "proof": solved(challenge_in(page))})
    assert Comment.objects.count() == 2


def test_G07_a_form_that_came_too_soon_may_come_again(client, told, monkeypatch):
    monkeypatch.setattr(robots, "LEAST_SECONDS", 1)
    since = client.get("/naale/ny/").context["form"]["since"].value()
    page = client.post("/naale/ny/", told | {"since": since})
    assert page.status_code == 422 and "Det gik meget hurtigt" in page.content.decode()
    assert page.context["form"]["since"].value() == since and not Pin.objects.exists()
    later = proof.timezone.now() + timedelta(seconds=3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kortet.people.robots.timezone.now", lambda: later)
        assert client.post("/naale/ny/", told | {"since": since}).status_code == 302


@pytest.mark.parametrize(
    "answer",
    [
        "", "x", "e30=", base64.b64encode(b"[]").decode(), base64.b64encode(b"\xff").decode(), "A" * 5_000,
        base64.b64encode(b'{"challenge": {"parameters": {"nonce": "00"}}, "solution": {}}').decode(),
        base64.b64encode(b"[" * 2_000).decode(),
    ],
)  # fmt: skip
def test_G07_what_is_no_answer_proves_nothing(answer):
    assert not proof.is_proof(answer)


def test_G07_an_answer_to_a_sum_of_ones_own_or_an_old_one_proves_nothing(monkeypatch, settings):
    right = json.loads(proof.new_challenge())
    forged = right | {"parameters": right["parameters"] | {"cost": 1, "keyPrefix": ""}}
    assert not proof.is_proof(
        Payload(Challenge.from_dict(forged), solve_challenge(Challenge.from_dict(forged))).to_base64()
    )
    monkeypatch.setattr(proof, "GOOD_FOR", timedelta(seconds=-1))
    assert not proof.is_proof(solved(json.loads(proof.new_challenge())))
    assert proof.is_proof(solved(right))
    settings.SECRET_KEY = "another"
    assert not proof.is_proof(solved(right))


def test_short_words_are_nobodys():
    assert fingerprint("Enig!") == fingerprint("") == "" and fingerprint("Jeg er helt enig med dig") != ""
    assert fingerprint("Ring til Ole om billige ure: 12 34") == fingerprint("ure billige OM ole til ring www. 56")
