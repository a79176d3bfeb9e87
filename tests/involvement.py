"""Fixtures of every test: a process about a bike path, those who run it, and its meetings."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kortet.meetings.models import AgendaItem, Meeting, Table
from kortet.people.models import Role
from kortet.processes.models import Phase, Process
from tests.conftest import staff


@pytest.fixture
def make_process(fjordby):
    """Makes published processes, with the phases of these kinds open from yesterday until in a week."""

    def make(*kinds, **given):
        facts = {"municipality": fjordby, "slug": "cykelsti", "form": "idea_process", "title": "Cykelsti langs åen"}
        facts |= {"state": "published", "published": timezone.now() - timedelta(days=2)}
        if given.get("state") == "closed":
            facts["closed"] = timezone.now()
        process = Process.objects.create(**(facts | given))
        for kind in kinds:
            make_phase(process, kind)
        return process

    return make


def make_phase(process, kind, begins=-1, ends=7):
    """A phase from and until so many days from now."""
    now = timezone.now()
    return Phase.objects.create(
        process=process, kind=kind, begins=now + timedelta(days=begins), ends=now + timedelta(days=ends)
    )


@pytest.fixture
def otto(fjordby):
    """Fjordby's process owner."""
    return staff("otto", fjordby, Role.Kind.PROCESS_OWNER)


@pytest.fixture
def owner(client, otto):
    """A browser in which the process owner is signed in."""
    client.force_login(otto)
    return client


@pytest.fixture
def make_meeting(fjordby, make_event, make_process):
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
