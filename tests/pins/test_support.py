"""Support: once per person, exact under load, taken back, and never on what is not public."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from kortet.pins.models import Support

PEOPLE, TRIES = 40, 200


@pytest.fixture
def pin(make_pin, neighbourhoods):
    return make_pin(title="Flere bænke")


@pytest.fixture
def address(pin):
    return f"/naal/{pin.word}/stoet/"


def count(pin):
    pin.refresh_from_db()
    return (pin.support_count, Support.objects.filter(pin=pin).count())


def test_a_person_supports_once(client, pin, address):
    for _ in range(3):
        assert client.post(address, {"support": "1"}).status_code == 302
    assert count(pin) == (1, 1)


def test_two_people_are_two(client, pin, address):
    client.post(address, {"support": "1"})
    Client().post(address, {"support": "1"})
    assert count(pin) == (2, 2)


def test_support_can_be_taken_back_and_given_again(client, pin, address):
    client.post(address, {"support": "1"})
    for _ in range(2):
        client.post(address, {"support": "0"})
    assert count(pin) == (0, 0)
    client.post(address, {"support": "1"})
    assert count(pin) == (1, 1)


def test_votes_that_came_with_an_import_stay(client, pin, address):
    pin.support_count = 40
    pin.save()
    client.post(address, {"support": "1"})
    assert count(pin) == (41, 1)
    client.post(address, {"support": "0"})
    assert count(pin) == (40, 0)


def test_the_page_says_whether_one_supports(client, address):
    assert "Du støtter" not in client.get(address).content.decode()
    client.post(address, {"support": "1"})
    assert "Du støtter" in client.get(address).content.decode()


def test_looking_sets_no_cookie_and_stores_nothing(client, pin, address):
    client.get(address)
    assert "visitor" not in client.cookies
    assert count(pin) == (0, 0)


def test_the_cookie_is_a_secret_of_the_browser(client, pin, address):
    client.post(address, {"support": "1"})
    cookie = client.cookies["visitor"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert cookie.value.split(":")[0] not in Support.objects.get().person


def test_a_forged_cookie_is_a_new_person(client, pin, address):
    client.post(address, {"support": "1"})
    forged = Client()
    forged.cookies["visitor"] = client.cookies["visitor"].value[:-3] + "abc"
    forged.post(address, {"support": "1"})
    assert count(pin) == (2, 2)


def test_someone_signed_in_is_one_person_in_all_browsers(pin, address, ida):
    for _ in range(2):
        browser = Client()
        browser.force_login(ida)
        browser.post(address, {"support": "1"})
    assert count(pin) == (1, 1)


@pytest.mark.parametrize("moderation", ["waiting", "hidden"])
def test_what_is_not_public_cannot_be_supported(client, make_pin, neighbourhoods, moderation):
    pin = make_pin(moderation=moderation, hidden_reason="x")
    address = f"/naal/{pin.word}/stoet/"
    assert client.get(address).status_code == client.post(address, {"support": "1"}).status_code == 404
    assert count(pin) == (0, 0)


def test_the_token_is_asked_for(pin, address):
    assert Client(enforce_csrf_checks=True).post(address, {"support": "1"}).status_code == 403
    assert count(pin) == (0, 0)


def test_nonsense_changes_nothing(client, pin, address):
    assert client.post(address, {"support": "7"}).status_code == 302
    assert count(pin) == (0, 0)


@pytest.mark.long
@pytest.mark.attack("G01")
def test_two_hundred_tries_of_forty_people_are_forty(transactional_db, pin, address):
    people = [Client() for _ in range(PEOPLE)]
    for person in people:
        person.post(address, {"support": "1"})
        person.post(address, {"support": "0"})
    assert count(pin) == (0, 0)
    cookies = [person.cookies["visitor"].value for person in people]

    def support(number):
        client = Client()
        client.cookies["visitor"] = cookies[number % PEOPLE]
        try:
            return client.post(address, {"support": "1"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=16) as hands:
        assert set(hands.map(support, range(TRIES))) == {302}
    assert count(pin) == (PEOPLE, PEOPLE)
