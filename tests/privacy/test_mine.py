"""My data: by a letter, once, the same answer for all; whole, one's own, and as a file."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kortet.events.models import SignUp
from kortet.journal.models import Entry
from kortet.letters.tasks import deliver_letters
from kortet.municipalities.models import Municipality
from kortet.pins.models import Follower, Pin
from kortet.privacy.models import Door, Erasure
from tests.accounts.steps import shown
from tests.post import link_in
from tests.privacy.conftest import IDA

PAGE = "/mine-data/"


@pytest.fixture
def link(client, fjordby, post, site):
    """Asks for an address and brings the link of the letter."""

    def ask(email=IDA):
        assert client.post(PAGE, {"email": email}).status_code == 200
        deliver_letters(0)
        return link_in(post.letters[-1])

    return ask


def test_by_a_letter_once_and_only_by_the_button(client, ida_everywhere, link):
    door = link()
    scanner = Client()
    assert [scanner.get(door).status_code, scanner.head(door).status_code] == [200, 200]
    assert IDA in client.get(door).content.decode()
    assert "Canarypin" not in client.get(PAGE).content.decode()
    shown = client.post(door, follow=True).content.decode()
    assert all(word in shown for word in ("Canarypin", "Canarytext", "Fællesspisning", "Vest", IDA))
    assert scanner.post(door).status_code == 410
    assert "Canarypin" not in scanner.get(PAGE).content.decode()
    assert Door.objects.count() == 0


def test_the_answer_is_the_same_for_an_address_that_nobody_knows(client, ida_everywhere, post, site):
    pages = [client.post(PAGE, {"email": email}).content.decode() for email in (IDA, "kim@canary.example")]
    assert pages[0].replace("ida@", "kim@") == pages[1]
    deliver_letters(0)
    assert [to for [to] in post.recipients] == [IDA, "kim@canary.example"]


def test_nothing_is_said_plainly(client, link):
    page = client.post(link("kim@example.org"), follow=True).content.decode()
    assert "Der står intet om den adresse" in page and 'name="rows"' not in page


def test_old_and_in_another_town_it_opens_nothing(client, ida_everywhere, link, fjordby):
    door = link()
    fjordby.host = "testserver"
    fjordby.save()
    Municipality.objects.create(code="nabo", name="Nabo Kommune", host="nabo.localhost")
    assert client.post(door, headers={"host": "nabo.localhost"}).status_code == 410
    Door.objects.update(made=timezone.now() - timedelta(minutes=31))
    assert (client.get(door).status_code, client.post(door).status_code) == (410, 410)


def test_what_a_browser_was_shown_ends_after_half_an_hour(client, ida_everywhere, link):
    client.post(link())
    session = client.session
    town, email, _until = session["my-data"]
    session["my-data"] = [town, email, (timezone.now() - timedelta(seconds=1)).isoformat()]
    session.save()
    assert "Canarypin" not in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}hent.zip").status_code == 302


def test_to_take_home(client, ida_everywhere, link):
    client.post(link())
    answer = client.get(f"{PAGE}hent.zip")
    assert answer.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    with ZipFile(BytesIO(answer.content)) as packed:
        told = json.loads(packed.read("mine-data.json"))
        page = packed.read("mine-data.html").decode()
    tables = {each["table"]: each["rows"] for each in told["kept"]}
    assert tables["pins.Pin"][0]["overskrift"] == "Canarypin" and tables["pins.Pin"][0]["punkt"]["type"] == "Point"
    assert len(tables["pins.Follower"]) == 2 and "Canarytext" in page
    assert "kim@example.org" not in json.dumps(told) + page
    assert not any(secret in json.dumps(told) for secret in ("pbkdf2", "md5$"))


def test_one_thing_is_erased_and_the_rest_stays(client, ida_everywhere, link, post):
    client.post(link())
    follower = Follower.objects.get(pin=ida_everywhere["theirs"], email__iexact=IDA)
    chosen = {"rows": f"pins.Follower:{follower.pk}", "how": "remove", "sure": "on"}
    assert "Vi har slettet 1 ting" in client.post(PAGE, chosen).content.decode()
    assert (Pin.objects.get(pk=ida_everywhere["pin"].pk).title, Follower.objects.count()) == ("Canarypin", 2)
    deliver_letters(0)
    assert post.letters[-1]["Subject"] == "Dine oplysninger er slettet"


@pytest.mark.parametrize(
    "said",
    [
        {"rows": [], "sure": "on", "how": "remove"},
        {"everything": "on", "how": "remove"},
        {"rows": ["pins.Pin:999999"], "sure": "on", "how": "remove"},
        {"rows": ["people.User:1", "x", "pins.Pin:", "pins.Pin:9" + "9" * 30], "sure": "on", "how": "remove"},
        {"everything": "on", "sure": "on", "how": "burn"},
    ],
)
def test_what_is_not_said_clearly_erases_nothing(client, ida_everywhere, link, said):
    client.post(link())
    answer = client.post(PAGE, said)
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    assert Erasure.objects.count() == 0


def test_nobody_elses_row_can_be_chosen(client, ida_everywhere, link):
    """D08: the number of another's row is no choice."""
    client.post(link("kim@example.org"))
    stranger = {"rows": f"pins.Pin:{ida_everywhere['pin'].pk}", "how": "remove", "sure": "on"}
    assert client.post(PAGE, stranger).status_code == 422
    assert Pin.objects.get(pk=ida_everywhere["pin"].pk).title == "Canarypin"


def test_a_member_is_signed_in_and_staff_need_a_letter(steward, client, mads, rikke):
    assert "rikke@roklubben.example" in steward.get(PAGE).content.decode()
    mads.email = "mads@example.org"
    mads.save()
    client.force_login(mads)
    shown(client, mads)
    assert 'name="email"' in client.get(PAGE).content.decode()


def test_e12_what_is_kept_is_shown_to_who_has_just_shown_who_they_are(steward, rikke):
    for address in (PAGE, f"{PAGE}hent.zip"):
        assert steward.get(address).status_code == 200
    shown(steward, rikke, "code", ago=16 * 60)
    assert steward.get(PAGE).headers["Location"] == f"/log-ind/igen/?next={PAGE}"
    assert steward.post(PAGE, {"everything": "on", "how": "remove", "sure": "on"}).status_code == 302
    assert Erasure.objects.count() == 0


def test_a_closed_account_is_signed_out_at_once(steward):
    everything = {"everything": "on", "how": "remove", "sure": "on"}
    assert steward.post(PAGE, everything).status_code == 200
    assert steward.get("/mine-foreninger/").status_code == 302


def test_the_pages_of_one_and_of_three_rows_ask_as_many_questions(client, make_pin, link):
    counts = []
    for wanted in (1, 3):
        while Follower.objects.count() < wanted:
            Follower.objects.create(pin=make_pin(), email="kim@example.org")
        client.cookies.clear()
        client.post(link("kim@example.org"))
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_who_looks_at_guests_is_written_down(steward, rowing_club, make_event):
    event = make_event(organiser=rowing_club, needs_sign_up=True)
    steward.get(f"/arrangement/{event.word}/datoer/")
    SignUp.take(event.occurrences.get(), name="Ida", email=IDA, seats=1, language="da")
    steward.get(f"/arrangement/{event.word}/datoer/")
    [entry] = Entry.objects.about(event).filter(verb="read_personal_data")
    assert (entry.data, entry.actor.email) == ({"what": "events.SignUp", "rows": 1}, "rikke@roklubben.example")


def test_who_looks_at_accounts_is_written_down(client, fjordby, django_user_model, ida):
    boss = django_user_model.objects.create_superuser("boss", password="en lang adgangskode")
    client.force_login(boss)
    shown(client, boss)
    client.get("/admin/people/user/")
    client.get(f"/admin/people/user/{ida.pk}/change/")
    read = Entry.objects.filter(verb="read_personal_data").order_by("pk")
    told = [(entry.subject_id, entry.data["rows"], entry.actor) for entry in read]
    assert told == [(boss.pk, 2, boss), (ida.pk, 1, boss)]
