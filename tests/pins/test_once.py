"""A pin is stored once, however often the same form is sent: double click, retry, reload."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from kortet.pins.models import Pin, Series
from tests.conftest import spot

PARALLEL, KEYS = 100, 25


@pytest.fixture
def told(neighbourhoods):
    here = spot().transform(4326, clone=True)
    return {"lng": f"{here.x:.6f}", "lat": f"{here.y:.6f}", "kind": "proposal", "title": "En bænk", "key": "k" * 22}


def test_each_form_has_a_key_of_its_own(client, neighbourhoods):
    keys = {client.get("/naale/ny/").context["form"]["key"].value() for _ in range(2)}
    assert len(keys) == 2
    assert all(len(key) >= 20 for key in keys)


@pytest.mark.attack("G03")
def test_the_same_form_twice_is_one_pin_and_one_number(client, told):
    first = client.post("/naale/ny/", told, follow=True)
    second = client.post("/naale/ny/", told, follow=True)
    pin = Pin.objects.get()
    assert first.context["pin"] == second.context["pin"] == pin
    assert Series.objects.get().last == 1


def test_other_words_in_the_same_form_are_another_pin(client, told):
    """Back from the receipt, the form still has its key: what is written there then is not lost."""
    client.post("/naale/ny/", told)
    client.post("/naale/ny/", told | {"title": "En bænk til"})
    assert set(Pin.objects.values_list("title", flat=True)) == {"En bænk", "En bænk til"}


def test_two_forms_with_the_same_words_are_two_pins(client, told):
    client.post("/naale/ny/", told)
    client.post("/naale/ny/", told | {"key": "l" * 22})
    assert Pin.objects.count() == 2


def test_a_form_without_a_key_is_stored_each_time(client, told):
    for _ in range(2):
        client.post("/naale/ny/", told | {"key": ""})
    assert Pin.objects.count() == 2


def test_the_key_stays_through_an_error(client, told):
    response = client.post("/naale/ny/", told | {"title": ""})
    assert response.status_code == 422
    assert f'value="{told["key"]}"' in response.content.decode()


@pytest.mark.long
@pytest.mark.attack("G03")
def test_a_hundred_fold_hurry_stores_each_form_once(transactional_db, told):
    def send(number):
        try:
            return Client().post("/naale/ny/", told | {"key": f"key-{number % KEYS:022}"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=16) as people:
        answers = list(people.map(send, range(PARALLEL)))
    assert answers == [302] * PARALLEL
    assert Pin.objects.count() == Series.objects.get().last == KEYS
