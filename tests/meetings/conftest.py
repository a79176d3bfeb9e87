"""A meeting about a bike path that goes on now, and phones in its hall."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kortet.meetings.models import Poll


@pytest.fixture
def meeting(make_meeting, neighbourhoods):
    return make_meeting(notes_at_once=True)


@pytest.fixture
def make_poll(meeting):
    def make(**given):
        facts = {"meeting": meeting, "question": "Hvilken side af åen?", "options": ["Nord", "Syd", "Begge"]}
        return Poll.objects.create(**(facts | {"state": "open"} | given))

    return make


@pytest.fixture
def join():
    """Phones that joined a meeting by its code."""

    def phone(meeting, **said):
        client = Client()
        answer = client.post(f"/m/{meeting.code}/", said)
        assert answer.status_code == 302
        return client

    return phone


def address(meeting, page=""):
    return f"/forloeb/{meeting.process.slug}/moeder/{meeting.word}/{page}"


def questions_of(client, page):
    """How many questions to the database a page takes."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)
