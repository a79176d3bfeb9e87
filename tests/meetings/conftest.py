"""A meeting about a bike path that goes on now, and phones in its hall."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kortet.meetings.models import AgendaItem, Meeting, Poll, Table

# The processes' own fixtures: the meeting is a meeting of one of them.
from tests.processes.conftest import make_process, otto  # noqa: F401  (pytest finds fixtures by their names here)


@pytest.fixture
def make_meeting(fjordby, make_event, make_process):  # noqa: F811  (a fixture is asked for by its name)
    """Makes meetings that are live and began an hour ago, with two points and two tables, unless told otherwise."""

    def make(state="live", begins=-1, process=None, **given):
        now = timezone.localtime() + timedelta(hours=begins)
        event = make_event(kind="meeting", title="Borgermøde", day=now.date(), begins=now.time().replace(microsecond=0))
        facts = {"municipality": fjordby, "process": process or make_process("collect"), "event": event}
        facts |= {"state": state, "started": None if state == "planned" else timezone.now()}
        facts["ended"] = timezone.now() if state == "closed" else None
        meeting = Meeting.objects.create(**(facts | given))
        for position, title in enumerate(("Velkomst", "Hvor skal stien gå?"), 1):
            AgendaItem.objects.create(meeting=meeting, position=position, title=title)
        for number in (1, 2):
            Table.objects.create(meeting=meeting, number=number)
        return meeting

    return make


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
