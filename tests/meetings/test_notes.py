"""Sticky notes typed at a table, by staff and by a helper with the table's link."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kortet.meetings import budgets
from kortet.meetings.models import Note
from tests.meetings.conftest import address

JSON = {"accept": "application/json"}
KEY = "k" * 20


@pytest.fixture
def quiet(make_meeting, neighbourhoods):
    """A meeting whose notes are looked at first."""
    return make_meeting()


def test_staff_notes_are_seen_at_once_and_may_be_pins(quiet, client, mads):
    client.force_login(mads)
    said = {"text": "Flere bænke", "key": KEY, "area": "02", "as_pin": "on", "table": quiet.tables.first().pk}
    for _n in range(2):
        answer = client.post(address(quiet, "bordnoter/"), said, headers=JSON)
        assert answer.status_code == 201
    note = Note.objects.get()
    assert answer.json() == {"note": note.pk, "wrong": []}
    assert (note.moderation, note.pin.neighbourhood.name, note.pin.precision) == ("shown", "Midt", "area")


def test_a_helper_writes_for_the_own_table_and_a_moderator_looks(quiet, client, mads):
    table, other = quiet.tables.all()
    said = {"text": "Flere bænke", "key": KEY, "area": "02", "as_pin": "on"}
    assert client.post(table.helpers_address, said | {"table": other.pk}, headers=JSON).status_code == 422
    assert client.post(table.helpers_address, said | {"table": table.pk}, headers=JSON).status_code == 201
    note = Note.objects.get()
    assert (note.table, note.moderation, note.pin) == (table, "waiting", None)
    note.show(mads)
    note.refresh_from_db()
    assert note.pin.is_public and note.pin.process == quiet.process
    note.hide(mads)
    note.pin.refresh_from_db()
    assert not note.pin.is_public


def test_without_javascript_table_and_point_stay(quiet, client):
    table, item = quiet.tables.first(), quiet.items.last()
    said = {"text": "Flere bænke", "key": KEY, "table": table.pk, "item": item.pk}
    page = client.post(table.helpers_address, said).content.decode()
    assert "Sendt:" in page and f'<option value="{item.pk}" selected>' in page and KEY not in page
    assert Note.objects.get().item == item


@pytest.mark.parametrize(("said", "why"), [({}, "påkrævet"), ({"text": "x" * 600}, "500")])
def test_what_is_refused_says_why(quiet, client, said, why):
    table = quiet.tables.first()
    answer = client.post(table.helpers_address, {"table": table.pk, "key": KEY} | said, headers=JSON)
    assert answer.status_code == 422 and answer.json()["note"] is None and why in " ".join(answer.json()["wrong"])


def test_an_ambiguous_address_is_a_choice_and_not_stored(quiet, client):
    table = quiet.tables.first()
    said = {"text": "Flere bænke", "address": "Ukendtvej 3", "table": table.pk, "key": KEY}
    assert client.post(table.helpers_address, said, headers=JSON).status_code == 422 and not Note.objects.exists()


def test_the_link_is_for_the_day_and_cannot_be_guessed(quiet, client):
    table = quiet.tables.first()
    assert client.get(table.helpers_address).status_code == 200
    assert client.get(f"/m/bord/{'2' * 28}/").status_code == 404
    later = timezone.now() + timedelta(days=3)
    quiet.event.occurrences.update(starts=later, ends=later + timedelta(hours=2))
    assert client.get(table.helpers_address).status_code == 410


def test_strangers_do_not_write_for_all_tables(quiet, client, ida, pia):
    assert client.get(address(quiet, "bordnoter/")).status_code == 302
    for user in (ida, pia):
        client.force_login(user)
        assert client.post(address(quiet, "bordnoter/"), {"text": "Hej"}).status_code == 404
    assert not Note.objects.exists()


def test_a_table_that_sends_without_end_is_stopped(monkeypatch, quiet):
    monkeypatch.setattr("kortet.meetings.views_notes.SAID_AT_TABLE", budgets.Budget("t.table", most=1, seconds=600))
    table = quiet.tables.first()
    codes = [
        Client().post(table.helpers_address, {"text": f"Seddel {n}", "table": table.pk}, headers=JSON).status_code
        for n in range(2)
    ]
    assert codes == [201, 422] and Note.objects.count() == 1
