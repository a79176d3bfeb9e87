"""Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2): problems read by anybody, written by systems with a key."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.cache import caches
from django.utils import timezone

from kortet.municipalities.models import Municipality
from kortet.open311 import queries
from kortet.open311.models import ApiKey
from kortet.pins.models import Follower, Pin
from tests.conftest import spot

pytestmark = pytest.mark.usefixtures("neighbourhoods", "green")
REQUESTS = "/open311/v2/requests"


@pytest.fixture
def key(fjordby):
    made = ApiKey(municipality=fjordby, name="FixMyStreet")
    key = made.make_key()
    made.save()
    return key


def lonlat():
    return spot(500, 500).transform(4326, clone=True).coords


def report(client, key, form="json", headers=None, **changed):
    lng, lat = lonlat()
    said = {
        "api_key": key,
        "service_code": "green",
        "lat": lat,
        "long": lng,
        "description": "Træet er væltet\nud over stien",
    }
    return client.post(f"{REQUESTS}.{form}", said | changed, headers=headers or {})


def told(client, question="", form="json"):
    return client.get(f"{REQUESTS}.{form}?{question}")


@pytest.mark.attack("D06")
def test_a_problem_is_a_service_request(client, make_pin, green):
    pin = make_pin(kind="problem", title="Hul & <hegn>", text="æøå ]]> \x0b!", theme=green, place_text="Havnegade 1")
    make_pin(kind="proposal", title="Et forslag")
    make_pin(kind="problem", title="Skjult", moderation="hidden", hidden_reason="Spam")
    [row] = told(client).json()
    assert (row["service_request_id"], row["status"], row["service_code"]) == (pin.number, "open", green.code)
    assert (row["description"], row["address"], row["media_url"]) == ("æøå ]]> \x0b!", "Havnegade 1", "")
    assert (row["long"], row["lat"]) == tuple(
        round(degree, 6) for degree in pin.public_point.transform(4326, clone=True)
    )
    assert row["url"].endswith(pin.get_absolute_url()) and row["requested_datetime"][-6] in "+-"
    root = ElementTree.fromstring(told(client, form="xml").content)
    assert (root.tag, [child.tag for child in root]) == ("service_requests", ["request"])
    assert {child.tag: child.text for child in root[0]}["description"] == "æøå ]]> !"
    [alone] = client.get(f"{REQUESTS}/{pin.number}.json").json()
    assert alone == row
    assert client.get(f"{REQUESTS}/{pin.number}.xml")["Content-Type"] == "text/xml; charset=utf-8"


def test_the_public_place_and_nothing_of_the_reporter(client, make_pin):
    pin = make_pin(kind="problem", precision="area", author_name="KANARIE")
    pin.is_rough, pin.public_point = True, spot(100, 100)
    pin.save()
    Follower.objects.create(pin=pin, email="kanarie@example.org")
    answer = told(client)
    assert answer.json()[0]["lat"] == pytest.approx(spot(100, 100).transform(4326, clone=True).y, abs=1e-6)
    assert b"kanarie" not in answer.content.lower()


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("open", {"new", "planned"}),
        ("closed", {"done", "declined"}),
        ("open,closed", {"new", "planned", "done", "declined"}),
    ],
)
def test_two_statuses_only(client, make_pin, status, expected):
    for ours in ("new", "planned", "done", "declined"):
        make_pin(kind="problem", status=ours)
    assert {row["extended_status"] for row in told(client, f"status={status}").json()} == expected


def test_by_number_day_and_service(client, make_pin, green):
    now = timezone.now()
    old = make_pin(kind="problem", created=now - timedelta(days=200))
    new = make_pin(kind="problem", theme=green, created=now - timedelta(days=2))

    def numbers(question):
        return [row["service_request_id"] for row in told(client, question).json()]

    assert numbers("") == [new.number]
    assert numbers(f"service_request_id={old.number},{new.number}") == [new.number, old.number]
    assert numbers(f"start_date={(now - timedelta(days=201)).date()}") == [new.number, old.number]
    assert numbers(f"end_date={(now - timedelta(days=150)).date()}") == [old.number]
    assert numbers(f"start_date={(now - timedelta(days=201)).date()}&end_date={now.date()}") == [new.number, old.number]
    assert numbers("service_code=green,unknown") == [new.number] and numbers("service_code=unknown") == []
    assert numbers("page_size=1&page=2&start_date=2000-01-01&end_date=2100-01-01") == [old.number]


@pytest.mark.parametrize(
    "question",
    [
        "status=lost",
        "start_date=yesterday",
        "start_date=2026-13-01",
        "end_date=0001-01-01",
        "page=0",
        "page=x",
        "page_size=1001",
        "start_date=2026-02-02&end_date=2026-01-01",
        "service_request_id=" + ",".join(map(str, range(300))),
        "start_date=9999-12-31T23:59:59-23:00",
    ],
)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_what_is_asked_wrongly_is_told(client, question, form):
    answer = told(client, question, form)
    assert answer.status_code == 400
    described = (
        answer.json()[0]["description"]
        if form == "json"
        else ElementTree.fromstring(answer.content)[0].find("description").text
    )
    assert described


def test_a_fixed_number_of_queries(client, make_pin, django_assert_num_queries, fjordby):
    told(client)
    for _n in (1, 3):
        make_pin(kind="problem")
        caches["towns"].clear()
        with django_assert_num_queries(3):  # the town, the pins, their pictures
            told(client)


def test_services_are_the_themes_that_are_offered(client, green, fjordby):
    fjordby.themes.create(code="gammelt", name="Gammelt", active=False)
    [row] = client.get("/open311/v2/services.json").json()
    assert (row["service_code"], row["service_name"], row["metadata"], row["type"]) == (
        green.code,
        green.name,
        False,
        "realtime",
    )
    assert client.get(f"/open311/v2/services/{green.code}.json").json() == {
        "service_code": green.code,
        "attributes": [],
    }
    assert client.get("/open311/v2/services/gammelt.json").status_code == 404
    discovered = ElementTree.fromstring(client.get("/open311/discovery.xml").content)
    assert discovered.find("endpoints/endpoint/url").text.endswith("/open311/v2")


def test_another_jurisdiction(client):
    assert told(client, "jurisdiction_id=fjordby").status_code == 200
    assert told(client, "jurisdiction_id=nabo").status_code == 404


def test_a_report_becomes_a_pin_that_waits(client, key, green, neighbourhoods):
    answer = report(
        client, key, first_name="KANARIE", last_name="Holm", phone="40123456", device_id="x", email="ida@example.org"
    )
    assert answer.status_code == 201
    pin = Pin.objects.get()
    assert answer.json()[0]["service_request_id"] == pin.number
    assert (pin.kind, pin.title, pin.text, pin.theme) == (
        "problem",
        "Træet er væltet",
        "Træet er væltet\nud over stien",
        green,
    )
    assert (pin.moderation, pin.author, pin.author_name, pin.neighbourhood) == ("waiting", None, "", neighbourhoods[0])
    assert Follower.objects.get().confirmed is None
    assert told(client).json() == []


def test_by_xml_and_by_address_and_with_a_title(client, key, fjordby):
    fjordby.rules = {"moderation": "after"}
    fjordby.save()
    answer = report(client, key, form="xml", title="Væltet træ")
    root = ElementTree.fromstring(answer.content)
    assert (root.tag, root[0].tag) == ("service_requests", "request")
    assert Pin.objects.get().title == "Væltet træ" and len(told(client).json()) == 1
    unknown = report(client, key, lat="", long="", address_string="Ingensteds 12")
    assert unknown.status_code == 400 and unknown.json()[0]["description"].startswith("address_string:")


@pytest.mark.attack("G03")
def test_the_same_report_twice_is_one_pin(client, key):
    headers = {"Idempotency-Key": "abc-1"}
    first, second = (report(client, key, headers=headers).json() for _n in range(2))
    assert first == second and Pin.objects.count() == 1
    report(client, key, headers={"Idempotency-Key": "abc-2"})
    assert Pin.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"service_code": ""}, "service_code"),
        ({"service_code": "x"}, "service_code"),
        ({"lat": "NaN"}, "address_string"),
        ({"lat": "0", "long": "0"}, "address_string"),
        ({"lat": "12.5", "long": "55.6"}, "address_string"),
        ({"description": ""}, "title"),
        ({"description": "x" * 5001}, "description"),
        ({"description": "a\0b"}, "title"),
        ({"description": "Min nabo 010190-1234 støjer"}, "title"),
        ({"email": "x"}, "email"),
    ],
)
def test_what_cannot_be_taken_is_told_by_field(client, key, changed, field):
    answer = report(client, key, **changed)
    assert answer.status_code == 400 and any(row["description"].startswith(f"{field}:") for row in answer.json())
    assert not Pin.objects.exists()


def test_a_key_is_needed_and_is_of_one_municipality(client, key, fjordby):
    Municipality.objects.update(host="testserver")
    nabo = Municipality.objects.create(code="nabo", name="Nabo", host="nabo.localhost")
    assert [report(client, wrong).status_code for wrong in ("", "x", "a\0b", "æ")] == [403] * 4
    ApiKey.objects.update(municipality=nabo)
    assert report(client, key).status_code == 403
    ApiKey.objects.update(municipality=fjordby)
    ApiKey.objects.all().revoke()
    assert report(client, key).status_code == 403 and not Pin.objects.exists()


def test_nothing_but_the_words_of_a_report_is_taken(client, key, ida):
    client.force_login(ida)
    changed = {
        "status": "done",
        "moderation": "shown",
        "kind": "proposal",
        "support_count": "9",
        "author": str(ida.pk),
        "author_name": "Ida",
    }
    report(client, key, **changed)
    pin = Pin.objects.get()
    assert (pin.status, pin.moderation, pin.kind, pin.support_count, pin.author, pin.author_name) == (
        "new",
        "waiting",
        "problem",
        0,
        None,
        "",
    )


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_nothing_is_changed_or_deleted(client, method):
    assert getattr(client, method)(f"{REQUESTS}.json").status_code == 405


def test_an_hour_has_an_end(client, key, monkeypatch):
    monkeypatch.setattr(queries, "AN_HOUR", 2)
    assert [report(client, key, title=f"Sag {n}").status_code for n in range(3)] == [201, 201, 429]
    ApiKey.objects.update(hour=timezone.now() - timedelta(hours=2))
    assert report(client, key, title="Sag 4").status_code == 201
    assert ApiKey.objects.get().used == 1


def test_an_unsafe_request_needs_no_cookie_but_a_key(fjordby, key):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert report(strict, key).status_code == 201


def test_a_form_that_is_too_large(client, key, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    assert report(client, key, form="xml").status_code == 413


def test_what_is_hidden_is_gone_from_what_a_reader_kept(client, make_pin):
    pin = make_pin(kind="problem")
    first = told(client)
    assert told_again(client, first).status_code == 304
    pin.hide("Spam", actor=None)
    Municipality.objects.all().raise_version()  # as the trigger's fold does within seconds
    caches["towns"].clear()
    second = told_again(client, first)
    assert (second.status_code, json.loads(second.content)) == (200, [])


def told_again(client, answer):
    return client.get(f"{REQUESTS}.json", headers={"If-None-Match": answer["ETag"]})


def test_a_key_is_told_once_to_an_admin(client, fjordby):
    from tests.conftest import staff

    client.force_login(staff("anna", fjordby, "admin"))
    page = client.post("/admin/open311/apikey/add/", {"name": "FixMyStreet"})
    key = page.content.decode().partition('<code id="key">')[2].partition("</code>")[0]
    assert report(client, key).status_code == 201 and "no-store" in page["Cache-Control"]
    assert key not in client.get("/admin/open311/apikey/").content.decode()
    chosen = {"action": "revoke_chosen", "_selected_action": ApiKey.objects.get().pk}
    client.post("/admin/open311/apikey/", chosen)
    assert report(client, key).status_code == 403
    client.force_login(staff("mads2", fjordby, "moderator"))
    assert client.get("/admin/open311/apikey/").status_code == 403
