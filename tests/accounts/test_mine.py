"""What is one's own: pins of before are found by the address, and claimed by a press."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kortet.events.models import SignUp
from kortet.people.models import User
from kortet.pins.models import Comment, Follower, Pin
from kortet.watches.models import Watch
from tests.accounts.steps import IDA, come_in

pytestmark = pytest.mark.usefixtures("neighbourhoods", "site")


@pytest.fixture
def ida_in(client, post):
    come_in(client, post)
    return client


def left(pin, email=IDA, *, confirmed=True, is_author=True):
    confirmed = timezone.now() if confirmed else None
    return Follower.objects.create(pin=pin, email=email, confirmed=confirmed, is_author=is_author)


def test_pins_of_before_are_claimed_by_a_press(ida_in, make_pin, ida):
    mine, upper = make_pin(title="Min"), make_pin(title="Også min")
    left(mine), left(upper, IDA.upper())
    left(make_pin(title="Ikke bekræftet"), confirmed=False)
    left(make_pin(title="Fulgt"), is_author=False)
    left(make_pin(title="En andens", author=ida))
    left(make_pin(title="En anden adresse"), "mads@fjordby.example")
    assert "Vi fandt 2 nåle" in ida_in.get("/mig/").content.decode()
    assert not Pin.objects.filter(author__email=IDA).exists(), "nothing is claimed by looking"
    ida_in.post("/mig/", {"do": "claim"})
    assert set(Pin.objects.filter(author__email=IDA)) == {mine, upper}
    page = ida_in.get("/mig/").content.decode()
    assert "Også min" in page and "Vi fandt" not in page and "En andens" not in page


def test_another_towns_pins_are_not_claimed_here(ida_in, make_pin):
    from kortet.municipalities.models import Municipality

    other = Municipality.objects.create(code="nabo", name="Nabo", host="nabo.localhost")
    Municipality.objects.filter(code="fjordby").update(host="testserver")
    left(make_pin(municipality=other))
    ida_in.post("/mig/", {"do": "claim"})
    assert not Pin.objects.filter(author__isnull=False).exists()


@pytest.mark.parametrize("many", [1, 3])
def test_everything_stands_there_with_as_many_questions(ida_in, make_pin, make_event, rowing_club, fjordby, many):
    user = User.objects.get()
    for n in range(many):
        pin = make_pin(title=f"Nål {n}", author=user, moderation="waiting")
        Comment.objects.create(pin=pin, text=f"Ord {n}", author=user)
        left(make_pin(title=f"Fulgt {n}"), is_author=False)
        area = {"layer": fjordby.area_layers.get(), "area_code": "01"}
        Watch.objects.create(municipality=fjordby, place_text=f"Sted {n}", email=IDA, confirmed=timezone.now(), **area)
        date = make_event(title=f"Fest {n}", needs_sign_up=True).occurrences.get()
        SignUp.objects.create(occurrence=date, name="Ida", email=IDA, state="coming")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = ida_in.get("/mig/").content.decode()
    for n in range(many):
        assert all(f"{word} {n}" in page for word in ("Nål", "Ord", "Fulgt", "Sted", "Fest"))
    assert len(asked) == QUESTIONS


QUESTIONS = 11


def test_an_account_without_an_address_has_pins_and_no_others(client, ida, make_pin):
    left(make_pin(title="Uden ejer"), "")
    client.force_login(ida)
    page = client.get("/mig/")
    assert page.status_code == 200 and "Vi fandt" not in page.content.decode()
