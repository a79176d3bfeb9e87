"""The table of moves, all of it: what each role may do from each state, in the table and in the database."""

import itertools

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kortet.journal.models import Entry
from kortet.links import moves
from kortet.links.models import Handover, Step

ROLES = (moves.PARTNER, moves.MUNICIPALITY, moves.AUTHOR)
ALLOWED = {
    ("offered", "accepted", "municipality"),
    ("offered", "accepted", "author"),
    ("offered", "declined", "municipality"),
    ("offered", "declined", "author"),
    ("offered", "withdrawn", "partner"),
    ("accepted", "under_way", "partner"),
    ("accepted", "given_back", "partner"),
    ("accepted", "given_back", "municipality"),
    ("under_way", "done", "partner"),
    ("under_way", "given_back", "partner"),
    ("under_way", "given_back", "municipality"),
}
EVERY = list(itertools.product(moves.MOVES, moves.MOVES, (*ROLES, "")))


def test_every_state_of_the_model_stands_in_the_table():
    assert set(moves.MOVES) == set(Handover.State.values)


@pytest.mark.parametrize(("state", "to", "role"), EVERY)
@pytest.mark.attack("G09")
def test_exactly_the_allowed_steps_are_taken(make_offer, state, to, role):
    offer = make_offer(state)
    if (state, to, role) in ALLOWED:
        offer.move(to, role=role, actor=None, words="Fordi")
        assert list(offer.steps.values_list("state", "role", "words")) == [(to, role, "Fordi")]
    else:
        with pytest.raises(ValidationError):
            offer.move(to, role=role, actor=None, words="Fordi")
        assert not Step.objects.exists()
    offer.refresh_from_db()
    assert offer.state == (to if (state, to, role) in ALLOWED else state)


@pytest.mark.parametrize(("state", "to", "role"), [step for step in sorted(ALLOWED) if step[1] in moves.WITH_WORDS])
def test_no_end_without_a_word(make_offer, state, to, role):
    offer = make_offer(state, result="x" if state == "done" else "")
    with pytest.raises(ValidationError, match="Skriv et par ord"):
        offer.move(to, role=role, actor=None, words="   ")


def test_what_another_took_on_is_taken(make_offer, make_pin, make_partner):
    pin = make_pin()
    make_offer("accepted", pin=pin)
    second = make_offer(pin=pin, partner=make_partner(name="Andre"))
    with pytest.raises(ValidationError, match="En anden forening"):
        second.move("accepted", role="municipality", actor=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.filter(pk=second.pk).update(state="accepted")


def test_the_pins_status_and_course_follow(make_offer, client):
    offer = make_offer("accepted")
    offer.move("under_way", role="partner", actor=None)
    offer.pin.refresh_from_db()
    assert offer.pin.status == "in_progress"
    offer.move("done", role="partner", actor=None, words="Nu står de der.")
    offer.pin.refresh_from_db()
    page = client.get(offer.pin.get_absolute_url()).content.decode()
    assert offer.pin.status == "done" and "Roklubben er færdig" in page and "Nu står de der." in page
    assert list(Entry.objects.about(offer.pin).values_list("verb", flat=True)) == ["handover", "handover"]


def test_what_the_municipality_said_no_to_stays_so(make_offer):
    offer = make_offer("accepted")
    offer.pin.move_on("declined", reason="Der er ikke penge.")
    offer.move("under_way", role="partner", actor=None)
    offer.pin.refresh_from_db()
    assert offer.pin.status == "declined"
