"""What the database promises about processes, and who sees them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError
from django.utils import timezone

from kortet.people.models import Role
from kortet.processes.models import InvitedPartner, Process
from kortet.processes.parts import may, parts_of
from kortet.processes.rights import Doing, Part
from tests.conftest import spot, square, staff
from tests.involvement import make_phase

STRANGER = AnonymousUser()


def test_a_draft_is_seen_by_those_who_run_processes_there(make_process, fjordby, otto, mads, pia, ida):
    draft = make_process(slug="kladde", state="draft", published=None)
    shown = make_process()
    seen = {who: set(Process.objects.visible_to(who, fjordby)) for who in (otto, mads, pia, ida, STRANGER)}
    assert seen == {otto: {draft, shown}, mads: {draft, shown}, pia: {shown}, ida: {shown}, STRANGER: {shown}}
    assert set(Process.objects.public()) == {shown}


def test_only_owners_design(make_process, fjordby, otto, mads):
    process = make_process()
    assert list(Process.objects.designed_by(otto, fjordby)) == [process]
    assert list(Process.objects.designed_by(mads, fjordby)) == []


def test_an_owner_of_one_area_has_the_processes_that_touch_it(make_process, fjordby, neighbourhoods):
    west = neighbourhoods[0]
    here = make_process(slug="vest", area=square(0))
    make_process(slug="oest", area=square(2))
    make_process(slug="overalt")
    role = Role.objects.get(user=staff("vera", fjordby, Role.Kind.PROCESS_OWNER))
    role.areas = [west.pk]
    role.save()
    assert list(Process.objects.designed_by(role.user, fjordby)) == [here]


def test_phases_of_one_kind_lie_apart(make_process):
    process = make_process()
    make_phase(process, "collect", 0, 7)
    make_phase(process, "collect", 7, 9)
    make_phase(process, "discuss", 3, 9)
    with pytest.raises(IntegrityError, match="phases_of_a_kind_lie_apart"):
        make_phase(process, "collect", 6, 8)


def test_a_phase_ends_after_it_begins(make_process):
    with pytest.raises(IntegrityError, match="phase_ends_after_it_begins"):
        make_phase(make_process(), "collect", 2, 2)


def test_a_phase_is_open_from_its_first_moment_until_its_last(make_process):
    phase = make_phase(make_process(), "collect", -1, 1)
    moments = [phase.begins - timedelta(seconds=1), phase.begins, phase.ends - timedelta(seconds=1), phase.ends]
    assert [phase.is_open_at(each) for each in moments] == [False, True, True, False]


def test_what_hands_over_the_decision_says_when_it_is_taken(make_process):
    make_process(slug="kladde", state="draft", published=None, influence="empower")
    with pytest.raises(IntegrityError, match="process_empowers_by_a_decision"):
        make_process(influence="empower")


@pytest.mark.parametrize(
    "wrong", [{"state": "published", "published": None}, {"state": "closed", "closed": None}, {"limits": True}]
)
def test_what_a_process_must_say(make_process, wrong):
    with pytest.raises(IntegrityError):
        make_process(**wrong)


def test_an_area_that_limits(make_process):
    process = make_process(area=square(0), limits=True)
    assert process.takes_in(spot(500, 500))
    assert not process.takes_in(spot(1500, 500))


def test_the_parts_of_people(make_process, make_partner, otto, mads, ida, rikke):
    process = make_process("develop")
    InvitedPartner.objects.create(process=process, partner=rikke.memberships.get().partner)
    parts = {who: parts_of(who, process) - {Part.CITIZEN} for who in (otto, mads, ida, rikke, STRANGER)}
    assert parts == {otto: {Part.OWNER}, mads: {Part.MODERATOR}, ida: set(), rikke: {Part.PARTNER}, STRANGER: set()}
    assert may(rikke, process, Doing.DEVELOP)
    assert not may(ida, process, Doing.DEVELOP)
    assert may(ida, process, Doing.DEVELOP, is_author=True)


def test_open_for_a_kind(make_process):
    process = make_process("collect")
    old = make_process(slug="gammel")
    make_phase(old, "collect", -9, -1)
    assert list(Process.objects.open_for("collect")) == [process]
    assert process.published < timezone.now()
