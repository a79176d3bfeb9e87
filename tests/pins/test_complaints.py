"""Reporting something as unfit: once per person, seen by moderators only, hiding nothing by itself."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kortet.pins.models import Comment, Complaint


@pytest.fixture
def pin(make_pin, neighbourhoods):
    return make_pin()


@pytest.fixture
def comment(pin):
    return Comment(pin=pin, text="Du er dum", moderation="shown").say()


@pytest.fixture
def address(pin):
    return f"/naal/{pin.word}/anmeld/"


def test_a_pin_and_a_comment_can_be_reported(client, address, pin, comment):
    assert "Tak for din anmeldelse" in client.post(address, {"reason": "advert"}).content.decode()
    about = f"{address}?kommentar={comment.word}"
    assert "Du er dum" in client.get(about).content.decode()
    client.post(about, {"reason": "rude", "text": "Han mener mig"})
    assert list(Complaint.objects.order_by("pk").values_list("pin", "comment", "reason", "text")) == [
        (pin.pk, None, "advert", ""),
        (pin.pk, comment.pk, "rude", "Han mener mig"),
    ]
    assert {row.person for row in Complaint.objects.all()} != {""}


def test_a_person_says_it_once(client, address, comment):
    for where in (address, f"{address}?kommentar={comment.word}"):
        for _ in range(2):
            assert client.post(where, {"reason": "rude"}).status_code == 200
    assert Complaint.objects.count() == 2
    Client().post(address, {"reason": "rude"})
    assert Complaint.objects.count() == 3


@pytest.mark.attack("G08")
def test_what_is_reported_stays_and_the_report_is_not_public(client, address, pin, comment):
    client.post(f"{address}?kommentar={comment.word}", {"reason": "rude", "text": "Kanariefugl"})
    page = Client().get(f"/naal/{pin.word}/").content.decode()
    assert "Du er dum" in page and "Kanariefugl" not in page


@pytest.mark.parametrize(
    "said", [{}, {"reason": "x"}, {"reason": "rude", "text": "010203-1234"}, {"reason": "rude", "website": "x"}]
)
def test_what_is_wrong_is_told(client, address, said):
    answer = client.post(address, said)
    assert answer.status_code == 422 and 'id="summary"' in answer.content.decode()
    assert not Complaint.objects.exists()


def test_what_is_not_seen_cannot_be_reported(client, make_pin, address, comment):
    comment.hide("x")
    hidden = make_pin(moderation="waiting")
    for where in (f"{address}?kommentar={comment.word}", f"{address}?kommentar=x", f"/naal/{hidden.word}/anmeld/"):
        assert client.get(where).status_code == client.post(where, {"reason": "rude"}).status_code == 404


def test_the_eleventh_within_an_hour_is_asked_to_wait(client, make_pin, neighbourhoods):
    for _ in range(10):
        assert client.post(f"/naal/{make_pin().word}/anmeld/", {"reason": "rude"}).status_code == 200
    late = client.post(f"/naal/{make_pin().word}/anmeld/", {"reason": "rude", "text": "Det står her"})
    assert late.status_code == 429 and "Det står her" in late.content.decode()
    Complaint.objects.update(created=timezone.now() - timedelta(hours=2))
    assert client.post(f"/naal/{make_pin().word}/anmeld/", {"reason": "rude"}).status_code == 200


def test_the_token_is_asked_for(address):
    assert Client(enforce_csrf_checks=True).post(address, {"reason": "rude"}).status_code == 403
