"""States: a municipality's own in seven groups, the allowed steps, and what the database keeps together."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.pins.models import Pin, State

GROUPS = ["new", "received", "considered", "planned", "in_progress", "done", "declined"]
OPEN = GROUPS[:5]
# From a group → the groups that may follow; what is closed is only reopened.
ALLOWED = {
    "new": {"received", "considered", "planned", "in_progress", "done", "declined"},
    "received": {"considered", "planned", "in_progress", "done", "declined"},
    "considered": {"planned", "in_progress", "done", "declined"},
    "planned": {"considered", "in_progress", "done", "declined"},
    "in_progress": {"considered", "planned", "done", "declined"},
    "done": set(),
    "declined": set(),
}


def test_every_municipality_is_born_with_a_state_a_group(fjordby):
    other = Municipality.objects.create(code="nabo", name="Nabo", host="nabo.localhost")
    for town in (fjordby, other):
        assert list(State.objects.of(town).values_list("group", "is_usual")) == [(group, True) for group in GROUPS]


@pytest.mark.parametrize("now", GROUPS)
@pytest.mark.parametrize("to", GROUPS)
def test_all_steps_from_all_states(make_pin, mads, state, now, to):
    pin = make_pin(status=now)
    if to in ALLOWED[now]:
        pin.step_to(state(to), mads, "Derfor")
    else:
        with pytest.raises(ValidationError) as refused:
            pin.step_to(state(to), mads, "Derfor")
        assert list(refused.value.message_dict) == ["state"]
    pin.refresh_from_db()
    assert pin.status == pin.state.group == (to if to in ALLOWED[now] else now)
    assert Entry.objects.about(pin).public().count() == (1 if to in ALLOWED[now] else 0)


@pytest.mark.parametrize("group", ["done", "declined"])
def test_a_closing_needs_a_reason_that_everybody_sees(client, pin, mads, group):
    for reason in ("", "  \n"):
        with pytest.raises(ValidationError) as refused:
            pin.move_on(group, mads, reason)
        assert refused.value.message_dict == {"reason": ["Skriv en begrundelse. Borgerne ser den."]}
    pin.move_on(group, mads, "Lygten er skiftet.")
    assert "Lygten er skiftet." in client.get(f"/naal/{pin.word}/").content.decode()


def test_own_states_stand_beside_the_usual_one(client, fjordby, pin, state):
    own = State.objects.create(
        municipality=fjordby, code="udbud", name="i udbud", name_en="out for tender", group="planned", needs_reason=True
    )
    state("new").next.add(own)
    with pytest.raises(ValidationError):
        pin.step_to(own)
    pin.step_to(own, None, "Vi henter tilbud ind.")
    pin.refresh_from_db()
    assert (pin.status, pin.state) == ("planned", own)
    assert "I udbud" in client.get(f"/naal/{pin.word}/").content.decode()
    assert "Out for tender" in client.get(f"/en/naal/{pin.word}/").content.decode()
    own.active = False
    own.save()
    other = Pin.objects.create(municipality=fjordby, kind="problem", title="Hul", point=pin.point)
    with pytest.raises(ValidationError):
        other.step_to(own, None, "Vi henter tilbud ind.")


def test_who_writes_only_a_group_gets_its_usual_state(pin, state):
    Pin.objects.filter(pk=pin.pk).update(status="in_progress")
    pin.refresh_from_db()
    assert pin.state == state("in_progress")
    pin.follow_along("done")
    assert pin.state == state("done")


def test_state_and_group_cannot_part(fjordby, pin, state):
    nabo = Municipality.objects.create(code="nabo", name="Nabo", host="nabo.localhost")
    theirs = State.objects.usual(nabo.pk, "done")
    for wrong in (
        {"state": state("done"), "status": "planned"},
        {"state": state("done")},
        {"state": theirs, "status": "done"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pin.objects.filter(pk=pin.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        State.objects.filter(pk=state("new").pk).update(group="done", is_usual=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        State.objects.create(municipality=fjordby, code="x", name="x", group="new", is_usual=True)


def test_of_two_who_decide_at_once_the_later_is_told(pin, mads, state):
    seen = pin.standing.pk
    Pin.objects.get(pk=pin.pk).move_on("planned", mads)
    with pytest.raises(ValidationError) as refused:
        pin.step_to(state("considered"), mads, seen=seen)
    assert refused.value.message_dict == {"state": ["Nålen er blevet “planlagt” imens. Se den igen, før du gemmer."]}


def test_staff_reopen_with_a_reason(pin, mads):
    with pytest.raises(ValidationError):
        pin.reopen("Den er gået igen.", mads)
    pin.move_on("done", mads, "Skiftet")
    with pytest.raises(ValidationError):
        pin.reopen(" ", mads)
    pin.reopen("Den er gået igen.", mads, name="Park og Vej")
    pin.refresh_from_db()
    assert pin.status == "considered"
    entry = Entry.objects.about(pin).public().last()
    assert (entry.verb, entry.actor, entry.data["reason"], entry.data["name"]) == (
        "reopened", mads, "Den er gået igen.", "Park og Vej",
    )  # fmt: skip


def test_the_history_names_the_unit_and_never_the_person(client, pin, mads, django_assert_num_queries):
    mads.first_name, mads.last_name = "Mads", "Madsen"
    mads.save()
    pin.answer("Vi ser på den.", mads, "Park og Vej", state=State.objects.usual(pin.municipality_id, "considered"))
    pin.move_on("done", mads, "Lygten er skiftet.")
    pin.reopen("Den er gået igen.", mads)
    page = client.get(f"/naal/{pin.word}/").content.decode()
    course = page[page.index("Forløb") :]
    steps = [
        "Sat på kortet",
        "Overvejes",
        "Svar fra Park og Vej",
        "Udført",
        "Lygten er skiftet.",
        "Genåbnet: overvejes",
    ]
    assert [course.index(step) for step in steps] == sorted(course.index(step) for step in steps)
    assert "Mads" not in page
