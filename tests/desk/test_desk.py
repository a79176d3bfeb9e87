"""The queue: what waits, oldest first, filtered, counted, kept as views; and the page of a row."""

from datetime import timedelta

import pytest
from django.contrib.gis.geos import LineString
from django.utils import timezone

from kortet.desk.models import Case, Note, SavedView
from kortet.journal.models import Entry
from kortet.people.models import Role
from kortet.pins.models import Comment, Complaint, Follower, Pin
from tests.conftest import spot, staff
from tests.desk.conftest import address, decide, stamp


def titles(browser, question=""):
    page = browser.get(f"/bord/?{question}")
    assert page.status_code == 200, page.content
    return [line.title for line in page.context["listing"].lines]


def ago(**much):
    return timezone.now() - timedelta(**much)


def test_what_waits_stands_in_one_list(desk, one_of_each):
    listing = desk.get("/bord/").context["listing"]
    assert {line.subject.code: line.row for line in listing.lines} == one_of_each
    assert {subject.code: n for subject, n, _address in listing.counts} == dict.fromkeys(one_of_each, 1)
    assert listing.total == 6 and listing.more == ""


def test_what_came_first_stands_first(desk, make_pin, green):
    for days in (1, 3, 2):
        make_pin(title=f"{days} dage", moderation="waiting", created=ago(days=days))
    assert titles(desk) == ["3 dage", "2 dage", "1 dage"]


def test_pages_go_on_where_the_last_one_ended(desk, make_pin, monkeypatch, one_of_each):
    monkeypatch.setattr("kortet.desk.listing.A_PAGE", 2)
    same = ago(days=2)
    for n in range(5):
        make_pin(title=f"Nål {n}", moderation="waiting", created=same)
    seen, where = [], "/bord/"
    while where:
        listing = desk.get(where).context["listing"]
        seen += [line.title for line in listing.lines]
        where = listing.more
    assert seen[:5] == [f"Nål {n}" for n in range(5)] and len(seen) == 11 and len(set(seen[5:])) == 6


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_queries_for_three_rows_as_for_one(
    desk, make_pin, make_event, make_partner, django_assert_num_queries, rows
):
    for n in range(rows):
        pin = make_pin(title=f"Nål {n}", moderation="waiting")
        Comment.objects.create(pin=pin, text=f"Kommentar {n}")
        Complaint.objects.create(pin=pin, reason="rude", person=str(n))
        make_event(title=f"Fest {n}", moderation="waiting")
        make_partner(name=f"Klub {n}", state="asked")
    with django_assert_num_queries(QUERIES):
        desk.get("/bord/")


QUERIES = 24


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("slags=naal", {"Gammel", "Grøn", "Øst"}),
        ("slags=forening", set()),
        ("alder=30", {"Gammel"}),
        ("forfalden=1", {"Gammel"}),
        ("anmeldt=1", {"Øst", "anmeldelse"}),
        ("q=gamle", {"Gammel"}),
        ("q=findesikke", set()),
        ("slags=noget&emne=x&alder=-1&efter=i+gaar&trin=hvad", {"Gammel", "Grøn", "Øst", "anmeldelse"}),
        ("emne=99999999999999999999999999&omraade=²", {"Gammel", "Grøn", "Øst", "anmeldelse"}),
        ("q=%27;--%22%25_", set()),
    ],
)
def test_filters(desk, make_pin, green, question, expected):
    make_pin(title="Gammel", text="Den gamle bænk", moderation="waiting", created=ago(days=40))
    make_pin(title="Grøn", moderation="waiting", theme=green)
    east = make_pin(title="Øst", moderation="waiting", point=spot(2500))
    Complaint.objects.create(pin=east, reason="advert", person="x")
    found = {"anmeldelse" if "Det er reklame" in title else title for title in titles(desk, question)}
    assert found == expected


def test_filters_by_theme_and_area(desk, make_pin, green, neighbourhoods, make_event):
    make_pin(title="Grøn", moderation="waiting", theme=green)
    east = make_pin(title="Øst", moderation="waiting", point=spot(2500))
    Comment.objects.create(pin=east, text="Om øst")
    make_event(title="Plantedag", moderation="waiting", themes=[green.pk])
    assert sorted(titles(desk, f"emne={green.pk}")) == ["Grøn", "Plantedag"]
    assert sorted(titles(desk, f"omraade={neighbourhoods[2].pk}")) == ["Om øst", "Øst"]


def test_a_pin_by_its_number(desk, make_pin):
    pin = make_pin(title="Den der", moderation="waiting")
    make_pin(title="En anden", moderation="waiting")
    assert titles(desk, f"q={pin.number}") == ["Den der"]


def test_what_is_to_be_answered_and_closed(desk, make_pin):
    make_pin(title="Ubesvaret")
    make_pin(title="Besvaret", answered=timezone.now())
    make_pin(title="Udført", status="done", answered=timezone.now())
    make_pin(title="Skjult", moderation="hidden", hidden_reason="x")
    make_pin(title="Venter", moderation="waiting")
    assert titles(desk, "trin=svar") == ["Ubesvaret"]
    assert titles(desk, "trin=luk") == ["Besvaret"]
    assert titles(desk, "trin=alle") == ["Ubesvaret", "Besvaret", "Venter"]


def test_an_answerer_begins_with_what_is_to_be_answered(client, fjordby, neighbourhoods, one_of_each, green, make_pin):
    make_pin(title="Grøn", theme=green)
    anna = staff("anna", fjordby, Role.Kind.ANSWERER)
    Role.objects.filter(user=anna).update(themes=[green.pk])
    client.force_login(anna)
    assert titles(client) == ["Grøn"]
    assert titles(client, "trin=se") == []
    page = client.get(address("naal", Pin.objects.get(title="Grøn")))
    assert page.status_code == 200 and page.context["reading"].buttons == []
    assert client.get(address("naal", one_of_each["naal"])).status_code == 404


def test_mine_and_nobodys(desk, mads, pia, one_of_each):
    desk.post(address("kommentar", one_of_each["kommentar"]), {"do": "mine"})
    assert Case.objects.get().assignee == mads
    assert titles(desk, "hvem=mig") == ["Enig"]
    assert len(titles(desk, "hvem=ingen")) == 5
    refused = desk.post(address("kommentar", one_of_each["kommentar"]), {"do": "assign", "assignee": pia.pk})
    assert refused.status_code == 422 and Case.objects.get().assignee == mads


def test_views_are_ones_own_or_shared(desk, client, fjordby, one_of_each):
    desk.post("/bord/visninger/?slags=naal", {"name": "Mine nåle"})
    desk.post("/bord/visninger/?anmeldt=1", {"name": "Fælles", "is_shared": "on"})
    nora = staff("nora", fjordby, "moderator")
    client.force_login(nora)
    names = [view["name"] for view in client.get("/bord/").context["listing"].views]
    assert "Fælles" in names and "Mine nåle" not in names
    view = next(view for view in desk.get("/bord/?slags=naal").context["listing"].views if view["name"] == "Mine nåle")
    assert (view["n"], view["is_open"]) == ("1", True)
    theirs = SavedView.objects.get(name="Fælles")
    assert client.post("/bord/visninger/", {"forget": theirs.pk}).status_code == 404
    assert desk.post("/bord/visninger/", {"forget": theirs.pk}).status_code == 302
    assert desk.post("/bord/visninger/", {"forget": "9" * 40}).status_code == 404
    assert desk.post("/bord/visninger/", {"name": " "}).status_code == 422


def test_the_longest_question_is_kept(desk):
    """A hundred letters that take twelve characters each in an address."""
    desk.post(f"/bord/visninger/?q={'🚲' * 120}", {"name": "Cykler"})
    assert SavedView.objects.get().question.count("%F0%9F%9A%B2") == 100
    assert desk.get("/bord/").status_code == 200


def test_every_kind_has_a_page(desk, one_of_each):
    for code, row in one_of_each.items():
        page = desk.get(address(code, row))
        assert page.status_code == 200, code
        assert len(page.context["reading"].buttons) == 2
    assert desk.get("/bord/naal/999999999999999999999999/").status_code == 404
    assert desk.get("/bord/andet/1/").status_code == 404


def test_a_row_with_a_shape_and_one_without_a_place(desk, make_pin):
    way = LineString((spot(400).x, spot(400).y), (spot(800).x, spot(800).y), srid=25832)
    for pin in (make_pin(shape=way, moderation="waiting"), make_pin(precision="whole", moderation="waiting")):
        assert desk.get(address("naal", pin)).status_code == 200


def test_what_the_same_person_sent(desk, make_pin, one_of_each):
    """By the address, whose letters nobody sees, or by the digest of a comment."""
    first, second, third = (make_pin(title=f"Nål {n}") for n in range(3))
    Follower.objects.create(pin=first, email="ida@example.org", is_author=True)
    Follower.objects.create(pin=second, email="Ida@example.org", is_author=True)
    Follower.objects.create(pin=third, email="ida@example.org")
    page = desk.get(address("naal", first))
    assert [row for _subject, row in page.context["reading"].others] == [second]
    assert "ida@example.org" not in page.content.decode().lower()
    digest = "d1" * 32
    said = [Comment.objects.create(pin=first, text=f"Ord {n}", person=digest) for n in range(2)]
    page = desk.get(address("kommentar", said[0]))
    assert [row for _subject, row in page.context["reading"].others] == [said[1]]
    assert digest not in page.content.decode()


def test_hints(desk, make_pin):
    pin = make_pin(title="Ring 21 43 65 87", text="eller skriv til ida@example.org", moderation="waiting")
    Complaint.objects.create(pin=pin, reason="rude", person="x")
    said = ["Anmeldt 1 gang", "Der står e-mailadressen ida@example.org", "Der står telefonnummeret 21 43 65 87"]
    assert desk.get(address("naal", pin)).context["reading"].hints == said


def test_notes_are_for_colleagues_only(desk, client, one_of_each, mads):
    pin = one_of_each["naal"]
    assert desk.post(address("naal", pin), {"do": "note", "text": " "}).status_code == 422
    desk.post(address("naal", pin), {"do": "note", "text": "Ring til <b>vejafdelingen</b>"})
    assert Note.objects.get().author == mads
    assert "Ring til &lt;b&gt;" in desk.get(address("naal", pin)).content.decode()
    pin.show()
    assert "vejafdelingen" not in client.get(pin.get_absolute_url()).content.decode()
    refused = desk.post(address("naal", pin), {"do": "note", "text": "CPR 010190-1234"})
    assert refused.status_code == 422 and "CPR-nummer" in refused.content.decode()


def test_after_a_decision_comes_the_next_row(desk, make_pin):
    first, second, third = (
        make_pin(title=f"Nål {n}", moderation="waiting", created=ago(hours=9 - n)) for n in range(3)
    )
    assert decide(desk, "naal", second, "show").url.startswith(address("naal", third))
    assert decide(desk, "naal", third, "show").url.startswith(address("naal", first))
    assert decide(desk, "naal", first, "show").url == "/bord/?trin=se"


def test_the_journal_has_who_did_it_and_the_page_tells_it(desk, mads, make_pin):
    pin = make_pin(moderation="waiting")
    decide(desk, "naal", pin, "hide", reason="Reklame")
    entry = Entry.objects.about(pin).get()
    assert (entry.verb, entry.actor, entry.data) == ("hidden", mads, {"reason": "Reklame"})
    page = desk.get(address("naal", pin)).content.decode()
    assert "Skjult · mads · Reklame" in page


@pytest.mark.parametrize("reason", ["", " ", "x" * 301, "CPR 010190-1234", "a\x00b"])
def test_nothing_is_hidden_without_a_sound_reason(desk, make_pin, reason):
    pin = make_pin(moderation="waiting")
    answer = desk.post(address("naal", pin), {"do": "hide", "stamp": stamp("naal", pin), "reason": reason})
    assert answer.status_code == 422 and "error" in answer.content.decode()
    pin.refresh_from_db()
    assert pin.moderation == "waiting"


def test_english(desk, one_of_each):
    page = desk.get("/en/bord/").content.decode()
    assert "The desk" in page and "Arbejdsbordet" not in page
    for code, row in one_of_each.items():
        said = desk.get(f"/en{address(code, row)}").content.decode()
        assert "Sagen" not in said and "Hvad der er sket" not in said
