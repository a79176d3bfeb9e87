"""A desk with one row of each kind."""

import pytest
from django.test import Client

from kortet.desk.subjects import SUBJECTS
from kortet.pins.models import Comment, Complaint, Revision


@pytest.fixture
def desk(client, mads, neighbourhoods):
    """A browser in which the moderator is signed in."""
    browser = Client()
    browser.force_login(mads)
    return browser


@pytest.fixture
def one_of_each(make_pin, make_event, make_partner):
    """The subject's code → a row that waits."""
    shown = make_pin(title="Bænken ved åen")
    waiting = make_pin(title="Et nyt forslag", moderation="waiting")
    return {
        "naal": waiting,
        "kommentar": Comment.objects.create(pin=shown, text="Enig"),
        "anmeldelse": Complaint.objects.create(pin=shown, reason="rude", person="x"),
        "rettelse": Revision.objects.create(pin=shown, title="Bænken ved broen"),
        "arrangement": make_event(title="Loppemarked", moderation="waiting"),
        "forening": make_partner(name="Skakklubben", state="asked"),
    }


def address(code, row):
    return f"/bord/{code}/{row.pk}/"


def stamp(code, row):
    """What stands in the form of a row that is read now."""
    return SUBJECTS[code].stamp(SUBJECTS[code].rows([row.pk]).get())


def decide(browser, code, row, do, **said):
    return browser.post(address(code, row), {"do": do, "stamp": stamp(code, row)} | said)
