"""A process about a bike path, and those who run it."""

from datetime import timedelta

import pytest
from django.utils import timezone

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
