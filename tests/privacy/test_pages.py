"""What the law asks for is there, in both languages, and reading sets no cookie."""

import csv
import io

import pytest
from django.urls import reverse

from kortet.privacy.kept import KEPT
from tests.conftest import staff
from tests.test_house import ROUTES

# Pages with a form carry the one cookie that keeps others from sending it; they are not pages that are only read.
FORMS = {
    *("support", "comment", "complain", "follow", "stop_following", "watch", "stop_watching", "drop", "put_up"),
    *("sign_up_for", "thank", "help_out", "join", "account_login", "sign_in_staff", "my_data", "join_meeting"),
}


@pytest.fixture
def town(fjordby):
    fjordby.contact_address, fjordby.contact_phone = "Rådhuspladsen 1\n9000 Fjordby", "12 34 56 78"
    fjordby.contact_email, fjordby.dpo_email = "kontakt@fjordby.example", "dpo@fjordby.example"
    fjordby.save()
    return fjordby


@pytest.mark.usefixtures("neighbourhoods")
def test_reading_sets_no_cookie(client, make_pin, rowing_club, make_event):
    event = make_event(needs_sign_up=True)
    words = {"shown": make_pin().word, "event": event.word, "date": event.occurrences.get().pk}
    read, set_by = 0, {}
    for name, (address, wanted) in ROUTES.items():
        if not wanted or wanted["nobody"] not in (200, 302) or "{" in address.format_map(Given(words)):
            continue
        answer = client.get(address.format_map(Given(words)))
        read += 1
        if answer.cookies and name not in FORMS:
            set_by[name] = list(answer.cookies)
        assert set(answer.cookies) <= {"csrf"}, name
        client.cookies.clear()
    assert (set_by, read > 60) == ({}, True)


class Given(dict):
    def __missing__(self, name):
        return f"{{{name}}}"


def test_the_privacy_page_says_what_the_registry_says(client, town):
    page = client.get("/privatliv/").content.decode()
    assert all(str(row.why)[1:40] in page for row in KEPT)
    assert all(word in page for word in ("Rådhuspladsen 1", "dpo@fjordby.example", "Datatilsynet", "litra e"))
    assert "samtykke" not in page.lower()


def test_it_is_there_in_english(client, town):
    page = client.get("/en/privatliv/").content.decode()
    assert "Record" not in page and "your e-mail address, if you follow a pin" in page.replace("Your", "your")


def test_the_imprint_stands_on_the_page_about_the_map(client, town):
    page = client.get("/om/").content.decode()
    assert 'href="tel:12345678"' in page and "kontakt@fjordby.example" in page and reverse("privacy") in page


def test_the_law_finds_the_accessibility_statement(client, town):
    assert client.get("/was").url == "/tilgaengelighed/"
    assert "12 34 56 78" in client.get("/tilgaengelighed/").content.decode()
    town.was_url = "https://www.was.digst.dk/kortet-fjordby-dk"
    town.save()
    assert client.get("/was").url == town.was_url
    assert '<a href="/was">' in client.get("/").content.decode()


@pytest.mark.parametrize(
    "wrong", ["javascript:alert(1)", "http://x.example", "https://x.example/\nX: y", "//x.example"]
)
def test_only_a_sound_address_is_taken(client, town, wrong):
    client.force_login(staff("anna", town, "admin"))
    address = f"/admin/municipalities/municipality/{town.pk}/change/"
    form = client.get(address).context["adminform"].form
    facts = {name: form.initial.get(name) or "" for name in form.fields if name != "logo"}
    facts |= {"languages": '["da"]', "words": "{}", "rules": "{}", "was_url": wrong}
    answer = client.post(address, facts)
    assert answer.status_code == 200 and "begynder med https" in answer.content.decode()


def test_the_record_is_for_administrators_and_no_sheet_runs_it(client, town):
    client.force_login(staff("anna", town, "admin"))
    assert "art. 30" in client.get("/privatliv/fortegnelse/").content.decode()
    sheet = client.get("/privatliv/fortegnelse/?format=csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(sheet), delimiter=";"))
    assert len(rows) == len(KEPT) + 1 and {len(row) for row in rows} == {8}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
